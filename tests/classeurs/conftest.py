"""What tests of many workbooks share."""

from importlib import import_module

import pytest

from app.socle.isole import TravailIsole


@pytest.fixture
def sur_place(monkeypatch):
    """Have a workbook read by this very process: another would be started some hundreds of times."""

    def appeler(travail: TravailIsole, *arguments):
        return getattr(import_module(travail.module), travail.fonction)(*arguments)

    monkeypatch.setattr(TravailIsole, "__call__", appeler)
