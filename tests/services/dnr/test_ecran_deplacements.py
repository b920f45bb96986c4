"""Rows that slid, on screen: the cause once at the check, on each of its lines where they are corrected."""

import io

import pytest
from openpyxl import load_workbook

from app.services.dnr.colonnes import CLES
from tests.outils.dnr import PREMIERE_LIGNE, commencer, deposer, modele, texte
from tests.outils.petit_togo import PERSONNES, SCIERIE
from tests.services.dnr.outils import enregistrer

pytestmark = pytest.mark.petit_togo
EFFECTIF = len(PERSONNES[SCIERIE])
DERNIERE_LIGNE = PREMIERE_LIGNE + EFFECTIF - 1
CAUSE = (
    "Les valeurs sont décalées d’une colonne vers la droite à partir de la colonne « Nom », sur"
    f" {EFFECTIF} lignes (C{PREMIERE_LIGNE} à O{DERNIERE_LIGNE}) :"
)


@pytest.fixture
def pk(scierie) -> int:
    """The draft of the last month, its workbook sent with each row a column too far right from C on."""
    document = load_workbook(io.BytesIO(modele(scierie)))
    feuille = document["DNR"]
    feuille.move_range(f"C{PREMIERE_LIGNE}:N{DERNIERE_LIGNE}", cols=1)
    pk = commencer(scierie, mode="fichier")
    deposer(scierie, pk, enregistrer(document))
    return pk


def test_the_check_says_one_cause_with_its_cells_and_the_count(scierie, pk):
    page = texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert "Pas encore envoyée : 1 anomalie bloquante" in page
    assert page.count(CAUSE) == 1
    assert "Travailleur absent" not in page


def test_each_line_bears_the_cause_where_it_is_corrected(scierie, pk):
    assert texte(scierie.get(f"/employeur/dnr/{pk}/lignes/")).count(CAUSE) == EFFECTIF
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/{DERNIERE_LIGNE}")
    assert CAUSE in texte(page)
    assert 'aria-invalid="true"' in page.text


def test_the_annotated_copy_marks_where_the_rows_slid_from(scierie, pk):
    contenu = scierie.get(f"/employeur/dnr/{pk}/classeur-annote").data
    document = load_workbook(io.BytesIO(contenu))
    commentaire = document["DNR"].cell(PREMIERE_LIGNE, CLES.index("nom") + 1).comment
    assert "décalées d’une colonne vers la droite" in commentaire.text
    assert len(list(document["Anomalies"].iter_rows(5))) == 1
