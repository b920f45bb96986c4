"""Payments and waivers as they are written in the accounts; a mistake is reversed by two people."""

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
from app.referentiel import propositions
from app.referentiel.tables import Proposition
from app.services.paiement import annuler as annulation
from app.services.paiement.annuler import ANNULABLES, ANNULER_UNE_OPERATION
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus


class OperationView(Vue):
    """The operations that a mistake can be in, and their reversals."""

    modele = Operation
    espace = "supervision"
    domaine = "operations"
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
        moi = acteur()
        attendue = propositions.en_attente(db.session, ANNULER_UNE_OPERATION, objet.id)
        ouverte = objet.cause in ANNULABLES and contraire is None and attendue is None
        annulable = ouverte and "configurer" in moi.droits(self.domaine)
        interet = (
            interets.obstacle_chez(db.session, objet.employeur_id, moi.utilisateur_id) if annulable else ""
        )
        return super()._fiche(
            objet,
            transitions=[bouton] if annulable and not interet else [],
            interet=interet,
            prochaine=_ou_elle_en_est(contraire, attendue),
            **contexte,
        )

    @expose("/<int:pk>/annuler", methods=["POST"])
    @has_access
    def annuler(self, pk):
        """Propose the contrary operation, with its reason."""
        operation = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                annulation.proposer(session, operation, request.form.get("motif", ""), acteur())
            flash("L’annulation est proposée : une autre personne doit la confirmer.", "success")
        except (ContrepassationRefusee, Refus) as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))


def _ou_elle_en_est(contraire: Operation | None, attendue: Proposition | None) -> str:
    """Return whether an operation is reversed, or waits for a second person to be."""
    if contraire:
        return f"Annulée : « {contraire.motif} »"
    if attendue:
        return f"{attendue.proposee_par_nom} propose de l’annuler : une autre personne doit confirmer."
    return ""
