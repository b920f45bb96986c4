"""What these tests do again and again in a browser."""

import io
import re

import pyotp
from PIL import Image

from app.identites import personnes, second_facteur
from tests.outils.navigation import MOT_DE_PASSE


def _image() -> bytes:
    fichier = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(fichier, "PNG")
    return fichier.getvalue()


PNG = _image()
"""A picture small enough for any test."""

SOLIDE = "girafe ruban carnaval tuile"
FAUX = "ce n'est pas le bon"
DOUBLE_VERIFICATION = "/compte/double-verification/"
CLES = "/compte/cles-d-acces"


def essayer(navigateur, email: str, mot_de_passe: str = FAUX, adresse: str = "198.51.100.7"):
    """Try to sign in from a network address; return the answer."""
    formulaire = {"username": email, "password": mot_de_passe}
    return navigateur.post("/connexion", data=formulaire, environ_base={"REMOTE_ADDR": adresse})


def entrer(navigateur, email: str, adresse: str = "198.51.100.7"):
    """Sign in with the right password; return the answer."""
    return essayer(navigateur, email, MOT_DE_PASSE, adresse)


def connecte(navigateur) -> bool:
    """Say whether the browser is signed in."""
    return navigateur.get("/compte/").status_code == 200


def lien_de(courrier) -> str:
    """Return the path of the link that an e-mail carries."""
    return re.search(r"https?://[^/\s]+(/\S+)", courrier.texte)[1]


def code_de(courrier) -> str:
    """Return the code of six figures that a message carries."""
    return re.search(r"\b(\d{3} \d{3})\b", courrier.texte)[1]


def corps(reponse) -> str:
    """Return a page's text without what changes from one to the next (tokens)."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", reponse.get_data(as_text=True))


def application(app, session, email: str) -> pyotp.TOTP:
    """Return the person's authenticator application."""
    facteur = second_facteur.trouver(session, personnes.trouver(session, email).id)
    with app.app_context():
        return pyotp.TOTP(second_facteur.cle_lisible(facteur))


def ajouter_une_cle(navigateur, appareil, nom: str = "Mon téléphone"):
    """Add the device's key to the account of who is signed in; return the answer."""
    navigateur.post(f"{CLES}/ajouter", data={"nom": nom, "actuel": MOT_DE_PASSE})
    options = navigateur.post(f"{CLES}/creer/defi").json
    return navigateur.post(f"{CLES}/creer", data={"reponse": appareil.creer(options)})


def entrer_par_cle(
    navigateur, appareil, porte: str = "/connexion", adresse: str = "198.51.100.7", **autrement
):
    """Sign in with the device's key at a door, after the password or in its place; return the answer."""
    options = navigateur.post(f"{porte}/defi").json
    reponse = {"reponse": appareil.signer(options, **autrement)}
    return navigateur.post(f"{porte}/cle", data=reponse, environ_base={"REMOTE_ADDR": adresse})
