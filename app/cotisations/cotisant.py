"""The contribution account (compte cotisant): what an employer owes, pays, is charged and is let off.

Each function books a fact and, with it, all that follows from it: the surcharges accrued and which debts the
payments extinguish (see `app.cotisations.imputation`). None commits.
"""

from datetime import date
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cotisations import livre
from app.cotisations.etat import etat
from app.cotisations.grand_livre import BRANCHES, Mouvement, PieceComptable, passer
from app.cotisations.imputation import Compte, LigneImputee, imputer
from app.cotisations.tables import DU_EMPLOYEUR, Cause, CompteComptable, Ecriture, Operation
from app.regles import mois
from app.regles.francais import francs
from app.regles.retard import echelon
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur

__all__ = [
    "BRANCHES", "constater", "contrepasser", "devoir", "encaisser", "impayes", "remettre", "solde", "soldes",
]  # fmt: skip
C = CompteComptable


class DuMois(Protocol):
    """What makes contributions due for a month: a DNR, or a « déclaration de cotisations » before it.

    It holds besides, for each of BRANCHES, an attribute of that name: francs.
    """

    libelle_type: str

    @property
    def id(self) -> int: ...

    @property
    def numero(self) -> str | None: ...

    @property
    def employeur_id(self) -> int | None: ...

    @property
    def periode(self) -> int: ...


def devoir(
    session: Session, declaration: DuMois, le: date, cause: Cause = Cause.declaration
) -> Operation | None:
    """Book what an accepted declaration makes due: the difference with what already stands for the month.

    Whichever declaration comes second books the difference only. Return None when there is none.
    """
    employeur_id, periode = declaration.employeur_id, declaration.periode
    assert employeur_id is not None, "only an employer owes contributions"
    _verrouiller(session, employeur_id)
    deja = declare(session, employeur_id, periode)
    mouvements = [
        Mouvement(C.employeur, CompteComptable[b], periode, le, getattr(declaration, b) - deja.get(b, 0))
        for b in BRANCHES
    ]
    if not any(m.montant for m in mouvements):
        return None
    libelle = f"{declaration.libelle_type} {declaration.numero}"
    cle = f"declaration:{declaration.id}"
    piece = PieceComptable(
        Cause.correction if any(deja.values()) else cause, le, libelle, cle, declaration.id
    )
    return _comptabiliser(session, employeur_id, piece, mouvements)


def declare(session: Session, employeur_id: int, periode: int) -> dict[str, int]:
    """Return what declarations already made due for a month, in francs by branch."""
    declares = livre.lire(session, employeur_id).declares
    return {b: declares[periode, b] for b in BRANCHES if (periode, b) in declares}


def encaisser(
    session: Session,
    employeur_id: int,
    montant: int,
    le: date,
    reference: str,
    demande_id: int | None = None,
    par_id: int | None = None,
    cle: str = "",
) -> Operation:
    """Book a payment received on the day `le`, allotted to the oldest debt; what is left over is an advance.

    `montant` is in francs, above 0; `cle`, the reference by default, makes the payment unique: it is the
    payer's or the bank's own name for it. Raises ValueError, DejaEncaisse.
    """
    if montant <= 0:
        raise ValueError("Un paiement est un montant positif, en francs.")
    _verrouiller(session, employeur_id)
    cle = f"paiement:{cle or reference}"
    if _ecrite(session, cle):
        raise DejaEncaisse(f"Le versement « {reference} » est déjà au compte : il ne compte qu’une fois.")
    piece = PieceComptable(Cause.paiement, le, f"Paiement {reference}", cle, demande_id, par_id=par_id)
    recu = Mouvement(C.encaissements, C.avances, None, le, montant)
    return _comptabiliser(session, employeur_id, piece, [recu])


class DejaEncaisse(ValueError):
    """The payment is in the account already; the message is a French sentence."""


def _ecrite(session: Session, cle: str) -> bool:
    t = Operation.__table__
    return session.scalar(select(t.c.id).where(t.c.cle == cle)) is not None


class RemiseRefusee(ValueError):
    """The waiver cannot be granted; the message is a French sentence."""


