"""How dates and punctuation are written in a French document; figures are by the rules' own `ecriture`."""

import re
from datetime import UTC, date, datetime

from app.regles import francais, mois

INSECABLE = francais.INSECABLE
ABSENT = "–"
_ENSEMBLE = re.compile(r" (?=[:;?!»%])|(?<=«) |(?<=\b[nN]°) ")


def insecables(texte: str) -> str:
    """Return `texte` with no-break spaces where French has them: « ainsi : 2 % », n° 12."""
    return _ENSEMBLE.sub(INSECABLE, texte)


def jour(quand: date | None) -> str:
    """Return « 02/01/2026 », or a dash when there is no date."""
    return francais.jour(quand) if quand else ABSENT


def jour_en_lettres(quand: date) -> str:
    """Return « 1er janvier 2026 », held together by no-break spaces."""
    rang = "1er" if quand.day == 1 else str(quand.day)
    return f"{rang} {mois.libelle(mois.de_date(quand))}".replace(" ", INSECABLE)


def horodatage(quand: datetime) -> str:
    """Return « 02/01/2026 à 14 h 05 » in the time of Togo, which is UTC all the year round."""
    local = quand.astimezone(UTC) if quand.tzinfo else quand
    return f"{jour(local)} à {local:%H}{INSECABLE}h{INSECABLE}{local:%M}"
