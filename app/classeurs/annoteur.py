"""What the annotating process does to a workbook, with openpyxl (see `isole` and `annoter`)."""

import io
import re
from collections import defaultdict
from copy import copy

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from . import archive, feuille_anomalies, fichier_csv, resultats
from .colonnes import Format

AUTEUR = "Contrôle CNSS"
COLONNE_LIENS = "Contrôle CNSS"
"""Title of the column of links added at the right of the table: unknown to the reader, hence ignored."""
_ORIGINE = "\n— Votre commentaire —\n"
_LIGNES_CSV_MAX = 1_000_000
_MARQUES = {
    "bloquante": (PatternFill("solid", "FFF4B6B6"), "À CORRIGER"),
    "avertissement": (PatternFill("solid", "FFFFE39A"), "À VÉRIFIER"),
}
_MARGE, _HAUTEUR_LIGNE, _LETTRES_PAR_LIGNE = 40, 18, 45
_COULEURS = {fond.fgColor.rgb for fond, _ in _MARQUES.values()}


def annoter(contenu: bytes, plan: dict) -> bytes:
    """Return the workbook with the marks of `plan` (see `app.classeurs.annoter`) instead of earlier ones."""
    est_classeur = archive.est_classeur(contenu)
    classeur = load_workbook(io.BytesIO(contenu)) if est_classeur else _depuis_csv(contenu, plan["format"])
    feuille = classeur[plan["feuille"]] if est_classeur else classeur.active
    _nettoyer(classeur, feuille, plan["entete"])
    anomalies = [(_ecrivable(feuille, cellule), *reste) for cellule, *reste in plan["anomalies"]]
    marques = defaultdict(list)
    for cellule, niveau, _, _, _, message in anomalies:
        if cellule:
            marques[cellule].append((niveau, message))
    styles = {cellule: copy(feuille[cellule]._style) for cellule in marques}
    for cellule, fautes in marques.items():
        _marquer(feuille[cellule], fautes)
    rangs = feuille_anomalies.ajouter(classeur, feuille.title, plan["resume"], anomalies, styles)
    _lier(feuille, plan["entete"], marques, rangs)
    tampon = io.BytesIO()
    classeur.save(tampon)
    if not est_classeur:
        return tampon.getvalue()
    return resultats.remettre(contenu, tampon.getvalue(), feuille.title)


def _ecrivable(feuille: Worksheet, cellule: str) -> str:
    """Return where a cell is marked: itself, or the first of those it is merged with."""
    fusions = (plage for plage in feuille.merged_cells.ranges if cellule and cellule in plage)
    return next((plage.start_cell.coordinate for plage in fusions), cellule)


def _depuis_csv(contenu: bytes, format_clair: tuple) -> Workbook:
    """Return a workbook of the rows of a csv, every cell as text: nothing is computed nor reshaped."""
    classeur, format_ = Workbook(), Format.depuis(format_clair)
    feuille = classeur.active
    feuille.title = format_.feuille
    for rang, ligne in enumerate(fichier_csv.ouvrir(contenu, _LIGNES_CSV_MAX, format_).lignes, 1):
        for place, valeur in enumerate(ligne, 1):
            if valeur:
                cellule = feuille.cell(rang, place)
                cellule.value, cellule.data_type, cellule.number_format = _imprimable(valeur), "s", "@"
    return classeur


def _imprimable(valeur: str) -> str:
    return "".join(c if c.isprintable() else " " for c in valeur[:32_000])


def _nettoyer(classeur: Workbook, feuille: Worksheet, entete: int) -> None:
    """Take away every mark of an earlier annotation: style, comment, links, sheet."""
    for cellule, style in feuille_anomalies.retirer(classeur).items():
        feuille[cellule]._style = style
    for cellule in [c for c in feuille._cells.values() if c.comment and c.comment.author == AUTEUR]:
        _, _, origine = cellule.comment.text.partition(_ORIGINE)
        cellule.comment = Comment(origine, "") if origine else None
        if cellule.fill.fgColor.rgb in _COULEURS:
            cellule.fill = PatternFill()
    for titre in [c for c in feuille[entete] if c.value == COLONNE_LIENS]:
        for cellule in next(feuille.iter_cols(titre.column, titre.column, entete)):
            cellule.value = cellule.hyperlink = None
            cellule.style = "Normal"


def _marquer(cellule, fautes: list[tuple[str, str]]) -> None:
    """Colour a cell and comment it; the worst level decides the colour, words say it too."""
    niveau = "bloquante" if any(n == "bloquante" for n, _ in fautes) else "avertissement"
    texte = "\n".join(f"{_MARQUES[n][1]} – {message}" for n, message in fautes)
    origine = _ORIGINE + cellule.comment.text if cellule.comment else ""
    cellule.fill = _MARQUES[niveau][0]
    hauteur = _MARGE + _HAUTEUR_LIGNE * (len(texte + origine) // _LETTRES_PAR_LIGNE + 1)
    cellule.comment = Comment(texte + origine, AUTEUR, width=320, height=hauteur)


def _lier(feuille: Worksheet, entete: int, marques: dict, rangs: dict[str, int]) -> None:
    """Add, at the right of the table, a link from each faulty row to its first anomaly in the list."""
    if not marques:
        return
    colonne = max(c.column for c in feuille[entete] if c.value not in (None, "")) + 1
    liste = feuille_anomalies.nom(feuille.parent)
    feuille.cell(entete, colonne, COLONNE_LIENS).font = Font(bold=True)
    for cellule in marques:
        lien = feuille.cell(int(re.sub(r"\D", "", cellule)), colonne)
        if lien.value is None:
            feuille_anomalies.poser_lien(lien, liste, f"A{rangs[cellule]}", "Voir l’anomalie")