def remettre(
    session: Session,
    *,
    employeur_id: int,
    periode: int,
    montant: int,
    motif: str,
    le: date,
    acteur: Acteur,
    cle: str,
    demande_id: int | None = None,
) -> Operation:
    """Waive, in whole or part, the surcharge owed for a month: a supervisor's decision, with its reason.

    `cle` makes the decision unique, were its form sent twice; `demande_id` is the request it answers.
    Raises RemiseRefusee.
    """
    if not acteur.droits("remises") & {"configurer", "confirmer"}:
        raise RemiseRefusee("Seul un superviseur accorde une remise de majorations.")
    if not motif.strip():
        raise RemiseRefusee("Écrivez le motif de la remise : il reste au compte de l’employeur.")
    _verrouiller(session, employeur_id)
    du = _majoration_due(session, employeur_id, periode, le)
    if not 0 < montant <= du:
        raise RemiseRefusee(
            f"Les majorations dues pour {mois.libelle(periode)} sont de {francs(du)} : "
            "la remise va de 1 F à ce montant."
        )
    piece = PieceComptable(
        Cause.remise, le, f"Remise de majorations, {mois.libelle(periode)}", f"remise:{cle}",
        demande_id, motif=motif.strip(), par_id=acteur.utilisateur_id,
    )  # fmt: skip
    return _comptabiliser(
        session, employeur_id, piece, [Mouvement(C.remises, C.retard, periode, le, montant)]
    )


def _majoration_due(session: Session, employeur_id: int, periode: int, au: date) -> int:
    du = etat(session, session.get_one(Employeur, employeur_id), au, bareme(session)).mois.get(periode)
    return du.majoration if du else 0


class ContrepassationRefusee(ValueError):
    """The operation cannot be reversed; the message is a French sentence."""


def contrepasser(
    session: Session, operation: Operation, motif: str, le: date, par_id: int | None = None
) -> Operation:
    """Undo a declaration, a payment or a waiver booked by mistake, by the contrary entries at the same dates.

    What followed from it (allotments, surcharges) is worked out again. Raises ContrepassationRefusee.
    """
    if not motif.strip():
        raise ContrepassationRefusee("Écrivez pourquoi l’opération est annulée : le motif reste au compte.")
    if operation.cause is Cause.majoration:
        raise ContrepassationRefusee(
            "Une majoration découle des dates : corrigez le paiement, ou accordez une remise."
        )
    if operation.contrepasse_id or _deja_contrepassee(session, operation.id):
        raise ContrepassationRefusee("Cette opération est déjà annulée, ou en annule une autre.")
    _verrouiller(session, operation.employeur_id)
    faits = [m.inverse() for m in _mouvements(session, operation.id) if not _decoule(m)]
    piece = PieceComptable(
        cause=Cause.correction,
        le=le,
        libelle=f"Annulation de : {operation.libelle}"[:160],
        cle=f"contrepassation:{operation.id}",
        demande_id=operation.demande_id,
        contrepasse_id=operation.id,
        motif=motif.strip(),
        par_id=par_id,
    )
    return _comptabiliser(session, operation.employeur_id, piece, faits)


def _deja_contrepassee(session: Session, operation_id: int) -> bool:
    t = Operation.__table__
    return session.scalar(select(t.c.id).where(t.c.contrepasse_id == operation_id)) is not None


def _mouvements(session: Session, operation_id: int) -> list[Mouvement]:
    e = Ecriture.__table__.c
    requete = select(e.debit, e.credit, e.periode, e.le, e.montant).where(e.operation_id == operation_id)
    return [Mouvement(*ligne) for ligne in session.execute(requete)]


def _decoule(m: Mouvement) -> bool:
    """Say whether a movement is an allotment, that follows from the facts."""
    return {(m.debit, m.credit), (m.credit, m.debit)} & livre.AFFECTATIONS != set()


def constater(session: Session, employeur_id: int, au: date) -> list[Operation]:
    """Book the surcharges accrued to the day `au` and not yet booked; nothing when all are."""
    _verrouiller(session, employeur_id)
    lu = livre.lire(session, employeur_id)
    return _majorer(session, employeur_id, lu, _rejouer(session, employeur_id, lu, au), max(au, lu.dernier))


