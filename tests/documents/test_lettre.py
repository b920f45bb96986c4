"""The papers of any request: its receipt, the letter of its decision, the individual certificate."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents import accuse, attestation, lettre
from app.documents.cloture import Verification

QUI = [("Assuré", "AGBEKO Essi"), ("N° d’assurance", "0012345678")]
LETTRE = lettre.Lettre(
    numero="ENF-2026-000012",
    service="Déclaration d’enfant",
    favorable=True,
    deposee_le=date(2026, 10, 3),
    decidee_le=date(2026, 10, 9),
    a_qui=("Essi AGBEKO", "Lomé, Tokoin"),
    qui=QUI,
    signataire="Mèhèza Tchalim",
    conclusion="Kodjo AGBEKO est inscrit dans votre famille.",
)
ATTESTATION = attestation.Attestation(
    numero="AT-2026-000031",
    titre="Attestation de carrière",
    delivree_le=date(2026, 10, 9),
    situation_au=date(2026, 10, 9),
    titulaire="AGBEKO Essi",
    assure_numero="0012345678",
    naissance_le=date(1969, 5, 2),
    destinataire="Banque",
    mois_assures=19,
    annees=[(2025, 12, 1_830_500), (2026, 7, 1_105_200)],
)


def texte(octets: bytes) -> str:
    pages = PdfReader(BytesIO(octets)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u202f", " ").split())


def test_a_letter_of_acceptance_says_what_it_gives():
    lue = texte(lettre.imprimer(LETTRE))
    assert "l’accepte" in lue
    assert LETTRE.conclusion in lue
    assert "9 octobre 2026" in lue.replace("\u00a0", " ")


def test_a_letter_of_refusal_gives_the_reason_and_no_conclusion():
    lue = texte(lettre.imprimer(replace(LETTRE, favorable=False, motif="L’acte est illisible.")))
    assert "L’acte est illisible." in lue
    assert "ne peut l’accepter" in lue
    assert LETTRE.conclusion not in lue


@pytest.mark.parametrize("phrases", range(30, 46, 2))
def test_the_signature_of_a_letter_is_on_the_page_of_what_it_closes(phrases):
    motif = "L’acte de naissance joint est illisible, et sa date ne peut être lue. " * phrases
    pages = PdfReader(BytesIO(lettre.imprimer(replace(LETTRE, favorable=False, motif=motif)))).pages
    derniere = pages[-1].extract_text()
    assert "Mèhèza Tchalim" in derniere
    assert "pas d’accord avec cette décision" in derniere


def test_the_reason_of_a_refusal_keeps_its_lines():
    refus = lettre.imprimer(replace(LETTRE, favorable=False, motif="L’acte est illisible.\nLa photo manque."))
    assert "L’acte est illisible.\nLa photo manque." in PdfReader(BytesIO(refus)).pages[0].extract_text()


def test_a_receipt_repeats_what_was_sent_and_names_the_pieces():
    lue = texte(
        accuse.imprimer(
            accuse.Accuse(
                numero="ENF-2026-000012",
                service="Déclaration d’enfant",
                soumise_le=datetime(2026, 10, 3, 14, 5, tzinfo=UTC),
                qui=QUI,
                parties=[("L’enfant", [("Nom", "Agbeko"), ("Autre parent", "")])],
                pieces=["Acte de naissance : acte.pdf"],
            )
        )
    )
    for attendu in ("ENF-2026-000012", "L’enfant", "acte.pdf", "il ne vaut pas acceptation"):
        assert attendu in lue


def test_a_receipt_of_twelve_short_answers_holds_on_one_page():
    reponses = [(f"Question {rang}", "Oui") for rang in range(12)]
    envoi = accuse.Accuse("ENF-1", "Essai", datetime(2026, 10, 3), QUI, [("Partie", reponses)])
    octets = accuse.imprimer(envoi)
    assert len(PdfReader(BytesIO(octets)).pages) == 1


def test_a_certificate_of_career_lists_its_years_and_how_to_check_it():
    moyen = Verification("https://exemple.tg/v/jeton", "https://exemple.tg/verifier", "7KQM-4XTB-9RDA")
    lue = texte(attestation.imprimer(ATTESTATION, moyen))
    for attendu in ("2025", "1 830 500 F", "19 mois", "7KQM-4XTB-9RDA"):
        assert attendu in lue.replace("\u00a0", " ")


def test_the_token_of_a_certificate_says_no_more_than_it_must():
    assert attestation.contenu(ATTESTATION) == {
        "doc": "attestation",
        "no": "AT-2026-000031",
        "ass": "0012345678",
        "nom": "AGBEKO Essi",
    }
