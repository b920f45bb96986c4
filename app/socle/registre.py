"""What rooms declare for others to find: each kind in one typed registry, which knows its keys.

A key is an object (a transition, a model, a member of an enumeration), so that a mistyped one does not start.
What is said twice is refused as it is said; what is unknown or can never be reached, by `verifier()` once all
rooms are read. A model inherits what its bases declare.
"""

import inspect
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

C = TypeVar("C", bound=Hashable)
V = TypeVar("V")


class EntreeRefusee(RuntimeError):
    """A registration that is doubled, unknown or never reached; the message names its file."""


@dataclass(frozen=True)
class Entree(Generic[C, V]):
    """One registration: what, under which key, said where."""

    cle: C
    valeur: V
    lieu: str
    """File and line, `app/services/remise.py:41`."""


class Registre(Generic[C, V]):
    """What is declared under keys of one kind; `plusieurs` may share a key, in the order they are read.

    `obstacle` returns why a key leads nowhere, an English sentence, empty when it does.
    """

    tous: ClassVar[list["Registre[Any, Any]"]] = []
    """All registries of the process, as `flask registres` lists them."""

    def __init__(self, nom: str, plusieurs: bool = False, obstacle: Callable[[C], str] = lambda cle: ""):
        self.nom, self.plusieurs, self.obstacle = nom, plusieurs, obstacle
        self._inscriptions: dict[C, list[Entree[C, V]]] = {}
        Registre.tous.append(self)

    def inscrire(self, cle: C, valeur: V) -> V:
        """Declare `valeur` under `cle` and return it; raises InscriptionRefusee for what is there already."""
        nouvelle = Entree(cle, valeur, lieu_de(valeur))
        presentes = self._inscriptions.setdefault(cle, [])
        for autre in presentes:
            if not self.plusieurs or autre.lieu == nouvelle.lieu:
                raise EntreeRefusee(
                    f"{nouvelle.lieu}: {self.nom} has {nommer(cle)} already, from {autre.lieu}."
                )
        presentes.append(nouvelle)
        return valeur

    def remplacer(self, cle: C, valeur: V) -> None:
        """Declare `valeur` in place of what `cle` holds; raises KeyError when it holds nothing."""
        self._inscriptions[cle] = [replace(self._inscriptions[cle][-1], valeur=valeur)]

    def __getitem__(self, cle: C) -> V:
        """Return what was declared under exactly `cle`; raises KeyError."""
        return self._inscriptions[cle][-1].valeur

    def __contains__(self, cle: C) -> bool:
        return bool(self._inscriptions.get(cle))

    def __iter__(self) -> Iterator[Entree[C, V]]:
        """Yield the registrations, in the order they were read."""
        for inscriptions in self._inscriptions.values():
            yield from inscriptions

    def valeurs(self) -> list[V]:
        """Return all that was declared, in the order it was read."""
        return [inscription.valeur for inscription in self]

    def de(self, *cles: C) -> list[V]:
        """Return what was declared under each of these keys, in their order."""
        return [i.valeur for cle in cles for i in self._inscriptions.get(cle, ())]

    def verifier(self) -> None:
        """Raise InscriptionRefusee for the first key that leads nowhere."""
        for inscription in self:
            if obstacle := self.obstacle(inscription.cle):
                raise EntreeRefusee(
                    f"{inscription.lieu}: {self.nom} cannot hold {nommer(inscription.cle)}: {obstacle}."
                )

    @contextmanager
    def provisoire(self) -> Iterator[None]:
        """Forget, at the end, what is declared within: for a declaration that is tried."""
        avant = {cle: list(inscriptions) for cle, inscriptions in self._inscriptions.items()}
        try:
            yield
        finally:
            self._inscriptions = avant


def de_la_classe(registre: Registre[type, V], classe: type) -> V | None:
    """Return what a class or the nearest of its bases declares; None when none does."""
    return next(iter(registre.de(*classe.__mro__)), None)


def verifier_tous() -> None:
    """Check every registry, once all rooms are read; raises InscriptionRefusee."""
    for registre in Registre.tous:
        registre.verifier()


def lieu_de(valeur: object) -> str:
    """Return the file and line where a function or a class is written, from the top of the project."""
    objet = inspect.unwrap(valeur) if callable(valeur) else valeur
    code = getattr(objet, "__code__", None)
    if code is not None:
        return f"{_court(code.co_filename)}:{code.co_firstlineno}"
    module = sys.modules.get(getattr(objet, "__module__", ""), None)
    nom = getattr(objet, "__qualname__", type(objet).__name__)
    return f"{_court(getattr(module, '__file__', None) or '?')} ({nom})"


def _court(chemin: str) -> str:
    racine = __file__.removesuffix("app/socle/registre.py")
    return chemin.removeprefix(racine)


def nommer(cle: object) -> str:
    """Return a key as a developer reads it."""
    if isinstance(cle, tuple):
        return ", ".join(map(nommer, cle))
    return getattr(cle, "__name__", None) or getattr(cle, "nom", None) or str(cle)
