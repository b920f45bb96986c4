"""Documents anyone may check: issued once, signed, verified by code or offline, revoked with a reason."""

import enum
import os
import secrets
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.acces import systeme
from app.compte.imputations import imputations
from app.documents import attestation, cles, jeton, quittance, quitus
from app.documents.cloture import Verification
from app.documents.typographie import jour_en_lettres
from app.horloge import aujourd_hui, maintenant
from app.models import Certificat, NatureCertificat, Quitus
from app.schemas import AttestationSchema, QuittanceSchema

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals that nobody mistakes for one another on paper."""
SIGNES = 12
"""How many of them a code has."""


class EtatCertificat(enum.Enum):
    """What a check answers."""

    valide = "Valide"
    expire = "Expiré"
    revoque = "Révoqué"
    inconnu = "Inconnu"


def cle_privee():
    """Return the Ed25519 key that signs: CLE_QUITUS, or outside production one kept in the instance."""
    if pem := current_app.config["CLE_QUITUS"]:
        return cles.lire_cle_privee(pem.replace("\\n", "\n"))
    return cles.lire_cle_privee(_cle_de_l_instance(current_app.config["INSTANCE"] / "cle-quitus.pem"))


def _cle_de_l_instance(chemin: Path) -> str:
    """Return the key kept at `chemin`, made on first use; two processes starting at once keep the same."""
    try:
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return chemin.read_text()
    with os.fdopen(descripteur, "w") as fichier:
        fichier.write(cles.pem_prive(cles.generer()))
    return chemin.read_text()


def cles_publiques() -> cles.Trousseau:
    """Return the keys that check: today's, and the retired ones of documents still in force."""
    anciennes = current_app.config["CLES_QUITUS_ANCIENNES"]
    retirees = cles.lire_cles_publiques(anciennes.replace("\\n", "\n")) if anciennes else {}
    return {**retirees, **cles.trousseau([cle_privee().public_key()])}


