"""Mandates that the fund gives and takes back: told to the person, and to who owns the employer's account."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import meme_personne
from app.identites.administration import Visa, noter, prevenir
from app.identites.tables import Habilitation
from app.socle.acces import Acteur
from app.socle.refus import Refus

DROITS = {True: "consulter et déclarer", False: "consulter"}
"""What a mandate lets one do, whether it declares or not."""


def donner(session: Session, mandat: Habilitation, acteur: Acteur) -> None:
    """Tell of a mandate just written, for the reason that it says. Raises Refus for one's own.

    One's own is that of any account of the same person.
    """
    _pas_le_sien(session, mandat, acteur)
    _acter(session, mandat, f"peut maintenant {DROITS[mandat.declarer]}", Visa(acteur, mandat.raison))


def permettre_de_declarer(session: Session, mandat: Habilitation, acteur: Acteur, motif: str) -> str:
    """Let somebody who only looked declare too, and return what is told. Raises Refus for one's own."""
    _pas_le_sien(session, mandat, acteur)
    return _changer(session, mandat, acteur, motif, declarer=True)


def limiter(session: Session, mandat: Habilitation, acteur: Acteur, motif: str) -> str:
    """Let somebody who declared only look, and return what is told."""
    return _changer(session, mandat, acteur, motif, declarer=False)


def _changer(session: Session, mandat: Habilitation, acteur: Acteur, motif: str, *, declarer: bool) -> str:
    mandat.declarer = declarer
    _acter(session, mandat, f"peut maintenant {DROITS[declarer]}", Visa(acteur, motif))
    return "Le mandat est changé : la personne et le titulaire du compte sont prévenus."


def retirer(session: Session, mandat: Habilitation, acteur: Acteur, motif: str) -> str:
    """Take a mandate back, and return what is told."""
    _acter(session, mandat, "n’agit plus", Visa(acteur, motif))
    session.delete(mandat)
    return "Le mandat est retiré : la personne et le titulaire du compte sont prévenus."


def _pas_le_sien(session: Session, mandat: Habilitation, acteur: Acteur) -> None:
    if meme_personne.une_seule(session, acteur.utilisateur_id, mandat.utilisateur_id):
        raise Refus("Cette habilitation est la vôtre : un collègue la donnera ou la changera.")


def _acter(session: Session, mandat: Habilitation, verbe: str, par: Visa) -> None:
    """Write down what changes, and tell each of those it is the business of, once."""
    personne = mandat.utilisateur
    changement = f"{personne.get_full_name()} {verbe} pour {mandat.employeur.raison_sociale}"
    noter(session, personne, changement, par)
    for lecteur in {personne, *_titulaires(session, mandat.employeur_id)}:
        prevenir(session, lecteur, changement, par)


def _titulaires(session: Session, employeur_id: int) -> set[User]:
    """Return who owns the employer's account."""
    siens = (Habilitation.employeur_id == employeur_id) & Habilitation.titulaire
    requete = select(User).join(Habilitation, Habilitation.utilisateur_id == User.id).where(siens)
    return set(session.scalars(requete).unique())
