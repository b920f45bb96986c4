"""What a request brings is cleaned at the door, whatever its field: see `app.socle.saisie`."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request, has_request_context, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from app.socle.saisie import nettoyer


class Recus(ImmutableMultiDict[str, Any]):
    """What an address or a form carries: its texts are cleaned as they come in, its files are not."""

    def __init__(self, recus: "Iterable[tuple[str, Any]] | MultiDict[str, Any] | None" = None):
        paires = list(recus.items(multi=True) if isinstance(recus, MultiDict) else recus or ())
        self.tels_quels = MultiDict[str, Any](paires)
        """The same, as they were sent: a password set before texts were cleaned is proved by it alone."""
        super().__init__([(cle, nettoyer(v) if isinstance(v, str) else v) for cle, v in paires])


class Requete(Request):
    """A request in which every text is clean: forms, searches and filters, those to come included."""

    parameter_storage_class = Recus
    is_json = False
    """No form of the portal comes as JSON, which would come in unclean: who reads some calls `lire_json`."""


def tel_que_recu(propre: str) -> str:
    """Return, as it was sent, the text of this form that was cleaned into `propre`; itself for none."""
    if not (has_request_context() and isinstance(request.form, Recus)):
        return propre
    textes = (texte for _, texte in request.form.tels_quels.items(multi=True))
    return next((texte for texte in textes if nettoyer(texte) == propre), propre)


def installer(app: Flask) -> None:
    """Have all requests of `app` read so."""
    app.request_class = Requete
