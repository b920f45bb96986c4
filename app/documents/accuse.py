"""The receipt of any request: proof of what was submitted, when, with which pieces, and what happens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.documents import blocs
from app.documents.blocs import Paires
from app.documents.charte import MENTION
from app.documents.page import Cartouche, Page
from app.documents.typographie import ABSENT, horodatage

SUITE = (
    "Un agent de la Caisse examine la demande. Vous êtes prévenu par courriel s’il vous demande un "
    "complément, l’accepte ou la rejette.",
    "Son état se lit à tout moment dans votre espace, où vous pouvez aussi écrire à l’agent.",
)


@dataclass(frozen=True)
class Accuse:
    """A submitted request: `qui` names and numbers its owner, `parties` are titled labelled values.

    `pieces` are the names of the files joined; `delai` is a sentence on how long it takes, or empty.
    """

    numero: str
    service: str
    soumise_le: datetime
    qui: Paires
    parties: Sequence[tuple[str, Paires]]
    pieces: Sequence[str] = ()
    delai: str = ""


def imprimer(accuse: Accuse) -> bytes:
    """Return the receipt as a PDF."""
    jour = accuse.soumise_le.date()
    page = Page(Cartouche("Récépissé de dépôt", accuse.numero, jour, accuse.service))
    page.titre(accuse.service)
    page.paragraphe(
        "La Caisse Nationale de Sécurité Sociale a reçu la demande ci-dessous. Ce récépissé prouve sa "
        "réception\u00a0; il ne vaut pas acceptation."
    )
    page.y += 2
    blocs.fiche(page, accuse.qui, [("Déposée le (heure de Lomé)", horodatage(accuse.soumise_le))])
    for titre, paires in accuse.parties:
        page.section(titre)
        blocs.fiche_par_deux(page, [(libelle, valeur or ABSENT) for libelle, valeur in paires])
    page.section("Pièces jointes")
    blocs.enumeration(page, accuse.pieces or ("Aucune pièce.",), MENTION)
    page.section("La suite")
    blocs.enumeration(page, [*SUITE, *([accuse.delai] if accuse.delai else [])], MENTION)
    return page.octets()
