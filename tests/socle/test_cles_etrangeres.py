"""Links of lines written by the hundred thousand hold from both sides, on either database."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import Assure, Declaration, LigneCarriere, LigneDeclaration
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.outils import petit_togo
from tests.outils.petit_togo import DERNIER

pytestmark = pytest.mark.petit_togo
INCONNUE = 987_654_321
CARRIERE, LIGNE = LigneCarriere.__table__, LigneDeclaration.__table__
DECLARATION, ASSURE = Declaration.__table__, Assure.__table__


def une_ligne(session) -> dict:
    """Return a booked line's columns but its key, as the database holds them."""
    ligne = session.execute(select(CARRIERE).limit(1)).mappings().one()
    return {nom: valeur for nom, valeur in ligne.items() if nom != "id"}


@pytest.mark.parametrize("colonne", ["assure_id", "declaration_id", "remplacee_par_id"])
def test_no_line_is_booked_that_leads_nowhere(session, colonne):
    lignes = [une_ligne(session), une_ligne(session) | {colonne: INCONNUE}]
    with pytest.raises(IntegrityError):
        session.execute(insert(CARRIERE), lignes)


def test_no_booked_line_is_turned_to_nowhere(session):
    with pytest.raises(IntegrityError):
        session.execute(update(CARRIERE).values(remplacee_par_id=INCONNUE))


def test_no_line_is_stored_for_a_declaration_that_does_not_exist(session):
    with pytest.raises(IntegrityError):
        session.execute(insert(LIGNE).values(declaration_id=INCONNUE, rang=1))


@pytest.mark.parametrize(("table", "colonne"), [(ASSURE, "assure_id"), (DECLARATION, "declaration_id")])
def test_what_booked_lines_lead_to_is_not_deleted(session, table, colonne):
    with pytest.raises(IntegrityError):
        session.execute(delete(table).where(table.c.id == une_ligne(session)[colonne]))


def test_a_declaration_without_a_line_is_deleted(session):
    declaration = petit_togo.brouillon(session, periode=DERNIER)
    session.execute(delete(LIGNE).where(LIGNE.c.declaration_id == declaration.id))
    assert session.execute(delete(DECLARATION).where(DECLARATION.c.id == declaration.id)).rowcount == 1


@pytest.fixture
def deux(app_a_part):
    """Two connections to a base where one declaration has no line, and its key."""
    with app_a_part.app_context(), acces.systeme("tests"), Session(db.engine) as session:
        declaration = petit_togo.brouillon(session, periode=DERNIER)
        session.execute(delete(LIGNE).where(LIGNE.c.declaration_id == declaration.id))
        session.commit()
        with db.engine.connect() as une, db.engine.connect() as autre:
            yield une, autre, declaration.id


def ensuite(premier, travail) -> Exception | None:
    """Start `travail` while `premier` is not committed, commit it, return how `travail` failed."""
    with ThreadPoolExecutor(1) as a_cote:
        futur = a_cote.submit(travail)
        sleep(0.3)
        premier.commit()
        return futur.exception()


def test_a_line_written_while_its_declaration_goes_is_refused(deux):
    une, autre, cle = deux
    une.execute(delete(DECLARATION).where(DECLARATION.c.id == cle))
    refus = ensuite(une, lambda: autre.execute(insert(LIGNE).values(declaration_id=cle, rang=1)))
    assert isinstance(refus, IntegrityError)


def test_a_declaration_that_goes_while_a_line_is_written_stays(deux):
    une, autre, cle = deux
    une.execute(insert(LIGNE).values(declaration_id=cle, rang=1))
    refus = ensuite(une, lambda: autre.execute(delete(DECLARATION).where(DECLARATION.c.id == cle)))
    assert isinstance(refus, IntegrityError)
