"""The parts of a workbook's archive: which are sheets, and how some are written again."""

import io
import re
import zipfile
from collections.abc import Callable

FEUILLE = re.compile(r"(^|/)worksheets/[^/]+\.xml$", re.I)
"""The name of a part that is a sheet."""


def reecrire(contenu: bytes, choisir: Callable[[str], object], ecrire: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with the parts whose name is chosen written again.

    The very bytes given, where none changes. Raise what `zipfile` does for a damaged archive.
    """
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        changees = {}
        for nom in filter(choisir, archive.namelist()):
            avant = archive.read(nom)
            if (apres := ecrire(avant)) != avant:
                changees[nom] = apres
        if not changees:
            return contenu
        tampon = io.BytesIO()
        with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as neuve:
            for nom in archive.namelist():
                neuve.writestr(nom, changees[nom] if nom in changees else archive.read(nom))
    return tampon.getvalue()
