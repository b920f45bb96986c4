"""The receipt of a monthly declaration (DNR): proof of what was submitted, when, and what happens next."""

from dataclasses import dataclass
from datetime import date, datetime

from app.documents import blocs, cloture
from app.documents.blocs import Paires
from app.documents.charte import CELLULE, MENTION
from app.documents.cloture import Verification
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.totaux import Branche, Totaux
from app.documents.typographie import ABSENT, horodatage, jour_en_lettres
from app.regles import mois
from app.regles.francais import francs, nombre, pourcentage

MOITIE_D_EMPREINTE = 32
COLONNES = (
    ColonneImprimee("Branche", 6),
    ColonneImprimee("Taux", 2, Cadrage.DROITE),
    ColonneImprimee("Cotisation", 3, Cadrage.DROITE),
)


@dataclass(frozen=True)
class Recepisse:
    """A submitted declaration. `periode`: month (202610); `fichier`: empty for a declaration made online.

    `remplace` is the number of the declaration a corrective one supersedes; `avertissements` counts the
    warnings the employer justified; `a_confirmer` are sentences on what rests on a parameter still to be
    confirmed. `empreinte` is the SHA-256 of what was submitted, in hexadecimal.
    """

    numero: str
    soumise_le: datetime
    employeur_numero: str
    employeur_nom: str
    periode: int
    nature: str
    empreinte: str
    totaux: Totaux
    exigible_le: date
    fichier: str = ""
    avertissements: int = 0
    remplace: str = ""
    a_confirmer: tuple[str, ...] = ()


def imprimer(recepisse: Recepisse, verification: Verification | None = None) -> bytes:
    """Return the receipt as a PDF."""
    periode = mois.libelle(recepisse.periode)
    titre, jour = "Récépissé de déclaration", recepisse.soumise_le.date()
    page = Page(Cartouche(titre, recepisse.numero, jour, f"DNR {mois.complement(recepisse.periode)}"))
    page.titre(f"Déclaration nominative des rémunérations – {periode}")
    page.paragraphe(
        "La Caisse Nationale de Sécurité Sociale a reçu la déclaration ci-dessous. Ce récépissé prouve sa "
        "réception\u00a0; il ne vaut ni acceptation de son contenu, ni quittance."
    )
    page.y += 2
    blocs.fiche(page, *_identite(recepisse, periode))
    tracer_cotisations(page, recepisse.totaux)
    page.section("La suite")
    blocs.enumeration(page, _suite(recepisse), MENTION)
    if recepisse.a_confirmer:
        blocs.bandeau(page, "À confirmer", " ".join(recepisse.a_confirmer))
    if verification:
        cloture.verification(page, verification)
    return page.octets()


def _identite(recepisse: Recepisse, periode: str) -> list[Paires]:
    remplace = f" – remplace {recepisse.remplace}" if recepisse.remplace else ""
    return [
        [("Employeur", recepisse.employeur_nom), ("Numéro d’employeur", recepisse.employeur_numero)],
        [("Période", periode), ("Nature de la déclaration", recepisse.nature + remplace)],
        [
            ("Déposée le (heure de Lomé)", horodatage(recepisse.soumise_le)),
            ("Avertissements justifiés", nombre(recepisse.avertissements)),
            ("Travailleurs", nombre(recepisse.totaux.effectif)),
            ("Masse salariale", francs(recepisse.totaux.masse)),
        ],
        [
            ("Fichier", recepisse.fichier or "Saisie en ligne"),
            ("Empreinte SHA-256 du contenu", _empreinte(recepisse.empreinte)),
        ],
    ]


def _empreinte(empreinte: str) -> str:
    """Return the digest in two halves: a plain space lets it wrap."""
    return f"{empreinte[:MOITIE_D_EMPREINTE]} {empreinte[MOITIE_D_EMPREINTE:]}".strip() or ABSENT


def tracer_cotisations(page: Page, totaux: Totaux) -> None:
    """Draw what is due branch by branch, the total, and both shares of it where they were worked out."""
    total = Rangee(("Total des cotisations", "", francs(totaux.cotisations)), CELLULE.en_gras())
    Grille(page, COLONNES).tracer(map(_branche, totaux.branches), total, _parts(totaux))


def _parts(totaux: Totaux) -> list[Rangee]:
    if not totaux.part_employeur and not totaux.part_travailleur:
        return []
    return [
        Rangee(("dont part de l’employeur", "", francs(totaux.part_employeur))),
        Rangee(("dont part des travailleurs", "", francs(totaux.part_travailleur))),
    ]


def _branche(branche: Branche) -> Rangee:
    taux = ABSENT if branche.taux is None else pourcentage(branche.taux)
    return Rangee((branche.libelle, taux, francs(branche.montant)))


def _suite(recepisse: Recepisse) -> list[str]:
    return [
        f"Les cotisations de cette déclaration, {francs(recepisse.totaux.cotisations)}, sont à payer au plus "
        f"tard le\u00a0{jour_en_lettres(recepisse.exigible_le)}\u00a0; passé ce jour, une majoration de "
        "retard s’ajoute.",
        "Un agent de la Caisse contrôle la déclaration. Vous êtes prévenu par courriel s’il vous demande un "
        "complément, l’accepte ou la rejette\u00a0; son état se lit à tout moment dans votre espace.",
        "Une erreur\u00a0? Déposez une déclaration rectificative pour la même période\u00a0: elle remplace "
        "celle-ci sans l’effacer.",
    ]
