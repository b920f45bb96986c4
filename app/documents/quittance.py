"""The receipt of a payment (quittance): what was received, when, and which debts it extinguished."""

from dataclasses import dataclass
from datetime import date

from app.documents import blocs, cloture
from app.documents.blocs import Paires
from app.documents.charte import CELLULE, CORPS, MENTION
from app.documents.cloture import Verification
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import ABSENT, jour_en_lettres
from app.regles import mois
from app.regles.francais import francs

COLONNES = (
    ColonneImprimee("Période", 5),
    ColonneImprimee("Cotisations", 3, Cadrage.DROITE),
    ColonneImprimee("Majorations", 3, Cadrage.DROITE),
    ColonneImprimee("Total", 3, Cadrage.DROITE),
)
NOM_DANS_LE_JETON = 32
HAUTEUR_DE_LA_FIN = 58
"""Millimetres taken under the table: the note and how to check."""


@dataclass(frozen=True)
class Imputation:
    """What a payment extinguished of a month (202610), in francs; None is an advance on months to come."""

    periode: int | None
    principal: int
    majoration: int

    @property
    def total(self) -> int:
        """Return what went to this month."""
        return self.principal + self.majoration


@dataclass(frozen=True)
class Quittance:
    """A payment booked. `reference` is the bank's or the operator's, `paiement` its number in the portal."""

    numero: str
    delivree_le: date
    recu_le: date
    employeur_numero: str
    employeur_nom: str
    mode: str
    reference: str
    paiement: str
    montant: int
    imputations: list[Imputation]


def contenu(quittance: Quittance) -> dict[str, str | int]:
    """Return what the token of a receipt says: who paid how much, and when it was received."""
    nom = quittance.employeur_nom
    return {
        "doc": "quittance",
        "no": quittance.numero,
        "emp": quittance.employeur_numero,
        "nom": nom if len(nom) <= NOM_DANS_LE_JETON else nom[: NOM_DANS_LE_JETON - 1] + "…",
        "xof": quittance.montant,
        "le": quittance.recu_le.isoformat(),
    }


def imprimer(quittance: Quittance, verification: Verification) -> bytes:
    """Return the receipt as a PDF; `verification.url` carries the token."""
    sujet = f"Employeur {quittance.employeur_numero}"
    page = Page(Cartouche("Quittance", quittance.numero, quittance.delivree_le, sujet))
    page.titre()
    cloture.avertir(page, verification)
    page.paragraphe(
        "La Caisse Nationale de Sécurité Sociale du Togo reconnaît avoir reçu de l’employeur désigné "
        f"ci-dessous la somme de {francs(quittance.montant)}.",
        CORPS,
    )
    page.y += 2
    blocs.fiche(page, *_identite(quittance))
    page.section("Ce que ce paiement a éteint")
    total = Rangee(("Total", "", "", francs(quittance.montant)), CELLULE.en_gras())
    Grille(page, COLONNES).tracer(map(_rangee, quittance.imputations), total, suite=HAUTEUR_DE_LA_FIN)
    page.paragraphe(
        "Un paiement éteint d’abord la période la plus ancienne, et pour chacune les cotisations avant les "
        "majorations de retard.",
        MENTION,
    )
    page.y += 4
    cloture.verification(page, verification)
    return page.octets()


def _identite(quittance: Quittance) -> list[Paires]:
    return [
        [("Employeur", quittance.employeur_nom), ("Numéro d’employeur", quittance.employeur_numero)],
        [("Mode de paiement", quittance.mode), ("Référence", quittance.reference or ABSENT)],
        [("Paiement", quittance.paiement), ("Reçu le", jour_en_lettres(quittance.recu_le))],
    ]


def _rangee(imputation: Imputation) -> Rangee:
    if imputation.periode is None:
        return Rangee(("Avance sur les périodes à venir", "", "", francs(imputation.principal)))
    return Rangee(
        (
            mois.libelle(imputation.periode),
            francs(imputation.principal),
            francs(imputation.majoration),
            francs(imputation.total),
        )
    )
