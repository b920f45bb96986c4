"""From the bytes of an employer's file to the lines of his declaration."""

from app.classeurs import lire as lecture
from app.classeurs.lire import LIGNES_MAX
from app.services.dnr.lignes import Lignes


def lire(contenu: bytes, lignes_max: int = LIGNES_MAX) -> Lignes:
    """Return the lines of an .xlsx or .csv declaration (see `app.classeurs.lire`); raise FichierRefuse."""
    return lecture.lire(Lignes, contenu, lignes_max)
