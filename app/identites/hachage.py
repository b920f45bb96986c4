"""How passwords are hashed: one cost for the whole portal, set by the configuration."""

from flask import current_app
from werkzeug.security import generate_password_hash

from app.socle.saisie import nettoyer


def hacher(mot_de_passe: str) -> str:
    """Return what is kept of a password, at the cost `FAB_PASSWORD_HASH_METHOD` (scrypt).

    It is cleaned as all that comes from a form is: the same keys open whatever keyboard types them.
    """
    return generate_password_hash(nettoyer(mot_de_passe), current_app.config["FAB_PASSWORD_HASH_METHOD"])
