"""How passwords are hashed: one cost for the whole portal, set by the configuration."""

from flask import current_app
from werkzeug.security import generate_password_hash


def hacher(mot_de_passe: str) -> str:
    """Return what is kept of a password, at the cost `FAB_PASSWORD_HASH_METHOD` (scrypt)."""
    return generate_password_hash(mot_de_passe, current_app.config["FAB_PASSWORD_HASH_METHOD"])
