"""Checks of the declaration as a whole."""

from app.classeurs.anomalies import combien
from app.dnr.examen import Examen


def lignes_masquees(examen: Examen) -> None:
    masquees = examen.lignes.masquees
    if masquees:
        examen.signaler_fichier("lignes_masquees", **combien(masquees))


def lignes_de_total(examen: Examen) -> None:
    for numero in examen.lignes.totaux:
        examen.signaler_fichier("lignes_de_total", premiere=numero)


def salaries_manquants(examen: Examen) -> None:
    """Name the workers of the previous declaration who neither are on this one nor left."""
    lignes = (p for p in examen.contexte.precedentes.values() if p.sortie_le is None)
    absents = {p.numero_assure: p for p in lignes if p.numero_assure not in examen.distincts}
    for numero in sorted(absents):
        nom = f"{absents[numero].nom} {absents[numero].prenoms}".strip()
        examen.signaler_fichier("salarie_manquant", numero, nom=nom and f" ({nom})")


CONTROLES = (lignes_masquees, lignes_de_total, salaries_manquants)
