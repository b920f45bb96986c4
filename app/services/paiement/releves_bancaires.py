"""Statements of the fund's banks, each bank's columns under its own names, imported once.

A line is known by what it says and its rank among the lines that say the same: a statement imported again, or
one that overlaps another, adds only what is new.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.paiement.lecture_releve import Correspondance, CreditLu, lire
from app.services.paiement.tables import Banque, LigneReleve, ReleveBancaire
from app.socle import par_lots

COLONNES = ("releve_id", "banque_id", "empreinte", "le", "reference", "libelle", "montant")


def correspondance(banque: Banque) -> Correspondance:
    """Return how a bank writes its statements, as it was kept."""
    return Correspondance(**(banque.correspondance or {}))


def importer(
    session: Session, banque: Banque, nom: str, contenu: bytes, par_id: int | None
) -> ReleveBancaire:
    """Keep the new credits of a statement and return it; the same file again returns the one already there.

    Does not commit. Raises ReleveIllisible.
    """
    if (releve := connu(session, banque, contenu)) is not None:
        return releve
    empreintes = dict(_empreintes(lire(contenu, correspondance(banque))))
    t = LigneReleve.__table__
    colonnes = [t.c.banque_id, t.c.empreinte]
    with par_lots.joindre(session, colonnes, t.c.empreinte, list(empreintes)) as connues:
        for banque_id, empreinte in connues:
            if banque_id == banque.id:
                empreintes.pop(empreinte)
    releve = ReleveBancaire(
        banque=banque, sha256=_sha256(contenu), nom=nom[:160], lignes=len(empreintes), par_id=par_id
    )
    session.add(releve)
    session.flush()
    lignes = (
        (releve.id, banque.id, empreinte, c.le.isoformat(), c.reference, c.libelle, c.montant)
        for empreinte, c in empreintes.items()
    )
    par_lots.inserer(session, t, COLONNES, lignes)
    return releve


def connu(session: Session, banque: Banque, contenu: bytes) -> ReleveBancaire | None:
    """Return the statement already imported from this very file, or None."""
    meme = (ReleveBancaire.banque_id == banque.id, ReleveBancaire.sha256 == _sha256(contenu))
    return session.scalars(select(ReleveBancaire).where(*meme)).one_or_none()


def _sha256(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def _empreintes(credits_: list[CreditLu]) -> Iterator[tuple[str, CreditLu]]:
    """Yield each credit under its fingerprint."""
    rangs: Counter[CreditLu] = Counter()
    for credit in credits_:
        rangs[credit] += 1
        dit = "\x1f".join((credit.le.isoformat(), *map(str, credit[1:]), str(rangs[credit])))
        yield hashlib.sha256(dit.encode()).hexdigest(), credit
