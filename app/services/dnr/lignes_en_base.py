"""The lines of a declaration in the database: each cell kept as canonical text, read back as Lignes."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.classeurs.cellules import Valeur, canoniser
from app.classeurs.colonnes import Colonne, Genre, lettre
from app.services.dnr.colonnes import CLES, COLONNES, FORMAT
from app.services.dnr.faits import Precedente
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.tables import LigneDeclaration
from app.socle import noms, par_lots

TABLE = LigneDeclaration.__table__
PAR_PAGE = 50
CHERCHEES = ("numero_assure", "nom", "prenoms", "matricule")
"""The cells in which a line is looked for."""
_FIN = "\0"
"""What parts the lines while they are folded together: no database stores it in a cell."""
CHERCHE_MAX = 80
"""Signs beyond which a text is in no cell."""


def remplacer(
    session: Session, declaration_id: int, lignes: LignesDNR, etats: Iterable[str | None] = repeat(None)
) -> None:
    """Put `lignes` in place of all those of the declaration, without committing.

    `etats` gives for each, where it was checked already, what it is against the previous declaration.
    """
    session.execute(delete(TABLE).where(TABLE.c.declaration_id == declaration_id))
    colonnes = [map(str, lignes.colonnes[cle]) for cle in CLES]
    rangees = zip(repeat(declaration_id), etats, lignes.numeros, *colonnes)  # noqa: B905 - some are endless
    par_lots.inserer(session, TABLE, ("declaration_id", "etat", "rang", *CLES), rangees)


def relire(session: Session, declaration_id: int) -> LignesDNR:
    """Return the lines of the declaration in the order of their row numbers."""
    requete = (
        select(TABLE.c.rang, *(TABLE.c[cle] for cle in CLES))
        .where(TABLE.c.declaration_id == declaration_id)
        .order_by(TABLE.c.rang)
    )
    numeros, *colonnes = par_lots.en_colonnes(session, requete)
    lues = {c.cle: _relire_colonne(c, textes) for c, textes in zip(COLONNES, colonnes, strict=True)}
    return LignesDNR(numeros, lues, {cle: lettre(i) for i, cle in enumerate(CLES)})


def _relire_colonne(colonne: Colonne, textes: list[str]) -> Sequence[Valeur]:
    """Return as canonical values what was written as such: only whole numbers have become text."""
    if colonne.genre is not Genre.entier:
        return textes
    try:
        nombres = array("q", map(int, textes))
    except (ValueError, OverflowError):
        return canoniser(colonne, textes)
    return nombres if list(map(str, nombres)) == textes else canoniser(colonne, textes)


def ajouter(session: Session, declaration_id: int, saisie: Mapping[str, object]) -> LigneDeclaration:
    """Add one line typed in the browser, after the last; return it, without committing."""
    dernier = session.scalar(select(func.max(TABLE.c.rang)).where(TABLE.c.declaration_id == declaration_id))
    ligne = LigneDeclaration(declaration_id=declaration_id, rang=(dernier or 0) + 1)
    changer(ligne, saisie)
    session.add(ligne)
    return ligne


def changer(ligne: LigneDeclaration, saisie: Mapping[str, object]) -> None:
    """Write what was typed on a line, cell by cell, as canonical text; cells not named stay."""
    for cle in CLES:
        if cle in saisie:
            setattr(ligne, cle, canonique(cle, saisie[cle]))


def canonique(cle: str, saisie: object) -> str:
    """Return what was typed in a cell as it is kept: canonical text."""
    return str(canoniser(FORMAT.par_cle[cle], [saisie or ""])[0])


def copier(session: Session, source_id: int, declaration_id: int) -> None:
    """Start a declaration from the lines of another, contributions left to us."""
    reprises = [cle for cle in CLES if cle not in ("rp", "pf", "pv", "amu")]
    requete = (
        select(TABLE.c.rang, *(TABLE.c[cle] for cle in reprises))
        .where(TABLE.c.declaration_id == source_id)
        .order_by(TABLE.c.rang)
    )
    rangees = session.execute(requete).all()
    par_lots.inserer(
        session,
        TABLE,
        ("declaration_id", "rang", *reprises, "rp", "pf", "pv", "amu"),
        ((declaration_id, *rangee, "", "", "", "") for rangee in rangees),
    )


def commencer(session: Session, declaration_id: int, precedentes: Iterable[Precedente]) -> None:
    """Start a new month from the workers of the last declaration, as the model workbook does."""
    lignes = LignesDNR.saisies(precedente._asdict() for precedente in precedentes)
    remplacer(session, declaration_id, lignes)


def noms_par_ligne(session: Session, declaration_id: int, lignes: set[int]) -> dict[int, str]:
    """Return who the lines of a declaration are about, by the number of the line; no line, no query."""
    if not lignes:
        return {}
    t = LigneDeclaration
    requete = select(t.rang, t.nom, t.prenoms).where(t.declaration_id == declaration_id, t.rang.in_(lignes))
    return {rang: f"{nom} {prenoms}".strip() for rang, nom, prenoms in session.execute(requete)}


def page(session: Session, declaration_id: int, numero: int, cherche: str):
    """Return the lines of a page (from 1) that hold every word of `cherche`, and how many in all.

    Any order and no accent will do, and part of a number: lines are folded here, so that both databases find
    the same ones.
    """
    if len(cherche) > CHERCHE_MAX:
        return [], 0
    requete = select(LigneDeclaration).where(LigneDeclaration.declaration_id == declaration_id)
    avant = (min(numero, 10_000) - 1) * PAR_PAGE
    if cherche:
        rangs = _rangs_trouves(session, declaration_id, noms.cherches(cherche))
        requete = requete.where(LigneDeclaration.rang.in_(rangs[avant : avant + PAR_PAGE]))
        return session.scalars(requete.order_by(LigneDeclaration.rang)).all(), len(rangs)
    total = session.scalar(select(func.count()).select_from(requete.subquery()))
    lignes = session.scalars(requete.order_by(LigneDeclaration.rang).limit(PAR_PAGE).offset(avant))
    return lignes.all(), total


def _rangs_trouves(session: Session, declaration_id: int, mots: list[str]) -> Sequence[int]:
    """Return the numbers of the lines that hold all the words; all folded at once, for speed."""
    if not mots:
        return []
    requete = select(TABLE.c.rang, *(TABLE.c[cle] for cle in CHERCHEES)).order_by(TABLE.c.rang)
    rangs, *cellules = par_lots.en_colonnes(session, requete.where(TABLE.c.declaration_id == declaration_id))
    plies = noms.plier(_FIN.join(map(" ".join, zip(*cellules, strict=True)))).split(_FIN)
    return [rang for rang, pli in zip(rangs, plies, strict=True) if all(mot in pli for mot in mots)]
