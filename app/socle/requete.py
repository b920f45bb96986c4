"""What a request brings is cleaned at the door, whatever its field: see `app.socle.saisie`."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from app.socle.saisie import nettoyer


class Recus(ImmutableMultiDict[str, Any]):
    """What an address or a form carries: its texts are cleaned as they come in, its files are not."""

    def __init__(self, recus: "Iterable[tuple[str, Any]] | MultiDict[str, Any] | None" = None):
        paires = recus.items(multi=True) if isinstance(recus, MultiDict) else recus or ()
        super().__init__([(cle, nettoyer(v) if isinstance(v, str) else v) for cle, v in paires])


class Requete(Request):
    """A request in which every text is clean: forms, searches and filters, those to come included."""

    parameter_storage_class = Recus


def installer(app: Flask) -> None:
    """Have all requests of `app` read so."""
    app.request_class = Requete
