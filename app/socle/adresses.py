"""What an address may hold."""

from werkzeug.routing import IntegerConverter

CLE_MAXIMALE = 2**31 - 1
"""The greatest number that every column of the database holds: one above it in an address is nobody's."""


class Cle(IntegerConverter):
    """`<int:…>`: a key of a row; one that no database could hold is not found."""

    def __init__(self, carte, *args, **options):
        super().__init__(carte, *args, **{"max": CLE_MAXIMALE} | options)


def installer(app) -> None:
    """Read the whole numbers of addresses as keys, before any route is registered."""
    app.url_map.converters["int"] = Cle
