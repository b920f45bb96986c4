"""The addresses of this site: what they may hold, and how they are written.

Code names a route (`QuitusView.show`), never its address: by `url_for` or a screen's own `url` where somebody
is browsing, by what is here where nobody is (an e-mail, a paper, a command) or where there are many to write.
"""

import re

from flask import Flask, current_app
from werkzeug.routing import IntegerConverter, Map

CLE_MAXIMALE = 2**31 - 1
"""The greatest number that every column of the database holds: one above it in an address is nobody's."""
_PARAMETRE = re.compile(r"<(?:[^<>]*:)?(\w+)>")
_PATRONS: dict[str, str] = {}
"""The addresses, by route, their parameters in braces: as screens, they are the same in a whole process."""


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


def adresse(route: str, **valeurs: object) -> str:
    """Return the public address of a route, `https://…`, to write in an e-mail or on a paper."""
    return publique(chemin(route, **valeurs))


def publique(chemin: str) -> str:
    """Return the public address of a path of this site: that of URL_PUBLIQUE, whoever asks."""
    site: str = current_app.config["URL_PUBLIQUE"]
    return site.rstrip("/") + chemin


def chemin(route: str, **valeurs: object) -> str:
    """Return the path of a route, outside a request too; raises BuildError for one that does not exist."""
    return current_app.url_map.bind("").build(route, valeurs)


def en_serie(route: str, **cles: object) -> str:
    """Return the path of a route whose parameters are numbers and slugs: those of the rows of a list.

    Nothing is checked nor quoted, which `url_for` does each time, in 6 to 12 microseconds. Raises KeyError
    for a route that does not exist or a parameter that is not given.
    """
    if route not in _PATRONS:
        retenir(current_app)
    return _PATRONS[route].format_map(cles)


def retenir(app: Flask) -> None:
    """Note the routes of `app`, once all are registered, for `en_serie` outside a request too."""
    _PATRONS.update((r.endpoint, _PARAMETRE.sub(r"{\1}", r.rule)) for r in app.url_map.iter_rules())
