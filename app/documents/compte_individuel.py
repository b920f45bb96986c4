"""The career statement of an insured person: months, employers, pay, gaps, and which line counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from app.documents import blocs
from app.documents.blocs import Paires
from app.documents.charte import CELLULE, ENTETE, FILET, GRIS, NOTE, VERT, Style
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.regles import mois
from app.regles.francais import francs, jour, nombre, quantite

PETIT = Style(7.8)
REMPLACEE = PETIT.en(GRIS)
MOIS, EMPLOYEUR = ColonneImprimee("Mois", 14), ColonneImprimee("Employeur", 30)
REMUNERATION, NATURE = ColonneImprimee("Rémunération", 13, Cadrage.DROITE), ColonneImprimee("Nature", 14)
JOURS, SOURCE, ETAT = (
    ColonneImprimee("Jours", 6, Cadrage.DROITE),
    ColonneImprimee("Source", 16),
    ColonneImprimee("État", 10),
)
CASE, PAS_ANNEE = 7.0, 5.2
INITIALES = "JFMAMJJASOND"
LARGEUR_ANNEE = 14
HAUTEUR_DE_LA_NOTE = 14


@dataclass(frozen=True)
class LigneCompte:
    """One line of the account: month (202610), employer, francs, days, where it comes from.

    `nature` says what it pays that is no ordinary wage, « Treizième mois »; it is empty for one.
    `comptee` is false for a line that a later declaration replaced: it stays, and counts for nothing.
    """

    mois: int
    employeur: str
    remuneration: int
    jours: int
    source: str
    comptee: bool = True
    nature: str = ""


@dataclass(frozen=True)
class CompteImprime:
    """An account to print.

    `mois_assures` is the total of months insured, counted by the caller; `lacunes` holds the (first, last)
    months of each gap; `a_confirmer` are sentences on what is not settled.
    """

    numero_assurance: str
    nom: str
    prenoms: str
    naissance_le: date
    lignes: Sequence[LigneCompte]
    mois_assures: int
    lacunes: Sequence[tuple[int, int]]
    edite_le: date
    a_confirmer: tuple[str, ...] = ()


def imprimer(compte: CompteImprime) -> bytes:
    """Return the statement as a PDF: a picture of the career by year and month, the gaps, every line."""
    titre = "Relevé de compte individuel"
    page = Page(Cartouche(titre, compte.numero_assurance, compte.edite_le, "Carrière"))
    page.titre(f"Situation au {jour(compte.edite_le)}")
    blocs.fiche(page, *_identite(compte))
    if compte.a_confirmer:
        blocs.bandeau(page, "À confirmer", " ".join(compte.a_confirmer))
    page.section("La carrière, mois par mois", suite=30)
    _carriere(page, compte.lignes)
    page.section("Mois sans cotisation entre le premier et le dernier mois")
    blocs.enumeration(page, [_lacune(*lacune) for lacune in compte.lacunes] or ["Aucun."])
    page.section("Les lignes du compte")
    _lignes(page, compte.lignes)
    page.paragraphe(
        "Une ligne remplacée est gardée pour mémoire\u00a0: une déclaration rectificative a pris sa place, "
        "elle ne compte plus. Si un mois manque ou vous paraît faux, faites une réclamation avec vos "
        "bulletins de paie.",
        NOTE,
    )
    return page.octets()


def _identite(compte: CompteImprime) -> list[Paires]:
    comptees = [ligne.mois for ligne in compte.lignes if ligne.comptee]
    remunerations = sum(ligne.remuneration for ligne in compte.lignes if ligne.comptee)
    etendue = f"{mois.libelle(min(comptees))} – {mois.libelle(max(comptees))}" if comptees else "Aucun mois"
    return [
        [("Nom et prénoms", f"{compte.nom} {compte.prenoms}")],
        [
            ("Numéro d’assurance", compte.numero_assurance),
            ("Date de naissance", jour(compte.naissance_le)),
            ("Total des mois assurés", quantite(compte.mois_assures, "mois")),
        ],
        [("Du premier au dernier mois", etendue), ("Rémunérations prises en compte", francs(remunerations))],
    ]


def _lacune(debut: int, fin: int) -> str:
    duree = quantite(mois.ecart(debut, fin) + 1, "mois")
    etendue = mois.libelle(debut) if debut == fin else f"{mois.complement(debut)} à {mois.libelle(fin)}"
    return f"{etendue} ({duree})"


def _lignes(page: Page, lignes: Sequence[LigneCompte]) -> None:
    """Draw the lines by month; as on screen, the column of natures is there where one is worth saying."""
    if not lignes:
        return page.paragraphe("Aucune ligne.")
    nature = [NATURE] if any(ligne.nature for ligne in lignes) else []
    tableau = Grille(page, [MOIS, EMPLOYEUR, REMUNERATION, *nature, JOURS, SOURCE, ETAT])
    rangees = (_rangee(ligne, bool(nature)) for ligne in sorted(lignes, key=attrgetter("mois")))
    return tableau.tracer(rangees, suite=HAUTEUR_DE_LA_NOTE)


def _rangee(ligne: LigneCompte, avec_nature: bool) -> Rangee:
    etat, style = ("Comptée", PETIT) if ligne.comptee else ("Remplacée", REMPLACEE)
    paye = (nombre(ligne.remuneration), *([ligne.nature] if avec_nature else []), str(ligne.jours))
    return Rangee((mois.libelle(ligne.mois), ligne.employeur, *paye, ligne.source, etat), style)


def _carriere(page: Page, lignes: Sequence[LigneCompte]) -> None:
    """Draw a row a year, a box a month, full when insured, hollow when not; then the year's total."""
    annees: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ligne in lignes:
        if ligne.comptee:
            annees[ligne.mois // 100][ligne.mois % 100] += ligne.remuneration
    _initiales(page)
    for annee in range(min(annees, default=0), max(annees, default=-1) + 1):
        if page.reserver(PAS_ANNEE):
            _initiales(page)
        _annee(page, annee, annees.get(annee, {}))
    page.y += 3


def _initiales(page: Page) -> None:
    y = page.y + 2
    for rang, initiale in enumerate(INITIALES):
        page.ecrire(_abscisse(page, rang), y, initiale, ENTETE, largeur=CASE - 1, cadrage=Cadrage.CENTRE)
    page.ecrire(_abscisse(page, 12), y, "Mois", ENTETE, largeur=14, cadrage=Cadrage.DROITE)
    x = _abscisse(page, 12) + 14
    page.ecrire(x, y, "Rémunérations de l’année", ENTETE, largeur=48, cadrage=Cadrage.DROITE)
    page.y += 4.5


def _annee(page: Page, annee: int, remunerations: dict[int, int]) -> None:
    milieu = page.y + PAS_ANNEE / 2
    page.ecrire(page.l_margin, milieu, str(annee), ENTETE)
    page.set_fill_color(VERT)
    page.set_draw_color(FILET)
    page.set_line_width(0.2)
    for rang in range(12):
        style = "F" if rang + 1 in remunerations else "D"
        page.rect(_abscisse(page, rang), page.y + 0.6, CASE - 1, PAS_ANNEE - 1.2, style=style)
    assures, total, x = str(len(remunerations)), francs(sum(remunerations.values())), _abscisse(page, 12)
    page.ecrire(x, milieu, assures, CELLULE, largeur=14, cadrage=Cadrage.DROITE)
    page.ecrire(x + 14, milieu, total, CELLULE, largeur=48, cadrage=Cadrage.DROITE)
    page.y += PAS_ANNEE


def _abscisse(page: Page, rang: int) -> float:
    return page.l_margin + LARGEUR_ANNEE + rang * CASE
