"""The agents' work: one inbox, one page to examine, decisions taken once whoever clicks."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.cotisations import cotisant
from app.demandes.etats import Statut
from app.models import Declaration, Demande, Evenement, LigneCarriere, Operation
from app.regles import mois
from tests.outils import petit_togo
from tests.outils.dnr import commencer, confirmer_tout, soumettre, texte

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def pk(scierie) -> int:
    """A declaration of the last month, sent."""
    cle = commencer(scierie)
    scierie.post(f"/employeur/dnr/{cle}/lignes/", data={"remuneration-4": "900000"})
    confirmer_tout(scierie, cle)
    soumettre(scierie, cle)
    return cle


@pytest.fixture
def declaration(session, pk):
    """Return the declaration as it is now."""
    return lambda: session.get(Declaration, pk, populate_existing=True)


def decider(navigateur, pk: int, nom: str, motif: str = "") -> str:
    """Press a button of the agent's page and return what follows."""
    url = f"/agent/demandes/{pk}/{nom}"
    return texte(navigateur.post(url, data={"motif": motif}, follow_redirects=True))


def inscrites(session, pk: int) -> tuple[int, int]:
    """Return how many career lines and operations a declaration booked."""
    sources = (LigneCarriere.declaration_id, Operation.demande_id)
    return tuple(session.scalar(select(func.count()).where(source == pk)) for source in sources)


def test_what_waits_is_in_the_inbox_with_its_employer(agent, pk, declaration):
    page = texte(agent.get("/agent/demandes/"))
    assert declaration().numero in page
    assert "Scierie de Kpalimé SARL" in page


def test_a_draft_is_nobody_s_business_but_its_author_s(agent, scierie, session):
    cle = commencer(scierie)
    assert "Rien n’attend" in texte(agent.get("/agent/demandes/"))
    for suite in ("", "/lignes/", "/declaration.pdf", "/recepisse.pdf"):
        assert agent.get(f"/agent/demandes/{cle}{suite}").status_code == 404
    assert agent.post(f"/agent/demandes/{cle}/prendre_en_charge").status_code == 404


def test_what_is_decided_leaves_the_inbox_and_stays_among_all_requests(agent, pk, declaration):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "rejeter", "Doublon.")
    assert declaration().numero not in texte(agent.get("/agent/demandes/"))
    assert declaration().numero in texte(agent.get("/agent/dossiers/"))


def test_the_page_shows_totals_anomalies_and_the_lines(agent, pk):
    page = texte(agent.get(f"/agent/demandes/{pk}"))
    assert "La rémunération passe de" in page
    lignes = texte(agent.get(f"/agent/demandes/{pk}/lignes/"))
    assert "AGBEKO" in lignes
    assert 'name="jours-' not in agent.get(f"/agent/demandes/{pk}/lignes/").text


def test_its_papers_open(agent, pk):
    for papier in ("declaration.pdf", "recepisse.pdf"):
        assert agent.get(f"/agent/demandes/{pk}/{papier}").data.startswith(b"%PDF")
    assert agent.get(f"/agent/demandes/{pk}/quitus.pdf").status_code == 404


def test_from_taking_in_charge_to_acceptance_accounts_are_booked_once(session, agent, pk, declaration):
    decider(agent, pk, "prendre_en_charge")
    assert inscrites(session, pk) == (0, 0)
    assert "acceptée" in decider(agent, pk, "accepter")
    assert declaration().statut is Statut.acceptee
    assert inscrites(session, pk) == (4, 1)


def test_accepting_twice_is_told_and_books_nothing_more(session, agent, pk):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "accepter")
    assert "Cette demande est maintenant « Acceptée »" in decider(agent, pk, "accepter")
    assert inscrites(session, pk) == (4, 1)


def test_the_second_of_two_agents_is_told_that_it_is_done(session, agent, pk, connecter, declaration):
    collegue = connecter("collegue@essai.tg")
    decider(agent, pk, "prendre_en_charge")
    assert "maintenant « En instruction »" in decider(collegue, pk, "prendre_en_charge")
    assert declaration().agent_id == petit_togo.acteur(session, "agent@essai.tg").utilisateur_id


def test_accepted_by_one_and_rejected_by_the_other_is_accepted(session, agent, pk, connecter, declaration):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "accepter")
    assert "maintenant « Acceptée »" in decider(connecter("collegue@essai.tg"), pk, "rejeter", "Trop tard.")
    assert declaration().statut is Statut.acceptee


def test_a_complement_goes_back_to_the_employer_with_its_reason_and_returns(
    session, agent, scierie, pk, declaration
):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "demander_complement", "Vérifiez la paie de Têvi.")
    assert "modifiez la demande, puis renvoyez-la. Motif : « Vérifiez la paie de Têvi. »" in texte(
        scierie.get(f"/employeur/dnr/{pk}")
    )
    assert "Un complément est demandé : la demande reviendra une fois complétée. Motif" in texte(
        agent.get(f"/agent/demandes/{pk}")
    )
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"remuneration-4": "218000"})
    numero = declaration().numero
    assert "Envoyée" in texte(soumettre(scierie, pk))
    assert (declaration().statut, declaration().numero) == (Statut.soumise, numero)
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "accepter")
    assert inscrites(session, pk) == (4, 1)


