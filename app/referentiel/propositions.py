"""Four eyes: what one person proposes is done once another person confirms it, and never by one hand.

An act says which right it takes. Nobody proposes a power for himself. Who confirms holds the act's right, is
neither who proposed nor whom it gives power to, and owes his account or his power to neither of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.notes import noter
from app.journal.tables import Fait
from app.referentiel.tables import Issue, Proposition
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.socle.registre import Registre

Paires = list[tuple[str, str]]
"""Labels and what they say, as pages show them."""


@dataclass(frozen=True)
class Acte:
    """Something that takes two people.

    `domaine` and `droit` are the right it takes (see `app.socle.droits`).
    """

    code: str
    libelle: str
    domaine: str
    droit: str = "configurer"


@dataclass(frozen=True)
class Changement:
    """What would change, as who confirms reads it; `beneficiaire_id` is the account it gives power to."""

    objet_id: int
    resume: str
    avant: Paires
    apres: Paires
    montant: int | None = None
    motif: str = ""
    beneficiaire_id: int | None = None


Effet = Callable[[Session, Proposition, Acteur], None]
"""What is done with a proposition, by who decides on it."""
Obstacle = Callable[[Session, Proposition, Acteur], str]
"""Why somebody may not decide on a proposition, a French sentence; empty when he may."""
ObstacleAProposer = Callable[[Session, Changement, Acteur], str]
"""Why somebody may not propose a change, a French sentence; empty when he may."""

ACTES: Registre[str, Acte] = Registre("actes")
"""The acts that take two people, by their code, which propositions hold."""
CONFIRMATIONS: Registre[Acte, Effet] = Registre("confirmations")
"""What the confirmation of an act does."""
REFUS: Registre[Acte, Effet] = Registre("refus_de_proposition")
"""What is undone when an act is refused, or taken back by who proposed it."""
OBSTACLES: Registre[Acte | None, Obstacle] = Registre("obstacles_a_confirmer", plusieurs=True)
"""Who may not decide on an act besides, and why; under None, on any."""
A_PROPOSER: Registre[Acte | None, ObstacleAProposer] = Registre("obstacles_a_proposer", plusieurs=True)
"""Who may not propose a change, and why; under None, of any act."""
A_CONFIRMER: Registre[Acte | None, Obstacle] = Registre("exigences_de_confirmation", plusieurs=True)
"""Why a proposition may only be refused; under None, of any act."""


def acte(**precisions: Any) -> Acte:
    """Declare an act that takes two people, and return it: see `Acte`."""
    nouveau = Acte(**precisions)
    return ACTES.inscrire(nouveau.code, nouveau)


def a_la_confirmation(de: Acte) -> Callable[[Effet], Effet]:
    """Return a decorator: the function `(session, proposition, acteur)` does what was proposed."""
    return lambda fonction: CONFIRMATIONS.inscrire(de, fonction)


def au_refus(de: Acte) -> Callable[[Effet], Effet]:
    """Return a decorator: the function `(session, proposition, acteur)` undoes what the proposal prepared."""
    return lambda fonction: REFUS.inscrire(de, fonction)


def obstacle_a(de: Acte | None) -> Callable[[Obstacle], Obstacle]:
    """Return a decorator: the function `(session, proposition, acteur)` says why one may not decide.

    On the act `de`; on every one when it is None.
    """
    return lambda fonction: OBSTACLES.inscrire(de, fonction)


def obstacle_a_proposer(de: Acte | None) -> Callable[[ObstacleAProposer], ObstacleAProposer]:
    """Return a decorator: the function `(session, changement, acteur)` says why one may not propose it."""
    return lambda fonction: A_PROPOSER.inscrire(de, fonction)


def exigee_pour_confirmer(de: Acte | None) -> Callable[[Obstacle], Obstacle]:
    """Return a decorator: the function `(session, proposition, acteur)` says why one may only refuse it."""
    return lambda fonction: A_CONFIRMER.inscrire(de, fonction)


def acte_de(proposition: Proposition) -> Acte:
    """Return the act that a proposition is of."""
    return ACTES[proposition.acte]


def en_attente(session: Session, de: Acte, objet_id: int) -> Proposition | None:
    """Return what is proposed already for this act on this row, None when nothing waits."""
    requete = select(Proposition).where(
        Proposition.acte == de.code, Proposition.objet_id == objet_id, Proposition.issue.is_(None)
    )
    return session.scalars(requete).one_or_none()


def proposer(
    session: Session, de: Acte, changement: Changement, acteur: Acteur, **donnees: Any
) -> Proposition:
    """Write down what somebody proposes; nothing is done yet. `donnees` is what its execution will need.

    Does not commit. Raises Refus when the same waits already, or for who lacks the right.
    """
    if de.droit not in acteur.droits(de.domaine):
        raise Refus("Cette action ne vous est pas ouverte.")
    if empeche := _premier(A_PROPOSER.de(None, de), session, changement, acteur):
        raise Refus(empeche)
    if deja := en_attente(session, de, changement.objet_id):
        raise Refus(
            f"{deja.proposee_par_nom} l’a déjà proposé : quelqu’un d’autre doit d’abord confirmer ou refuser."
        )
    proposition = Proposition(
        acte=de.code,
        objet_id=changement.objet_id,
        resume=changement.resume[:300],
        avant=changement.avant,
        apres=changement.apres,
        donnees=donnees,
        montant=changement.montant,
        beneficiaire_id=changement.beneficiaire_id,
        motif=changement.motif.strip() or None,
        proposee_par_id=acteur.utilisateur_id,
        proposee_par_nom=acteur.nom,
    )
    session.add(proposition)
    session.flush()
    noter(
        session,
        Fait.propose,
        proposition.resume,
        sur=proposition,
        acteur=acteur,
        pourquoi=changement.motif,
    )
    return proposition


def obstacle(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why a person may not confirm or refuse a proposition, in French; empty when she may."""
    if proposition.issue:
        return f"C’est déjà décidé : {proposition.issue.value.lower()}."
    de = acte_de(proposition)
    if acteur.utilisateur_id is None or de.droit not in acteur.droits(de.domaine):
        return "Cette décision ne vous est pas ouverte."
    if acteur.utilisateur_id == proposition.proposee_par_id:
        return "Vous l’avez proposé : une autre personne doit le confirmer."
    if acteur.utilisateur_id == proposition.beneficiaire_id:
        return "Cela vous donne un pouvoir : une autre personne doit décider."
    return _premier(OBSTACLES.de(None, de), session, proposition, acteur)


