"""The history of the site: each change of a content is written with it, and the search follows.

Both are done as the session flushes, so that no screen, command or seed can forget them. What writes without
the session's objects (bulk statements) is not seen: the site is written through its models alone.
"""

import enum
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Enum, event, inspect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.generateur.adaptateur import Model
from app.generateur.affichage import affiche
from app.generateur.champs import libelle_de
from app.site import indexer
from app.site.contenus import GENRES, SUIVIS
from app.site.tables.contenus import VersionContenu

SANS_HISTOIRE = frozenset({"version", "modifiee_le", "cree_le", "id"})
"""Columns whose change says nothing by itself."""
ACTIONS = {"new": "Création", "dirty": "Modification", "deleted": "Suppression"}
Auteur = Callable[[], tuple[int | None, str]]
"""What says who signs: a key and a name."""
_AUTEUR: list[Auteur] = []


def auteur(fonction: Auteur) -> Auteur:
    """Register who signs the changes: `fonction() -> (key, name)`."""
    _AUTEUR[:] = [fonction]
    return fonction


@event.listens_for(Session, "before_flush")
def _relever(session: Session, _contexte, _objets):
    releve = session.info.setdefault("versions", [])
    for etat, action in ACTIONS.items():
        for objet in getattr(session, etat):
            if isinstance(objet, SUIVIS) and (change := _changements(objet, etat)):
                releve.append((objet, action, *change))


def _changements(objet, etat: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the values before and after a change, by column; None when nothing told has changed."""
    avant: dict[str, Any] = {}
    apres: dict[str, Any] = {}
    for attribut in inspect(type(objet)).column_attrs:
        histoire = inspect(objet).attrs[attribut.key].history
        if attribut.key in SANS_HISTOIRE or (etat == "dirty" and not histoire.has_changes()):
            continue
        ancien = histoire.deleted or (histoire.unchanged if etat == "deleted" else ())
        for valeurs, cote in ((ancien, avant), (histoire.added if etat != "deleted" else (), apres)):
            cote.update((attribut.key, en_clair(v)) for v in valeurs or () if v is not None)
    return (avant, apres) if avant or apres or etat != "dirty" else None


def en_clair(valeur):
    """Return a value as JSON keeps it."""
    if isinstance(valeur, enum.Enum):
        return valeur.name
    return valeur.isoformat() if isinstance(valeur, date) else valeur


@event.listens_for(Session, "after_flush")
def _ecrire(session: Session, _contexte):
    connexion = session.connection()
    for objet, action, avant, apres in session.info.pop("versions", []):
        cle, nom = _AUTEUR[0]() if _AUTEUR else (None, "La Caisse")
        connexion.execute(
            VersionContenu.__table__.insert().values(
                objet_type=objet.__tablename__,
                objet_id=objet.id,
                titre=str(objet)[:160],
                action=action,
                auteur_id=cle,
                auteur_nom=nom,
                avant=avant,
                apres=apres,
            )
        )
        if type(objet) in GENRES:
            indexer.suivre(connexion, objet, efface=action == ACTIONS["deleted"])


@event.listens_for(Session, "after_rollback")
def _oublier(session: Session):
    session.info.pop("versions", None)


DE_LA_PUBLICATION = frozenset({"etat", "publiee_le", "archivee_le"})
"""Columns that a return to an earlier text leaves as they are."""


def changements(version: VersionContenu) -> list[tuple[str, str, str]]:
    """Return what a change changed, as people read it: label, before, after; nothing for a kind now gone."""
    modele = next((m for m in SUIVIS if m.__tablename__ == version.objet_type), None)
    if modele is None:
        return []
    avant, apres = version.avant or {}, version.apres or {}
    return [
        (
            libelle_de(modele, cle),
            affiche(relire(modele, cle, avant.get(cle))),
            affiche(relire(modele, cle, apres.get(cle))),
        )
        for cle in dict.fromkeys((*avant, *apres))
        if cle in inspect(modele).columns
    ]


def relire(modele: type[Model], cle: str, valeur):
    """Return a value of a column from what the history kept of it."""
    type_sql: TypeEngine[Any] = inspect(modele).columns[cle].type
    if valeur is None:
        return None
    if isinstance(type_sql, Enum) and type_sql.enum_class:
        return type_sql.enum_class[valeur]
    lire = {DateTime: datetime.fromisoformat, Date: date.fromisoformat}.get(type(type_sql), lambda v: v)
    return lire(valeur)


def retablir(contenu, version: VersionContenu) -> None:
    """Write again on a content the values that a change replaced; its publication stays as it is."""
    avant, colonnes = version.avant or {}, inspect(type(contenu)).columns
    for cle in {*avant, *(version.apres or {})} - DE_LA_PUBLICATION:
        if cle in colonnes and (cle in avant or colonnes[cle].nullable):
            setattr(contenu, cle, relire(type(contenu), cle, avant.get(cle)))
