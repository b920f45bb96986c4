"""The log: one JSON line an event, without personal data.

A request is told by its route, never by its address (which holds numbers) nor its query; an error by its kind
and its place in the code, never by its message (which may hold what somebody typed).
"""

import json
import logging
import re
import sys
import time
import uuid
from traceback import extract_tb
from types import TracebackType

from flask import Flask, Response, g, has_request_context, request

COURRIEL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
REQUETE = re.compile(r"\?[^\s\"']+")
acces = logging.getLogger("acces")


class LigneJson(logging.Formatter):
    """One JSON object a record; people's addresses and query strings are masked wherever they come from."""

    def format(self, record: logging.LogRecord) -> str:
        ligne = {
            "le": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "niveau": record.levelname.lower(),
            "source": record.name,
            "message": masquer(record.getMessage()),
            **_requete(),
            **getattr(record, "champs", {}),
        }
        if record.exc_info and record.exc_info[0]:
            ligne |= {"message": "erreur", **_erreur(*record.exc_info)}
        return json.dumps(ligne, ensure_ascii=False)


def masquer(texte: str) -> str:
    """Return `texte` without e-mail addresses and query strings."""
    return REQUETE.sub("?…", COURRIEL.sub("…@…", texte))


def _requete() -> dict[str, str | None]:
    if not has_request_context():
        return {}
    regle = request.url_rule.rule if request.url_rule else "(inconnue)"
    return {"requete": g.get("numero_requete"), "methode": request.method, "route": regle}


def _erreur(
    genre: type[BaseException], _valeur: BaseException | None, pile: TracebackType | None
) -> dict[str, str | list[str]]:
    return {"erreur": genre.__name__, "pile": [f"{c.filename}:{c.lineno} {c.name}" for c in extract_tb(pile)]}


def installer(app: Flask) -> None:
    """Send the process's log to standard error; in production, one line a request too."""
    sortie = logging.StreamHandler(sys.stderr)
    sortie.setFormatter(LigneJson())
    logging.basicConfig(handlers=[sortie], force=True)
    logging.getLogger().setLevel(logging.INFO if app.config["ENV_NOM"] == "production" else logging.WARNING)
    for bavard in ("flask_appbuilder", "alembic"):
        logging.getLogger(bavard).setLevel(logging.WARNING)
    app.before_request(_commencer)
    app.after_request(_raconter)


def _commencer() -> None:
    g.numero_requete, g.debut = uuid.uuid4().hex[:12], time.perf_counter()


def _raconter(reponse: Response) -> Response:
    if request.endpoint != "static":
        duree = round(1000 * (time.perf_counter() - g.debut))
        acces.info("requête", extra={"champs": {"statut": reponse.status_code, "ms": duree}})
    return reponse


def raconter_gardee(methode: str, route: str, statut: int) -> None:
    """Tell of a page answered from memory, before the application knew of the request."""
    acces.info("requête", extra={"champs": {"methode": methode, "route": route, "statut": statut, "ms": 0}})
