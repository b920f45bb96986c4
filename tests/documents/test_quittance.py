"""The receipt of a payment, as its holder reads it."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents import cles, jeton, quittance
from app.documents.cloture import Verification
from app.documents.quittance import Imputation


@pytest.fixture
def une_quittance():
    return quittance.Quittance(
        numero="QT-2026-000045",
        delivree_le=date(2026, 11, 23),
        recu_le=date(2026, 11, 20),
        employeur_numero="10245678",
        employeur_nom="Société togolaise des œuvres électriques (STOE) SARL",
        mode="T-Money (Mixx by Yas)",
        reference="TX-778812",
        paiement="PAI-2026-000045",
        montant=150_000,
        imputations=[
            Imputation(202601, 94_500, 4_725),
            Imputation(202602, 50_000, 0),
            Imputation(None, 775, 0),
        ],
    )


@pytest.fixture
def controle(une_quittance, cle):
    adresse = "https://portail.example.tg/v"
    signe = jeton.signer(quittance.contenu(une_quittance), cle)
    return Verification(f"{adresse}/{signe}", "https://portail.example.tg/verifier", "K7QF-93MX-2TRD")


def test_the_receipt_says_who_paid_how_much_when_and_how(lire, une_quittance, controle):
    texte = lire(quittance.imprimer(une_quittance, controle)).texte
    for attendu in (
        "QT-2026-000045", "10245678", "150\u202f000\u202fF", "20\u00a0novembre\u00a02026", "T-Money",
        "TX-778812", "PAI-2026-000045",
    ):  # fmt: skip
        assert attendu in texte


def test_the_receipt_says_what_the_payment_extinguished_and_what_is_an_advance(lire, une_quittance, controle):
    texte = lire(quittance.imprimer(une_quittance, controle)).texte
    assert "janvier 2026 94\u202f500\u202fF 4\u202f725\u202fF 99\u202f225\u202fF" in texte
    assert "Avance sur les périodes à venir" in texte


def test_the_qr_code_of_a_receipt_verifies(lire, une_quittance, controle, cle):
    (code,) = lire(quittance.imprimer(une_quittance, controle)).codes_qr()
    lu = jeton.verifier(code.rsplit("/", 1)[1], cles.trousseau([cle.public_key()]))
    assert (lu["doc"], lu["xof"], lu["le"]) == ("quittance", 150_000, "2026-11-20")


def test_a_receipt_of_sixty_months_goes_over_several_pages(lire, une_quittance, controle):
    longue = [Imputation(202000 + 100 * (i // 12) + i % 12 + 1, 1_000 + i, i) for i in range(60)]
    pages = lire(quittance.imprimer(replace(une_quittance, imputations=longue), controle)).pages
    assert len(pages) > 1
    assert "décembre 2024" in " ".join(pages)
