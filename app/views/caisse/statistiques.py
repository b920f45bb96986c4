"""Where a supervisor publishes the figures of a month."""

from flask import flash, redirect, request
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_lus import ChampMois
from app.generateur.ecrans.vue import Vue
from app.regles import mois
from app.site import statistiques
from app.site.tables.statistiques import StatistiquePubliee
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from app.views.site.statistiques import ENTETES_DU_TABLEAU, ventilation


class FormulaireDeStatistiques(FlaskForm):
    """The month to publish."""

    periode = ChampMois("Mois", [InputRequired("Choisissez un mois terminé.")])


class PublicationView(Vue):
    """Publishing the figures of a month: counted, shown, then confirmed."""

    modele = StatistiquePubliee
    espace = "supervision"
    titre = "Statistiques publiques"
    ordre = 610
    resume = "Publier les chiffres d’un mois"
    list_columns = ["periode", "dimension", "modalite", "employeurs", "assures", "encaisse", "publiee_le"]
    search_columns = ["periode", "dimension"]
    base_order = ("periode", "desc")
    include_route_methods = {"list", "exporter", "publier"}
    droits_des_routes = {"publier": "configurer"}

    def lien_vers(self, ligne):
        """Return nothing: a line has no page of its own."""

    def actions_de_liste(self):
        """Return the way to publish a month."""
        return [{"libelle": "Publier un mois", "url": self.url("publier"), "genre": "principal"}]

    @expose("/publier", methods=["GET", "POST"])
    @has_access
    def publier(self):
        """Show the figures of the month chosen, then publish them once confirmed."""
        form = FormulaireDeStatistiques()
        if not form.is_submitted():
            form.periode.data = mois.plus(mois.de_date(aujourd_hui()), -1)
            return self._page(form)
        tableau = self._calculer(form) if form.validate() else None
        if tableau is None or "confirmer" not in request.form:
            return self._page(form, tableau), 422 if form.errors else 200
        with transaction(db.session) as session:
            statistiques.publier(session, tableau, acteur().utilisateur_id)
        flash(f"Publié : les chiffres {mois.complement(tableau.periode)}.", "success")
        return redirect(self.url("list"))

    def _calculer(self, form):
        try:
            return statistiques.calculer(db.session, form.periode.data)
        except Refus as refus:
            form.periode.errors = [str(refus)]
            return None

    def _page(self, form, tableau=None):
        return self.render_template(
            "statistiques/publier.html",
            titre="Publier les statistiques d’un mois",
            fil=self.fil(("Publier", None)),
            form=form,
            tableau=tableau,
            colonnes=ENTETES_DU_TABLEAU,
            ventilations=[ventilation(lignes, d) for d, lignes in tableau.lignes.items()] if tableau else [],
        )
