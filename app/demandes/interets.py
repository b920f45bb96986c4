"""Nobody decides his own: what binds somebody of the fund to a request, under any role and any account.

Interested are the author, the insured person it is for, whoever acts for its employer, and the spouse, parent
or child on the register of whom it is for. The life cycle asks, so that every service to come is covered.
"""

import enum
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    exists,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from app.demandes.etats import SOUMETTRE
from app.demandes.tables import Cote, Demande, Evenement, Message, Piece
from app.generateur.adaptateur import User
from app.identites import meme_personne
from app.repertoire.personne import Personne
from app.repertoire.tables import Assure, MembreFamille
from app.socle.refus import Refus


class Lien(enum.Enum):
    """What binds somebody to a request, and the sentence that tells her; the first that holds is told."""

    soi = "Cette demande est la vôtre : un collègue la prendra."
    auteur = "Vous avez déposé ou complété cette demande : un collègue la prendra."
    mandat = "Vous agissez ou avez agi pour cet employeur : un collègue s’en chargera."
    famille = "Cette demande est de votre famille (conjoint, parent ou enfant) : un collègue la prendra."


def obstacle(session: Session, demande: Demande, utilisateur_id: int | None) -> str:
    """Return why somebody may not act for the fund on a request, in French; empty when she may.

    An operator or the worker, who are nobody, may. Asks one query.
    """
    liens = _liens(session, demande, utilisateur_id) if utilisateur_id is not None else set()
    return next((lien.value for lien in Lien if lien in liens), "")


def obstacle_chez(session: Session, employeur_id: int, utilisateur_id: int | None) -> str:
    """Return why somebody may not change the account of an employer, in French; empty when she may."""
    if utilisateur_id is None:
        return ""
    agit = meme_personne.agit_pour(employeur_id, meme_personne.siens(utilisateur_id).comptes)
    return Lien.mandat.value if session.scalar(select(agit)) else ""


def exiger_aucun(session: Session, demande: Demande, utilisateur_id: int | None) -> None:
    """Raise Refus when something binds to a request whoever would act on it for the fund."""
    if phrase := obstacle(session, demande, utilisateur_id):
        raise Refus(phrase)


def exiger_aucun_chez(session: Session, employeur_id: int, utilisateur_id: int | None) -> None:
    """Raise Refus when whoever would change the account of an employer acts for it."""
    if phrase := obstacle_chez(session, employeur_id, utilisateur_id):
        raise Refus(phrase)


def _liens(session: Session, demande: Demande, utilisateur_id: int) -> set[Lien]:
    """Return all that binds somebody to a request: what the database says, and who is whom."""
    pour = [*demande.beneficiaires()]
    if demande.assure:
        pour.append(Personne.de(demande.assure))
    trouves = defaultdict(list)
    for quoi, *personne in session.execute(_requete(demande, pour, utilisateur_id)):
        trouves[quoi].append(Personne(*personne))
    liens = {lien for lien in Lien if lien.name in trouves}
    if _se_retrouvent(pour, trouves["elle"]):
        liens.add(Lien.soi)
    if _se_retrouvent(pour, trouves["ses_proches"]) or _se_retrouvent(
        trouves["leurs_proches"], trouves["elle"]
    ):
        liens.add(Lien.famille)
    return liens


def _se_retrouvent(uns: list[Personne], autres: list[Personne]) -> bool:
    return any(un.est(autre) for un, autre in product(uns, autres))


def _requete(demande: Demande, pour: list[Personne], utilisateur_id: int) -> CompoundSelect[Any]:
    """Return the one query: a row for each person to compare, and one for each `Lien` that already holds."""
    a, m = Assure.__table__.c, MembreFamille.__table__.c
    numeros, comptes = meme_personne.siens(utilisateur_id)
    leurs_cles = select(a.id).where(a.numero.in_([p.numero for p in pour if p.numero]))
    return union_all(
        _personnes("elle", a).where(a.id.in_(numeros)),
        _personnes("ses_proches", m).where(m.assure_id.in_(numeros)),
        _personnes("leurs_proches", m).where(m.assure_id.in_(leurs_cles)),
        *(_si(lien, critere) for lien, critere in _criteres(demande, comptes)),
    )


def _personnes(quoi: str, table: Any) -> Select[*tuple[Any, ...]]:
    return select(literal(quoi), table.numero, table.nom, table.prenoms, table.naissance_le)


def _si(lien: Lien, critere: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return a row that names `lien`, and no person, where the criterion holds."""
    personne = (type_coerce(null(), String), literal(""), literal(""), type_coerce(null(), Date))
    return select(literal(lien.name), *personne).where(critere)


def _criteres(demande: Demande, comptes: Select[int]) -> Iterator[tuple[Lien, ColumnElement[bool]]]:
    """Yield what the database alone decides, of these accounts of one person."""
    yield Lien.soi, _a_ses_adresses(demande, comptes)
    yield Lien.auteur, _de_sa_main(demande, comptes)
    if demande.employeur_id is not None:
        yield Lien.mandat, meme_personne.agit_pour(demande.employeur_id, comptes)


def _a_ses_adresses(demande: Demande, comptes: Select[int]) -> ColumnElement[bool]:
    """Return the criterion « the visitor who asks, or the insured, has the e-mail of an account »."""
    u = User.__table__.c
    lues = (demande.courriel_du_visiteur, demande.assure and demande.assure.email)
    adresses = [adresse.strip().lower() for adresse in lues if adresse]
    return exists().where(u.id.in_(comptes), u.email.in_(adresses))


def _de_sa_main(demande: Demande, comptes: Select[int]) -> ColumnElement[bool]:
    """Return the criterion « an account made, sent or completed the request on the side of who asks »."""
    e, m, p = Evenement.__table__.c, Message.__table__.c, Piece.__table__.c
    return or_(
        literal(demande.cree_par_id).in_(comptes),
        exists().where(e.demande_id == demande.id, e.transition == SOUMETTRE.nom, e.acteur_id.in_(comptes)),
        exists().where(m.demande_id == demande.id, m.pour == Cote.caisse, m.auteur_id.in_(comptes)),
        exists().where(p.demande_id == demande.id, p.message_id.is_(None), p.jointe_par_id.in_(comptes)),
    )
