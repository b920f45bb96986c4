"""Fields that read dates, months, amounts and choices as people in Togo write them."""

import enum
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from markupsafe import Markup
from wtforms import DateField, DateTimeLocalField, Field, IntegerField, SelectField
from wtforms import SelectChoice as SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import MonthInput, TextInput

from app.classeurs import cellules, dates
from app.generateur.controles import deja_ne
from app.regles import mois as calendrier
from app.regles.francais import abrege, nombre
from app.socle.horloge import aujourd_hui, en_utc

DEMESURE = "Ce nombre est démesuré : vérifiez le nombre de zéros."
CHIFFRES_D_UN_MONTANT = 12
"""Digits of the greatest amount of francs that may be typed."""
D = TypeVar("D", bound=date)
ANNEES = range(1900, 2201)
"""The years that a date typed may have."""
INVITE = ("", "Choisissez")
"""The first line of a list, which chooses nothing."""
OUI_NON = (("non", "Non"), ("oui", "Oui"))


def en_choix(paires: Iterable[tuple[str | int, str]]) -> list[SelectChoice]:
    """Return what a list offers, from pairs `(value posted, French words)`."""
    return [SelectChoice(valeur, libelle) for valeur, libelle in paires]


class Temporel(Field):
    """A day, an hour or a month, by the browser's picker or by hand.

    A picker empties what it cannot read: what was typed by hand and cannot be read is shown in a plain field.
    """

    def __call__(self, **attributs: Any) -> Markup:
        """Draw the field."""
        return super().__call__(**attributs | ({"type": "text"} if self.process_errors else {}))

    def process_formdata(self, valeurs: list[Any]) -> None:
        """Read what was typed; the message says how to write it."""
        texte = valeurs[0].strip() if valeurs else ""
        if valeurs:
            self.data = None
        if texte:
            self.data = self.lire(texte)
        else:
            self.raw_data = []  # spaces alone are nothing typed: what is required is asked for

    def lire(self, texte: str) -> object:
        """Return what was typed; raises ValueError, in French."""
        raise NotImplementedError


class ChampDate(Temporel, DateField):
    """A date, however people write one (see `app.classeurs.dates`)."""

    def _value(self) -> str:
        """Return the date as the native picker shows it, or what was typed instead of one."""
        return self.data.isoformat() if self.data else super()._value()  # type: ignore[misc]  # its types leave it out

    def lire(self, texte: str) -> date:
        """Return the date typed; raises ValueError, in French."""
        horizon = aujourd_hui().year if deja_ne in self.validators else dates.HORIZON
        if (lue := dates.jour(texte, horizon)) is None:
            raise ValueError("Cette date n’existe pas ou n’est pas lisible : écrivez-la comme 02/01/2026.")
        return _de_notre_temps(lue)


class ChampInstant(Temporel, DateTimeLocalField):
    """A day and an hour of Togo (UTC)."""

    def _value(self) -> str:
        """Return the instant as the native picker shows it, or what was typed instead of one."""
        return f"{self.data:%Y-%m-%dT%H:%M}" if self.data else super()._value()  # type: ignore[misc]  # its types leave it out

    def lire(self, texte: str) -> datetime:
        """Return the instant typed; raises ValueError, in French."""
        if (lu := dates.instant(texte)) is None:
            raise ValueError(
                "Cette date ou cette heure n’est pas lisible : écrivez-les comme 02/01/2026 10:30."
            )
        return en_utc(_de_notre_temps(lu))


def _de_notre_temps(lue: D) -> D:
    if lue.year not in ANNEES:
        raise ValueError("L’année de cette date est invraisemblable : vérifiez-la.")
    return lue


class ChampMontant(Field):
    """Whole francs, typed as they are in a workbook: « 1 234 567 F », « 100.002 », « 52500,00 »."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else nombre(self.data)

    def pre_validate(self, form: BaseForm) -> None:
        """Leave it at one message when nothing could be read: there is no amount to judge."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valeurs: list[Any]) -> None:
        """Read an amount as a cell of a workbook is read; the message says what is expected."""
        self.data = None
        lu = cellules.entier(valeurs[0] if valeurs else "")
        if lu == "":
            return
        if len(re.sub(r"\D", "", str(lu))) > CHIFFRES_D_UN_MONTANT:
            raise ValueError(DEMESURE)
        if isinstance(lu, str) or lu < 0:
            raise ValueError("Ce montant n’est pas lisible : écrivez des francs entiers, par exemple 52 500.")
        self.data = lu


class ChampEntier(IntegerField):
    """A whole number, of either sign, its thousands parted or not: « 1 234 », « −5 ».

    It is typed in a plain field: a browser's field of numbers empties what it cannot read.
    """

    widget = TextInput()

    def process_formdata(self, valeurs: list[Any]) -> None:
        """Read a number as a cell of a workbook is read; the message says what is expected."""
        self.data = None
        lu = cellules.entier(valeurs[0] if valeurs else "")
        if lu == "":
            return
        if isinstance(lu, str):
            raise ValueError("Ce nombre n’est pas lisible : écrivez un nombre entier, par exemple 1 234.")
        self.data = lu


class ChampMois(Temporel):
    """A month, however people write one, kept as the integer 202610."""

    widget = MonthInput()

    def _value(self) -> str:
        """Return the month as the native picker shows it, or what was typed instead of one."""
        return calendrier.iso(self.data) if self.data else str((self.raw_data or [""])[0])

    def lire(self, texte: str) -> int:
        """Return the month typed; raises ValueError, in French."""
        if (lu := dates.mois(texte)) is None:
            raise ValueError(f"Le mois « {abrege(texte)} » n’est pas lisible : écrivez-le comme 10/2026.")
        return lu


class ChampChoix(SelectField):
    """One member of an enumeration: its name is posted, its French word shown."""

    def __init__(
        self,
        libelle: str | None = None,
        validators: list[Any] | None = None,
        *,
        enumeration: type[enum.Enum],
        **options: Any,
    ):
        invite = [] if "default" in options else [INVITE]
        choix = en_choix([*invite, *((membre.name, membre.value) for membre in enumeration)])
        super().__init__(libelle, validators, choices=choix, coerce=self._nom, **options)
        self.enumeration = enumeration

    @staticmethod
    def _nom(valeur: enum.Enum | str | None) -> str:
        return valeur.name if isinstance(valeur, enum.Enum) else valeur or ""

    def populate_obj(self, objet: object, nom: str) -> None:
        """Write the member itself on the object."""
        setattr(objet, nom, self.enumeration[self.data] if self.data else None)


class ChampOffert(SelectField):
    """One of the values that a column offers; none chosen is kept as none."""

    def populate_obj(self, objet: object, nom: str) -> None:
        """Write the value on the object."""
        setattr(objet, nom, self.data or None)


class ChampOuiNon(SelectField):
    """Yes or no as two words; a boolean that may really be false."""

    def __init__(self, libelle: str | None = None, validators: list[Any] | None = None, **options: Any):
        super().__init__(libelle, validators, choices=en_choix(OUI_NON), coerce=self._mot, **options)

    @staticmethod
    def _mot(valeur: bool | str | None) -> str:
        return valeur if isinstance(valeur, str) else ("oui" if valeur else "non")

    def populate_obj(self, objet: object, nom: str) -> None:
        """Write the boolean on the object."""
        setattr(objet, nom, self.data == "oui")
