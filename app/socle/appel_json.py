"""One HTTP call to somebody else's service: JSON both ways, short waits, no retry of its own."""

from typing import Any

import urllib3

from app.socle.saisie import lire_json

DELAIS = urllib3.Timeout(connect=5, read=15)
"""Seconds: the worker waits, never a person."""

_poste = urllib3.PoolManager(retries=False, timeout=DELAIS)


class Injoignable(Exception):
    """No answer, or none that can be understood: nothing is known, ask again later."""


def appeler(
    methode: str, url: str, corps: dict[str, Any] | None = None, cle: str = "", porteur: str = "Bearer"
) -> tuple[int, dict[str, Any]]:
    """Return the status and JSON object answered; `cle` is sent as a key of the kind `porteur`.

    Raises Injoignable for no answer, a server's error, or what is not a JSON object.
    """
    entetes = {"Authorization": f"{porteur} {cle}"} if cle else {}
    try:
        reponse = _poste.request(methode, url, json=corps, headers=entetes)
        contenu = lire_json(reponse.data)
    except (urllib3.exceptions.HTTPError, ValueError) as panne:
        raise Injoignable(type(panne).__name__) from None
    if reponse.status >= 500 or not isinstance(contenu, dict):
        raise Injoignable(f"HTTP {reponse.status}")
    return reponse.status, contenu
