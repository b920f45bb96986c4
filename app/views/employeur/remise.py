"""An employer asks to be let off late surcharges, and reads what was decided."""

from flask import render_template

from app.base_de_donnees import db
from app.cycle import TERMINEES
from app.models import DemandeRemise, Employeur
from app.securite import acteur
from app.services import remise
from app.views.demande import DemandeView, volet


class DemandeRemiseView(DemandeView):
    """The requests of an employer; a new one opens on all that the account shows."""

    modele = DemandeRemise
    espace = "employeur"
    titre = "Remise de majorations"
    adresse = "remises-de-majorations"
    creer = "Demander une remise"
    resume = "Demander la remise, en tout ou en partie, de majorations de retard"
    vide = "Aucune demande de remise."
    list_columns = ["numero", "sujet", "statut", "soumise_le", "accorde"]
    label_columns = {"sujet": "Mois concernés"}
    add_columns = ["periode_debut", "periode_fin", "raison"]
    show_columns = add_columns

    def valeurs_initiales(self):
        """Open on the months whose surcharges are owed and not asked about yet."""
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id or 0)
        dues = remise.a_demander(db.session, employeur) if employeur else {}
        return {"periode_debut": min(dues), "periode_fin": max(dues)} if dues else {}


@volet(DemandeRemise)
def volet_remise(demande, vue) -> str:
    """Return what is owed for these months until it is decided, and where a supervisor decides."""
    decidee = demande.statut in TERMINEES
    return render_template(
        "cotisations/volet_remise.html",
        demande=demande,
        dues={} if decidee else remise.concernees(db.session, demande),
        espace=vue.espace,
        decide=not decidee and demande.soumise_le and "configurer" in acteur().droits("supervision"),
    )
