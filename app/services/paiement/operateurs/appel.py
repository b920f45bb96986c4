"""One HTTP call to an operator: JSON both ways, short waits, no retry of its own."""

import urllib3

from app.services.paiement.operateurs.operateur import OperateurInjoignable
from app.socle.saisie import lire_json

DELAIS = urllib3.Timeout(connect=5, read=15)
"""Seconds: the worker waits, never a person."""

_poste = urllib3.PoolManager(retries=False, timeout=DELAIS)


def appeler(methode: str, url: str, corps: dict | None = None, cle: str = "") -> tuple[int, dict]:
    """Return the status and JSON object answered; `cle` is sent as a bearer key.

    Raises OperateurInjoignable for no answer, a server's error, or what is not a JSON object.
    """
    entetes = {"Authorization": f"Bearer {cle}"} if cle else {}
    try:
        reponse = _poste.request(methode, url, json=corps, headers=entetes)
        contenu = lire_json(reponse.data)
    except (urllib3.exceptions.HTTPError, ValueError) as panne:
        raise OperateurInjoignable(type(panne).__name__) from None
    if reponse.status >= 500 or not isinstance(contenu, dict):
        raise OperateurInjoignable(f"HTTP {reponse.status}")
    return reponse.status, contenu
