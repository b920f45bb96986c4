"""Documents anyone may check: issued once, signed, verified by code or offline, revoked with a reason."""

import enum
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes import interets
from app.demandes.tables import Certificat, Demande, NatureCertificat
from app.documents import jeton
from app.documents.cloture import Verification
from app.documents.typographie import jour_en_lettres
from app.socle import adresses
from app.socle.acces import Acteur, systeme
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.registre import Registre
from app.travaux.trousseau import cle_privee, cles_publiques

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals that nobody mistakes for one another on paper."""
SIGNES = 12
"""How many of them a code has."""
Imprimeur = Callable[[Certificat, Verification], bytes]
IMPRIMEURS: Registre[NatureCertificat, Imprimeur] = Registre("imprimeurs")
"""What draws a certificate as it was issued, by its nature: each service has its own."""


class EtatCertificat(enum.Enum):
    """What a check answers."""

    valide = "Valide"
    expire = "Expiré"
    revoque = "Révoqué"
    inconnu = "Inconnu"


def imprime(nature: NatureCertificat) -> Callable[[Imprimeur], Imprimeur]:
    """Return a decorator: the function `(certificate, how to check it) -> PDF` draws those of a nature."""
    return lambda fonction: IMPRIMEURS.inscrire(nature, fonction)


def emettre(
    session: Session,
    demande: Demande,
    acteur: Acteur,
    *,
    nature: NatureCertificat,
    numero: str,
    situation_le: date,
    signe: dict[str, Any],
    contenu: dict[str, Any],
    expire_le: date | None = None,
) -> Certificat:
    """Issue the certificate of an accepted request, once, within the caller's transaction.

    `signe` is what its token says to who checks it offline; `contenu` what its nature is printed from.
    """
    certificat = Certificat(
        nature=nature,
        demande_id=demande.id,
        numero=numero,
        code=nouveau_code(),
        delivre_le=aujourd_hui(),
        situation_le=situation_le,
        expire_le=expire_le,
        jeton=jeton.signer(signe, cle_privee()),
        delivre_par_id=acteur.utilisateur_id,
        contenu=contenu,
    )
    session.add(certificat)
    session.flush()
    return certificat


def nouveau_code() -> str:
    """Return a verification code of 12 signs in groups of 4: 60 bits, not to be guessed."""
    return _par_quatre("".join(secrets.choice(ALPHABET) for _ in range(SIGNES)))


def _par_quatre(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def imprimer(certificat: Certificat) -> bytes:
    """Return the PDF of a certificate as it was issued, with a notice once it is worth nothing any more."""
    controle = Verification(
        adresses.adresse("VerificationView.jeton", jeton_signe=certificat.jeton),
        adresses.adresse("VerificationView.verifier"),
        certificat.code,
        _avertissement(certificat),
    )
    return IMPRIMEURS[certificat.nature](certificat, controle)


def _avertissement(certificat: Certificat) -> tuple[str, str] | None:
    """Return the title and the sentence of what a paper is no longer worth; None while it is valid."""
    match etat(certificat, aujourd_hui()):
        case EtatCertificat.revoque:
            assert certificat.revoque_le
            le = jour_en_lettres(certificat.revoque_le.date())
            return f"Révoqué le {le}", f"Ce document n’a plus d’effet. Motif : {certificat.motif_revocation}"
        case EtatCertificat.expire:
            assert certificat.expire_le
            fin = jour_en_lettres(certificat.expire_le)
            return "Expiré", f"Ce document était valable jusqu’au {fin}. Demandez-en un à jour."
        case EtatCertificat.valide | EtatCertificat.inconnu:
            return None


def revoquer(session: Session, certificat: Certificat, motif: str, acteur: Acteur) -> None:
    """Revoke a certificate for a reason; raises ValueError without one, or when it is already revoked.

    Raises Refus to whom something binds to what it certifies.
    """
    interets.exiger_aucun(session, certificat.demande, acteur.utilisateur_id)
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


def chercher(session: Session, code: str) -> Certificat | None:
    """Return the certificate of a code, written with or without dashes, in any case; or None."""
    ecrit = _par_quatre(signes(code)[:40])
    with systeme("anyone may check a certificate by its secret code"):
        return session.scalars(select(Certificat).where(Certificat.code == ecrit)).one_or_none()


def chercher_jeton(session: Session, texte: str) -> Certificat | None:
    """Return the certificate whose signed token this is; raises JetonInvalide for a forged or damaged one."""
    contenu = jeton.verifier(texte, cles_publiques())
    with systeme("anyone may check a certificate by its signed token"):
        return session.scalars(select(Certificat).where(Certificat.numero == contenu.get("no"))).one_or_none()
