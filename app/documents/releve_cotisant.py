"""The statement of an employer's contribution account, operation by operation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents import blocs
from app.documents.charte import CELLULE, MENTION
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import jour_en_lettres
from app.regles.francais import francs, jour

COLONNES = (
    ColonneImprimee("Date", 18),
    ColonneImprimee("Opération", 81),
    ColonneImprimee("Débit", 25, Cadrage.DROITE),
    ColonneImprimee("Crédit", 25, Cadrage.DROITE),
    ColonneImprimee("Solde", 25, Cadrage.DROITE),
)
"""In millimetres: a declaration and its number hold on one line."""


@dataclass(frozen=True)
class MouvementImprime:
    """An operation: day of value, words, reason given, francs owed more (less when negative), balance."""

    le: date
    libelle: str
    motif: str
    montant: int
    solde: int


@dataclass(frozen=True)
class ReleveImprime:
    """A statement between two days, both included; its first line carries the balance over."""

    employeur_numero: str
    employeur_nom: str
    du: date
    au: date
    edite_le: date
    lignes: Sequence[MouvementImprime]


def imprimer(releve: ReleveImprime) -> bytes:
    """Return the statement as a PDF."""
    periode = f"du {jour_en_lettres(releve.du)} au {jour_en_lettres(releve.au)}"
    page = Page(
        Cartouche("Relevé du compte cotisant", "", releve.edite_le, f"Employeur {releve.employeur_numero}")
    )
    page.titre(periode)
    blocs.fiche(
        page,
        [("Employeur", releve.employeur_nom), ("Numéro d’employeur", releve.employeur_numero)],
        [("Solde à la fin", _solde(releve.lignes[-1].solde)), ("Édité le", jour_en_lettres(releve.edite_le))],
    )
    total = Rangee(
        (jour(releve.au), "Solde à la fin", "", "", francs(releve.lignes[-1].solde)), CELLULE.en_gras()
    )
    Grille(page, COLONNES).tracer(map(_rangee, releve.lignes), total, suite=14)
    page.paragraphe(
        "Au débit, ce que l’employeur doit\u00a0; au crédit, ce qu’il a payé ou dont il a été déchargé. Un "
        "solde négatif est une avance.",
        MENTION,
    )
    return page.octets()


def _solde(montant: int) -> str:
    if montant > 0:
        return f"{francs(montant)} à payer"
    return f"{francs(-montant)} d’avance" if montant < 0 else "À jour"


def _rangee(ligne: MouvementImprime) -> Rangee:
    texte = f"{ligne.libelle} – {ligne.motif}" if ligne.motif else ligne.libelle
    debit = francs(ligne.montant) if ligne.montant > 0 else ""
    credit = francs(-ligne.montant) if ligne.montant < 0 else ""
    return Rangee((jour(ligne.le), texte, debit, credit, francs(ligne.solde)))
