"""The hour and the day it is: the one place that reads a clock, so that a test can set it."""

import time
from datetime import UTC, date, datetime
from pathlib import Path


def maintenant() -> datetime:
    """Return the present instant in UTC, as stored."""
    return datetime.now(UTC)


def aujourd_hui() -> date:
    """Return today's date in Togo, which lives on UTC."""
    return maintenant().date()


def en_utc(instant: datetime) -> datetime:
    """Return a stored instant with its time zone, which SQLite forgets."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def age(fichier: Path) -> float:
    """Return for how many seconds nobody has written a file, by the machine's clock, which dated it.

    Raises FileNotFoundError.
    """
    return time.time() - fichier.stat().st_mtime
