"""Which national register answers here: chosen and keyed by the configuration, none by default."""

from flask import current_app

from app.repertoire.identite_nationale.anid import Anid
from app.repertoire.identite_nationale.verification import RegistreNational


def registre_national() -> RegistreNational | None:
    """Return the national register, None where it is not open to the fund."""
    c = current_app.config
    connus = {Anid.code: Anid(c["ANID_URL"], c["ANID_CLE"])}
    return connus.get(c["IDENTITE_NATIONALE"])
