"""The fund's view of payments: all of them, and the way to have an operator asked again about one."""

from flask import flash, redirect

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.services.paiement import regulariser
from app.services.paiement.tables import UN_AGENT, EtatPaiement, Paiement
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.views.caisse.instruction import InstructionView

A_REDEMANDER = (EtatPaiement.en_attente_operateur, EtatPaiement.echoue)


class PaiementsRecusView(Vue):
    """Every payment sent, to find one again; each opens on the page of the inbox."""

    modele = Paiement
    espace = "agent"
    domaine = "encaissements"
    titre = "Paiements des employeurs"
    ordre = 350
    adresse = "paiements"
    list_columns = ["numero", "employeur", "mode", "montant", "etat", "soumise_le", "reference"]
    label_columns = {"etat": "État"}
    search_columns = ["numero", "mode", "montant", "statut", "soumise_le", "reference", "message_operateur"]
    include_route_methods = {"list", "exporter", "redemander"}
    droits_des_routes = {"redemander": "instruire"}

    def requete_initiale(self, requete):
        """Leave out what its author has not sent."""
        return requete.where(Paiement.soumise_le.is_not(None))

    def actions_de_liste(self):
        """Return the way to those that an operator left for a person to look at."""
        adresse = self.url("list", message_operateur=UN_AGENT)
        return [{"libelle": "À vérifier chez l’opérateur", "url": adresse, "genre": "secondaire"}]

    def lien_vers(self, ligne):
        """Return the page of the inbox."""
        return InstructionView.url_en_serie("show", pk=ligne.id)

    @expose("/<int:pk>/redemander", methods=["POST"])
    @has_access
    def redemander(self, pk):
        """Have the worker ask the operator again, and book what it received."""
        paiement = self.trouver(pk)
        if paiement.etat in A_REDEMANDER and paiement.identifiant:
            with transaction(db.session) as session:
                regulariser.demander(session, verrouiller(session, paiement), acteur())
            flash("L’opérateur est interrogé : rechargez cette page dans un instant.", "success")
        else:
            refuser("Ce paiement n’attend plus rien d’un opérateur.")
        return redirect(InstructionView.url("show", pk=pk))
