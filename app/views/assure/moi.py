"""Who is signed in, as an insured person."""

from flask import abort

from app.base_de_donnees import db
from app.models import Assure
from app.securite import acteur


def moi_assure() -> Assure:
    """Return the insured person signed in; 404 for an account not linked to one."""
    return db.session.get(Assure, acteur().perimetre.assure_id or 0) or abort(404)
