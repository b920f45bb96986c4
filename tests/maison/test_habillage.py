"""The skin as the server sends it: shell, guide, forms that keep what is typed when some of it is wrong."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.outils import petit_togo
from tests.outils.pages import Page, champs, formulaire

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]

STATIQUE = Path(__file__).parents[2] / "app" / "static"
QUITUS = "/employeur/quitus-social/nouvelle"
BONNE = {
    "reference_marche": "AO-2026-17",
    "objet": "Pont",
    "autorite_contractante": "Commune",
    "date_limite": "",
}
FAUTES = {
    "a date that does not exist": ("date_limite", "32/13/2026", "écrivez-la comme 02/01/2026"),
    "an emoji": ("objet", "Pont 😀", "un signe qui ne s’imprime pas (😀)"),
    "a control character": ("objet", "Pont\x07", "un signe qui ne s’imprime pas (invisible)"),
    "ten thousand characters": ("objet", "x" * 10_000, "trop long : 160 caractères au plus"),
    "nothing at all": ("reference_marche", "", "Ce champ est obligatoire"),
}


@pytest.mark.parametrize(("champ", "saisie", "phrase"), FAUTES.values(), ids=FAUTES)
def test_a_fault_is_said_beside_its_field_and_everything_else_is_kept(connecter, champ, saisie, phrase):
    reponse = connecter("scierie@essai.tg").post(QUITUS, data=BONNE | {champ: saisie})
    assert reponse.status_code == 422
    assert re.search(rf'id="{champ}-erreur">.*{re.escape(phrase)}', reponse.text)
    assert re.search(rf'<input[^>]*aria-describedby="[^"]*{champ}-erreur"[^>]*name="{champ}"', reponse.text)
    assert f'href="#{champ}"' in reponse.text
    assert (BONNE | {champ: saisie}).items() <= formulaire(reponse).items()


@pytest.mark.parametrize("texte", ["N° 12 – « Réfection » à 1 234 € · Ɖekpɔ", "Œuvre\r\nsuite\t!"])
def test_french_and_togolese_writing_is_taken(connecter, texte):
    assert connecter("scierie@essai.tg").post(QUITUS, data=BONNE | {"objet": texte}).status_code == 302


def test_an_amount_in_letters_is_said_beside_its_field(connecter):
    reponse = connecter("essi@essai.tg").get(
        "/assure/simulateur-de-pension/",
        query_string={"depart_le": "01/06/2040", "salaire_futur": "beaucoup"},
    )
    assert "écrivez des francs entiers" in Page(reponse).texte
    assert champs(reponse, "salaire_futur") == ["beaucoup"]
    assert champs(reponse, "depart_le") == ["2040-06-01"]


@pytest.fixture
def envoi(app, session, connecter):
    """An employer's browser and the address that takes the file of a declaration."""
    with app.app_context():
        declaration = petit_togo.brouillon(session)
    return connecter("scierie@essai.tg"), f"/employeur/dnr/{declaration.id}/fichier"


@pytest.mark.parametrize("contenu", [b"MZ\x90\x00 programme", b"%PDF-1.7", b""])
def test_a_file_of_another_type_is_refused_beside_its_field(envoi, contenu):
    navigateur, adresse = envoi
    reponse = navigateur.post(adresse, data={"fichier": (io.BytesIO(contenu), "paie.xlsx")})
    assert reponse.status_code == 422
    assert 'id="fichier-erreur"' in reponse.text


def test_a_file_too_heavy_leads_back_to_its_form_with_what_to_do(app, envoi, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    navigateur, adresse = envoi
    lourd = {"fichier": (io.BytesIO(b"x" * 2_000), "paie.csv")}
    reponse = navigateur.post(adresse, data=lourd, headers={"Referer": f"http://localhost{adresse}"})
    assert (reponse.status_code, reponse.location) == (303, adresse)
    assert "Allégez-le ou coupez-le" in navigateur.get(adresse).text


def test_a_file_too_heavy_from_elsewhere_is_refused_in_french(app, envoi, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1_000)
    navigateur, adresse = envoi
    reponse = navigateur.post(adresse, data={"fichier": (io.BytesIO(b"x" * 2_000), "paie.csv")})
    assert reponse.status_code == 413
    assert "Fichier trop lourd" in reponse.text


def test_the_guide_shows_every_component_of_the_house(client):
    page = client.get("/styleguide/").text
    macros = re.findall(r"set (\w+) = \w+\.\1", (STATIQUE.parent / "templates/composants.html").read_text())
    source = (STATIQUE.parent / "templates/styleguide.html").read_text()
    absents = [m for m in macros if f"c.{m}(" not in source and m != "formulaire_post"]
    assert not absents, f"Show these in styleguide.html: {absents}"
    assert "Guide de style" in page


def test_the_guide_exists_where_the_demonstration_is_alone(bases, fabriquer):
    application = fabriquer(bases.nouvelle(), DEMONSTRATION=False)
    assert "/styleguide/" not in {regle.rule for regle in application.url_map.iter_rules()}


def test_the_script_is_one_file_kept_a_year(client):
    adresse = re.search(r'<script src="([^"]+)"', client.get("/connexion").text)[1]
    reponse = client.get(adresse)
    assert reponse.mimetype == "text/javascript"
    assert reponse.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_service_worker_keeps_the_shell_alone(client):
    reponse = client.get("/service-worker.js")
    pieces = json.loads(re.search(r"const COQUILLE = (\{.*\});", reponse.text)[1])["pieces"]
    assert all(piece.startswith(("/static/", "/portail.js?")) for piece in pieces)
    for piece in pieces:
        assert client.get(piece).status_code == 200
    assert "Set-Cookie" not in reponse.headers


def test_the_service_worker_is_the_same_for_everybody(client, connecter):
    assert (
        connecter("scierie@essai.tg").get("/service-worker.js").text == client.get("/service-worker.js").text
    )


def test_the_portal_can_be_installed():
    manifeste = json.loads((STATIQUE / "manifest.webmanifest").read_text())
    assert manifeste["display"] == "standalone"
    tailles = {}
    for icone in (i for i in manifeste["icons"] if i["type"] == "image/png"):
        with Image.open(STATIQUE / Path(icone["src"]).name) as image:
            assert icone["sizes"] == f"{image.width}x{image.height}"
            tailles[image.width] = icone.get("purpose", "any")
    assert {192, 512} <= tailles.keys()
    assert "maskable" in tailles.values()
