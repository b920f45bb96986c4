"""The devices on which one is signed in, and how to sign them out from here."""

from flask import abort, flash, redirect, url_for
from flask_login import current_user

from app.generateur.adaptateur import expose
from app.identites import sessions
from app.identites.tables import SessionOuverte
from app.socle.base_de_donnees import db, transaction
from app.views.identites.page_du_compte import PageDuCompte


class MesSessionsView(PageDuCompte):
    """One's own sessions."""

    route_base = "/compte/appareils"
    default_view = "index"
    titre = "Mes appareils connectés"
    modele = SessionOuverte

    @expose("/")
    def index(self):
        """List the devices."""
        return self.render_template(
            "compte/appareils.html",
            titre=self.titre,
            fil=self.fil(),
            ouvertes=sessions.ouvertes(db.session, current_user.id),
            ici=sessions.courante(),
        )

    @expose("/<int:pk>/fermer", methods=["POST"])
    def fermer(self, pk):
        """Sign one device out; another person's is not found."""
        visees = [s for s in sessions.ouvertes(db.session, current_user.id) if s.id == pk] or abort(404)
        appareil = visees[0].appareil
        with transaction(db.session) as session:
            sessions.terminer(session, pk)
        flash(f"« {appareil} » est déconnecté.", "success")
        return redirect(url_for("MesSessionsView.index"))

    @expose("/fermer-les-autres", methods=["POST"])
    def fermer_les_autres(self):
        """Sign every other device out."""
        with transaction(db.session) as session:
            sessions.terminer_les_autres(session, current_user.id, garder=sessions.courante())
        flash("Vos autres appareils sont déconnectés.", "success")
        return redirect(url_for("MesSessionsView.index"))
