"""What an SMS is written with: the alphabet of GSM 03.38, in parts of 160 signs.

One sign outside it makes the whole message three times as dear (70 signs a part): such signs are written with
those that it has.
"""

import re

from app.socle.noms import plier

BASE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLES = frozenset("^{}\\[~]|€")
"""The signs that take the place of two."""
SEULE, SUIVIE = 160, 153
"""Signs of a message of one part, and of each part of a longer one."""
AUTREMENT = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...",
    "\u00a0": " ", "\u202f": " ", "°": "o", "œ": "oe", "Œ": "OE", "`": "'", "\t": " ",
})  # fmt: skip
"""How signs that French typography asks for are written with those of a telephone."""


def en_sms(texte: str) -> str:
    """Return a text written with the signs of an SMS; a letter that it lacks loses its accent."""
    simple = re.sub(r"(?<=«)\s|\s(?=»)", "", texte).translate(AUTREMENT)
    return "".join(signe if signe in BASE or signe in DOUBLES else _autre(signe) for signe in simple)


def _autre(signe: str) -> str:
    nu = plier(signe).upper() if signe.isupper() else plier(signe)
    return nu if nu and BASE.issuperset(nu) else "?"


def parties(texte: str) -> int:
    """Return in how many parts a text leaves: what it costs."""
    longueur = sum(2 if signe in DOUBLES else 1 for signe in texte)
    return 1 if longueur <= SEULE else -(-longueur // SUIVIE)
