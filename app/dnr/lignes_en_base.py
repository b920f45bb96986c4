"""The lines of a declaration in the database: each cell kept as canonical text, read back as Lignes."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, select

from app import masse
from app.dnr.cellules import canoniser
from app.dnr.colonnes import CLES, COLONNES, lettre
from app.dnr.lignes import Lignes
from app.dnr.situation import Precedente
from app.models import LigneDeclaration

TABLE = LigneDeclaration.__table__


def remplacer(session, declaration_id: int, lignes: Lignes) -> None:
    """Put `lignes` in place of all those of the declaration, without committing."""
    session.execute(delete(TABLE).where(TABLE.c.declaration_id == declaration_id))
    colonnes = [map(str, lignes.colonnes[cle]) for cle in CLES]
    rangees = ((declaration_id, *rangee) for rangee in zip(lignes.numeros, *colonnes, strict=True))
    masse.inserer(session, TABLE, ("declaration_id", "rang", *CLES), rangees)


def relire(session, declaration_id: int) -> Lignes:
    """Return the lines of the declaration in the order of their row numbers."""
    requete = (
        select(TABLE.c.rang, *(TABLE.c[cle] for cle in CLES))
        .where(TABLE.c.declaration_id == declaration_id)
        .order_by(TABLE.c.rang)
    )
    rangees = session.execute(requete).all()
    numeros, *colonnes = zip(*rangees, strict=True) if rangees else [()] * (len(CLES) + 1)
    lues = {c.cle: canoniser(c, valeurs) for c, valeurs in zip(COLONNES, colonnes, strict=True)}
    return Lignes(numeros, lues, {cle: lettre(i) for i, cle in enumerate(CLES)})


def ajouter(session, declaration_id: int, saisie: Mapping[str, object]) -> LigneDeclaration:
    """Add one line typed in the browser, after the last; return it, without committing."""
    dernier = session.scalar(select(func.max(TABLE.c.rang)).where(TABLE.c.declaration_id == declaration_id))
    ligne = LigneDeclaration(declaration_id=declaration_id, rang=(dernier or 0) + 1)
    changer(ligne, saisie)
    session.add(ligne)
    return ligne


def changer(ligne: LigneDeclaration, saisie: Mapping[str, object]) -> None:
    """Write what was typed on a line, cell by cell, as canonical text; cells not named stay."""
    for colonne in COLONNES:
        if colonne.cle in saisie:
            setattr(ligne, colonne.cle, str(canoniser(colonne, [saisie[colonne.cle] or ""])[0]))


def copier(session, source_id: int, declaration_id: int) -> None:
    """Start a corrective declaration from the lines of the one it corrects, contributions left to us."""
    reprises = [cle for cle in CLES if cle not in ("rp", "pf", "pv", "amu")]
    requete = (
        select(TABLE.c.rang, *(TABLE.c[cle] for cle in reprises))
        .where(TABLE.c.declaration_id == source_id)
        .order_by(TABLE.c.rang)
    )
    rangees = session.execute(requete).all()
    masse.inserer(
        session,
        TABLE,
        ("declaration_id", "rang", *reprises, "rp", "pf", "pv", "amu"),
        ((declaration_id, *rangee, "", "", "", "") for rangee in rangees),
    )


def commencer(session, declaration_id: int, precedentes: Iterable[Precedente]) -> None:
    """Start a new month from the workers of the last declaration, as the model workbook does."""
    lignes = Lignes.saisies(precedente._asdict() for precedente in precedentes)
    remplacer(session, declaration_id, lignes)
