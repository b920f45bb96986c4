"""Who acts (Acteur), and which rows he sees (Perimetre).

`installer()` adds each model's `portee` to every ORM read of the session. Without a scope a read raises:
nothing is shown by default. What he may do is in `droits`.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeGuard

from sqlalchemy import ColumnElement, event, false, or_, true
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    LoaderCriteriaOption,
    ORMExecuteState,
    Session,
    with_loader_criteria,
)

from app.socle.droits import (
    D_UN_AGENT,
    DE_LA_CAISSE,
    DOMAINES,
    LISENT_LE_REGISTRE,
    VOIENT_TOUT,
    Qualite,
    droits_de,
)
from app.socle.registre import Registre


class Equipe(enum.StrEnum):
    """The teams that a release brings, by their code; the fund adds its own (see `app.identites.equipes`)."""

    immatriculation = "immatriculation"
    recouvrement = "recouvrement"
    prestations = "prestations"
    capital_humain = "capital_humain"
    communication = "communication"


class Service(Protocol):
    """What may be asked of the fund, as the rights know it: a subclass of `Demande`."""

    libelle_type: str
    confiee_a: str
    sante: bool
    page_du_visiteur: str


SERVICES: Registre[str, type[Service]] = Registre("services")
"""Every service by the identity that its requests hold: a team is entrusted with some."""


class HorsPerimetre(RuntimeError):
    """A scoped row was read without saying for whom: a programming error, never shown as data."""


@dataclass(frozen=True)
class Caisse:
    """Which rows somebody of the fund's staff sees.

    `equipes` are his teams, `services` what is entrusted to them (identities of models), `sante` those of his
    teams that may treat health files.
    """

    qualites: frozenset[Qualite] = frozenset()
    equipes: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    sante: frozenset[str] = frozenset()

    @property
    def voit_tout(self) -> bool:
        """Say whether the requests of all teams are seen."""
        return bool(self.qualites & VOIENT_TOUT)

    @property
    def administre(self) -> bool:
        """Say whether accounts and powers are seen."""
        return bool(self.qualites & {Qualite.administration, *VOIENT_TOUT})

    @property
    def redige(self) -> bool:
        """Say whether the public site is seen as it is written."""
        return bool(self.qualites & {Qualite.redaction, Qualite.auditeur})

    def tient(self, equipe: str, sante: bool) -> bool:
        """Say whether what is entrusted to a team is read in full; health asks for a team that may."""
        return equipe in (self.sante if sante else self.equipes)


@dataclass(frozen=True)
class Perimetre:
    """The rows a person may see: those of one employer or insured person, or of the fund's staff.

    `tout` sees all rows: the portal itself. `caisse` says which, for somebody of the staff.
    """

    employeur_id: int | None = None
    assure_id: int | None = None
    utilisateur_id: int | None = None
    tout: bool = False
    caisse: Caisse | None = None


@dataclass(frozen=True)
class Mandat:
    """An employer a person may act for; `declarer` is false for who may only look."""

    employeur_id: int
    libelle: str
    declarer: bool


class Deposee(Protocol):
    """What is asked for an employer or an insured person, whose keys it holds, and entrusted to a team."""

    @property
    def employeur_id(self) -> int | None: ...

    @property
    def assure_id(self) -> int | None: ...

    @property
    def equipe(self) -> str: ...

    @property
    def sante(self) -> bool: ...

    @property
    def reservee(self) -> bool: ...


@dataclass(frozen=True)
class Acteur:
    """A person who acts: who, in which qualities, on which rows."""

    utilisateur_id: int | None
    nom: str
    qualites: frozenset[Qualite]
    perimetre: Perimetre
    mandats: tuple[Mandat, ...] = ()
    peut_declarer: bool = True

    @property
    def mandant_id(self) -> int:
        """The key of who he acts for, an employer; 0 when it is himself."""
        return self.perimetre.employeur_id or 0

    @property
    def fonctions(self) -> str:
        """Return as what he acts, in the words people use."""
        mots = {"Agent" if qualite in D_UN_AGENT else qualite.value for qualite in self.qualites}
        return ", ".join(sorted(mots))

    @property
    def de_la_caisse(self) -> bool:
        """Say whether he is of the fund's staff."""
        return bool(self.qualites & DE_LA_CAISSE)

    def droits(self, domaine: str) -> frozenset[str]:
        """Return the rights held in a domain by all qualities together."""
        droits = droits_de(self.qualites, domaine)
        return droits if self.peut_declarer else droits - {"deposer"}

    def ouvre(self, espace: str) -> bool:
        """Say whether something of an espace is open."""
        return any(self.droits(d.nom) for d in DOMAINES.values() if d.espace == espace)

    def lit(self, demande: Deposee) -> bool:
        """Say whether he reads what a request of the fund's desk says, and not only where it stands."""
        caisse = self.perimetre.caisse
        if caisse is None or not demande.reservee:
            return True
        return caisse.tient(demande.equipe, demande.sante)

    def droits_sur(self, demande: Deposee) -> frozenset[str]:
        """Return the rights held on one request: its author's in his espace, the fund's for its team."""
        droits = self.droits("agent") if self._traite(demande) else frozenset()
        moi = self.perimetre
        if demande.employeur_id is not None and demande.employeur_id == moi.employeur_id:
            droits |= self.droits("employeur")
        if demande.assure_id is not None and demande.assure_id == moi.assure_id:
            droits |= self.droits("assure")
        return droits

    def _traite(self, demande: Deposee) -> bool:
        """Say whether a request is his teams' to act upon: a supervisor acts on what he may read."""
        caisse = self.perimetre.caisse
        if caisse is None:
            return self.perimetre.tout
        return caisse.tient(demande.equipe, demande.sante) or (caisse.voit_tout and self.lit(demande))


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


