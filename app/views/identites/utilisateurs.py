"""The framework's own screens that stay open, to Admin alone: accounts, their passwords, the roles they hold.

Everything else the framework would register (its REST login, groups, downloads, bulk actions, deletions,
roles changed in the database) is left out: see `Securite.register_views`.
"""

from flask import redirect, url_for
from flask_appbuilder.security.views import ResetPasswordView, RoleModelView, UserDBModelView
from sqlalchemy import inspect
from wtforms.validators import DataRequired

from app.generateur.adaptateur import expose, has_access
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.base_de_donnees import db

IDENTITE = ["first_name", "last_name", "email", "active", "roles"]


class UtilisateurView(UserDBModelView):
    """The accounts; the e-mail, lower-cased, is what one signs in with."""

    include_route_methods = {"list", "show", "add", "edit", "action"}
    list_columns = IDENTITE
    search_columns = ["first_name", "last_name", "email", "roles"]
    add_columns = [*IDENTITE, "password", "conf_password"]
    edit_columns = IDENTITE
    validators_columns = {"roles": [DataRequired("Choisissez au moins un rôle.")]}
    resetmypassword = userinfoedit = None
    """Actions of the framework that lead to screens left out."""

    def post_add_redirect(self):
        """Go back to the list, where the account just made is found."""
        return redirect(url_for("UtilisateurView.list"))

    post_edit_redirect = post_add_redirect

    @expose("/show/<int:pk>")
    @has_access
    def show(self, pk):
        """Show an account."""
        return super().show(pk)

    @expose("/edit/<int:pk>", methods=["GET", "POST"])
    @has_access
    def edit(self, pk):
        """Change an account."""
        return super().edit(pk)

    @expose("/action/<any(resetpasswords):name>/<int:pk>", methods=["POST"])
    @has_access
    def action(self, name, pk):
        """Go and write a new password for a person."""
        return redirect(url_for("MotDePasseView.this_form_get", pk=pk))

    def pre_add(self, item):
        """Take the e-mail as the login."""
        super().pre_add(item)
        _identifier(item)
        noter(db.session, Fait.droits, "Compte créé", sur=item, details=_changements(item))

    def pre_update(self, item):
        """Keep the login equal to the e-mail."""
        super().pre_update(item)
        _identifier(item)
        noter(db.session, Fait.droits, "Compte changé", sur=item, details=_changements(item))


def _identifier(personne) -> None:
    personne.username = personne.email = personne.email.strip().lower()


def _changements(personne) -> dict[str, list[str]]:
    """Return the roles given and taken back, and what else of the account is about to change."""
    etat = inspect(personne)
    roles = etat.attrs.roles.history
    champs = [cle for cle in IDENTITE if cle != "roles" and etat.attrs[cle].history.has_changes()]
    donnes, otes = ([str(role) for role in cote or ()] for cote in (roles.added, roles.deleted))
    return {"donnes": donnes, "otes": otes, "champs": champs}


class RoleView(RoleModelView):
    """The roles, to read: what each may do is written in `app.socle.acces`."""

    include_route_methods = {"list", "show"}
    search_columns = ["name"]

    @expose("/show/<int:pk>")
    @has_access
    def show(self, pk):
        """Show a role."""
        return super().show(pk)


class MotDePasseView(ResetPasswordView):
    """A new password for somebody who lost his."""
