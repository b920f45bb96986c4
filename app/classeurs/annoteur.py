"""What the annotating process does to a workbook, with openpyxl (see `socle.isole` and `annoter`)."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from app.classeurs import alleger, aplomb, archive, feuille_anomalies, fichier_csv, resultats
from app.classeurs.colonnes import Format
from app.classeurs.lointaines import COLONNES_MAX
from app.classeurs.plan import Marque, Plan
from app.classeurs.styles import donner_style, style_de

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


def annoter(contenu: bytes, plan_clair: bytes) -> bytes:
    """Return the workbook with the marks of a `Plan` instead of earlier ones."""
    plan = Plan.depuis(plan_clair)
    est_classeur = archive.est_classeur(contenu)
    contenu = aplomb.redresser(contenu) if est_classeur else contenu
    classeur, omis = alleger.ouvrir(contenu) if est_classeur else (_depuis_csv(contenu, plan.format), [])
    feuille = classeur[plan.feuille] if est_classeur else classeur.worksheets[0]
    _nettoyer(classeur, feuille, plan.entete)
    marques = [marque._replace(cellule=_ecrivable(feuille, marque.cellule)) for marque in plan.marques]
    fautes: dict[str, list[Marque]] = defaultdict(list)
    for marque in marques:
        if marque.cellule:
            fautes[marque.cellule].append(marque)
    styles = {cellule: style_de(feuille[cellule]) for cellule in fautes}
    for cellule, ses_fautes in fautes.items():
        _marquer(feuille[cellule], ses_fautes)
    rangs = feuille_anomalies.ajouter(
        classeur, feuille.title, " ".join([plan.resume, *omis]), marques, styles
    )
    _lier(feuille, plan.entete, feuille_anomalies.nom(classeur), rangs)
    tampon = io.BytesIO()
    classeur.save(tampon)
    if not est_classeur:
        return tampon.getvalue()
    return resultats.remettre(contenu, tampon.getvalue(), feuille.title)


def _ecrivable(feuille: Worksheet, cellule: str) -> str:
    """Return where a cell is marked: itself, or the first of those it is merged with."""
    fusions = (plage for plage in feuille.merged_cells.ranges if cellule and cellule in plage)
    return next((plage.start_cell.coordinate for plage in fusions), cellule)


def _depuis_csv(contenu: bytes, format_: Format) -> Workbook:
    """Return a workbook of the rows of a csv, every cell as text: nothing is computed nor reshaped."""
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    feuille.title = format_.feuille
    _, lignes = fichier_csv.lire(contenu, _LIGNES_CSV_MAX, format_)
    for rang, ligne in enumerate(lignes, 1):
        for place, valeur in enumerate(ligne, 1):
            if valeur:
                cellule = feuille.cell(rang, place, _imprimable(valeur))
                cellule.data_type, cellule.number_format = "s", "@"
    return classeur


def _imprimable(valeur: str) -> str:
    return "".join(c if c.isprintable() else " " for c in valeur[:32_000])


def _nettoyer(classeur: Workbook, feuille: Worksheet, entete: int) -> None:
    """Take away every mark of an earlier annotation: style, comment, links, sheet."""
    for place, style in feuille_anomalies.retirer(classeur).items():
        donner_style(feuille[place], style)
    for cellule in feuille._cells.values():
        if cellule.comment and cellule.comment.author == AUTEUR:
            _demarquer(cellule, cellule.comment)
    ecrites = _cellules(feuille._cells.values())
    liens = {c.column for c in ecrites if c.row == entete and c.value == COLONNE_LIENS}
    for lien in (c for c in ecrites if c.column in liens and c.row >= entete):
        lien.value = lien.hyperlink = None
        lien.style = "Normal"


def _demarquer(cellule: Cell | MergedCell, commentaire: Comment) -> None:
    """Give a cell back its own comment, and take away a colour of ours."""
    _, _, origine = commentaire.text.partition(_ORIGINE)
    cellule.comment = Comment(origine, "") if origine else None
    if cellule.fill.fgColor.rgb in _COULEURS:
        cellule.fill = PatternFill()


def _cellules(rangee: Iterable[Cell | MergedCell]) -> list[Cell]:
    """Return the cells that may be written in: not those that a merged one covers."""
    return [cellule for cellule in rangee if isinstance(cellule, Cell)]


def _marquer(cellule: Cell, fautes: Sequence[Marque]) -> None:
    """Colour a cell and comment it; the worst level decides the colour, words say it too."""
    niveau = "bloquante" if any(faute.niveau == "bloquante" for faute in fautes) else "avertissement"
    texte = "\n".join(f"{_MARQUES[faute.niveau][1]} – {faute.message}" for faute in fautes)
    origine = _ORIGINE + cellule.comment.text if cellule.comment else ""
    cellule.fill = _MARQUES[niveau][0]
    hauteur = _MARGE + _HAUTEUR_LIGNE * (len(texte + origine) // _LETTRES_PAR_LIGNE + 1)
    cellule.comment = Comment(texte + origine, AUTEUR, width=320, height=hauteur)


def _lier(feuille: Worksheet, entete: int, liste: str, rangs: Mapping[str, int]) -> None:
    """Add, at the right of the table, a link from each faulty row to its first anomaly in the list."""
    if not rangs:
        return
    titres = (c for c in _cellules(feuille[entete][:COLONNES_MAX]) if c.value not in (None, ""))
    colonne = max(titre.column for titre in titres) + 1
    feuille.cell(entete, colonne, COLONNE_LIENS).font = Font(bold=True)
    for cellule, rang in rangs.items():
        lien = feuille.cell(int(re.sub(r"\D", "", cellule)), colonne)
        if isinstance(lien, Cell) and lien.value is None:
            feuille_anomalies.poser_lien(lien, liste, f"A{rang}", "Voir l’anomalie")