def si(condition: bool) -> ColumnElement[bool]:
    """Return the criterion of all rows, or of none."""
    return true() if condition else false()


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
    one that says neither raises HorsPerimetre at start. By `reserve(cls, caisse) -> SQL criterion` it says
    besides which rows somebody of the fund's staff reads. One that does not is read by who reads the
    register; the rest of the staff meets there its own rows, as anybody.
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

    @lru_cache(maxsize=256)
    def reserves(qui: Perimetre, caisse: Caisse) -> list[LoaderCriteriaOption]:
        """Return the criteria of the staff: a table that reserves nothing is the register's."""
        lit_le_registre = bool(caisse.qualites & LISENT_LE_REGISTRE)
        vues = {c: c.reserve(caisse) for c in racines if hasattr(c, "reserve")}
        if not lit_le_registre:
            vues |= {c: lignes_vues(c, qui) for c in racines if c not in vues}
        tout = true()
        return [
            with_loader_criteria(c, vue, include_aliases=True)
            for c, vue in vues.items()
            if not vue.compare(tout)  # what hides nothing would be gone through by each statement
        ]

    if precedent := _ECOUTEURS.pop(modele_de_base, None):
        event.remove(Session, "do_orm_execute", precedent)

    def limiter(etat: ORMExecuteState) -> None:
        if not etat.is_orm_statement or etat.is_column_load or etat.is_insert:
            return  # of bare tables, SQLAlchemy would read the criteria and apply none
        qui = perimetre()
        if qui is None and any(a_portee(m.class_) for m in etat.all_mappers):
            raise HorsPerimetre("Lecture de données sans périmètre.")
        if qui is not None and qui.caisse is not None:
            etat.statement = etat.statement.options(*reserves(qui, qui.caisse))
        elif qui is None or not qui.tout:
            etat.statement = etat.statement.options(*criteres(qui or Perimetre()))

    event.listen(Session, "do_orm_execute", limiter)
    _ECOUTEURS[modele_de_base] = limiter


_ECOUTEURS: dict[type[DeclarativeBase], Callable[[ORMExecuteState], None]] = {}
"""The listener of each family of tables: a second application in the same process replaces it."""
