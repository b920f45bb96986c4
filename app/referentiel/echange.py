"""Dated rows out of a database and into another, as YAML: what comes in is proposed, no more.

A file says, for each table, the rows it holds: `parametre_legal: [{code: smig, effet_le: 2026-01-01, …}]`.
Accounts are told by their e-mail.
"""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from sqlalchemy import Column, ColumnElement, inspect, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from yaml.nodes import MappingNode, Node, SequenceNode

from app.generateur.adaptateur import User
from app.generateur.formulaires import formulaire_pour
from app.referentiel import sortes
from app.referentiel.sortes import SORTES, SorteDeReference
from app.socle.acces import Acteur
from app.socle.refus import ChampRefuse, Refus

TECHNIQUES = frozenset({"id", "confirme_le", "retire_le"})
"""The columns that a file does not tell: whether two people agreed is for each database to say."""
MOTIF = "Lu dans un fichier de référence"


class ReferenceRefusee(Refus):
    """Nothing of a file was proposed; `fautes` are French sentences, each with its line."""

    def __init__(self, fautes: Iterable[str]):
        self.fautes = list(fautes)
        super().__init__("\n".join(self.fautes))


@dataclass(frozen=True)
class LigneLue:
    """A row of a file: its kind, what it says by column, the line where it begins."""

    sorte: SorteDeReference
    valeurs: dict[str, Any]
    ligne: int

    def faute(self, phrase: str, champ: str = "") -> str:
        """Return a fault with its place."""
        return f"Ligne {self.ligne}{f', {champ}' if champ else ''} : {phrase}"


def sorte_nommee(nom: str) -> SorteDeReference:
    """Return the kind of rows of a table; raises Refus for a name that is none's."""
    connues = {sorte.modele.__tablename__: sorte for sorte in SORTES.valeurs()}
    if nom not in connues:
        raise Refus(f"« {nom} » n’est pas une sorte de référence : {', '.join(sorted(connues))}.")
    return connues[nom]


def exporter(session: Session, voulues: Iterable[SorteDeReference]) -> str:
    """Return, as YAML, the rows of these kinds that two people agreed on."""
    return yaml.safe_dump(
        {sorte.modele.__tablename__: [*_exportees(session, sorte)] for sorte in voulues},
        allow_unicode=True,
        sort_keys=False,
    )


def _exportees(session: Session, sorte: SorteDeReference) -> Iterator[dict[str, Any]]:
    modele = sorte.modele
    confirmees = modele.confirme_le.is_not(None) & modele.retire_le.is_(None)
    ordre = [getattr(modele, colonne) for colonne in modele.sujet_de]
    for ligne in session.scalars(select(modele).where(confirmees).order_by(*ordre, modele.effet_le)):
        valeurs = {nom: getattr(ligne, nom) for nom in _colonnes(modele)}
        yield {nom: _ecrite(session, modele, nom, valeur) for nom, valeur in valeurs.items()}


def _ecrite(session: Session, modele: type[Any], nom: str, valeur: Any) -> Any:
    if valeur is not None and _est_un_compte(modele, nom):
        return session.get_one(User, valeur).username
    return valeur.name if isinstance(valeur, enum.Enum) else valeur


def _colonnes(modele: type[Any]) -> list[str]:
    return [str(c.key) for c in modele.__table__.columns if c.key not in TECHNIQUES]


def _est_un_compte(modele: type[Any], nom: str) -> bool:
    colonne: Column[Any] = inspect(modele).columns[nom]
    return any(cle.column.table is User.__table__ for cle in colonne.foreign_keys)


def importer(session: Session, texte: str, acteur: Acteur) -> tuple[int, int]:
    """Propose the rows of a file in the name of `acteur`; return how many, and how many were there already.

    Does not commit. Raises ReferenceRefusee, nothing proposed, when anything of the file cannot be.
    """
    lues, fautes = [*lire(texte)], []
    neuves: list[tuple[LigneLue, Any]] = []
    for lue in lues:
        try:
            ligne = _composer(session, lue)
        except ReferenceRefusee as refus:
            fautes += refus.fautes
            continue
        if not session.scalar(select(lue.sorte.modele.id).where(*_la_meme(ligne))):
            neuves.append((lue, ligne))
    if not fautes:
        fautes = [faute for lue, ligne in neuves if (faute := _proposer(session, lue, ligne, acteur))]
    if fautes:
        raise ReferenceRefusee(fautes)
    return len(neuves), len(lues) - len(neuves)


