"""The library's register of what leaves it."""

from sqlalchemy.orm import Session

from app.generateur.sorties import Sortie
from tests.generateur.bibliotheque.tables import Emport


def noter(session: Session, sortie: Sortie) -> None:
    """Write down how many rows of a list leave, and why."""
    session.add(Emport(liste=sortie.titre, lignes=sortie.lignes, motif=sortie.motif))
