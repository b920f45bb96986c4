"""Following the chain: each line against its own fingerprint, the line before it, and what was signed.

The same following serves the database, the files of an export, and what a new checkpoint adds to the last.
"""

from base64 import b64decode, b64encode
from binascii import Error as MalEcrite
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.documents.cles import Trousseau
from app.journal import note_signee
from app.journal.arbre import Arbre
from app.journal.chaine import ORIGINE, SEPARATEUR, Maillon
from app.regles.francais import nombre

ORIGINE_DES_NOTES = "cnss.tg/journal"
"""What our checkpoints are of: the first line of each, and the name of the keys that sign them."""
VOISINAGE = 1_000
"""How far around a line its true place is looked for."""


class JournalFaux(Exception):
    """The journal is not as it was written; the message names the first line or checkpoint, in French."""


@dataclass(frozen=True)
class Engagement:
    """What a signed note says: so many lines, this root."""

    taille: int
    racine: bytes


def rediger(taille: int, racine: bytes) -> str:
    """Return the text of a checkpoint, as C2SP's tlog-checkpoint has it."""
    return f"{ORIGINE_DES_NOTES}\n{taille}\n{b64encode(racine).decode()}\n"


def lire_note(note: str, cles: Trousseau) -> Engagement:
    """Return what a checkpoint says; raises JournalFaux unless one of the keys signed it as it is."""
    try:
        origine, taille, racine, *_ = note_signee.ouvrir(note, ORIGINE_DES_NOTES, cles).split("\n")
        if origine != ORIGINE_DES_NOTES:
            raise note_signee.NoteFausse
        return Engagement(int(taille), b64decode(racine, validate=True))
    except (note_signee.NoteFausse, MalEcrite, ValueError):
        raise JournalFaux(
            "Un point de contrôle n’est pas signé par une clé de la Caisse, ou a été changé."
        ) from None


class Suivi:
    """How far the chain was followed: the tree of its lines, and the fingerprint of the last."""

    def __init__(self, arbre: Arbre | None = None, tete: str = ORIGINE):
        """Begin at the first line, or after those of `arbre`, whose last has the fingerprint `tete`."""
        self.arbre, self.tete = arbre or Arbre(), tete

    def suivre(self, maillons: Iterable[Maillon], engagements: Iterable[Engagement] = ()) -> None:
        """Follow lines to their end, and hold each commitment against the tree as it is reached.

        Raises JournalFaux at the first line that was changed, moved, added or taken away, and at the first
        commitment that the lines do not keep.
        """
        attendus = iter(engagements)
        attendu = next(attendus, None)
        for maillon in maillons:
            self._avancer(maillon)
            while attendu is not None and attendu.taille == self.arbre.taille:
                self._tenir(attendu)
                attendu = next(attendus, None)
        if attendu is not None:
            raise JournalFaux(_manquent(self.arbre.taille + 1, attendu.taille))

    def _avancer(self, maillon: Maillon) -> None:
        rang, texte, precedent, empreinte = maillon
        vraie = sha256(texte.encode(errors="surrogatepass")).digest()
        if rang != self.arbre.taille + 1 or empreinte != vraie.hex() or precedent != self.tete:
            raise JournalFaux(_faute(maillon, self.arbre.taille + 1))
        self.arbre.ajouter(vraie)
        self.tete = empreinte

    def _tenir(self, engagement: Engagement) -> None:
        if self.arbre.racine != engagement.racine:
            raise JournalFaux(
                f"Le point de contrôle signé à {nombre(engagement.taille)} lignes ne tient plus : le journal "
                "a été réécrit avant cette ligne."
            )


def _faute(maillon: Maillon, attendu: int) -> str:
    """Return what is wrong with the line found where the line `attendu` should be."""
    rang, texte, _, empreinte = maillon
    if rang != attendu:
        return _manquent(attendu, rang - 1)
    if empreinte != _empreinte(texte):
        vrai = _vrai_rang(rang, texte, empreinte)
        if vrai is None:
            return f"La ligne {nombre(rang)} a été changée."
        return f"La ligne {nombre(vrai)} a été mise à la place de la ligne {nombre(rang)}."
    return (
        f"La ligne {nombre(rang)} ne tient pas l’empreinte de la ligne d’avant : elle a été ajoutée, ou "
        "celle d’avant a été remplacée."
    )


def _empreinte(texte: str) -> str:
    """Return a fingerprint; a file may hold half a letter, which the journal never did."""
    return sha256(texte.encode(errors="surrogatepass")).hexdigest()


def _vrai_rang(rang: int, texte: str, empreinte: str) -> int | None:
    """Return where a line would be as it was written, None when it was not so anywhere near."""
    reste = texte.partition(SEPARATEUR)[2]
    voisins = range(max(1, rang - VOISINAGE), rang + VOISINAGE)
    places = (p for p in voisins if _empreinte(f"{p}{SEPARATEUR}{reste}") == empreinte)
    return next(places, None)


def _manquent(premiere: int, derniere: int) -> str:
    if premiere == derniere:
        return f"La ligne {nombre(premiere)} manque."
    return f"Les lignes {nombre(premiere)} à {nombre(derniere)} manquent."
