"""The signed address by which who has no account comes back to a request."""

from datetime import timedelta

from app.comptes import liens

VALIDITE = timedelta(days=90)
"""Beyond any delay of treatment; another address is sent to who asks for it."""


def chemin(demande) -> str:
    """Return the path of a request's page on this site, good for three months."""
    page = demande.page_du_visiteur
    return f"{page}/dossier/{liens.signer(page, {'d': demande.id}, VALIDITE)}"


def lire(page: str, jeton: str) -> int:
    """Return the key of the request that an address under `page` names; raises liens.LienMort."""
    return liens.lire(page, jeton)["d"]
