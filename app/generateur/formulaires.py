"""Forms made from a model's columns, with fields that take dates and amounts as people in Togo write them."""

import enum
import re
from datetime import date, datetime

from flask import request
from flask_wtf import FlaskForm
from sqlalchemy import Boolean, Date, DateTime, Enum, Integer, Text, inspect
from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation
from wtforms.widgets import MonthInput, TextInput

from app.classeurs import dates
from app.generateur import reprise
from app.generateur.champs import Francs, Mois, Points
from app.generateur.controles import RequisSi, au_plus, clavier_de, deja_ne, lisible
from app.generateur.relations import ChampRelation
from app.regles import mois as calendrier
from app.regles.francais import abrege, nombre
from app.socle.horloge import aujourd_hui, en_utc

OBLIGATOIRE = "Ce champ est obligatoire : remplissez-le."
DEMESURE = "Ce nombre est démesuré : vérifiez le nombre de zéros."
ENTIER_MAXIMAL = 2**31 - 1
"""The greatest whole number that may be typed: every database holds it."""
CHIFFRES_D_UN_MONTANT = 12
"""Digits of the greatest amount of francs that may be typed."""
TEXTE_LONG = 5_000
"""Characters of a text of several lines."""
ANNEES = range(1900, 2201)
"""The years that a date typed may have."""
INVITE = ("", "Choisissez")
"""The first line of a list, which chooses nothing."""
OUI_NON = (("non", "Non"), ("oui", "Oui"))


def en_choix(paires) -> list[SelectChoice]:
    """Return what a list offers, from pairs `(value posted, French words)`."""
    return [SelectChoice(valeur, libelle) for valeur, libelle in paires]


class Temporel:
    """A day, an hour or a month, by the browser's picker or by hand.

    A picker empties what it cannot read: what was typed by hand and cannot be read is shown in a plain field.
    """

    def __call__(self, **attributs):
        """Draw the field."""
        return super().__call__(**attributs | ({"type": "text"} if self.process_errors else {}))

    def process_formdata(self, valeurs):
        """Read what was typed; the message says how to write it."""
        texte = valeurs[0].strip() if valeurs else ""
        if valeurs:
            self.data = None
        if texte:
            self.data = self.lire(texte)


class ChampDate(Temporel, DateField):
    """A date, however people write one (see `app.classeurs.dates`)."""

    def _value(self):
        """Return the date as the native picker shows it, or what was typed instead of one."""
        return self.data.isoformat() if self.data else super()._value()

    def lire(self, texte: str) -> date:
        """Return the date typed; raises ValueError, in French."""
        horizon = aujourd_hui().year if deja_ne in self.validators else dates.HORIZON
        if (lue := dates.jour(texte, horizon)) is None:
            raise ValueError("Cette date n’existe pas ou n’est pas lisible : écrivez-la comme 02/01/2026.")
        return _de_notre_temps(lue)


class ChampInstant(Temporel, DateTimeLocalField):
    """A day and an hour of Togo (UTC)."""

    def _value(self):
        """Return the instant as the native picker shows it, or what was typed instead of one."""
        return f"{self.data:%Y-%m-%dT%H:%M}" if self.data else super()._value()

    def lire(self, texte: str) -> datetime:
        """Return the instant typed; raises ValueError, in French."""
        if (lu := dates.instant(texte)) is None:
            raise ValueError(
                "Cette date ou cette heure n’est pas lisible : écrivez-les comme 02/01/2026 10:30."
            )
        return en_utc(_de_notre_temps(lu))


def _de_notre_temps(lue):
    if lue.year not in ANNEES:
        raise ValueError("L’année de cette date est invraisemblable : vérifiez-la.")
    return lue


