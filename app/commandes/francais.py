"""Commands that refuse in French: the sentences of the library are English."""

import click
from flask.cli import AppGroup


class Refus(click.ClickException):
    """One sentence on the error output, and the exit code."""

    def __init__(self, phrase: str, code: int = 1):
        super().__init__(phrase)
        self.exit_code = code

    def show(self, file=None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=True)


class Commande(click.Command):
    """A command whose arguments are refused in French, with exit code 2."""

    def parse_args(self, ctx, args):
        """Read the arguments."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as refus:
            raise _mal_appelee(_phrase(refus), ctx) from None


class Groupe(AppGroup):
    """Commands under one name, refused in French alike."""

    command_class = Commande

    def resolve_command(self, ctx, args):
        """Return the command that the arguments name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            raise _mal_appelee(f"La commande « {args[0]} » n’existe pas.", ctx) from None


def _mal_appelee(phrase: str, ctx: click.Context) -> Refus:
    return Refus(f"{phrase}\nAide : {ctx.command_path} --help", click.UsageError.exit_code)


def _phrase(refus: click.UsageError) -> str:
    match refus:
        case click.MissingParameter():
            return f"Il manque {_nom(refus.param)}."
        case click.BadParameter():
            return f"{_nom(refus.param)} : {refus.message}"
        case click.NoSuchOption():
            return f"L’option {refus.option_name} n’existe pas."
        case click.BadOptionUsage():
            return f"L’option {refus.option_name} est mal écrite : une valeur manque ou est de trop."
    return (
        "Il y a trop de mots dans cette commande : mettez entre guillemets ceux qui contiennent une espace."
    )


def _nom(parametre: click.Parameter) -> str:
    """Return what people type for a parameter: `--periode`, or `FICHIER`."""
    return parametre.opts[0] if isinstance(parametre, click.Option) else parametre.human_readable_name
