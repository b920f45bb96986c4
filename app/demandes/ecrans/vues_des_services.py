"""Services seen together: which view shows a request, at which address, what a list of all must load."""

from typing import Any

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.orm import selectin_polymorphic
from sqlalchemy.sql.base import ExecutableOption

from app.demandes.ecrans.demande import DemandeView
from app.demandes.tables import Demande


def charger(*proprietes: str) -> ExecutableOption:
    """Return the loader option of what each service's own property of these names reads, on a list of all."""
    services = (m.class_ for m in inspect(Demande).self_and_descendants)
    propres = [s for s in services if any(getattr(s, p) is not getattr(Demande, p) for p in proprietes)]
    return selectin_polymorphic(Demande, propres)


def vue_du_service(modele: type[Demande], espace: str) -> DemandeView[Any]:
    """Return the view of an espace that shows a service; the fund's inbox shows them all."""
    cherche = Demande if espace == "agent" else modele
    vues = current_app.extensions["menu"]
    return next(v for v in vues if v.espace == espace and v.modele is cherche and isinstance(v, DemandeView))


def page_de(demande: Demande, espace: str, route: str = "show") -> str:
    """Return the address of a request's page in an espace."""
    return vue_du_service(type(demande), espace).url(route, pk=demande.id)


def chez(demande: Demande) -> str:
    """Return the espace of whoever owns a request."""
    return "employeur" if demande.employeur_id is not None else "assure"