def lire(texte: str) -> Iterator[LigneLue]:
    """Yield the rows of a file; raises ReferenceRefusee when it is no such file."""
    try:
        contenu, racine = yaml.safe_load(texte), yaml.compose(texte, Loader=yaml.SafeLoader)
    except yaml.YAMLError as erreur:
        repere = getattr(erreur, "problem_mark", None)
        ou = f"Ligne {repere.line + 1} : " if repere else ""
        raise ReferenceRefusee(
            [f"{ou}ce fichier n’est pas du YAML lisible : vérifiez les retraits."]
        ) from None
    if not isinstance(racine, MappingNode) or not all(isinstance(v, list) for v in contenu.values()):
        raise ReferenceRefusee(["Ligne 1 : écrivez le nom d’une sorte de référence, puis ses lignes."])
    for (cle, liste), (nom, valeurs) in zip(racine.value, contenu.items(), strict=True):
        yield from _de_la_sorte(cle, liste, str(nom), valeurs)


def _de_la_sorte(cle: Node, liste: Node, nom: str, valeurs: list[Any]) -> Iterator[LigneLue]:
    assert isinstance(liste, SequenceNode)
    try:
        sorte = sorte_nommee(nom)
    except Refus as refus:
        raise ReferenceRefusee([f"Ligne {cle.start_mark.line + 1} : {refus}"]) from None
    for noeud, valeur in zip(liste.value, valeurs, strict=True):
        ligne = noeud.start_mark.line + 1
        if not isinstance(valeur, dict):
            raise ReferenceRefusee([f"Ligne {ligne} : écrivez les colonnes de la ligne, une par une."])
        yield LigneLue(sorte, {str(colonne): v for colonne, v in valeur.items()}, ligne)


def _composer(session: Session, lue: LigneLue) -> Any:
    """Return the row that a file says, through the checks of the form; raises ReferenceRefusee."""
    modele = lue.sorte.modele
    attendues = _colonnes(modele)
    if inconnues := [nom for nom in lue.valeurs if nom not in attendues]:
        raise ReferenceRefusee(lue.faute("cette colonne n’existe pas.", nom) for nom in inconnues)
    comptes = [nom for nom in attendues if _est_un_compte(modele, nom)]
    ligne = modele(**{nom: _compte(session, lue, nom) for nom in comptes})
    saisis = [nom for nom in attendues if nom not in comptes]
    ecrits = MultiDict((nom, _tel_que_saisi(lue.valeurs.get(nom))) for nom in saisis)
    form = formulaire_pour(modele, saisis)(formdata=ecrits, meta={"csrf": False})
    if not form.validate():
        raise ReferenceRefusee(
            lue.faute(" ".join(form[nom].errors), nom) for nom in saisis if form[nom].errors
        )
    for nom in saisis:
        form[nom].populate_obj(ligne, nom)
    try:
        sortes.preparer(session, ligne)
    except ChampRefuse as refus:
        raise ReferenceRefusee([lue.faute(str(refus), refus.champ)]) from None
    return ligne


def _compte(session: Session, lue: LigneLue, nom: str) -> int:
    adresse = str(lue.valeurs.get(nom, "")).strip().lower()
    cle = session.scalar(select(User.id).where(User.username == adresse))
    if cle is None:
        raise ReferenceRefusee([lue.faute("aucun compte n’a cette adresse de courriel.", nom)])
    return int(cle)


def _tel_que_saisi(valeur: Any) -> str:
    """Return a value as somebody would type it in the form."""
    match valeur:
        case None:
            return ""
        case bool():
            return "oui" if valeur else "non"
        case date():
            return valeur.isoformat()
        case _:
            return str(valeur)


def _la_meme(ligne: Any) -> list[ColumnElement[bool]]:
    """Return the criteria of the row that stands already on the same subject, from the same day."""
    modele = type(ligne)
    memes = [getattr(modele, nom) == getattr(ligne, nom) for nom in (*modele.sujet_de, "effet_le")]
    return [modele.retire_le.is_(None), *memes]


def _proposer(session: Session, lue: LigneLue, ligne: Any, acteur: Acteur) -> str:
    """Propose a row; return why it cannot be, empty when it is."""
    session.add(ligne)
    session.flush()
    try:
        sortes.proposer(session, ligne, acteur, getattr(ligne, "raison", "") or MOTIF)
    except Refus as refus:
        return lue.faute(str(refus))
    return ""
