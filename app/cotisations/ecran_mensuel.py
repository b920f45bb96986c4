"""Opening on screen what is declared month by month: refused beside the month when it cannot be."""

from collections.abc import Callable
from typing import Protocol

from flask import abort
from sqlalchemy.orm import Session
from wtforms import Field

from app.cotisations.mensuelles import DejaEnCours, M, Mensuelle, a_declarer
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction


def proposer(modele: type[Mensuelle]) -> int:
    """Return the month to propose to the employer one acts for (see `mensuelles.a_declarer`)."""
    return a_declarer(db.session, modele, acteur().perimetre.employeur_id or 0)


class FormulaireDuMois(Protocol):
    """A form that asks for a month."""

    periode: Field


def ouvrir(form: FormulaireDuMois, fonction: Callable[[Session, Employeur, int, Acteur], M]) -> M | None:
    """Return the declaration of the month of the form, for the employer one acts for, opened by `fonction`.

    `fonction(session, employeur, periode, acteur)` is that of a service. None when the month is refused: its
    field then says why.
    """
    try:
        with transaction(db.session) as session:
            qui = acteur().perimetre.employeur_id or 0
            employeur = session.get(Employeur, qui, with_for_update=True) or abort(404)
            return fonction(session, employeur, form.periode.data, acteur())
    except (DejaEnCours, ValueError) as refus:
        form.periode.errors = [str(refus)]
        return None
