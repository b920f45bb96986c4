"""Who acts in the present request, and hence which rows it sees."""

from flask import g, has_request_context, session
from flask_login import current_user
from sqlalchemy import select

from app.acces import VOIENT_TOUT, Acteur, Perimetre, source
from app.models import CompteAssure, Habilitation

ANONYME = Acteur(None, "Visiteur", frozenset(), Perimetre())


def acteur() -> Acteur:
    """Return who is acting in this request, worked out once."""
    if "acteur" not in g:
        g.acteur_en_cours = True
        g.acteur = _acteur_connecte() if current_user.is_authenticated else ANONYME
        g.acteur_en_cours = False
    return g.acteur


@source
def perimetre_de_la_requete() -> Perimetre | None:
    """Return the scope of the person of this request; None outside one, or while that is being worked out."""
    if not has_request_context() or g.get("acteur_en_cours"):
        return None
    return acteur().perimetre


def _acteur_connecte() -> Acteur:
    from app.base_de_donnees import db

    roles = frozenset(role.name for role in current_user.roles)
    employeurs = habilitations(db.session, current_user.id)
    choisi = session.get("employeur_id")
    employeur_id = choisi if choisi in employeurs else next(iter(employeurs), None)
    comptes = CompteAssure.__table__
    assure_id = db.session.execute(
        select(comptes.c.assure_id).where(comptes.c.utilisateur_id == current_user.id)
    ).scalar()
    return Acteur(
        utilisateur_id=current_user.id,
        nom=current_user.get_full_name(),
        roles=roles,
        perimetre=Perimetre(employeur_id, assure_id, current_user.id, tout=bool(roles & VOIENT_TOUT)),
        peut_declarer=employeurs.get(employeur_id, True),
    )


def habilitations(session_sql, utilisateur_id: int) -> dict[int, bool]:
    """Return the employers a person may act for, `employeur_id -> may declare`, oldest first."""
    t = Habilitation.__table__
    lignes = session_sql.execute(
        select(t.c.employeur_id, t.c.declarer).where(t.c.utilisateur_id == utilisateur_id).order_by(t.c.id)
    )
    return dict(lignes.all())
