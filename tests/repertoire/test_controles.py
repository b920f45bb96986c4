"""The numbers that the fund gives, as people type them."""

import pytest
from wtforms import Form, StringField

from app.repertoire.controles import nif, numero_d_assure


@pytest.mark.parametrize(
    ("controle", "ecrit", "garde"),
    [(nif, "1000 104 279", "1000104279"), (numero_d_assure, "0190 22", "019022")],
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
