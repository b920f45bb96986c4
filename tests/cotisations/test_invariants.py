"""What must hold of an account whatever happens to it, in whatever order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.cotisations.imputation import Faits, Regles, imputer
from app.regles import mois, retard
from app.regles.bareme import charger

BAREME = charger()
DEBUT, FIN = date(2025, 1, 1), date(2027, 6, 30)
REGLES = Regles(
    lambda periode: retard.exigible_le(periode, BAREME),
    lambda principal, exigible, jour: retard.majoration(principal, exigible, jour, BAREME),
)
jours = st.dates(DEBUT, date(2026, 12, 31))
montants = st.integers(1, 2_000_000)
periodes = st.sampled_from(list(mois.suite(202411, 202611)))
dus = st.lists(st.tuples(jours, periodes, montants), max_size=12)
versements = st.lists(st.tuples(jours, montants), max_size=10)


def faits(dus, versements) -> Faits:
    rassembles = Faits()
    for le, periode, montant in dus:
        rassembles.dus[le, periode] += montant
    for le, montant in versements:
        rassembles.versements[le] += montant
    return rassembles


def etat(compte, au: date) -> tuple:
    return compte.avance, sorted(
        (x.periode, x.reste, x.majoration(au), x.majoration_due(au)) for x in compte.lignes.values()
    )


@given(dus, versements, st.randoms())
def test_the_order_in_which_facts_are_learned_changes_nothing(dus, versements, hasard):
    attendu = etat(imputer(faits(dus, versements), FIN, REGLES), FIN)
    hasard.shuffle(dus)
    hasard.shuffle(versements)
    assert etat(imputer(faits(dus, versements), FIN, REGLES), FIN) == attendu


@given(dus, versements)
def test_every_franc_received_is_allotted_once_or_kept_as_an_advance(dus, versements):
    compte = imputer(faits(dus, versements), FIN, REGLES)
    affectes = sum(
        t.montant for ligne in compte.lignes.values() for t in (*ligne.payes, *ligne.majorations_payees)
    )
    assert affectes + compte.avance == sum(montant for _, montant in versements)


@given(dus, versements)
def test_no_debt_is_paid_beyond_itself(dus, versements):
    compte = imputer(faits(dus, versements), FIN, REGLES)
    assert all(ligne.reste >= 0 and ligne.majoration_due(FIN) >= 0 for ligne in compte.lignes.values())


@given(dus, versements, jours)
def test_a_debt_that_falls_gives_back_what_it_no_longer_needs(dus, versements, le):
    baisses = [(max(le, jour), periode, -(montant // 2)) for jour, periode, montant in dus]
    compte = imputer(faits([*dus, *baisses], versements), FIN, REGLES)
    affectes = sum(
        t.montant for ligne in compte.lignes.values() for t in (*ligne.payes, *ligne.majorations_payees)
    )
    assert all(ligne.reste >= 0 and ligne.majoration_due(FIN) >= 0 for ligne in compte.lignes.values())
    assert affectes + compte.avance == sum(montant for _, montant in versements)


@given(dus, versements)
def test_an_advance_is_kept_only_by_who_owes_nothing(dus, versements):
    compte = imputer(faits(dus, versements), FIN, REGLES)
    du = sum(ligne.reste + ligne.majoration_due(FIN) for ligne in compte.lignes.values())
    assert not (compte.avance and du)


@given(dus, jours, st.lists(montants, min_size=2, max_size=6))
def test_payments_of_one_day_are_worth_their_sum(dus, le, parts):
    separes = imputer(faits(dus, [(le, p) for p in parts]), FIN, REGLES)
    ensemble = imputer(faits(dus, [(le, sum(parts))]), FIN, REGLES)
    assert etat(separes, FIN) == etat(ensemble, FIN)


@given(dus, versements, jours, montants)
def test_a_payment_never_adds_to_what_is_owed(dus, versements, le, montant):
    def du(recus) -> int:
        compte = imputer(faits(dus, recus), FIN, REGLES)
        return sum(x.reste + x.majoration_due(FIN) for x in compte.lignes.values()) - compte.avance

    assert du([*versements, (le, montant)]) <= du(versements)


@given(dus, versements)
def test_the_oldest_debt_of_a_day_is_paid_first(dus, versements):
    compte = imputer(faits([(DEBUT, p, m) for _, p, m in dus], versements), FIN, REGLES)
    en_retard = [ligne.reste > 0 for _, ligne in sorted(compte.lignes.items())]
    assert en_retard == sorted(en_retard)


@given(dus, versements, versements)
def test_what_was_reversed_leaves_no_trace(dus, versements, annules):
    avec = faits(dus, versements)
    for le, montant in annules:
        avec.versements[le] += montant
        avec.versements[le] -= montant
    assert etat(imputer(avec, FIN, REGLES), FIN) == etat(imputer(faits(dus, versements), FIN, REGLES), FIN)


def test_a_payment_counts_from_its_day_and_a_debt_from_its_month():
    un = faits([(DEBUT, 202412, 94_500)], [(DEBUT, 30_000)])
    assert imputer(un, DEBUT - timedelta(days=1), REGLES).lignes[202412].reste == 94_500
    assert imputer(un, DEBUT, REGLES).lignes[202412].reste == 64_500
