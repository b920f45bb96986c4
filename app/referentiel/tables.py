"""The columns of a dated row of reference, and what one person proposes until another confirms or refuses."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, Date, DateTime, Index, String, Text, text, true
from sqlalchemy.orm import declared_attr

from app.generateur.adaptateur import Model
from app.generateur.badges import Etat
from app.generateur.champs import JSON, Choix, Cle, Francs, champ, cle_etrangere, cle_primaire
from app.socle.acces import Caisse, Perimetre, mien
from app.socle.horloge import aujourd_hui, maintenant


class EtatDeLigne(Etat):
    """Where a dated row stands today; a later row of the same subject may replace it meanwhile."""

    proposee = "Proposée"
    a_venir = "À venir"
    confirmee = "Confirmée"
    terminee = "Terminée"
    refusee = "Refusée"
    retiree = "Retirée"


class Datee:
    """What every row of reference has: since when, until when, whether two people said so."""

    sujet_de: ClassVar[tuple[str, ...]] = ()
    """The columns that say what a row is about: of two in force, the one of the later effect is read."""

    effet_le = champ(Date, "Date d’effet")
    fin_le = champ(Date, "Jusqu’au", "Vide : tant qu’aucune autre ligne ne la remplace", facultatif=True)
    confirme_le = champ(DateTime(timezone=True), "Confirmée le", facultatif=True)
    retire_le = champ(DateTime(timezone=True), "Retirée le", facultatif=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:
        vivantes = text("retire_le is null")
        nom = f"uq_{cls.__tablename__}_effet"  # type: ignore[attr-defined]  # of the model that mixes it in
        return (
            Index(
                nom, *cls.sujet_de, "effet_le", unique=True, sqlite_where=vivantes, postgresql_where=vivantes
            ),
        )

    @property
    def etat(self) -> EtatDeLigne:
        """Return where the row stands today."""
        if self.retire_le:
            return EtatDeLigne.retiree if self.confirme_le else EtatDeLigne.refusee
        if not self.confirme_le:
            return EtatDeLigne.proposee
        if self.effet_le > aujourd_hui():
            return EtatDeLigne.a_venir
        return EtatDeLigne.terminee if self.fin_le and self.fin_le < aujourd_hui() else EtatDeLigne.confirmee

    @classmethod
    def prise(cls, jour: date) -> ColumnElement[bool]:
        """Return the criterion of the rows confirmed, not withdrawn, that took effect by `jour`."""
        return cls.confirme_le.is_not(None) & cls.retire_le.is_(None) & (cls.effet_le <= jour)

    @classmethod
    def couvre(cls, jour: date) -> ColumnElement[bool]:
        """Return the criterion of those whose days hold `jour`, which a later one may have replaced."""
        return cls.prise(jour) & (cls.fin_le.is_(None) | (cls.fin_le >= jour))


class Ligne(Protocol):
    """A dated row, read as a model or as a bare row."""

    @property
    def fin_le(self) -> date | None: ...


R = TypeVar("R", bound=Ligne)


def en_vigueur(lignes: Iterable[R], sujet_de: tuple[str, ...], jour: date) -> list[R]:
    """Return, of rows in the order of their effect, the last of each subject, unless it ended before `jour`.

    What a later row replaced does not come back when that one ends: to go on, it is proposed anew.
    """
    dernieres = {tuple(getattr(ligne, nom) for nom in sujet_de): ligne for ligne in lignes}
    return [ligne for ligne in dernieres.values() if ligne.fin_le is None or ligne.fin_le >= jour]


class Issue(Etat):
    """How a proposition ended."""

    confirmee = "Confirmée"
    refusee = "Refusée"
    retiree = "Retirée par son auteur"


class Proposition(Model):
    """What one person of the fund proposes; it is done when another confirms it (see `propositions`)."""

    __tablename__ = "proposition"

    id = cle_primaire()
    acte = champ(String(60), "Acte")
    objet_id = champ(Cle, "Clé de ce qui change")
    resume = champ(String(300), "Ce qui est proposé")
    avant = champ(JSON, "Avant", "Ce que c’était : des paires de libellés et de valeurs")
    apres = champ(JSON, "Après", "Ce que ce serait : des paires de libellés et de valeurs")
    donnees = champ(JSON, "Données", "Ce que l’exécution relira")
    montant = champ(Francs, "Montant", facultatif=True)
    beneficiaire_id = cle_etrangere("ab_user.id", "À qui cela donne un pouvoir", facultatif=True, index=True)
    motif = champ(Text, "Motif", facultatif=True)
    proposee_par_id = cle_etrangere("ab_user.id", "Proposée par", facultatif=True)
    proposee_par_nom = champ(String(120), "Proposée par")
    proposee_le = champ(DateTime(timezone=True), "Proposée le", default=maintenant)
    issue = champ(Choix(Issue), "Issue", facultatif=True)
    statuee_par_id = cle_etrangere("ab_user.id", "Décidée par", facultatif=True)
    statuee_par_nom = champ(String(120), "Décidée par", facultatif=True)
    statuee_le = champ(DateTime(timezone=True), "Décidée le", facultatif=True)
    motif_refus = champ(Text, "Motif du refus", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.proposee_par_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Whoever of the fund may open the screen: each act says there who sees what it proposes."""
        return true()

    def __str__(self) -> str:
        return str(self.resume)


vivante = text("issue is null")
Index(
    "uq_proposition_en_attente",
    Proposition.acte,
    Proposition.objet_id,
    unique=True,
    sqlite_where=vivante,
    postgresql_where=vivante,
)
