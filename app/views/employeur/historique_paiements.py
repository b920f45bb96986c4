"""Everything an employer paid, however it reached the fund: what the account holds, reversals included."""

from sqlalchemy.orm import joinedload, selectin_polymorphic, undefer

from app.cotisations.tables import Cause, Operation
from app.demandes.tables import Demande
from app.generateur.ecrans.vue import Vue
from app.services.paiement.ecran import PaiementView
from app.services.paiement.tables import Paiement


class HistoriquePaiementsView(Vue):
    """The payments booked to the account; one made here opens on its page, with its receipt."""

    modele = Operation
    espace = "employeur"
    titre = "Historique des paiements"
    adresse = "historique-des-paiements"
    vide = "Aucun paiement n’est encore porté au compte."
    base_order = ("le", "desc")
    list_columns = ["libelle", "le", "demande.mode", "montant"]
    si_remplies = ("demande.mode",)
    label_columns = {"libelle": "Paiement", "le": "Reçu le", "demande.mode": "Mode de paiement"}
    search_columns = ["libelle", "le"]
    include_route_methods = {"list", "exporter"}

    def requete_initiale(self, requete):
        """Keep the payments and what undoes one."""
        annule = Operation.contrepasse.has(Operation.cause == Cause.paiement)
        return requete.where((Operation.cause == Cause.paiement) | annule)

    def chargements(self):
        """Load the amounts, and how each payment made here was made."""
        mode = joinedload(Operation.demande).options(selectin_polymorphic(Demande, [Paiement]))
        return undefer(Operation.montant), mode

    def lien_vers(self, ligne):
        """Return the page of a payment made here; none for another, known by the account alone."""
        return PaiementView.url_en_serie("show", pk=ligne.demande_id) if ligne.demande_id else None
