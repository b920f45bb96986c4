"""Passwords: how strong one must be, and the ways to change one.

The strength is zxcvbn's, told of the words that people here choose and of the person's own; its advice is
said in French. Changing a password ends the person's other sessions and kills the links sent before.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.orm import Session
from zxcvbn import zxcvbn

from app.generateur.adaptateur import User
from app.generateur.controles import lire_adresse
from app.identites import contacts, sessions, verrou
from app.identites.coffre import empreinte
from app.identites.hachage import est_le_bon, hacher
from app.identites.personnes import trouver
from app.journal.notes import noter
from app.journal.tables import Fait
from app.regles.francais import en_ascii
from app.socle import adresses, liens_signes
from app.travaux import courrier
from app.travaux.canaux import est_un_telephone

if TYPE_CHECKING:
    from zxcvbn.matching import _Match

LONGUEUR = 12
"""The least number of characters of a password."""
LONGUEUR_AU_PLUS = 128
SOLIDITE = 3
"""The least score of zxcvbn, from 0 to 4."""
LUE = 72
"""Characters that zxcvbn looks at: beyond, it takes too long."""
VALIDITE_DU_LIEN = timedelta(hours=1)
OUBLI = "mot-de-passe-oublie"

PERSONNE, LEURRES = User(id=0, first_name="", password=""), ("personne@cnss.invalid", "+22890000000")
"""Nobody, to whom as much is written as to somebody, by e-mail or by telephone."""
MOTS_D_ICI = Path(__file__).with_name("mots_communs.txt").read_text(encoding="utf-8").split()
"""What zxcvbn, which speaks English, does not know to be common."""

CONSEILS = {
    "passwords": "il ressemble à un mot de passe très répandu",
    "user_inputs": "il contient des mots très répandus",
    "english_wikipedia": "il est fait d’un mot courant",
    "us_tv_and_film": "il est fait d’un mot courant",
    "surnames": "il contient un nom de personne",
    "male_names": "il contient un prénom",
    "female_names": "il contient un prénom",
    "spatial": "il suit les touches du clavier",
    "repeat": "il se répète",
    "sequence": "il contient une suite comme « abc » ou « 6543 »",
    "regex": "il contient une année récente",
    "date": "il contient une date",
}
QUE_FAIRE = (
    "Choisissez trois ou quatre mots sans rapport entre eux ; majuscules et symboles ne sont pas nécessaires."
)


def faiblesse(mot_de_passe: str, *connus: str) -> str:
    """Return the French sentence that says why a password is too weak; empty when it is strong enough.

    `connus` are what others know of the person: names, e-mail, employer.
    """
    if len(mot_de_passe) < LONGUEUR:
        return f"Ce mot de passe est trop court : {LONGUEUR} caractères au moins. {QUE_FAIRE}"
    if len(mot_de_passe) > LONGUEUR_AU_PLUS:
        return f"Ce mot de passe est trop long : {LONGUEUR_AU_PLUS} caractères au plus."
    siens = _mots(connus)
    if len(_sans(siens, mot_de_passe)) < LONGUEUR // 2:
        return f"Ce mot de passe est fait de votre nom ou de votre adresse. {QUE_FAIRE}"
    analyse = zxcvbn(mot_de_passe[:LUE], user_inputs=[*MOTS_D_ICI, *siens])
    if analyse["score"] >= SOLIDITE:
        return ""
    return f"Ce mot de passe se devine trop facilement : {_raison(analyse['sequence'])}. {QUE_FAIRE}"


def _mots(connus) -> list[str]:
    """Return the texts, then their words of three letters or more, without capitals or accents."""
    textes = [_plat(texte) for texte in connus]
    return [*textes, *(mot for texte in textes for mot in re.split(r"[^a-z0-9]+", texte) if len(mot) > 2)]


def _sans(mots: list[str], mot_de_passe: str) -> str:
    """Return the letters and figures of a password, without the person's own words."""
    reste = _plat(mot_de_passe)
    for mot in mots:
        reste = reste.replace(mot, "") if mot else reste
    return re.sub(r"[^a-z0-9]", "", reste)


def _plat(texte: str) -> str:
    return en_ascii(texte).lower()


def _raison(suite: "Sequence[_Match]") -> str:
    """Return what the longest part that a machine guesses is made of."""
    devinees = [p for p in suite if str(p["pattern"]) != "bruteforce"]
    if not devinees:
        return "il est trop court pour sa forme"
    partie = max(devinees, key=lambda p: len(p["token"]))
    return CONSEILS.get(partie.get("dictionary_name") or partie["pattern"], "il est trop simple")


def est_le_sien(personne: User, mot_de_passe: str) -> bool:
    """Say whether this is the person's present password."""
    return est_le_bon(personne.password or "", mot_de_passe)


def changer(session: Session, personne: User, mot_de_passe: str, garder: int | None = None) -> None:
    """Give the person a new password, end her sessions but the one of key `garder`, and write to her."""
    remplacer(session, personne.id, mot_de_passe, garder)
    contacts.ecrire(session, personne, "mot_de_passe_change", prenoms=personne.first_name)


def remplacer(session: Session, utilisateur_id: int, mot_de_passe: str, garder: int | None = None) -> None:
    """Write a new password, end the person's sessions but `garder`; who guessed the former one starts anew.

    The attempts at her second factor stay counted: a mailbox is no proof of it.
    """
    table = User.__table__
    hache = hacher(mot_de_passe)
    session.execute(update(table).where(table.c.id == utilisateur_id).values(password=hache))
    sessions.terminer_les_autres(session, utilisateur_id, garder)
    verrou.lever(session, utilisateur_id, sauf=verrou.CODE)
    noter(session, Fait.modifie, "Mot de passe", sur=session.get_one(User, utilisateur_id))


def envoyer_un_lien(session: Session, adresse: str) -> bool:
    """Send the link that lets the owner of an address choose a new password, if it has an account to open.

    `adresse` is an e-mail or a telephone. Returns whether it was sent, which a visitor is never told: nobody
    learns whether the account exists, not even by timing, for a message to nobody is written and taken back
    where there is none. An account asked for too often receives no more for a while.
    """
    if not verrou.permettre(session, verrou.cle("oubli", adresse.strip().lower())):
        return False
    personne, ecrite_a = trouver(session, adresse), lire_adresse(adresse)
    with session.begin_nested() as ecrit:
        if personne is not None and personne.is_active:
            _ecrire_le_lien(session, personne, ecrite_a)
            return True
        _ecrire_le_lien(session, PERSONNE, LEURRES[est_un_telephone(ecrite_a)])
        ecrit.rollback()
    return False


def _ecrire_le_lien(session: Session, personne: User, adresse: str) -> None:
    jeton = liens_signes.signer(OUBLI, {"u": personne.id, "e": _etat(personne)}, VALIDITE_DU_LIEN)
    courrier.ecrire(
        session,
        "mot_de_passe_oublie",
        adresse,
        prenoms=personne.first_name,
        lien=adresses.adresse("MotDePasseOublieView.choisir", jeton_signe=jeton),
    )


def lire_le_lien(session: Session, jeton: str) -> User:
    """Return whose password a link changes; raises liens.LienMort once it served, or after an hour."""
    contenu = liens_signes.lire(OUBLI, jeton)
    personne = session.get(User, contenu["u"])
    if personne is None or not personne.is_active or contenu["e"] != _etat(personne):
        raise liens_signes.LienMort(liens_signes.MORT)
    return personne


def _etat(personne: User) -> str:
    """Return what a link is tied to: it dies with the password it replaces."""
    return empreinte("lien", personne.password or "")[:16]
