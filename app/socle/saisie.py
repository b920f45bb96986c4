"""The one cleaning of what people type or paste, whatever their keyboard, phone or spreadsheet.

What the eye does not see goes (marks of direction, zero-width signs, soft hyphens), the figures of any script
become ours, a letter drawn in another form (« ﬁ », « Ａ ») becomes the letter, accents join theirs (NFC).
Signs that say something else in their form (« m² », « ½ », « № ») stay: NFKC would change what was meant.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

_ORDINAIRE = re.compile(r"[\x00-\x7f\xa0-\xac\xae-\u02ff\u2011\u2013\u2014\u2016-\u2027\u202f-\u205e\u20ac]*")
"""Texts of which nothing is to be mended: the Latin letters, French spaces and punctuation."""
_AUTRES_FORMES = ((0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF))
"""Ligatures, wide letters, letters « of mathematics »: the same letters in another drawing."""
_SANS_DESSIN = {"\u034f", "\u115f", "\u1160", "\u3164", "\uffa0"}
"""Signs that draw nothing, which Unicode does not class as formatting."""
_TIRETS = {"\u2010": "-", "\u2012": "\u2013", "\u2015": "\u2014"}
"""Dashes that phones and PDFs write for those of every keyboard."""
_FINS_DE_LIGNE = {"\x85", "\u2028", "\u2029"}
_ESPACES_GARDEES = {"\xa0", "\u2009", "\u202f"}
"""Spaces that French typography asks for: who wrote them meant them."""


def nettoyer(texte: str) -> str:
    """Return a text as its author meant it; lines, and the spaces around it, are left to who reads it."""
    if texte.isascii() or _ORDINAIRE.fullmatch(texte):
        return texte
    return unicodedata.normalize("NFC", "".join(map(_mendre, texte)))


@lru_cache(maxsize=4_096)
def _mendre(signe: str) -> str:
    genre, point = unicodedata.category(signe), ord(signe)
    if genre == "Cf" or signe in _SANS_DESSIN or 0xFE00 <= point <= 0xFE0F:
        return ""
    if genre == "Nd":
        return str(unicodedata.digit(signe))
    if signe in _TIRETS:
        return _TIRETS[signe]
    if signe in _FINS_DE_LIGNE:
        return "\n"
    if genre == "Zs" and signe not in _ESPACES_GARDEES:
        return " "
    autre_forme = any(debut <= point <= fin for debut, fin in _AUTRES_FORMES)
    return unicodedata.normalize("NFKC", signe) if autre_forme else signe


def lire_json(octets: bytes) -> Any:
    """Return what a JSON text of somebody else holds.

    Raises ValueError for what is none, what is nested too deep to be honest, and what no database stores:
    halves of characters, the character zero.
    """
    try:
        contenu = json.loads(octets)
        ecrit = json.dumps(contenu, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("nested too deep") from None
    if rb"\u0000" in ecrit:
        raise ValueError("a character zero")
    return contenu
