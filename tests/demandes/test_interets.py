"""Nobody decides his own: each thing that binds somebody to a request, under any role and any account."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.demandes import certificats, cycle, etats, interets, messages, transfert
from app.demandes.etats import TRANSITIONS, Statut
from app.demandes.interets import Interet
from app.demandes.pieces import dossier
from app.identites import meme_personne
from app.models import (
    Assure,
    Certificat,
    Cote,
    DeclarationConjoint,
    Evenement,
    Habilitation,
    Invitation,
    MembreFamille,
    MessageContact,
    Personnel,
    Piece,
    Profil,
)
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import LienFamilial
from app.services.accident_travail import AccidentTravail
from app.services.inscription_en_ligne import InscriptionEnLigne
from app.services.pension_survivant import PensionSurvivant
from app.socle.acces import Equipe
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.interets import cle, etre, mandater, recue
from tests.outils.papiers import PDF
from tests.outils.petit_togo import AGENT_ASSUREE, AGENT_CHEZ_ELLE, AUBERGE, SCIERIE

pytestmark = pytest.mark.petit_togo
CAISSE = ("agent@essai.tg", "superviseur@essai.tg")
ESSI = "0012345678"


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


def lien(session, demande, email: str) -> str:
    """Return what is told to somebody who would act on a request."""
    return interets.obstacle(session, demande, cle(session, email))


def declarer(
    session, assure: str, qui: str | PersonneNommee, lien_familial=LienFamilial.conjoint, numero=None
):
    """Enter somebody, of an insured number or of a name, in the family of an insured person."""
    membre = PersonneNommee.de(petit_togo.assure(session, qui)) if isinstance(qui, str) else qui
    ligne = MembreFamille(
        assure_id=petit_togo.assure(session, assure).id,
        demande_id=recue(session, assure=assure).id,
        lien_familial=lien_familial,
        nom=membre.nom,
        prenoms=membre.prenoms,
        naissance_le=membre.naissance_le,
        numero=numero,
    )
    session.add(ligne)
    session.flush()


@pytest.mark.parametrize("email", CAISSE)
@pytest.mark.parametrize("nom", [t.nom for t in TRANSITIONS.values() if t.de_la_caisse])
def test_no_role_moves_its_own_request(session, email, nom):
    etre(session, email, ESSI)
    demande, acteur = recue(session, assure=ESSI), petit_togo.acteur(session, email)
    demande.statut = next(iter(TRANSITIONS[nom].depuis))
    with pytest.raises(Refus, match="est la vôtre : un collègue la prendra"):
        cycle.appliquer(session, demande, TRANSITIONS[nom], acteur, "parce que")
    assert session.scalars(select(Evenement).where(Evenement.demande_id == demande.id)).all() == []


def test_a_colleague_takes_it(session):
    demande = recue(session, assure=AGENT_ASSUREE)
    collegue = petit_togo.acteur(session, "collegue@essai.tg")
    assert cycle.appliquer(session, demande, etats.PRENDRE_EN_CHARGE, collegue).vers is demande.statut


@pytest.mark.parametrize("email", CAISSE)
def test_an_insured_number_is_known_by_the_administration_by_an_account_or_by_an_e_mail(session, email):
    demande = recue(session, assure=ESSI)
    assert lien(session, demande, email) == ""
    session.get_one(Assure, demande.assure_id).email = email.title()
    assert lien(session, demande, email) == Interet.soi.value
    session.get_one(Assure, demande.assure_id).email = None
    etre(session, email, ESSI)
    assert lien(session, demande, email) == Interet.soi.value
    etre(session, email, None)
    assert lien(session, demande, email) == ""


def test_the_account_of_an_insured_person_who_becomes_an_agent_is_her_own(session):
    demande = recue(session, assure=ESSI)
    assert lien(session, demande, "essi@essai.tg") == Interet.soi.value


def test_a_second_number_of_the_same_name_and_birth_is_still_hers(session):
    tevi = petit_togo.assure(session, AGENT_ASSUREE)
    double = Assure(
        numero="0045670000", nom="Lawson", prenoms="Tévi", nom_cle="LAWSON", prenoms_cle="TEVI",
        naissance_le=tevi.naissance_le, sexe=tevi.sexe,
    )  # fmt: skip
    session.add(double)
    session.flush()
    assert lien(session, recue(session, assure=double.numero), "agent@essai.tg") == Interet.soi.value
    double.naissance_le += timedelta(days=1)
    assert lien(session, recue(session, assure=double.numero), "agent@essai.tg") == ""


@pytest.mark.parametrize("compte", ["agent@essai.tg", AGENT_CHEZ_ELLE])
def test_who_wrote_a_request_for_another_does_not_decide_it_from_any_of_her_accounts(session, compte):
    demande = recue(session, employeur=SCIERIE, cree_par_id=cle(session, compte))
    assert lien(session, demande, "agent@essai.tg") == Interet.auteur.value
    assert lien(session, demande, "collegue@essai.tg") == ""


def test_who_sent_a_request_or_its_complement_does_not_decide_it(session):
    demande = recue(session, employeur=SCIERIE)
    session.add(
        Evenement(
            demande=demande, transition="soumettre", de=Statut.complement_demande, vers=Statut.soumise,
            acteur_id=cle(session, AGENT_CHEZ_ELLE), acteur_nom="Têvi",
        )
    )  # fmt: skip
    session.flush()
    assert lien(session, demande, "agent@essai.tg") == Interet.auteur.value


def test_who_took_it_in_charge_for_the_fund_goes_on(session):
    demande, agent = recue(session, employeur=SCIERIE), petit_togo.acteur(session, "agent@essai.tg")
    cycle.appliquer(session, demande, etats.PRENDRE_EN_CHARGE, agent)
    assert lien(session, demande, "agent@essai.tg") == ""


@pytest.mark.parametrize(("cote", "attendu"), [(Cote.demandeur, Interet.auteur.value), (Cote.caisse, "")])
def test_a_message_binds_on_the_side_of_who_asks_alone(session, cote, attendu):
    demande, agent = recue(session, employeur=SCIERIE), petit_togo.acteur(session, "agent@essai.tg")
    messages.ecrire(session, demande=demande, texte="Voici.", envois=[], acteur=agent, cote=cote)
    session.flush()
    assert lien(session, demande, "agent@essai.tg") == attendu


def test_who_joined_a_piece_for_who_asks_does_not_decide(session):
    demande, agent = recue(session, employeur=SCIERIE), petit_togo.acteur(session, "agent@essai.tg")
    dossier.joindre(session, demande, dossier.COMPLEMENT.code, dossier.examiner("acte.pdf", PDF), agent)
    session.flush()
    assert session.scalars(select(Piece)).one().jointe_par_id == agent.utilisateur_id
    assert lien(session, demande, "agent@essai.tg") == Interet.auteur.value


@pytest.mark.parametrize("titulaire", [True, False])
@pytest.mark.parametrize("compte", ["agent@essai.tg", AGENT_CHEZ_ELLE])
def test_who_acts_for_an_employer_decides_nothing_of_it(session, titulaire, compte):
    mandater(session, compte, SCIERIE)
    session.execute(update(Habilitation).values(titulaire=titulaire))
    assert lien(session, recue(session, employeur=SCIERIE), "agent@essai.tg") == Interet.mandat.value
    assert lien(session, recue(session, employeur=AUBERGE), "agent@essai.tg") == ""
    assert lien(session, recue(session, employeur=SCIERIE), "collegue@essai.tg") == ""


@pytest.mark.parametrize(("acceptee_le", "attendu"), [(maintenant(), Interet.mandat.value), (None, "")])
def test_a_mandate_that_was_accepted_and_taken_back_binds_an_invitation_alone_does_not(
    session, acceptee_le, attendu
):
    session.add(
        Invitation(
            employeur_id=petit_togo.employeur(session, SCIERIE).id, courriel="Agent@essai.tg",
            invitee_par_id=cle(session, "scierie@essai.tg"), acceptee_le=acceptee_le,
        )
    )  # fmt: skip
    session.flush()
    assert lien(session, recue(session, employeur=SCIERIE), "agent@essai.tg") == attendu


@pytest.mark.parametrize("lien_familial", LienFamilial)
@pytest.mark.parametrize("sens", [(AGENT_ASSUREE, ESSI), (ESSI, AGENT_ASSUREE)])
def test_a_spouse_a_parent_and_a_child_on_the_register_do_not_decide(session, sens, lien_familial):
    declarer(session, *sens, lien_familial=lien_familial)
    demande = recue(session, assure=ESSI)
    assert lien(session, demande, "agent@essai.tg") == Interet.famille.value
    assert lien(session, demande, "collegue@essai.tg") == ""


@pytest.mark.parametrize("sens", [(AGENT_ASSUREE, ESSI), (ESSI, AGENT_ASSUREE)])
def test_the_number_of_a_spouse_is_enough_under_another_name(session, sens):
    autrement = PersonneNommee(nom="Koudjo", prenoms="Ama", naissance_le=date(1970, 1, 1))
    declarer(session, sens[0], autrement, numero=sens[1])
    assert lien(session, recue(session, assure=ESSI), "agent@essai.tg") == Interet.famille.value


@pytest.mark.parametrize(
    "cousin",
    [
        PersonneNommee(nom="AGBEKO", prenoms="Essi Mawuena", naissance_le=date(1971, 7, 9)),
        PersonneNommee(nom="AGBEKO", prenoms="Kodjo", naissance_le=date(1969, 5, 2)),
    ],
    ids=["of the name, born another day", "born that day, of another first name"],
)
def test_a_cousin_decides(session, cousin):
    declarer(session, AGENT_ASSUREE, cousin)
    assert lien(session, recue(session, assure=ESSI), "agent@essai.tg") == ""


def test_the_number_of_a_spouse_is_kept_with_the_family(session):
    demande = recue(session, DeclarationConjoint, assure=ESSI, numero_conjoint=AGENT_ASSUREE)
    collegue = petit_togo.acteur(session, "collegue@essai.tg")
    for etape in (etats.PRENDRE_EN_CHARGE, etats.ACCEPTER):
        cycle.appliquer(session, demande, etape, collegue)
    assert session.scalars(select(MembreFamille.numero)).one() == AGENT_ASSUREE


NOMMEE = {
    "the victim of an accident": (AccidentTravail, {"numero_assurance": AGENT_ASSUREE}),
    "a worker of that name": (
        AccidentTravail,
        {"nom": "Lawson", "prenoms": "Tevi", "naissance_le": date(1969, 5, 2)},
    ),
    "who is declared a spouse": (DeclarationConjoint, {"numero_conjoint": AGENT_ASSUREE}),
    "whose account is asked for": (
        InscriptionEnLigne,
        {"profil": Profil.assure, "numero_declare": AGENT_ASSUREE},
    ),
    "the visitor who writes": (MessageContact, {"courriel": "AGENT@essai.tg"}),
    "the insured who died": (PensionSurvivant, {"defunt_numero": AGENT_ASSUREE}),
}


@pytest.mark.parametrize("cas", NOMMEE)
def test_who_is_named_by_a_request_of_another_does_not_decide_it(session, cas):
    modele, champs = NOMMEE[cas]
    demande = recue(session, modele, **champs)
    assert lien(session, demande, "agent@essai.tg") == Interet.soi.value
    assert lien(session, demande, "superviseur@essai.tg") == ""


def test_the_child_of_a_worker_named_by_an_employer_does_not_decide(session):
    declarer(session, ESSI, AGENT_ASSUREE, LienFamilial.enfant)
    demande = recue(session, AccidentTravail, employeur=SCIERIE, numero_assurance=ESSI)
    assert lien(session, demande, "agent@essai.tg") == Interet.famille.value


def test_nothing_binds_an_operator_that_answers_by_itself(session):
    assert interets.obstacle(session, recue(session, assure=ESSI), None) == ""
    assert interets.obstacle_chez(session, petit_togo.employeur(session).id, None) == ""


def test_who_has_no_number_is_told_apart_from_who_was_not_asked(session):
    etre(session, "superviseur@essai.tg", None)
    dit = select(Personnel.assure_id).where(Personnel.utilisateur_id == cle(session, "superviseur@essai.tg"))
    assert session.execute(dit).all() == [(None,)]
    etre(session, "superviseur@essai.tg", ESSI)
    assert session.execute(dit).all() == [(petit_togo.assure(session, ESSI).id,)]


def test_two_accounts_of_one_number_are_one_person(session):
    agent, chez_elle, autre = (
        cle(session, e) for e in ("agent@essai.tg", AGENT_CHEZ_ELLE, "collegue@essai.tg")
    )
    assert meme_personne.une_seule(session, agent, chez_elle)
    assert meme_personne.une_seule(session, chez_elle, agent)
    assert meme_personne.une_seule(session, agent, agent)
    assert not meme_personne.une_seule(session, agent, autre)
    assert not meme_personne.une_seule(session, None, autre)


def test_her_own_is_neither_handed_over_nor_its_certificate_revoked(session):
    demande, agent = recue(session, assure=AGENT_ASSUREE), petit_togo.acteur(session, "agent@essai.tg")
    with pytest.raises(Refus, match="est la vôtre"):
        transfert.transferer(session, demande, Equipe.prestations, agent, "Elle est à eux.")
    with pytest.raises(Refus, match="est la vôtre"):
        certificats.revoquer(session, Certificat(demande=demande), "Une erreur.", agent)
    assert demande.equipe is not Equipe.prestations
