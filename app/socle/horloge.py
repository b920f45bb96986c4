"""The hour and the day it is, in one place so that a test can set the clock."""

from datetime import UTC, date, datetime


def maintenant() -> datetime:
    """Return the present instant in UTC, as stored."""
    return datetime.now(UTC)


def aujourd_hui() -> date:
    """Return today's date in Togo, which lives on UTC."""
    return maintenant().date()


def en_utc(instant: datetime) -> datetime:
    """Return a stored instant with its time zone, which SQLite forgets."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
