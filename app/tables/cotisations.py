"""The contribution account: the ledger, declarations, payments and bank statements."""

import enum
from typing import ClassVar

from flask_appbuilder import Model
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    case,
    func,
    select,
    type_coerce,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import column_property, relationship

from app.acces import mien
from app.champs import JSON, Choix, Francs, Mois, champ, cle_primaire, lien
from app.controles import telephone
from app.cycle import EN_ATTENTE, TRANSITIONS, Statut
from app.horloge import maintenant
from app.pieces.demandees import BORDEREAU
from app.regles import ecriture, mois
from app.tables.demande import Demande
from app.tables.dnr import Declaration, NatureDeclaration
from app.tables.registre import Employeur


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
    """One booking of the contribution account; never changed or deleted (see `app.compte.grand_livre`)."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_employeur", "employeur_id", "le"),)

    id = cle_primaire()
    employeur_id = lien("employeur.id", "Employeur")
    cause = champ(Choix(Cause), "Cause")
    le = champ(Date, "Date")
    libelle = champ(String(160), "Libellé")
    cle = champ(String(80), "Clé d’unicité", "Une même opération ne s’écrit qu’une fois", unique=True)
    demande_id = lien("demande.id", "Demande", aide="Ce qui l’a fait écrire", facultatif=True)
    contrepasse_id = lien("operation.id", "Opération contre-passée", facultatif=True)
    motif = champ(Text, "Motif", facultatif=True)
    par_id = lien("ab_user.id", "Par", facultatif=True)
    ecrite_le = champ(DateTime(timezone=True), "Écrite le", default=maintenant)

    employeur = relationship(Employeur)
    demande = relationship(Demande)
    contrepasse = relationship("Operation", remote_side="Operation.id")
    ecritures = relationship("Ecriture", back_populates="operation", order_by="Ecriture.id")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self):
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
    operation_id = lien("operation.id", "Opération", index=True)
    employeur_id = lien("employeur.id", "Employeur")
    debit = champ(Choix(CompteComptable), "Débit")
    credit = champ(Choix(CompteComptable), "Crédit")
    periode = champ(Mois, "Période", "Vide : versement non encore affecté", facultatif=True)
    le = champ(Date, "Date de valeur")
    montant = champ(Francs, "Montant")

    operation = relationship(Operation, back_populates="ecritures")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self):
        return f"Écriture n° {self.id}"


def ajoute_au_solde():
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
    `app.compte.cumuls`.
    """

    __tablename__ = "solde_mensuel"

    employeur_id = lien("employeur.id", "Employeur", primary_key=True)
    periode = champ(Mois, "Période", "0 : versements non affectés", primary_key=True, autoincrement=False)
    principal = champ(Francs, "Cotisations déclarées")
    cotisations = champ(Francs, "Cotisations dues")
    majorations = champ(Francs, "Majorations dues")
    avances = champ(Francs, "Versements à affecter")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


class Exercice(Model):
    """What the operations of a year add to an employer's balance, in francs; the database keeps it too.

    `dernier_le` is the latest date of value of their entries.
    """

    __tablename__ = "exercice"

    employeur_id = lien("employeur.id", "Employeur", primary_key=True)
    annee = champ(Integer, "Année", primary_key=True, autoincrement=False)
    montant = champ(Francs, "Ajouté au solde")
    dernier_le = champ(Date, "Dernière date de valeur")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


