"""The letter that tells a decision, for any service: what an acceptance gives, why a refusal."""

from dataclasses import dataclass
from datetime import date

from app.documents import blocs, cloture
from app.documents.blocs import Paires
from app.documents.charte import CORPS, FORT, NOTE
from app.documents.cloture import Signature
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import INSECABLE, jour_en_lettres

LARGEUR_ADRESSE = 80


@dataclass(frozen=True)
class Lettre:
    """A decision taken. `a_qui` are the lines of the address; `qui` names and numbers the owner.

    `conclusion` says what an accepted request gives; `motif` why a refused one is.
    """

    numero: str
    service: str
    favorable: bool
    deposee_le: date
    decidee_le: date
    a_qui: tuple[str, ...]
    qui: Paires
    signataire: str
    conclusion: str = ""
    motif: str = ""
    lieu: str = "Lomé"


def imprimer(lettre: Lettre) -> bytes:
    """Return the letter as a PDF."""
    page = Page(Cartouche("Décision", lettre.numero, lettre.decidee_le, lettre.service))
    _adresse(page, lettre)
    page.paragraphe(f"Objet\u00a0: {lettre.service}, demande n°\u00a0{lettre.numero}", FORT)
    page.y += 4
    for paragraphe in _corps(lettre):
        page.paragraphe(paragraphe, CORPS)
        page.y += 3
    blocs.fiche(page, lettre.qui)
    cloture.clore(
        page,
        "Si vous n’êtes pas d’accord avec cette décision, déposez une réclamation depuis votre espace, en "
        "rappelant le numéro ci-dessus, ou écrivez au service de la Caisse dont vous dépendez.",
        Signature(
            f"Fait à {lettre.lieu}, le{INSECABLE}{jour_en_lettres(lettre.decidee_le)}",
            "Pour le Directeur général, l’agent habilité",
            lettre.signataire,
        ),
        style=NOTE,
    )
    return page.octets()


def _adresse(page: Page, lettre: Lettre) -> None:
    x = page.w - page.r_margin - LARGEUR_ADRESSE
    page.y += 4
    for ligne in lettre.a_qui:
        page.paragraphe(ligne, CORPS, x, LARGEUR_ADRESSE, Cadrage.GAUCHE)
    page.y += 10


def _corps(lettre: Lettre) -> list[str]:
    depot = f"Vous avez déposé le {jour_en_lettres(lettre.deposee_le)} la demande citée en objet."
    if lettre.favorable:
        return [
            f"{depot} La Caisse Nationale de Sécurité Sociale l’a examinée et l’accepte.",
            *([lettre.conclusion] if lettre.conclusion else []),
        ]
    return [
        f"{depot} La Caisse Nationale de Sécurité Sociale l’a examinée et ne peut l’accepter.",
        f"Motif\u00a0: {lettre.motif}",
    ]
