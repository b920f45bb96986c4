"""What may be taken out of a piece on arrival, and how it is told to who reads the piece."""

import enum
from collections.abc import Iterable


class Retrait(enum.Enum):
    """Something that a piece held and that nobody needs in order to read it."""

    script = "un script"
    programme = "un lancement de programme"
    fichier = "un fichier joint"
    autre_fichier = "un renvoi vers un autre fichier"
    envoi = "un envoi de données"
    media = "un son, un film ou un objet en relief"
    formulaire = "un formulaire actif"
    lien = "un lien vers Internet"
    signature = "une signature électronique, qui ne se vérifie donc plus"
    position = "la position GPS de la photo"
    suite = "un contenu ajouté derrière l’image"


def raconter(retraits: Iterable[str]) -> str:
    """Return what was taken out, by the names of Retrait, as a sentence; empty when nothing was."""
    mots = [retrait.value for retrait in Retrait if retrait.name in set(retraits)]
    return f"Retiré par sécurité : {', '.join(mots)}." if mots else ""