def _comptabiliser(
    session: Session, employeur_id: int, piece: PieceComptable, faits: list[Mouvement]
) -> Operation:
    """Write the facts and what follows from them; the account's time never goes back."""
    lu = livre.lire(session, employeur_id)
    for fait in faits:
        lu.porter(fait)
    jour = max(piece.le, lu.dernier)
    compte = _rejouer(session, employeur_id, lu, jour)
    _majorer(session, employeur_id, lu, compte, jour)
    return passer(session, employeur_id, piece, [*faits, *lu.ecarts(compte)])


def _rejouer(session: Session, employeur_id: int, lu: livre.Livre, au: date) -> Compte:
    employeur = session.get_one(Employeur, employeur_id)
    return imputer(lu.faits, max(au, lu.dernier), livre.regles(employeur, bareme(session)))


def _majorer(
    session: Session, employeur_id: int, lu: livre.Livre, compte: Compte, au: date
) -> list[Operation]:
    """Bring the surcharges booked to those accrued, one operation a month; a fall is a correction.

    A month of which the debt was undone has no line any more, but the surcharge it bore.
    """
    operations = []
    for periode in sorted({*compte.lignes, *lu.majorations}):
        ligne = compte.ligne(periode)
        if ecart := ligne.majoration(au) - lu.majorations[periode]:
            piece = _piece_de_majoration(session, employeur_id, ligne, au, ecart)
            mouvement = Mouvement(C.retard, C.majorations, ligne.periode, au, ecart)
            operations.append(passer(session, employeur_id, piece, [mouvement]))
    return operations


def _piece_de_majoration(
    session: Session, employeur_id: int, ligne: LigneImputee, au: date, ecart: int
) -> PieceComptable:
    mot = "Majoration de retard" if ecart > 0 else "Majoration ramenée à ce qui est dû"
    cle = cle_de_majoration(employeur_id, ligne.periode, echelon(ligne.exigible_le, au))
    cause = Cause.majoration if ecart > 0 else Cause.correction
    return PieceComptable(
        cause, au, f"{mot}, {mois.libelle(ligne.periode)}", _libre(session, employeur_id, cle)
    )


def cle_de_majoration(employeur_id: int, periode: int, mois_couru: int) -> str:
    """Return the key of the surcharge of an employer's month for one month of delay."""
    return f"majoration:{employeur_id}:{periode}:{mois_couru}"


def _libre(session: Session, employeur_id: int, cle: str) -> str:
    """Return the key, or its next rank when the debt changed after this month's surcharge was booked."""
    t = Operation.__table__
    prise = (t.c.cle == cle) | t.c.cle.startswith(f"{cle}:")
    prises = session.scalar(select(func.count()).where(t.c.employeur_id == employeur_id, prise))
    return f"{cle}:{prises + 1}" if prises else cle


def _verrouiller(session: Session, employeur_id: int) -> None:
    """Take the employer's account: two bookings of one account follow one another."""
    t = Employeur.__table__
    session.execute(select(t.c.id).where(t.c.id == employeur_id).with_for_update(key_share=True))


def soldes(session: Session, employeur_id: int, au: date | None = None) -> dict[int | None, int]:
    """Return what is booked as owed by month, in francs, oldest first; an advance is negative, under None.

    With `au`, only entries of value up to that day count.
    """
    e = Ecriture.__table__.c
    totaux: dict[int | None, int] = {}
    requete = select(e.debit, e.credit, e.periode, func.sum(e.montant)).where(e.employeur_id == employeur_id)
    if au is not None:
        requete = requete.where(e.le <= au)
    for debit, credit, periode, somme in session.execute(requete.group_by(e.debit, e.credit, e.periode)):
        for compte, signe in ((debit, 1), (credit, -1)):
            if compte in DU_EMPLOYEUR:
                cle = None if compte is C.avances else periode
                totaux[cle] = totaux.get(cle, 0) + signe * int(somme)
    if not totaux.get(None, 0):
        totaux.pop(None, None)
    return dict(sorted(totaux.items(), key=lambda paire: paire[0] or 0))


def impayes(session: Session, employeur_id: int) -> dict[int, int]:
    """Return the months still owed and how much, booked surcharges included, in francs, oldest first."""
    return {p: du for p, du in soldes(session, employeur_id).items() if p is not None and du > 0}


def solde(session: Session, employeur_id: int, au: date | None = None) -> int:
    """Return all that is booked as owed, advances deducted, in francs: today, or on the day `au`."""
    return sum(soldes(session, employeur_id, au).values())
