"""What the reading process does: from the bytes of a file to the columns of a table (see `socle.isole`)."""

from app.classeurs import archive, titres
from app.classeurs.colonnes import Format
from app.classeurs.tableau import Tableau, extraire


def lire(
    contenu: bytes, lignes_max: int, format_clair: bytes, annee: int, periode: int, feuille: str
) -> dict[str, object]:
    """Return the fields of an `Extrait` by name; raise FichierRefuse (see `app.classeurs.lire`).

    `annee` is the year it is: this process has no clock of its own. `periode` is the month to look for,
    `feuille` the sheet to read whatever its month.
    """
    format_ = Format.depuis(format_clair)
    tableau = _ouvrir(contenu, lignes_max, format_, periode, feuille)
    return vars(extraire(tableau, lignes_max, format_, annee))


def lire_les_titres(
    contenu: bytes, lignes_max: int, format_clair: bytes, periode: int, feuille: str
) -> dict[str, object]:
    """Return the sheet that `lire` would read and each of its titles with examples (see `titres.relever`)."""
    return titres.relever(_ouvrir(contenu, lignes_max, Format.depuis(format_clair), periode, feuille))


def _ouvrir(contenu: bytes, lignes_max: int, format_: Format, periode: int, feuille: str) -> Tableau:
    """Return the table of a workbook or of a csv; only the reader of its own kind is loaded."""
    if archive.est_classeur(contenu):
        from app.classeurs import classeur

        return classeur.ouvrir(contenu, lignes_max, format_, periode, feuille)
    from app.classeurs import fichier_csv

    return fichier_csv.ouvrir(contenu, lignes_max, format_)
