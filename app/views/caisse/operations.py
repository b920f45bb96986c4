"""Payments and waivers as they are written in the accounts; a supervisor reverses one booked by mistake."""

from flask import flash, redirect, render_template, request
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.cotisations.cotisant import ContrepassationRefusee
from app.cotisations.tables import Operation
from app.demandes import interets
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.services.paiement.annuler import ANNULABLES, annuler
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


class OperationView(Vue):
    """The operations that a mistake can be in, and their reversals."""

    modele = Operation
    espace = "supervision"
    titre = "Opérations des comptes"
    ordre = 570
    adresse = "operations"
    resume = "Annuler un paiement ou une remise portés au compte par erreur"
    base_order = ("le", "desc")
    list_columns = ["libelle", "employeur", "cause", "le", "montant", "ecrite_le"]
    search_columns = ["libelle", "cause", "le", "employeur.numero"]
    show_columns = ["libelle", "employeur", "cause", "le", "montant", "ecrite_le", "motif"]
    include_route_methods = {"list", "show", "exporter", "annuler"}
    droits_des_routes = {"annuler": "configurer"}

    def requete_initiale(self, requete):
        """Keep what can be reversed, and what reverses."""
        return requete.where(Operation.cause.in_(ANNULABLES) | Operation.contrepasse_id.is_not(None))

    def chargements(self):
        """Load the amounts."""
        return (undefer(Operation.montant),)

    def complement(self, objet):
        """Return the entries of the operation."""
        return Markup(render_template("cotisations/ecritures.html", ecritures=objet.ecritures))  # noqa: S704 - ours

    def _fiche(self, objet, **contexte):
        contraire = db.session.scalars(
            select(Operation).where(Operation.contrepasse_id == objet.id)
        ).one_or_none()
        bouton = {
            "nom": "annuler",
            "libelle": "Annuler cette opération",
            "motif": True,
            "genre": "danger",
            "url": self.url("annuler", pk=objet.id),
        }
        moi, ouverte = acteur(), objet.cause in ANNULABLES and contraire is None
        annulable = ouverte and "configurer" in moi.droits(self.espace)
        interet = (
            interets.obstacle_chez(db.session, objet.employeur_id, moi.utilisateur_id) if annulable else ""
        )
        return super()._fiche(
            objet,
            transitions=[bouton] if annulable and not interet else [],
            interet=interet,
            prochaine=f"Annulée : « {contraire.motif} »" if contraire else "",
            **contexte,
        )

    @expose("/<int:pk>/annuler", methods=["POST"])
    @has_access
    def annuler(self, pk):
        """Write the contrary operation, with its reason."""
        operation = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                contraire = annuler(
                    session, operation, request.form.get("motif", ""), aujourd_hui(), acteur()
                )
                suite = contraire.id
            flash("Opération annulée : l’écriture contraire est au compte.", "success")
            return redirect(self.url("show", pk=suite))
        except (ContrepassationRefusee, Refus) as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))
