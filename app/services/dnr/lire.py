"""From the bytes of an employer's file to the lines of his declaration."""

from collections.abc import Mapping

from app.classeurs import lire as lecture
from app.classeurs.lire import LIGNES_MAX, PERSONNE
from app.services.dnr.lignes import LignesDNR


def lire(
    contenu: bytes,
    lignes_max: int = LIGNES_MAX,
    periode: int = 0,
    feuille: str = "",
    nommees: Mapping[str, str] = PERSONNE,
) -> LignesDNR:
    """Return the lines of an .xlsx or .csv declaration of the month `periode` (see `app.classeurs.lire`).

    They are those of the sheet `feuille` where one is named. Raise FichierRefuse.
    """
    return lecture.lire(LignesDNR, contenu, lignes_max, periode, feuille, nommees)
