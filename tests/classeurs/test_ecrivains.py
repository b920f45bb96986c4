"""Forty workers as each program writes them and people leave them: one declaration, or the same sentence."""

import io

import pytest
from python_calamine import CalamineWorkbook

from app.classeurs.annoter import annoter
from app.classeurs.refus import FichierRefuse
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.controler import controler
from app.services.dnr.faits import Inscrit, Precedente
from app.services.dnr.lire import lire
from app.services.dnr.rapport import RapportDNR
from tests.classeurs.ecrivains.ecrivains import ECRIVAINS, classeurs_de, lire_fichier
from tests.classeurs.ecrivains.habitudes import AGENCES, CLES, HABITUDES, MOIS, QUARANTE, Ligne
from tests.services.dnr.outils import OCTOBRE, contexte, precedentes

REGISTRE = {
    ligne["numero_assure"]: Inscrit(cle, ligne["numero_assure"], ligne["nom"], ligne["prenoms"])
    for cle, ligne in enumerate(QUARANTE)
}
SANS_ZEROS = {numero.lstrip("0"): numero for numero in REGISTRE}
MATRICE = [
    (ecrivain, classeur, feuille)
    for ecrivain in ECRIVAINS
    for classeur, plan in classeurs_de(ecrivain).items()
    for feuille in plan.feuilles
    if feuille in HABITUDES
]


Rendu = tuple[list[Ligne], list[str]]
"""The lines declared, and the code of each anomaly with the cell where it shows."""


def verifier(contenu: bytes, feuille: str) -> RapportDNR:
    """Return the check of a sheet against the forty, and what its habit says was declared before."""
    avant = [Precedente(**ligne | {"nature": NATURE_ORDINAIRE}) for ligne in HABITUDES[feuille].avant]
    connu = contexte(registre=REGISTRE, alias=SANS_ZEROS, precedentes=precedentes(*avant))
    return controler(lire(contenu, periode=OCTOBRE, feuille=feuille), connu)


def rendu(contenu: bytes, feuille: str) -> Rendu:
    """Return what comes of a sheet; of one that is refused, no line and the code of the refusal."""
    try:
        rapport = verifier(contenu, feuille)
    except FichierRefuse as refus:
        return [], [refus.code]
    colonnes = [rapport.colonnes[cle] for cle in CLES]
    lues = [dict(zip(CLES, ligne, strict=True)) for ligne in zip(*colonnes, strict=True)]
    return lues, [f"{anomalie.code} {rapport.cellule(anomalie)}".strip() for anomalie in rapport.anomalies]


def voulu(feuille: str) -> Rendu:
    return list(HABITUDES[feuille].lues), list(HABITUDES[feuille].dit)


@pytest.mark.parametrize(("ecrivain", "classeur", "feuille"), MATRICE)
@pytest.mark.usefixtures("sur_place")
def test_each_program_s_sheet_gives_the_declaration_and_the_sentences_of_its_habit(
    ecrivain, classeur, feuille
):
    assert rendu(lire_fichier(ecrivain, classeur), feuille) == voulu(feuille)


@pytest.mark.parametrize("ecrivain", ECRIVAINS)
def test_each_program_s_workbooks_have_every_sheet_that_it_can_write(ecrivain):
    for nom, plan in classeurs_de(ecrivain).items():
        lu = CalamineWorkbook.from_filelike(io.BytesIO(lire_fichier(ecrivain, nom)))
        assert lu.sheet_names == list(plan.feuilles)


@pytest.mark.parametrize("ecrivain", ECRIVAINS)
@pytest.mark.usefixtures("sur_place")
def test_of_three_months_the_one_declared_is_read_whichever_is_open(ecrivain):
    contenu = lire_fichier(ecrivain, "mois")
    for periode, nom in ((202608, "Août 2026"), (202609, "Septembre 2026"), (202610, "Octobre 2026")):
        lues = lire(contenu, periode=periode)
        assert (lues.feuille, lues.a_choisir) == (nom, False)
        assert list(lues.colonnes["remuneration"]) == _payes(MOIS[nom])
    assert lire(contenu, periode=202512).a_choisir


@pytest.mark.parametrize("ecrivain", [e for e in ECRIVAINS if "agences" in classeurs_de(e)])
@pytest.mark.usefixtures("sur_place")
def test_of_sheets_that_name_no_month_the_open_one_is_read(ecrivain):
    lues = lire(lire_fichier(ecrivain, "agences"), periode=OCTOBRE)
    assert (lues.feuille, list(lues.autres)) == ("Agence", ["Siège"])
    assert list(lues.colonnes["remuneration"]) == _payes(AGENCES["Agence"])


def _payes(feuille) -> list[int]:
    return [ligne[CLES.index("remuneration")] for ligne in feuille.lignes[1:]]


@pytest.mark.parametrize("ecrivain", ECRIVAINS)
def test_each_program_s_workbook_comes_back_annotated_and_reads_the_same(ecrivain):
    annotee_se_relit(ecrivain, "habitudes", "doublon")


@pytest.mark.long
@pytest.mark.parametrize(
    ("ecrivain", "classeur", "feuille"), [cas for cas in MATRICE if HABITUDES[cas[2]].feuille.demande]
)
@pytest.mark.usefixtures("sur_place")
def test_a_sheet_that_is_more_than_cells_comes_back_annotated_and_reads_the_same(ecrivain, classeur, feuille):
    annotee_se_relit(ecrivain, classeur, feuille)


def annotee_se_relit(ecrivain: str, classeur: str, feuille: str) -> None:
    """Assert that the annotated copy of a sheet gives the declaration and the sentences of its habit."""
    contenu = lire_fichier(ecrivain, classeur)
    assert rendu(annoter(contenu, verifier(contenu, feuille)), feuille) == voulu(feuille)
