"""Who acts in the present request, and hence which rows it sees.

The room that knows accounts says who (`identifie_par`); those that stand under it only ask.
"""

from collections.abc import Callable

from flask import Flask, current_app, g, has_request_context

from app.socle.acces import Acteur, Perimetre, source

ANONYME = Acteur(None, "Visiteur", frozenset(), Perimetre())


def acteur() -> Acteur:
    """Return who is acting in this request."""
    if "acteur" not in g:
        g.acteur = current_app.extensions["identifier"]()
    qui: Acteur = g.acteur
    return qui


def identifie_par(app: Flask, identifier: Callable[[], Acteur]) -> None:
    """Have `identifier` tell who is acting, the first time that a request of `app` asks."""
    app.extensions["identifier"] = identifier


@source
def perimetre_de_la_requete() -> Perimetre | None:
    """Return the scope of the person of this request; None outside one, or until it is known who he is."""
    return g.acteur.perimetre if has_request_context() and "acteur" in g else None
