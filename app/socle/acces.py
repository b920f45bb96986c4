"""Who may do what (ROLES), and who sees which rows (Perimetre).

Rights: a role opens espaces, each with its rights; every view of an espace asks for those rights, so a new
service needs no line here. Rows: `installer()` adds each model's `portee` to every ORM read of the session.
Without a scope a read raises: nothing is shown by default.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeGuard

from sqlalchemy import ColumnElement, event, false, or_
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    LoaderCriteriaOption,
    ORMExecuteState,
    Session,
    with_loader_criteria,
)

from app.socle.registre import Registre

LECTURE = "consulter"
DROITS = (LECTURE, "deposer", "instruire", "configurer")


class Equipe(enum.Enum):
    """A team of the fund, named as the role its agents hold besides « Agent »."""

    immatriculation = "Équipe immatriculation"
    recouvrement = "Équipe recouvrement"
    prestations = "Équipe prestations"
    capital_humain = "Équipe capital humain"
    communication = "Équipe communication"


ROLES: dict[str, dict[str, frozenset[str]]] = {
    "Employeur": {"employeur": frozenset({"consulter", "deposer"})},
    "Assuré": {"assure": frozenset({"consulter", "deposer"})},
    "Agent": {"agent": frozenset({"consulter", "instruire"})},
    "Superviseur": {
        "agent": frozenset({"consulter", "instruire"}),
        "supervision": frozenset({"consulter", "configurer"}),
    },
    "Admin": {"administration": frozenset({"consulter", "configurer"})},
    **{equipe.value: {} for equipe in Equipe},
    Equipe.communication.value: {"communication": frozenset({"consulter", "deposer"})},
}
"""Roles add up. A team says whose work one sees first and whose reserved files one reads; that of
communication opens besides the espace where the public site is written."""
ESPACES = frozenset(espace for espaces in ROLES.values() for espace in espaces)
CHEZ_SOI = frozenset({"employeur", "assure"})
"""The espaces where everybody meets his own rows only, whatever his other roles."""
VOIENT_TOUT = frozenset({"Agent", "Superviseur", "Admin"})
"""Roles of the fund's own staff: their rows are not limited to one employer or insured person."""

ECRANS_DE_FAB = "(UtilisateurView|RoleView|MotDePasseView)$"
"""The framework's own administration screens, opened to Admin alone."""


def roles_pour_fab() -> dict[str, list[list[str]]]:
    """Return ROLES in the shape of FAB_ROLES: `[view pattern, permission pattern]`, both closed by `$`.

    A view or menu entry of an espace is named `espace` or `espace:something`.
    """
    roles = {
        role: [
            [f"{espace}(:.*)?$", f"(menu_access|can_({'|'.join(sorted(droits))}))$"]
            for espace, droits in espaces.items()
        ]
        for role, espaces in ROLES.items()
    }
    roles["Admin"].append([ECRANS_DE_FAB, ".*$"])
    return roles


class HorsPerimetre(RuntimeError):
    """A scoped row was read without saying for whom: a programming error, never shown as data."""


@dataclass(frozen=True)
class Perimetre:
    """The rows a person may see: the fund's staff all of them, others those of one employer or insured.

    `equipes` are the teams of the staff, whose reserved rows they read (see `reserve`); None: all of them.
    """

    employeur_id: int | None = None
    assure_id: int | None = None
    utilisateur_id: int | None = None
    tout: bool = False
    equipes: frozenset[Equipe] | None = None


def equipes_de(roles: frozenset[str]) -> frozenset[Equipe]:
    """Return the teams among the names of roles that somebody holds."""
    return frozenset(equipe for equipe in Equipe if equipe.value in roles)


@dataclass(frozen=True)
class Mandat:
    """An employer a person may act for; `declarer` is false for who may only look."""

    employeur_id: int
    libelle: str
    declarer: bool


class Deposee(Protocol):
    """What is asked for an employer or an insured person, whose keys it holds."""

    @property
    def employeur_id(self) -> int | None: ...

    @property
    def assure_id(self) -> int | None: ...


@dataclass(frozen=True)
class Acteur:
    """A person who acts: who, with which rights, on which rows."""

    utilisateur_id: int | None
    nom: str
    roles: frozenset[str]
    perimetre: Perimetre
    mandats: tuple[Mandat, ...] = ()
    peut_declarer: bool = True

    @property
    def mandant_id(self) -> int:
        """The key of who he acts for, an employer; 0 when it is himself."""
        return self.perimetre.employeur_id or 0

    def droits(self, espace: str) -> frozenset[str]:
        """Return the rights held in `espace` by all roles together."""
        droits = frozenset().union(*(ROLES.get(role, {}).get(espace, frozenset()) for role in self.roles))
        return droits if self.peut_declarer else droits - {"deposer"}

    def droits_sur(self, demande: Deposee) -> frozenset[str]:
        """Return the rights held on one request: its author's in his espace, the fund's in its own."""
        droits = self.droits("agent")
        moi = self.perimetre
        if demande.employeur_id is not None and demande.employeur_id == moi.employeur_id:
            droits |= self.droits("employeur")
        if demande.assure_id is not None and demande.assure_id == moi.assure_id:
            droits |= self.droits("assure")
        return droits


_PERIMETRE: ContextVar[Perimetre | None] = ContextVar("perimetre", default=None)
"""The scope set by hand; otherwise the request's own person gives it (see `source`)."""

Source = Callable[[], Perimetre | None]
_SOURCES: list[Source] = []


