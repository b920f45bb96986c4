"""The declaration of contributions: from the DNR or before it, never counted twice, nothing erased."""

from datetime import date

import pytest

from app.cotisations import cotisant
from app.cotisations.declarees import declarees
from app.cotisations.mensuelles import DejaEnCours
from app.demandes import cycle, etats
from app.demandes.etats import Statut
from app.models import DeclarationCotisations, NatureDeclaration
from app.services.declaration_cotisations import chiffrer, imprimer
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.petit_togo import DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo
MASSE = 530_250


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


@pytest.fixture
def scierie(session):
    return petit_togo.employeur(session)


@pytest.fixture
def declarant(session):
    return petit_togo.acteur(session, "scierie@essai.tg")


def ouvrir(session, scierie, declarant, periode: int = DERNIER) -> DeclarationCotisations:
    return chiffrer.ouvrir(session, scierie, periode, declarant)


def saisie(session, scierie, declarant) -> DeclarationCotisations:
    """Return the declaration of the last month, typed: four workers and their pay."""
    declaration = ouvrir(session, scierie, declarant)
    declaration.effectif, declaration.masse_salariale, declaration.assiette = 4, MASSE, MASSE
    chiffrer.calculer(session, declaration)
    return declaration


def accepter(session, declaration, declarant) -> None:
    agent = petit_togo.acteur(session, "agent@essai.tg")
    for nom, acteur in (("soumettre", declarant), ("prendre_en_charge", agent), ("accepter", agent)):
        cycle.appliquer(session, declaration, etats.TRANSITIONS[nom], acteur)


def test_a_month_whose_dnr_is_accepted_is_prefilled_with_it(session, scierie, declarant):
    declaration = ouvrir(session, scierie, declarant, PREMIER)
    dnr = declaration.dnr
    assert (declaration.effectif, declaration.masse_salariale) == (4, dnr.masse_salariale) == (4, 530_550)
    assert declaration.total == dnr.total == declaration.part_employeur + declaration.part_travailleur


def test_what_agrees_with_an_accepted_dnr_books_nothing_more(session, scierie, declarant):
    avant = cotisant.declare(session, scierie.id, PREMIER)
    accepter(session, ouvrir(session, scierie, declarant, PREMIER), declarant)
    assert cotisant.declare(session, scierie.id, PREMIER) == avant


def test_what_disagrees_with_an_accepted_dnr_is_not_sent_and_says_by_how_much(session, scierie, declarant):
    declaration = ouvrir(session, scierie, declarant, PREMIER)
    declaration.pv += 100
    controle = chiffrer.controler(session, declaration)
    assert [(e.libelle, e.ecart) for e in controle.ecarts] == [("PV", -100)]
    with pytest.raises(Refus, match="DNR rectificative"):
        cycle.appliquer(session, declaration, etats.SOUMETTRE, declarant)


def test_amounts_typed_by_hand_follow_the_rates_of_the_month(session, scierie, declarant):
    declaration = saisie(session, scierie, declarant)
    montants = [getattr(declaration, b) for b in cotisant.BRANCHES]
    assert montants == [10_605, 15_908, 87_491, 53_025]
    assert declaration.part_travailleur == 21_210 + 26_513


def test_a_declaration_typed_before_the_dnr_is_booked_and_the_dnr_books_the_difference(
    session, scierie, declarant
):
    declaration = saisie(session, scierie, declarant)
    accepter(session, declaration, declarant)
    assert sum(cotisant.declare(session, scierie.id, DERNIER).values()) == declaration.total
    dnr = petit_togo.brouillon(session)
    petit_togo.accepter(session, dnr)
    ecarts = chiffrer.ecarts_avec_la_dnr(session, dnr)
    assert {e.libelle for e in ecarts} >= {"Masse salariale", "PV"}
    assert sum(cotisant.declare(session, scierie.id, DERNIER).values()) == dnr.total != declaration.total


def test_a_nil_declaration_counts_as_declared_and_owes_nothing(session, scierie, declarant):
    declaration = ouvrir(session, scierie, declarant)
    chiffrer.declarer_neant(declaration)
    accepter(session, declaration, declarant)
    assert DERNIER in declarees(session, scierie.id).acceptees
    assert cotisant.soldes(session, scierie.id).get(DERNIER, 0) == 0


def test_figures_alone_do_not_make_a_month_declared(session, scierie, declarant):
    accepter(session, saisie(session, scierie, declarant), declarant)
    assert DERNIER not in declarees(session, scierie.id).acceptees


