"""The life cycle that every request (demande) follows.

`possibles()` says which buttons to draw, `appliquer()` checks, moves, writes the journal and runs what the
services declared for the move (`avant`, `apres`), all in the caller's transaction.
"""

import enum
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.demandes import a_deux, interets
from app.demandes.etats import (
    ACCEPTER,
    ACCEPTER_PAR_EXCEPTION,
    DEMANDER_COMPLEMENT,
    PRENDRE_EN_CHARGE,
    REJETER,
    SOUMETTRE,
    TRANSITIONS,
    Transition,
)
from app.demandes.tables import Demande, Evenement
from app.identites.organisation import equipe_de
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import Acteur
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.socle.registre import Registre

Effet = Callable[[Session, Any, Acteur], None]
"""What a service does at a moment, on a request of the model that it names."""
F = TypeVar("F", bound=Effet)
FAITS = {
    PRENDRE_EN_CHARGE: Fait.prend,
    DEMANDER_COMPLEMENT: Fait.decide,
    ACCEPTER: Fait.decide,
    ACCEPTER_PAR_EXCEPTION: Fait.decide,
    REJETER: Fait.refuse,
}
"""What the journal calls each move that the fund makes."""


class MotifManquant(Refus):
    """The move needs a reason that was not written."""


class Moment(enum.Enum):
    """When what a service declares for a move is run."""

    saisie = "as the form is saved, and again as the request is sent"
    avant = "before the move: it checks, and may raise Refus"
    apres = "after the move: it books"


def sans_demande(modele: type) -> str:
    """Say why nothing of a request would ever be found under `modele`; empty when some request is one."""
    services = (m.class_ for m in Demande.__mapper__.self_and_descendants)
    return "" if any(issubclass(service, modele) for service in services) else "no request is one"


def _sans_effet(cle: tuple[Moment, Transition | None, type]) -> str:
    """Say why nothing would ever run under a key of EFFETS; empty when it may."""
    moment, transition, modele = cle
    if obstacle := sans_demande(modele):
        return obstacle
    if (transition is None) is not (moment is Moment.saisie):
        return "a form is saved by no transition, and a transition is made of no form"
    return "" if transition is None or transition in TRANSITIONS.values() else "no such transition"


EFFETS: Registre[tuple[Moment, Transition | None, type], Effet] = Registre(
    "effets", plusieurs=True, obstacle=_sans_effet
)
"""What services do beyond the common cycle: functions `(session, demande, acteur)`."""


def a_la_saisie(modele: type) -> Callable[[F], F]:
    """Return a decorator: the function checks what the form of a `modele` says, whoever saves it.

    It takes `(session, demande, acteur)` and may raise Refus, or ChampRefuse beside a field.
    """
    return _inscrit(Moment.saisie, None, modele)


def avant(transition: Transition, modele: type) -> Callable[[F], F]:
    """Return a decorator: the function runs before a `modele` (or a subclass) makes the move, and may refuse.

    It takes `(session, demande, acteur)`, in the move's transaction.
    """
    return _inscrit(Moment.avant, transition, modele)


def apres(transition: Transition, modele: type) -> Callable[[F], F]:
    """Return a decorator: the function runs once a `modele` (or a subclass) made the move.

    In its transaction; it takes `(session, demande, acteur)`. What leaves the database is a deferred task.
    """
    return _inscrit(Moment.apres, transition, modele)


def _inscrit(moment: Moment, transition: Transition | None, modele: type) -> Callable[[F], F]:
    def inscrire(fonction: F) -> F:
        EFFETS.inscrire((moment, transition, modele), fonction)
        return fonction

    return inscrire


def _declencher(
    moment: Moment, transition: Transition | None, session: Session, demande: Demande, acteur: Acteur
) -> None:
    for fonction in EFFETS.de(*((moment, transition, classe) for classe in type(demande).__mro__)):
        fonction(session, demande, acteur)


def exiger_coherente(session: Session, demande: Demande, acteur: Acteur) -> None:
    """Raise Refus, or ChampRefuse, unless what the form of a request says may be asked for."""
    _declencher(Moment.saisie, None, session, demande, acteur)


def possibles(demande: Demande, droits: frozenset[str]) -> list[Transition]:
    """Return the transitions open to a person who holds `droits` on this request, in the table's order.

    What is made elsewhere than by a button is left out (see `Demande.fermees`). Whether the person is free to
    use her rights, `app.demandes.interets` tells.
    """
    ouvertes = (t for t in TRANSITIONS.values() if _faite_ici(demande, t))
    return [t for t in ouvertes if demande.statut in t.depuis and t.droit in droits]


