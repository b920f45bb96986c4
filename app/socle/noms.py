"""Whether two names are one person's, whatever their order, case, accents, hyphens or spaces."""

import re
import unicodedata

IDENTIQUE, PROCHE, DIFFERENT = "identique", "proche", "different"
LETTRES_MIN = 3
"""Letters under which a word says nothing of who is meant."""
LETTRES = dict(zip("ɔɛŋɖƒʋɣɩɪʊǝəɑɓɗɠƙɲƴø", "oendfvgiiueeabdgknyo", strict=True)) | {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
}
"""Letters that Unicode does not part into a letter and its accent, and what people type for them.

Those of Ewe, Kabiye, Hausa and the other languages of Togo, then those of French.
"""
APOSTROPHES = "'’‘ʼ`´"
ACCENTS = "".join(signe for signe in map(chr, range(0x300, 0x20F1)) if unicodedata.combining(signe))
_LETTRES = str.maketrans(LETTRES)
_LETTRES_COLLEES = str.maketrans("", "", APOSTROPHES)
_ACCENTS = re.compile(f"[{ACCENTS}]+")
_MOT = re.compile(r"[^\W_]+")
_ASCII = {i: chr(i).upper() if chr(i).isalpha() else " " for i in range(128)} | _LETTRES_COLLEES


def mots(texte: str) -> list[str]:
    """Return the words of a name in capitals without accents: « N’Diaye-Kossi » is NDIAYE, KOSSI."""
    if texte.isascii():
        return texte.translate(_ASCII).split()
    return "".join(c if c.isalpha() else " " for c in plier(texte)).upper().split()


def plier(texte: str) -> str:
    """Return a text in small letters without accents nor apostrophes; its figures, spaces and lines stay."""
    if texte.isascii():
        return texte.lower().translate(_LETTRES_COLLEES)
    plat = texte.casefold().translate(_LETTRES_COLLEES).translate(_LETTRES)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plat))


def cherches(texte: str) -> list[str]:
    """Return the words and numbers that somebody looks for, folded as `plier` does."""
    return _MOT.findall(plier(texte))


def numero_ecrit(texte: str) -> str:
    """Return a number that bears letters as the portal writes it: « pie 2026 000123 » is PIE-2026-000123."""
    return "-".join(cherches(texte)).upper()


def cle(texte: str) -> str:
    """Return what a name is compared by and stored under in the register: its words, sorted."""
    return " ".join(sorted(mots(texte)))


def cle_de_recherche(*textes: str | None) -> str:
    """Return the words and numbers of some texts, folded and sorted: what searches look in."""
    return " ".join(sorted(cherches(" ".join(filter(None, textes)))))


def comparer(nom: str, prenoms: str, nom_inscrit: str, prenoms_inscrit: str) -> str:
    """Return IDENTIQUE, PROCHE (a slip, a name more or less, an initial) or DIFFERENT (another person).

    A part left empty is not compared. At least one whole word must be right, or a few letters would be
    enough to read a stranger's name in the answer.
    """
    declares = mots(f"{nom} {prenoms}")
    inscrits = mots(f"{nom_inscrit} {prenoms_inscrit}")
    if _pareils(declares, inscrits):
        return IDENTIQUE
    if not (mots(nom) and mots(prenoms)) and any(
        _pareils(declares, mots(part)) for part in (nom_inscrit, prenoms_inscrit)
    ):
        return IDENTIQUE
    courts, longs = sorted((declares, inscrits), key=len)
    entier = any(len(mot) >= LETTRES_MIN for mot in courts)
    return PROCHE if entier and _tous_retrouves(courts, longs) else DIFFERENT


def _pareils(uns: list[str], autres: list[str]) -> bool:
    """Return whether the words are the same in any order, or the same letters parted otherwise."""
    return sorted(uns) == sorted(autres) or "".join(uns) == "".join(autres)


def _tous_retrouves(courts: list[str], longs: list[str]) -> bool:
    restants = list(longs)
    for mot in courts:
        trouve = next((autre for autre in restants if _ressemble(mot, autre)), None)
        if trouve is None:
            return False
        restants.remove(trouve)
    return True


def _ressemble(un: str, autre: str) -> bool:
    """Return whether two words are one: equal, an initial, a short form, or one slip apart."""
    court, long_ = sorted((un, autre), key=len)
    if long_.startswith(court) and (len(court) == 1 or len(court) >= LETTRES_MIN):
        return True
    return len(court) >= LETTRES_MIN and _une_faute(court, long_)


def _une_faute(court: str, long_: str) -> bool:
    """Return whether one letter changed, added, or exchanged with its neighbour makes the two words one."""
    if len(long_) - len(court) > 1:
        return False
    debut = 0
    while debut < len(court) and court[debut] == long_[debut]:
        debut += 1
    fin = 0
    while fin < len(court) - debut and court[-1 - fin] == long_[-1 - fin]:
        fin += 1
    reste, autre = court[debut : len(court) - fin], long_[debut : len(long_) - fin]
    return len(autre) <= 1 or (len(reste) == 2 and reste == autre[::-1])
