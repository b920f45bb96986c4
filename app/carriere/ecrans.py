"""Screens of the services that open on what the register and the individual account know."""

from flask import abort, request

from app.carriere import valeurs_connues
from app.demandes.ecrans.demande import DemandeView
from app.regles import mois
from app.repertoire.tables import Assure
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db


def moi_assure() -> Assure:
    """Return the insured person signed in; 404 for an account not linked to one."""
    return db.session.get(Assure, acteur().perimetre.assure_id or 0) or abort(404)


DEMANDER, DECLARER = "Faire une demande", "Faire une déclaration"


class ServiceAssureView(DemandeView, abstrait=True):
    """A service of the insured person's espace: its form opens on what the register knows."""

    def valeurs_initiales(self):
        """Return the identity and last job of the person, for the fields that ask for them."""
        moi = moi_assure()
        return valeurs_connues.emploi(db.session, moi) | valeurs_connues.identite(moi)


class DepuisUneLacune(ServiceAssureView, abstrait=True):
    """A service that a gap of the account may lead to: `?lacune=2019-03` opens it on these months."""

    def valeurs_initiales(self):
        """Return the months of the gap named in the address."""
        try:
            debut = mois.lire(request.args.get("lacune", ""))
        except ValueError:
            return {}
        return valeurs_connues.lacune(db.session, moi_assure(), debut)
