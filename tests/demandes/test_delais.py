"""By when the fund answers: said before sending, once sent, and on the receipt."""

from datetime import UTC, datetime

import pytest

from app.demandes import delais
from app.models import PensionVieillesse, Quitus

pytestmark = pytest.mark.petit_togo


def test_the_time_is_announced_where_a_text_sets_one(app, session):
    with app.app_context():
        assert delais.annonce(session, PensionVieillesse).startswith("Réponse dans les 60 à 120\u00a0jours")
        assert delais.annonce(session, Quitus) == ""


def test_a_request_sent_says_the_last_day_to_answer_it(app, session):
    with app.app_context():
        demande = PensionVieillesse(soumise_le=datetime(2026, 11, 25, 10, tzinfo=UTC))
        assert "le 25/03/2027 au plus tard" in delais.promesse(session, demande)
        assert delais.promesse(session, Quitus(soumise_le=demande.soumise_le)) == ""
