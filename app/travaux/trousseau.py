"""The keys by which the fund signs its documents and its journal: one set, read from the settings."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

from app.documents import cles


def cle_privee() -> Ed25519PrivateKey:
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
