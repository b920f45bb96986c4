"""The law in the database: seeded from the repository's file, changed by the fund, read back at each use."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, reduce

from sqlalchemy import ColumnElement, Text, cast, func, insert, select
from sqlalchemy.orm import Session

from app.referentiel import sortes
from app.regles import vraisemblance
from app.regles.bareme import Bareme, Parametre, charger, connus
from app.repertoire.tables import ParametreLegal
from app.socle.horloge import maintenant
from app.socle.refus import ChampRefuse

LOI = sortes.declarer(
    ParametreLegal,
    "Paramètre de la loi",
    "referentiel",
    ("libelle", "valeur_lue", "effet_le", "reference", "a_confirmer"),
    valeur_lue="Valeur",
)


@sortes.exige(ParametreLegal)
def vraisemblable(session: Session, ligne: ParametreLegal) -> None:
    """Take the words and the unit that the rules read; what cannot be is refused."""
    texte = connus()[ligne.code]
    ligne.libelle, ligne.unite = texte.libelle, texte.unite
    if empeche := vraisemblance.impossible(ligne.valeur, ligne.unite):
        raise ChampRefuse("valeur", empeche)


TABLE = ParametreLegal.__table__
COLONNES = ("code", "libelle", "valeur", "unite", "effet_le", "reference", "a_confirmer")
CELLULE, LIGNE = "\x1f", "\x1e"
"""What parts the texts read as one; a form refuses control characters, so none holds them."""
VRAI = frozenset({"1", "true"})
"""How the databases write a true value as text."""


def semer_parametres(session: Session) -> int:
    """Add the texts of `regles/parametres.toml` that the database does not know; return how many.

    A text is known by its code and day of effect: what the fund changed since is left alone. The seeded texts
    come confirmed, with the release that brings them. Does not commit.
    """
    connus = set(session.execute(select(TABLE.c.code, TABLE.c.effet_le)).all())
    textes = [
        {**{nom: getattr(texte, nom) for nom in COLONNES}, "confirme_le": maintenant()}
        for texte in charger()
        if (texte.code, texte.effet_le) not in connus
    ]
    if textes:
        session.execute(insert(TABLE), textes)
    return len(textes)


def bareme(session: Session) -> Bareme:
    """Return the confirmed texts of the database, as they are now.

    Raise ValueError, in French, when there is none. Read as one piece of text, which tells whether they are
    still those that the process worked out: a row for each would be read again by every page.
    """
    cellules: Iterable[ColumnElement[str]] = (cast(TABLE.c[nom], Text) for nom in COLONNES)
    ligne = reduce(lambda debut, cellule: debut + CELLULE + cellule, cellules)
    lues = TABLE.c.confirme_le.is_not(None) & TABLE.c.retire_le.is_(None)
    textes = select(func.aggregate_strings(ligne, LIGNE)).where(lues)
    return _composer(session.scalar(textes) or "")


@lru_cache(maxsize=4)
def _composer(textes: str) -> Bareme:
    return Bareme(_lire(*ligne.split(CELLULE)) for ligne in textes.split(LIGNE) if ligne)


def _lire(code, libelle, valeur, unite, effet_le, reference, a_confirmer) -> Parametre:
    jour = date.fromisoformat(effet_le)
    return Parametre(
        code=code,
        libelle=libelle,
        valeur=int(valeur),
        unite=unite,
        effet_le=jour,
        reference=reference,
        a_confirmer=a_confirmer in VRAI,
    )
