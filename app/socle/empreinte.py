"""The fingerprint of bytes: the name under which they are kept, and the proof that they are what was said."""

import hashlib


def empreinte(contenu: bytes) -> str:
    """Return the sha-256 of bytes, in hexadecimal."""
    return hashlib.sha256(contenu).hexdigest()
