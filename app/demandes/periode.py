"""Two months that bound what a request is about."""

from typing import Protocol

from sqlalchemy.orm import Session

from app.socle.acces import Acteur
from app.socle.refus import ChampRefuse


class EntreDeuxMois(Protocol):
    """A request about the months from one to another."""

    @property
    def periode_debut(self) -> int | None: ...

    @property
    def periode_fin(self) -> int | None: ...


def ordonner_les_mois(session: Session, demande: EntreDeuxMois, acteur: Acteur) -> None:
    """Refuse a last month that comes before the first; declared by the services that ask for both."""
    if demande.periode_debut and demande.periode_fin and demande.periode_fin < demande.periode_debut:
        raise ChampRefuse("periode_fin", "Le dernier mois précède le premier : corrigez l’un des deux.")
