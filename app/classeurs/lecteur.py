"""What the reading process does: from the bytes of a file to the columns of a table (see `isole`)."""

from . import archive, tableau
from .colonnes import Format


def lire(contenu: bytes, lignes_max: int, format_clair: tuple) -> dict[str, object]:
    """Return the arguments of `Lignes` in plain values; raise FichierRefuse (see `app.classeurs.lire`)."""
    format_ = Format.depuis(format_clair)
    if archive.est_classeur(contenu):
        from . import classeur as source
    else:
        from . import fichier_csv as source
    return tableau.extraire(source.ouvrir(contenu, lignes_max, format_), lignes_max, format_)
