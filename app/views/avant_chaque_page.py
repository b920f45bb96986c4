"""What every request of a signed-in person goes through: session dated, second factor asked for."""

from flask import current_app, g, redirect, request, url_for

from app.identites import sessions
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction

LIBRES = (
    "static",
    "BrouillonView.garder",
    "HorsLigneView.",
    "ConnexionView.logout",
    "DoubleVerificationView.",
    "ClesDAccesView.",
    "MonCompteView.presence",
)
"""Endpoints open to who has still to set the second factor up."""


def installer(app) -> None:
    """Register the guards, after `app.identites.identification` knows who acts."""
    app.before_request(_dater)
    app.before_request(_exiger_le_second_facteur)


def _dater() -> None:
    if g.get("session_a_dater"):
        with transaction(db.session):
            sessions.dater(db.session)


def _exiger_le_second_facteur():
    """Lead the fund's staff to set up a second factor before anything else."""
    if g.get("second_facteur", True) or not current_app.config["SECOND_FACTEUR_EXIGE"]:
        return None
    if not acteur().de_la_caisse or (request.endpoint or "").startswith(LIBRES):
        return None
    return redirect(url_for("DoubleVerificationView.index"))
