"""Work apart: bounded in time and memory, without the application, its refusals brought back."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from app.classeurs.lire import LECTURE
from app.classeurs.refus import FichierRefuse
from app.socle import isole

APART = ("app.classeurs.classeur", "app.classeurs.annoteur")
"""What runs apart."""


def refus_de(travail: isole.TravailIsole, *arguments: object) -> str:
    """Return the code of the refusal that a work ends with."""
    with pytest.raises(FichierRefuse) as refuse:
        travail(*arguments)
    return refuse.value.code


@pytest.mark.parametrize(
    ("amorce", "code"),
    [
        pytest.param("import time; time.sleep(60)", "demesure", id="waits"),
        pytest.param("import os; os.abort()", "demesure", id="dies"),
        pytest.param("raise ValueError('1234')", "tronque", id="fails"),
    ],
)
def test_a_process_that_ends_badly_is_a_refusal(monkeypatch, amorce, code):
    monkeypatch.setattr(isole, "_AMORCE", amorce)
    assert refus_de(replace(LECTURE, secondes=1)) == code


def test_a_process_takes_no_more_memory_than_it_is_allowed():
    gourmand = replace(LECTURE, module="builtins", fonction="bytes", attendu=bytes, memoire=200 * 2**20)
    assert len(gourmand(2**20)) == 2**20
    assert refus_de(gourmand, 400 * 2**20) == "demesure"


def test_a_result_of_another_kind_is_a_refusal():
    assert refus_de(replace(LECTURE, module="builtins", fonction="bytes"), 4) == "tronque"


def test_what_runs_apart_loads_neither_the_application_nor_its_environment():
    amorce = isole._AMORCE.partition("from app")[0]
    code = f"{amorce}\nimport os, {', '.join(APART)}\nprint(*sys.modules, *os.environ)"
    commande = [sys.executable, "-I", "-c", code, isole._RACINE]
    sortie = subprocess.run(commande, env={}, capture_output=True, text=True, check=True).stdout.split()
    interdits = re.compile(r"(flask|sqlalchemy|werkzeug)(\.|$)|SECRET|DATABASE", re.I)
    assert set(APART) <= set(sortie)
    assert [nom for nom in sortie if interdits.match(nom)] == []
