"""A workbook given back with its faulty cells marked."""

import io
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from app.classeurs.annoter import annoter
from app.regles.bareme import charger
from app.regles.cotisations import Taux
from app.services.dnr.controler import controler
from app.services.dnr.faits import ContexteDNR, Inscrit
from app.services.dnr.lire import lire
from app.services.dnr.rapport import RapportDNR
from tests.bench.echelles import PERIODE
from tests.bench.mesure import chronometrer, croissance
from tests.bench.population import identite, numero, salaries


def mesurer(classeur: str, assures: int) -> dict[str, float]:
    """Return the seconds of the application's annotated copy, once the file is checked."""
    contenu, rapport, temps = *_controle(classeur, assures), {}
    with croissance(temps), chronometrer(temps, "total"):
        annoter(contenu, rapport)
    return temps | {"anomalies": len(rapport.anomalies)}


def naive(classeur: str, assures: int) -> dict[str, float]:
    """Return the seconds of openpyxl in the same process: load, look at every cell, mark the faulty, save."""
    contenu, rapport, temps = *_controle(classeur, assures), {}
    with croissance(temps), chronometrer(temps, "total"):
        fautes = {rapport.cellule(anomalie): anomalie.message for anomalie in rapport.anomalies}
        document = load_workbook(io.BytesIO(contenu))
        for ligne in document.active.iter_rows():
            for cellule in ligne:
                if cellule.coordinate in fautes:
                    cellule.fill = PatternFill("solid", "FFF4B6B6")
                    cellule.comment = Comment(fautes[cellule.coordinate], "CNSS")
        document.save(io.BytesIO())
    return temps


def _controle(classeur: str, assures: int) -> tuple[bytes, RapportDNR]:
    contenu = Path(classeur).read_bytes()
    lignes = lire(contenu)
    registre = {numero(a): _inscrit(a) for a in salaries(len(lignes), assures)}
    return contenu, controler(lignes, ContexteDNR(PERIODE, Taux.au(charger(), PERIODE), registre))


def _inscrit(assure: int) -> Inscrit:
    nom, prenoms = identite(assure)
    return Inscrit(assure, numero(assure), nom, prenoms)
