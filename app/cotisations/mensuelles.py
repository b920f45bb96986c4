"""What an employer declares month by month: one draft at a time, and a correction once a month is accepted.

The DNR and the declaration of contributions are opened alike; each then fills its draft in its own way.
"""

from collections.abc import Set
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from app.cotisations.echeances import premier_mois
from app.cotisations.tables import NatureDeclaration
from app.demandes.etats import A_COMPLETER, EN_ATTENTE, TERMINEES, Statut
from app.demandes.tables import Demande
from app.regles import mois
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui

ECARTEES = TERMINEES - {Statut.acceptee}
"""The states of what declares nothing."""


class Mensuelle(Protocol):
    """A request that declares a month, once, or corrects what was declared."""

    employeur_id: ClassVar[Mapped[int | None]]
    id: ClassVar[Mapped[int]]
    numero: ClassVar[Mapped[str | None]]
    periode: ClassVar[Mapped[int]]
    soumise_le: ClassVar[Mapped[datetime | None]]
    statut: ClassVar[Mapped[Statut]]

    def __init__(self, **colonnes: Any) -> None: ...


M = TypeVar("M", bound=Mensuelle)


class DejaEnCours(Exception):
    """Another declaration of the month is at the fund; the message says which."""


def ouvrir(
    session: Session, modele: type[M], employeur: Employeur, periode: int, acteur: Acteur
) -> tuple[M, bool]:
    """Return `(declaration, whether it is new)` for the month `periode` (yyyymm).

    `modele` is a service with `periode`, `nature` and `rectifie_id`. The draft begun is taken up again; a new
    one corrects the declaration accepted for the month, if any. Raises DejaEnCours while the fund examines
    one, ValueError for a month to come, before the employer's activity or the known law. Does not commit.
    """
    _verifier(session, employeur, periode)
    if (brouillon := derniere(session, modele, employeur.id, periode, A_COMPLETER)) is not None:
        return brouillon, False
    if (encours := derniere(session, modele, employeur.id, periode, EN_ATTENTE)) is not None:
        raise DejaEnCours(
            f"La déclaration {encours.numero} {mois.complement(periode)} est chez la CNSS : attendez sa "
            "décision, ou annulez-la si elle n’est pas encore prise en charge."
        )
    acceptee = derniere(session, modele, employeur.id, periode, {Statut.acceptee})
    declaration = modele(
        employeur=employeur,
        periode=periode,
        cree_par_id=acteur.utilisateur_id,
        rectifie_id=acceptee and acceptee.id,
        nature=NatureDeclaration.rectificative if acceptee else NatureDeclaration.initiale,
    )
    session.add(declaration)
    return declaration, True


def a_declarer(session: Session, modele: type[Mensuelle], employeur_id: int) -> int:
    """Return the month (yyyymm) to propose: the latest one begun, or the one after the last one declared.

    Who declared nothing yet is proposed the last month over; nobody a month to come.
    """
    ce_mois = mois.de_date(aujourd_hui())
    tenues = (
        select(modele.periode, Demande.statut)
        .where(Demande.employeur_id == employeur_id, Demande.statut.not_in(ECARTEES))
        .order_by(modele.periode.desc(), Demande.id.desc())
    )
    derniere_ = session.execute(tenues.limit(1)).one_or_none()
    if derniere_ is None:
        return mois.plus(ce_mois, -1)
    periode, statut = derniere_
    return periode if statut in A_COMPLETER else min(mois.plus(periode, 1), ce_mois)


def derniere(
    session: Session, modele: type[M], employeur_id: int, periode: int, statuts: Set[Statut]
) -> M | None:
    """Return the latest declaration of the month in one of the states, or None."""
    du_mois = (Demande.employeur_id == employeur_id, modele.periode == periode)
    requete = select(modele).where(*du_mois, Demande.statut.in_(statuts)).order_by(Demande.id.desc())
    return session.scalars(requete.limit(1)).one_or_none()


def refusee(session: Session, declaration: M) -> M | None:
    """Return the latest declaration of the same month, if it was sent and came to nothing; or None."""
    assert declaration.employeur_id is not None, "only an employer declares"
    close = derniere(session, type(declaration), declaration.employeur_id, declaration.periode, TERMINEES)
    return close if close is not None and close.soumise_le and close.statut in ECARTEES else None


def _verifier(session: Session, employeur: Employeur, periode: int) -> None:
    if periode > mois.de_date(aujourd_hui()):
        raise ValueError(
            f"Le mois {mois.complement(periode)} n’a pas commencé : choisissez un mois déjà travaillé."
        )
    debut = mois.de_date(employeur.debut_activite_le)
    if periode < debut:
        raise ValueError(
            f"Votre activité a commencé en {mois.libelle(debut)} : choisissez un mois à partir de là."
        )
    premier = premier_mois(employeur, bareme(session))
    if periode < premier:
        raise ValueError(
            f"Le portail ne connaît pas les règles d’avant {mois.libelle(premier)} : déclarez les mois plus "
            "anciens sur papier, à votre division de la CNSS."
        )
