"""Supervision: a quitus revoked with its reason, a parameter of the law that takes two people."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.demandes import cycle, etats
from app.models import Certificat, ParametreLegal, Proposition, Quitus
from app.repertoire.parametres import bareme
from app.services.quitus.certificat import delivrer
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.interets import AGIT, mandater
from tests.outils.services import confirmer, texte

pytestmark = pytest.mark.petit_togo
ESPACES = str.maketrans("\u00a0\u202f", "  ")
SMIG = {
    "code": "smig",
    "valeur": "60000",
    "effet_le": "01/07/2027",
    "reference": "Décret n° 2027-001/PR",
    "a_confirmer": "non",
    "cle_unique": "a" * 32,
}


@pytest.fixture
def certificat(app, session) -> Certificat:
    """A quitus issued to the sawmill."""
    with app.app_context():
        demande = Quitus(
            employeur=petit_togo.employeur(session),
            reference_marche="AO",
            objet="Bancs",
            autorite_contractante="Commune",
        )
        session.add(demande)
        session.flush()
        cycle.appliquer(session, demande, etats.SOUMETTRE, petit_togo.acteur(session, "scierie@essai.tg"))
        agent = petit_togo.acteur(session, "agent@essai.tg")
        delivre = delivrer(session, demande, aujourd_hui(), aujourd_hui() + timedelta(days=90), agent)
        session.commit()
        return delivre


def revoquer(navigateur, certificat, motif: str) -> str:
    url = f"/supervision/documents-delivres/{certificat.id}/revoquer"
    return texte(navigateur.post(url, data={"motif": motif}, follow_redirects=True))


def test_a_quitus_is_revoked_for_a_reason(superviseur, certificat):
    assert f"Révoqué : {certificat}" in revoquer(superviseur, certificat, " Fausse pièce. ")
    assert certificat.motif_revocation == "Fausse pièce."
    assert "révoqué" in texte(superviseur.get(f"/verifier?code={certificat.code}"))


@pytest.mark.parametrize("motif", ["", "   "])
def test_a_quitus_is_not_revoked_without_one(superviseur, certificat, motif):
    page = revoquer(superviseur, certificat, motif)
    assert "Écrivez le motif de la révocation" in page
    assert "Erreur : Écrivez le motif." in page
    assert certificat.revoque_le is None


def test_a_quitus_is_revoked_once(superviseur, certificat):
    revoquer(superviseur, certificat, "Premier motif")
    assert "déjà révoqué" in revoquer(superviseur, certificat, "Second motif")
    assert certificat.motif_revocation == "Premier motif"


@pytest.mark.parametrize("motif", ["é" * 10_000, "🌴", "a\x00b"])
def test_no_reason_breaks_the_revocation(superviseur, certificat, motif):
    url = f"/supervision/documents-delivres/{certificat.id}/revoquer"
    assert superviseur.post(url, data={"motif": motif}).status_code in (302, 400)


def test_who_acts_for_an_employer_revokes_nothing_of_it(session, superviseur, certificat):
    mandater(session, "superviseur@essai.tg", petit_togo.SCIERIE)
    page = texte(superviseur.get(f"/supervision/documents-delivres/{certificat.id}"))
    assert AGIT in page
    assert "Révoquer ce document" not in page
    assert AGIT in revoquer(superviseur, certificat, "Fausse pièce.")
    assert certificat.revoque_le is None


def test_an_agent_revokes_nothing(connecter, certificat):
    url = f"/supervision/documents-delivres/{certificat.id}/revoquer"
    assert connecter("agent@essai.tg").post(url, data={"motif": "x"}).status_code == 403
    assert certificat.revoque_le is None


def proposer(navigateur, **autres):
    return navigateur.post("/supervision/parametres-de-la-loi/nouvelle", data=SMIG | autres)


def propose(session) -> ParametreLegal:
    requete = select(ParametreLegal).where(ParametreLegal.effet_le == date(2027, 7, 1))
    return session.scalars(requete).one()


def smig(session) -> int:
    return bareme(session).au(date(2027, 7, 1))["smig"].valeur


def test_a_value_proposed_by_one_has_no_effect_until_another_confirms_it(session, superviseur, connecter):
    proposer(superviseur)
    assert smig(session) == 52_500
    assert "une autre personne doit le confirmer" in confirmer(superviseur, session)
    assert smig(session) == 52_500


def test_a_value_proposed_is_announced_with_the_words_and_unit_of_its_parameter(session, superviseur):
    page = superviseur.post("/supervision/parametres-de-la-loi/nouvelle", data=SMIG, follow_redirects=True)
    assert "cela s’appliquera quand une autre personne l’aura confirmé" in texte(page)
    assert (propose(session).libelle, propose(session).unite) == ("SMIG mensuel", "francs")


def test_a_parameter_that_no_rule_reads_is_not_proposed(session, superviseur):
    page = proposer(superviseur, code="smigg")
    assert page.status_code == 422
    assert session.scalars(select(ParametreLegal).where(ParametreLegal.code == "smigg")).all() == []


def test_another_person_confirms_it_and_it_applies_from_its_day(session, superviseur, connecter):
    proposer(superviseur)
    assert "C’est confirmé, et c’est fait" in confirmer(connecter("admin@essai.tg"), session)
    assert smig(session) == 60_000
    assert bareme(session).au(date(2027, 6, 30))["smig"].valeur == 52_500


def test_who_confirms_reads_the_old_value_beside_the_new(session, superviseur, connecter):
    proposer(superviseur)
    proposition = session.scalars(select(Proposition)).one()
    page = texte(connecter("admin@essai.tg").get(f"/confirmations/propositions/{proposition.id}"))
    assert "52 500 F → 60 000 F" in page.translate(ESPACES)
    assert "Superviseur" in page


def test_it_is_confirmed_once(session, superviseur, connecter):
    proposer(superviseur)
    admin = connecter("admin@essai.tg")
    confirmer(admin, session)
    assert "déjà décidé" in confirmer(admin, session)


def test_a_value_refused_never_applies_and_may_be_proposed_again(session, superviseur, connecter):
    proposer(superviseur)
    admin = connecter("admin@essai.tg")
    assert "lira votre motif" in confirmer(admin, session, "refuser", motif="Pas ce texte")
    assert smig(session) == 52_500
    proposer(superviseur, cle_unique="c" * 32)
    confirmer(admin, session)
    assert smig(session) == 60_000


def test_a_value_is_refused_for_a_reason(session, superviseur, connecter):
    proposer(superviseur)
    assert "Écrivez pourquoi vous refusez" in confirmer(connecter("admin@essai.tg"), session, "refuser")
    assert session.scalars(select(Proposition)).one().issue is None


def test_a_value_confirmed_by_mistake_is_withdrawn_by_two(session, superviseur, connecter):
    proposer(superviseur)
    admin = connecter("admin@essai.tg")
    confirmer(admin, session)
    url = f"/supervision/parametres-de-la-loi/{propose(session).id}/retirer"
    admin.post(url, data={"motif": "Le décret est abrogé"})
    assert smig(session) == 60_000
    confirmer(superviseur, session)
    assert smig(session) == 52_500


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        ({"valeur": "-5"}, "n’est pas négative"),
        ({"code": "taux_pv_employeur", "valeur": "12000"}, "ne dépasse pas 100"),
        ({"valeur": "525000"}, "dont celle-ci est loin"),
        ({"effet_le": "01/01/2026", "valeur": "53000"}, "la date d’effet est passée"),
    ],
)
def test_what_cannot_be_or_is_strange_is_told_before_it_is_proposed(session, superviseur, saisie, dit):
    reponse = proposer(superviseur, **saisie)
    assert reponse.status_code == 422
    assert dit in texte(reponse)
    assert session.scalars(select(Proposition)).all() == []


def test_what_is_strange_is_proposed_by_who_says_that_it_is_meant(session, superviseur):
    assert proposer(superviseur, valeur="525000", voulu="y").status_code == 302
    assert propose(session).valeur == 525_000


def test_a_second_value_for_the_same_day_is_refused_and_what_was_typed_is_kept(session, superviseur):
    proposer(superviseur)
    reponse = proposer(superviseur, valeur="61000", cle_unique="b" * 32)
    assert reponse.status_code == 422
    assert "existe déjà" in texte(reponse)
    assert 'value="61000"' in reponse.text


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("valeur", "soixante mille"),
        ("valeur", ""),
        ("valeur", "1,5"),
        ("valeur", "9" * 30),
        ("effet_le", "hier"),
        ("code", ""),
        ("code", "x" * 61),
        ("reference", "é" * 201),
        ("a_confirmer", "peut-être"),
    ],
)
def test_a_mistake_is_told_beside_its_field(session, superviseur, champ, valeur):
    reponse = proposer(superviseur, **{champ: valeur})
    assert reponse.status_code == 422
    assert f'id="{champ}-erreur"' in reponse.text


def test_every_message_beside_a_field_is_french(superviseur):
    page = texte(superviseur.post("/supervision/parametres-de-la-loi/nouvelle", data={"valeur": "abc"}))
    assert "Not a valid" not in page
    assert "This field" not in page


@pytest.mark.parametrize("email", ["agent@essai.tg", "auditeur@essai.tg", "scierie@essai.tg"])
def test_nobody_else_touches_the_law(connecter, email):
    assert proposer(connecter(email)).status_code == 403
