"""An insured person gives her national number: compared, read by two people, attached once."""

import pytest
from sqlalchemy import delete, select

from app.demandes.donnees_d_une_personne import donnees
from app.demandes.etats import Statut
from app.models import (
    Assure,
    Connaissance,
    Evenement,
    LigneDuJournal,
    MotifSansNiu,
    Proposition,
    RattachementNiu,
    SansNiu,
    Tache,
    User,
)
from app.services.niu import verifier
from app.services.niu.ecran import RattachementNiuView
from app.socle.acces import au_nom_de
from app.socle.horloge import aujourd_hui
from app.travaux import taches
from tests.outils import petit_togo
from tests.outils.routes import routes
from tests.outils.services import confirmer, decider, deposer, remplir, soumettre, texte

pytestmark = pytest.mark.petit_togo
SUR, INCONNU, HOMONYME, PROCHE, AUTRE, PANNE = (f"41902736552{fin}" for fin in "012457")
MOTIF = "La carte jointe n’est pas lisible."


@pytest.fixture
def demander(app, session, essi, registre):
    """Return `demander(niu) -> request`: sent by an insured person, then asked about by the worker."""

    def demander(niu: str = SUR) -> RattachementNiu:
        pk = deposer(essi, RattachementNiuView, niu=niu)
        taches.executer_en_attente(app)
        session.expire_all()
        return session.get_one(RattachementNiu, pk)

    return demander


def niu_d_essi(session) -> str | None:
    session.expire_all()
    return petit_togo.assure(session).niu


def test_a_number_is_attached_once_two_people_have_read_it(session, agent, collegue, demander):
    demande = demander()
    assert "une autre personne doit confirmer" in texte(decider(agent, demande.id, "accepter"))
    assert niu_d_essi(session) is None
    confirmer(collegue, session)
    assert niu_d_essi(session) == SUR
    assert (demande.statut, demande.score, demande.identite) == (Statut.acceptee, 100, None)


def test_even_a_refusal_is_read_by_a_second_person(session, essi, agent, collegue, demander):
    demande = demander()
    assert "une autre personne doit confirmer" in texte(decider(agent, demande.id, "rejeter", MOTIF))
    session.expire_all()
    assert demande.statut is Statut.en_instruction
    page = texte(agent.get(f"/agent/demandes/{demande.id}"))
    assert "propose de la rejeter" in page
    assert "Refuser le rattachement" not in page
    confirmer(collegue, session)
    session.expire_all()
    assert (demande.statut, demande.motif, demande.identite) == (Statut.rejetee, MOTIF, None)
    assert MOTIF in texte(essi.get(f"{RattachementNiuView.route_base}/{demande.id}"))
    dernier = session.scalars(select(Evenement).order_by(Evenement.id.desc())).first()
    assert "Proposé par" in dernier.motif
    assert "confirmé par" in dernier.motif


def test_who_proposed_does_not_confirm(session, agent, demander):
    demande = demander()
    decider(agent, demande.id, "accepter")
    assert "une autre personne doit le confirmer" in confirmer(agent, session)
    assert niu_d_essi(session) is None


def test_a_refusal_the_second_person_does_not_share_leaves_the_request_open(
    session, agent, collegue, demander
):
    demande = demander()
    decider(agent, demande.id, "rejeter", MOTIF)
    confirmer(collegue, session, "refuser", motif="La carte se lit : regardez la seconde page.")
    session.expire_all()
    assert demande.statut is Statut.en_instruction
    assert "une autre personne doit confirmer" in texte(decider(agent, demande.id, "accepter"))


def test_nobody_of_the_fund_decides_on_her_own_number(app, session, connecter, agent, registre):
    pk = deposer(connecter(petit_togo.AGENT_CHEZ_ELLE), RattachementNiuView, niu=SUR)
    taches.executer_en_attente(app)
    decider(agent, pk, "accepter")
    assert session.scalar(select(Proposition)) is None
    assert "Cette demande est la vôtre" in texte(agent.get(f"/agent/demandes/{pk}"))


def test_the_agent_reads_each_part_of_the_score(agent, demander):
    page = texte(agent.get(f"/agent/demandes/{demander(PROCHE).id}"))
    assert "Score : 80 sur 100 À examiner" in page
    assert "Date de naissance 02/05/1969 03/05/1969 Proche 20 sur 40" in page


def test_whoever_types_a_number_never_reads_whose_it_is(essi, agent, demander):
    demande = demander(AUTRE)
    assert "TCHASSIM" in texte(agent.get(f"/agent/demandes/{demande.id}"))
    for adresse in ("/", f"/{demande.id}"):
        page = texte(essi.get(f"{RattachementNiuView.route_base}{adresse}"))
        assert demande.numero in page
        assert "TCHASSIM" not in page
        assert "sur 100" not in page


