"""What the fund knows when it checks a declaration: the register, the last lines, other employers."""

from contextlib import suppress

import pytest

from app.models import Declaration
from app.regles import mois
from app.services.dnr import contexte, controler, declarer, lignes_en_base
from app.services.dnr.lignes import LignesDNR
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.outils import petit_togo
from tests.outils.connexions import PATIENCE, a_cote_en_retard
from tests.outils.petit_togo import AUBERGE, DERNIER, PERSONNES, SCIERIE

pytestmark = pytest.mark.petit_togo


def rassembler(session, *numeros: str, periode: int = DERNIER, employeur: str = SCIERIE):
    """Return what is known of lines that hold these numbers."""
    qui = petit_togo.employeur(session, employeur)
    projet = Declaration(employeur_id=qui.id, periode=periode)
    with contexte.rassembler(session, projet, qui, saisies(*numeros)) as faits:
        return faits


def saisies(*numeros: str) -> LignesDNR:
    """Return lines that hold these numbers."""
    return LignesDNR.saisies(petit_togo.saisie(numero, "X", "Y", 60_000) for numero in numeros)


def test_the_register_gives_the_insured_of_the_file_and_no_other(session):
    faits = rassembler(session, "0012345678", "0099999999")
    assert list(faits.registre) == ["0012345678"]
    assert faits.registre["0012345678"].nom == "AGBEKO"


def test_a_number_typed_without_its_leading_zeros_is_found(session):
    faits = rassembler(session, "12345678")
    assert faits.alias == {"12345678": "0012345678"}
    assert faits.registre["0012345678"].prenoms == "Essi Mawuena"


def test_a_short_number_that_two_insured_could_bear_is_found_for_neither(session):
    from app.models import Assure, Sexe

    for numero in ("07777777", "007777777"):
        session.add(
            Assure(
                numero=numero,
                nom="A",
                prenoms="B",
                nom_cle="A",
                prenoms_cle="B",
                naissance_le=mois.premier_jour(198001),
                sexe=Sexe.feminin,
            )
        )
    session.flush()
    assert rassembler(session, "7777777").alias == {}


def test_a_first_declaration_is_compared_with_the_last_accepted_before_its_month(session):
    avant = rassembler(session, "0012345678").precedentes["0012345678", 1]
    assert avant.remuneration == PERSONNES[SCIERIE][0][3] + 6 * 1_100


def test_a_month_with_a_hole_before_it_is_compared_with_the_one_before_the_hole(app, session):
    with app.app_context():
        courant = rassembler(session, "0012345678", periode=mois.plus(DERNIER, 1))
    assert courant.precedentes["0012345678", 1].remuneration == PERSONNES[SCIERIE][0][3] + 6 * 1_100


def test_the_very_first_declaration_is_compared_with_nothing(session):
    assert rassembler(session, "0012345678", periode=petit_togo.PREMIER).precedentes == {}


def test_a_correction_is_compared_with_what_it_corrects(app, session):
    with app.app_context():
        correction = petit_togo.brouillon(session, periode=petit_togo.PREMIER)
    assert contexte.precedente_de(session, correction) == correction.rectifie_id


def test_another_employer_s_month_is_known_by_number_alone(session):
    passe = mois.plus(DERNIER, -1)
    ailleurs = rassembler(session, "0012345678", "0056789012", periode=passe, employeur=AUBERGE).ailleurs
    assert list(ailleurs()) == ["0012345678"]


def test_a_worker_found_under_two_spellings_counts_as_declared_elsewhere_once(session):
    passe = mois.plus(DERNIER, -1)
    faits = rassembler(session, "0012345678", "12345678", periode=passe, employeur=AUBERGE)
    assert list(faits.ailleurs()) == ["0012345678"]


def jamais(examen):
    raise ArithmeticError


@pytest.mark.parametrize("controles", [(), (jamais,)], ids=["asks for nothing", "fails"])
def test_a_check_that_ends_before_others_are_known_gives_its_connection_back_when_it_is_free(
    app_a_part, monkeypatch, occupees, controles
):
    monkeypatch.setattr(controler, "CONTROLES", controles)
    with app_a_part.app_context(), acces.systeme("tests"), a_cote_en_retard(db.engine) as partie:
        projet = Declaration(employeur=petit_togo.employeur(db.session), periode=DERNIER)
        with suppress(ArithmeticError):
            declarer.verifier(db.session, projet, saisies("0012345678"))
        assert partie.wait(PATIENCE)
        db.session.remove()
        assert occupees == []


def test_an_accepted_declaration_of_no_line_kept_is_compared_with_nothing_and_does_not_fail(app, session):
    with app.app_context():
        declaration = petit_togo.brouillon(session)
        lignes_en_base.remplacer(session, contexte.precedente_de(session, declaration), LignesDNR.saisies([]))
    assert contexte.precedentes(session, declaration) == []
