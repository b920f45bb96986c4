"""« Pré-immatriculation en ligne »: a firm or a household asks to be registered, without an account."""

from flask import render_template

from app.demandes.ecrans.demande import complement_de
from app.demandes.ecrans.sans_compte import SansCompteView
from app.generateur.adaptateur import expose
from app.services.pre_immatriculation import decision
from app.services.pre_immatriculation.tables import (
    FuturEmployeur,
    PreImmatriculationDomestique,
    PreImmatriculationEntreprise,
)
from app.socle.base_de_donnees import db


class PreImmatriculationView(SansCompteView):
    """From the form to the employer's number."""

    route_base = FuturEmployeur.page_du_visiteur
    modeles = {"entreprise": PreImmatriculationEntreprise, "domestique": PreImmatriculationDomestique}
    titre_du_suivi = "Suivre une pré-immatriculation"
    courriel_du_suivi = "pre_immatriculation_suivi"
    introduction = "Sans compte : la réponse et votre numéro d’employeur vous viendront par courriel."

    @expose("/<any(entreprise, domestique):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask for what the register needs."""
        return self._demander(categorie)


@complement_de(PreImmatriculationEntreprise)
@complement_de(PreImmatriculationDomestique)
def complement_pre_immatriculation(
    demande: PreImmatriculationEntreprise | PreImmatriculationDomestique, vue
) -> str:
    """Return, for the agent, the division and the employers of the register it may double."""
    return render_template(
        "services/employeurs_semblables.html",
        division=demande.division,
        semblables=decision.semblables(db.session, demande),
    )
