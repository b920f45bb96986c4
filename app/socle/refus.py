"""What cannot be done, told to the person who asked for it."""

from typing import ClassVar


class Refus(Exception):
    """What was asked cannot be done; the message is a French sentence that says what to do."""


class ChampRefuse(Refus):
    """What one field of a form says cannot stand; the message is shown beside the field `champ`."""

    def __init__(self, champ: str, phrase: str):
        super().__init__(phrase)
        self.champ = champ


class EnvoiRefuse(Refus):
    """What is sent cannot be taken now; `statut` is what HTTP calls it."""

    statut: ClassVar[int] = 422


class RefusParCode(Refus):
    """A refusal that another process may send: `code` is a key of `phrases`, `details` fill it in."""

    phrases: ClassVar[dict[str, str]] = {}

    def __init__(self, code: str, **details: object):
        self.code, self.details = code, details
        super().__init__(self.phrase())

    def phrase(self) -> str:
        """Return the French sentence to show, which says what to do."""
        return self.phrases[self.code].format(**self.details)
