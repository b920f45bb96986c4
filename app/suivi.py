"""The signed address by which who has no account comes back to a request."""

from datetime import timedelta

from app.comptes import liens

OBJET = "pre-immatriculation"
CHEMIN = f"/{OBJET}/dossier"
VALIDITE = timedelta(days=90)
"""Beyond any delay of treatment; another address is sent to who asks for it."""


def chemin(demande) -> str:
    """Return the path of a request's page on this site, good for three months."""
    return f"{CHEMIN}/{liens.signer(OBJET, {'d': demande.id}, VALIDITE)}"


def lire(jeton: str) -> int:
    """Return the key of the request that an address names; raises liens.LienMort."""
    return liens.lire(OBJET, jeton)["d"]
