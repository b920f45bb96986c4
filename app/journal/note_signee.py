"""Signed notes, in the form of C2SP: a text, a blank line, and lines of signature under it.

A line of signature is « — name base64(key number ‖ signature) », the key number telling which key of this
name signed: any tool that reads signed notes checks ours, and a witness may add its line.
"""

from base64 import b64decode, b64encode
from binascii import Error as MalEcrite
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.documents.cles import Trousseau

ED25519 = b"\x01"
TIRET = "— "


class NoteFausse(Exception):
    """None of the keys signed this text as it is; the message says so in French."""

    def __init__(self) -> None:
        super().__init__(
            "La signature de cette note n’est pas celle de la Caisse, ou son texte a été changé."
        )


def signer(texte: str, nom: str, cle: Ed25519PrivateKey) -> str:
    """Return the note of `texte`, lines each ended, signed by a key of this name."""
    signature = _numero(nom, cle.public_key()) + cle.sign(texte.encode())
    return f"{texte}\n{TIRET}{nom} {b64encode(signature).decode()}\n"


def ouvrir(note: str, nom: str, cles: Trousseau) -> str:
    """Return the text of a note that one of the keys signed under this name; raises NoteFausse."""
    texte, _, signatures = note.rpartition("\n\n")
    texte += "\n"
    for ligne in signatures.splitlines():
        signataire, _, signature = ligne.rpartition(" ")
        if signataire == TIRET + nom and any(_signee(texte, nom, signature, cle) for cle in cles.values()):
            return texte
    raise NoteFausse


def _signee(texte: str, nom: str, signature: str, cle: Ed25519PublicKey) -> bool:
    try:
        octets = b64decode(signature, validate=True)
        cle.verify(octets[4:], texte.encode())
    except (MalEcrite, InvalidSignature):
        return False
    return octets[:4] == _numero(nom, cle)


def _numero(nom: str, cle: Ed25519PublicKey) -> bytes:
    """Return the number that tells a key among those of one name."""
    return sha256(nom.encode() + b"\n" + _publique(cle)).digest()[:4]


def cle_publiee(nom: str, cle: Ed25519PublicKey) -> str:
    """Return a public key as tools that check signed notes take it: `name+number+base64`."""
    return f"{nom}+{_numero(nom, cle).hex()}+{b64encode(_publique(cle)).decode()}"


def _publique(cle: Ed25519PublicKey) -> bytes:
    return ED25519 + cle.public_bytes(Encoding.Raw, PublicFormat.Raw)
