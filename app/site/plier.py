"""Words as the search compares them: no accent, no case, no ending.

Folding here, and not in the database, makes SQLite and PostgreSQL find the same pages.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

MOT = re.compile(r"[0-9a-z]+")
VIDES = frozenset(
    re.findall(
        r"\w+",
        "a au aux avec ce ces cet cette dans de des du elle en est et il ils je l la le les leur leurs lui "
        "ma mais me mes mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sont sur ta te "
        "tes ton tu un une vos votre vous y d c j m n s t quel quelle quels quelles comment",
    )
)
"""Words that say nothing of a page."""
racines = snowballstemmer.stemmer("french")


def plier(texte: str) -> str:
    """Return a text in lower case without accents: « Retraîte » and « retraite » are the same."""
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


def mots(texte: str) -> list[str]:
    """Return the folded words of a text, in order, those that say nothing left out."""
    return [mot for mot in MOT.findall(plier(texte)) if mot not in VIDES]


@lru_cache(maxsize=50_000)
def racine(mot: str) -> str:
    """Return what a folded word keeps once its ending is off: « retraites », « retraité » → « retrait »."""
    return plier(racines.stemWord(mot))


def indexer(texte: str) -> str:
    """Return what the database keeps of a text to search it."""
    return " ".join(racine(mot) for mot in mots(texte))
