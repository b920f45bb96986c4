"""Codes of six figures that prove an address: sent to it, typed within minutes, once, spaces or not.

A code is for one thing asked by one device: its key goes with who asked. Five errors, or ten minutes, end it;
another one asked elsewhere does not. Asking too often closes the address for a while to the network that
asks, later to all devices that it does not know, never to its owner's; an SMS too many is refused.
"""

import re
import secrets
from datetime import timedelta
from hmac import compare_digest

from flask import has_request_context, request
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from app.identites import verrou
from app.identites.coffre import empreinte
from app.identites.tables import CodeEnvoye, Contact
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux import courrier
from app.travaux.canaux import est_un_telephone
from app.travaux.sms import budget

VALIDITE = timedelta(minutes=10)
ESSAIS = 5
"""Errors after which a code is worth nothing."""
CHIFFRES = 6
MORT = (
    "Ce code n’est plus valable : il a servi, il a plus de dix minutes, ou trop d’essais ont échoué. "
    "Demandez-en un autre."
)
FAUX = "Ce code n’est pas le bon : relisez le dernier message reçu, puis réessayez."
TABLE = CodeEnvoye.__table__


class CodeMort(Refus):
    """The code expired, served, or was tried too often; another is to be asked for."""


def envoyer(
    session: Session,
    objet: str,
    adresse: str,
    pour: str,
    *,
    modele: str = "code_a_saisir",
    muet: bool = False,
    appareil: str = "",
    frein: str = "",
) -> int:
    """Send a code to an e-mail or a telephone, and return its key, to be kept by who asked.

    `objet` is what it serves for, `pour` the same in French: « vous connecter ». A `muet` one is made as any
    other and told to nobody, nor does it ever open anything: who asks for a stranger's account is answered as
    fast. `appareil` names the device where its owner asks from one that she used before; `frein` is what is
    counted where the address itself is not to be guessed. Raises verrou.Verrouille when too many were asked
    for, Refus when no SMS leaves for this number.
    """
    cles = _comptees(objet, frein or adresse, appareil)
    compte = _compte_de(session, adresse)
    if not verrou.permettre(session, *cles, de=compte):
        raise verrou.Verrouille(
            verrou.attente(session, *cles), conseil="Cherchez d’abord le dernier message."
        )
    obstacle = _obstacle(session, adresse, connu=compte is not None)
    if obstacle and not muet:
        raise Refus(obstacle)
    code = f"{secrets.randbelow(10**CHIFFRES):0{CHIFFRES}}"
    empreinte_du_code = _empreinte(adresse, secrets.token_hex() if muet else code)
    valeurs = {"objet": objet, "adresse": adresse, "empreinte": empreinte_du_code, "cree_le": maintenant()}
    numero = int(session.execute(insert(TABLE).values(**valeurs).returning(TABLE.c.id)).scalar_one())
    with session.begin_nested() as envoi:
        _ecrire(session, modele, adresse, {"code": f"{code[:3]} {code[3:]}", "pour": pour})
        if muet:
            envoi.rollback()
    return numero


def _ecrire(session: Session, modele: str, adresse: str, mots: dict[str, str]) -> None:
    """Write the message of a code; a silent one's is undone, at the same cost."""
    voulus = courrier.sortes()[modele].variables
    courrier.ecrire(session, modele, adresse, **{nom: mots[nom] for nom in voulus})
    if est_un_telephone(adresse):
        budget.compter(session, adresse, codes=1)


def exiger_un_budget(session: Session, adresse: str, connu: bool = False) -> None:
    """Raise Refus where no SMS may leave for a number: asked of all before it is known who has an account."""
    if obstacle := _obstacle(session, adresse, connu):
        raise Refus(obstacle)


def _obstacle(session: Session, adresse: str, connu: bool) -> str:
    return budget.refus(session, adresse, connu) if est_un_telephone(adresse) else ""


def verifier(session: Session, objet: str, cle: int, saisi: str) -> str | None:
    """Return the address that the code `saisi` proves, None when it is wrong; raises CodeMort.

    An error counts: runs in the caller's transaction, which commits either way. The right code is spent.
    """
    essai = update(TABLE).where(TABLE.c.id == cle, TABLE.c.objet == objet, TABLE.c.essais < ESSAIS, _vit())
    essai = essai.values(essais=TABLE.c.essais + 1).returning(TABLE.c.adresse, TABLE.c.empreinte)
    trouve = session.execute(essai).one_or_none()
    if trouve is None:
        raise CodeMort(MORT)
    adresse = str(trouve.adresse)
    if not compare_digest(trouve.empreinte, _empreinte(adresse, nettoyer(saisi))):
        return None
    depense = update(TABLE).where(TABLE.c.id == cle, TABLE.c.fini_le.is_(None)).values(fini_le=maintenant())
    if lignes_touchees(session, depense) != 1:
        raise CodeMort(MORT)
    verrou.reussir(session, *_comptees(objet, adresse))
    if est_un_telephone(adresse):
        budget.compter(session, adresse, reussites=1)
    return adresse


def nettoyer(saisi: str) -> str:
    """Return the figures of a code, however they were parted: « 123 456 », « 123-456 »."""
    return re.sub(r"[^0-9]", "", saisi)


def purger(session: Session) -> None:
    """Forget the codes of yesterday."""
    session.execute(delete(TABLE).where(TABLE.c.cree_le < maintenant() - timedelta(days=1)))


def _comptees(objet: str, adresse: str, appareil: str = "") -> tuple[str, ...]:
    """Return what a code asked for is counted for: the owner's device alone, where it is known."""
    if appareil:
        return (verrou.cle("code-et-appareil", objet, adresse, appareil),)
    reseau = verrou.reseau(request.remote_addr) if has_request_context() else ""
    return (
        verrou.cle(verrou.ADRESSE, objet, adresse),
        verrou.cle("code-et-reseau", objet, adresse, reseau),
    )


def _compte_de(session: Session, adresse: str) -> int | None:
    """Return the account that an address opens, in effect or waiting; None for a stranger's."""
    c = Contact.__table__.c
    vivant = c.retire_le.is_(None) & c.arrete_le.is_(None)
    return session.scalar(select(c.utilisateur_id).where(c.adresse == adresse, vivant))


def _vit() -> ColumnElement[bool]:
    return TABLE.c.fini_le.is_(None) & (TABLE.c.cree_le > maintenant() - VALIDITE)


def _empreinte(adresse: str, code: str) -> str:
    return empreinte("code", f"{adresse} {code}")