@pytest.mark.parametrize("nom", ["rejeter", "demander_complement"])
@pytest.mark.parametrize("motif", ["", "   "])
def test_a_decision_against_needs_its_reason(agent, pk, declaration, nom, motif):
    decider(agent, pk, "prendre_en_charge")
    assert "Écrivez le motif" in decider(agent, pk, nom, motif)
    assert declaration().statut is Statut.en_instruction


def test_a_rejection_shows_its_reason_to_the_employer_and_books_nothing(session, agent, scierie, pk):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "rejeter", "Paie <b>incomplète</b>.")
    page = scierie.get(f"/employeur/dnr/{pk}")
    assert "Paie &lt;b&gt;incomplète&lt;/b&gt;." in page.text
    assert inscrites(session, pk) == (0, 0)


@pytest.mark.parametrize("motif", ["é" * 10_000, "🌴", "a\x00b", "=HYPERLINK(1)"])
def test_no_reason_breaks_the_decision(agent, pk, motif):
    decider(agent, pk, "prendre_en_charge")
    reponse = agent.post(f"/agent/demandes/{pk}/rejeter", data={"motif": motif})
    assert reponse.status_code in (302, 400)
    assert agent.get(f"/agent/demandes/{pk}").status_code == 200


def test_after_a_rejection_the_month_is_declared_anew(agent, scierie, pk):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "rejeter", "Refaites.")
    assert 'href="/employeur/dnr/nouvelle"' in scierie.get(f"/employeur/dnr/{pk}").text
    assert commencer(scierie) != pk


def test_a_failure_in_the_middle_of_the_acceptance_leaves_everything_as_it_was(
    session, agent, pk, declaration, monkeypatch
):
    decider(agent, pk, "prendre_en_charge")

    def tomber(*_):
        raise RuntimeError("panne")

    monkeypatch.setattr(cotisant, "passer", tomber)
    with pytest.raises(RuntimeError):
        agent.post(f"/agent/demandes/{pk}/accepter")
    assert declaration().statut is Statut.en_instruction
    assert inscrites(session, pk) == (0, 0)
    assert session.scalar(select(func.count(Evenement.id)).where(Evenement.demande_id == pk)) == 2
    monkeypatch.undo()
    decider(agent, pk, "accepter")
    assert inscrites(session, pk) == (4, 1)


def test_an_agent_does_not_send_or_cancel_for_the_employer(agent, pk, declaration):
    for nom in ("soumettre", "annuler"):
        assert "Cette action ne vous est pas ouverte" in decider(agent, pk, nom)
    assert declaration().statut is Statut.soumise


def test_the_supervisor_decides_too_and_the_administrator_does_not(connecter, pk):
    assert "en instruction" in decider(connecter("superviseur@essai.tg"), pk, "prendre_en_charge").lower()
    assert connecter("admin@essai.tg").get(f"/agent/demandes/{pk}").status_code == 403


def test_a_correction_supersedes_and_the_insured_reads_which_line_counts(
    session, agent, scierie, pk, connecter
):
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "accepter")
    correction = commencer(scierie)
    scierie.post(f"/employeur/dnr/{correction}/lignes/", data={"remuneration-1": "171717"})
    confirmer_tout(scierie, correction)
    soumettre(scierie, correction)
    decider(agent, correction, "prendre_en_charge")
    decider(agent, correction, "accepter")
    compte = texte(connecter("essi@essai.tg").get("/assure/compte-individuel/?tri=periode:desc"))
    assert "171 717" in compte.replace("\u202f", " ").replace("\xa0", " ")
    assert "Remplacée" in compte
    assert inscrites(session, pk) == (4, 1)


def test_the_inbox_says_what_month_a_declaration_is_of_and_how_long_it_waits(agent, session, declaration, pk):
    depuis = declaration().soumise_le - timedelta(days=3)
    session.execute(update(Demande).where(Demande.id == pk).values(soumise_le=depuis))
    session.commit()
    page = texte(agent.get("/agent/demandes/"))
    assert mois.libelle(petit_togo.DERNIER) in page
    assert "3 jours" in page.replace("\u00a0", " ")


def test_the_page_of_a_declaration_shows_its_totals_once(agent, pk):
    page = texte(agent.get(f"/agent/demandes/{pk}"))
    assert page.count("Masse salariale") == 1
    assert page.count("Effectif") == 0


def test_a_reason_left_out_is_asked_for_beside_its_field(agent, pk):
    agent.post(f"/agent/demandes/{pk}/prendre_en_charge")
    page = agent.post(f"/agent/demandes/{pk}/rejeter", data={"motif": " "}, follow_redirects=True).text
    assert re.search(r'id="motif-rejeter-erreur">.*Écrivez le motif', page)
    assert re.search(r'aria-describedby="[^"]*motif-rejeter-erreur"', page)
    assert "motif-demander_complement-erreur" not in page
