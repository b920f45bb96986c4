"""The receipt of a payment: what it extinguished, issued once, printed as it was issued."""

from collections import Counter

from marshmallow import Schema, fields, post_load
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cotisations.tables import CompteComptable, Ecriture
from app.demandes import certificats
from app.demandes.tables import Certificat, NatureCertificat
from app.documents import quittance
from app.documents.cloture import Verification
from app.documents.quittance import Imputation
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui


class ImputationSchema(Schema):
    """What a payment extinguished of a month, in francs; no month is an advance."""

    periode = fields.Integer(allow_none=True)
    principal = fields.Integer()
    majoration = fields.Integer()

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return quittance.Imputation(**donnees)


class QuittanceSchema(Schema):
    """A receipt, as the certificate keeps it."""

    numero = fields.String()
    delivree_le = fields.Date()
    recu_le = fields.Date()
    employeur_numero = fields.String()
    employeur_nom = fields.String()
    mode = fields.String()
    reference = fields.String()
    paiement = fields.String()
    montant = fields.Integer()
    imputations = fields.List(fields.Nested(ImputationSchema))

    @post_load
    def composer(self, donnees, **_):
        """Return the object the document prints."""
        return quittance.Quittance(**donnees)


C = CompteComptable


def imputations(session: Session, operation_id: int) -> list[Imputation]:
    """Return what the operation of a payment allotted, month by month; what is left over under None.

    A month that gave back francs (a payment found late went before another) shows them below zero.
    """
    e = Ecriture.__table__.c
    requete = select(e.debit, e.credit, e.periode, e.montant).where(e.operation_id == operation_id)
    principaux: Counter[int] = Counter()
    majorations: Counter[int] = Counter()
    avance = 0
    for debit, credit, periode, montant in session.execute(requete):
        for compte, signe in ((credit, 1), (debit, -1)):
            if compte is C.employeur:
                principaux[periode] += signe * montant
            elif compte is C.retard:
                majorations[periode] += signe * montant
            elif compte is C.avances:
                avance += signe * montant
    lignes = [
        Imputation(periode, principaux[periode], majorations[periode])
        for periode in sorted(principaux.keys() | majorations.keys())
    ]
    return [*lignes, Imputation(None, avance, 0)] if avance else lignes


def delivrer(session: Session, paiement, operation, acteur: Acteur) -> Certificat:
    """Issue the receipt of a payment just booked by `operation`, once, within the caller's transaction."""
    jour = aujourd_hui()
    document = quittance.Quittance(
        numero=f"QT-{jour:%Y}-{paiement.id:06d}",
        delivree_le=jour,
        recu_le=paiement.recu_le,
        employeur_numero=paiement.employeur.numero,
        employeur_nom=paiement.employeur.raison_sociale,
        mode=paiement.mode.value,
        reference=paiement.reference_operateur or paiement.reference or "",
        paiement=paiement.numero,
        montant=paiement.montant,
        imputations=imputations(session, operation.id),
    )
    return certificats.emettre(
        session,
        paiement,
        acteur,
        nature=NatureCertificat.quittance,
        numero=document.numero,
        situation_le=paiement.recu_le,
        signe=quittance.contenu(document),
        contenu=QuittanceSchema().dump(document),
    )


@certificats.imprime(NatureCertificat.quittance)
def imprimer(certificat: Certificat, controle: Verification) -> bytes:
    """Return the PDF of a receipt as it was issued."""
    return quittance.imprimer(QuittanceSchema().load(certificat.contenu), controle)
