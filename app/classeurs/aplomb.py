"""A workbook that Excel opens and readers do not, written again as they expect it: same cells, same places.

Some programs name the parts with backslashes, write strict Open XML, prefix every element (« x:row ») or
leave out the references of rows and cells, which then follow each other.
"""

import io
import re
import zipfile

from app.classeurs.colonnes import lettre, place
from app.classeurs.refus import FichierRefuse

LIGNES_D_EXCEL = 1_048_576
EXAMINES = 64 * 1024
"""Bytes of a part by which its program is known: it writes all the rest alike."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_ESPACE_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)")
_RACINE = re.compile(rb"<(?:(\w+):)?worksheet\b[^>]*>")
_BALISE = re.compile(rb"<(row|c)\b([^>]*?)(/?)>")
_SANS_REFERENCE = re.compile(rb'<(?:\w+:)?(?:row|c)\b(?![^>]*\br=")[^>]*>')
_REFERENCE = re.compile(rb'\br="([A-Z]*)(\d+)"')


def redresser(contenu: bytes) -> bytes:
    """Return the workbook as every reader reads it: the very bytes given, where nothing stands in the way.

    Raise what `zipfile` does for a damaged archive, FichierRefuse for more rows than Excel has.
    """
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        if not any(_a_redresser(archive, nom) for nom in archive.namelist()):
            return contenu
        tampon = io.BytesIO()
        with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as droite:
            for nom in archive.namelist():
                partie = archive.read(nom)
                droite.writestr(nom.replace("\\", "/"), _partie(partie) if _en_xml(nom) else partie)
    return tampon.getvalue()


def _en_xml(nom: str) -> bool:
    return nom.lower().endswith((".xml", ".rels"))


def _a_redresser(archive: zipfile.ZipFile, nom: str) -> bool:
    if "\\" in nom:
        return True
    if not _en_xml(nom):
        return False
    with archive.open(nom) as flux:
        debut = flux.read(EXAMINES)
    if _STRICT in debut:
        return True
    racine = _RACINE.search(debut)
    return racine is not None and (racine[1] is not None or _SANS_REFERENCE.search(debut) is not None)


def _partie(xml: bytes) -> bytes:
    """Return a part in the transitional namespaces; a sheet, without prefix and with every reference."""
    xml = _ESPACE_STRICT.sub(_transitoire, xml) if _STRICT in xml else xml
    racine = _RACINE.search(xml, 0, EXAMINES)
    if racine is None:
        return xml
    if racine[1] and b" xmlns=" not in racine[0]:
        xml = re.sub(rb"<(/?)%b:" % racine[1], rb"<\1", xml).replace(b"xmlns:%b=" % racine[1], b"xmlns=", 1)
    if not _SANS_REFERENCE.search(xml, 0, EXAMINES):
        return xml
    if xml.count(b"<row") > LIGNES_D_EXCEL:
        raise FichierRefuse("demesure")
    return _referencer(xml)


def _transitoire(trouve: re.Match[bytes]) -> bytes:
    """Return the transitional name of a strict namespace: « spreadsheetml/2006/main »."""
    return b"http://schemas.openxmlformats.org/%b/2006/%b" % trouve.groups()


def _referencer(xml: bytes) -> bytes:
    """Write the reference of each row and cell that has none: the one after that before it."""
    ligne = colonne = 0

    def completer(trouve: re.Match[bytes]) -> bytes:
        nonlocal ligne, colonne
        balise, attributs, fin = trouve.groups()
        connue = _REFERENCE.search(attributs)
        if balise == b"row":
            ligne, colonne = int(connue[2]) if connue else ligne + 1, 0
            reference = b"%d" % ligne
        else:
            colonne = place(connue[1].decode()) + 1 if connue else colonne + 1
            reference = b"%b%d" % (lettre(colonne - 1).encode(), ligne)
        return trouve[0] if connue else b'<%b r="%b"%b%b>' % (balise, reference, attributs, fin)

    return _BALISE.sub(completer, xml)
