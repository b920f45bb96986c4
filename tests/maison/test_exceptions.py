"""An exception to the checks of the code says which check, and why."""

import re
import tokenize
from pathlib import Path

RACINE = Path(__file__).parents[2]
_EXCEPTION = re.compile(r"# *(?:noqa|type: *ignore|nosec|mypy:|ruff:)")
_DITE = re.compile(r"# (?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*|type: ignore\[[a-z-]+(?:, [a-z-]+)*\]) +\S.+")


def test_each_exception_to_a_check_names_it_and_says_why_on_its_line():
    muettes = [
        f"{fichier.relative_to(RACINE)}:{ligne} {commentaire}"
        for fichier in _fichiers()
        for ligne, commentaire in _commentaires(fichier)
        if _EXCEPTION.match(commentaire) and not _DITE.fullmatch(commentaire)
    ]
    assert muettes == []


def _fichiers() -> list[Path]:
    dossiers = (d for d in RACINE.iterdir() if d.is_dir() and not d.name.startswith("."))
    return [*RACINE.glob("*.py"), *(fichier for dossier in dossiers for fichier in dossier.rglob("*.py"))]


def _commentaires(fichier: Path) -> list[tuple[int, str]]:
    with fichier.open("rb") as source:
        jetons = tokenize.tokenize(source.readline)
        return [(jeton.start[0], jeton.string) for jeton in jetons if jeton.type == tokenize.COMMENT]
