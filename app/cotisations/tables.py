"""The contribution account: its operations and entries, and what the database adds up of them."""

import enum
from typing import TYPE_CHECKING

from sqlalchemy import (
    Case,
    CheckConstraint,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    Text,
    case,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapped, column_property, relationship

from app.demandes.tables import Demande
from app.generateur.adaptateur import Model
from app.generateur.champs import Choix, Francs, Mois, champ, cle_etrangere, cle_primaire
from app.repertoire.tables import Employeur
from app.socle.acces import Perimetre, mien
from app.socle.horloge import maintenant
from app.socle.inalterable import proteger


class Cause(enum.Enum):
    """Why an operation of the contribution account exists."""

    declaration = "Déclaration nominative"
    cotisations = "Déclaration de cotisations"
    paiement = "Paiement"
    majoration = "Majoration de retard"
    remise = "Remise"
    correction = "Correction"


class CompteComptable(enum.Enum):
    """The accounts between which the contribution ledger moves francs."""

    employeur = "Employeur : cotisations dues"
    retard = "Employeur : majorations dues"
    avances = "Employeur : versements à affecter"
    rp = "Risques professionnels"
    pf = "Prestations familiales et maternité"
    pv = "Pensions vieillesse-invalidité-décès"
    amu = "Assurance maladie universelle"
    majorations = "Majorations de retard"
    remises = "Remises de majorations"
    encaissements = "Encaissements"


DU_EMPLOYEUR = frozenset({CompteComptable.employeur, CompteComptable.retard, CompteComptable.avances})
"""The accounts whose balance is what the employer owes, advances deducted."""


class Operation(Model):
    """One booking of the contribution account; never changed or deleted (see `grand_livre`)."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_employeur", "employeur_id", "le"),)

    id = cle_primaire()
    employeur_id = cle_etrangere("employeur.id", "Employeur")
    cause = champ(Choix(Cause), "Cause")
    le = champ(Date, "Date")
    libelle = champ(String(160), "Libellé")
    cle = champ(String(80), "Clé d’unicité", "Une même opération ne s’écrit qu’une fois", unique=True)
    demande_id = cle_etrangere("demande.id", "Demande", aide="Ce qui l’a fait écrire", facultatif=True)
    contrepasse_id = cle_etrangere("operation.id", "Opération contre-passée", facultatif=True)
    motif = champ(Text, "Motif", facultatif=True)
    par_id = cle_etrangere("ab_user.id", "Par", facultatif=True)
    ecrite_le = champ(DateTime(timezone=True), "Écrite le", default=maintenant)

    if TYPE_CHECKING:
        montant: Mapped[int]

    employeur = relationship(Employeur)
    demande = relationship(Demande)
    contrepasse = relationship("Operation", remote_side="Operation.id")
    ecritures = relationship("Ecriture", back_populates="operation", order_by="Ecriture.id")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self) -> str:
        return self.libelle


class Ecriture(Model):
    """Francs that leave the account `credit` and enter the account `debit`, for one period.

    Double entry by shape: no row can add a franc that another account does not give, so that the sum of all
    accounts is zero whatever is written.
    """

    __tablename__ = "ecriture"
    __table_args__ = (
        CheckConstraint("montant > 0", name="ck_ecriture_montant"),
        CheckConstraint("debit <> credit", name="ck_ecriture_comptes"),
        Index(
            "ix_ecriture_employeur",
            "employeur_id",
            "periode",
            postgresql_include=["debit", "credit", "le", "montant"],
        ),
    )

    id = cle_primaire()
    operation_id = cle_etrangere("operation.id", "Opération", index=True)
    employeur_id = cle_etrangere("employeur.id", "Employeur")
    debit = champ(Choix(CompteComptable), "Débit")
    credit = champ(Choix(CompteComptable), "Crédit")
    periode = champ(Mois, "Période", "Vide : versement non encore affecté", facultatif=True)
    le = champ(Date, "Date de valeur")
    montant = champ(Francs, "Montant")

    operation = relationship(Operation, back_populates="ecritures")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self) -> str:
        return f"Écriture n° {self.id}"


GRAND_LIVRE = proteger(
    "grand_livre",
    "Le grand livre ne se modifie pas : passez une écriture contraire.",
    Operation.__tablename__,
    Ecriture.__tablename__,
)
"""That each operation sums to zero needs no trigger: see `Ecriture`."""


def ajoute_au_solde() -> Case[int]:
    """Return the SQL of the francs that an entry adds to what its employer owes; below zero, takes off."""
    e = Ecriture.__table__.c
    entre, sort = e.debit.in_(DU_EMPLOYEUR), e.credit.in_(DU_EMPLOYEUR)
    return case((entre & sort, 0), (entre, e.montant), (sort, -e.montant), else_=0)


Operation.montant = column_property(
    select(type_coerce(-func.sum(ajoute_au_solde()), Francs))
    .where(Ecriture.__table__.c.operation_id == Operation.id)
    .correlate(Operation)
    .scalar_subquery(),
    deferred=True,
    info={"libelle": "Montant"},
)
"""The francs that an operation takes off what is owed; below zero, adds to it. A list asks for it."""


class SoldeMensuel(Model):
    """What an employer's entries add up to for one month, in francs; the database keeps it.

    `principal` is what was declared; the three others are balances: the part still owed, the surcharges still
    owed, and what was received (below zero) less what was allotted. No code writes here: see
    `app.cotisations.cumuls`.
    """

    __tablename__ = "solde_mensuel"

    employeur_id = cle_etrangere("employeur.id", "Employeur", primary_key=True)
    periode = champ(Mois, "Période", "0 : versements non affectés", primary_key=True, autoincrement=False)
    principal = champ(Francs, "Cotisations déclarées")
    cotisations = champ(Francs, "Cotisations dues")
    majorations = champ(Francs, "Majorations dues")
    avances = champ(Francs, "Versements à affecter")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))


class Exercice(Model):
    """What the operations of a year add to an employer's balance, in francs; the database keeps it too.

    `dernier_le` is the latest date of value of their entries.
    """

    __tablename__ = "exercice"

    employeur_id = cle_etrangere("employeur.id", "Employeur", primary_key=True)
    annee = champ(Integer, "Année", primary_key=True, autoincrement=False)
    montant = champ(Francs, "Ajouté au solde")
    dernier_le = champ(Date, "Dernière date de valeur")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))


class NatureDeclaration(enum.Enum):
    """Whether a declaration is the first of its period or replaces an accepted one."""

    initiale = "Initiale"
    rectificative = "Rectificative"
