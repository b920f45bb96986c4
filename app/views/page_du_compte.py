"""Pages of one's own account: for whoever is signed in, about nobody else."""

from flask import redirect, request, url_for
from flask_appbuilder.hooks import before_request
from flask_login import current_user

from app.views.base import PageOuverte


class PageDuCompte(PageOuverte):
    """A page about the person signed in; anybody else is asked to sign in first."""

    titre = ""

    @before_request
    def exiger_une_connexion(self):
        """Send a visitor to sign in."""
        if current_user.is_authenticated:
            return None
        return redirect(url_for("ConnexionView.login", next=request.path))

    def fil(self, *suite) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, my account, this page, then the pairs given."""
        ici = [(self.titre, url_for(f"{self.endpoint}.index") if suite else None)]
        return [("Tableau de bord", "/"), ("Mon compte", url_for("CompteView.index")), *ici, *suite]
