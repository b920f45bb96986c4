"""Payments announced by employers, and the statements of the fund's banks that confirm them."""

from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import object_session, relationship

from app.demandes.etats import ACCEPTER, EN_ATTENTE, REJETER, TRANSITIONS, Statut, Transition
from app.demandes.pieces_demandees import BORDEREAU, PieceDemandee
from app.demandes.tables import Demande
from app.generateur.adaptateur import Model
from app.generateur.badges import Etat
from app.generateur.champs import JSON, Choix, Francs, Mois, champ, cle_etrangere, cle_primaire
from app.generateur.controles import telephone
from app.regles import francais
from app.repertoire.controles import compte_bancaire
from app.services.paiement.operateurs.modes import ModePaiement
from app.socle.acces import Perimetre, mien
from app.socle.horloge import maintenant


class EtatPaiement(Etat):
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
    compte = champ(
        String(40),
        "Compte de la CNSS",
        "RIB ou IBAN que les employeurs créditent",
        controles=[compte_bancaire],
        facultatif=True,
    )
    correspondance = champ(
        JSON, "Colonnes du relevé", "Voir `app.services.paiement.lecture_releve`", facultatif=True
    )

    def __str__(self) -> str:
        return self.nom


UN_AGENT = "un agent de la CNSS"
"""What every operator's message says that leaves a payment for a person to look at: agents search for it."""


class Paiement(Demande):
    """A payment announced by an employer; only the bank's statement or the operator's answer confirms it."""

    prefixe = "PAI"
    libelle_type = "Paiement"
    verbes: ClassVar = {ACCEPTER: "Confirmer l’encaissement", REJETER: "Déclarer le paiement échoué"}
    a_deux = 0

    mode = champ(Choix(ModePaiement), "Mode de paiement")
    montant = champ(Francs, "Montant")
    periode = champ(Mois, "Période", "Vide : tout le solde", facultatif=True)
    banque_id = cle_etrangere("banque.id", "Banque", facultatif=True)
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
        return francais.francs(self.montant)

    @property
    def pieces_demandees(self) -> tuple[PieceDemandee, ...]:  # type: ignore[override]  # read only
        """Return the slip of a transfer or deposit; none once the fund knows that it came."""
        mobile = self.mode is None or self.mode.mobile  # type: ignore[redundant-expr]  # none yet as it is made
        connu = self.recu_le is not None and not self.pieces
        return () if mobile or connu else (BORDEREAU,)

    @property
    def enjeu(self) -> int | None:
        """Return what is credited on somebody's word; None when a line of the bank answers to it."""
        session = object_session(self)
        assert session is not None, "what is at stake is asked as it is decided"
        a_une_ligne = select(LigneReleve.id).where(LigneReleve.paiement_id == self.id)
        return None if session.scalar(a_une_ligne) else self.montant

    @property
    def chez(self) -> str:
        """Return the code of the operator that it was given to."""
        assert self.operateur
        return self.operateur

    @property
    def chez_un_tiers(self) -> bool:
        """Whether an operator was asked for it and has not answered."""
        return self.identifiant is not None and self.statut in EN_ATTENTE

    @property
    def fermees(self) -> frozenset[Transition]:  # type: ignore[override]  # as it stands, read only
        """Return every transition while the operator decides, none otherwise."""
        return frozenset(TRANSITIONS.values()) if self.chez_un_tiers else frozenset()

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
    banque_id = cle_etrangere("banque.id", "Banque")
    sha256 = champ(String(64), "Empreinte SHA-256")
    nom = champ(String(160), "Fichier")
    lignes = champ(Integer, "Lignes nouvelles", default=0)
    importe_le = champ(DateTime(timezone=True), "Importé le", default=maintenant)
    par_id = cle_etrangere("ab_user.id", "Par", facultatif=True)

    banque = relationship(Banque)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    def __str__(self) -> str:
        return self.nom


class LigneReleve(Model):
    """A credit of a bank statement, until a payment answers to it."""

    __tablename__ = "ligne_releve"
    __table_args__ = (
        UniqueConstraint("banque_id", "empreinte", name="uq_ligne_releve"),
        Index("ix_ligne_releve_attente", "paiement_id", "le"),
    )

    id = cle_primaire()
    releve_id = cle_etrangere("releve_bancaire.id", "Relevé", index=True)
    banque_id = cle_etrangere("banque.id", "Banque")
    empreinte = champ(String(64), "Empreinte", "Date, référence, libellé, montant et rang parmi les mêmes")
    le = champ(Date, "Date")
    reference = champ(String(60), "Référence", default="")
    libelle = champ(String(200), "Libellé", default="")
    montant = champ(Francs, "Montant")
    paiement_id = cle_etrangere("paiement.id", "Paiement rapproché", unique=True, facultatif=True)
    rapprochee_le = champ(DateTime(timezone=True), "Rapprochée le", facultatif=True)
    rapprochee_par_id = cle_etrangere("ab_user.id", "Rapprochée par", facultatif=True)

    banque = relationship(Banque)
    releve = relationship(ReleveBancaire)
    paiement = relationship(Paiement)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    def __str__(self) -> str:
        return f"Versement {self.reference or self.id} du {self.le:%d/%m/%Y}"