class DeclarationCotisations(Demande):
    """What an employer says he owes for a month, in figures: from his DNR, by hand before it, or nil."""

    prefixe = "DCO"
    libelle_type = "Déclaration de cotisations"
    rubriques: ClassVar = {
        "effectif": "Salaires du mois",
        "rp": "Cotisations par branche",
        "part_employeur": "Parts de l’employeur et des travailleurs",
    }

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    neant = champ(Boolean, "Néant", "Aucune rémunération versée ce mois-là", default=False)
    dnr_id = lien("declaration.id", "DNR reprise", facultatif=True)
    rectifie_id = lien("declarationcotisations.id", "Déclaration rectifiée", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    assiette = champ(Francs, "Assiette", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    part_employeur = champ(Francs, "Part de l’employeur", default=0)
    part_travailleur = champ(Francs, "Part des travailleurs", default=0)

    dnr = relationship(Declaration, foreign_keys=[dnr_id])
    rectifie = relationship(
        "DeclarationCotisations",
        remote_side="DeclarationCotisations.id",
        foreign_keys=[rectifie_id],
        post_update=True,
    )

    @property
    def sujet(self) -> str:
        """Return the month declared."""
        return mois.libelle(self.periode)

    @hybrid_property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu


class ModePaiement(enum.Enum):
    """How an employer pays."""

    virement = "Virement bancaire"
    depot = "Dépôt bancaire"
    tmoney = "T-Money (Mixx by Yas)"
    flooz = "Flooz (Moov Africa)"

    @property
    def mobile(self) -> bool:
        """Whether an operator confirms it, instead of the fund's bank."""
        return self in (ModePaiement.tmoney, ModePaiement.flooz)


class EtatPaiement(enum.Enum):
    """Where a payment stands, as people read it."""

    en_preparation = "En préparation"
    en_attente_rapprochement = "En attente de rapprochement"
    en_attente_operateur = "En attente de l’opérateur"
    confirme = "Confirmé"
    echoue = "Échoué"
    annule = "Annulé"


class Banque(Model):
    """A bank of the fund, and how the columns of its statements are named."""

    __tablename__ = "banque"
    publique = True
    recherche = ("code", "nom")

    id = cle_primaire()
    code = champ(String(10), "Code", unique=True)
    nom = champ(String(80), "Banque")
    compte = champ(String(40), "Compte de la CNSS", "Celui que les employeurs créditent", facultatif=True)
    correspondance = champ(JSON, "Colonnes du relevé", "Voir `app.compte.releves`", facultatif=True)

    def __str__(self):
        return self.nom


UN_AGENT = "un agent de la CNSS"
"""What every operator's message says that leaves a payment for a person to look at: agents search for it."""


class Paiement(Demande):
    """A payment announced by an employer; only the bank's statement or the operator's answer confirms it."""

    prefixe = "PAI"
    libelle_type = "Paiement"
    verbes: ClassVar = {"accepter": "Confirmer l’encaissement", "rejeter": "Déclarer le paiement échoué"}

    mode = champ(Choix(ModePaiement), "Mode de paiement")
    montant = champ(Francs, "Montant")
    periode = champ(Mois, "Période", "Vide : tout le solde", facultatif=True)
    banque_id = lien("banque.id", "Banque", facultatif=True)
    paye_le = champ(Date, "Date du virement ou du dépôt", facultatif=True)
    reference = champ(String(60), "Référence", "Celle du virement ou du bordereau", facultatif=True)
    telephone = champ(String(20), "Téléphone qui paie", controles=[telephone], facultatif=True)
    operateur = champ(String(20), "Opérateur", facultatif=True)
    identifiant = champ(String(40), "Identifiant chez l’opérateur", unique=True, facultatif=True)
    reference_operateur = champ(String(60), "Référence de l’opérateur", index=True, facultatif=True)
    url_operateur = champ(String(1000), "Page de paiement", facultatif=True)
    message_operateur = champ(String(300), "Où en est l’opérateur", facultatif=True)
    interroge_le = champ(DateTime(timezone=True), "Opérateur interrogé le", facultatif=True)
    recu_le = champ(Date, "Reçu le", "Date de valeur chez la CNSS", facultatif=True)

    banque = relationship(Banque)
    certificat = relationship("Certificat", back_populates="demande", uselist=False)

    @property
    def sujet(self) -> str:
        """Return what is paid."""
        return ecriture.francs(self.montant)

    @property
    def pieces_demandees(self):
        """Return the slip of a transfer or deposit; none once the fund knows that it came."""
        mobile = self.mode is None or self.mode.mobile
        connu = self.recu_le is not None and not self.pieces
        return () if mobile or connu else (BORDEREAU,)

    @property
    def chez_un_tiers(self) -> bool:
        """Whether an operator was asked for it and has not answered."""
        return self.identifiant is not None and self.statut in EN_ATTENTE

    @property
    def fermees(self) -> frozenset[str]:
        """Return every transition while the operator decides, none otherwise."""
        return frozenset(TRANSITIONS) if self.chez_un_tiers else frozenset()

    @property
    def etat(self) -> EtatPaiement:
        """Return where the payment stands: its life cycle, in the words of a payment."""
        if self.statut in EN_ATTENTE:
            mobile = self.mode.mobile
            return EtatPaiement.en_attente_operateur if mobile else EtatPaiement.en_attente_rapprochement
        return _ETATS_DE_PAIEMENT[self.statut]


_ETATS_DE_PAIEMENT = {
    Statut.brouillon: EtatPaiement.en_preparation,
    Statut.complement_demande: EtatPaiement.en_preparation,
    Statut.acceptee: EtatPaiement.confirme,
    Statut.rejetee: EtatPaiement.echoue,
    Statut.annulee: EtatPaiement.annule,
}


Paiement.__table__.append_constraint(CheckConstraint("montant > 0", name="ck_paiement_montant"))


class ReleveBancaire(Model):
    """A statement of the fund's bank, imported once."""

    __tablename__ = "releve_bancaire"
    __table_args__ = (UniqueConstraint("banque_id", "sha256", name="uq_releve_bancaire"),)

    id = cle_primaire()
    banque_id = lien("banque.id", "Banque")
    sha256 = champ(String(64), "Empreinte SHA-256")
    nom = champ(String(160), "Fichier")
    lignes = champ(Integer, "Lignes nouvelles", default=0)
    importe_le = champ(DateTime(timezone=True), "Importé le", default=maintenant)
    par_id = lien("ab_user.id", "Par", facultatif=True)

    banque = relationship(Banque)

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return self.nom


class LigneReleve(Model):
    """A credit of a bank statement, until a payment answers to it."""

    __tablename__ = "ligne_releve"
    __table_args__ = (
        UniqueConstraint("banque_id", "empreinte", name="uq_ligne_releve"),
        Index("ix_ligne_releve_attente", "paiement_id", "le"),
    )

    id = cle_primaire()
    releve_id = lien("releve_bancaire.id", "Relevé", index=True)
    banque_id = lien("banque.id", "Banque")
    empreinte = champ(String(64), "Empreinte", "Date, référence, libellé, montant et rang parmi les mêmes")
    le = champ(Date, "Date")
    reference = champ(String(60), "Référence", default="")
    libelle = champ(String(200), "Libellé", default="")
    montant = champ(Francs, "Montant")
    paiement_id = lien("paiement.id", "Paiement rapproché", unique=True, facultatif=True)
    rapprochee_le = champ(DateTime(timezone=True), "Rapprochée le", facultatif=True)
    rapprochee_par_id = lien("ab_user.id", "Rapprochée par", facultatif=True)

    banque = relationship(Banque)
    releve = relationship(ReleveBancaire)
    paiement = relationship(Paiement)

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return f"Versement {self.reference or self.id} du {self.le:%d/%m/%Y}"