@pytest.mark.parametrize(
    ("niu", "phrase"),
    [
        (INCONNU, "Le registre national ne connaît pas ce numéro."),
        (HOMONYME, "Le score est de 60 sur 100, sous les 65 demandés."),
        (PANNE, "Le registre national ne répond pas"),
    ],
)
def test_what_the_registers_do_not_say_alike_is_attached_by_exception_alone(
    session, agent, collegue, demander, niu, phrase
):
    demande = demander(niu)
    assert phrase in texte(decider(agent, demande.id, "accepter"))
    assert session.scalar(select(Proposition)) is None
    decider(agent, demande.id, "accepter_par_exception", "Carte vue au guichet.")
    confirmer(collegue, session)
    assert niu_d_essi(session) == niu


def test_what_a_register_says_goes_with_a_request_that_is_cancelled(session, essi, demander):
    demande = demander(AUTRE)
    essi.post(f"{RattachementNiuView.route_base}/{demande.id}/annuler")
    session.expire_all()
    assert (demande.statut, demande.identite) == (Statut.annulee, None)


def test_nothing_is_excepted_where_nothing_stands_in_the_way(session, agent, demander):
    page = decider(agent, demander().id, "accepter_par_exception", "Carte vue au guichet.")
    assert "Rien ne s’y oppose" in texte(page)
    assert session.scalar(select(Proposition)) is None


def a_demander(session) -> list[dict]:
    """Return what the worker is still to ask the national register."""
    requete = select(Tache.arguments).where(Tache.nom == verifier.verifier.nom, Tache.terminee_le.is_(None))
    return list(session.scalars(requete.order_by(Tache.id)))


def test_a_silent_register_is_asked_again_a_little_later(session, demander):
    demande = demander(PANNE)
    assert demande.verdict is Connaissance.injoignable
    assert [suivante["essai"] for suivante in a_demander(session)] == [2]


def test_a_register_silent_for_long_is_asked_again_each_night(app, session, demander):
    demande = demander(PANNE)
    session.execute(delete(Tache))
    session.commit()
    with app.app_context():
        verifier.verifier(session, demande.id, "essai", verifier.ESSAIS)
        assert a_demander(session) == []
        verifier.reinterroger(session)
    assert [suivante["demande_id"] for suivante in a_demander(session)] == [demande.id]


def test_what_is_answered_is_not_asked_again_at_night(app, session, demander):
    demander(SUR)
    with app.app_context():
        verifier.reinterroger(session)
    assert a_demander(session) == []


def test_what_is_decided_meanwhile_is_asked_about_no_more(app, session, demander):
    demande = demander(INCONNU)
    demande.statut, demande.decidee_le, demande.motif = Statut.rejetee, demande.soumise_le, MOTIF
    demande.niu = SUR
    session.commit()
    with app.app_context():
        verifier.verifier(session, demande.id, "essai", 1)
    assert session.get_one(RattachementNiu, demande.id).verdict is Connaissance.inconnu


def test_where_no_register_is_open_two_people_compare_the_papers(app, session, essi, agent, collegue, ferme):
    pk = deposer(essi, RattachementNiuView, niu=SUR)
    taches.executer_en_attente(app)
    assert "comparez vous-même la pièce jointe" in texte(agent.get(f"/agent/demandes/{pk}"))
    decider(agent, pk, "accepter")
    confirmer(collegue, session)
    assert niu_d_essi(session) == SUR
    assert session.get_one(RattachementNiu, pk).score is None


def test_a_request_sent_anew_is_compared_anew(app, session, essi, agent, demander):
    demande = demander(INCONNU)
    decider(agent, demande.id, "demander_complement", "Vérifiez le dernier chiffre.")
    essi.post(f"{RattachementNiuView.route_base}/{demande.id}/modifier", data={"niu": SUR})
    soumettre(essi, RattachementNiuView, demande.id)
    taches.executer_en_attente(app)
    session.expire_all()
    assert (demande.niu, demande.verdict) == (SUR, Connaissance.connu)


@pytest.mark.parametrize(
    ("saisi", "phrase"),
    [("12345", "Le NIU est fait de 12 chiffres"), ("41902736552O", "12 chiffres"), ("", "champ")],
)
def test_what_is_no_number_is_refused_beside_the_field(essi, saisi, phrase):
    page = essi.post(f"{RattachementNiuView.route_base}/nouvelle", data={"niu": saisi})
    assert page.status_code == 422
    assert phrase in texte(page)
    assert f'value="{saisi}"' in page.text


def test_digits_are_read_however_they_are_parted(session, essi):
    pk = remplir(essi, RattachementNiuView, niu="4190 2736-5520")
    assert session.get_one(RattachementNiu, pk).niu == SUR


