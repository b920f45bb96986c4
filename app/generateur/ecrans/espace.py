"""What every view has: an espace, which alone decides who opens it, and its pages written by hand."""

import re
from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.generateur.adaptateur import BaseView, Model, appbuilder, before_request
from app.regles.francais import en_ascii
from app.socle import adresses
from app.socle.registre import Registre


def tiret(texte: str) -> str:
    """Return a French title as a kebab-case piece of address."""
    return re.sub(r"[^a-z0-9]+", "-", en_ascii(texte).lower()).strip("-")


def racine(espace: str) -> str:
    """Return the beginning of the addresses of an espace."""
    return f"/{espace}/"


ECRANS: Registre[str, "type[Ecran]"] = Registre("ecrans")
"""Every screen by the name of its class, which is that of its routes: what is declared is served."""


class Ecran(BaseView):
    """What every screen is: found by being declared, in the navigation at the rank it gives itself."""

    titre = ""
    ordre: int | None = None
    """Its rank in the navigation, never inherited; None for what is reached from other pages."""
    en_demonstration = False
    """Whether it is served in the demonstration alone."""

    def __init_subclass__(cls, abstrait: bool = False, **options: Any) -> None:
        """Declare the screen, unless it is `abstrait`: what others are made from."""
        super().__init_subclass__(**options)
        cls.ordre = vars(cls).get("ordre")
        if not abstrait:
            ECRANS.inscrire(cls.__name__, cls)

    @classmethod
    def url(cls, route: str, **arguments: Any) -> str:
        """Return the address of one of this screen's routes."""
        return url_for(f"{cls.__name__}.{route}", **arguments)

    @classmethod
    def url_en_serie(cls, route: str, **cles: int | str) -> str:
        """Return the address of one of this screen's routes for a row of a list (see `adresses.en_serie`)."""
        return adresses.en_serie(f"{cls.__name__}.{route}", **cles)


class DansUnEspace(Ecran, abstrait=True):
    """What the screens of an espace have: its rights and its address."""

    espace = ""
    domaine = ""
    """The part of the rights that it belongs to, its espace's own by default."""
    adresse = ""
    """Last piece of the address, the title's by default."""
    droits_des_routes: dict[str, str] = {}
    """The right that opens each route, `method -> right`; those that its bases say need no repeating."""
    groupe = ""
    """Title of the part of the navigation that holds it, after its espace's own."""
    resume = ""
    """One sentence for the dashboard's quick link; none, no link."""

    def __init_subclass__(cls, abstrait: bool = False, **options: Any) -> None:
        super().__init_subclass__(abstrait=abstrait, **options)
        if "espace" in vars(cls) and "domaine" not in vars(cls):
            cls.domaine = cls.espace
        cls.class_permission_name = cls.domaine or None
        cls.method_permission_name = _droits(cls)
        if cls.espace:
            cls.route_base = f"{racine(cls.espace)}{cls.adresse or tiret(cls.titre)}"

    @classmethod
    def fil(cls, *suite: tuple[str, str | None]) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, this view, then the pairs `(label, address or None)` given."""
        ici = (cls.titre, cls.url(cls.default_view) if suite else None)
        return [accueil(), ici, *suite]


def _droits(ecran: type) -> dict[str, str]:
    """Return the right of each route of a screen, what it says itself over what its bases say."""
    dits = (vars(classe).get("droits_des_routes", {}) for classe in reversed(ecran.__mro__))
    return {route: droit for droits in dits for route, droit in droits.items()}


def accueil() -> tuple[str, str]:
    """Return the title and address of the host's home page (`FAB_INDEX_VIEW`), where breadcrumbs begin."""
    cadre = appbuilder()
    assert issubclass(cadre.indexview, Ecran)
    return cadre.indexview.titre, cadre.get_url_for_index


class PageOuverte(Ecran, abstrait=True):
    """A page outside the espaces, open to every visitor: it asks for no right and shows nobody's rows."""


class PagePersonnelle(PageOuverte, abstrait=True):
    """A page about the person signed in; anybody else is asked to sign in first."""

    @before_request
    def exiger_une_connexion(self) -> Response | None:
        """Send a visitor to sign in, then back here."""
        if current_user.is_authenticated:
            return None
        return redirect(appbuilder().get_url_for_login_with(request.path))


class EspaceView(DansUnEspace, abstrait=True):
    """A page of an espace that is not generated from a model."""

    default_view = "index"
    modele: type[Model] | None = None
    """The model whose key its addresses hold, if they hold one."""
