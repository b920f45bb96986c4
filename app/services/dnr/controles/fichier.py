"""Checks of the declaration as a whole."""

import re

from app.classeurs import dates
from app.classeurs.anomalies import combien, laissees_de_cote
from app.regles import mois
from app.services.dnr.examen import Examen

_EMPLOYEUR = re.compile(r"\(n°\s*(\d{4,8})\)")
"""An employer, as the model workbook names one in its title."""


def autre_mois(examen: Examen) -> None:
    """The sheet is titled, or called, by another month than the one declared: last month's, sent again."""
    cites, declare = sorted(set(dates.mois_cites(examen.lignes.titre))), examen.contexte.mois
    if declare in cites:
        return
    if cites:
        examen.signaler_fichier("autre_mois", mois.enumerer(cites), declare=mois.libelle(declare))
    elif dates.designe(examen.lignes.feuille, declare) is dates.Designation.AUTRE_MOIS:
        feuille = examen.lignes.feuille
        examen.signaler_fichier("feuille_d_un_autre_mois", feuille, declare=mois.libelle(declare))


def autre_employeur(examen: Examen) -> None:
    """The sheet is the model of another employer: who declares for several may mix them up."""
    numeros, declarant = _EMPLOYEUR.findall(examen.lignes.titre), examen.contexte.employeur
    if numeros and declarant and declarant not in numeros:
        examen.signaler_fichier("autre_employeur", numeros[0], declarant=declarant)


def lignes_masquees(examen: Examen) -> None:
    masquees = examen.lignes.masquees
    if masquees:
        examen.signaler_fichier("lignes_masquees", **combien(masquees))


def lignes_ecartees(examen: Examen) -> None:
    """The rows that are no worker, all in one message; it is asked again when the first of them moves."""
    ecartees = examen.lignes.ecartees
    if ecartees:
        examen.signaler_fichier("lignes_ecartees", ecartees[0][0], **laissees_de_cote(ecartees))


def noms_absents(examen: Examen) -> None:
    """The file has no column of names, or an empty one: a number mistaken for another's is not seen."""
    presentes = [cle for cle in ("nom", "prenoms") if cle in examen.lignes.lettres]
    if not presentes:
        examen.signaler_fichier("noms_absents")
    elif len(examen.lignes) and not any(any(examen.lignes.colonne(cle)) for cle in presentes):
        examen.signaler_fichier("noms_vides")


def salaries_manquants(examen: Examen) -> None:
    """Name the workers of the previous declaration who neither are on this one nor left.

    Where Excel cut numbers short, nobody is said to be missing: the cause is told once, with the numbers. Nor
    is who is proposed for a number mistyped.
    """
    if not examen.absents or examen.abreges:
        return
    reconnus = {propose.numero_assure for propose in examen.proposes.values()}
    for numero in sorted(examen.absents.keys() - reconnus):
        examen.signaler_fichier("salarie_manquant", numero, nom=examen.absents[numero].entre_parentheses)


CONTROLES = (autre_mois, autre_employeur, lignes_masquees, lignes_ecartees, noms_absents, salaries_manquants)
