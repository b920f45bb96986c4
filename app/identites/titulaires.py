"""Who holds the functions without which nobody could give any: on no day to come may there be nobody."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites.organisation import Affectation, Fonction
from app.referentiel import sortes
from app.referentiel.tables import en_vigueur
from app.regles import francais
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.refus import ChampRefuse

ESSENTIELLES = (Fonction.administration, Fonction.superviseur)
"""The functions that somebody must always hold: without them, nobody could give them again."""
Lignes = Sequence[Any]
"""Rows of `affectation`, bare or not."""
UN_JOUR = timedelta(days=1)


def tenue_seule(session: Session, utilisateur_id: int) -> str:
    """Return why somebody's account may not be closed, in French: nobody else would hold what she holds."""
    return next(filter(None, (_sans(session, f, utilisateur_id=utilisateur_id) for f in ESSENTIELLES)), "")


@sortes.retient(Affectation)
def garder_la_derniere(session: Session, ligne: Affectation) -> str:
    """An essential function is not taken from the last person who holds it."""
    return _sans(session, ligne.fonction, id=ligne.id) if ligne.fonction in ESSENTIELLES else ""


@sortes.exige(Affectation)
def laisser_quelqu_un(session: Session, ligne: Affectation) -> None:
    """The end of an essential function leaves somebody to hold it."""
    if ligne.fonction not in ESSENTIELLES or not ligne.fin_le:
        return
    autres = [t for t in _titulaires(session, ligne.fonction) if t.id != ligne.id]
    siennes = sorted([*autres, ligne], key=attrgetter("effet_le"))
    if phrase := _vacance(ligne.fonction, autres, siennes):
        raise ChampRefuse("fin_le", phrase)


@sortes.a_chaque_changement(Affectation)
def laisser_quelqu_un_encore(session: Session, ligne: Affectation, _acteur: Acteur) -> None:
    """What was proposed may have become the last one's meanwhile."""
    laisser_quelqu_un(session, ligne)


def _sans(session: Session, fonction: Fonction, **valeurs: int) -> str:
    """Return why rows, told by the value of a column, are not taken from an essential function."""
    lignes = _titulaires(session, fonction)
    restent = [t for t in lignes if any(getattr(t, nom) != valeur for nom, valeur in valeurs.items())]
    return _vacance(fonction, lignes, restent)


def _vacance(fonction: Fonction, avant: Lignes, apres: Lignes) -> str:
    """Return, in French, from when on nobody would hold a function that somebody held; empty for never."""
    jour = min(_vacants(apres, {*avant, *apres}) - _vacants(avant, {*avant, *apres}), default=None)
    if jour is None:
        return ""
    if jour == aujourd_hui():
        return f"C’est la dernière personne « {fonction.value} » : donnez d’abord cette fonction à une autre."
    return (
        f"À partir du {francais.jour(jour)}, plus personne ne serait « {fonction.value} » : "
        "donnez d’abord cette fonction à une autre."
    )


def _vacants(lignes: Lignes, changent: Iterable[Any]) -> set[date]:
    """Return on which days nobody holds a function: today, or as one of the rows begins or has ended."""
    debuts = {ligne.effet_le for ligne in changent}
    fins = {ligne.fin_le + UN_JOUR for ligne in changent if ligne.fin_le and ligne.fin_le < date.max}
    jours = {aujourd_hui(), *(jour for jour in debuts | fins if jour > aujourd_hui())}
    return {jour for jour in jours if not _tiennent(lignes, jour)}


def _tiennent(lignes: Lignes, jour: date) -> list[Any]:
    prises = (ligne for ligne in lignes if ligne.effet_le <= jour)
    return en_vigueur(prises, Affectation.sujet_de, jour)


def _titulaires(session: Session, fonction: Fonction) -> Lignes:
    """Return the confirmed rows of a function, past and to come, in the order of their effect.

    Of open accounts, which stay as they are until the commit.
    """
    t, comptes = Affectation.__table__, User.__table__
    sienne = t.c.fonction == fonction
    eus = select(t.c.utilisateur_id).where(sienne)
    ouverts = select(comptes.c.id).where(comptes.c.active, comptes.c.id.in_(eus)).order_by(comptes.c.id)
    gardes = set(session.scalars(ouverts.with_for_update()))
    prise = t.c.confirme_le.is_not(None) & t.c.retire_le.is_(None)
    lignes = session.execute(select(t).where(prise, sienne).order_by(t.c.effet_le))
    return [ligne for ligne in lignes if ligne.utilisateur_id in gardes]
