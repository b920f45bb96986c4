"""Opening on screen what is declared month by month: refused beside the month when it cannot be."""

from flask import abort

from app.cotisations.mensuelles import DejaEnCours, a_declarer
from app.repertoire.tables import Employeur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction


def proposer(modele: type) -> int:
    """Return the month to propose to the employer one acts for (see `mensuelles.a_declarer`)."""
    return a_declarer(db.session, modele, acteur().perimetre.employeur_id or 0)


def ouvrir(form, fonction):
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
