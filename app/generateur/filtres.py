"""What a list shows: filters, order and page read from the address, kept for this request alone."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask_wtf import FlaskForm
from sqlalchemy import Date, DateTime, Enum, Integer, asc, desc, func, inspect, select
from sqlalchemy.orm import joinedload
from wtforms import SelectField, StringField

from app.generateur import relations
from app.generateur.affichage import affiche, afficheur
from app.generateur.champs import Francs, Mois, libelle_de
from app.generateur.formulaires import ChampDate, ChampMois, ChampMontant, en_choix
from app.regles import mois as calendrier
from app.regles.francais import nombre

TAILLES = (25, 50, 100)
COMPTE_AU_PLUS = 1_000
LIGNES_ATTEIGNABLES = 10_000
"""A page further than this is refused politely: one filters, one does not leaf through 400 pages."""


@dataclass(frozen=True)
class ColonneDeListe:
    """One column of a list: how its values are reached, named, shown, sorted and exported."""

    cle: str
    libelle: str
    attribut: object
    affiche: object
    numerique: bool
    exporte: object = None

    def valeur(self, ligne):
        """Return the raw value of this column on a row; a dotted key follows its relations."""
        for nom in self.cle.split("."):
            ligne = getattr(ligne, nom, None)
        return ligne

    def valeur_exportee(self, ligne):
        """Return the value as a spreadsheet holds it."""
        valeur = self.valeur(ligne)
        return self.exporte(valeur) if self.exporte and valeur is not None else valeur


def colonne_de(modele: type, cle: str, libelles: dict[str, str]) -> ColonneDeListe:
    """Return the list column `cle` of `modele`: a column, `relation.colonne`, a relation or a property."""
    racine, _, feuille = cle.partition(".")
    proprietes = inspect(modele).attrs
    if racine not in proprietes:
        return _calculee(modele, cle, libelles[cle])
    libelle = libelles.get(cle) or libelle_de(modele, racine)
    propriete = proprietes[racine]
    if not hasattr(propriete, "columns"):
        cible = inspect(propriete.mapper.class_).columns.get(feuille)
        type_sql = None if cible is None else cible.type
        return ColonneDeListe(cle, libelle, None, afficheur(type_sql), isinstance(type_sql, Francs))
    type_sql = propriete.columns[0].type
    numerique = isinstance(type_sql, (Francs, Integer)) and not propriete.columns[0].foreign_keys
    exporte = calendrier.iso if isinstance(type_sql, Mois) else None
    montre = afficheur(type_sql, getattr(propriete.columns[0], "info", {}).get("controles", ()))
    return ColonneDeListe(cle, libelle, getattr(modele, racine), montre, numerique, exporte)


def _calculee(modele: type, cle: str, libelle: str) -> ColonneDeListe:
    """Return the list column of a property; one that is SQL too is sorted, and shown by its type."""
    if cle not in inspect(modele).all_orm_descriptors:
        return ColonneDeListe(cle, libelle, None, affiche, False)
    attribut = getattr(modele, cle)
    return ColonneDeListe(cle, libelle, attribut, afficheur(attribut.type), isinstance(attribut.type, Francs))


class Recherche:
    """One request's list over a declarative view: its rows, total, links and active filters."""

    def __init__(self, vue, arguments, url: str):
        self.vue, self.modele, self.url = vue, vue.modele, url
        self.arguments = {cle: valeur for cle, valeur in arguments.items() if valeur}
        self.colonnes = vue.colonnes
        self.filtres = vue.search_form(arguments)
        self.filtres_valides = self.filtres.validate()
        self.taille = self._taille()
        self.numero = self._numero()
        self.tri, self.sens = self._ordre()

    def requete(self):
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

    def lignes(self, session) -> list:
        """Return the rows of the page asked for, one more than its size when others follow."""
        page = self.requete().limit(self.taille + 1).offset((self.numero - 1) * self.taille)
        return list(session.scalars(page).unique())

    def total(self, session) -> str:
        """Return the number of rows as text, capped: « 1 000+ »."""
        cle = inspect(self.modele).primary_key[0]
        bornee = (
            self._filtree(self.vue.requete_initiale(select(cle).select_from(self.modele)))
            .limit(COMPTE_AU_PLUS + 1)
            .subquery()
        )
        compte = session.scalar(select(func.count()).select_from(bornee))
        return f"{nombre(COMPTE_AU_PLUS)}+" if compte > COMPTE_AU_PLUS else nombre(compte)

    def lien(self, **changements) -> str:
        """Return the address of this list with some arguments changed (None removes one)."""
        arguments = {**self.arguments, **changements}
        return f"{self.url}?{urlencode({c: v for c, v in arguments.items() if v is not None})}"

    def entetes(self) -> list[dict]:
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

    def actifs(self) -> list[dict]:
        """Return the active filters with, for each, the address of the list without it."""
        return [
            {
                "libelle": champ.label.text,
                "valeur": _valeur_lue(champ),
                "url_sans": self.lien(**{champ.name: None, "page": None}),
            }
            for champ in self.filtres
            if champ.data not in (None, "") and not champ.errors
        ]

    def page(self, session, lignes: list) -> dict:
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

    def _filtree(self, requete):
        for champ in self.filtres:
            if champ.data not in (None, "") and not champ.errors:
                requete = requete.where(champ.critere(champ.data))
        return requete

    def _taille(self) -> int:
        demandee = self.arguments.get("taille", "")
        return int(demandee) if demandee.isdecimal() and int(demandee) in TAILLES else TAILLES[0]

    def _numero(self) -> int:
        demande = self.arguments.get("page", "1")
        dernier = LIGNES_ATTEIGNABLES // self.taille
        return max(1, min(int(demande), dernier)) if demande.isdecimal() and len(demande) < 9 else 1

    def _ordre(self) -> tuple[str, str]:
        cle, _, sens = self.arguments.get("tri", "").partition(":")
        triables = {c.cle for c in self.colonnes if c.attribut is not None}
        if cle in triables and sens in ("asc", "desc"):
            return cle, sens
        return self.vue.base_order

    def _lien_de_tri(self, colonne: ColonneDeListe):
        if colonne.attribut is None:
            return None
        actuel = self.sens if colonne.cle == self.tri else None
        inverse = "desc" if actuel == "asc" else "asc"
        return {"url": self.lien(tri=f"{colonne.cle}:{inverse}", page=None), "sens": actuel}


