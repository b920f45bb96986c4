"""The signs that documents print: forms ask for no other, the fonts are made to hold them.

A test keeps the list and the fonts the same (see `app.documents.polices.preparer`).
"""

from collections.abc import Iterator

IMPRIMES = (
    "U+0020-007E,U+00A0-017F,U+0181,U+0186,U+0189,U+018A,U+018E-0194,U+0196,U+0198,U+0199,U+019D,U+01B1-01B4,"
    "U+01CD-01D4,U+01DD,U+01F8,U+01F9,U+0251,U+0253-025B,U+0263,U+0269,U+026A,U+0272,U+028A,U+028B,U+02BC,U+0300-0304,"
    "U+0308,U+030C,U+0323,U+1E3E,U+1E3F,U+1EB8,U+1EB9,U+1EBC,U+1EBD,U+1ECC,U+1ECD,U+2009,U+2011,U+2013,U+2014,"
    "U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2030,U+2032,U+2039,U+203A,U+20AC,U+2116,U+2192,U+2212,"
    "U+2248,U+2260,U+2264,U+2265,U+25A1,U+2713"
)
"""Latin with the letters of Ewe, Kabiye and the other languages of Togo, French punctuation, a few signs."""


def _points(plages: str) -> Iterator[int]:
    for plage in plages.split(","):
        debut, _, fin = plage.removeprefix("U+").partition("-")
        yield from range(int(debut, 16), int(fin or debut, 16) + 1)


IMPRIMABLES = frozenset(map(chr, _points(IMPRIMES)))
"""Each of them."""
EN_LIGNES = frozenset("\r\n\t")
"""What parts the lines of a text, and its columns."""


def imprevus(texte: str) -> set[str]:
    """Return the signs of a text that no document prints, those that part its lines left aside."""
    return set(texte) - IMPRIMABLES - EN_LIGNES