def delivrer(session, demande: Quitus, situation_le: date, expire_le: date, acteur) -> Certificat:
    """Issue the quitus of an accepted request, once, within the caller's transaction."""
    employeur, jour = demande.employeur, aujourd_hui()
    document = quitus.Quitus(
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
    certificat = Certificat(
        nature=NatureCertificat.quitus,
        demande_id=demande.id,
        numero=document.numero,
        code=nouveau_code(),
        delivre_le=jour,
        situation_le=situation_le,
        expire_le=expire_le,
        jeton=jeton.signer(quitus.contenu(document), cle_privee()),
        delivre_par_id=acteur.utilisateur_id,
        contenu={
            "employeur_numero": document.employeur_numero,
            "employeur_nom": document.employeur_nom,
            "nif": document.nif,
            "objet": document.objet,
            "autorite": document.autorite,
            "signataire": document.signataire,
            "qualite": document.qualite,
        },
    )
    session.add(certificat)
    session.flush()
    return certificat


def nouveau_code() -> str:
    """Return a verification code of 12 signs in groups of 4: 60 bits, not to be guessed."""
    return _par_quatre("".join(secrets.choice(ALPHABET) for _ in range(SIGNES)))


def _par_quatre(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def delivrer_quittance(session, paiement, operation, acteur) -> Certificat:
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
    certificat = Certificat(
        nature=NatureCertificat.quittance,
        demande_id=paiement.id,
        numero=document.numero,
        code=nouveau_code(),
        delivre_le=jour,
        situation_le=paiement.recu_le,
        jeton=jeton.signer(quittance.contenu(document), cle_privee()),
        delivre_par_id=acteur.utilisateur_id,
        contenu=QuittanceSchema().dump(document),
    )
    session.add(certificat)
    session.flush()
    return certificat


def delivrer_attestation(session, demande, document: attestation.Attestation, acteur) -> Certificat:
    """Issue the individual certificate of an accepted request, once, within the caller's transaction."""
    certificat = Certificat(
        nature=NatureCertificat.attestation,
        demande_id=demande.id,
        numero=document.numero,
        code=nouveau_code(),
        delivre_le=document.delivree_le,
        situation_le=document.situation_au,
        jeton=jeton.signer(attestation.contenu(document), cle_privee()),
        delivre_par_id=acteur.utilisateur_id,
        contenu=AttestationSchema().dump(document),
    )
    session.add(certificat)
    session.flush()
    return certificat


def imprimer(certificat: Certificat) -> bytes:
    """Return the PDF of a certificate as it was issued, with a notice once it is worth nothing any more."""
    base = current_app.config["URL_PUBLIQUE"]
    controle = Verification(
        f"{base}/v/{certificat.jeton}", f"{base}/verifier", certificat.code, _avertissement(certificat)
    )
    return _IMPRIMEURS[certificat.nature](certificat, controle)


def _avertissement(certificat: Certificat) -> tuple[str, str] | None:
    """Return the title and the sentence of what a paper is no longer worth; None while it is valid."""
    match etat(certificat, aujourd_hui()):
        case EtatCertificat.revoque:
            le = jour_en_lettres(certificat.revoque_le.date())
            return f"Révoqué le {le}", f"Ce document n’a plus d’effet. Motif : {certificat.motif_revocation}"
        case EtatCertificat.expire:
            fin = jour_en_lettres(certificat.expire_le)
            return "Expiré", f"Ce document était valable jusqu’au {fin}. Demandez-en un à jour."
    return None


def _imprimer_quitus(certificat: Certificat, controle: Verification) -> bytes:
    document = quitus.Quitus(
        numero=certificat.numero,
        delivre_le=certificat.delivre_le,
        situation_au=certificat.situation_le,
        valable_au=certificat.expire_le,
        **certificat.contenu,
    )
    return quitus.imprimer(document, controle)


def _imprimer_quittance(certificat: Certificat, controle: Verification) -> bytes:
    return quittance.imprimer(QuittanceSchema().load(certificat.contenu), controle)


def _imprimer_attestation(certificat: Certificat, controle: Verification) -> bytes:
    return attestation.imprimer(AttestationSchema().load(certificat.contenu), controle)


_IMPRIMEURS = {
    NatureCertificat.quitus: _imprimer_quitus,
    NatureCertificat.quittance: _imprimer_quittance,
    NatureCertificat.attestation: _imprimer_attestation,
}


def revoquer(certificat: Certificat, motif: str) -> None:
    """Revoke a certificate for a reason; raises ValueError without one, or when it is already revoked."""
    if not motif.strip():
        raise ValueError("Écrivez le motif de la révocation : il est montré à qui vérifie le document.")
    if certificat.revoque_le:
        raise ValueError("Ce document est déjà révoqué.")
    certificat.revoque_le, certificat.motif_revocation = maintenant(), motif.strip()[:300]


def etat(certificat: Certificat | None, jour: date) -> EtatCertificat:
    """Return the state of a certificate on a day; None is unknown."""
    if certificat is None:
        return EtatCertificat.inconnu
    if certificat.revoque_le:
        return EtatCertificat.revoque
    perime = certificat.expire_le is not None and certificat.expire_le < jour
    return EtatCertificat.expire if perime else EtatCertificat.valide


def signes(code: str) -> str:
    """Return the signs of a code as it was typed, in capitals, without what parts them."""
    return "".join(c for c in code.upper() if c.isalnum())


def chercher(session, code: str) -> Certificat | None:
    """Return the certificate of a code, written with or without dashes, in any case; or None."""
    ecrit = _par_quatre(signes(code)[:40])
    with systeme("anyone may check a certificate by its secret code"):
        return session.scalars(select(Certificat).where(Certificat.code == ecrit)).one_or_none()


def chercher_jeton(session, texte: str) -> Certificat | None:
    """Return the certificate whose signed token this is; raises JetonInvalide for a forged or damaged one."""
    contenu = jeton.verifier(texte, cles_publiques())
    with systeme("anyone may check a certificate by its signed token"):
        return session.scalars(select(Certificat).where(Certificat.numero == contenu.get("no"))).one_or_none()
