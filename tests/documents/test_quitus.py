"""The quitus as a reader holds it."""

from dataclasses import replace

from app.documents import cles, jeton, quitus


def test_the_quitus_says_who_until_when_for_what_and_who_signs(lire, un_quitus, verification):
    texte = lire(quitus.imprimer(un_quitus, verification)).texte
    for attendu in (
        "Quitus social",
        "N°\u00a0QS-2026-000123",
        "Société togolaise des œuvres électriques (STOE) SARL",
        "10245678",
        "1000123456",
        "31\u00a0octobre\u00a02026",
        "1er\u00a0février\u00a02027",
        "Appel d’offres n° 014/2026",
        "Ministère des travaux publics",
        "Le Directeur du recouvrement",
        "Afi Mensah-Kodjo",
        "Fait à Lomé, le\u00a02\u00a0novembre\u00a02026",
    ):
        assert attendu in texte


def test_the_qr_code_carries_the_address_with_a_token_that_verifies(lire, un_quitus, verification, cle):
    codes = lire(quitus.imprimer(un_quitus, verification)).codes_qr()
    assert codes == [verification.url]
    lu = jeton.verifier(codes[0].rsplit("/", 1)[1], cles.trousseau([cle.public_key()]))
    assert lu == quitus.contenu(un_quitus)


def test_the_qr_code_is_read_on_a_rough_print(lire, un_quitus, verification):
    assert lire(quitus.imprimer(un_quitus, verification)).codes_qr(echelle=2) == [verification.url]


def test_the_code_and_the_address_are_also_written_for_a_person(lire, un_quitus, verification):
    texte = lire(quitus.imprimer(un_quitus, verification)).texte
    assert verification.code in texte
    assert verification.adresse in texte


def test_a_quitus_holds_on_one_page(lire, un_quitus, verification):
    assert len(lire(quitus.imprimer(un_quitus, verification)).pages) == 1


def test_a_very_long_purpose_wraps_without_losing_a_word(lire, un_quitus, verification):
    objet = "Fourniture et pose de matériels hydrauliques villageois " * 8
    texte = lire(quitus.imprimer(replace(un_quitus, objet=objet), verification)).texte
    assert texte.count("hydrauliques") == 8


def test_a_missing_nif_and_purpose_are_shown_as_dashes(lire, un_quitus, verification):
    texte = lire(quitus.imprimer(replace(un_quitus, nif="", objet="", autorite=""), verification)).texte
    assert "(NIF) – Objet – Autorité contractante –" in texte


def test_the_same_quitus_printed_twice_is_the_same_file(un_quitus, verification):
    assert quitus.imprimer(un_quitus, verification) == quitus.imprimer(un_quitus, verification)
