"""The kinds of dated rows: what each is called, who changes it, what its change does besides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.generateur.colonnes import colonne_de
from app.referentiel import propositions, tables
from app.referentiel.propositions import Acte, Changement, Paires
from app.referentiel.tables import Datee, Proposition
from app.socle.acces import Acteur
from app.socle.horloge import maintenant
from app.socle.refus import ChampRefuse, Refus
from app.socle.registre import Registre

D = TypeVar("D", bound=Datee)
Suite = Callable[[Session, Any, Acteur], None]
"""What follows the change of a row: `(session, row, acteur)`."""
Retenue = Callable[[Session, Any], str]
"""Why a row may not be withdrawn, a French sentence; empty when it may: `(session, row)`."""


@dataclass(frozen=True)
class SorteDeReference:
    """A kind of dated rows: `champs` are what its rows say, `libelles` the labels of those it works out."""

    modele: type[Any]
    titre: str
    champs: tuple[str, ...]
    libelles: Mapping[str, str]
    ajouter: Acte
    retirer: Acte


SORTES: Registre[type, SorteDeReference] = Registre("sortes_de_reference")
"""The kinds of dated rows, by their model."""
SUITES: Registre[type, Suite] = Registre(
    "suites_d_une_reference", plusieurs=True, obstacle=lambda m: "" if m in SORTES else "it is no dated row"
)
"""What follows each change of the rows of a kind, in its transaction."""
Exigence = Callable[[Session, Any], None]
"""What completes a row that is to be proposed, or raises ChampRefuse: `(session, row)`."""
EXIGENCES: Registre[type, Exigence] = Registre("exigences_d_une_reference", plusieurs=True)
"""What is asked of the rows of a kind, wherever they come from."""
RETENUES: Registre[type, Retenue] = Registre("retenues_d_une_reference", plusieurs=True)
"""What keeps rows of a kind from being withdrawn."""


def declarer(
    modele: type[Any],
    titre: str,
    domaine: str,
    champs: tuple[str, ...],
    **libelles: str,
) -> SorteDeReference:
    """Declare that the rows of `modele` are proposed by one and confirmed by another; return the kind.

    `domaine` is what they belong to in the table of rights; `libelles` labels what they work out.
    """
    nom = modele.__tablename__
    sorte = SorteDeReference(
        modele=modele,
        titre=titre,
        champs=champs,
        libelles=libelles,
        ajouter=propositions.acte(code=f"ajouter:{nom}", libelle=f"{titre} : une valeur", domaine=domaine),
        retirer=propositions.acte(code=f"retirer:{nom}", libelle=f"{titre} : un retrait", domaine=domaine),
    )
    propositions.CONFIRMATIONS.inscrire(sorte.ajouter, _mettre_en_vigueur)
    propositions.REFUS.inscrire(sorte.ajouter, _ecarter)
    propositions.CONFIRMATIONS.inscrire(sorte.retirer, _retirer)
    return SORTES.inscrire(modele, sorte)


def a_chaque_changement(modele: type) -> Callable[[Suite], Suite]:
    """Return a decorator: `(session, row, acteur)` is told when a row counts, or counts no more."""
    return lambda fonction: SUITES.inscrire(modele, fonction)


def exige(modele: type) -> Callable[[Exigence], Exigence]:
    """Return a decorator: the function `(session, row)` completes or refuses a row to be proposed."""
    return lambda fonction: EXIGENCES.inscrire(modele, fonction)


def retient(modele: type) -> Callable[[Retenue], Retenue]:
    """Return a decorator: the function `(session, row)` says why a row may not be withdrawn."""
    return lambda fonction: RETENUES.inscrire(modele, fonction)


def en_vigueur(session: Session, modele: type[D], jour: date, *criteres: ColumnElement[bool]) -> list[D]:
    """Return the rows in force on a day, one a subject; `criteres` are on what the rows are about."""
    requete = select(modele).where(modele.prise(jour), *criteres).order_by(modele.effet_le)
    return tables.en_vigueur(session.scalars(requete), modele.sujet_de, jour)


def remplacee_par(session: Session, ligne: D) -> D | None:
    """Return the row in force on the day of effect of another, on the same subject; None when none is."""
    modele = type(ligne)
    memes = (getattr(modele, colonne) == getattr(ligne, colonne) for colonne in ligne.sujet_de)
    return next(iter(en_vigueur(session, modele, ligne.effet_le, *memes)), None)


def preparer(session: Session, ligne: Datee) -> None:
    """Complete a row that is to be written and proposed. Raises ChampRefuse when it cannot be."""
    if ligne.fin_le and ligne.fin_le < ligne.effet_le:
        raise ChampRefuse("fin_le", "La fin vient avant la date d’effet : corrigez l’une des deux.")
    for exiger in EXIGENCES.de(type(ligne)):
        exiger(session, ligne)


def proposer(session: Session, ligne: Datee, acteur: Acteur, motif: str = "") -> Proposition:
    """Propose a row just written, beside what it would replace. Does not commit. Raises Refus."""
    sorte = SORTES[type(ligne)]
    precedente = remplacee_par(session, ligne)
    changement = Changement(
        objet_id=_cle(ligne),
        resume=f"{sorte.titre} : {ligne}",
        avant=paires(precedente) if precedente else [],
        apres=paires(ligne),
        motif=motif,
        beneficiaire_id=getattr(ligne, "utilisateur_id", None),
    )
    return propositions.proposer(session, sorte.ajouter, changement, acteur)


def proposer_le_retrait(session: Session, ligne: Datee, acteur: Acteur, motif: str) -> Proposition:
    """Propose that a confirmed row stops being read. Does not commit. Raises Refus."""
    sorte = SORTES[type(ligne)]
    if not ligne.confirme_le or ligne.retire_le:
        raise Refus("Cette ligne n’est pas en vigueur : il n’y a rien à retirer.")
    if not motif.strip():
        raise Refus("Écrivez pourquoi cette ligne doit être retirée : qui confirme le lira.")
    _exiger_libre(session, ligne)
    changement = Changement(
        objet_id=_cle(ligne),
        resume=f"Retrait – {sorte.titre} : {ligne}",
        avant=paires(ligne),
        apres=[],
        motif=motif,
    )
    return propositions.proposer(session, sorte.retirer, changement, acteur)


def ligne_de(session: Session, proposition: Proposition) -> Any:
    """Return the row that a proposition adds or withdraws."""
    table = proposition.acte.partition(":")[2]
    modele = next(s.modele for s in SORTES.valeurs() if s.modele.__tablename__ == table)
    return session.get_one(modele, proposition.objet_id)


def derniere_proposition(session: Session, ligne: Datee) -> Proposition:
    """Return what was proposed last of a row: that it counts, or that it counts no more."""
    sorte = SORTES[type(ligne)]
    requete = select(Proposition).where(
        Proposition.acte.in_((sorte.ajouter.code, sorte.retirer.code)), Proposition.objet_id == _cle(ligne)
    )
    return session.scalars(requete.order_by(Proposition.id.desc()).limit(1)).one()


def paires(ligne: Datee) -> Paires:
    """Return what a row says, as pages show it."""
    sorte = SORTES[type(ligne)]
    colonnes = (colonne_de(sorte.modele, champ, dict(sorte.libelles)) for champ in sorte.champs)
    return [(c.libelle, c.affiche(c.valeur(ligne))) for c in colonnes]


def _mettre_en_vigueur(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    ligne = ligne_de(session, proposition)
    ligne.confirme_le = maintenant()
    _suivre(session, ligne, acteur)


def _retirer(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    _exiger_libre(session, ligne_de(session, proposition))
    _ecarter(session, proposition, acteur)


def _exiger_libre(session: Session, ligne: Datee) -> None:
    """Raise Refus when something keeps a row from being withdrawn."""
    for retenir in RETENUES.de(type(ligne)):
        if empeche := retenir(session, ligne):
            raise Refus(empeche)


def _ecarter(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    ligne = ligne_de(session, proposition)
    ligne.retire_le = maintenant()
    _suivre(session, ligne, acteur)


def _suivre(session: Session, ligne: Datee, acteur: Acteur) -> None:
    session.flush()
    for suivre in SUITES.de(type(ligne)):
        suivre(session, ligne, acteur)


def _cle(ligne: Any) -> int:
    return int(ligne.id)
