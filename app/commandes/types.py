"""What commands take and print: months, days, JSON."""

import json
from datetime import datetime

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


def en_json(objet) -> None:
    """Print plain values as JSON, accents kept."""
    click.echo(json.dumps(objet, ensure_ascii=False, indent=2))
