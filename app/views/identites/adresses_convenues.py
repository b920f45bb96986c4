"""Addresses that programs know by convention: a password manager finds where a password is changed."""

from flask import redirect, url_for

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PagePersonnelle


class AdressesConvenuesView(PagePersonnelle):
    """`/.well-known/change-password` (W3C, « A Well-Known URL for Changing Passwords »)."""

    route_base = "/.well-known"
    default_view = "mot_de_passe"

    @expose("/change-password")
    def mot_de_passe(self):
        """Lead to the page that changes a password."""
        return redirect(url_for("MonMotDePasseView.index"))