class ChampMontant(Field):
    """Whole francs, typed with or without spaces and « F »."""

    widget = TextInput()

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else nombre(self.data)

    def pre_validate(self, form):
        """Leave it at one message when nothing could be read: there is no amount to judge."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valeurs):
        """Read « 1 234 567 F » as 1234567; the message says what is expected."""
        texte = re.sub(r"[\s\u202f\u00a0]|F(CFA)?$", "", valeurs[0] if valeurs else "", flags=re.IGNORECASE)
        if not texte:
            self.data = None
            return
        if not re.fullmatch(r"\d+", texte):
            self.data = None
            raise ValueError("Ce montant n’est pas lisible : écrivez des francs entiers, par exemple 52 500.")
        if len(texte) > CHIFFRES_D_UN_MONTANT:
            self.data = None
            raise ValueError(DEMESURE)
        self.data = int(texte)


class ChampMois(Temporel, StringField):
    """A month, however people write one, kept as the integer 202610."""

    widget = MonthInput()

    def _value(self):
        """Return the month as the native picker shows it, or what was typed instead of one."""
        return calendrier.iso(self.data) if self.data else (self.raw_data or [""])[0]

    def lire(self, texte: str) -> int:
        """Return the month typed; raises ValueError, in French."""
        if (lu := dates.mois(texte)) is None:
            raise ValueError(f"Le mois « {abrege(texte)} » n’est pas lisible : écrivez-le comme 10/2026.")
        return lu


class ChampChoix(SelectField):
    """One member of an enumeration: its name is posted, its French word shown."""

    def __init__(self, libelle=None, validators=None, enumeration=None, **options):
        invite = [] if "default" in options else [INVITE]
        choix = en_choix([*invite, *((membre.name, membre.value) for membre in enumeration)])
        super().__init__(libelle, validators, choices=choix, coerce=self._nom, **options)
        self.enumeration = enumeration

    @staticmethod
    def _nom(valeur):
        return valeur.name if isinstance(valeur, enum.Enum) else valeur or ""

    def populate_obj(self, objet, nom):
        """Write the member itself on the object."""
        setattr(objet, nom, self.enumeration[self.data] if self.data else None)


class ChampOuiNon(SelectField):
    """Yes or no as two words; a boolean that may really be false."""

    def __init__(self, libelle=None, validators=None, **options):
        super().__init__(libelle, validators, choices=en_choix(OUI_NON), coerce=self._mot, **options)

    @staticmethod
    def _mot(valeur):
        return {True: "oui", False: "non", None: "non"}.get(valeur, valeur)

    def populate_obj(self, objet, nom):
        """Write the boolean on the object."""
        setattr(objet, nom, self.data == "oui")


class Formulaire(FlaskForm):
    """A form that opens on what its person typed in it and has not sent (see `app.generateur.reprise`)."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form, formdata):
            recu = super().wrap_formdata(form, formdata)
            return reprise.ici().saisie if recu is None and request.method == "GET" else recu


class FormulaireModele(Formulaire):
    """A form over a model; carries the key that makes a replay count once, and the version it changes."""

    cle_unique = HiddenField()
    version = HiddenField()
    fiche = None
    """The row it changes, when there is one already."""


def formulaire_pour(modele: type, attributs: list[str], adresse: str = "") -> type[FormulaireModele]:
    """Return a form class with one field for each named column of `modele`, in that order.

    `adresse` is where long relations are searched: the name of the field is added to it.
    """
    champs = {nom: _champ_pour(modele, nom) for nom in attributs}
    for nom, champ in champs.items():
        if champ.field_class is ChampRelation:
            champ.kwargs["adresse"] = f"{adresse}?champ={nom}"
    return type(f"Formulaire{modele.__name__}", (FormulaireModele,), champs)


def _champ_pour(modele, nom):
    colonne = inspect(modele).columns[nom]
    aide, libelle = colonne.info.get("aide", ""), colonne.info["libelle"]
    propres = colonne.info.get("controles", [])
    vide = Optional() if colonne.nullable else InputRequired(OBLIGATOIRE)
    controles = propres if any(isinstance(c, RequisSi) for c in propres) else [vide, *propres]
    options = {"description": aide, "validators": [*controles]}
    if colonne.default is not None and colonne.default.is_scalar:
        options["default"] = colonne.default.arg
    return _champ_du_type(modele, colonne, libelle, options)


def _champ_du_type(modele, colonne, libelle, options):
    type_sql = colonne.type
    if offerts := colonne.info.get("choix"):
        return SelectField(libelle, choices=lambda: en_choix([INVITE, *offerts()]), **options)
    if colonne.foreign_keys:
        cible = _modele_cible(modele, colonne)
        return ChampRelation(libelle, modele=cible, facultatif=colonne.nullable, **options)
    if isinstance(type_sql, Francs):
        return ChampMontant(libelle, **options)
    if isinstance(type_sql, Mois):
        return ChampMois(libelle, **options)
    if isinstance(type_sql, Enum):
        return ChampChoix(libelle, enumeration=type_sql.enum_class, **options)
    if isinstance(type_sql, Boolean):
        return ChampOuiNon(libelle, **options)
    if isinstance(type_sql, DateTime):
        return ChampInstant(libelle, **options)
    if isinstance(type_sql, Date):
        return ChampDate(libelle, **options)
    if isinstance(type_sql, (Integer, Points)):
        options["validators"].append(NumberRange(-ENTIER_MAXIMAL, ENTIER_MAXIMAL, DEMESURE))
        return IntegerField(libelle, **options)
    if isinstance(type_sql, Text):
        longueur = colonne.info.get("longueur") or TEXTE_LONG
        options["validators"] += [lisible, au_plus(longueur)]
        return TextAreaField(libelle, **options)
    if getattr(type_sql, "length", None):
        options["validators"].append(au_plus(type_sql.length))
    options["validators"].append(lisible)
    clavier = {"inputmode": clavier_de(options["validators"])}
    return StringField(libelle, filters=[_sans_blancs], render_kw=clavier, **options)


def _modele_cible(modele, colonne):
    table = next(iter(colonne.foreign_keys)).column.table
    return next(m.class_ for m in modele.registry.mappers if m.local_table is table)


def _sans_blancs(texte):
    return texte.strip() if isinstance(texte, str) else texte
