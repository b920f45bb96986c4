"""A declaration in the database: opened from the last, checked, booked once, corrected without deleting."""

import pytest
from sqlalchemy import func, select

from app.carriere import individuel
from app.cotisations import cotisant
from app.cotisations.mensuelles import DejaEnCours
from app.demandes import cycle, etats
from app.demandes.etats import Statut
from app.models import Cause, CompteComptable, LigneCarriere, NatureDeclaration, Operation
from app.regles import mois
from app.services.dnr import declarer
from app.services.dnr.lignes import LignesDNR
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, DERNIER, PERSONNES, SCIERIE, acteur, brouillon, lignes

pytestmark = pytest.mark.petit_togo


@pytest.fixture(autouse=True)
def contexte(app):
    """The application's settings: where files are kept."""
    with app.app_context():
        yield


def carrieres(session, declaration) -> list[LigneCarriere]:
    requete = select(LigneCarriere).where(LigneCarriere.declaration_id == declaration.id)
    return list(session.scalars(requete.order_by(LigneCarriere.id)))


def operations(session, declaration) -> list[Operation]:
    return list(session.scalars(select(Operation).where(Operation.demande_id == declaration.id)))


def dus(operation: Operation) -> dict[str, int]:
    """Return what an operation makes due by branch, negative where it gives back."""
    portes = {e.credit.name: e.montant for e in operation.ecritures if e.debit is CompteComptable.employeur}
    rendus = {e.debit.name: -e.montant for e in operation.ecritures if e.credit is CompteComptable.employeur}
    return {b: (portes | rendus).get(b, 0) for b in cotisant.BRANCHES}


def augmenter(session, declaration, rang: int, francs: int) -> None:
    """Change the pay of one line of a draft."""
    ligne = lignes(session, declaration)[rang]
    ligne.remuneration = str(int(ligne.remuneration) + francs)
    session.flush()
    declarer.recontroler(session, declaration)


@pytest.fixture
def acceptee(session):
    """The declaration of the last month, accepted."""
    declaration = brouillon(session)
    petit_togo.accepter(session, declaration)
    return declaration


def test_a_draft_starts_from_the_last_accepted_declaration(session):
    declaration = brouillon(session)
    reprises = lignes(session, declaration)
    assert [ligne.numero_assure for ligne in reprises] == [p[0] for p in PERSONNES[SCIERIE]]
    assert declaration.nature is NatureDeclaration.initiale
    assert declaration.masse_salariale == sum(int(ligne.remuneration) for ligne in reprises)


def test_the_same_month_opened_twice_is_one_draft(session):
    assert brouillon(session) is brouillon(session)


def test_the_month_under_way_may_be_declared_and_the_next_may_not(session):
    courant = mois.de_date(aujourd_hui())
    assert brouillon(session, periode=courant).periode == courant
    with pytest.raises(ValueError, match="n’a pas commencé"):
        brouillon(session, periode=mois.plus(courant, 1))


def test_the_first_month_of_activity_may_be_declared_and_the_one_before_may_not(session):
    assert brouillon(session, periode=petit_togo.PREMIER).nature is NatureDeclaration.rectificative
    with pytest.raises(ValueError, match="Votre activité a commencé"):
        brouillon(session, periode=mois.plus(petit_togo.PREMIER, -1))


@pytest.mark.parametrize("nom", ["soumettre", "prendre_en_charge"])
def test_a_month_at_the_fund_is_not_opened_again(session, nom):
    declaration = petit_togo.declaration_soumise(session)
    if nom == "prendre_en_charge":
        cycle.appliquer(session, declaration, etats.TRANSITIONS[nom], acteur(session, "agent@essai.tg"))
    with pytest.raises(DejaEnCours, match=declaration.numero):
        brouillon(session)


def test_a_draft_starts_from_the_lines_just_refused_or_withdrawn(session):
    for nom, email, motif in (
        ("rejeter", "agent@essai.tg", "Vérifiez la paie de Têvi."),
        ("annuler", "scierie@essai.tg", ""),
    ):
        declaration = brouillon(session)
        augmenter(session, declaration, 3, 1_000)
        petit_togo.soumettre(session, declaration)
        if nom == "rejeter":
            cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, acteur(session, email))
        cycle.appliquer(session, declaration, etats.TRANSITIONS[nom], acteur(session, email), motif)
        envoyees = [ligne.remuneration for ligne in lignes(session, declaration)]
        assert [ligne.remuneration for ligne in lignes(session, brouillon(session))] == envoyees


