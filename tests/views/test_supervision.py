"""Supervision: a quitus revoked with its reason, a parameter of the law that takes two people."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.demandes import cycle, etats
from app.models import Certificat, ParametreLegal, Quitus
from app.repertoire.parametres import bareme
from app.services.quitus.certificat import delivrer
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.dnr import texte
from tests.outils.interets import AGIT, mandater

pytestmark = pytest.mark.petit_togo
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


def confirmer(navigateur, parametre) -> str:
    url = f"/supervision/parametres-de-la-loi/{parametre.id}/confirmer"
    return texte(navigateur.post(url, follow_redirects=True))


def smig(session) -> int:
    return bareme(session).au(date(2027, 7, 1))["smig"].valeur


def test_a_value_proposed_by_one_has_no_effect_until_another_confirms_it(session, superviseur, connecter):
    proposer(superviseur)
    assert smig(session) == 52_500
    assert "une autre personne doit la confirmer" in confirmer(superviseur, propose(session))
    assert smig(session) == 52_500


def test_a_value_proposed_is_announced_with_the_words_and_unit_of_its_parameter(session, superviseur):
    page = superviseur.post("/supervision/parametres-de-la-loi/nouvelle", data=SMIG, follow_redirects=True)
    assert "elle s’appliquera quand une autre personne l’aura confirmée" in texte(page)
    assert (propose(session).libelle, propose(session).unite) == ("SMIG mensuel", "francs")


def test_a_parameter_that_no_rule_reads_is_not_proposed(session, superviseur):
    page = proposer(superviseur, code="smigg")
    assert page.status_code == 422
    assert session.scalars(select(ParametreLegal).where(ParametreLegal.code == "smigg")).all() == []


def test_another_person_confirms_it_and_it_applies_from_its_day(session, superviseur):
    proposer(superviseur)
    parametre = propose(session)
    parametre.propose_par_id = petit_togo.acteur(session, "agent@essai.tg").utilisateur_id
    assert "confirmé" in confirmer(superviseur, parametre)
    assert smig(session) == 60_000
    assert bareme(session).au(date(2027, 6, 30))["smig"].valeur == 52_500


def test_it_is_confirmed_once(session, superviseur):
    proposer(superviseur)
    parametre = propose(session)
    parametre.propose_par_id = None
    confirmer(superviseur, parametre)
    assert "déjà confirmé" in confirmer(superviseur, parametre)


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


@pytest.mark.parametrize("email", ["agent@essai.tg", "admin@essai.tg", "scierie@essai.tg"])
def test_nobody_else_touches_the_law(connecter, email):
    assert proposer(connecter(email)).status_code == 403
