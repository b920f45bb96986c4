"""Certificates that anybody can verify, and the request for one."""

import enum
from typing import ClassVar

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, Date, DateTime, String, Text
from sqlalchemy.orm import relationship

from app.acces import Equipe
from app.champs import JSON, Choix, champ, cle_primaire, lien
from app.tables.demande import Demande, demande_a_moi


class NatureAttestation(enum.Enum):
    """What an individual certificate says."""

    affiliation = "Attestation d’affiliation"
    carriere = "Attestation de carrière"


class AttestationIndividuelle(Demande):
    """A certificate of affiliation or of career, issued at once when nothing needs a human."""

    prefixe = "ATT"
    libelle_type = "Attestation individuelle"
    verbes: ClassVar = {"accepter": "Délivrer l’attestation"}
    confiee_a = Equipe.immatriculation

    nature = champ(Choix(NatureAttestation), "Attestation demandée")
    destinataire = champ(String(120), "À qui elle est destinée", "Banque, ambassade, employeur…")
    precisions = champ(
        Text, "Précisions", "Seulement pour une demande particulière : un agent la traitera", facultatif=True
    )

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


class NatureCertificat(enum.Enum):
    """What a certificate certifies."""

    quitus = "Quitus"
    quittance = "Quittance"
    attestation = "Attestation"


class Certificat(Model):
    """A document issued by the fund that anyone may check by its code."""

    __tablename__ = "certificat"
    __table_args__ = (
        CheckConstraint("(revoque_le is null) = (motif_revocation is null)", name="ck_certificat_revocation"),
    )

    id = cle_primaire()
    nature = champ(Choix(NatureCertificat), "Nature", default=NatureCertificat.quitus)
    demande_id = lien("demande.id", "Demande", unique=True)
    numero = champ(String(30), "Numéro", unique=True)
    code = champ(String(20), "Code de vérification", unique=True)
    delivre_le = champ(Date, "Délivré le")
    situation_le = champ(Date, "Situation arrêtée au")
    expire_le = champ(Date, "Valable jusqu’au", "Vide : sans limite", facultatif=True)
    jeton = champ(Text, "Jeton signé")
    contenu = champ(JSON, "Contenu", "Ce que le document dit, figé à la délivrance")
    delivre_par_id = lien("ab_user.id", "Délivré par", facultatif=True)
    revoque_le = champ(DateTime(timezone=True), "Révoqué le", facultatif=True)
    motif_revocation = champ(String(300), "Motif de révocation", facultatif=True)

    demande = relationship(Demande)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)

    def __str__(self):
        return f"{self.nature.value} {self.numero}"
