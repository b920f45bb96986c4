"""Reconciliation: which payment announced each credit of the bank's statements answers to.

A proposal is scored on what agrees: the reference, the amount, the day. An agent confirms, one or many; only
then is the payment booked.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.demandes import cycle, etats
from app.demandes.etats import EN_ATTENTE
from app.demandes.tables import Demande
from app.regles.francais import accord, francs, jour
from app.services.paiement import deux_mains
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.tables import LigneReleve, Paiement
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.horloge import maintenant
from app.socle.refus import Refus

POINTS_REFERENCE, POINTS_MONTANT, POINTS_DATE = 50, 35, 15
SEUIL = 45
"""The least score worth showing: a reference with its day near, or an amount with its day near."""
FENETRE = 10
"""Days between the announcement and the bank's line beyond which the day says nothing."""
VOISINS = 20
"""Payments of one amount looked at on each side of a line's day: round sums are many."""
REFERENCE_MIN = 4
"""Signs under which a reference is no proof: « 12 » is in every label."""
MOTS = re.compile(r"[A-Z0-9]+(?:[-/.][A-Z0-9]+)*")


class Attendu(NamedTuple):
    """A payment that waits for the bank."""

    id: int
    banque_id: int | None
    montant: int
    le: date
    reference: str


class Credit(NamedTuple):
    """A line of a statement that nothing answers to yet."""

    id: int
    banque_id: int
    montant: int
    le: date
    mots: frozenset[str]


@dataclass(frozen=True)
class Appariement:
    """A line and the payment it would confirm, with a score out of 100 and what it stands on, in French."""

    ligne_id: int
    paiement_id: int
    score: int
    raisons: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether everything agrees but perhaps the day: fit to be confirmed with others."""
        return self.score >= POINTS_REFERENCE + POINTS_MONTANT


def cle(reference: str) -> str:
    """Return a reference as it is compared: capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def proposer(session: Session) -> list[Appariement]:
    """Return the best proposals, each line and each payment once at most, the surest first."""
    return apparier(list(_credits(session)), list(_attendus(session)))


def _credits(session: Session) -> Iterator[Credit]:
    t = LigneReleve.__table__.c
    requete = select(t.id, t.banque_id, t.montant, t.le, t.reference, t.libelle).where(
        t.paiement_id.is_(None)
    )
    for pk, banque_id, montant, le, reference, libelle in session.execute(requete):
        mots = {cle(mot) for mot in MOTS.findall(f"{reference} {libelle}".upper())} | {cle(reference)}
        yield Credit(pk, banque_id, montant, le, frozenset(m for m in mots if len(m) >= REFERENCE_MIN))


def _attendus(session: Session) -> Iterator[Attendu]:
    p, d = Paiement.__table__.c, Demande.__table__.c
    requete = (
        select(p.id, p.banque_id, p.montant, p.paye_le, p.reference, d.soumise_le)
        .join(Demande.__table__, d.id == p.id)
        .where(d.statut.in_(EN_ATTENTE), p.mode.in_([ModePaiement.virement, ModePaiement.depot]))
    )
    for pk, banque_id, montant, paye_le, reference, soumise_le in session.execute(requete):
        yield Attendu(pk, banque_id, montant, paye_le or soumise_le.date(), cle(reference or ""))


def apparier(credits_: list[Credit], attendus: list[Attendu]) -> list[Appariement]:
    """Return the proposals between lines and payments, the best taken first."""
    par_reference, par_montant = defaultdict(list), defaultdict(list)
    for attendu in sorted(attendus, key=lambda a: (a.le, a.id)):
        par_montant[attendu.montant].append(attendu)
        if len(attendu.reference) >= REFERENCE_MIN:
            par_reference[attendu.reference].append(attendu)
    possibles = [
        proposition
        for credit in credits_
        for attendu in _candidats(credit, par_reference, par_montant)
        if (proposition := _juger(credit, attendu)) is not None
    ]
    return _un_a_un(sorted(possibles, key=lambda p: (-p.score, p.ligne_id, p.paiement_id)))


def _candidats(credit: Credit, par_reference, par_montant) -> set[Attendu]:
    """Return the payments of the same reference, and those of the same amount about the same day."""
    trouves = {attendu for mot in credit.mots for attendu in par_reference.get(mot, ())}
    memes = par_montant.get(credit.montant, [])
    milieu = bisect_left(memes, credit.le, key=_jour)
    debut = bisect_left(memes, credit.le - timedelta(days=FENETRE), key=_jour)
    fin = bisect_right(memes, credit.le + timedelta(days=FENETRE), key=_jour)
    return trouves.union(memes[max(debut, milieu - VOISINS) : min(fin, milieu + VOISINS)])


