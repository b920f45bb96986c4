"""The paper forms: their fields are the columns of the form on screen, for every service."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter
from sqlalchemy import Boolean, Date, Enum, Text, inspect, select

from app.demandes.ecrans.vues_des_services import vue_du_service
from app.generateur import piege
from app.generateur.ecrans.saisie import HORS_DE_LA_LIGNE
from app.generateur.formulaires import TEXTE_LONG
from app.models import (
    Assure,
    Candidature,
    Declaration,
    DeclarationCotisations,
    Demande,
    ImmatriculationCollective,
    InscriptionEnLigne,
    MessageContact,
    Paiement,
)
from app.services.pre_immatriculation.ecran import PreImmatriculationView
from app.socle import acces
from app.views.site.formulaires_papier import catalogue

pytestmark = pytest.mark.petit_togo

SANS_PAPIER = {
    Declaration: "it is a workbook",
    ImmatriculationCollective: "it is a workbook",
    Paiement: "it is money",
    InscriptionEnLigne: "it opens an account on screen",
    Candidature: "it is a letter and a curriculum vitæ",
    MessageContact: "it is a letter",
}
OBLIGATOIRE, PARAGRAPHE = 1 << 1, 1 << 12


@pytest.fixture
def papiers(app, session):
    """Every form on offer, read back: `name -> (form, reader)`."""
    with app.test_request_context(), acces.systeme("tests"):
        return {nom: (papier, PdfReader(BytesIO(papier.octets()))) for nom, papier in catalogue().items()}


def en_ligne(app, papier) -> list[str]:
    """Return the names of the fields of the form on screen."""
    if papier.espace:
        vue = vue_du_service(papier.modele, papier.espace)
        formulaire = vue.edit_form if vue.sur_papier else vue.add_form
    else:
        formulaire = PreImmatriculationView.formulaires[papier.modele]
    return [champ.name for champ in formulaire() if champ.name not in (*HORS_DE_LA_LIGNE, piege.NOM)]


def test_every_service_has_a_form_on_paper_or_a_reason(papiers):
    tous = {m.class_ for m in Demande.__mapper__.self_and_descendants} - {Demande}
    services = {service for service in tous if service.__module__.startswith("app.")}
    assert services - {papier.modele for papier, _ in papiers.values()} <= set(SANS_PAPIER)


def test_no_heading_of_a_form_is_left_at_the_foot_of_a_page(papiers):
    for nom, (papier, lu) in papiers.items():
        titres = {titre for titre, _ in papier.parties} | {"Papiers à joindre", "Signature"}
        for page in lu.pages:
            *_, derniere, _pied = page.extract_text().splitlines()
            assert derniere not in titres, nom


def test_what_the_fund_fills_in_is_on_the_page_of_the_signature(papiers):
    for nom, (_, lu) in papiers.items():
        derniere = lu.pages[-1].extract_text()
        assert "Je certifie que" in derniere, nom
        assert "Réservé à la Caisse" in derniere, nom


def test_a_form_asks_for_what_the_screen_asks(app, papiers):
    for nom, (papier, lu) in papiers.items():
        with app.test_request_context(), acces.systeme("tests"):
            attendus = en_ligne(app, papier)
        assert set(attendus) <= set(lu.get_fields()), nom
        demandes = {cle for _, cles in papier.parties for cle in cles}
        assert demandes <= set(lu.get_fields()), nom
        assert demandes == set(attendus) or papier.modele is DeclarationCotisations, nom


def test_each_field_has_the_label_length_choices_and_duty_of_its_column(papiers):
    for nom, (papier, lu) in papiers.items():
        champs = lu.get_fields()
        for _, cles in papier.parties:
            for cle in cles:
                _comparer(f"{nom}.{cle}", inspect(papier.modele).columns[cle], champs[cle].indirect_reference)


def _comparer(ou: str, colonne, reference) -> None:
    champ = reference.get_object()
    drapeaux = champ.get("/Ff", 0)
    assert champ["/TU"].startswith(colonne.info["libelle"]), ou
    assert colonne.info["aide"] in champ["/TU"], ou
    assert bool(drapeaux & OBLIGATOIRE) is not colonne.nullable, ou
    if isinstance(colonne.type, Enum):
        assert list(champ["/Opt"]) == [membre.value for membre in colonne.type.enum_class], ou
    elif isinstance(colonne.type, Boolean):
        assert list(champ["/Opt"]) == ["Oui", "Non"], ou
    elif isinstance(colonne.type, Date):
        assert champ["/MaxLen"] == len("02/01/2026"), ou
        assert "AFDate" in champ["/AA"]["/K"]["/JS"], ou
    elif isinstance(colonne.type, Text):
        assert drapeaux & PARAGRAPHE, ou
        assert champ["/MaxLen"] == TEXTE_LONG, ou
    elif longueur := getattr(colonne.type, "length", None):
        assert champ["/MaxLen"] == longueur, ou


def test_a_form_names_the_papers_to_join_who_asks_and_where_to_bring_it(papiers):
    for nom, (papier, lu) in papiers.items():
        texte = " ".join(" ".join(page.extract_text().split()) for page in lu.pages)
        for piece in papier.modele().pieces_demandees:
            assert f"joindre_{piece.code}" in lu.get_fields(), nom
            assert piece.libelle in texte, nom
        assert "Dapaong" in texte, nom
        assert ("demandeur_numero" in lu.get_fields()) is bool(papier.espace), nom
        assert lu.metadata.title == papier.modele.libelle_type


def test_what_is_typed_in_a_form_is_read_back(papiers):
    _, lu = papiers["assure-pension-de-vieillesse"]
    ecrivain = PdfWriter(clone_from=lu)
    for page in ecrivain.pages:
        ecrivain.update_page_form_field_values(
            page,
            {"demandeur_nom": "AGBÉKO", "nature": "/1", "joindre_identite": "/Oui"},
            auto_regenerate=False,
        )
    sortie = BytesIO()
    ecrivain.write(sortie)
    champs = PdfReader(sortie).get_fields()
    assert champs["demandeur_nom"]["/V"] == "AGBÉKO"
    assert champs["joindre_identite"]["/V"] == "/Oui"
    assert champs["nature"]["/V"] == "/1"


def test_a_visitor_downloads_a_form_once(client):
    page = client.get("/formulaires/").text
    assert "/formulaires/assure-pension-de-vieillesse.pdf" in page
    reponse = client.get("/formulaires/assure-pension-de-vieillesse.pdf")
    assert reponse.mimetype == "application/pdf"
    assert "public" in reponse.headers["Cache-Control"]
    assert "Set-Cookie" not in reponse.headers
    encore = client.get(
        "/formulaires/assure-pension-de-vieillesse.pdf", headers={"If-None-Match": reponse.headers["ETag"]}
    )
    assert encore.status_code == 304
    assert client.get("/formulaires/inconnu.pdf").status_code == 404


def test_the_empty_workbook_names_no_worker(session, client):
    feuille = load_workbook(BytesIO(client.get("/formulaires/modele-dnr.xlsx").data))["DNR"]
    cellules = " ".join(str(c.value) for rangee in feuille.iter_rows() for c in rangee if c.value)
    assert "Rémunération" in cellules
    assert not any(numero in cellules for numero in session.scalars(select(Assure.numero)))


def test_a_form_is_found_by_the_search_of_the_site(client):
    page = client.get("/recherche?q=FORMULAIRE+prénatales").text
    assert "/formulaires/assure-allocation-prenatale.pdf" in page
    assert "/formulaires/assure-pension-de-vieillesse.pdf" not in page