@pytest.mark.parametrize(
    ("numero", "phrase"),
    [("0023456789", "déjà rattaché à un autre dossier"), ("0012345678", "déjà rattaché à votre dossier")],
)
def test_a_number_attached_already_is_not_asked_for_again(session, essi, numero, phrase):
    petit_togo.assure(session, numero).niu = SUR
    session.commit()
    page = essi.post(f"{RattachementNiuView.route_base}/nouvelle", data={"niu": SUR})
    assert page.status_code == 422
    assert phrase in texte(page)


def test_one_request_is_under_way_at_a_time(essi, demander):
    demande = demander()
    autre = remplir(essi, RattachementNiuView, niu=PROCHE)
    with pytest.raises(AssertionError, match=f"La demande {demande.numero} est déjà en cours"):
        deposer(essi, RattachementNiuView, niu=PROCHE)
    assert autre


def test_two_people_who_claim_one_number_are_shown_to_the_agent(app, session, connecter, agent, demander):
    demande = demander()
    autre = deposer(connecter(petit_togo.AGENT_CHEZ_ELLE), RattachementNiuView, niu=SUR)
    page = texte(agent.get(f"/agent/demandes/{demande.id}"))
    assert "Le même NIU est demandé ailleurs" in page
    assert session.get_one(RattachementNiu, autre).numero in page


def test_a_number_attached_to_somebody_else_meanwhile_is_refused_at_the_confirmation(
    session, agent, collegue, demander
):
    demande = demander()
    decider(agent, demande.id, "accepter")
    petit_togo.assure(session, "0023456789").niu = SUR
    session.commit()
    assert "Ce NIU est rattaché à un autre dossier d’assuré" in confirmer(collegue, session)
    assert niu_d_essi(session) is None


def test_another_number_of_the_same_person_is_replaced_and_it_is_told(session, agent, collegue, demander):
    petit_togo.assure(session).niu = "999999999999"
    session.commit()
    demande = demander()
    assert "Un autre NIU est déjà rattaché" in texte(agent.get(f"/agent/demandes/{demande.id}"))
    decider(agent, demande.id, "accepter")
    confirmer(collegue, session)
    assert niu_d_essi(session) == SUR


def test_a_reason_for_having_none_goes_when_the_number_comes(session, agent, collegue, demander):
    moi = petit_togo.assure(session)
    session.add(SansNiu(assure_id=moi.id, motif=MotifSansNiu.attendu, constate_le=aujourd_hui()))
    session.commit()
    decider(agent, demander().id, "accepter")
    confirmer(collegue, session)
    assert session.scalar(select(SansNiu)) is None


def test_the_thresholds_in_force_are_shown_with_their_text(agent, demander):
    page = texte(agent.get(f"/agent/demandes/{demander(PROCHE).id}"))
    assert "score à partir duquel le rapprochement est sûr : 90 points sur 100" in page
    assert "à confirmer avec l’ANID" in page


def test_the_number_is_part_of_what_a_person_is_given_of_herself(app, session):
    petit_togo.assure(session).niu = SUR
    session.commit()
    personne = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    with au_nom_de(petit_togo.acteur(session, personne.email).perimetre):
        assert donnees(session, personne)["Assuré"]["NIU"] == SUR


def test_no_page_of_an_employer_shows_a_national_number(app, session, scierie):
    for assure in session.scalars(select(Assure)):
        assure.niu = f"{900_000_000_000 + assure.id}"
    session.commit()
    siennes = [r for r in routes(app) if getattr(r.vue, "espace", "") == "employeur" and not r.a_une_cle]
    pages = [scierie.get(adresse) for route in siennes for adresse in route.adresses([])]
    assert len([page for page in pages if page.status_code == 200]) > 10
    assert not [page.request.path for page in pages if b"900000000" in page.data]


def test_a_number_attached_by_mistake_is_taken_off_by_two_people(session, agent, collegue):
    assure = petit_togo.assure(session)
    assure.niu = SUR
    session.commit()
    adresse = f"/supervision/niu-rattaches/{assure.id}"
    agent.post(f"{adresse}/gestes/detacher", data={"motif": "Numéro d’une homonyme."})
    assert niu_d_essi(session) == SUR
    confirmer(collegue, session)
    assert niu_d_essi(session) is None


def test_nobody_takes_off_her_own_number(session, agent):
    mienne = petit_togo.assure(session, petit_togo.AGENT_ASSUREE)
    mienne.niu = SUR
    session.commit()
    page = agent.post(
        f"/supervision/niu-rattaches/{mienne.id}/gestes/detacher",
        data={"motif": "Numéro d’une homonyme."},
        follow_redirects=True,
    )
    assert "est le vôtre" in texte(page)
    assert session.scalar(select(Proposition)) is None


def test_neither_the_journal_nor_what_waits_for_a_second_person_holds_the_number(
    session, agent, collegue, demander
):
    decider(agent, demander().id, "accepter")
    confirmer(collegue, session)
    for modele in (LigneDuJournal, Proposition, Evenement, Tache):
        for ligne in session.execute(select(modele.__table__)):
            assert SUR not in str(ligne)
