"""What a file really is, seen before any reader of workbooks touches it."""

import io
import zipfile
import zlib

from app.classeurs.refus import FichierRefuse

PARTIES_MAX = 200
TAILLE_MAX = 200 * 2**20
"""Bytes all the parts may come to once inflated."""
RATIO_MAX = 200
RATIO_A_PARTIR_DE = 10 * 2**20
"""A part under this size may be as compressed as it likes."""
PROLOGUE = 64 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CHIFFREMENT = "EncryptedPackage".encode("utf-16-le")


def est_classeur(contenu: bytes) -> bool:
    """Return whether the bytes are a workbook to read (True) or may be a csv (False).

    Raise FichierRefuse for anything else, and for a workbook that no honest program would have written.
    """
    if not contenu.strip(b"\0 \r\n\t"):
        raise FichierRefuse("vide")
    if contenu.startswith(_OLE):
        raise FichierRefuse("protege" if _CHIFFREMENT in contenu else "ancien_xls")
    if contenu.lstrip()[:5] == b"%PDF-":
        raise FichierRefuse("pdf")
    if contenu[:2] == b"PK":
        _verifier(contenu)
        return True
    if b"\0" in contenu[:4096] and contenu[:2] not in _UTF_16:
        raise FichierRefuse("type_inconnu")
    return False


def _verifier(contenu: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            parties = archive.infolist()
            _verifier_tailles(parties)
            _verifier_noms([partie.filename.replace("\\", "/") for partie in parties], archive)
            _verifier_prologues(archive, parties)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        raise FichierRefuse("tronque") from None


def _verifier_tailles(parties: list[zipfile.ZipInfo]) -> None:
    if len(parties) > PARTIES_MAX:
        raise FichierRefuse("anormal")
    if sum(partie.file_size for partie in parties) > TAILLE_MAX:
        raise FichierRefuse("demesure")
    if any(p.file_size > max(RATIO_A_PARTIR_DE, RATIO_MAX * p.compress_size) for p in parties):
        raise FichierRefuse("demesure")
    if any(partie.flag_bits & 1 for partie in parties):
        raise FichierRefuse("protege")


def _verifier_noms(noms: list[str], archive: zipfile.ZipFile) -> None:
    echappe = any(nom.startswith("/") or ".." in nom.split("/") for nom in noms)
    if echappe or len(set(noms)) < len(noms):
        raise FichierRefuse("anormal")
    if "mimetype" in noms and archive.read("mimetype").startswith(b"application/vnd.oasis"):
        raise FichierRefuse("ods")
    if "xl/workbook.bin" in noms:
        raise FichierRefuse("xlsb")
    if any(nom.lower().endswith("vbaproject.bin") for nom in noms):
        raise FichierRefuse("macros")
    if "[Content_Types].xml" not in noms:
        contient = any(nom.lower().endswith((".xlsx", ".xls", ".csv")) for nom in noms)
        raise FichierRefuse("archive_zip" if contient else "pas_un_classeur")
    if not any(nom.lower().endswith("workbook.xml") for nom in noms):
        raise FichierRefuse("pas_un_classeur")


def _verifier_prologues(archive: zipfile.ZipFile, parties: list[zipfile.ZipInfo]) -> None:
    """Refuse a document type, which alone can declare entities, and encodings that would hide one."""
    for partie in parties:
        if partie.filename.lower().endswith((".xml", ".rels")):
            with archive.open(partie) as flux:
                prologue = flux.read(PROLOGUE)
            if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue or prologue[:2] in _UTF_16:
                raise FichierRefuse("anormal")
