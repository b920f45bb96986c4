"""The pension simulator, from the person's own account."""

from datetime import date

from flask import abort, render_template, request

from app.carriere import individuel
from app.carriere.ecrans import moi_assure
from app.documents import simulation
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import EspaceView
from app.generateur.telechargements import pdf
from app.regles import francais
from app.regles.bareme import AvantPremierTexte
from app.regles.droit import anniversaire
from app.repertoire.parametres import bareme
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.views.simulation import FormulaireSimulation, etudier

SANS_JETON = {"csrf": False}
"""A form that is read by GET: it changes nothing."""


class SimulateurView(EspaceView):
    """Normal and early pension side by side, from the person's own account, every figure explained."""

    espace = "assure"
    titre = "Simulateur de pension"
    ordre = 120
    resume = "Estimer votre pension normale ou anticipée, étape par étape"
    droits_des_routes = {"index": "consulter", "papier": "consulter"}

    @expose("/")
    @has_access
    def index(self):
        """Show the simulation for a departure date, at once."""
        assure = moi_assure()
        form = FormulaireSimulation(request.args, meta=SANS_JETON)
        if form.depart_le.data is None and not form.depart_le.raw_data:
            form.depart_le.data = self._depart_propose(assure)
        etude = self._etude(assure, form) if not request.args or form.validate() else None
        return render_template(
            "assure/simulateur.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            assure=assure,
            etude=etude,
            pdf_url=self.url("papier", **request.args),
        ), 422 if form.errors else 200

    def _depart_propose(self, assure) -> date:
        """Return the first day a pension may open by age, or today when it has passed."""
        age = bareme(db.session).au(aujourd_hui())["pension_age_anticipe"].valeur
        return max(anniversaire(assure.naissance_le, age), aujourd_hui())

    def _etude(self, assure, form) -> dict | None:
        gains = individuel.gains(db.session, assure.id)
        try:
            return etudier(gains, assure.naissance_le, form.depart_le.data, form.salaire_futur.data)
        except (ValueError, AvantPremierTexte) as refus:
            form.depart_le.errors = [str(refus)]
            return None

    @expose("/simulation.pdf")
    @has_access
    def papier(self):
        """Send the same simulation as a PDF."""
        assure, form = moi_assure(), FormulaireSimulation(request.args, meta=SANS_JETON)
        form.depart_le.data = form.depart_le.data or self._depart_propose(assure)
        etude = self._etude(assure, form) or abort(404)
        salaire = form.salaire_futur.data
        return pdf(
            simulation.imprimer(
                simulation.SimulationImprimee(
                    nom=f"{assure.nom} {assure.prenoms}",
                    numero_assurance=assure.numero,
                    naissance_le=assure.naissance_le,
                    simulations=etude["simulations"],
                    edite_le=aujourd_hui(),
                    hypotheses=(f"Salaire mensuel jusqu’au départ : {francais.francs(salaire)}.",)
                    if salaire
                    else (),
                )
            ),
            "simulation-pension",
        )
