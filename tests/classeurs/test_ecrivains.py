"""Forty workers written by programs of several kinds: each gives the same declaration."""

import json
from pathlib import Path

import pytest

from app.services.dnr.lire import lire

ICI = Path(__file__).with_name("ecrivains")
DONNEES = json.loads((ICI / "lignes.json").read_text(encoding="utf-8"))
CLES = ("numero_assure", "nom", "prenoms", "remuneration", "jours", "embauche_le", "type_assure", "nature")
CLASSEURS = sorted(chemin.name for chemin in ICI.glob("*.xlsx"))


def test_there_are_workbooks_of_five_programs():
    assert len(CLASSEURS) == 5


@pytest.mark.parametrize("nom", CLASSEURS)
def test_each_program_gives_the_same_forty_workers(nom):
    lignes = lire((ICI / nom).read_bytes(), periode=202610)
    lues = [[str(lignes.colonnes[cle][rang]) for cle in CLES] for rang in range(len(lignes))]
    assert lues == [[str(cellule) for cellule in ligne] for ligne in DONNEES["lignes"]]
