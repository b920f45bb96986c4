"""The home of the services: what they are when signed out, each person's dashboard when signed in."""

from flask import redirect, request, session, url_for
from flask_login import current_user

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.socle.acteur import acteur
from app.views.identites.connexion import FormulaireDeConnexion
from app.views.tableau_de_bord import tableau


class AccueilView(PageOuverte):
    """`/services/`: what one may do when signed out, the dashboard when signed in."""

    route_base = "/services"
    default_view = "index"
    titre = "Tableau de bord"

    @expose("/")
    def index(self):
        """Show the dashboard of the person, or the signed-out home."""
        if not current_user.is_authenticated:
            return self.render_template(
                "accueil.html", titre="Services en ligne", form=FormulaireDeConnexion(), fil=[]
            )
        return self.render_template("tableau_de_bord.html", titre=self.titre, fil=[], **tableau(acteur()))


class EspaceCourantView(PageOuverte):
    """Which employer a person with several acts for."""

    route_base = "/espace"
    default_view = "choisir_employeur"

    @expose("/employeur", methods=["POST"])
    def choisir_employeur(self):
        """Act for another of one's employers from now on; an unknown choice changes nothing."""
        if not current_user.is_authenticated:
            return redirect(url_for("ConnexionView.login"))
        choix = request.form.get("employeur_id", "")
        session["employeur_id"] = int(choix) if choix.isdecimal() else None
        return redirect(url_for("AccueilView.index"))
