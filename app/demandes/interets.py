"""Nobody decides his own: what binds somebody of the fund to a request, under any role and any account.

Interested are the author, the insured person it is for, whoever acts for its employer, and the spouse, parent
or child on the register of whom it is for. The life cycle asks, so that every service to come is covered.
"""

import enum
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    bindparam,
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
from app.generateur.champs import Cle
from app.identites import meme_personne
from app.identites.meme_personne import AGIT_POUR, SIENS
from app.identites.tables import Contact
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import Assure, MembreFamille
from app.socle.refus import Refus


class Interet(enum.Enum):
    """What binds somebody to a request, and the sentence that tells her; the first that holds is told."""

    soi = "Cette demande est la vôtre : un collègue la prendra."
    auteur = "Vous avez déposé ou complété cette demande : un collègue la prendra."
    mandat = "Vous agissez ou avez agi pour cet employeur : un collègue s’en chargera."
    famille = "Cette demande est de votre famille (conjoint, parent ou enfant) : un collègue la prendra."


SOI = "Ce dossier d’assuré est le vôtre : un collègue s’en chargera."


def obstacle(session: Session, demande: Demande, utilisateur_id: int | None) -> str:
    """Return why somebody may not act for the fund on a request, in French; empty when she may.

    An operator or the worker, who are nobody, may. Asks one query.
    """
    interets = _interets(session, demande, utilisateur_id) if utilisateur_id is not None else set()
    return next((interet.value for interet in Interet if interet in interets), "")


def obstacle_chez(session: Session, employeur_id: int, utilisateur_id: int | None) -> str:
    """Return why somebody may not change the account of an employer, in French; empty when she may."""
    agit = utilisateur_id is not None and meme_personne.agit_pour(session, utilisateur_id, employeur_id)
    return Interet.mandat.value if agit else ""


def obstacle_d_un_assure(session: Session, assure_id: int, utilisateur_id: int | None) -> str:
    """Return why somebody may not write about an insured person, in French; empty when she may."""
    sien = select(literal(assure_id).in_(SIENS.numeros))
    return SOI if session.scalar(sien, {"utilisateur_id": utilisateur_id}) else ""


def exiger_aucun(session: Session, demande: Demande, utilisateur_id: int | None) -> None:
    """Raise Refus when something binds to a request whoever would act on it for the fund."""
    if phrase := obstacle(session, demande, utilisateur_id):
        raise Refus(phrase)


def exiger_aucun_chez(session: Session, employeur_id: int, utilisateur_id: int | None) -> None:
    """Raise Refus when whoever would change the account of an employer acts for it."""
    if phrase := obstacle_chez(session, employeur_id, utilisateur_id):
        raise Refus(phrase)


def _interets(session: Session, demande: Demande, utilisateur_id: int) -> set[Interet]:
    """Return all that binds somebody to a request: what the database says, and who is whom."""
    assure = demande.assure
    pour = [*([PersonneNommee.de(assure)] if assure else []), *demande.beneficiaires()]
    adresses = (demande.courriel_du_visiteur, assure and assure.email, assure and assure.telephone)
    faits = {
        "utilisateur_id": utilisateur_id,
        "demande_id": demande.id,
        "employeur_id": demande.employeur_id,
        "cree_par_id": demande.cree_par_id,
        "numeros": [personne.numero for personne in pour if personne.numero],
        "adresses": [adresse.strip().lower() for adresse in adresses if adresse],
    }
    trouves = defaultdict(list)
    for quoi, *personne in session.execute(REQUETE, faits):
        trouves[quoi].append(PersonneNommee(*personne))
    return {*(interet for interet in Interet if interet.name in trouves), *_parmi(pour, trouves)}


def _parmi(pour: list[PersonneNommee], trouves: Mapping[str, list[PersonneNommee]]) -> Iterator[Interet]:
    """Yield what the comparison of people tells: she, hers and theirs, beside whom the request is for."""
    elle = trouves["elle"]
    if _se_retrouvent(pour, elle):
        yield Interet.soi
    if _se_retrouvent(pour, trouves["ses_proches"]) or _se_retrouvent(trouves["leurs_proches"], elle):
        yield Interet.famille


def _se_retrouvent(uns: list[PersonneNommee], autres: list[PersonneNommee]) -> bool:
    return any(un.est(autre) for un, autre in product(uns, autres))


def _personnes(quoi: str, table: Any) -> Select[*tuple[Any, ...]]:
    return select(literal(quoi), table.numero, table.nom, table.prenoms, table.naissance_le)


def _si(interet: Interet, critere: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return a row that names `interet`, and no person, where the criterion holds."""
    personne = (type_coerce(null(), String), literal(""), literal(""), type_coerce(null(), Date))
    return select(literal(interet.name), *personne).where(critere)


def _a_ses_adresses() -> ColumnElement[bool]:
    """Return the criterion « whoever asks without account, or the insured, has an address of hers »."""
    c = Contact.__table__.c
    adresses = bindparam("adresses", type_=String, expanding=True)
    return exists().where(c.utilisateur_id.in_(SIENS.comptes), c.adresse.in_(adresses))


def _de_sa_main() -> ColumnElement[bool]:
    """Return the criterion « she made, sent or completed the request, on the side of who asks »."""
    e, m, p = Evenement.__table__.c, Message.__table__.c, Piece.__table__.c
    demande, siens = bindparam("demande_id", type_=Cle), SIENS.comptes
    return or_(
        bindparam("cree_par_id", type_=Cle).in_(siens),
        exists().where(e.demande_id == demande, e.transition == SOUMETTRE.nom, e.acteur_id.in_(siens)),
        exists().where(m.demande_id == demande, m.pour == Cote.caisse, m.auteur_id.in_(siens)),
        exists().where(p.demande_id == demande, p.message_id.is_(None), p.jointe_par_id.in_(siens)),
    )


def _requete() -> CompoundSelect[Any]:
    a, m = Assure.__table__.c, MembreFamille.__table__.c
    nommes = select(a.id).where(a.numero.in_(bindparam("numeros", type_=String, expanding=True)))
    return union_all(
        _personnes("elle", a).where(a.id.in_(SIENS.numeros)),
        _personnes("ses_proches", m).where(m.assure_id.in_(SIENS.numeros)),
        _personnes("leurs_proches", m).where(m.assure_id.in_(nommes)),
        _si(Interet.soi, _a_ses_adresses()),
        _si(Interet.auteur, _de_sa_main()),
        _si(Interet.mandat, AGIT_POUR),
    )


REQUETE = _requete()
"""A row for each person to compare, and one for each `Interet` that already holds."""
