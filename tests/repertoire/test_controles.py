"""The numbers that the fund gives, as people type them."""

import pytest
from wtforms import Form, StringField

from app.repertoire.compte_bancaire import CLE_FAUSSE, INCONNU, montrer_compte
from app.repertoire.controles import compte_bancaire, nif, numero_d_assure, numero_d_employeur


@pytest.mark.parametrize(
    ("controle", "ecrit", "garde"),
    [
        (nif, "1000 104 279", "1000104279"),
        (numero_d_assure, "0190 22", "019022"),
        (numero_d_employeur, "20 417", "20417"),
    ],
)
def test_spaces_inside_a_number_are_taken_out(controle, ecrit, garde):
    saisie = type("Saisie", (Form,), {"numero": StringField("Numéro", [controle])})(data={"numero": ecrit})
    assert saisie.validate()
    assert saisie.numero.data == garde


@pytest.mark.parametrize(
    ("controle", "ecrit"),
    [(nif, "100010427"), (nif, "10001042791"), (numero_d_assure, "019"), (numero_d_assure, "0" * 16)],
)
def test_a_number_of_another_length_is_refused(controle, ecrit):
    saisie = type("Saisie", (Form,), {"numero": StringField("Numéro", [controle])})(data={"numero": ecrit})
    assert not saisie.validate()


TOGO = "TG53TG0090604310346500400070"
COMPTES = {
    "TG009 06043 103465004000 70": TOGO,
    "TG0090604310346500400070": TOGO,
    "tg009-06043-103465004000-70": TOGO,
    "RIB : TG009 06043 103465004000 70": TOGO,
    "TG53 TG00 9060 4310 3465 0040 0070": TOGO,
    "IBAN TG53TG0090604310346500400070": TOGO,
    "TG053 01001 12345678901 57": "TG53TG0530100101234567890157",
    "CI93 CI00 8011 1301 1342 9120 0589": "CI93CI0080111301134291200589",
    "BJ66 BJ06 1010 0100 1443 9000 0769": "BJ66BJ0610100100144390000769",
    "SN08 SN01 0015 2000 0485 0000 3035": "SN08SN0100152000048500003035",
    "FR76 3000 6000 0112 3456 7890 189": "FR7630006000011234567890189",
    "TG009 06043 103465004000 71": CLE_FAUSSE,
    "TG009 06043 103465004001 70": CLE_FAUSSE,
    "TG54 TG00 9060 4310 3465 0040 0070": CLE_FAUSSE,
    "FR76 3000 6000 0112 3456 7890 188": CLE_FAUSSE,
    "TG53 TG00 9060 4310": INCONNU,
    "103465004000": INCONNU,
    "90 11 42 57": INCONNU,
    "abc": INCONNU,
}
"""What is typed for a bank account, and the IBAN that is kept, or why none is."""


@pytest.mark.parametrize(("ecrit", "lu"), COMPTES.items())
def test_an_account_is_kept_as_its_iban_or_told_wrong_and_kept_as_typed(ecrit, lu):
    saisie = type("Saisie", (Form,), {"compte": StringField("Compte", [compte_bancaire])})(
        data={"compte": ecrit}
    )
    saisie.validate()
    refuse = lu in (CLE_FAUSSE, INCONNU)
    assert (saisie.compte.data, list(saisie.compte.errors)) == ((ecrit, [lu]) if refuse else (lu, []))


def test_an_account_is_shown_by_groups_of_four_and_what_is_none_as_it_is():
    assert montrer_compte(TOGO) == "TG53 TG00 9060 4310 3465 0040 0070"
    assert montrer_compte("Caisse de Kara") == "Caisse de Kara"
