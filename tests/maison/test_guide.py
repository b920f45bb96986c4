"""Every row of the guide of the services has its journey in a browser, whose test bears its name."""

import ast
import re
from pathlib import Path

import pytest

NAVIGATEUR = Path(__file__).parents[1] / "navigateur"
LIGNES = {
    "P1": "Accueil et connexion",
    "P2": "Inscription employeur",
    "P3": "Inscription assuré",
    "E1": "Tableau de bord de l’employeur",
    "E2a": "Pré-immatriculation GE/PME",
    "E2b": "Pré-immatriculation d’un employeur domestique",
    "E3": "Immatriculation d’un travailleur",
    "E4a": "DNR en ligne",
    "E4b": "DNR par fichier Excel",
    "E5": "Déclaration de cotisations",
    "E6a": "Paiement par virement ou dépôt",
    "E6b": "Paiement par T-money",
    "E7": "Compte cotisant",
    "E8": "Quitus social",
    "E9": "Réclamation de l’employeur",
    "E10": "Historique des activités de l’employeur",
    "E11": "Profil de l’employeur et modification",
    "A1": "Tableau de bord de l’assuré",
    "A2": "Assurance volontaire",
    "A3a": "Pension de vieillesse",
    "A3b": "Pension d’invalidité",
    "A3c": "Allocation prénatale",
    "A3d": "IJM",
    "A4a": "Accident du travail",
    "A4b": "Maladie professionnelle",
    "A4c": "Déclaration d’enfant",
    "A4d": "Déclaration de conjoint",
    "A5": "Réclamation de l’assuré",
    "A6": "Simulateur de pension",
    "A7": "Compte individuel",
    "A8": "Attestation individuelle",
    "A9": "Historique des activités de l’assuré",
    "A10": "Profil de l’assuré et modification",
    "G1": "Agent : liste, décision, export",
}


def parcours() -> set[str]:
    """Return the rows that a browser test is named after."""
    arbres = (ast.parse(fichier.read_text(encoding="utf-8")) for fichier in NAVIGATEUR.rglob("test_*.py"))
    noms = (n.name for arbre in arbres for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef))
    return {m[1] for nom in noms if (m := re.match(r"test_([PEAG]\d+[a-d]?)_", nom))}


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: f"{ligne} {LIGNES[ligne]}")
def test_a_row_of_the_guide_has_its_journey(ligne):
    assert ligne in parcours(), f"no test_{ligne}_… in tests/navigateur: « {LIGNES[ligne]} » has no journey"


def test_no_journey_bears_the_name_of_an_unknown_row():
    assert parcours() <= set(LIGNES)
