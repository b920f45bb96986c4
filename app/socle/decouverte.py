"""Reading every module of the house, so that what each declares is known without a list of them."""

from importlib import import_module
from pkgutil import walk_packages

SANS_DECLARATION = ("app.classeurs", "app.documents", "app.regles", "app.socle", "app.commandes")
"""Rooms of pure functions, or read by who asks for them: some load libraries that no page needs."""


def lire_la_maison(paquet: str = "app") -> None:
    """Import the modules of `paquet` that may declare a table, a screen, a task or an effect."""
    for module in walk_packages(import_module(paquet).__path__, f"{paquet}."):
        if not module.name.startswith(SANS_DECLARATION):
            import_module(module.name)