class FormulaireDeFiltres(FlaskForm):
    """What a list is narrowed by: read from the address, it changes nothing and needs no proof."""

    class Meta:
        csrf = False


def formulaire_de_filtres(modele: type, cles: list[str], libelles: dict[str, str]) -> type[FlaskForm]:
    """Return a GET form with one filter per key (`colonne` or `relation.colonne`), two for a date."""
    champs = {}
    for cle in cles:
        racine, _, feuille = cle.partition(".")
        attribut = getattr(modele, racine)
        libelle = libelles.get(cle) or libelle_de(modele, racine)
        if feuille:
            cible = getattr(inspect(modele).relationships[racine].mapper.class_, feuille)
            libelle = libelles.get(cle) or f"{libelle} : {cible.property.columns[0].info['libelle']}"
            champs |= _filtres(cle.replace(".", "_"), libelle, cible, attribut.has)
        else:
            champs |= _filtres(cle, libelle, attribut, lambda critere: critere)
    return type(f"Filtres{modele.__name__}", (FormulaireDeFiltres,), champs)


def _filtres(nom, libelle, attribut, enveloppe):
    type_sql = attribut.type
    if isinstance(type_sql, (Date, DateTime)):
        return {
            f"{nom}_du": _filtre(ChampDate, f"{libelle} : du", enveloppe, lambda v: attribut >= v),
            f"{nom}_au": _filtre(
                ChampDate, f"{libelle} : au", enveloppe, lambda v: attribut < v + timedelta(days=1)
            ),
        }
    if isinstance(type_sql, Enum):
        choix = [("", "Tous")] + [(m.name, m.value) for m in type_sql.enum_class]
        options = {"choices": en_choix(choix), "default": "", "coerce": lambda v: v or ""}
        return {
            nom: _filtre(
                SelectField, libelle, enveloppe, lambda v: attribut == type_sql.enum_class[v], **options
            )
        }
    if isinstance(type_sql, Mois):
        return {nom: _filtre(ChampMois, libelle, enveloppe, lambda v: attribut == v)}
    if isinstance(type_sql, (Francs, Integer)):
        return {nom: _filtre(ChampMontant, libelle, enveloppe, lambda v: attribut == v)}
    return {nom: _filtre(StringField, libelle, enveloppe, _critere_de_texte(attribut))}


def _critere_de_texte(attribut):
    """Return a prefix test where an index serves it, « contains » without regard to case elsewhere."""
    colonne = attribut.property.columns[0]
    if colonne.unique:
        return lambda v: (attribut >= v.strip().upper()) & (attribut < v.strip().upper() + "\uffff")
    return lambda v: relations.contient(attribut, v.strip())


def _filtre(classe, libelle, enveloppe, critere, **options):
    """Return an unbound field that knows the SQL criterion of what is typed in it."""

    class Filtre(classe):
        def critere(self, valeur):
            return enveloppe(critere(valeur))

    Filtre.__name__ = f"Filtre{classe.__name__}"
    return Filtre(libelle, **options)


def _valeur_lue(champ) -> str:
    if isinstance(champ, SelectField):
        return next(choix.label for choix in champ.choices if choix.value == champ.data)
    return calendrier.libelle(champ.data) if isinstance(champ, ChampMois) else affiche(champ.data)
