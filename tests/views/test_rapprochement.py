"""Agents import statements, confirm what agrees, recognise the rest; each bank has its own columns."""

import io
import re

import pytest
from sqlalchemy import func, select

from app.cotisations import cotisant
from app.demandes.a_deux import ADeux
from app.models import Banque, Cause, Certificat, LigneReleve, Operation, Paiement
from app.regles.francais import jour
from app.services.paiement.deux_mains import MEME_MAIN
from app.services.paiement.tables import EtatPaiement
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils import petit_togo
from tests.outils.interets import AGIT, mandater
from tests.outils.pages import formulaire
from tests.outils.petit_togo import AUBERGE, SCIERIE
from tests.outils.services import confirmer, texte
from tests.services.paiement.outils import banque, deposer

pytestmark = pytest.mark.petit_togo
BASE, LIGNES = "/agent/rapprochement", "/agent/rapprochement/lignes"


def releve(*lignes: tuple[str, int]) -> bytes:
    """Return a statement of today: (reference, francs)."""
    titres = "Date;Référence;Libellé;Débit;Crédit\n"
    return (titres + "".join(f"{jour(aujourd_hui())};{r};VERSEMENT;;{m}\n" for r, m in lignes)).encode()


@pytest.fixture
def annonce(app, session) -> int:
    """The key of a deposit that the inn announced."""
    with app.app_context():
        qui = petit_togo.employeur(session, AUBERGE)
        paiement = deposer(session, qui, 94_500, aujourd_hui(), "BRD-7781")
        session.commit()
        return paiement.id


@pytest.fixture
def collegue(connecter):
    """The browser of who brings the statements: an agent who books none of their lines."""
    return connecter("collegue@essai.tg")


def importer(collegue, session, contenu: bytes):
    """Import a statement and return the page that follows."""
    cle = banque(session).id
    session.commit()
    donnees = {"banque": cle, "fichier": (io.BytesIO(contenu), "releve.csv")}
    return collegue.post(f"{BASE}/importer", data=donnees, follow_redirects=True)


def lignes(session) -> list[LigneReleve]:
    session.expire_all()
    return list(session.scalars(select(LigneReleve).order_by(LigneReleve.id)))


def etat(session, pk: int) -> EtatPaiement:
    session.expire_all()
    return session.get(Paiement, pk).etat


def test_what_agrees_is_proposed_ticked_and_confirmed(session, agent, collegue, annonce):
    assert "2 versements nouveaux" in texte(
        importer(collegue, session, releve(("BRD-7781", 94_500), ("VIR-1", 10_000)))
    )
    page = agent.get(f"{BASE}/")
    assert "Score 100 / 100" in texte(page)
    couple = formulaire(page)["couple"]
    suite = agent.post(f"{BASE}/confirmer", data={"couple": couple}, follow_redirects=True)
    assert "1 versement confirmé" in texte(suite)
    assert etat(session, annonce) is EtatPaiement.confirme


def test_confirming_twice_books_once(session, agent, collegue, annonce):
    importer(collegue, session, releve(("BRD-7781", 94_500)))
    couple = formulaire(agent.get(f"{BASE}/"))["couple"]
    auberge = petit_togo.employeur(session, AUBERGE)
    avant = cotisant.solde(session, auberge.id)
    for _ in range(2):
        agent.post(f"{BASE}/confirmer", data={"un": couple})
    assert cotisant.solde(session, auberge.id) == avant - 94_500


def test_nothing_ticked_is_told(agent):
    page = agent.post(f"{BASE}/confirmer", follow_redirects=True)
    assert "Cochez au moins une proposition" in texte(page)


def test_the_same_statement_again_changes_nothing(session, collegue):
    contenu = releve(("VIR-1", 10_000))
    importer(collegue, session, contenu)
    assert "0 versement nouveau, 1 déjà connu" in texte(importer(collegue, session, contenu))
    assert len(lignes(session)) == 1


def test_a_file_of_other_columns_is_refused_beside_its_field(session, collegue):
    page = importer(collegue, session, b"Day;Amount\n")
    assert page.status_code == 422
    assert "vérifiez la banque choisie, ou ses colonnes" in texte(page)


def affecter(agent, ligne: LigneReleve, employeur_id: int, motif: str = "Appel de l’employeur"):
    """Book a line to an employer and return the page that follows."""
    donnees = {"employeur": employeur_id, "motif": motif}
    return agent.post(f"{LIGNES}/{ligne.id}", data=donnees, follow_redirects=True)


