"""Announcing a payment: what to pay, and what must be right before it is sent."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cotisations import livre
from app.cotisations.etat import etat
from app.cotisations.imputation import Compte, imputer
from app.demandes.etats import Statut
from app.demandes.tables import Demande
from app.generateur.controles import PAS_UN_MOBILE, lire_mobile
from app.regles import mois
from app.regles.francais import francs
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.paiement.operateurs.choix import modes_offerts
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.tables import Paiement


@dataclass(frozen=True)
class APayer:
    """What may be paid on a day: all that is owed, and month by month (principal, surcharge), in francs."""

    total: int
    mois: dict[int, tuple[int, int]]


def a_payer(session: Session, employeur: Employeur, au: date) -> APayer:
    """Return what an employer would have to pay on the day `au`, surcharges to that day included."""
    compte = etat(session, employeur, au, bareme(session))
    par_mois = {
        periode: (du.reste, du.majoration)
        for periode, du in compte.mois.items()
        if du.reste > 0 or du.majoration > 0
    }
    return APayer(max(0, sum(map(sum, par_mois.values())) - compte.avance), par_mois)


Repartition = dict[int, tuple[int, int]]
"""Francs of principal and of surcharge, by month."""


def repartition(session: Session, employeur: Employeur, montant: int, au: date) -> tuple[Repartition, int]:
    """Return how a payment made on `au` would be allotted, and what of it would be an advance."""
    lu, lois = livre.lire(session, employeur.id), bareme(session)
    avant = livre.compte(session, employeur, au, lois)
    lu.faits.versements[au] += montant
    apres = imputer(lu.faits, au, livre.regles(employeur, lois))
    parts = {p: _parts(avant, apres, p, au) for p in sorted(apres.lignes)}
    return {p: part for p, part in parts.items() if any(part)}, apres.avance - avant.avance


def _parts(avant: Compte, apres: Compte, periode: int, au: date) -> tuple[int, int]:
    un, autre = avant.lignes[periode], apres.lignes[periode]
    return un.reste - autre.reste, un.majoration_due(au) - autre.majoration_due(au)


def telephone(texte: str) -> str:
    """Return the 8 digits of a mobile number of Togo; raises ValueError, in French."""
    if not (lu := lire_mobile(texte)):
        raise ValueError(PAS_UN_MOBILE)
    return lu.removeprefix("+228")


def trop_pour_un_mobile(session: Session, montant: int, jour: date) -> str:
    """Return why so many francs cannot be paid by phone on `jour`, in French; empty when they can."""
    maximum = bareme(session).au(jour)["paiement_mobile_maximum"]
    if montant <= maximum.valeur:
        return ""
    doute = " (plafond à confirmer)" if maximum.a_confirmer else ""
    return (
        f"Un paiement mobile ne dépasse pas {francs(maximum.valeur)}{doute} : "
        "payez un montant moindre, ou passez par un virement ou un dépôt."
    )


def obstacles(session: Session, paiement: Paiement, jour: date) -> list[str]:
    """Return what prevents sending the payment on `jour`, in French sentences; empty when it may be sent."""
    if paiement.mode not in modes_offerts():
        return ["Le paiement mobile n’est pas ouvert pour le moment : choisissez le virement ou le dépôt."]
    if paiement.montant <= 0:
        return ["Écrivez un montant positif, en francs."]
    if paiement.mode.mobile:
        return _obstacles_mobiles(session, paiement, jour)
    return _obstacles_bancaires(session, paiement, jour)


def _obstacles_mobiles(session: Session, paiement: Paiement, jour: date) -> list[str]:
    try:
        paiement.telephone = telephone(paiement.telephone or "")
    except ValueError as refus:
        return [str(refus)]
    trop = trop_pour_un_mobile(session, paiement.montant, jour)
    return [trop] if trop else []


def _obstacles_bancaires(session: Session, paiement: Paiement, jour: date) -> list[str]:
    manques = [
        phrase
        for manque, phrase in (
            (paiement.banque_id is None, "Choisissez la banque de la CNSS qui a reçu le versement."),
            (paiement.paye_le is None, "Écrivez la date du versement."),
            (paiement.paye_le and paiement.paye_le > jour, "La date du versement n’est pas encore venue."),
            (not (paiement.reference or "").strip(), "Écrivez la référence du virement ou du bordereau."),
        )
        if manque
    ]
    if not manques and (deja := _deja_annonce(session, paiement)):
        manques.append(f"Ce versement est déjà annoncé par le paiement {deja} : suivez-le plutôt.")
    return manques


def _deja_annonce(session: Session, paiement: Paiement) -> str | None:
    """Return the number of another payment, not failed, of the same bank and reference."""
    return session.scalar(
        select(Demande.numero)
        .join(Paiement.__table__, Paiement.__table__.c.id == Demande.id)
        .where(
            Demande.employeur_id == paiement.employeur_id,
            Demande.id != paiement.id,
            Demande.statut.in_([Statut.soumise, Statut.en_instruction, Statut.acceptee]),
            Paiement.__table__.c.banque_id == paiement.banque_id,
            Paiement.__table__.c.reference == paiement.reference,
        )
        .limit(1)
    )


def description(paiement: Paiement) -> str:
    """Return what the payer reads on his phone: the fund, the employer's number, the month; no name."""
    quoi = mois.libelle(paiement.periode) if paiement.periode else "solde"
    return f"CNSS, employeur {paiement.employeur.numero}, {quoi}, {francs(paiement.montant)}"


def cle_du_versement(paiement: Paiement) -> str:
    """Return the name under which a payment enters the account once: the bank's or the operator's for it."""
    if paiement.mode in (ModePaiement.tmoney, ModePaiement.flooz):
        return f"{paiement.operateur}:{paiement.identifiant or paiement.reference}"
    if paiement.banque_id and paiement.reference:
        return f"banque:{paiement.banque_id}:{paiement.reference.strip().upper()}"[:60]
    assert paiement.numero, "what enters the account was sent"
    return paiement.numero
