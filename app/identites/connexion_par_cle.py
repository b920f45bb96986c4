"""Signing in by passkey: in place of e-mail and password, or after them as the second factor."""

import webauthn
from sqlalchemy import Row, or_, select, update
from sqlalchemy.orm import Session
from webauthn import helpers
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.structs import AuthenticationCredential, UserVerificationRequirement

from app.generateur.adaptateur import User
from app.identites import cles_d_acces, contacts, defis, verrou
from app.identites.appareils import Appareil, nom_connu
from app.identites.authentifier import INCONNU
from app.identites.cles_d_acces import TABLE
from app.identites.sessions import adresse_abregee
from app.journal.notes import noter
from app.journal.sujets import PERSONNE
from app.journal.tables import Fait
from app.socle.base_de_donnees import lignes_touchees, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus

INCONNUE = "Cette clé d’accès n’ouvre pas ce compte : choisissez-en une autre, ou connectez-vous autrement."
NON_VERIFIEE = "Cette clé d’accès n’a pas pu être vérifiée : réessayez, ou connectez-vous autrement."
COMPTES = User.__table__


class CleCopiee(Refus):
    """What a key signed is right, but it counts back: a copy of the key has served."""

    def __init__(self) -> None:
        super().__init__(
            "Cette clé d’accès est refusée : il semble en exister une copie. Connectez-vous autrement, "
            "retirez-la de votre compte, puis prévenez la CNSS."
        )


def options_de_connexion(session: Session, utilisateur_id: int | None = None) -> dict:
    """Return what the browser hands to the device for it to sign.

    With `utilisateur_id`, whose password was just given, by a key of that person; by any that the device
    holds without.
    """
    options = webauthn.generate_authentication_options(
        rp_id=defis.domaine(),
        challenge=defis.tirer(_objet(utilisateur_id)),
        timeout=defis.PATIENCE,
        allow_credentials=cles_d_acces.descriptions(session, utilisateur_id) if utilisateur_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return helpers.options_to_json_dict(options)


def reconnaitre(
    session: Session, reponse: str, adresse: str, appareil: Appareil, utilisateur_id: int | None = None
) -> User:
    """Return whose key signed the challenge; `reponse` is what the browser says of it, in JSON.

    With `utilisateur_id`, whose password was just given, it must be that person's. `adresse` is the network
    address of who tries, `appareil` the device. Commits what it counts. Raises Refus, and verrou.Verrouille
    after too many failures.
    """
    defi = defis.reprendre(_objet(utilisateur_id))
    signee = _lire(reponse)
    cle = _trouver(session, signee, utilisateur_id) if signee else None
    comptees = _comptees(session, cle, adresse, appareil)
    with transaction(session):
        permis = verrou.permettre(session, *comptees, de=cle.utilisateur_id if cle else None)
    if not permis:
        raise verrou.Verrouille(verrou.attente(session, *comptees), conseil="")
    try:
        if cle is None or signee is None:
            raise Refus(INCONNUE)
        verifiee = _verifier(cle, signee, defi)
        with transaction(session):
            _marquer(session, cle, verifiee, defi)
            verrou.reussir(session, *comptees)
    except Refus as refus:
        with transaction(session):
            _dire_l_echec(session, cle, adresse, refus)
        raise
    return session.get_one(User, cle.utilisateur_id)


def _lire(reponse: str) -> AuthenticationCredential | None:
    """Return what the browser says that the device signed; None for what is not of that kind."""
    try:
        with defis.lecture(NON_VERIFIEE):
            return helpers.parse_authentication_credential_json(reponse)
    except Refus:
        return None


def _trouver(session: Session, signee: AuthenticationCredential, utilisateur_id: int | None) -> Row | None:
    """Return the key that signed, with its person: of an open account, and hers where one is expected.

    Read past the scope: who signs in is not known yet.
    """
    requete = select(TABLE).join(COMPTES)
    celle_ci = TABLE.c.identifiant == helpers.bytes_to_base64url(signee.raw_id)
    cle = session.execute(requete.where(celle_ci, COMPTES.c.active)).one_or_none()
    return cle if cle and utilisateur_id in (None, cle.utilisateur_id) else None


def _verifier(cle: Row, signee: AuthenticationCredential, defi: defis.Defi) -> VerifiedAuthentication:
    """Return what a signature proves. Raises Refus, CleCopiee.

    The library is told that the key never counted: what counts back is told from what is merely wrong, and
    only of a signature that is right.
    """
    with defis.lecture(NON_VERIFIEE):
        verifiee = webauthn.verify_authentication_response(
            credential=signee,
            expected_challenge=defi.octets,
            expected_rp_id=defis.domaine(),
            expected_origin=defis.origine(),
            credential_public_key=helpers.base64url_to_bytes(cle.cle_publique),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    porteur = signee.response.user_handle
    if porteur is not None and helpers.bytes_to_base64url(porteur) != cle.porteur:
        raise Refus(NON_VERIFIEE)
    if not _avance(cle.compteur, verifiee.new_sign_count):
        raise CleCopiee
    return verifiee


def _avance(avant: int, apres: int) -> bool:
    """Say whether a key counts on from what it said last; one that does not count says zero each time."""
    return apres > avant or avant == apres == 0


def _marquer(session: Session, cle: Row, verifiee: VerifiedAuthentication, defi: defis.Defi) -> None:
    """Mark a key as used; raises Refus where it was since the challenge was drawn, which serves once."""
    pas_depuis = or_(TABLE.c.utilisee_le.is_(None), TABLE.c.utilisee_le < defi.tire_le)
    servie = update(TABLE).where(TABLE.c.id == cle.id, pas_depuis)
    servie = servie.values(
        compteur=verifiee.new_sign_count,
        sauvegardee=verifiee.credential_backed_up,
        utilisee_le=maintenant(),
    )
    if lignes_touchees(session, servie) != 1:
        raise Refus(NON_VERIFIEE)


def _dire_l_echec(session: Session, cle: Row | None, adresse: str, refus: Refus) -> None:
    """Have the journal tell a refusal, and the person hear of a copy of her key."""
    sur = session.get_one(User, cle.utilisateur_id) if cle else PERSONNE
    details = {"reseau": adresse_abregee(adresse), "refus": str(refus)}
    noter(session, Fait.ecarte, "Clé d’accès", sur=sur, acteur=INCONNU, details=details)
    if cle and isinstance(refus, CleCopiee):
        personne = session.get_one(User, cle.utilisateur_id)
        contacts.ecrire(session, personne, "cle_d_acces_copiee", prenoms=personne.first_name, cle=cle.nom)


def _comptees(session: Session, cle: Row | None, adresse: str, appareil: Appareil) -> tuple[str, ...]:
    """Return what an attempt is counted for: the owner's device alone, where it is known."""
    if cle is None:
        return (verrou.cle_du_reseau("cle", adresse),)
    if sien := nom_connu(session, appareil, cle.utilisateur_id):
        return (verrou.cle("cle-et-appareil", sien, str(cle.utilisateur_id)),)
    sienne = verrou.cle("cle-et-reseau", str(cle.utilisateur_id), verrou.reseau(adresse))
    return (sienne, verrou.cle_du_reseau("cle", adresse))


def _objet(utilisateur_id: int | None) -> str:
    return f"connexion {utilisateur_id or ''}"
