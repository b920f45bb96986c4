"""Passkeys (WebAuthn): the keys that a person's devices hold for her, added, named, taken off.

A device asks each time for her finger, her face or its own code (« user verification »): a key is what she
has and what she is, and counts for the password and the second factor at once. Its private half never comes
here.
"""

import webauthn
from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn import helpers
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app.generateur.adaptateur import User
from app.identites import coffre, defis
from app.identites.tables import CleDAcces
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import systeme
from app.socle.base_de_donnees import verrouiller
from app.socle.refus import Refus

AU_PLUS = 10
"""How many keys a person has: one for each of her devices, and one put away."""
TROP_DE_CLES = f"Vous avez déjà {AU_PLUS} clés d’accès : retirez-en une avant d’en ajouter une autre."
DEJA_CONNUE = "Cette clé d’accès est déjà connue de la CNSS : choisissez-en une autre sur votre appareil."
PAS_AJOUTEE = "Votre appareil n’a pas donné de clé d’accès que la CNSS puisse vérifier : recommencez."
IDENTIFIANT_AU_PLUS = 1023
"""Bytes of the name that a device gives to a key (WebAuthn, level 3, § 6.5.1)."""
TABLE = CleDAcces.__table__


def nombre(session: Session, *utilisateurs: int) -> int:
    """Return how many keys a person has, or several. Read past the scope: nobody may be signed in yet."""
    leurs = TABLE.c.utilisateur_id.in_(utilisateurs)
    return session.scalar(select(func.count()).select_from(TABLE).where(leurs)) or 0


@systeme("every row is the person's own, by key")
def de_la_personne(session: Session, utilisateur_id: int) -> list[CleDAcces]:
    """Return the keys of a person, the first added first."""
    siennes = CleDAcces.utilisateur_id == utilisateur_id
    return list(session.scalars(select(CleDAcces).where(siennes).order_by(CleDAcces.id)))


def descriptions(session: Session, utilisateur_id: int) -> list[PublicKeyCredentialDescriptor]:
    """Return the keys of a person as browsers are told of them. Read past the scope, as `nombre` is."""
    colonnes = select(TABLE.c.identifiant, TABLE.c.transports)
    siennes = session.execute(colonnes.where(TABLE.c.utilisateur_id == utilisateur_id))
    return [
        PublicKeyCredentialDescriptor(
            id=helpers.base64url_to_bytes(identifiant),
            transports=[AuthenticatorTransport(t) for t in transports.split(",") if t],
        )
        for identifiant, transports in siennes
    ]


def options_d_ajout(session: Session, personne: User) -> dict:
    """Return what the browser hands to the device for it to make a key for the person."""
    options = webauthn.generate_registration_options(
        rp_id=defis.domaine(),
        rp_name=current_app.config["APP_NAME"],
        user_id=helpers.base64url_to_bytes(_porteur(session, personne.id)),
        user_name=personne.username,
        user_display_name=personne.get_full_name(),
        challenge=defis.tirer(_objet(personne)),
        timeout=defis.PATIENCE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=descriptions(session, personne.id),
    )
    return helpers.options_to_json_dict(options)


def ajouter(session: Session, personne: User, nom: str, reponse: str) -> None:
    """Keep the key that the device made, called `nom`; `reponse` is what the browser says of it, in JSON.

    Does not commit. Raises Refus.
    """
    defi = defis.reprendre(_objet(personne))
    with defis.lecture(PAS_AJOUTEE):
        lue = helpers.parse_registration_credential_json(reponse)
        faite = _verifier(lue, defi)
    identifiant = helpers.bytes_to_base64url(faite.credential_id)
    verrouiller(session, personne)
    if session.scalar(select(TABLE.c.id).where(TABLE.c.identifiant == identifiant)) is not None:
        raise Refus(DEJA_CONNUE)
    if nombre(session, personne.id) >= AU_PLUS:
        raise Refus(TROP_DE_CLES)
    session.add(
        CleDAcces(
            utilisateur_id=personne.id,
            nom=nom,
            porteur=_porteur(session, personne.id),
            identifiant=identifiant,
            cle_publique=helpers.bytes_to_base64url(faite.credential_public_key),
            compteur=faite.sign_count,
            transports=",".join(sorted({transport.value for transport in lue.response.transports or ()})),
            synchronisee=faite.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            sauvegardee=faite.credential_backed_up,
        )
    )
    noter(session, Fait.modifie, "Clé d’accès ajoutée", sur=personne, details={"cle": nom})


def renommer(session: Session, cle: CleDAcces, nom: str) -> None:
    """Call a key otherwise. Does not commit."""
    noms = {"avant": cle.nom, "apres": nom}
    noter(session, Fait.modifie, "Clé d’accès renommée", sur=cle.utilisateur, details=noms)
    cle.nom = nom


def retirer(session: Session, cle: CleDAcces) -> None:
    """Take a key off its person's account. Does not commit."""
    noter(session, Fait.modifie, "Clé d’accès retirée", sur=cle.utilisateur, details={"cle": cle.nom})
    session.delete(cle)


def retirer_toutes(session: Session, utilisateur_id: int) -> None:
    """Take all keys off an account; the journal hears of it from the caller. Does not commit."""
    session.execute(delete(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id))


def _verifier(lue: RegistrationCredential, defi: defis.Defi) -> VerifiedRegistration:
    """Return the key that the device made; raises some error for what is none.

    So it does for a public half by which no signature could be checked: it would lock its owner out.
    """
    faite = webauthn.verify_registration_response(
        credential=lue,
        expected_challenge=defi.octets,
        expected_rp_id=defis.domaine(),
        expected_origin=defis.origine(),
        require_user_verification=True,
    )
    if len(faite.credential_id) > IDENTIFIANT_AU_PLUS:
        raise ValueError("no key has so long an identifier")
    publique = helpers.decode_credential_public_key(faite.credential_public_key)
    helpers.decoded_public_key_to_cryptography(publique)
    return faite


def _porteur(session: Session, utilisateur_id: int) -> str:
    """Return how devices know a person, which says nothing of her: the same for all her keys."""
    sien = select(TABLE.c.porteur).where(TABLE.c.utilisateur_id == utilisateur_id).limit(1)
    neuf = bytes.fromhex(coffre.empreinte("porteur", str(utilisateur_id)))
    return session.scalar(sien) or helpers.bytes_to_base64url(neuf)


def _objet(personne: User) -> str:
    return f"ajout {personne.id}"
