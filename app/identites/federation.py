"""Signing in with who proves identity elsewhere: the State's single sign-on, by OpenID Connect.

Authlib does the protocol: authorization code, PKCE, state, nonce, the ID token's signature, issuer, audience
and hours. What it proves is a subject of that issuer and nothing more, not even an e-mail: the subject opens
an account once the account's owner, signed in, said that it is hers.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urljoin

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from flask import current_app
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.generateur.adaptateur import User
from app.identites import contacts
from app.identites.tables import IdentiteFederee
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import maintenant
from app.socle.refus import Refus

SIGNATURES = ("RS256", "PS256", "ES256", "EdDSA")
"""How an ID token may be signed, whatever its issuer announces: by a key that it alone holds."""
DECOUVERTE = ".well-known/openid-configuration"
"""Where an issuer says what it is, below its own address (OpenID Connect Discovery, 4)."""
ANNONCE = ("authorization_endpoint", "token_endpoint", "jwks_uri")
"""What the issuer must say of itself."""
DELAIS = (3, 5)
"""Seconds to reach the issuer, then to hear from it: a person waits."""
UNE_HEURE = 3600
"""Seconds for which what the issuer says of itself is kept."""
LONGUEUR = 255
"""The longest subject (OpenID Connect Core, 2), in characters."""
RATTACHEE = "L’identité {} est rattachée à votre compte : elle l’ouvre désormais."
DETACHEE = "L’identité {} est détachée de votre compte : elle ne l’ouvre plus."
PRISE = (
    "Cette identité est déjà rattachée à un compte, ou le vôtre en a déjà une autre : détachez d’abord "
    "l’ancienne, ou adressez-vous à la CNSS si vous ne la connaissez pas."
)
TABLE = IdentiteFederee.__table__
journal = logging.getLogger(__name__)


class EmetteurInjoignable(Exception):
    """The issuer does not answer, or not as an issuer does."""


class PreuveRefusee(Exception):
    """What came back proves nobody's identity: given up there, forged, too old, meant for another."""


def nom() -> str:
    """Return how people call the issuer; empty where there is none."""
    return current_app.config["OIDC_NOM"] if current_app.config["OIDC_EMETTEUR"] else ""


def partir(retour: str) -> Response:
    """Return the way to the issuer, who sends the person back to the address `retour`.

    Raises EmetteurInjoignable.
    """
    with _a_l_ecoute():
        return _fournisseur().authorize_redirect(retour)


def sujet_prouve() -> str:
    """Return the subject that the request at hand, sent back by the issuer, proves; it serves once.

    Raises PreuveRefusee, and EmetteurInjoignable where the issuer does not confirm it.
    """
    attendus = {"iss": current_app.config["OIDC_EMETTEUR"], "aud": current_app.config["OIDC_CLIENT"]}
    exigences = {dit: {"essential": True, "value": valeur} for dit, valeur in attendus.items()}
    with _a_l_ecoute():
        preuve = _fournisseur().authorize_access_token(claims_options=exigences)
    sujet = preuve.get("userinfo", {}).get("sub")
    if not isinstance(sujet, str) or not 0 < len(sujet) <= LONGUEUR:
        raise PreuveRefusee("no subject")
    return sujet


@contextmanager
def _a_l_ecoute() -> Iterator[None]:
    """Tell what is refused from what is not answered, whichever way the libraries say it."""
    try:
        yield
    except (AuthlibBaseError, JoseError) as refus:
        journal.warning("identity not proved: %s", refus.error)
        raise PreuveRefusee(refus.error) from None
    except (RequestException, ValueError, KeyError, TypeError) as panne:
        journal.warning("issuer out of reach: %s", type(panne).__name__)
        raise EmetteurInjoignable(type(panne).__name__) from None


def _fournisseur() -> FlaskOAuth2App:
    """Return the issuer's client, who knows what the issuer announced within the hour."""
    reglages = current_app.config
    heure = int(maintenant().timestamp()) // UNE_HEURE
    return _client(reglages["OIDC_EMETTEUR"], reglages["OIDC_CLIENT"], reglages["OIDC_SECRET"], heure)


