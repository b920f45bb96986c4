"""The law in the database: seeded from the repository's file, changed by the fund, read back at each use."""

from functools import lru_cache

from sqlalchemy import insert, select

from app.horloge import maintenant
from app.models import ParametreLegal
from app.regles.bareme import Bareme, Parametre, charger

TABLE = ParametreLegal.__table__
COLONNES = ("code", "libelle", "valeur", "unite", "effet_le", "reference", "a_confirmer")


def semer_parametres(session) -> int:
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


def bareme(session) -> Bareme:
    """Return the confirmed texts of the database, as they are now.

    Raise ValueError, in French, when there is none. What is worked out of the same texts is kept by the
    process: only the reading is paid each time.
    """
    colonnes = (TABLE.c[nom] for nom in COLONNES)
    requete = select(*colonnes).where(TABLE.c.confirme_le.is_not(None)).order_by(TABLE.c.id)
    return _composer(tuple(session.execute(requete).all()))


@lru_cache(maxsize=4)
def _composer(lignes: tuple[tuple, ...]) -> Bareme:
    return Bareme(Parametre(*ligne) for ligne in lignes)
