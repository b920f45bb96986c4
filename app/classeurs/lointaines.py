"""Cells forgotten far right of the table, left out before a sheet is read: the space between would be filled.

A space in the last column of Excel and another in its last row would be seventeen thousand million cells.
"""

import io
import re
import zipfile

from app.classeurs import parties

COLONNES_MAX = 200
"""Columns that are read: nobody looks for a title beyond."""
EXAMINES = 2**20
"""Bytes of a sheet that are looked at: all of most; of others, where Excel writes how wide they are."""

_LOIN = rb"(?:[A-Z]{3,}|[H-Z][A-Z]|G[S-Z])\d"
"""A cell from the 201st column, GS, on."""
_CELLULE = re.compile(rb'<c\b[^>]*?\br="%b[^>]*?(?:/>|>.*?</c>)' % _LOIN, re.S)
_LARGE = re.compile(rb'<dimension\b[^>]*:%b|<c\b[^>]*?\br="%b' % (_LOIN, _LOIN))


def retirer(contenu: bytes) -> bytes:
    """Return the workbook without the cells beyond COLONNES_MAX: the very bytes given, where none is seen.

    Its cells are to have their references (see `aplomb`). Raise what `zipfile` does for a damaged archive.
    """
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        larges = {nom for nom in archive.namelist() if parties.FEUILLE.search(nom) and _large(archive, nom)}
    return parties.reecrire(contenu, larges.__contains__, _sans_lointaines) if larges else contenu


def _large(archive: zipfile.ZipFile, nom: str) -> bool:
    with archive.open(nom) as flux:
        return _LARGE.search(flux.read(EXAMINES)) is not None


def _sans_lointaines(xml: bytes) -> bytes:
    return _CELLULE.sub(b"", xml)