def _premier(obstacles: Iterable[Callable[..., str]], *faits: object) -> str:
    """Return the first sentence that an obstacle says of some facts, empty when none says any."""
    return next(filter(None, (dit(*faits) for dit in obstacles)), "")


def confirmer(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Do what was proposed. Does not commit. Raises Refus."""
    _exiger_libre(session, verrouiller(session, proposition), acteur)
    if perdue := _premier(A_CONFIRMER.de(None, acte_de(proposition)), session, proposition, acteur):
        raise Refus(perdue)
    _statuer(proposition, Issue.confirmee, acteur)
    noter(session, Fait.confirme, proposition.resume, sur=proposition, acteur=acteur)
    session.flush()
    CONFIRMATIONS[acte_de(proposition)](session, proposition, acteur)


def refuser(session: Session, proposition: Proposition, acteur: Acteur, motif: str) -> None:
    """Refuse what was proposed, for a reason that who proposed it will read. Raises Refus."""
    _exiger_libre(session, verrouiller(session, proposition), acteur)
    if not motif.strip():
        raise Refus("Écrivez pourquoi vous refusez : la personne qui propose doit savoir quoi changer.")
    proposition.motif_refus = motif.strip()
    clore(session, proposition, Issue.refusee, acteur)


def retirer(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Take back what one proposed oneself. Raises Refus."""
    verrouiller(session, proposition)
    if proposition.issue or proposition.proposee_par_id != acteur.utilisateur_id:
        raise Refus("Cette proposition n’est plus à retirer, ou n’est pas la vôtre.")
    clore(session, proposition, Issue.retiree, acteur)


def _exiger_libre(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    if empeche := obstacle(session, proposition, acteur):
        raise Refus(empeche)


def clore(session: Session, proposition: Proposition, issue: Issue, acteur: Acteur) -> None:
    """End a proposition otherwise than by doing it, and undo what it prepared."""
    _statuer(proposition, issue, acteur)
    motif = proposition.motif_refus or ""
    noter(session, Fait.refuse, proposition.resume, sur=proposition, acteur=acteur, pourquoi=motif)
    session.flush()
    for defaire in REFUS.de(acte_de(proposition)):
        defaire(session, proposition, acteur)


def les_deux(proposition: Proposition, acteur: Acteur) -> str:
    """Return who proposed and who confirms, as what was done tells it."""
    return f"Proposé par {proposition.proposee_par_nom}, confirmé par {acteur.nom}."


def _statuer(proposition: Proposition, issue: Issue, acteur: Acteur) -> None:
    proposition.issue, proposition.statuee_le = issue, maintenant()
    proposition.statuee_par_id, proposition.statuee_par_nom = acteur.utilisateur_id, acteur.nom
