"""The texts under which the law is tested."""

import pytest

from app.regles import bareme as baremes
from tests.regles.aides import avec


@pytest.fixture(scope="session")
def bareme() -> baremes.Bareme:
    """Togo's parameters, as the repository holds them."""
    return baremes.charger()


@pytest.fixture(scope="session")
def benin(bareme) -> baremes.Bareme:
    """Another fund's parameters: 30 %, then 2 % a year, no minimum."""
    return avec(bareme, pension_taux_base=3000, pension_increment=200, pension_minimum=0)
