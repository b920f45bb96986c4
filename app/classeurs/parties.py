"""The parts of a workbook's archive: which are sheets, and how some are written again."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

FEUILLE = re.compile(r"(^|/)worksheets/[^/]+\.xml$", re.I)
"""The name of a part that is a sheet."""
STYLES = "xl/styles.xml"
"""The part that says how cells look, and which numbers are dates."""


def lues(contenu: bytes, choisir: Callable[[str], object]) -> Iterator[tuple[str, bytes]]:
    """Yield each part whose name is chosen; raise what `zipfile` does for a damaged archive."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        for nom in filter(choisir, archive.namelist()):
            yield nom, archive.read(nom)


def remplacer(contenu: bytes, nouvelles: Mapping[str, bytes]) -> bytes:
    """Return the workbook with these parts, in place of those of the same names."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as neuve:
        for nom, partie in lues(contenu, lambda nom: nom not in nouvelles):
            neuve.writestr(nom, partie)
        for nom, partie in nouvelles.items():
            neuve.writestr(nom, partie)
    return tampon.getvalue()


def reecrire(contenu: bytes, choisir: Callable[[str], object], ecrire: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with the parts whose name is chosen written again, itself if none changes."""
    ecrites = ((nom, partie, ecrire(partie)) for nom, partie in lues(contenu, choisir))
    changees = {nom: apres for nom, avant, apres in ecrites if apres != avant}
    return remplacer(contenu, changees) if changees else contenu
