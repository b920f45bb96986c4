"""What an address may hold."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

CLE_MAXIMALE = 2**31 - 1
"""The greatest number that every column of the database holds: one above it in an address is nobody's."""


class Cle(IntegerConverter):
    """`<int:…>`: a key of a row; one that no database could hold is not found."""

    def __init__(
        self,
        carte: Map,
        fixed_digits: int = 0,
        min: int | None = None,
        max: int = CLE_MAXIMALE,
        signed: bool = False,
    ):
        super().__init__(carte, fixed_digits, min, max, signed)


def installer(app: Flask) -> None:
    """Read the whole numbers of addresses as keys, before any route is registered."""
    app.url_map.converters["int"] = Cle
