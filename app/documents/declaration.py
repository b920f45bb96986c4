"""The monthly declaration (DNR) as printed: every line, in the columns and order of the fund's workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.documents import blocs, cloture
from app.documents.blocs import Paires
from app.documents.charte import Style
from app.documents.cloture import Signature
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.totaux import Branche, Totaux
from app.documents.typographie import horodatage
from app.regles import mois
from app.regles.francais import francs, jour, nombre, pourcentage

PETIT = Style(7.2)
PETIT_GRAS = PETIT.en_gras()
COLONNES = (
    ColonneImprimee("N°", 8, Cadrage.DROITE),
    ColonneImprimee("Matricule", 15),
    ColonneImprimee("N° d’assurance", 22),
    ColonneImprimee("Nom", 30),
    ColonneImprimee("Prénoms", 33),
    ColonneImprimee("Type", 8, Cadrage.CENTRE),
    ColonneImprimee("Jours", 9, Cadrage.DROITE),
    ColonneImprimee("Rémunération", 20, Cadrage.DROITE),
    ColonneImprimee("Nature", 11, Cadrage.CENTRE),
    ColonneImprimee("Embauche", 16, Cadrage.CENTRE),
    ColonneImprimee("Sortie", 16, Cadrage.CENTRE),
    ColonneImprimee("Motif", 9, Cadrage.CENTRE),
)
LARGEUR_BRANCHE = 15
HAUTEUR_RECAPITULATIF = 21
SIGNATURE = Signature("Certifié sincère et véritable", "Date, cachet et signature de l’employeur")


@dataclass(frozen=True)
class LigneImprimee:
    """One row of the workbook; codes as numbers, amounts in francs, `branches` in the order of the totals."""

    matricule: str
    numero_assurance: str
    nom: str
    prenoms: str
    type_assure: int
    jours: int
    remuneration: int
    nature: int
    embauche_le: date | None
    sortie_le: date | None
    motif: int | None
    branches: tuple[int, ...]


@dataclass(frozen=True)
class DeclarationImprimee:
    """A declaration to print. `numero` is empty while it is a draft; `periode` is a month (202610).

    `legende` explains the codes used (« Type 1 : Normal/CDI »); `a_confirmer` as on the receipt.
    """

    employeur_numero: str
    employeur_nom: str
    periode: int
    nature: str
    lignes: Sequence[LigneImprimee]
    totaux: Totaux
    edite_le: datetime
    numero: str = ""
    etat: str = "Brouillon"
    legende: tuple[str, ...] = ()
    a_confirmer: tuple[str, ...] = ()


def imprimer(declaration: DeclarationImprimee) -> bytes:
    """Return the declaration as a PDF in landscape, its header repeated on every page."""
    periode = mois.libelle(declaration.periode)
    page = Page(
        Cartouche(
            "Déclaration nominative des rémunérations",
            declaration.numero,
            declaration.edite_le.date(),
            f"Employeur {declaration.employeur_numero}, {periode}",
            paysage=True,
        )
    )
    page.titre(f"{declaration.etat} – édité le {horodatage(declaration.edite_le)}")
    if not declaration.numero:
        blocs.bandeau(page, "Brouillon", "Cette déclaration n’est pas déposée et ne vaut pas preuve.")
    blocs.fiche(page, *_identite(declaration, periode))
    _lignes(page, declaration)
    _cloture(page, declaration)
    return page.octets()


def _identite(declaration: DeclarationImprimee, periode: str) -> list[Paires]:
    return [
        [("Employeur", declaration.employeur_nom), ("Numéro d’employeur", declaration.employeur_numero)],
        [("Période", periode), ("Nature de la déclaration", declaration.nature)],
    ]


def _lignes(page: Page, declaration: DeclarationImprimee) -> None:
    colonnes = (*COLONNES, *map(_colonne, declaration.totaux.branches))
    rangees = (Rangee(_cellules(rang, ligne), PETIT) for rang, ligne in enumerate(declaration.lignes, 1))
    Grille(page, colonnes, PETIT_GRAS).tracer(rangees, _total(declaration.totaux))


def _colonne(branche: Branche) -> ColonneImprimee:
    taux = "" if branche.taux is None else f" ({pourcentage(branche.taux)})"
    return ColonneImprimee(_sigle(branche.libelle) + taux, LARGEUR_BRANCHE, Cadrage.DROITE)


def _sigle(libelle: str) -> str:
    """Return « RP » for « Risques professionnels (RP) », as the workbook titles its narrow columns."""
    return libelle.rpartition("(")[2].rstrip(")")


def _cellules(rang: int, ligne: LigneImprimee) -> list[str]:
    return [
        str(rang),
        ligne.matricule,
        ligne.numero_assurance,
        ligne.nom,
        ligne.prenoms,
        str(ligne.type_assure),
        str(ligne.jours),
        nombre(ligne.remuneration),
        str(ligne.nature),
        jour(ligne.embauche_le) if ligne.embauche_le else "",
        jour(ligne.sortie_le) if ligne.sortie_le else "",
        str(ligne.motif or ""),
        *map(nombre, ligne.branches),
    ]


def _total(totaux: Totaux) -> Rangee:
    cellules = ["", "", "", "Total", "", "", "", nombre(totaux.masse), "", "", "", ""]
    return Rangee([*cellules, *(nombre(branche.montant) for branche in totaux.branches)], PETIT_GRAS)


def _cloture(page: Page, declaration: DeclarationImprimee) -> None:
    """Write the totals, what the codes mean, what is not settled; who signs has the totals on his page."""
    codes = "Codes\u00a0: " + "\u00a0; ".join(declaration.legende) + "."
    notes = len(page.couper(codes, page.epw, PETIT)) * PETIT.interligne + 20 * bool(declaration.a_confirmer)
    page.reserver(HAUTEUR_RECAPITULATIF + notes + SIGNATURE.hauteur)
    blocs.fiche(page, _recapitulatif(declaration.totaux))
    if declaration.legende:
        page.paragraphe(codes, PETIT)
        page.y += 3
    if declaration.a_confirmer:
        blocs.bandeau(page, "À confirmer", " ".join(declaration.a_confirmer))
    cloture.signature(page, SIGNATURE)


def _recapitulatif(totaux: Totaux) -> Paires:
    return [
        ("Travailleurs", nombre(totaux.effectif)),
        ("Masse salariale", francs(totaux.masse)),
        ("Total des cotisations", francs(totaux.cotisations)),
        ("Part de l’employeur", francs(totaux.part_employeur)),
        ("Part des travailleurs", francs(totaux.part_travailleur)),
    ]
