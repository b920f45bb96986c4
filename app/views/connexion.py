"""Signing in and out, and the framework's security manager narrowed to it."""

from urllib.parse import urlsplit

from flask import flash, redirect, request, session, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.views import AuthDBView
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from app.acces import ESPACES
from app.securite import acteur
from app.views.cadre import MotDePasseView, RoleView, UtilisateurView

CONNEXION_REFUSEE = "Adresse de courriel ou mot de passe incorrect. Vérifiez les deux, puis réessayez."


class FormulaireDeConnexion(FlaskForm):
    """E-mail and password; the field names are the framework's."""

    username = StringField(
        "Adresse de courriel",
        validators=[InputRequired("Écrivez votre adresse de courriel.")],
        render_kw={"autocomplete": "username", "type": "email", "inputmode": "email"},
    )
    password = PasswordField(
        "Mot de passe",
        validators=[InputRequired("Écrivez votre mot de passe.")],
        render_kw={"autocomplete": "current-password"},
    )


class ConnexionView(AuthDBView):
    """Signing in by e-mail (lower-cased) and password, out by POST only."""

    route_base = ""

    @expose("/connexion", methods=["GET", "POST"])
    def login(self):
        """Ask for e-mail and password; go on to the page first asked for."""
        suite = _adresse_interne(request.args.get("next"))
        if current_user.is_authenticated:
            return redirect(suite)
        form = FormulaireDeConnexion()
        statut = 200
        if form.validate_on_submit():
            personne = self.appbuilder.sm.auth_user_db(form.username.data.strip().lower(), form.password.data)
            if personne:
                session.clear()
                session.permanent = True
                login_user(personne)
                return redirect(suite)
            form.form_errors.append(CONNEXION_REFUSEE)
            statut = 401
        return self.render_template(
            self.login_template, titre="Se connecter", title="Se connecter", form=form, fil=[]
        ), statut

    @expose("/deconnexion", methods=["POST"])
    def logout(self):
        """Sign out and say so."""
        logout_user()
        session.clear()
        flash("Vous êtes déconnecté.", "info")
        return redirect(url_for("AccueilView.index"))


def _adresse_interne(adresse: str | None) -> str:
    """Return an address of this site only: where a sign-in may lead."""
    if not adresse:
        return url_for("AccueilView.index")
    parts = urlsplit(adresse)
    if (
        parts.netloc
        and parts.netloc != request.host
        or not parts.path.startswith("/")
        or parts.path.startswith("//")
    ):
        return url_for("AccueilView.index")
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Securite(SecurityManager):
    """E-mail and password only; roles come from code; anonymous visitors hold no permission."""

    authdbview = ConnexionView
    userdbmodelview = UtilisateurView
    rolemodelview = RoleView
    resetpasswordview = MotDePasseView

    def register_views(self):
        """Open signing in, the accounts and the roles; the framework’s other doors stay shut."""
        self.auth_view = self.appbuilder.add_view_no_menu(self.authdbview)
        self.user_view = self.appbuilder.add_view_no_menu(self.userdbmodelview)
        self.appbuilder.add_view_no_menu(self.rolemodelview)
        self.appbuilder.add_view_no_menu(self.resetpasswordview)

    def get_user_roles(self, user):
        """Return the person's own roles: groups of people are not used here."""
        return user.roles if user.is_authenticated else []

    def has_access(self, permission_name, view_name):
        """Ask ROLES for the espaces, so that who may only look at an employer's files sends nothing."""
        if view_name in ESPACES:
            return permission_name.removeprefix("can_") in acteur().droits(view_name)
        return super().has_access(permission_name, view_name)

    def is_item_public(self, permission_name, view_name):
        """Return False: a public page declares itself so by asking for no permission."""
        return False