def _jour(attendu: Attendu) -> date:
    return attendu.le


def _juger(credit: Credit, attendu: Attendu) -> Appariement | None:
    if attendu.banque_id not in (None, credit.banque_id):
        return None
    ecart = abs((credit.le - attendu.le).days)
    proximite = POINTS_DATE * max(0, FENETRE - ecart) // FENETRE
    raisons, score = [], proximite
    if attendu.reference in credit.mots:
        score += POINTS_REFERENCE
        raisons.append("même référence")
    if attendu.montant == credit.montant:
        score += POINTS_MONTANT
        raisons.append("même montant")
    else:
        raisons.append(
            f"montants différents : {francs(credit.montant)} reçus, {francs(attendu.montant)} annoncés"
        )
    raisons.append("même jour" if not ecart else f"{accord(ecart, 'jour', 'jours')} d’écart")
    return Appariement(credit.id, attendu.id, score, tuple(raisons)) if score >= SEUIL else None


def _un_a_un(propositions: Iterable[Appariement]) -> list[Appariement]:
    lignes, paiements, retenues = set(), set(), []
    for p in propositions:
        if p.ligne_id not in lignes and p.paiement_id not in paiements:
            lignes.add(p.ligne_id)
            paiements.add(p.paiement_id)
            retenues.append(p)
    return retenues


def confirmer(session: Session, ligne_id: int, paiement_id: int, acteur: Acteur) -> Paiement:
    """Say that a line of the bank is a payment, which books it at the bank's date; does not commit.

    Raises Refus when amounts differ, when either is taken already, or for who brought the statement.
    """
    ligne = verrouiller(session, session.get_one(LigneReleve, ligne_id))
    paiement = verrouiller(session, session.get_one(Paiement, paiement_id))
    if ligne.paiement_id == paiement.id:
        return paiement
    _exiger_l_accord(ligne, paiement)
    deux_mains.exiger(session, ligne, acteur)
    ligne.paiement_id = paiement.id
    ligne.rapprochee_le, ligne.rapprochee_par_id = maintenant(), acteur.utilisateur_id
    paiement.recu_le = ligne.le
    if paiement.statut is etats.Statut.soumise:
        cycle.appliquer(session, paiement, etats.PRENDRE_EN_CHARGE, acteur)
    cycle.appliquer(session, paiement, etats.ACCEPTER, acteur)
    return paiement


def _exiger_l_accord(ligne: LigneReleve, paiement: Paiement) -> None:
    if ligne.paiement_id is not None:
        raise Refus("Cette ligne du relevé est déjà rapprochée d’un autre paiement.")
    if paiement.mode.mobile:
        raise Refus("Un paiement mobile se confirme chez son opérateur, non sur un relevé.")
    if ligne.montant != paiement.montant:
        raise Refus(
            f"La banque a reçu {francs(ligne.montant)} le {jour(ligne.le)}, le paiement {paiement.numero} en "
            f"annonce {francs(paiement.montant)} : demandez à l’employeur de corriger son annonce."
        )


def confirmer_plusieurs(
    session: Session, couples: Iterable[tuple[int, int]], acteur: Acteur
) -> tuple[int, list[str]]:
    """Confirm many (line, payment); return how many were, and why the others were not, in French.

    Each stands by itself: one refused does not undo the others. Does not commit.
    """
    confirmes, refus = 0, []
    for ligne_id, paiement_id in sorted(couples):
        try:
            with session.begin_nested():
                confirmer(session, ligne_id, paiement_id, acteur)
            confirmes += 1
        except Refus as raison:
            refus.append(str(raison))
        except NoResultFound:
            refus.append("Cette proposition n’existe plus : rechargez la page.")
    return confirmes, refus


def lignes_en_attente(session: Session, limite: int = 500) -> list[LigneReleve]:
    """Return the lines that no payment answers to, the oldest first: the queue an agent works through."""
    requete = select(LigneReleve).where(LigneReleve.paiement_id.is_(None))
    return list(session.scalars(requete.order_by(LigneReleve.le, LigneReleve.id).limit(limite)))