def test_a_line_nobody_announced_is_booked_to_the_employer_recognised_once(session, agent, collegue):
    importer(collegue, session, releve(("", 10_000)))
    auberge = petit_togo.employeur(session, AUBERGE)
    avant, (ligne,) = cotisant.solde(session, auberge.id), lignes(session)
    assert f"Ligne n° {ligne.id}" in texte(agent.get(f"{LIGNES}/{ligne.id}"))
    assert "Porté au compte" in texte(affecter(agent, ligne, auberge.id))
    affecter(agent, ligne, auberge.id)
    assert cotisant.solde(session, auberge.id) == avant - 10_000
    assert session.scalar(select(func.count(Paiement.id))) == 1
    assert "Aucun versement à identifier" in texte(agent.get("/agent/versements-a-identifier/"))


def test_two_lines_of_one_reference_are_two_payments(session, agent, collegue):
    importer(collegue, session, releve(("VIR", 10_000), ("VIR", 20_000)))
    auberge = petit_togo.employeur(session, AUBERGE)
    avant = cotisant.solde(session, auberge.id)
    for ligne in lignes(session):
        affecter(agent, ligne, auberge.id)
    assert cotisant.solde(session, auberge.id) == avant - 30_000


def test_recognising_asks_for_a_reason(session, agent, collegue):
    importer(collegue, session, releve(("", 10_000)))
    page = affecter(agent, lignes(session)[0], petit_togo.employeur(session, AUBERGE).id, "")
    assert page.status_code == 422


COLONNES = {
    "date": "Val", "reference": "Ref", "libelle": "Label", "montant": "Amount", "separateur": ",",
    "format_date": "%Y-%m-%d", "decimales": ".",
}  # fmt: skip


def test_a_bank_s_columns_are_tried_then_kept(session, agent):
    cle = banque(session).id
    session.commit()
    essai = (io.BytesIO(b"Val,Ref,Label,Amount\n2026-11-12,A-1,Deposit,94500.00\n"), "essai.csv")
    page = agent.post(f"/agent/banques/{cle}/colonnes", data=COLONNES | {"fichier": essai, "essayer": "oui"})
    lue = texte(page).replace("\u202f", " ").replace("\xa0", " ")
    assert "94 500 F" in lue
    assert "1 versement lu. Rien n’est enregistré" in lue
    assert session.get(Banque, cle).correspondance is None
    agent.post(f"/agent/banques/{cle}/colonnes", data=COLONNES)
    session.expire_all()
    assert session.get(Banque, cle).correspondance["montant"] == "Amount"
    fiche = texte(agent.get(f"/agent/banques/{cle}"))
    assert all(mot in fiche for mot in ("Amount", "Virgule", "2026-01-02", "Point : 94,500.00"))


def test_an_employer_never_reaches_the_statements(session, connecter):
    assert connecter("auberge@essai.tg").get(f"{BASE}/").status_code == 403


def test_a_line_booked_to_the_wrong_employer_is_taken_back_and_booked_to_the_right_one(
    session, agent, collegue, connecter
):
    importer(collegue, session, releve(("VIR-9", 10_000)))
    (ligne,), auberge = lignes(session), petit_togo.employeur(session, AUBERGE)
    scierie = petit_togo.employeur(session, SCIERIE)
    soldes = [cotisant.solde(session, e.id) for e in (auberge, scierie)]
    affecter(agent, ligne, auberge.id)
    operation = session.query(Operation).filter_by(cause=Cause.paiement, employeur_id=auberge.id).one()
    superviseur, adresse = connecter("superviseur@essai.tg"), f"/supervision/operations/{operation.id}"
    assert "Annuler cette opération" in texte(superviseur.get(adresse))
    assert "Écrivez pourquoi" in texte(superviseur.post(f"{adresse}/annuler", follow_redirects=True))
    motif = {"motif": "Versement d’un autre employeur"}
    superviseur.post(f"{adresse}/annuler", data=motif)
    assert "l’a déjà proposé" in texte(
        superviseur.post(f"{adresse}/annuler", data=motif, follow_redirects=True)
    )
    assert cotisant.solde(session, auberge.id) == soldes[0] - 10_000
    confirmer(agent, session)
    affecter(agent, lignes(session)[0], scierie.id)
    assert [cotisant.solde(session, e.id) for e in (auberge, scierie)] == [soldes[0], soldes[1] - 10_000]
    assert session.query(Certificat).filter(Certificat.revoque_le.is_not(None)).count() == 1
    annule = f"/employeur/paiements/{operation.demande_id}"
    assert "Annulé par la CNSS" in texte(connecter("auberge@essai.tg").get(annule))


