"""The links that e-mails carry: signed, dated, and dead once they have served.

A link names what it is for and carries the state that its use changes (a password's fingerprint, an e-mail):
when that state has changed, the link no longer opens anything. Nothing of it is kept.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.socle.horloge import maintenant


class LienMort(ValueError):
    """The link is forged, too old or has served; the message is a French sentence that says what to do."""


MORT = "Ce lien n’est plus valable : il a déjà servi, il a expiré ou il est incomplet. Demandez-en un autre."


def signer(objet: str, contenu: Mapping[str, int | str], duree: timedelta) -> str:
    """Return a token good for `objet` alone during `duree`, that says `contenu` (what JSON holds)."""
    fin = int((maintenant() + duree).timestamp())
    return _signature(objet).dumps({**contenu, "fin": fin})


def lire(objet: str, jeton: str, meme_expire: bool = False) -> dict[str, Any]:
    """Return what a token says; raises LienMort when it is not ours, is for something else or is too old.

    `meme_expire` takes one that is too old: it says for whom to make another, and opens nothing itself.
    """
    try:
        contenu: dict[str, Any] = _signature(objet).loads(jeton)
    except BadSignature:
        raise LienMort(MORT) from None
    expire = maintenant() >= datetime.fromtimestamp(contenu.pop("fin"), UTC)
    if expire and not meme_expire:
        raise LienMort(MORT)
    return contenu


def _signature(objet: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"lien:{objet}")
