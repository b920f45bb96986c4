"""Who reads at the library, and all that the generator asks of a host about people."""

from dataclasses import dataclass

from flask import request
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_login import current_user, login_user

from app.generateur.adaptateur import User, expose
from app.generateur.ecrans.espace import PageOuverte
from app.socle.acces import Acteur, Perimetre
from app.socle.acteur import ANONYME, acteur, identifie_par
from app.socle.base_de_donnees import db

DROITS = {"Lecteur": {"lecture": {"consulter", "deposer", "exporter"}}, "Curieux": {"lecture": {"consulter"}}}


@dataclass(frozen=True)
class Lecteur(Acteur):
    """A person of the library, with the rights that her roles have there."""

    roles: frozenset[str] = frozenset()

    def droits(self, espace: str) -> frozenset[str]:
        """Return the rights held in `espace` by all roles together."""
        return frozenset().union(*(DROITS[role].get(espace, ()) for role in self.roles))


class EntreeView(PageOuverte):
    """Signing in, by one's word."""

    route_base = "/entree"
    default_view = "login"

    @expose("/", methods=["GET", "POST"])
    def login(self):
        """Let in who says his key."""
        login_user(db.session.get(User, request.form["cle"]))
        return "", 204


class Gardien(SecurityManager):
    """The framework's manager, narrowed to that entrance and those rights."""

    def register_views(self):
        """Open signing in alone."""
        self.auth_view = self.appbuilder.add_view_no_menu(EntreeView)

    def has_access(self, permission_name, view_name):
        """Ask the person who acts."""
        return permission_name.removeprefix("can_") in acteur().droits(view_name)


def reconnaitre() -> Acteur:
    """Return who acts: the reader signed in, on her own rows."""
    if not current_user.is_authenticated:
        return ANONYME
    roles = frozenset(role.name for role in current_user.roles)
    ses_lignes = Perimetre(utilisateur_id=current_user.id)
    return Lecteur(current_user.id, current_user.get_full_name(), frozenset(), ses_lignes, roles=roles)


def _avant_toute_lecture() -> None:
    acteur()


def installer(app) -> None:
    """Know who acts before anything of a request reads a row."""
    identifie_par(app, reconnaitre)
    app.before_request(_avant_toute_lecture)
