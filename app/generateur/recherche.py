"""One request's list: its filters, order and page read from the address, its rows, its links."""

from typing import Any, Generic, Protocol, TypedDict, TypeVar
from urllib.parse import urlencode

from sqlalchemy import Select, asc, desc, func, inspect, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption
from werkzeug.datastructures import MultiDict

from app.generateur.adaptateur import Model
from app.generateur.colonnes import ColonneDeListe
from app.generateur.filtres import Filtre, FormulaireDeFiltres, valeur_lue
from app.regles.francais import nombre

TAILLES = (25, 50, 100)
COMPTE_AU_PLUS = 1_000
LIGNES_ATTEIGNABLES = 10_000
"""A page further than this is refused politely: one filters, one does not leaf through 400 pages."""


S = TypeVar("S", bound=Select[*tuple[Any, ...]])
"""A query, whatever it reads."""
L = TypeVar("L", bound=Model)


class LienDeTri(TypedDict):
    """The link that sorts by a column, and how it sorts now."""

    url: str
    sens: str | None


class EnteteDeListe(TypedDict):
    """The head of a column of a list."""

    cle: str
    libelle: str
    numerique: bool
    ensemble: bool
    tri: LienDeTri | None


class Listee(Protocol[L]):
    """What a list asks of its screen."""

    modele: type[L]
    colonnes: list[ColonneDeListe]
    search_form: type[FormulaireDeFiltres]
    base_order: tuple[str | None, str]

    def requete_initiale(self, requete: S) -> S: ...

    def chargements(self) -> tuple[ExecutableOption, ...]: ...


class Recherche(Generic[L]):
    """One request's list over a declarative view: its rows, total, links and active filters."""

    def __init__(self, vue: Listee[L], arguments: MultiDict[str, str], url: str):
        self.vue, self.modele, self.url = vue, vue.modele, url
        self.arguments = {cle: valeur for cle, valeur in arguments.items() if valeur}
        self.colonnes = vue.colonnes
        self.filtres = vue.search_form(arguments)
        self.filtres_valides = self.filtres.validate()
        self.taille = self._taille()
        self.numero = self._numero()
        self.tri, self.sens = self._ordre()

    def requete(self) -> Select[L]:
        """Return the select of all rows asked for, ordered, relations loaded with it, without page limits."""
        requete = self._filtree(self.vue.requete_initiale(select(self.modele)))
        relations = {c.cle.partition(".")[0] for c in self.colonnes if c.attribut is None}
        proprietes = inspect(self.modele).relationships
        requete = requete.options(
            *(joinedload(getattr(self.modele, r)) for r in relations if r in proprietes),
            *self.vue.chargements(),
        )
        direction = asc if self.sens == "asc" else desc
        cle = inspect(self.modele).primary_key[0]
        ordre = [direction(getattr(self.modele, self.tri))] if self.tri else []
        return requete.order_by(*ordre, direction(cle))

    def lignes(self, session: Session) -> list[L]:
        """Return the rows of the page asked for, one more than its size when others follow."""
        page = self.requete().limit(self.taille + 1).offset((self.numero - 1) * self.taille)
        return list(session.scalars(page).unique())

    def compte(self, session: Session, au_plus: int) -> int:
        """Return the number of rows; one more than `au_plus` when there are more."""
        cle = inspect(self.modele).primary_key[0]
        toutes = self._filtree(self.vue.requete_initiale(select(cle).select_from(self.modele)))
        bornee = toutes.limit(au_plus + 1).subquery()
        return session.scalars(select(func.count()).select_from(bornee)).one()

    def total(self, session: Session) -> str:
        """Return the number of rows as text, capped: « 1 000+ »."""
        compte = self.compte(session, COMPTE_AU_PLUS)
        return f"{nombre(COMPTE_AU_PLUS)}+" if compte > COMPTE_AU_PLUS else nombre(compte)

    def lien(self, **changements: str | int | None) -> str:
        """Return the address of this list with some arguments changed (None removes one)."""
        arguments: dict[str, str | int | None] = {**self.arguments, **changements}
        return f"{self.url}?{urlencode({c: v for c, v in arguments.items() if v is not None})}"

    def entetes(self) -> list[EnteteDeListe]:
        """Return the columns as the list template reads them, with the link that sorts by each."""
        return [
            {
                "cle": c.cle,
                "libelle": c.libelle,
                "numerique": c.numerique,
                "ensemble": c.cle.startswith("numero"),
                "tri": self._lien_de_tri(c),
            }
            for c in self.colonnes
        ]

    def actifs(self) -> list[dict[str, str]]:
        """Return the active filters with, for each, the address of the list without it."""
        return [
            {
                "libelle": champ.label.text,
                "valeur": valeur_lue(champ),
                "url_sans": self.lien(**{champ.name: None, "page": None}),
            }
            for champ in self.filtres
            if champ.data not in (None, "") and not champ.errors
        ]

    def page(self, session: Session, lignes: list[L]) -> dict[str, int | str | None]:
        """Return the numbers and links of the pagination; `lignes` is what `lignes()` returned."""
        suite = len(lignes) > self.taille and self.numero * self.taille < LIGNES_ATTEIGNABLES
        debut = (self.numero - 1) * self.taille
        montrees = min(len(lignes), self.taille)
        total = nombre(montrees) if self.numero == 1 and len(lignes) <= self.taille else self.total(session)
        return {
            "numero": self.numero,
            "taille": self.taille,
            "total_texte": total,
            "debut": debut + 1 if montrees else 0,
            "fin": debut + montrees,
            "precedente": self.lien(page=self.numero - 1) if self.numero > 1 else None,
            "suivante": self.lien(page=self.numero + 1) if suite else None,
        }

    def _filtree(self, requete: S) -> S:
        for champ in self.filtres:
            if isinstance(champ, Filtre) and champ.data not in (None, "") and not champ.errors:
                requete = requete.where(champ.critere(champ.data))
        return requete

    def _taille(self) -> int:
        demandee = self.arguments.get("taille", "")
        return int(demandee) if demandee.isdecimal() and int(demandee) in TAILLES else TAILLES[0]

    def _numero(self) -> int:
        demande = self.arguments.get("page", "1")
        dernier = LIGNES_ATTEIGNABLES // self.taille
        return max(1, min(int(demande), dernier)) if demande.isdecimal() and len(demande) < 9 else 1

    def _ordre(self) -> tuple[str | None, str]:
        cle, _, sens = self.arguments.get("tri", "").partition(":")
        triables = {c.cle for c in self.colonnes if c.attribut is not None}
        if cle in triables and sens in ("asc", "desc"):
            return cle, sens
        return self.vue.base_order

    def _lien_de_tri(self, colonne: ColonneDeListe) -> LienDeTri | None:
        if colonne.attribut is None:
            return None
        actuel = self.sens if colonne.cle == self.tri else None
        inverse = "desc" if actuel == "asc" else "asc"
        return {"url": self.lien(tri=f"{colonne.cle}:{inverse}", page=None), "sens": actuel}
