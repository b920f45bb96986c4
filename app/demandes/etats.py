"""Where a request stands, and the moves that every service shares: one table of transitions."""

from dataclasses import dataclass

from app.generateur.badges import Etat


class Statut(Etat):
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

INSTRUIRE = "instruire"
"""The right to act for the fund (see `app.socle.acces.DROITS`)."""


@dataclass(frozen=True)
class Transition:
    """One move of the life cycle.

    `droit` is the right asked for (see `app.socle.droits`), `date` the column of the request stamped by the
    move, `libelle` the button, `motif` whether a reason must be written.
    """

    nom: str
    libelle: str
    depuis: frozenset[Statut]
    vers: Statut
    droit: str
    motif: bool = False
    date: str | None = None

    @property
    def de_la_caisse(self) -> bool:
        """Whether the fund makes it, and not who asks."""
        return self.droit == INSTRUIRE


SOUMETTRE = Transition(
    nom="soumettre",
    libelle="Confirmer et soumettre",
    depuis=A_COMPLETER,
    vers=Statut.soumise,
    droit="deposer",
    date="soumise_le",
)
ANNULER = Transition(
    nom="annuler",
    libelle="Annuler la demande",
    depuis=A_COMPLETER | {Statut.soumise},
    vers=Statut.annulee,
    droit="deposer",
    date="decidee_le",
)
PRENDRE_EN_CHARGE = Transition(
    nom="prendre_en_charge",
    libelle="Prendre en charge",
    depuis=frozenset({Statut.soumise}),
    vers=Statut.en_instruction,
    droit=INSTRUIRE,
    date="prise_en_charge_le",
)
DEMANDER_COMPLEMENT = Transition(
    nom="demander_complement",
    libelle="Demander un complément",
    depuis=frozenset({Statut.en_instruction}),
    vers=Statut.complement_demande,
    droit=INSTRUIRE,
    motif=True,
)
ACCEPTER = Transition(
    nom="accepter",
    libelle="Accepter",
    depuis=frozenset({Statut.en_instruction}),
    vers=Statut.acceptee,
    droit=INSTRUIRE,
    date="decidee_le",
)
REJETER = Transition(
    nom="rejeter",
    libelle="Rejeter",
    depuis=frozenset({Statut.en_instruction}),
    vers=Statut.rejetee,
    droit=INSTRUIRE,
    motif=True,
    date="decidee_le",
)
ACCEPTER_PAR_EXCEPTION = Transition(
    nom="accepter_par_exception",
    libelle="Accepter par exception",
    depuis=frozenset({Statut.en_instruction}),
    vers=Statut.acceptee,
    droit="instruire",
    motif=True,
    date="decidee_le",
)
"""Against what the rules conclude, with a reason: always by two, for the services that take it."""
ACCEPTATIONS = frozenset({ACCEPTER, ACCEPTER_PAR_EXCEPTION})
TRANSITIONS = {
    t.nom: t
    for t in (
        SOUMETTRE,
        ANNULER,
        PRENDRE_EN_CHARGE,
        DEMANDER_COMPLEMENT,
        ACCEPTER,
        REJETER,
        ACCEPTER_PAR_EXCEPTION,
    )
}
"""Every move by its name, which addresses and the journal hold; in the order of the buttons."""
