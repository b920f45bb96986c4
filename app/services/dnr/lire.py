"""From the bytes of an employer's file to the lines of his declaration."""

from app.classeurs import lire as lecture
from app.classeurs.lire import LIGNES_MAX
from app.services.dnr.lignes import LignesDNR


def lire(contenu: bytes, lignes_max: int = LIGNES_MAX) -> LignesDNR:
    """Return the lines of an .xlsx or .csv declaration (see `app.classeurs.lire`); raise FichierRefuse."""
    return lecture.lire(LignesDNR, contenu, lignes_max)
