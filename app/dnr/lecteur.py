"""What the reading process does: from the bytes of a file to the columns of a declaration (see `isole`)."""

from . import archive, tableau


def lire(contenu: bytes, lignes_max: int) -> dict[str, object]:
    """Return the arguments of `Lignes` in plain values; raise FichierRefuse (see `app.dnr.lire.lire`)."""
    if archive.est_classeur(contenu):
        from . import classeur as source
    else:
        from . import fichier_csv as source
    return tableau.extraire(source.ouvrir(contenu, lignes_max), lignes_max)