def source(fonction: Source) -> Source:
    """Register where the scope comes from when none was set by hand: the person of the present request."""
    _SOURCES[:] = [fonction]
    return fonction


def perimetre() -> Perimetre | None:
    """Return the scope in force, None when nobody set one and no request is under way."""
    return _PERIMETRE.get() or (_SOURCES[0]() if _SOURCES else None)


@contextmanager
def au_nom_de(qui: Perimetre) -> Iterator[None]:
    """Read and write within the scope of `qui`."""
    jeton = _PERIMETRE.set(qui)
    try:
        yield
    finally:
        _PERIMETRE.reset(jeton)


@contextmanager
def systeme(raison: str) -> Iterator[None]:
    """Give a context in which all rows are seen: the command line, the worker, a public check.

    `raison` is for the reader of the code: it says why nobody's scope applies.
    """
    assert raison
    with au_nom_de(Perimetre(tout=True)):
        yield


def mien(*paires: tuple[InstrumentedAttribute[int | None], int | None]) -> ColumnElement[bool]:
    """Return the criterion « one of these columns is mine » from pairs `(column, my value)`.

    A None on my side never matches: an account without employer sees no ownerless row.
    """
    return or_(false(), *(colonne == valeur for colonne, valeur in paires if valeur is not None))


Elargissement = Callable[[Perimetre], ColumnElement[bool]]
ELARGISSEMENTS: Registre[type, Elargissement] = Registre(
    "elargissements",
    plusieurs=True,
    obstacle=lambda modele: "" if a_portee(modele) else "it has no portee to widen",
)
"""Who sees rows of a table besides those its `portee` says: what rooms that stand on it know."""


def elargit(modele: type) -> Callable[[Elargissement], Elargissement]:
    """Return a decorator: the function `(perimetre) -> SQL criterion` opens more rows of `modele`."""
    return lambda fonction: ELARGISSEMENTS.inscrire(modele, fonction)


class AvecPortee(Protocol):
    """A table whose rows are somebody's."""

    @classmethod
    def portee(cls, qui: Perimetre, /) -> ColumnElement[bool]:
        """Return the criterion of the rows that `qui` sees."""
        ...


def a_portee(classe: type) -> TypeGuard[type[AvecPortee]]:
    """Say whether the rows of a class are somebody's."""
    return hasattr(classe, "portee")


def classes(modele_de_base: type[DeclarativeBase]) -> list[type[DeclarativeBase]]:
    """Return the mapped classes of the application, the framework's own left out."""
    toutes = (mapper.class_ for mapper in modele_de_base.registry.mappers)
    return [classe for classe in toutes if not classe.__module__.startswith("flask_appbuilder.")]


def lignes_vues(classe: type[AvecPortee], qui: Perimetre) -> ColumnElement[bool]:
    """Return the criterion of the rows of a class that somebody sees."""
    elargies = [ouvre(qui) for ouvre in ELARGISSEMENTS.de(classe)]
    return or_(classe.portee(qui), *elargies) if elargies else classe.portee(qui)


def installer(modele_de_base: type[DeclarativeBase]) -> None:
    """Add each model's row scope to every ORM statement, for all sessions of the process.

    A model says who sees its rows by `portee(cls, perimetre) -> SQL criterion`, or `publique = True`;
    one that says neither raises HorsPerimetre at start. By `reserve(cls, equipes) -> SQL criterion` it says
    besides which rows the fund's staff reads, by their teams.
    """
    for classe in classes(modele_de_base):
        if not (a_portee(classe) or getattr(classe, "publique", False)):
            raise HorsPerimetre(f"{classe.__name__} ne dit pas qui voit ses lignes (portee ou publique).")
    toutes = classes(modele_de_base)
    racines = [
        c
        for c in toutes
        if a_portee(c) and not any(parent in toutes and a_portee(parent) for parent in c.__mro__[1:])
    ]

    @lru_cache(maxsize=256)
    def criteres(qui: Perimetre) -> list[LoaderCriteriaOption]:
        return [with_loader_criteria(c, lignes_vues(c, qui), include_aliases=True) for c in racines]

    @lru_cache(maxsize=16)
    def reserves(equipes: frozenset[Equipe]) -> list[LoaderCriteriaOption]:
        reservees = [c for c in racines if hasattr(c, "reserve")]
        return [with_loader_criteria(c, c.reserve(equipes), include_aliases=True) for c in reservees]

    if precedent := _ECOUTEURS.pop(modele_de_base, None):
        event.remove(Session, "do_orm_execute", precedent)

    def limiter(etat: ORMExecuteState) -> None:
        if not etat.is_orm_statement or etat.is_column_load or etat.is_insert:
            return  # of bare tables, SQLAlchemy would read the criteria and apply none
        qui = perimetre()
        if qui is None and any(a_portee(m.class_) for m in etat.all_mappers):
            raise HorsPerimetre("Lecture de données sans périmètre.")
        if qui is None or not qui.tout:
            etat.statement = etat.statement.options(*criteres(qui or Perimetre()))
        elif qui.equipes is not None:
            etat.statement = etat.statement.options(*reserves(qui.equipes))

    event.listen(Session, "do_orm_execute", limiter)
    _ECOUTEURS[modele_de_base] = limiter


_ECOUTEURS: dict[type[DeclarativeBase], Callable[[ORMExecuteState], None]] = {}
"""The listener of each family of tables: a second application in the same process replaces it."""
