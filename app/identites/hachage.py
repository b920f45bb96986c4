"""How passwords are hashed: one cost for the whole portal, set by the configuration."""

from flask import current_app
from werkzeug.security import check_password_hash, generate_password_hash

from app.socle.requete import tel_que_recu
from app.socle.saisie import nettoyer


def hacher(mot_de_passe: str) -> str:
    """Return what is kept of a password, at the cost `FAB_PASSWORD_HASH_METHOD` (scrypt).

    It is cleaned as all that comes from a form is: the same keys open whatever keyboard types them.
    """
    return generate_password_hash(nettoyer(mot_de_passe), current_app.config["FAB_PASSWORD_HASH_METHOD"])


def est_le_bon(garde: str, mot_de_passe: str) -> bool:
    """Say whether a password is the one of which `garde` is kept.

    One chosen before passwords were cleaned is kept as it was typed: where cleaning alters what comes, the
    text as received is tried too.
    """
    if check_password_hash(garde, mot_de_passe):
        return True
    recu = tel_que_recu(mot_de_passe)
    return recu != mot_de_passe and check_password_hash(garde, recu)
