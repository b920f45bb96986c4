"""Bad input on any service: a sentence, and nothing lost."""

from datetime import timedelta

import pytest

from app.demandes.etats import Statut
from app.models import Demande
from app.services.accident_travail import AccidentEmployeurView
from app.services.reclamation import ReclamationEmployeurView
from app.socle.horloge import aujourd_hui
from tests.outils.services import decider, deposer, remplir, saisie, texte

pytestmark = pytest.mark.petit_togo
COLONNES = ["service", "objet", "explication", "periode_debut", "periode_fin"]


def formulaire(**autres) -> dict[str, str]:
    return saisie(ReclamationEmployeurView.modele, COLONNES, **autres)


def test_a_form_sent_twice_makes_one_request(session, scierie):
    donnees = formulaire() | {"cle_unique": "a" * 32}
    adresses = {
        scierie.post(f"{ReclamationEmployeurView.route_base}/nouvelle", data=donnees).headers["Location"]
        for _ in range(2)
    }
    assert len(adresses) == 1
    assert session.query(Demande).filter_by(type="reclamation").count() == 1


def test_two_tabs_editing_one_draft_the_second_is_told_and_overwrites_nothing(session, scierie):
    pk = remplir(scierie, ReclamationEmployeurView)
    adresse = f"{ReclamationEmployeurView.route_base}/{pk}/modifier"
    version = str(session.get(Demande, pk).version)
    assert scierie.post(adresse, data=formulaire(objet="Premier", version=version)).status_code == 302
    second = scierie.post(adresse, data=formulaire(objet="Second", version=version))
    assert second.status_code == 422
    assert "modifiée entre-temps" in texte(second)
    assert 'value="Second"' in second.text
    assert session.get(Demande, pk).objet == "Premier"
    actuelle = str(session.get(Demande, pk).version)
    assert f'name="version" type="hidden" value="{actuelle}"' in second.text
    scierie.post(adresse, data=formulaire(objet="Second", version=actuelle))
    assert session.get(Demande, pk).objet == "Second"


def test_a_form_opened_for_change_carries_the_version_it_shows(session, scierie):
    pk = remplir(scierie, ReclamationEmployeurView)
    page = scierie.get(f"{ReclamationEmployeurView.route_base}/{pk}/modifier").text
    assert f'name="version" type="hidden" value="{session.get(Demande, pk).version}"' in page


def test_of_two_agents_one_decides_and_the_other_is_told(session, scierie, agent, collegue):
    pk = deposer(scierie, ReclamationEmployeurView)
    decider(agent, pk, "accepter")
    reponse = collegue.post(f"/agent/demandes/{pk}/rejeter", data={"motif": "Doublon"}, follow_redirects=True)
    assert "Cette demande est maintenant « Acceptée »" in texte(reponse)
    assert session.get(Demande, pk).statut is Statut.acceptee


def test_a_date_in_the_future_is_told_beside_its_field_and_the_rest_kept(scierie):
    page = _refuse(scierie, survenu_le=aujourd_hui() + timedelta(days=1), lieu="Atelier de sciage")
    assert "Cette date est dans le futur" in texte(page)
    assert 'value="Atelier de sciage"' in page.text


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("survenu_a", "25:99", "Écrivez l’heure"),
        ("numero_assurance", "12-3", "4 à 15 chiffres"),
        ("employeur_telephone", "12345", "n’est pas reconnu"),
        ("employeur_email", "scierie@", "n’est pas complète"),
        ("precedent_taux", "140", "entre 0 et 100"),
    ],
)
def test_a_value_that_cannot_be_is_told_beside_its_field(scierie, champ, valeur, phrase):
    assert phrase in texte(_refuse(scierie, **{champ: valeur}))


def _refuse(navigateur, service=AccidentEmployeurView, **champs):
    vue = next(v for v in navigateur.application.extensions["menu"] if type(v) is service)
    donnees = saisie(vue.modele, vue.add_columns, **champs)
    reponse = navigateur.post(f"{vue.route_base}/nouvelle", data=donnees)
    assert reponse.status_code == 422
    return reponse


def test_months_out_of_order_are_told_beside_their_field_before_anything_is_written(scierie):
    page = _refuse(scierie, ReclamationEmployeurView, periode_debut="2026-05", periode_fin="2026-03")
    assert "Le dernier mois précède le premier" in texte(page)
    assert 'value="2026-03"' in page.text
