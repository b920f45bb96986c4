"""Statements are read as each bank writes them, once; payments are found in them and confirmed once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.cotisations import cotisant
from app.models import Banque, Certificat, LigneReleve
from app.services.paiement import lecture_releve, rapprochement
from app.services.paiement.lecture_releve import Correspondance, ReleveIllisible, lire
from app.services.paiement.rapprochement import Attendu, Credit, apparier
from app.services.paiement.releves_bancaires import importer
from app.services.paiement.tables import EtatPaiement
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from tests.cotisations.outils import devoir, employeur
from tests.services.paiement.outils import AGENT, annoncer, banque, deposer, reglages

LE, UN_JOUR = date(2026, 11, 12), timedelta(days=1)
RELEVE = """Union togolaise de banque;;;;
Compte;CNSS;;;
Date;Référence;Libellé;Débit;Crédit
12/11/2026;BRD-7781;VERSEMENT ATELIER;;94 500
12/11/2026;;COMMISSION;1 200;
13/11/2026;;VIR REF VIR/2026/88 SCIERIE;;61 250,00
13/11/2026;;DEPOT ESPECES;;10 000
13/11/2026;;DEPOT ESPECES;;10 000
""".encode()


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


@pytest.fixture
def utb(session):
    return banque(session)


@pytest.fixture
def atelier(session):
    qui = employeur(session)
    devoir(session, qui, 202610, date(2026, 11, 4))
    return qui


def lignes(session) -> list[LigneReleve]:
    return list(session.scalars(select(LigneReleve).order_by(LigneReleve.id)))


def test_a_statement_gives_its_credits_whatever_stands_above_its_titles():
    lus = lire(RELEVE, Correspondance())
    assert [(c.le, c.montant) for c in lus] == [
        (LE, 94_500), (LE + UN_JOUR, 61_250), (LE + UN_JOUR, 10_000), (LE + UN_JOUR, 10_000),
    ]  # fmt: skip


def test_signs_that_nobody_sees_change_nothing_of_a_statement():
    marque = RELEVE.decode().replace(";", "\u200b;\u200e").encode()
    assert lire(marque, Correspondance()) == lire(RELEVE, Correspondance())


def test_another_bank_writes_its_statements_otherwise():
    colonnes = Correspondance("Val. date", "Ref", "Label", "Amount", ",", "%Y-%m-%d", ".")
    credit, debit = b'2026-11-12,A-1,"Deposit, cash","94,500.00"\n', b"2026-11-12,A-2,Fee,-50\n"
    lus = lire(b"Val. date,Ref,Label,Amount\n" + credit + debit, colonnes)
    assert lus == [lecture_releve.CreditLu(LE, "A-1", "Deposit, cash", 94_500)]


@pytest.mark.parametrize("encodage", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_statement_is_read_in_the_encodings_of_windows(encodage):
    assert lire(RELEVE.decode().encode(encodage), Correspondance()) == lire(RELEVE, Correspondance())


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"Date;Montant\n", "n’ont pas"),
        (b"Banque\nDay;Ref;Label;Sum\n1;2;3;4\n", "porte : « Day », « Ref », « Label », « Sum »"),
        (b"Date|Ref|Label|Amount\n", "séparateur « Point-virgule », ce fichier porte : aucune colonne"),
        ("Date;Référence;Libellé;Crédit\n2026-11-12;;X;5\n".encode(), "Ligne 2"),
        ("Date;Référence;Libellé;Crédit\n12/11/2026;;X;5,50\n".encode(), "5,50"),
        (b"", "vide"),
    ],
)
def test_what_is_not_the_bank_s_statement_is_refused_in_words(contenu, dit):
    with pytest.raises(ReleveIllisible, match=dit):
        lire(contenu, Correspondance())


@pytest.mark.parametrize("montant", ["1" + "0" * 24, "94 500,50", "-", "douze", "0x10", "9" * 14])
def test_an_amount_that_is_none_is_refused_with_its_line(montant):
    with pytest.raises(ReleveIllisible, match="Ligne 2 .*ne se lit pas"):
        lire(f"Date;Référence;Libellé;Crédit\n12/11/2026;R;L;{montant}\n".encode(), Correspondance())


def test_a_day_to_come_is_refused_an_account_never_goes_back_in_time():
    demain = aujourd_hui() + UN_JOUR
    with pytest.raises(ReleveIllisible, match="n’est pas encore venue"):
        lire(f"Date;Référence;Libellé;Crédit\n{demain:%d/%m/%Y};R;L;500\n".encode(), Correspondance())


def test_what_no_table_can_hold_is_refused_in_words():
    with pytest.raises(ReleveIllisible, match="n’est pas un tableau"):
        lire(b'Date;"' + b"x" * 200_000, Correspondance())


def test_two_banks_may_write_the_same_line(session, utb):
    autre = Banque(code="ORA", nom="Orabank")
    session.add(autre)
    for qui in (utb, autre):
        importer(session, qui, "novembre.csv", RELEVE, None)
    assert [sum(ligne.banque_id == qui.id for ligne in lignes(session)) for qui in (utb, autre)] == [4, 4]


def test_the_same_statement_again_changes_nothing(session, utb):
    un, autre = (importer(session, utb, "novembre.csv", RELEVE, None) for _ in range(2))
    assert un is autre
    assert len(lignes(session)) == un.lignes == 4


def test_a_statement_that_overlaps_another_adds_only_what_is_new(session, utb):
    importer(session, utb, "novembre.csv", RELEVE, None)
    suite = importer(session, utb, "suite.csv", RELEVE + b"14/11/2026;N-1;NOUVEAU;;7\n", None)
    assert suite.lignes == 1
    assert len(lignes(session)) == 5


def test_two_credits_that_say_the_same_are_two(session, utb):
    importer(session, utb, "novembre.csv", RELEVE, None)
    assert [ligne.montant for ligne in lignes(session)].count(10_000) == 2


def test_a_bank_keeps_its_own_columns(session, utb):
    utb.correspondance = {"montant": "Entrées"}
    with pytest.raises(ReleveIllisible, match="Entrées"):
        importer(session, utb, "novembre.csv", RELEVE, None)


def test_a_payment_is_proposed_for_the_line_of_its_reference_amount_and_day(session, utb, atelier):
    paiement = deposer(session, atelier, 94_500, LE, "brd 7781")
    importer(session, utb, "novembre.csv", RELEVE, None)
    (proposition,) = rapprochement.proposer(session)
    assert (proposition.paiement_id, proposition.score, proposition.sure) == (paiement.id, 100, True)
    assert proposition.raisons == ("même référence", "même montant", "même jour")


def test_a_reference_is_found_in_the_words_of_the_bank(session, utb, atelier):
    paiement = deposer(session, atelier, 61_250, date(2026, 11, 10), "VIR-2026-88")
    importer(session, utb, "novembre.csv", RELEVE, None)
    (proposition,) = rapprochement.proposer(session)
    assert (proposition.paiement_id, proposition.sure) == (paiement.id, True)


def test_an_amount_about_the_same_day_is_proposed_but_not_sure(session, utb, atelier):
    deposer(session, atelier, 94_500, date(2026, 11, 11), "AUTRE-REF")
    importer(session, utb, "novembre.csv", RELEVE, None)
    (proposition,) = rapprochement.proposer(session)
    assert not proposition.sure


def test_confirming_books_the_payment_at_the_bank_s_date_and_issues_its_receipt(session, utb, atelier):
    paiement = deposer(session, atelier, 94_500, date(2026, 11, 11), "BRD-7781")
    importer(session, utb, "novembre.csv", RELEVE, None)
    assert paiement.etat is EtatPaiement.en_attente_rapprochement
    (proposition,) = rapprochement.proposer(session)
    rapprochement.confirmer(session, proposition.ligne_id, proposition.paiement_id, AGENT)
    assert (paiement.etat, paiement.recu_le) == (EtatPaiement.confirme, LE)
    assert cotisant.solde(session, atelier.id) == 0
    assert session.scalar(select(func.count()).where(Certificat.demande_id == paiement.id)) == 1


def test_confirming_twice_books_once(session, utb, atelier):
    paiement = deposer(session, atelier, 94_500, LE, "BRD-7781")
    importer(session, utb, "novembre.csv", RELEVE, None)
    ligne = lignes(session)[0]
    for _ in range(2):
        rapprochement.confirmer(session, ligne.id, paiement.id, AGENT)
    assert cotisant.solde(session, atelier.id) == 0
    assert ligne not in rapprochement.lignes_en_attente(session)


def test_a_line_answers_to_one_payment(session, utb, atelier):
    un, autre = (deposer(session, atelier, 94_500, LE, f"BRD-778{i}") for i in (1, 2))
    importer(session, utb, "novembre.csv", RELEVE, None)
    ligne = lignes(session)[0]
    rapprochement.confirmer(session, ligne.id, un.id, AGENT)
    with pytest.raises(Refus, match="déjà rapprochée"):
        rapprochement.confirmer(session, ligne.id, autre.id, AGENT)


def test_amounts_that_differ_are_not_confirmed(session, utb, atelier):
    paiement = deposer(session, atelier, 94_000, LE, "BRD-7781")
    importer(session, utb, "novembre.csv", RELEVE, None)
    with pytest.raises(Refus, match="94\u202f500\u202fF le 12/11/2026"):
        rapprochement.confirmer(session, lignes(session)[0].id, paiement.id, AGENT)


def test_a_mobile_payment_is_never_matched_with_a_statement(app, session, utb, atelier, monkeypatch):
    for nom, valeur in reglages("http://127.0.0.1:9", "paygate").items():
        monkeypatch.setitem(app.config, nom, valeur)
    paiement = annoncer(session, atelier, 94_500)
    importer(session, utb, "novembre.csv", RELEVE, None)
    assert rapprochement.proposer(session) == []
    with pytest.raises(Refus, match="opérateur"):
        rapprochement.confirmer(session, lignes(session)[0].id, paiement.id, AGENT)


def test_many_are_confirmed_at_once_and_the_others_say_why(session, utb, atelier):
    bon = deposer(session, atelier, 94_500, LE, "BRD-7781")
    mauvais = deposer(session, atelier, 5, LE, "AUTRE")
    importer(session, utb, "novembre.csv", RELEVE, None)
    premiere, seconde, *_ = lignes(session)
    couples = [(premiere.id, bon.id), (seconde.id, mauvais.id)]
    confirmes, refus = rapprochement.confirmer_plusieurs(session, couples, AGENT)
    assert (confirmes, len(refus)) == (1, 1)
    assert bon.etat is EtatPaiement.confirme
    assert mauvais.etat is EtatPaiement.en_attente_rapprochement


def test_what_nothing_answers_to_waits_in_order(session, utb):
    importer(session, utb, "novembre.csv", RELEVE, None)
    attente = [ligne.montant for ligne in rapprochement.lignes_en_attente(session)]
    assert attente == [94_500, 61_250, 10_000, 10_000]


versements = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 20), st.sampled_from(["ABCD1", "ABCD2", "X"])), max_size=15
)


@given(versements, versements)
def test_each_line_and_each_payment_is_proposed_once_at_most(lignes, paiements):
    credits_ = [Credit(i, 1, m, date(2026, 1, j), frozenset({r})) for i, (m, j, r) in enumerate(lignes)]
    attendus = [Attendu(i, 1, m, date(2026, 1, j), r) for i, (m, j, r) in enumerate(paiements)]
    propositions = apparier(credits_, attendus)
    assert len({p.ligne_id for p in propositions}) == len(propositions)
    assert len({p.paiement_id for p in propositions}) == len(propositions)
    assert [p.score for p in propositions] == sorted((p.score for p in propositions), reverse=True)
