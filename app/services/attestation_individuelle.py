"""The individual certificate: issued at once when nothing needs a human."""

import enum
from typing import ClassVar

from flask import abort
from marshmallow import Schema, fields, post_load
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session, relationship

from app.carriere import individuel
from app.carriere.tables import LigneCarriere
from app.demandes import certificats, cycle
from app.demandes.cycle import apres
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, PRENDRE_EN_CHARGE, SOUMETTRE
from app.demandes.tables import Certificat, Demande, NatureCertificat
from app.documents import attestation
from app.documents.attestation import Attestation
from app.documents.cloture import Verification
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs import Choix, champ
from app.generateur.telechargements import pdf
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur, Equipe, Perimetre
from app.socle.droits import AGENT
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


class NatureAttestation(enum.Enum):
    """What an individual certificate says."""

    affiliation = "Attestation d’affiliation"
    carriere = "Attestation de carrière"


class AttestationIndividuelle(Demande):
    """A certificate of affiliation or of career, issued at once when nothing needs a human."""

    prefixe = "ATT"
    libelle_type = "Attestation individuelle"
    verbes: ClassVar = {ACCEPTER: "Délivrer l’attestation"}
    confiee_a = Equipe.immatriculation

    nature = champ(Choix(NatureAttestation), "Attestation demandée")
    destinataire = champ(String(120), "À qui elle est destinée", "Banque, ambassade, employeur…")
    precisions = champ(
        Text, "Précisions", "Seulement pour une demande particulière : un agent la traitera", facultatif=True
    )

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


AUTOMATE = Acteur(None, "Délivrance automatique", AGENT, Perimetre(tout=True))
"""Who decides when the register alone answers."""


def va_de_soi(session: Session, demande: AttestationIndividuelle) -> bool:
    """Say whether the register alone answers: insured months on the account, nothing particular asked."""
    return not (demande.precisions or "").strip() and bool(individuel.gains(session, demande.cle_assure))


@apres(SOUMETTRE, AttestationIndividuelle)
def delivrer_aussitot(session: Session, demande: AttestationIndividuelle, acteur: Acteur):
    """Take up and accept at once what goes without saying."""
    if va_de_soi(session, demande):
        for etape in (PRENDRE_EN_CHARGE, ACCEPTER):
            cycle.appliquer(session, demande, etape, AUTOMATE)


@apres(ACCEPTER, AttestationIndividuelle)
def delivrer(session: Session, demande: AttestationIndividuelle, acteur: Acteur):
    """Issue the certificate from the account as it is today."""
    releve = individuel.relever(session, demande.cle_assure)
    if demande.nature is NatureAttestation.carriere and not releve.gains:
        raise Refus("Aucun mois n’est déclaré à ce compte : il n’y a pas de carrière à attester.")
    assure, jour = demande.assure, aujourd_hui()
    document = Attestation(
        numero=f"AT-{jour:%Y}-{demande.id:06d}",
        titre=demande.nature.value,
        delivree_le=jour,
        situation_au=jour,
        titulaire=f"{assure.nom} {assure.prenoms}",
        assure_numero=assure.numero,
        naissance_le=assure.naissance_le,
        destinataire=demande.destinataire,
        mois_assures=releve.mois_assures,
        employeur=_dernier_employeur(session, assure.id),
        annees=releve.par_annee() if demande.nature is NatureAttestation.carriere else [],
        signataire=acteur.nom,
    )
    certificat = certificats.emettre(
        session,
        demande,
        acteur,
        nature=NatureCertificat.attestation,
        numero=document.numero,
        situation_le=jour,
        signe=attestation.contenu(document),
        contenu=AttestationSchema().dump(document),
    )
    demande.conclusion = f"L’{demande.nature.value.lower()} n° {certificat.numero} est délivrée."


def _dernier_employeur(session: Session, assure_id: int) -> str:
    derniere = (
        select(Employeur.raison_sociale)
        .join(LigneCarriere, LigneCarriere.employeur_id == Employeur.id)
        .where(LigneCarriere.assure_id == assure_id)
        .order_by(LigneCarriere.periode.desc())
    )
    return session.scalar(derniere.limit(1)) or ""


@certificats.imprime(NatureCertificat.attestation)
def imprimer(certificat: Certificat, controle: Verification) -> bytes:
    """Return the PDF of a certificate as it was issued."""
    return attestation.imprimer(AttestationSchema().load(certificat.contenu), controle)


class AttestationSchema(Schema):
    """An individual certificate, as the certificate row keeps it; amounts are francs."""

    numero = fields.String()
    titre = fields.String()
    delivree_le = fields.Date()
    situation_au = fields.Date()
    titulaire = fields.String()
    assure_numero = fields.String()
    naissance_le = fields.Date()
    destinataire = fields.String()
    mois_assures = fields.Integer()
    employeur = fields.String()
    annees = fields.List(fields.List(fields.Integer()))
    signataire = fields.String()

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return attestation.Attestation(**donnees)


class AttestationView(DemandeView):
    """A certificate of affiliation or career, at once when the register alone answers."""

    modele = AttestationIndividuelle
    espace = "assure"
    titre = "Attestation individuelle"
    ordre = 240
    adresse = "attestations"
    creer = "Demander une attestation"
    resume = "Obtenir aussitôt une attestation d’affiliation ou de carrière"
    include_route_methods = DemandeView.include_route_methods | {"certificat"}
    droits_des_routes = {"certificat": "consulter"}

    def documents(self, objet):
        """Return the certificate once it is issued."""
        attestation = {"libelle": "Attestation (PDF)", "url": self.url("certificat", pk=objet.id)}
        return [*([attestation] if objet.certificat else []), *super().documents(objet)]

    @expose("/<int:pk>/attestation.pdf")
    @has_access
    def certificat(self, pk):
        """Send the certificate as a PDF."""
        certificat = self.trouver(pk).certificat or abort(404)
        return pdf(certificats.imprimer(certificat), certificat.numero)
