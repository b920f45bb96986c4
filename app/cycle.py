"""The life cycle that every request (demande) follows, as one table of transitions.

`possibles()` says which buttons to draw, `appliquer()` checks, moves, writes the journal and runs the
effects that `@effet` registered (they live in `app.effets`), all in the caller's transaction.
"""

import enum
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime


class Statut(enum.Enum):
    """Where a request stands; the value is the word people read."""

    brouillon = "Brouillon"
    soumise = "Soumise"
    en_instruction = "En instruction"
    complement_demande = "Complément demandé"
    acceptee = "Acceptée"
    rejetee = "Rejetée"
    annulee = "Annulée"


A_COMPLETER = frozenset({Statut.brouillon, Statut.complement_demande})
"""The author may still change the content."""
EN_ATTENTE = frozenset({Statut.soumise, Statut.en_instruction})
"""The fund has to act."""
TERMINEES = frozenset({Statut.acceptee, Statut.rejetee, Statut.annulee})


@dataclass(frozen=True)
class Transition:
    """One move of the life cycle.

    `droit` is the right asked for (see `app.acces.ROLES`), `date` the column of the request stamped by
    the move, `libelle` the button, `motif` whether a reason must be written.
    """

    nom: str
    libelle: str
    depuis: frozenset[Statut]
    vers: Statut
    droit: str
    motif: bool = False
    date: str | None = None


TRANSITIONS = {
    t.nom: t
    for t in (
        Transition(
            "soumettre", "Confirmer et soumettre", A_COMPLETER, Statut.soumise, "deposer", date="soumise_le"
        ),
        Transition(
            "annuler",
            "Annuler la demande",
            A_COMPLETER | {Statut.soumise},
            Statut.annulee,
            "deposer",
            date="decidee_le",
        ),
        Transition(
            "prendre_en_charge",
            "Prendre en charge",
            frozenset({Statut.soumise}),
            Statut.en_instruction,
            "instruire",
            date="prise_en_charge_le",
        ),
        Transition(
            "demander_complement",
            "Demander un complément",
            frozenset({Statut.en_instruction}),
            Statut.complement_demande,
            "instruire",
            motif=True,
        ),
        Transition(
            "accepter",
            "Accepter",
            frozenset({Statut.en_instruction}),
            Statut.acceptee,
            "instruire",
            date="decidee_le",
        ),
        Transition(
            "rejeter",
            "Rejeter",
            frozenset({Statut.en_instruction}),
            Statut.rejetee,
            "instruire",
            motif=True,
            date="decidee_le",
        ),
    )
}


class TransitionRefusee(Exception):
    """The move cannot be made; the message is a French sentence that says what to do."""


class MotifManquant(TransitionRefusee):
    """The move needs a reason that was not written."""


class ChampRefuse(TransitionRefusee):
    """What one field of a request says cannot stand; the message is shown beside the field `champ`."""

    def __init__(self, champ: str, phrase: str):
        super().__init__(phrase)
        self.champ = champ


_EFFETS: dict[tuple[str, str, type], list] = defaultdict(list)


def effet(transition: str, modele: type, quand: str = "apres"):
    """Return a decorator that runs a function when a `modele` (or a subclass) makes `transition`.

    The function takes `(session, demande, acteur)` and runs in the move's transaction: `quand="avant"` it
    checks and may raise TransitionRefusee, `"apres"` it books. What leaves the database is a deferred task.
    What is registered before « remplir » is checked as the form is saved, and again as the request is sent.
    """

    def inscrire(fonction):
        _EFFETS[quand, transition, modele].append(fonction)
        return fonction

    return inscrire


def _declencher(quand: str, session, demande, transition: str, acteur) -> None:
    for classe in type(demande).__mro__:
        for fonction in _EFFETS.get((quand, transition, classe), ()):
            fonction(session, demande, acteur)


def exiger_coherente(session, demande, acteur) -> None:
    """Raise TransitionRefusee, or ChampRefuse, unless what the form of a request says may be asked for."""
    _declencher("avant", session, demande, "remplir", acteur)


def possibles(demande, droits: frozenset[str]) -> list[Transition]:
    """Return the transitions open to a person who holds `droits` on this request, in the table's order.

    What is made elsewhere than by a button is left out (see `Demande.fermees`).
    """
    ouvertes = (t for t in TRANSITIONS.values() if t.nom not in demande.fermees)
    return [t for t in ouvertes if demande.statut in t.depuis and t.droit in droits]


def appliquer(session, demande, nom: str, acteur, motif: str = ""):
    """Move `demande` by the transition `nom` and return the journal entry, without committing.

    `acteur` is an `app.acces.Acteur`. The effects registered for the move run in the same transaction,
    so that a failed effect leaves nothing behind. Raises TransitionRefusee.
    """
    from app.models import Evenement

    transition = TRANSITIONS.get(nom)
    motif = motif.strip()
    _verifier(demande, transition, acteur, motif)
    depart = demande.statut
    maintenant = datetime.now(UTC)
    if nom == "soumettre":
        exiger_coherente(session, demande, acteur)
    _declencher("avant", session, demande, nom, acteur)
    demande.statut = transition.vers
    if transition.date:
        setattr(demande, transition.date, maintenant)
    if transition.droit == "instruire":
        demande.agent_id = acteur.utilisateur_id
    if motif:
        demande.motif = motif
    if nom == "soumettre" and not demande.numero:
        demande.numero = numero(demande)
    evenement = Evenement(
        demande=demande,
        transition=nom,
        de=depart,
        vers=transition.vers,
        le=maintenant,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        motif=motif or None,
    )
    session.add(evenement)
    session.flush()
    _declencher("apres", session, demande, nom, acteur)
    return evenement


def numero(demande) -> str:
    """Return the number of a request: the service's letters, the year, the key (`QTS-2026-000123`)."""
    return f"{demande.prefixe}-{demande.cree_le:%Y}-{demande.id:06d}"


def _verifier(demande, transition, acteur, motif):
    """Raise TransitionRefusee unless the actor may make this move now."""
    if transition is None or transition.droit not in acteur.droits_sur(demande):
        raise TransitionRefusee("Cette action ne vous est pas ouverte sur cette demande.")
    if demande.statut not in transition.depuis:
        raise TransitionRefusee(
            f"Cette demande est maintenant « {demande.statut.value} » : l’action « {transition.libelle} » "
            "n’est plus possible. Lisez où elle en est, puis choisissez parmi ce qui reste possible."
        )
    if transition.motif and not motif:
        raise MotifManquant("Écrivez le motif : la personne concernée doit savoir quoi faire.")
