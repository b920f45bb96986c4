"""The sheet of a workbook on screen: named, changed with one tap, asked for where nothing says which one."""

import io

import pytest
from openpyxl import load_workbook

from app.demandes.etats import Statut
from app.models import Declaration
from app.regles import mois
from tests.outils.dnr import PREMIERE_LIGNE, commencer, confirmer_tout, deposer, modele, soumettre, texte
from tests.outils.petit_togo import DERNIER
from tests.services.dnr.outils import enregistrer

pytestmark = pytest.mark.petit_togo
DU_MOIS = mois.libelle(DERNIER).capitalize()
JOURS = f"F{PREMIERE_LIGNE}"


@pytest.fixture
def pk(scierie) -> int:
    """The draft of the last month, by file."""
    return commencer(scierie, mode="fichier")


def en_deux_feuilles(contenu: bytes, premiere: str, seconde: str) -> bytes:
    """Return the model twice in one workbook, twelve days for the first worker in the second sheet.

    Neither says a month above its titles, and a sheet without titles is active.
    """
    document = load_workbook(io.BytesIO(contenu))
    copie = document.copy_worksheet(document["DNR"])
    document["DNR"].title, copie.title = premiere, seconde
    for feuille in (document[premiere], copie):
        for ligne in feuille.iter_rows(max_row=PREMIERE_LIGNE - 2):
            for cellule in ligne:
                cellule.value = None
    copie[JOURS] = 12
    document.create_sheet("Notes")
    document.active = document["Notes"]
    return enregistrer(document)


def controle(scierie, pk: int) -> str:
    return texte(scierie.get(f"/employeur/dnr/{pk}/controle"))


def test_the_sheet_that_is_read_is_named_at_the_check_and_on_the_preview(scierie, pk):
    deposer(scierie, pk, en_deux_feuilles(modele(scierie), "Janvier 1999", DU_MOIS))
    assert f"Feuille lue : {DU_MOIS}" in controle(scierie, pk)
    assert f"Feuille lue {DU_MOIS}" in texte(scierie.get(f"/employeur/dnr/{pk}/apercu"))


def test_another_sheet_is_read_with_one_tap(session, scierie, pk):
    deposer(scierie, pk, en_deux_feuilles(modele(scierie), DU_MOIS, "Janvier 1999"))
    assert "Lire « Janvier 1999 »" in controle(scierie, pk)
    reponse = scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": "Janvier 1999"})
    page = controle(scierie, pk)
    assert reponse.status_code == 302
    assert "Feuille lue : Janvier 1999" in page
    assert f"Lire « {DU_MOIS} »" in page
    lignes = session.get(Declaration, pk, populate_existing=True).controle["lignes"]
    assert lignes["modifiee"] == 1


def test_the_annotated_copy_is_of_the_sheet_that_was_chosen(scierie, pk):
    document = load_workbook(io.BytesIO(en_deux_feuilles(modele(scierie), DU_MOIS, "Janvier 1999")))
    document["Janvier 1999"][JOURS] = 40
    deposer(scierie, pk, enregistrer(document))
    scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": "Janvier 1999"})
    copie = load_workbook(io.BytesIO(scierie.get(f"/employeur/dnr/{pk}/classeur-annote").data))
    assert copie["Janvier 1999"][JOURS].comment is not None
    assert copie[DU_MOIS][JOURS].comment is None


def test_no_line_is_changed_online_until_one_of_the_possible_sheets_is_chosen(session, scierie, pk):
    deposer(scierie, pk, en_deux_feuilles(modele(scierie), "Feuil1", "Feuil2"))
    lignes = f"/employeur/dnr/{pk}/lignes/"
    assert lignes not in scierie.get(f"/employeur/dnr/{pk}/controle").text
    page = scierie.post(lignes, data={"jours-1": "3"}, follow_redirects=True)
    assert "dites laquelle lire" in texte(page)
    assert 'name="jours-' not in scierie.get(lignes).text
    assert session.get(Declaration, pk, populate_existing=True).fichier_id


def test_nothing_is_sent_until_one_of_the_possible_sheets_is_chosen(session, scierie, pk):
    deposer(scierie, pk, en_deux_feuilles(modele(scierie), "Feuil1", "Feuil2"))
    page = controle(scierie, pk)
    assert "Quelle feuille est celle du mois ?" in page
    assert "Lire « Feuil1 »" in page
    assert "Lire « Feuil2 »" in page
    assert "Voir l’aperçu et envoyer" not in page
    confirmer_tout(scierie, pk)
    assert "dites laquelle lire" in texte(soumettre(scierie, pk))
    scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": "Feuil1"})
    confirmer_tout(scierie, pk)
    soumettre(scierie, pk)
    assert session.get(Declaration, pk, populate_existing=True).statut is Statut.soumise


@pytest.mark.parametrize(
    ("nom", "phrase"),
    [
        ("Notes", "n’a pas de ligne de titres de colonnes"),
        ("Mars", "n’a pas de feuille « Mars »"),
        ("", "Feuille lue"),
    ],
)
def test_a_sheet_that_cannot_be_read_leaves_the_one_before_and_says_why(scierie, pk, nom, phrase):
    deposer(scierie, pk, en_deux_feuilles(modele(scierie), DU_MOIS, "Janvier 1999"))
    reponse = scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": nom}, follow_redirects=True)
    assert phrase in texte(reponse)
    assert f"Feuille lue : {DU_MOIS}" in texte(reponse)


def test_lines_changed_online_since_have_no_other_sheet(scierie, pk):
    reponse = scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": "x"}, follow_redirects=True)
    assert "renvoyez votre classeur" in texte(reponse)
