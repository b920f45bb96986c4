"""Opening on screen what is declared month by month: refused beside the month when it cannot be."""

from collections.abc import Callable

from flask import abort
from sqlalchemy.orm import Session
from wtforms.form import BaseForm

from app.cotisations.mensuelles import DejaEnCours, M, Mensuelle, a_declarer
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction


def proposer(modele: type[Mensuelle]) -> int:
    """Return the month to propose to the employer one acts for (see `mensuelles.a_declarer`)."""
    return a_declarer(db.session, modele, acteur().perimetre.employeur_id or 0)


def ouvrir(form: BaseForm, fonction: Callable[[Session, Employeur, int, Acteur], M]) -> M | None:
    """Return the declaration of the month of the form, for the employer one acts for, opened by `fonction`.

    `fonction(session, employeur, periode, acteur)` is that of a service. None when the month is refused: its
    field then says why.
    """
    periode = form["periode"]
    try:
        with transaction(db.session) as session:
            qui = acteur().perimetre.employeur_id or 0
            employeur = session.get(Employeur, qui, with_for_update=True) or abort(404)
            return fonction(session, employeur, periode.data, acteur())
    except (DejaEnCours, ValueError) as refus:
        periode.errors = [str(refus)]
        return None
