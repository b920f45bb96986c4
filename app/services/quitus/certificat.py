"""The quitus, issued once, printed as it was issued."""

from datetime import date

from sqlalchemy.orm import Session

from app.demandes import certificats
from app.demandes.tables import Certificat, NatureCertificat
from app.documents import quitus
from app.documents.cloture import Verification
from app.services.quitus.tables import Quitus
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui

FIGES = ("employeur_numero", "employeur_nom", "nif", "objet", "autorite", "signataire", "qualite")
"""What the certificate keeps as it was said the day it was issued."""


def delivrer(
    session: Session, demande: Quitus, situation_le: date, expire_le: date, acteur: Acteur
) -> Certificat:
    """Issue the quitus of an accepted request, once, within the caller's transaction."""
    employeur, jour = demande.employeur, aujourd_hui()
    document = quitus.QuitusImprime(
        numero=f"QS-{jour:%Y}-{demande.id:06d}",
        delivre_le=jour,
        situation_au=situation_le,
        valable_au=expire_le,
        employeur_numero=employeur.numero,
        employeur_nom=employeur.raison_sociale,
        nif=employeur.nif or "",
        objet=f"{demande.objet} ({demande.reference_marche})",
        autorite=demande.autorite_contractante,
        signataire=acteur.nom,
        qualite="Pour le Directeur général, l’agent habilité",
    )
    return certificats.emettre(
        session,
        demande,
        acteur,
        nature=NatureCertificat.quitus,
        numero=document.numero,
        situation_le=situation_le,
        expire_le=expire_le,
        signe=quitus.contenu(document),
        contenu={champ: getattr(document, champ) for champ in FIGES},
    )


@certificats.imprime(NatureCertificat.quitus)
def imprimer(certificat: Certificat, controle: Verification) -> bytes:
    """Return the PDF of a quitus as it was issued."""
    assert certificat.expire_le, "a quitus is good for a time"
    document = quitus.QuitusImprime(
        numero=certificat.numero,
        delivre_le=certificat.delivre_le,
        situation_au=certificat.situation_le,
        valable_au=certificat.expire_le,
        **certificat.contenu,
    )
    return quitus.imprimer(document, controle)
