"""The life cycle of a request: who moves it, from where, with what trace, all or nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.demandes import cycle, etats
from app.demandes.etats import TRANSITIONS, Statut
from app.models import Demande, Evenement, PensionVieillesse, Quitus
from app.socle.refus import Refus
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo

PERMISES = {
    "soumettre": ("scierie@essai.tg", {Statut.brouillon, Statut.complement_demande}),
    "annuler": ("scierie@essai.tg", {Statut.brouillon, Statut.complement_demande, Statut.soumise}),
    "prendre_en_charge": ("agent@essai.tg", {Statut.soumise}),
    "demander_complement": ("agent@essai.tg", {Statut.en_instruction}),
    "accepter": ("agent@essai.tg", {Statut.en_instruction}),
    "rejeter": ("agent@essai.tg", {Statut.en_instruction}),
    "accepter_par_exception": ("agent@essai.tg", {Statut.en_instruction}),
}
"""Who makes each move of a quitus request, and from which states."""


@pytest.fixture
def demande(app, session):
    """A quitus request of the sawmill, as a draft."""
    with app.app_context():
        quitus = Quitus(
            employeur=petit_togo.employeur(session),
            reference_marche="AO 7",
            objet="Bancs",
            autorite_contractante="Commune",
            motif="motif",
            numero="QTS-1",
        )
        session.add(quitus)
        session.flush()
        yield quitus


@pytest.fixture
def qui(session):
    """Return the person of an e-mail as she acts."""
    return lambda email: petit_togo.acteur(session, email)


def placer(demande, statut: Statut) -> None:
    """Put a request in a state, with the dates the database asks for."""
    demande.statut = statut
    demande.soumise_le = demande.decidee_le = demande.cree_le


def test_the_table_of_moves_is_the_one_that_was_decided():
    assert {nom: set(t.depuis) for nom, t in TRANSITIONS.items()} == {n: d for n, (_, d) in PERMISES.items()}


@pytest.mark.parametrize("depart", Statut)
@pytest.mark.parametrize("nom", PERMISES)
def test_a_move_is_made_from_its_own_states_and_no_other(session, demande, qui, nom, depart, monkeypatch):
    monkeypatch.setattr(cycle.EFFETS, "_inscriptions", {})
    email, departs = PERMISES[nom]
    placer(demande, depart)
    if depart in departs:
        assert (
            cycle.appliquer(session, demande, etats.TRANSITIONS[nom], qui(email), "parce que").vers
            is demande.statut
        )
    else:
        with pytest.raises(Refus, match=f"maintenant « {depart.value} »"):
            cycle.appliquer(session, demande, etats.TRANSITIONS[nom], qui(email), "parce que")
        assert demande.statut is depart


@pytest.mark.parametrize("email", ["auberge@essai.tg", "essi@essai.tg", "admin@essai.tg"])
@pytest.mark.parametrize("nom", PERMISES)
def test_nobody_else_makes_a_move(session, demande, qui, nom, email):
    placer(demande, next(iter(PERMISES[nom][1])))
    with pytest.raises(Refus, match="ne vous est pas ouverte"):
        cycle.appliquer(session, demande, etats.TRANSITIONS[nom], qui(email), "parce que")


def test_a_move_that_is_not_of_the_table_is_refused(session, demande, qui):
    effacer = replace(etats.ANNULER, nom="effacer", droit="consulter")
    with pytest.raises(Refus, match="ne vous est pas ouverte"):
        cycle.appliquer(session, demande, effacer, qui("agent@essai.tg"))


@pytest.mark.parametrize("motif", ["", "   ", "\n"])
@pytest.mark.parametrize("nom", ["rejeter", "demander_complement"])
def test_a_refusal_and_a_complement_need_a_reason(session, demande, qui, nom, motif):
    placer(demande, Statut.en_instruction)
    with pytest.raises(Refus, match="Écrivez le motif"):
        cycle.appliquer(session, demande, etats.TRANSITIONS[nom], qui("agent@essai.tg"), motif)


def test_every_move_leaves_a_line_in_the_journal(session, demande, qui):
    cycle.appliquer(session, demande, etats.SOUMETTRE, qui("scierie@essai.tg"))
    cycle.appliquer(session, demande, etats.PRENDRE_EN_CHARGE, qui("agent@essai.tg"))
    cycle.appliquer(session, demande, etats.REJETER, qui("agent@essai.tg"), " Pièce illisible. ")
    journal = [(e.transition, e.de, e.vers, e.motif) for e in demande.evenements]
    assert journal == [
        ("soumettre", Statut.brouillon, Statut.soumise, None),
        ("prendre_en_charge", Statut.soumise, Statut.en_instruction, None),
        ("rejeter", Statut.en_instruction, Statut.rejetee, "Pièce illisible."),
    ]
    assert demande.evenements[1].acteur_id == qui("agent@essai.tg").utilisateur_id


def test_a_request_gets_its_number_when_sent_and_keeps_it(session, demande, qui):
    demande.numero = None
    cycle.appliquer(session, demande, etats.SOUMETTRE, qui("scierie@essai.tg"))
    numero = demande.numero
    assert numero == f"QTS-{demande.cree_le:%Y}-{demande.id:06d}"
    cycle.appliquer(session, demande, etats.PRENDRE_EN_CHARGE, qui("agent@essai.tg"))
    cycle.appliquer(session, demande, etats.DEMANDER_COMPLEMENT, qui("agent@essai.tg"), "Précisez l’objet.")
    cycle.appliquer(session, demande, etats.SOUMETTRE, qui("scierie@essai.tg"))
    assert demande.numero == numero


def test_the_buttons_drawn_are_the_moves_that_would_be_accepted(demande, qui):
    placer(demande, Statut.soumise)
    for email, attendus in (
        ("scierie@essai.tg", ["annuler"]),
        ("agent@essai.tg", ["prendre_en_charge"]),
        ("auberge@essai.tg", []),
    ):
        droits = qui(email).droits_sur(demande)
        assert [t.nom for t in cycle.possibles(demande, droits)] == attendus


def test_an_effect_that_fails_leaves_nothing_of_the_move(session, demande, qui, monkeypatch):
    def echouer(*_):
        raise RuntimeError("panne")

    monkeypatch.setattr(cycle.EFFETS, "_inscriptions", {})
    cycle.apres(etats.SOUMETTRE, Quitus)(echouer)
    session.commit()
    with pytest.raises(RuntimeError):
        cycle.appliquer(session, demande, etats.SOUMETTRE, qui("scierie@essai.tg"))
    session.rollback()
    assert demande.statut is Statut.brouillon
    assert session.scalars(select(Evenement).where(Evenement.demande_id == demande.id)).all() == []


def test_an_effect_of_a_service_runs_for_that_service_only(session, demande, qui, monkeypatch):
    appels = []
    monkeypatch.setattr(cycle.EFFETS, "_inscriptions", {})
    cycle.apres(etats.SOUMETTRE, Quitus)(lambda _s, d, _a: appels.append(("quitus", d.statut)))
    cycle.apres(etats.SOUMETTRE, PensionVieillesse)(lambda *_: appels.append("autre"))
    cycle.avant(etats.SOUMETTRE, Demande)(lambda _s, d, _a: appels.append(("tous", d.statut)))
    cycle.appliquer(session, demande, etats.SOUMETTRE, qui("scierie@essai.tg"))
    assert appels == [("tous", Statut.brouillon), ("quitus", Statut.soumise)]


@pytest.mark.parametrize(
    "valeurs",
    [
        {"statut": Statut.soumise, "soumise_le": None},
        {"statut": Statut.acceptee, "decidee_le": None},
        {"statut": Statut.rejetee, "motif": None},
        {"employeur_id": None, "cree_par_id": 1},
    ],
)
def test_the_database_itself_refuses_a_state_without_what_it_needs(session, demande, valeurs):
    placer(demande, Statut.brouillon)
    for nom, valeur in valeurs.items():
        setattr(demande, nom, valeur)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()