def test_a_draft_given_up_before_it_was_sent_leaves_nothing_to_the_next(session):
    declaration = brouillon(session)
    proposees = [ligne.remuneration for ligne in lignes(session, declaration)]
    augmenter(session, declaration, 3, 1_000)
    cycle.appliquer(session, declaration, etats.ANNULER, acteur(session, "scierie@essai.tg"))
    assert [ligne.remuneration for ligne in lignes(session, brouillon(session))] == proposees


def test_a_complement_is_filled_in_on_the_same_declaration(session):
    declaration = petit_togo.declaration_soumise(session)
    agent = acteur(session, "agent@essai.tg")
    cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, agent)
    cycle.appliquer(session, declaration, etats.DEMANDER_COMPLEMENT, agent, "Vérifiez la paie de Têvi.")
    assert brouillon(session) is declaration


def test_a_declaration_without_lines_is_not_sent(session):
    declaration = brouillon(session)
    for ligne in lignes(session, declaration):
        session.delete(ligne)
    session.flush()
    with pytest.raises(Refus, match="ne contient aucune ligne"):
        petit_togo.soumettre(session, declaration)


def test_accepting_books_each_line_and_the_contribution_due(session, acceptee):
    payees = [(ligne.assure.numero, ligne.remuneration) for ligne in carrieres(session, acceptee)]
    declarees = [(ligne.numero_assure, int(ligne.remuneration)) for ligne in lignes(session, acceptee)]
    assert sorted(payees) == sorted(declarees)
    [operation] = operations(session, acceptee)
    assert dus(operation) == {branche: getattr(acceptee, branche) for branche in cotisant.BRANCHES}
    assert sum(dus(operation).values()) == acceptee.total


def test_the_contribution_due_is_that_of_the_rates_on_each_pay(session, acceptee):
    attendu = sum(
        (int(ligne.remuneration) * points + 5_000) // 10_000
        for ligne in lignes(session, acceptee)
        for points in (200, 300, 1650, 1000)
    )
    assert acceptee.total == attendu


def test_an_accepted_declaration_is_not_booked_a_second_time(session, acceptee):
    with pytest.raises(Refus, match="déjà comptabilisée"):
        declarer.comptabiliser(session, acceptee)


def test_nothing_is_booked_before_acceptance(session):
    declaration = petit_togo.declaration_soumise(session)
    cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, acteur(session, "agent@essai.tg"))
    assert carrieres(session, declaration) == []
    assert operations(session, declaration) == []


@pytest.mark.parametrize("etape", ["_remplacer_les_lignes", "_inscrire_les_carrieres"])
def test_a_failure_in_the_middle_of_the_booking_books_nothing(session, etape, monkeypatch):
    declaration = petit_togo.declaration_soumise(session)
    agent = acteur(session, "agent@essai.tg")
    cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, agent)
    session.commit()
    vraie = getattr(declarer, etape)

    def puis_tomber(*arguments):
        vraie(*arguments)
        raise RuntimeError("panne")

    monkeypatch.setattr(declarer, etape, puis_tomber)
    with pytest.raises(RuntimeError):
        cycle.appliquer(session, declaration, etats.ACCEPTER, agent)
    session.rollback()
    assert declaration.statut is Statut.en_instruction
    assert carrieres(session, declaration) == []
    assert operations(session, declaration) == []


def test_a_failure_of_the_ledger_leaves_no_career_booked(session, monkeypatch):
    declaration = petit_togo.declaration_soumise(session)
    agent = acteur(session, "agent@essai.tg")
    cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, agent)
    session.commit()

    def tomber(*_):
        raise RuntimeError("panne")

    monkeypatch.setattr(cotisant, "passer", tomber)
    with pytest.raises(RuntimeError):
        cycle.appliquer(session, declaration, etats.ACCEPTER, agent)
    session.rollback()
    assert carrieres(session, declaration) == []


def test_what_the_register_forbids_since_the_sending_is_not_accepted(session):
    declaration = petit_togo.declaration_soumise(session)
    agent = acteur(session, "agent@essai.tg")
    cycle.appliquer(session, declaration, etats.PRENDRE_EN_CHARGE, agent)
    qui = petit_togo.assure(session)
    qui.ferme_le, qui.motif_fermeture = mois.premier_jour(petit_togo.PREMIER), "Doublon"
    session.flush()
    with pytest.raises(Refus, match="Le registre a changé depuis l’envoi"):
        cycle.appliquer(session, declaration, etats.ACCEPTER, agent)


@pytest.fixture
def rectificative(session, acceptee):
    """A corrective declaration of the same month, Têvi's pay 10 000 F higher, accepted."""
    declaration = brouillon(session)
    augmenter(session, declaration, 3, 10_000)
    petit_togo.accepter(session, declaration)
    return declaration


