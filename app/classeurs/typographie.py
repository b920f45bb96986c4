"""French typography: sentences are written with plain spaces, and get their non-breaking ones here."""

import re

_AVANT = re.compile(r" (?=[:;?!»%])|(?<=«) |(?<=\d) (?=F\b|\d{3})")


def francais(texte: str) -> str:
    """Return `texte` with non-breaking spaces inside « », before : ; ? ! % and in amounts."""
    return _AVANT.sub("\u00a0", texte)
