"""What a piece may be: a PDF, a JPEG, a PNG or a HEIC, told from its bytes, its name counting for nothing.

A polyglot is a file that is two things at once, a picture for us and a program or an archive for another
reader. It is refused: whoever opens the piece reads what we read.
"""

import re
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable

from app.demandes.pieces.refus import PieceRefusee
from app.demandes.tables import FormatPiece
from app.generateur.champs_fichier import LimitesDEnvoi

MEGA_OCTETS = 10
"""How heavy a piece may be."""
FIN_DE_ZIP = 65_557
"""Bytes from the end within which a ZIP reader looks for its directory."""
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
ETRANGERES = re.compile(rb"<script|<html|<!doctype html|<\?php|__halt_compiler|<svg", re.IGNORECASE)
"""What programs and pages begin with: no image or paper holds it in clear."""


def reconnaitre(contenu: bytes) -> FormatPiece:
    """Return what the bytes of a piece are; raises PieceRefusee for an empty, heavy, other or double file."""
    if not contenu:
        raise PieceRefusee("Ce fichier est vide (0 octet) : vérifiez-le, puis recommencez.")
    if len(contenu) > MEGA_OCTETS * 1024 * 1024:
        raise PieceRefusee(
            f"Ce fichier dépasse {MEGA_OCTETS} Mo : allégez-le ou coupez-le en plusieurs fichiers."
        )
    trouve = next((format_ for format_, est in FORMATS.items() if est(contenu)), None)
    if trouve is None:
        raise PieceRefusee(
            "Ce fichier n’est pas un PDF, un JPEG, un PNG ou un HEIC lisible, quel que soit son nom : "
            "enregistrez-le dans l’un de ces formats."
        )
    if _est_double(contenu, trouve):
        raise PieceRefusee(
            "Ce fichier cache un second contenu derrière le premier : il est refusé par sécurité. "
            "Numérisez le document de nouveau, ou imprimez-le en PDF."
        )
    return trouve


def _est_double(contenu: bytes, format_: FormatPiece) -> bool:
    if b"PK\x05\x06" in contenu[-FIN_DE_ZIP:] or ETRANGERES.search(contenu):
        return True
    if format_ is FormatPiece.png:
        return _fin_du_png(contenu) != len(contenu)
    return format_ is not FormatPiece.pdf and b"%PDF-" in contenu


def _est_pdf(contenu: bytes) -> bool:
    debut = contenu.removeprefix(BOM_UTF8)
    return debut.startswith(b"%PDF-") and b"%%EOF" in contenu[-1024:]


def _est_jpeg(contenu: bytes) -> bool:
    return contenu.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in contenu


def _est_png(contenu: bytes) -> bool:
    return contenu.startswith(b"\x89PNG\r\n\x1a\n") and _fin_du_png(contenu) > 0


def _fin_du_png(contenu: bytes) -> int:
    """Return where the last chunk of a PNG ends, 0 when its chunks cannot be read to their end."""
    debut = 8
    while debut + 12 <= len(contenu):
        fin = debut + 12 + int.from_bytes(contenu[debut : debut + 4])
        corps, somme = contenu[debut + 4 : fin - 4], contenu[fin - 4 : fin]
        if zlib.crc32(corps) != int.from_bytes(somme) or len(somme) < 4:
            return 0
        if corps[:4] == b"IEND":
            return fin
        debut = fin
    return 0


def _est_heic(contenu: bytes) -> bool:
    if contenu[4:8] != b"ftyp":
        return False
    entete = contenu[8 : int.from_bytes(contenu[:4])]
    marques = {entete[i : i + 4] for i in range(0, min(len(entete), 256), 4)}
    return bool(marques & HEIC)


FORMATS: dict[FormatPiece, Callable[[bytes], bool]] = {
    FormatPiece.pdf: _est_pdf,
    FormatPiece.jpeg: _est_jpeg,
    FormatPiece.png: _est_png,
    FormatPiece.heic: _est_heic,
}
TYPES_MIME = {
    FormatPiece.pdf: "application/pdf",
    FormatPiece.jpeg: "image/jpeg",
    FormatPiece.png: "image/png",
}
LIMITES: LimitesDEnvoi = {"extensions": ".pdf,.jpg,.jpeg,.png,.heic", "mega_octets": MEGA_OCTETS}
"""What the fields of pieces take (see `app.generateur.champs_fichier`)."""