def test_a_month_already_accepted_is_opened_as_a_correction_of_it(session, acceptee):
    declaration = brouillon(session)
    assert declaration.nature is NatureDeclaration.rectificative
    assert declaration.rectifie_id == acceptee.id
    payees = [[ligne.remuneration for ligne in lignes(session, d)] for d in (declaration, acceptee)]
    assert payees[0] == payees[1]


def test_a_correction_keeps_the_lines_it_replaces_and_marks_them(session, acceptee, rectificative):
    anciennes, nouvelles = carrieres(session, acceptee), carrieres(session, rectificative)
    assert len(anciennes) == len(nouvelles) == 4
    assert {ligne.remplacee_par_id for ligne in anciennes} == {rectificative.id}
    assert {ligne.remplacee_par_id for ligne in nouvelles} == {None}
    assert [anciennes[0].etat, nouvelles[0].etat] == ["Remplacée", "Comptée"]


def test_a_correction_books_the_difference_alone(session, acceptee, rectificative):
    [operation] = operations(session, rectificative)
    assert operation.cause is Cause.correction
    assert sum(dus(operation).values()) == rectificative.total - acceptee.total == 3_150
    assert dus(operation)["pv"] == 1_650
    declare = cotisant.declare(session, acceptee.employeur_id, DERNIER)
    assert sum(declare.values()) == rectificative.total


def test_a_correction_that_lowers_the_pay_books_what_is_given_back(session, acceptee):
    declaration = brouillon(session)
    augmenter(session, declaration, 3, -20_000)
    petit_togo.accepter(session, declaration)
    [operation] = operations(session, declaration)
    assert sum(dus(operation).values()) == -6_300


def test_a_correction_that_changes_nothing_books_no_franc(session, acceptee):
    declaration = brouillon(session)
    petit_togo.accepter(session, declaration)
    assert operations(session, declaration) == []


def test_the_account_of_the_insured_counts_the_line_that_stands(session, acceptee, rectificative):
    tevi = petit_togo.assure(session, "0045678901")
    gains = dict(individuel.gains(session, tevi.id))
    avant = next(x for x in carrieres(session, acceptee) if x.assure_id == tevi.id)
    assert gains[DERNIER] == avant.remuneration + 10_000


def test_a_correction_of_a_correction_replaces_the_last_lines_only(session, acceptee, rectificative):
    troisieme = brouillon(session)
    petit_togo.accepter(session, troisieme)
    assert {x.remplacee_par_id for x in carrieres(session, acceptee)} == {rectificative.id}
    assert {x.remplacee_par_id for x in carrieres(session, rectificative)} == {troisieme.id}


def test_a_correction_leaves_the_lines_of_other_employers_and_months_alone(session, acceptee, rectificative):
    touchees = session.scalar(
        select(func.count(LigneCarriere.id)).where(
            LigneCarriere.remplacee_par_id.is_not(None),
            LigneCarriere.declaration_id != acceptee.id,
        )
    )
    assert touchees == 0


def test_a_worker_left_out_of_the_correction_has_no_line_that_counts(session, acceptee):
    declaration = brouillon(session)
    session.delete(lignes(session, declaration)[3])
    session.flush()
    petit_togo.accepter(session, declaration)
    tevi = petit_togo.assure(session, "0045678901")
    assert DERNIER not in dict(individuel.gains(session, tevi.id))


def test_two_employers_may_declare_the_same_worker_and_are_warned(session, acceptee):
    declaration = brouillon(session, AUBERGE)
    numero, nom, prenoms, _ = PERSONNES[SCIERIE][0]
    declarer.lignes_en_base.ajouter(session, declaration.id, petit_togo.saisie(numero, nom, prenoms, 61_000))
    session.flush()
    rapport = declarer.recontroler(session, declaration)
    assert [a.code for a in rapport.anomalies if a.numero == numero] == ["declare_ailleurs"]
    petit_togo.accepter(session, declaration)
    gains = dict(individuel.gains(session, petit_togo.assure(session, numero).id))
    assert gains[DERNIER] == 61_000 + int(lignes(session, acceptee)[0].remuneration)


def test_a_number_sent_without_its_zeros_is_kept_as_the_register_writes_it(session):
    declaration, numero = brouillon(session), PERSONNES[SCIERIE][0][0]
    courtes = LignesDNR.saisies([{"numero_assure": numero.lstrip("0")}])
    declarer.deposer(session, declaration, "paie.csv", b"paie", courtes, acteur(session, "scierie@essai.tg"))
    assert numero.startswith("0")
    assert [ligne.numero_assure for ligne in lignes(session, declaration)] == [numero]