@lru_cache(maxsize=2)
def _client(emetteur: str, identifiant: str, secret: str, _heure: int) -> FlaskOAuth2App:
    """Return a client that met the issuer. Raises RequestException or ValueError where nothing is kept."""
    par_cle = secret.startswith("-----BEGIN")
    client = FlaskOAuth2App(
        FlaskIntegration("oidc"),
        "oidc",
        client_id=identifiant,
        client_secret=secret,
        client_auth_methods=[PrivateKeyJWT()] if par_cle else [],
        server_metadata_url=urljoin(f"{emetteur.rstrip('/')}/", DECOUVERTE),
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": DELAIS},
    )
    annonce = client.load_server_metadata()
    if annonce.get("issuer") != emetteur or not all(isinstance(annonce.get(dit), str) for dit in ANNONCE):
        raise ValueError("this is not what the issuer says of itself")
    annoncees = annonce.get("id_token_signing_alg_values_supported", SIGNATURES)
    annonce["id_token_signing_alg_values_supported"] = [s for s in SIGNATURES if s in annoncees]
    client.client_kwargs["token_endpoint_auth_method"] = _se_nommer(annonce, par_cle)
    return client


def _se_nommer(annonce: dict[str, object], par_cle: bool) -> str:
    """Return how the portal proves to the issuer who it is: by a signature, or by the secret they share."""
    if par_cle:
        return PrivateKeyJWT.name
    sues = annonce.get("token_endpoint_auth_methods_supported")
    seule = isinstance(sues, list) and "client_secret_basic" not in sues and "client_secret_post" in sues
    return "client_secret_post" if seule else "client_secret_basic"


def titulaire(session: Session, sujet: str) -> User | None:
    """Return whose account the subject opens; None where nobody attached it.

    Read past the scope on purpose: who comes back from the issuer is not signed in yet.
    """
    sien = (TABLE.c.emetteur == current_app.config["OIDC_EMETTEUR"]) & (TABLE.c.sujet == sujet)
    return session.scalars(select(User).join(TABLE, TABLE.c.utilisateur_id == User.id).where(sien)).first()


def rattachee(session: Session, utilisateur_id: int) -> bool:
    """Say whether the person attached an identity of the present issuer."""
    return session.scalar(select(TABLE.c.id).where(_d_elle(utilisateur_id))) is not None


def rattacher(session: Session, personne: User, sujet: str) -> None:
    """Let the subject open the person's account, and write to her.

    Raises Refus where the subject opens one already, or the account has another.
    """
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    neuve = inserer(TABLE).values(
        emetteur=current_app.config["OIDC_EMETTEUR"], sujet=sujet, utilisateur_id=personne.id
    )
    if session.execute(neuve.on_conflict_do_nothing().returning(TABLE.c.id)).first() is None:
        raise Refus(PRISE)
    _annoncer(session, personne, "Identité fédérée rattachée", RATTACHEE)


def detacher(session: Session, personne: User) -> None:
    """Let the issuer open the person's account no more, and write to her."""
    session.execute(delete(TABLE).where(_d_elle(personne.id)))
    _annoncer(session, personne, "Identité fédérée détachée", DETACHEE)


def _d_elle(utilisateur_id: int) -> ColumnElement[bool]:
    de_l_emetteur = TABLE.c.emetteur == current_app.config["OIDC_EMETTEUR"]
    return de_l_emetteur & (TABLE.c.utilisateur_id == utilisateur_id)


def _annoncer(session: Session, personne: User, quoi: str, phrase: str) -> None:
    noter(
        session, Fait.modifie, quoi, sur=personne, details={"emetteur": current_app.config["OIDC_EMETTEUR"]}
    )
    contacts.ecrire(
        session,
        personne,
        "identite_federee_changee",
        prenoms=personne.first_name,
        changement=phrase.format(nom()),
    )