def test_who_acts_for_an_employer_books_nothing_to_it(session, agent, collegue, annonce):
    mandater(session, "agent@essai.tg", AUBERGE)
    importer(collegue, session, releve(("BRD-7781", 94_500), ("VIR-1", 10_000)))
    annoncee, autre = lignes(session)
    couple = {"un": f"{annoncee.id}-{annonce}"}
    assert AGIT in texte(agent.post(f"{BASE}/confirmer", data=couple, follow_redirects=True))
    page = affecter(agent, autre, petit_togo.employeur(session, AUBERGE).id)
    assert page.status_code == 422
    assert AGIT in texte(page)
    assert [ligne.paiement_id for ligne in lignes(session)] == [None, None]
    assert etat(session, annonce) is EtatPaiement.en_attente_rapprochement


def test_who_acts_for_an_employer_takes_nothing_back_from_its_account(session, agent, collegue, connecter):
    importer(collegue, session, releve(("VIR-9", 10_000)))
    auberge = petit_togo.employeur(session, AUBERGE)
    affecter(agent, lignes(session)[0], auberge.id)
    mandater(session, "superviseur@essai.tg", AUBERGE)
    operation = session.query(Operation).filter_by(cause=Cause.paiement, employeur_id=auberge.id).one()
    superviseur, adresse = connecter("superviseur@essai.tg"), f"/supervision/operations/{operation.id}"
    page = texte(superviseur.get(adresse))
    assert AGIT in page
    assert "Annuler cette opération" not in page
    motif = {"motif": "Versement d’un autre employeur"}
    assert AGIT in texte(superviseur.post(f"{adresse}/annuler", data=motif, follow_redirects=True))
    assert session.query(Operation).filter_by(contrepasse_id=operation.id).count() == 0


def test_a_line_booked_by_an_agent_is_announced_by_the_bank(session, agent, collegue, connecter):
    importer(collegue, session, releve(("VIR-9", 10_000)))
    affecter(agent, lignes(session)[0], petit_togo.employeur(session, AUBERGE).id)
    paiement = session.query(Paiement).filter_by(reference="VIR-9").one()
    noms = [e.acteur_nom for e in paiement.evenements]
    assert noms == [f"Relevé {paiement.banque}", "Yawa Agent", "Yawa Agent"]


def test_an_empty_file_and_a_statement_without_a_credit_are_told_apart(session, collegue):
    assert "Ce fichier est vide" in texte(importer(collegue, session, b" \n"))
    assert "ne porte aucun versement reçu" in texte(importer(collegue, session, releve()))


def test_who_brought_a_statement_books_none_of_its_lines(session, agent, annonce):
    page = importer(agent, session, releve(("BRD-7781", 94_500), ("VIR-1", 10_000)))
    assert "vous avez importé ce relevé" in texte(page)
    assert "couple" not in formulaire(page)
    assert "Confirmer les propositions cochées" not in texte(page)
    annoncee, autre = lignes(session)
    couple = {"un": f"{annoncee.id}-{annonce}"}
    assert MEME_MAIN in texte(agent.post(f"{BASE}/confirmer", data=couple, follow_redirects=True))
    assert MEME_MAIN in texte(agent.get(f"{LIGNES}/{autre.id}"))
    page = affecter(agent, autre, petit_togo.employeur(session, AUBERGE).id)
    assert page.status_code == 422
    assert [ligne.paiement_id for ligne in lignes(session)] == [None, None]


def test_who_brought_a_statement_books_its_lines_once_the_fund_asks_for_one_hand(session, agent, annonce):
    session.add(ADeux(service="paiement", jamais=True, effet_le=aujourd_hui(), confirme_le=maintenant()))
    page = importer(agent, session, releve(("BRD-7781", 94_500)))
    agent.post(f"{BASE}/confirmer", data={"couple": formulaire(page)["couple"]})
    assert etat(session, annonce) is EtatPaiement.confirme


def test_no_bank_is_chosen_for_the_person_among_several(session, agent):
    banque(session)
    session.add(Banque(code="AUTRE", nom="Autre banque"))
    session.commit()
    page = agent.get(f"{BASE}/importer")
    assert re.search(r'<option value="">Choisissez</option>', page.text)
    assert " selected" not in page.text
