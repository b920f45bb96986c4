"""The form that narrows a list: a filter for each column, which knows its SQL."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Enum, Integer, inspect, select
from sqlalchemy.orm import QueryableAttribute
from wtforms import Field, SelectField, StringField

from app.generateur import relations
from app.generateur.adaptateur import Model
from app.generateur.affichage import affiche
from app.generateur.champs import Francs, Mois, libelle_de
from app.generateur.champs_lus import OUI_NON, ChampDate, ChampMois, ChampMontant, en_choix
from app.regles import mois as calendrier
from app.socle import noms
from app.socle.base_de_donnees import db

NUMERO_A_LETTRES = re.compile(r"[A-Z]{2,5}-\d")
"""How a number that bears letters begins: that of a request, of a certificate."""


class Filtre(Field):
    """A field that knows the SQL criterion of what is typed in it."""

    def critere(self, valeur: object) -> ColumnElement[bool]:
        """Return the criterion of the rows that `valeur` keeps."""
        raise NotImplementedError


class FormulaireDeFiltres(FlaskForm):
    """What a list is narrowed by: read from the address, it changes nothing and needs no proof."""

    class Meta:
        csrf = False


def formulaire_de_filtres(
    modele: type[Model], cles: list[str], libelles: dict[str, str]
) -> type[FormulaireDeFiltres]:
    """Return a GET form with one filter per key (`colonne` or `relation.colonne`), two for a date."""
    champs: Champs = {}
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


Champs = dict[str, Field]
Critere = Callable[[Any], ColumnElement[bool]]
"""The SQL criterion of what was typed."""
Enveloppe = Callable[[ColumnElement[bool]], ColumnElement[bool]]
"""What brings a criterion of another table back to that of the list."""


def _filtres(nom: str, libelle: str, attribut: QueryableAttribute[Any], enveloppe: Enveloppe) -> Champs:
    type_sql = attribut.type
    if offerts := getattr(attribut, "info", {}).get("choix"):
        tous = {"choices": lambda: en_choix([("", "Tous"), *offerts()]), "default": ""}
        return {nom: _filtre(SelectField, libelle, enveloppe, lambda v: attribut == v, **tous)}
    if isinstance(type_sql, (Date, DateTime)):
        return {
            f"{nom}_du": _filtre(ChampDate, f"{libelle} : du", enveloppe, lambda v: attribut >= v),
            f"{nom}_au": _filtre(
                ChampDate, f"{libelle} : au", enveloppe, lambda v: attribut < v + timedelta(days=1)
            ),
        }
    if isinstance(type_sql, Enum) and (membres := type_sql.enum_class):
        choix = [("", "Tous")] + [(m.name, m.value) for m in membres]
        options = {"choices": en_choix(choix), "default": "", "coerce": lambda v: v or ""}
        return {nom: _filtre(SelectField, libelle, enveloppe, lambda v: attribut == membres[v], **options)}
    if isinstance(type_sql, Boolean):
        options = {"choices": en_choix([("", "Tous"), *OUI_NON]), "default": "", "coerce": lambda v: v or ""}
        return {nom: _filtre(SelectField, libelle, enveloppe, lambda v: attribut.is_(v == "oui"), **options)}
    if isinstance(type_sql, Mois):
        return {nom: _filtre(ChampMois, libelle, enveloppe, lambda v: attribut == v)}
    if isinstance(type_sql, (Francs, Integer)):
        return {nom: _filtre(ChampMontant, libelle, enveloppe, lambda v: attribut == v)}
    return {nom: _filtre(StringField, libelle, enveloppe, _critere_de_texte(attribut))}


def _critere_de_texte(attribut: QueryableAttribute[Any]) -> Critere:
    """Return the test that a text is in a column."""
    return partial(_critere_de_numero if _a_un_index(attribut) else relations.contient, attribut)


def _a_un_index(attribut: QueryableAttribute[Any]) -> bool:
    """Say whether the database finds at once the rows that hold a value."""
    colonne = attribut.property.columns[0]
    return bool(colonne.unique) or any(next(iter(i.columns)) is colonne for i in colonne.table.indexes)


def _critere_de_numero(attribut: QueryableAttribute[Any], tape: str) -> ColumnElement[bool]:
    """Return the test that a number is the one typed, else that it holds every part of it.

    Where a whole number was typed, however parted, no other is meant, and an index finds it; so does the
    beginning of one that bears letters (« PVI-2026 »). Any other part is looked for in each row.
    """
    mots, entier = noms.cherches(tape), noms.numero_ecrit(tape)
    sures: list[ColumnElement[bool]] = []
    if any(map(str.isdecimal, mots)):
        sures.append(attribut.in_({tape.strip(), entier, "".join(mots)}))
    if NUMERO_A_LETTRES.match(entier):
        sures.append((attribut >= entier) & (attribut < entier + "\uffff"))
    for sure in sures:
        if db.session.scalar(select(attribut).where(sure).limit(1)) is not None:
            return sure
    return relations.contient(attribut, tape)


def _filtre(
    classe: type[Field], libelle: str, enveloppe: Enveloppe, critere: Critere, **options: Any
) -> Field:
    """Return an unbound filter of the kind of field `classe`."""

    def du_filtre(_champ: Filtre, valeur: object) -> ColumnElement[bool]:
        return enveloppe(critere(valeur))

    genre: type[Filtre] = type(f"Filtre{classe.__name__}", (Filtre, classe), {"critere": du_filtre})
    return genre(libelle, **options)


def filtre(classe: type[Field], libelle: str, critere: Critere, **options: Any) -> Field:
    """Return a filter of a screen's own: the kind of its field, its label, the SQL of what is typed in it."""
    return _filtre(classe, libelle, lambda sien: sien, critere, **options)


def valeur_lue(champ: Field) -> str:
    """Return what a filter was given, as people read it."""
    if isinstance(champ, SelectField):
        offerts: Any = champ.choices
        return next(str(choix.label) for choix in offerts if choix.value == champ.data)
    return calendrier.libelle(champ.data) if isinstance(champ, ChampMois) else affiche(champ.data)
