"""The Merkle tree of RFC 6962 over the lines of the journal, kept as its frontier alone.

The frontier is the roots of the full subtrees from left to right, as many as the size has bits set: enough to
add leaves and to give the root, whatever the number of leaves.
"""

from collections.abc import Iterable
from hashlib import sha256

VIDE = sha256(b"").digest()
"""The root of a tree without leaves."""
OCTETS = 32


class Arbre:
    """A tree of `taille` leaves, of which only the frontier is held."""

    def __init__(self, taille: int = 0, frontiere: Iterable[bytes] = ()):
        """Take up a tree where it was left; raises ValueError when the frontier is not of this size."""
        self.taille, self.frontiere = taille, list(frontiere)
        if len(self.frontiere) != taille.bit_count():
            raise ValueError("La frontière n’est pas celle d’un arbre de cette taille.")

    def ajouter(self, feuille: bytes) -> None:
        """Add a leaf, and join the subtrees that it completes."""
        noeud = sha256(b"\x00" + feuille).digest()
        reste = self.taille
        while reste & 1:
            noeud = sha256(b"\x01" + self.frontiere.pop() + noeud).digest()
            reste >>= 1
        self.frontiere.append(noeud)
        self.taille += 1

    @property
    def racine(self) -> bytes:
        """Return the root."""
        if not self.frontiere:
            return VIDE
        *gauches, noeud = self.frontiere
        for gauche in reversed(gauches):
            noeud = sha256(b"\x01" + gauche + noeud).digest()
        return noeud

    def ecrire(self) -> str:
        """Return the frontier as a row keeps it."""
        return b"".join(self.frontiere).hex()

    @classmethod
    def lire(cls, taille: int, frontiere: str) -> "Arbre":
        """Return the tree that `ecrire` wrote; raises ValueError for what it cannot have written."""
        octets = bytes.fromhex(frontiere)
        return cls(taille, (octets[i : i + OCTETS] for i in range(0, len(octets), OCTETS)))
