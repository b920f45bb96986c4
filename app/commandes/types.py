"""What commands take and print: months, days, francs, files, JSON."""

import json
import os
from datetime import datetime
from pathlib import Path

import click

from app.regles import mois


class MoisISO(click.ParamType):
    """A month written 2026-10."""

    name = "AAAA-MM"

    def convert(self, value, param, ctx):
        """Return the month as the integer 202610."""
        try:
            return mois.lire(value)
        except ValueError as refus:
            self.fail(str(refus), param, ctx)


class Jour(click.ParamType):
    """A day written 2026-06-01."""

    name = "AAAA-MM-JJ"

    def convert(self, value, param, ctx):
        """Return the date."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"« {value} » n’est pas une date : écrivez-la comme 2026-06-01.", param, ctx)


class TypeFrancs(click.ParamType):
    """Whole francs, not under zero."""

    name = "FRANCS"

    def convert(self, value, param, ctx):
        """Return the francs."""
        if not (value.isascii() and value.isdigit()):
            self.fail(f"« {value} » n’est pas un montant : écrivez des francs entiers, par exemple 152500.")
        return int(value)


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
