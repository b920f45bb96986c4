"""An employer asks to be let off surcharges; a supervisor grants all, part or nothing, with a reason."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.cotisations import cotisant, remises
from app.demandes.etats import Statut
from app.models import Cause, DemandeRemise, Operation
from app.regles import mois
from app.regles.francais import francs
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.interets import AGIT, mandater
from tests.outils.petit_togo import AUBERGE, PREMIER
from tests.outils.services import confirmer, texte

pytestmark = pytest.mark.petit_togo
DEMANDES, REPONDRE = "/employeur/remises-de-majorations", "/supervision/remises-de-majorations/demandes"
RAISON, MOTIF = "Le siège a été inondé.", "Inondation constatée par huissier."


def demander(navigateur, fin: int = mois.plus(PREMIER, 1)):
    """Ask to be let off from the first month to `fin`; return the page that follows, the form if refused."""
    champs = {"periode_debut": mois.iso(PREMIER), "periode_fin": mois.iso(fin), "raison": RAISON}
    reponse = navigateur.post(f"{DEMANDES}/nouvelle", data=champs)
    if reponse.status_code == 422:
        return reponse
    pk = reponse.headers["Location"].split("/")[-2]
    return navigateur.post(f"{DEMANDES}/{pk}/soumettre", follow_redirects=True)


@pytest.fixture
def demande(session, auberge) -> DemandeRemise:
    """A request of the inn about its first two months."""
    demander(auberge)
    return session.scalars(select(DemandeRemise)).one()


def repondre(navigateur, pk: int, **champs):
    """Answer a request: a part where an amount is given, all otherwise."""
    part = "partie" if "montant" in champs else "tout"
    donnees = {"part": part, "montant": "", "motif": MOTIF} | champs
    return navigateur.post(f"{REPONDRE}/{pk}", data=donnees, follow_redirects=True)


def dues(session, fin: int = mois.plus(PREMIER, 1)) -> dict[int, int]:
    """Return the surcharges of the inn to the month `fin`."""
    toutes = remises.dues(session, petit_togo.employeur(session, AUBERGE), aujourd_hui())
    return {p: du for p, du in toutes.items() if p <= fin}


def lettre(navigateur, pk: int) -> str:
    reponse = navigateur.get(f"/employeur/dossier/{pk}/decision.pdf")
    pages = PdfReader(io.BytesIO(reponse.data)).pages
    return " ".join(page.extract_text() for page in pages).replace("\xa0", " ")


def test_the_form_opens_on_the_months_whose_surcharges_are_owed(session, auberge):
    assert f'value="{mois.iso(min(dues(session, 999912)))}"' in auberge.get(f"{DEMANDES}/nouvelle").text


def test_all_is_let_off_where_all_is_chosen(session, auberge, superviseur, agent, demande):
    avant, du = cotisant.solde(session, demande.employeur_id), sum(dues(session).values())
    assert "Une autre personne doit confirmer" in texte(repondre(superviseur, demande.id))
    assert dues(session)
    page = confirmer(agent, session)
    session.expire_all()
    assert (demande.statut, demande.accorde) == (Statut.acceptee, du), page
    assert dues(session) == {}
    assert cotisant.solde(session, demande.employeur_id) <= avant
    assert f"Remise accordée : {francs(du)}" in lettre(auberge, demande.id)
    assert MOTIF in texte(auberge.get("/employeur/compte-cotisant/pourquoi"))


def test_a_part_goes_to_the_oldest_month_first(session, superviseur, agent, demande):
    premiere, seconde = dues(session).values()
    repondre(superviseur, demande.id, montant=str(premiere + 1))
    confirmer(agent, session)
    assert list(dues(session).values()) == [seconde - 1]
    operations = session.scalars(select(Operation).where(Operation.cause == Cause.remise)).all()
    assert {o.demande_id for o in operations} == {demande.id}


@pytest.mark.parametrize("montant", ["0", "999 999 999"])
def test_an_amount_out_of_bounds_is_refused_beside_it_and_decides_nothing(
    session, superviseur, demande, montant
):
    page = repondre(superviseur, demande.id, montant=montant)
    assert "la remise va de 1 F à ce montant" in texte(page)
    session.expire_all()
    assert (demande.statut, demande.accorde) == (Statut.soumise, None)


@pytest.mark.parametrize(
    ("oubli", "message"),
    [
        ({"part": ""}, "Choisissez la totalité ou une partie"),
        ({"montant": ""}, "Écrivez le montant que vous remettez"),
        ({"part": "tout", "montant": "1 000"}, "Ce n’est pas la totalité"),
    ],
)
def test_nothing_is_let_off_by_an_omission_or_a_contradiction(session, superviseur, demande, oubli, message):
    page = repondre(superviseur, demande.id, **oubli)
    assert page.status_code == 422
    assert message in texte(page)
    session.expire_all()
    assert (demande.statut, demande.accorde) == (Statut.soumise, None)


def test_a_refusal_asks_for_no_amount(session, superviseur, demande):
    repondre(superviseur, demande.id, refuser="oui", part="")
    session.expire_all()
    assert demande.statut is Statut.rejetee


def test_a_refusal_reaches_the_employer_with_its_reason(session, auberge, superviseur, demande):
    avant = dues(session)
    repondre(superviseur, demande.id, refuser="oui", motif="Troisième retard de l’année.")
    assert "Troisième retard de l’année." in texte(auberge.get(f"{DEMANDES}/{demande.id}"))
    assert "Troisième retard de l’année." in lettre(auberge, demande.id)
    assert dues(session) == avant


def test_a_decision_needs_a_reason(session, superviseur, demande):
    assert "Écrivez le motif" in texte(repondre(superviseur, demande.id, motif=" ", refuser="oui"))
    session.expire_all()
    assert demande.statut is Statut.soumise


def test_an_answer_sent_twice_lets_off_once(session, superviseur, agent, demande):
    for _ in range(2):
        repondre(superviseur, demande.id, montant="1 000")
    for _ in range(2):
        confirmer(agent, session)
    assert session.query(Operation).filter_by(cause=Cause.remise).count() == 1


def test_what_is_refused_by_the_second_person_is_not_let_off(session, superviseur, agent, demande):
    avant = dues(session)
    repondre(superviseur, demande.id, montant="1 000")
    confirmer(agent, session, "refuser", motif="Le constat manque")
    session.expire_all()
    assert (dues(session), demande.accorde, demande.statut) == (avant, None, Statut.en_instruction)


def test_an_agent_reads_the_request_and_decides_nothing(session, connecter, demande):
    agent = connecter("agent@essai.tg")
    page = agent.get(f"/agent/demandes/{demande.id}")
    assert "Un superviseur décide de cette demande" in texte(page)
    agent.post(f"/agent/demandes/{demande.id}/prendre_en_charge")
    for nom in ("accepter", "rejeter"):
        donnees = {"motif": MOTIF}
        page = agent.post(f"/agent/demandes/{demande.id}/{nom}", data=donnees, follow_redirects=True)
        assert "Seul un superviseur décide d’une remise de majorations" in texte(page)
    session.expire_all()
    assert demande.statut is Statut.en_instruction
    assert agent.get(f"{REPONDRE}/{demande.id}").status_code == 403


def test_months_without_a_surcharge_are_not_asked_about(session, connecter):
    page = demander(connecter("scierie@essai.tg"))
    assert page.status_code == 422
    assert "Aucune majoration n’est due" in texte(page)
    assert RAISON in page.text


def test_a_last_month_before_the_first_is_refused_beside_it(auberge):
    page = demander(auberge, mois.plus(PREMIER, -1))
    assert page.status_code == 422
    assert "Le dernier mois précède le premier" in texte(page)
    assert RAISON in page.text


def test_months_that_a_request_waits_about_are_refused_beside_their_field(session, auberge, demande):
    page = demander(auberge)
    assert page.status_code == 422
    assert f"La demande {demande.numero} attend déjà une réponse" in texte(page)
    assert RAISON in page.text
    assert session.scalars(select(DemandeRemise)).all() == [demande]


def test_of_two_drafts_about_the_same_months_the_second_is_not_sent(session, auberge):
    champs = {"periode_debut": mois.iso(PREMIER), "periode_fin": mois.iso(PREMIER), "raison": RAISON}
    pks = [
        auberge.post(f"{DEMANDES}/nouvelle", data=champs).headers["Location"].split("/")[-2] for _ in range(2)
    ]
    pages = [auberge.post(f"{DEMANDES}/{pk}/soumettre", follow_redirects=True) for pk in pks]
    assert "attend déjà une réponse" in texte(pages[1])
    assert [d.statut for d in session.scalars(select(DemandeRemise))] == [Statut.soumise, Statut.brouillon]


def test_a_new_request_opens_on_the_months_that_none_waits_about(session, auberge, demande):
    reste = min(p for p in dues(session, 999912) if p > demande.periode_fin)
    assert f'value="{mois.iso(reste)}"' in auberge.get(f"{DEMANDES}/nouvelle").text


def test_a_supervisor_who_acts_for_the_employer_answers_nothing(session, superviseur, demande):
    mandater(session, "superviseur@essai.tg", AUBERGE)
    fiche = texte(superviseur.get(f"/agent/demandes/{demande.id}"))
    assert AGIT in fiche
    assert "Accorder ou refuser la remise" not in fiche
    page = texte(superviseur.get(f"{REPONDRE}/{demande.id}"))
    assert AGIT in page
    assert "Refuser la remise" not in page
    for geste in ({}, {"refuser": "oui"}):
        assert AGIT in texte(repondre(superviseur, demande.id, **geste))
    session.refresh(demande)
    assert demande.statut is Statut.soumise
