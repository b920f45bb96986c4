"""A column folded by the database as it is searched: what no folded column stands beside is found too.

Each row is folded again at each search: a long table of names keeps them folded (`app.generateur.plies`).
"""

from functools import lru_cache

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.socle.noms import ACCENTS, APOSTROPHES, LETTRES, plier

_UNE_POUR_UNE = {lettre: plate for lettre, plate in LETTRES.items() if len(plate) == 1}
_UNE_POUR_DEUX = {lettre: plates for lettre, plates in LETTRES.items() if len(plates) == 2}


class Plie(FunctionElement[str]):
    """A text as `app.socle.noms.plier` returns it; NULL for none."""

    name = "plier"
    type = Text()
    inherit_cache = True


@lru_cache(maxsize=8_192)
def plier_ou_rien(texte: str | None) -> str | None:
    """Return a text folded, None for none: what SQLite calls for a text with accents."""
    return None if texte is None else plier(texte)


@compiles(Plie, "sqlite")
def _en_sqlite(element: Plie, compilateur: SQLCompiler, **options: object) -> str:
    texte = compilateur.process(element.clauses, **options)
    return _plie(texte, f"length(CAST({texte} AS BLOB))", f"length({texte})", f"plier({texte})")


@compiles(Plie, "postgresql")
def _en_postgresql(element: Plie, compilateur: SQLCompiler, **options: object) -> str:
    texte = compilateur.process(element.clauses, **options)
    return _plie(texte, f"octet_length({texte})", f"char_length({texte})", _sans_accents(texte))


def _plie(texte: str, octets: str, signes: str, sans_accents: str) -> str:
    """Return the SQL that folds a text; one of plain letters, as most are, costs a fifth of the others."""
    plat = f"lower(replace(replace({texte}, '''', ''), '`', ''))"
    return f"CASE WHEN {octets} = {signes} THEN {plat} ELSE {sans_accents} END"


def _sans_accents(texte: str) -> str:
    """Return how PostgreSQL folds a text with accents; capitals are told too, which no C locale lowers."""
    petites, plates = "".join(_UNE_POUR_UNE), "".join(_UNE_POUR_UNE.values())
    nu = f"translate({texte}, {_cite(petites + petites.upper() + APOSTROPHES)}, '{plates}{plates}')"
    for lettre, deux in _UNE_POUR_DEUX.items():
        nu = f"replace(replace({nu}, '{lettre}', '{deux}'), '{lettre.upper()}', '{deux}')"
    return f"lower(regexp_replace(normalize({nu}, NFKD), {_cite(f'[{ACCENTS}]+')}, '', 'g'))"


def _cite(texte: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + texte.replace("'", "''") + "'"
