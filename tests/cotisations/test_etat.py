"""What is read of an account without replaying it is what replaying it would say, whatever happened to it."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from app.cotisations import cotisant, grand_livre, livre
from app.cotisations.cotisant import RemiseRefusee
from app.cotisations.etat import Du, dernier_jour, etat
from app.cotisations.grand_livre import Mouvement
from app.cotisations.majorer import majorer
from app.cotisations.pourquoi import par_annee, pourquoi
from app.models import Cause, CompteComptable, Ecriture, Employeur, Exercice, Operation, SoldeMensuel
from app.regles import mois
from app.repertoire.parametres import bareme
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import Qualite
from tests.cotisations.outils import TOTAL, devoir, employeur, payer

C = CompteComptable
BRANCHES = {C[nom] for nom in grand_livre.BRANCHES}
SUPERVISEUR = Acteur(None, "Akouvi Sossou", frozenset({Qualite.superviseur}), Perimetre(tout=True))
PERIODES = list(mois.suite(202511, 202602))
jours = st.dates(date(2025, 12, 1), date(2026, 12, 31))
periodes = st.sampled_from(PERIODES)
montants = st.integers(1, 300_000)
evenements = st.lists(
    st.one_of(
        st.tuples(st.just("devoir"), periodes, jours, montants),
        st.tuples(st.just("payer"), montants, jours),
        st.tuples(st.just("remettre"), periodes, jours, st.integers(1, 5_000)),
        st.tuples(st.just("annuler"), st.integers(0, 30), jours),
        st.tuples(st.just("constater"), jours),
        st.tuples(st.just("majorer"), jours),
    ),
    max_size=14,
)


@contextmanager
def apres(session, histoire) -> Employeur:
    """Yield an employer to whom all that happened, through the functions that book; then forget him."""
    point = session.begin_nested()
    qui = employeur(session)
    for rang, (quoi, *faits) in enumerate(histoire):
        ARRIVE[quoi](session, qui, rang, *faits)
    yield qui
    point.rollback()


def _remettre(session, qui, rang, periode, le, montant):
    try:
        cotisant.remettre(
            session,
            employeur_id=qui.id,
            periode=periode,
            montant=montant,
            motif="Sinistre",
            le=le,
            acteur=SUPERVISEUR,
            cle=f"{qui.id}-{rang}",
        )
    except RemiseRefusee:
        return


def _annuler(session, qui, _rang, laquelle, le):
    requete = select(Operation).where(
        Operation.employeur_id == qui.id, Operation.cause.in_([Cause.cotisations, Cause.paiement])
    )
    operations = list(session.scalars(requete.order_by(Operation.id)))
    try:
        cotisant.contrepasser(session, operations[laquelle], "Erreur", le)
    except (IndexError, cotisant.ContrepassationRefusee):
        return


ARRIVE = {
    "devoir": lambda session, qui, _rang, periode, le, total: devoir(session, qui, periode, le, total),
    "payer": lambda session, qui, rang, montant, le: payer(session, qui, montant, le, rang),
    "remettre": _remettre,
    "annuler": _annuler,
    "constater": lambda session, qui, _rang, le: cotisant.constater(session, qui.id, le),
    "majorer": lambda session, qui, _rang, le: majorer(session, le, [qui.id]),
}


@given(evenements, st.integers(0, 400))
@example([("devoir", 202511, date(2026, 1, 1), 10), ("annuler", 0, date(2025, 12, 1))], 0)
def test_the_state_from_the_last_entry_on_is_that_of_a_replay(session, histoire, attente):
    lois = bareme(session)
    with apres(session, histoire) as qui:
        au = max(dernier_jour(session, qui.id), date(2025, 12, 1)) + timedelta(days=attente)
        rejoue = livre.compte(session, qui, au, lois)
        lu = etat(session, qui, au, lois)
        attendus = {
            p: Du(x.principal, x.reste, x.majoration_due(au)) for p, x in sorted(rejoue.lignes.items())
        }
        assert lu.avance == rejoue.avance
        assert lu.mois == {p: du for p, du in attendus.items() if any(du)}


@given(evenements)
def test_the_totals_kept_are_those_of_the_entries(session, histoire):
    with apres(session, histoire) as qui:
        mois_, annees, dernier = {}, {}, date.min
        for annee, m in _ecritures(session, qui.id):
            principal = (m.debit is C.employeur and m.credit in BRANCHES) * m.montant
            principal -= (m.credit is C.employeur and m.debit in BRANCHES) * m.montant
            balances = [_sens(m, compte) * m.montant for compte in (C.employeur, C.retard, C.avances)]
            deja = mois_.get(m.periode or 0, [0, 0, 0, 0])
            mois_[m.periode or 0] = [a + b for a, b in zip(deja, [principal, *balances], strict=True)]
            annees[annee] = annees.get(annee, 0) + sum(balances)
            dernier = max(dernier, m.le)
        s, x = SoldeMensuel.__table__.c, Exercice.__table__.c
        tenus = select(s.periode, s.principal, s.cotisations, s.majorations, s.avances)
        assert {p: du for p, *du in session.execute(tenus.where(s.employeur_id == qui.id))} == mois_
        par_an = select(x.annee, x.montant).where(x.employeur_id == qui.id)
        assert dict(session.execute(par_an).all()) == annees
        assert dernier_jour(session, qui.id) == dernier


def _ecritures(session, employeur_id: int) -> list[tuple[int, Mouvement]]:
    """Return each entry, with the year of its operation."""
    e, o = Ecriture.__table__.c, Operation.__table__.c
    requete = select(o.le, e.debit, e.credit, e.periode, e.le, e.montant).join(
        Operation.__table__, o.id == e.operation_id
    )
    lignes = session.execute(requete.where(e.employeur_id == employeur_id))
    return [(le.year, Mouvement(*reste)) for le, *reste in lignes]


def _sens(m: Mouvement, compte: C) -> int:
    return (m.debit is compte) - (m.credit is compte)


@given(evenements)
def test_each_year_explained_ends_where_the_next_begins(session, histoire):
    with apres(session, histoire) as qui:
        au, reporte = date(2027, 12, 31), 0
        for annee, ajoute in sorted(par_annee(session, qui.id, au).items()):
            explications = pourquoi(session, qui, au, annee, reporte)
            reporte += ajoute
            assert explications[-1].solde == reporte
        assert reporte == cotisant.solde(session, qui.id)


def test_a_debt_of_a_month_not_yet_worked_is_not_owed(session):
    qui = employeur(session)
    devoir(session, qui, 202603, date(2026, 4, 4))
    assert etat(session, qui, date(2026, 2, 28), bareme(session)).mois == {}
    assert etat(session, qui, date(2026, 3, 1), bareme(session)).du == TOTAL


@pytest.mark.demo
def test_the_accounts_of_the_demonstration_are_read_as_they_would_be_replayed(session):
    lois, au = bareme(session), date(2030, 1, 20)
    for qui in session.scalars(select(Employeur).limit(40)):
        compte = livre.compte(session, qui, au, lois)
        attendu = {p: (x.reste, x.majoration_due(au)) for p, x in compte.lignes.items()}
        lu = etat(session, qui, au, lois).mois
        assert {p: (du.reste, du.majoration) for p, du in lu.items()} == attendu
