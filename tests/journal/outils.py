"""Lines to forge, and what the journal says of them."""

from sqlalchemy import text

from app.journal.chaine import COLONNES, ORIGINE, date_ecrite, sceller
from app.journal.notes import noter
from app.journal.tables import Fait, LigneDuJournal, PointDeControle
from app.journal.verifier import verifier
from app.socle.base_de_donnees import db, transaction


def ecrire(session, combien: int = 1, quoi: str = "Dossier") -> None:
    """Note so many facts, each in a transaction of its own."""
    for rang in range(combien):
        with transaction(session):
            noter(session, Fait.ouvre, f"{quoi} {rang}", details={"rang": rang})


def toutes(session) -> list[LigneDuJournal]:
    """Return the lines, the first first."""
    session.expire_all()
    return session.query(LigneDuJournal).order_by(LigneDuJournal.id).all()


def faute(session) -> str:
    """Return what reading the journal again finds wrong; empty when it holds."""
    session.rollback()
    return verifier(session).faute.replace("\u202f", " ").replace("\u00a0", " ")


def forcer(session, moteur: str, *ordres: str) -> None:
    """Do to the journal what its triggers refuse, as who owns the machine can."""
    session.rollback()
    tables = (LigneDuJournal.__tablename__, PointDeControle.__tablename__)
    with db.engine.begin() as connexion:
        for table in tables:
            if moteur == "postgresql":
                connexion.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_inalterable"))
            else:
                for quand in ("update", "delete"):
                    connexion.execute(text(f"DROP TRIGGER IF EXISTS {table}_refuse_{quand}"))
        for ordre in ordres:
            connexion.execute(text(ordre))


def echanger(un: int, autre: int) -> tuple[str, ...]:
    """Return the statements that exchange two lines."""
    return tuple(
        f"UPDATE journal SET rang = {vers} WHERE rang = {de}"
        for de, vers in ((un, 0), (autre, un), (0, autre))
    )


def resceller(session, moteur: str, depuis: int) -> None:
    """Compute the chain again from a line on, as a forger who knows its form does."""
    lignes = session.execute(COLONNES.rang.table.select().order_by(COLONNES.rang)).mappings().all()
    precedent, ordres = ORIGINE, []
    for ligne in lignes:
        neuve = dict(ligne) | {"le": date_ecrite(ligne["le"]), "fait": ligne["fait"].name}
        neuve["precedent"] = precedent
        precedent = sceller(neuve)
        if ligne["rang"] >= depuis:
            ordres.append(
                f"UPDATE journal SET precedent = '{neuve['precedent']}', empreinte = '{precedent}' "
                f"WHERE rang = {ligne['rang']}"
            )
    forcer(session, moteur, *ordres)
