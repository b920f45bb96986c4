"""What the fund's staff do on their screens, said for the screens that do not say it themselves.

Two doors see everything: each page that shows a member of the staff somebody's rows leaves a line before it
is sent, and each transaction of theirs that writes something leaves one with what it wrote. A screen says
better by itself (`notes.noter`), and is then left alone; one added tomorrow says nothing and is told of all
the same.
"""

from functools import lru_cache
from typing import Any

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from app.generateur import sorties
from app.generateur.adaptateur import Model
from app.generateur.ecrans.espace import ECRANS, DansUnEspace
from app.generateur.sorties import Sortie
from app.journal.notes import attend, deja_dit, deja_lu, noter
from app.journal.sujets import Sujet, nommer
from app.journal.tables import Fait
from app.socle.acces import a_portee, classes
from app.socle.base_de_donnees import db, transaction
from app.socle.droits import CHEZ_SOI

HTML = "text/html"
GESTES = {
    "add": Fait.ajoute,
    "edit": Fait.modifie,
    "supprimer": Fait.supprime,
    "retirer": Fait.supprime,
    "confirmer": Fait.confirme,
    "accorder": Fait.decide,
    "annuler": Fait.decide,
    "revoquer": Fait.decide,
    "publier": Fait.publie,
    "publication": Fait.publie,
    "message": Fait.depose,
}
"""What a route that writes does, by its name; any other changes something."""


def ecran_de_la_caisse() -> type[DansUnEspace] | None:
    """Return the screen of the fund's staff that serves the request; None for any other page."""
    nom = (request.endpoint or "").partition(".")[0]
    ecran = next(iter(ECRANS.de(nom)), None)
    if ecran is None or not issubclass(ecran, DansUnEspace):
        return None
    return ecran if ecran.espace and ecran.espace not in CHEZ_SOI else None


def installer(app: Flask) -> None:
    """Have the pages of `app` that show somebody's rows leave their line, and the files that take some."""
    app.after_request(_noter_la_page)
    sorties.notees_par(app, _noter_l_export)


def _noter_l_export(session: Session, sortie: Sortie) -> None:
    """Write down that other people's rows leave, why, and which."""
    details = {
        "filtres": dict(sortie.filtres),
        "lignes": sortie.lignes,
        "colonnes": list(sortie.colonnes),
        "forme": sortie.forme,
    }
    quoi = f"Export de « {sortie.titre} »"
    noter(session, Fait.exporte, quoi, pourquoi=sortie.motif, details=details)


def _noter_la_page(reponse: Response) -> Response:
    """Write down that a page shows somebody's rows, before it is sent: what cannot be noted is not shown."""
    ecran = ecran_de_la_caisse() if request.method == "GET" and reponse.status_code == 200 else None
    modele = getattr(ecran, "modele", None)
    if ecran is None or modele is None or deja_dit() or not a_portee(modele):
        return reponse
    lecture = _lecture(ecran, modele, reponse.mimetype == HTML)
    if not deja_lu(db.session, *lecture):
        with transaction(db.session) as session:
            fait, quoi, sujet = lecture
            noter(session, fait, quoi, sur=sujet)
    return reponse


def _lecture(ecran: type[DansUnEspace], modele: Any, a_l_ecran: bool) -> tuple[Fait, str, Sujet]:
    """Return what the page at hand shows: how, what, of whom."""
    fonction, arguments = _fonction(), request.view_args or {}
    if "pk" not in arguments:
        fait = Fait.exporte if fonction == "exporter" else Fait.lit
        return fait, f"Liste « {ecran.titre} »", Sujet(sorte=modele.__tablename__)
    ligne = db.session.get(modele, arguments["pk"])
    sujet = nommer(ligne) if ligne else Sujet(modele.__tablename__, arguments["pk"])
    nom = sujet.libelle if fonction == "show" or not a_l_ecran else ""
    papier = "" if a_l_ecran else f", {request.path.rpartition('/')[2]}"
    return (Fait.ouvre if a_l_ecran else Fait.lit), f"{nom or ecran.titre}{papier}", sujet


def _fonction() -> str:
    return (request.endpoint or "").rpartition(".")[2]


@event.listens_for(Session, "after_flush")
def _relever_les_lignes(session: Session, _contexte: object) -> None:
    """Remember the rows that a request writes."""
    if has_request_context():
        lignes = (
            *session.new,
            *(ligne for ligne in session.dirty if session.is_modified(ligne)),
            *session.deleted,
        )
        _ecrits(session).extend(ligne for ligne in lignes if ligne.__tablename__ not in _a_part())


@event.listens_for(Session, "do_orm_execute")
def _relever_les_ordres(etat: ORMExecuteState) -> None:
    """Remember that a request writes by a statement."""
    if not has_request_context() or not (etat.is_insert or etat.is_update or etat.is_delete):
        return
    table = getattr(etat.statement, "table", None)
    if table is not None and table.name not in _a_part():
        _ecrits(etat.session).append(None)


def _ecrits(session: Session) -> list[Model | None]:
    """Return the rows that the transaction at hand wrote, None for what a statement wrote."""
    ecrits: list[Model | None] = session.info.setdefault("ecrits", [])
    return ecrits


@lru_cache(maxsize=1)
def _a_part() -> frozenset[str]:
    """Return the tables that the portal keeps for itself, of which the journal does not speak."""
    return frozenset(c.__tablename__ for c in classes(Model) if getattr(c, "hors_journal", False))


@event.listens_for(Session, "before_commit", insert=True)
def _dire_ce_qui_s_ecrit(session: Session) -> None:
    """Say what the staff's screen at hand wrote, unless it says so itself."""
    if not has_request_context() or request.method == "GET" or session.in_nested_transaction():
        return
    ecran = ecran_de_la_caisse()
    session.flush()
    ecrits = session.info.pop("ecrits", [])
    if ecran is None or not ecrits or attend(session):
        return
    ligne = _visee(session, ecran, ecrits)
    sujet, geste = nommer(ligne) if ligne else Sujet(), _fonction()
    noter(
        session,
        GESTES.get(geste, Fait.modifie),
        sujet.libelle or ecran.titre,
        sur=sujet,
        pourquoi=request.form.get("motif", ""),
        details=None if geste in GESTES else {"geste": geste},
    )


def _visee(session: Session, ecran: type[DansUnEspace], ecrits: list[Model | None]) -> Model | None:
    """Return the row that a screen wrote: that of its address, else one of its model, else any."""
    modele: type[Model] | None = getattr(ecran, "modele", None)
    cle = (request.view_args or {}).get("pk")
    lignes = [ligne for ligne in ecrits if ligne is not None]
    de_l_ecran = [ligne for ligne in lignes if modele and isinstance(ligne, modele)]
    if modele and cle is not None:
        connues = (ligne for ligne in de_l_ecran if ligne.id == cle)
        return next(connues, None) or session.get(modele, cle)
    return next(iter([*de_l_ecran, *lignes]), None)


@event.listens_for(Session, "after_transaction_end")
def _finir(session: Session, transaction: SessionTransaction) -> None:
    """Leave nothing for the next transaction."""
    if transaction.parent is None:
        session.info.pop("ecrits", None)