@pytest.mark.parametrize(
    ("changement", "dit"),
    [
        ({"effectif": 0}, "effectif"),
        ({"masse_salariale": 0}, "masse salariale"),
        ({"assiette": MASSE - 1}, "assiette"),
        ({"part_employeur": 1}, "parts"),
        ({"rp": -1}, "négatifs"),
        ({"pv": 87_491 + 5, "part_employeur": 119_306 + 5}, "PV"),
        ({"neant": True}, "néant"),
    ],
)
def test_what_does_not_hold_together_is_not_sent(session, scierie, declarant, changement, dit):
    declaration = saisie(session, scierie, declarant)
    for nom, valeur in changement.items():
        setattr(declaration, nom, valeur)
    with pytest.raises(Refus, match=dit):
        cycle.appliquer(session, declaration, etats.SOUMETTRE, declarant)


def test_a_franc_a_worker_is_the_rounding_and_more_below_is_only_a_warning(session, scierie, declarant):
    declaration = saisie(session, scierie, declarant)
    declaration.pv, declaration.part_employeur = declaration.pv - 4, declaration.part_employeur - 4
    assert chiffrer.controler(session, declaration).avertissements == []
    declaration.pv, declaration.part_employeur = declaration.pv - 1, declaration.part_employeur - 1
    controle = chiffrer.controler(session, declaration)
    assert len(controle.avertissements) == 1
    assert not controle.bloque


def test_a_corrected_declaration_keeps_the_one_it_corrects(session, scierie, declarant):
    premiere = saisie(session, scierie, declarant)
    accepter(session, premiere, declarant)
    seconde = saisie(session, scierie, declarant)
    assert (seconde.nature, seconde.rectifie) == (NatureDeclaration.rectificative, premiere)
    seconde.effectif, seconde.masse_salariale, seconde.assiette = 5, 600_000, 600_000
    chiffrer.calculer(session, seconde)
    accepter(session, seconde, declarant)
    assert chiffrer.historique(session, scierie.id, DERNIER) == [premiere, seconde]
    assert sum(cotisant.declare(session, scierie.id, DERNIER).values()) == seconde.total


def test_the_draft_of_a_month_is_taken_up_again_but_not_what_is_at_the_fund(session, scierie, declarant):
    declaration = saisie(session, scierie, declarant)
    assert ouvrir(session, scierie, declarant) is declaration
    cycle.appliquer(session, declaration, etats.SOUMETTRE, declarant)
    with pytest.raises(DejaEnCours, match=declaration.numero):
        ouvrir(session, scierie, declarant)


@pytest.mark.parametrize("periode", [petit_togo.mois.plus(PREMIER, -1), petit_togo.mois.plus(DERNIER, 2)])
def test_a_month_before_the_activity_or_to_come_is_refused(session, scierie, declarant, periode):
    with pytest.raises(ValueError, match="mois"):
        ouvrir(session, scierie, declarant, periode)


@pytest.mark.parametrize(("periode", "amu"), [(202312, 0), (202401, 30_000)])
def test_a_month_before_the_health_insurance_owes_none(session, scierie, declarant, periode, amu):
    scierie.debut_activite_le = date(2020, 1, 1)
    declaration = ouvrir(session, scierie, declarant, periode)
    declaration.assiette = 300_000
    chiffrer.calculer(session, declaration)
    assert (declaration.rp, declaration.pf, declaration.pv, declaration.amu) == (6_000, 9_000, 49_500, amu)


def test_the_paper_is_a_draft_until_it_is_sent_then_a_receipt(session, scierie, declarant):
    declaration = saisie(session, scierie, declarant)
    assert imprimer.imprimer_declaration(session, declaration).startswith(b"%PDF")
    assert declaration.statut is Statut.brouillon
    cycle.appliquer(session, declaration, etats.SOUMETTRE, declarant)
    assert imprimer.imprimer_declaration(session, declaration).startswith(b"%PDF")


def test_a_dnr_that_came_without_its_shares_prefills_a_declaration_that_can_be_sent(
    session, scierie, declarant
):
    dnr = ouvrir(session, scierie, declarant, PREMIER).dnr
    session.rollback()
    parts = [dnr.controle["totaux"][f"part_{qui}"] for qui in ("employeur", "travailleur")]
    dnr.controle = None
    declaration = ouvrir(session, scierie, declarant, PREMIER)
    assert not chiffrer.controler(session, declaration).bloque
    reprises = (declaration.part_employeur, declaration.part_travailleur)
    ecarts = [abs(a - b) for a, b in zip(parts, reprises, strict=True)]
    assert max(ecarts) <= declaration.effectif
