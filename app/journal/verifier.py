"""The whole journal read again: each night, when somebody asks, or from the command line."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.journal.chaine import relire
from app.journal.controle import Engagement, JournalFaux, Suivi
from app.journal.notes import noter
from app.journal.points import engagement_de
from app.journal.tables import COLONNES, Fait, LigneDuJournal, PointDeControle
from app.regles.francais import INSECABLE, accord
from app.socle.base_de_donnees import transaction
from app.travaux.taches import Ronde, tache


@dataclass(frozen=True)
class Verdict:
    """What reading the journal again gave: how many lines, how long, and the fault; empty when it holds."""

    lignes: int
    points: int
    secondes: float
    faute: str = ""

    @property
    def phrase(self) -> str:
        """Return what was read, in French."""
        lignes = accord(self.lignes, "ligne", "lignes")
        points = accord(self.points, "point de contrôle", "points de contrôle")
        return f"{lignes} et {points}, relus en {self.secondes:.1f}".replace(".", ",") + f"{INSECABLE}s"


def verifier(session: Session) -> Verdict:
    """Read every line and every checkpoint again, and return the verdict."""
    debut, suivi, points = time.monotonic(), Suivi(), _combien_de_points(session)
    try:
        suivi.suivre(relire(session), _engagements(session))
        _exiger_les_points(session, points)
        faute = ""
    except JournalFaux as faux:
        faute = str(faux)
    return Verdict(suivi.arbre.taille, points, round(time.monotonic() - debut, 1), faute)


def _combien_de_points(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(PointDeControle)).one()


def _engagements(session: Session) -> Iterator[Engagement]:
    """Yield what the checkpoints signed, in their order; raises JournalFaux where one is missing or false."""
    points = session.scalars(select(PointDeControle).order_by(PointDeControle.id)).all()
    for numero, point in enumerate(points, 1):
        if point.id != numero:
            raise JournalFaux(f"Le point de contrôle n° {numero} manque.")
        yield engagement_de(point)


def _exiger_les_points(session: Session, points: int) -> None:
    """Raise JournalFaux when the lines tell of a checkpoint that is no longer there."""
    signes = (COLONNES.fait == Fait.signe) & (COLONNES.objet_sorte == PointDeControle.__tablename__)
    dernier = session.scalar(select(COLONNES.objet_cle).where(signes).order_by(COLONNES.rang.desc()).limit(1))
    if (dernier or 0) > points:
        raise JournalFaux(f"Le point de contrôle n° {dernier} manque.")


@tache("verifier_le_journal", dehors=True, ronde=Ronde.nuit)
def verifier_le_journal(session: Session) -> None:
    """Read the journal again, and write in it what was found."""
    verdict = verifier(session)
    with transaction(session):
        quoi = "Journal à revoir" if verdict.faute else "Journal entier"
        noter(session, Fait.verifie, quoi, pourquoi=verdict.faute, details=asdict(verdict))


def dernier_verdict(session: Session) -> tuple[datetime, Verdict] | None:
    """Return when the journal was last read again and what was found; None before the first time."""
    requete = select(LigneDuJournal).where(LigneDuJournal.fait == Fait.verifie)
    ligne = session.scalars(requete.order_by(LigneDuJournal.id.desc()).limit(1)).one_or_none()
    return (ligne.le, Verdict(**json.loads(ligne.details))) if ligne else None
