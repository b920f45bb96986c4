"""Signing in by a code sent to one's telephone or e-mail: whoever has no password, or forgot it.

A telephone number changes hands. Where it opened nothing for long, or where its SIM card just changed, the
code alone does not open the account on a device that it does not know: who it is is proved again.
"""

from flask import request
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import appareils, codes, contacts, doutes, verrou
from app.identites.personnes import trouver
from app.socle.acces import systeme

OBJET = "connexion"
POUR = "vous connecter"


class ContactIncertain(Exception):
    """The code is right, and the number may be somebody else's now."""

    def __init__(self, personne: User, doute: doutes.Doute):
        super().__init__(personne.id)
        self.personne, self.doute = personne, doute


def demander(session: Session, adresse: str) -> int:
    """Send a code to who has an account, and return its key; nothing tells who has none.

    Raises verrou.Verrouille, Refus (see `codes.envoyer`). Commits nothing.
    """
    personne = trouver(session, adresse)
    sien = appareils.nom_connu(session, appareils.present(), personne.id) if personne else ""
    if not sien:
        _freiner_le_reseau(session)
    muet = personne is None or not personne.is_active
    return codes.envoyer(session, OBJET, adresse, POUR, muet=muet, appareil=sien)


def _freiner_le_reseau(session: Session) -> None:
    reseau = verrou.cle_du_reseau("code", request.remote_addr)
    if not verrou.permettre(session, reseau):
        raise verrou.Verrouille(verrou.attente(session, reseau), conseil="")


def verifier(session: Session, cle: int, saisi: str) -> User | None:
    """Return whose code this is, None when it is wrong.

    Runs in the caller's transaction, which commits either way: an error counts. Raises codes.CodeMort, and
    ContactIncertain where the right code does not open the account.
    """
    adresse = codes.verifier(session, OBJET, cle, saisi)
    personne = trouver(session, adresse) if adresse else None
    if adresse is None or personne is None or not personne.is_active:
        return None
    verrou.reprendre(session, verrou.cle_du_reseau("code", request.remote_addr))
    doute = doutes.doute_sur(session, adresse)
    if doute and not appareils.connu(session, personne.id):
        raise ContactIncertain(personne, doute)
    contacts.dater(session, adresse)
    return personne


def liberer(session: Session, utilisateur_id: int, adresse: str) -> None:
    """Have a number leave the account of its former holder, who is told of it."""
    with systeme("whoever holds the number says that it is not the other's any more"):
        contacts.liberer(session, utilisateur_id, adresse)
