"""The people who sign in: their accounts, passwords, sessions, second factor, and what locks the door.

A name of `personnes` is reached as `comptes.creer`; the rest by its own file.
"""

from app.comptes.mot_de_passe import LONGUEUR as LONGUEUR_DU_MOT_DE_PASSE
from app.comptes.personnes import creer, existe, habiliter, rattacher, synchroniser_roles, trouver

__all__ = [
    "LONGUEUR_DU_MOT_DE_PASSE",
    "creer",
    "existe",
    "habiliter",
    "rattacher",
    "synchroniser_roles",
    "trouver",
]
