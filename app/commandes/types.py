"""What commands take and print: texts, numbers, months, days, francs, files, JSON.

What is typed is cleaned and read as the forms of the portal do it, whatever the keyboard.
"""

import json
import os
from datetime import date
from pathlib import Path

import click

from app.classeurs import cellules, dates
from app.commandes.refus import CommandeRefusee
from app.generateur.controles import lire_courriel, qui_ne_s_imprime_pas
from app.regles import mois
from app.socle.horloge import aujourd_hui
from app.socle.saisie import nettoyer


class Secret(click.ParamType):
    """A password: the spaces around it are its own."""

    name = "SECRET"

    def convert(self, value, param, ctx):
        """Return the text as its author meant it."""
        return nettoyer(value)


class TypeTexte(click.ParamType):
    """A text that somebody types or pastes."""

    name = "TEXTE"

    def convert(self, value, param, ctx):
        """Return the text as its author meant it, without the spaces around."""
        return nettoyer(value).strip()


class TexteImprime(TypeTexte):
    """A text that will be printed, shown or sent: a name, a reason."""

    def convert(self, value, param, ctx):
        """Return the text; what does not print is refused."""
        propre = super().convert(value, param, ctx)
        if refus := qui_ne_s_imprime_pas(propre):
            self.fail(refus, param, ctx)
        return propre


class Courriel(TypeTexte):
    """The e-mail address of an account."""

    name = "ADRESSE"

    def convert(self, value, param, ctx):
        """Return the address as accounts hold it."""
        if not (adresse := lire_courriel(super().convert(value, param, ctx))):
            raise CommandeRefusee("Cette adresse n’est pas complète : écrivez-la comme prenom.nom@cnss.tg.")
        return adresse


class Numero(click.ParamType):
    """A number of the register, whatever parts its digits."""

    name = "NUMERO"

    def convert(self, value, param, ctx):
        """Return its digits; what is none of a number, as it was typed."""
        return cellules.numero(value)


class TypeMois(TypeTexte):
    """A month, however people write one."""

    name = "AAAA-MM"

    def convert(self, value, param, ctx):
        """Return the month as the integer 202610."""
        ecrit = super().convert(value, param, ctx)
        try:
            return dates.mois(ecrit) or mois.lire(ecrit)
        except ValueError as refus:
            self.fail(str(refus), param, ctx)


class TypeJour(TypeTexte):
    """A day, however people write one; `naissance` is for somebody born already."""

    name = "AAAA-MM-JJ"

    def __init__(self, naissance: bool = False):
        self.naissance = naissance

    def convert(self, value, param, ctx) -> date:
        """Return the date."""
        ecrit = super().convert(value, param, ctx)
        lu = dates.jour(ecrit, aujourd_hui().year if self.naissance else dates.HORIZON)
        return lu or self.fail(f"« {ecrit} » n’est pas une date : écrivez-la comme 2026-06-01.", param, ctx)


class TypeFrancs(click.ParamType):
    """Whole francs, not under zero."""

    name = "FRANCS"

    def convert(self, value, param, ctx):
        """Return the francs."""
        lu = cellules.entier(value)
        if not isinstance(lu, int) or lu < 0:
            self.fail(f"« {value} » n’est pas un montant : écrivez des francs entiers, par exemple 152500.")
        return lu


class TypeFichier(click.ParamType):
    """A file to read."""

    name = "FICHIER"

    def convert(self, value, param, ctx):
        """Return its path."""
        if not (chemin := Path(value)).is_file():
            self.fail(f"le fichier « {value} » n’existe pas : vérifiez son nom et son dossier.")
        if not os.access(chemin, os.R_OK):
            self.fail(f"vous n’avez pas le droit de lire « {value} ».")
        return chemin


class CheminDeSortie(click.ParamType):
    """A file to write, whose directory is there: said before the work, not after it."""

    name = "SORTIE"

    def convert(self, value, param, ctx):
        """Return its path."""
        chemin = Path(value)
        if chemin.is_dir():
            self.fail(f"« {value} » est un dossier : ajoutez un nom de fichier.")
        if not chemin.parent.is_dir():
            self.fail(f"le dossier « {chemin.parent} » n’existe pas : créez-le d’abord.")
        if not os.access(chemin if chemin.exists() else chemin.parent, os.W_OK):
            self.fail(f"vous n’avez pas le droit d’écrire « {value} ».")
        return chemin


def en_json(objet) -> None:
    """Print plain values as JSON, accents kept."""
    click.echo(json.dumps(objet, ensure_ascii=False, indent=2))