def _faite_ici(demande: Demande, transition: Transition) -> bool:
    """Say whether a service takes a move, and by a button."""
    if transition is ACCEPTER_PAR_EXCEPTION and not demande.exceptionnelle:
        return False
    return transition not in demande.fermees


def appliquer(
    session: Session, demande: Demande, transition: Transition, acteur: Acteur, motif: str = ""
) -> Evenement:
    """Make the move `transition` and return the journal entry, without committing.

    What services declared for the move runs in the same transaction, so that what fails leaves nothing
    behind. A decision that takes two people is tried, undone and proposed (see `a_deux`): the entry says so,
    and the request stays where it was. Raises Refus.
    """
    motif = motif.strip()
    exiger_permise(session, demande, transition, acteur, motif)
    if not a_deux.possible(demande, transition) or acteur.utilisateur_id is None:
        if transition.de_la_caisse:
            a_deux.abandonner(session, demande, acteur)
        return accomplir(session, demande, transition, acteur, motif)
    with session.begin_nested() as essai:
        evenement = accomplir(session, demande, transition, acteur, motif)
        if not a_deux.exigee(session, demande, transition):
            return evenement
        changement = a_deux.changement(demande, transition, motif)
        essai.rollback()
    return a_deux.proposer(session, demande, transition, changement, acteur)


def accomplir(
    session: Session, demande: Demande, transition: Transition, acteur: Acteur, motif: str
) -> Evenement:
    """Make a move that one may make, with what services declared for it; return the journal entry."""
    depart, instant = demande.statut, maintenant()
    if transition is SOUMETTRE:
        exiger_coherente(session, demande, acteur)
    _declencher(Moment.avant, transition, session, demande, acteur)
    _bouger(session, demande, transition, acteur, motif, instant)
    evenement = Evenement(
        demande=demande,
        transition=transition.nom,
        de=depart,
        vers=transition.vers,
        le=instant,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        motif=motif or None,
    )
    session.add(evenement)
    session.flush()
    _noter(session, demande, transition, acteur, motif)
    _declencher(Moment.apres, transition, session, demande, acteur)
    return evenement


def _noter(session: Session, demande: Demande, transition: Transition, acteur: Acteur, motif: str) -> None:
    """Have the journal tell a move that the fund makes."""
    if transition.de_la_caisse:
        quoi = f"{demande.libelle_type} : {transition.vers.value.lower()}"
        noter(session, FAITS[transition], quoi, sur=demande, acteur=acteur, pourquoi=motif)


def _bouger(
    session: Session, demande: Demande, transition: Transition, acteur: Acteur, motif: str, instant: datetime
) -> None:
    """Write on the request where it stands now, since when, by whom and why; its number once it is sent."""
    demande.statut = transition.vers
    if transition.date:
        setattr(demande, transition.date, instant)
    if transition.de_la_caisse:
        demande.agent_id = acteur.utilisateur_id
    if motif:
        demande.motif = motif
    if transition is SOUMETTRE and not demande.numero:
        demande.numero = numero(demande)
        _confier(session, demande)


def _confier(session: Session, demande: Demande) -> None:
    """Give a request sent for the first time to the team of its service, unless it chose another itself."""
    if demande.equipe == str(demande.confiee_a):
        demande.equipe = equipe_de(session, demande.type)


def numero(demande: Demande) -> str:
    """Return the number of a request: the service's letters, the year, the key (`QTS-2026-000123`)."""
    return f"{demande.prefixe}-{demande.cree_le:%Y}-{demande.id:06d}"


def exiger_permise(
    session: Session, demande: Demande, transition: Transition, acteur: Acteur, motif: str
) -> None:
    """Raise Refus unless the actor may make this move now."""
    if transition not in TRANSITIONS.values() or transition.droit not in acteur.droits_sur(demande):
        raise Refus("Cette action ne vous est pas ouverte sur cette demande.")
    if demande.statut not in transition.depuis:
        raise Refus(
            f"Cette demande est maintenant « {demande.statut.value} » : l’action « {transition.libelle} » "
            "n’est plus possible. Lisez où elle en est, puis choisissez parmi ce qui reste possible."
        )
    if transition.de_la_caisse:
        interets.exiger_aucun(session, demande, acteur.utilisateur_id)
    if transition is ACCEPTER_PAR_EXCEPTION and not demande.exceptionnelle:
        raise Refus("Ce service ne s’accorde pas par exception : acceptez ou rejetez la demande.")
    if transition.motif and not motif:
        raise MotifManquant("Écrivez le motif : la personne concernée doit savoir quoi faire.")
