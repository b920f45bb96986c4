"""The portal answers by its own names alone."""

import pytest
from werkzeug.test import Client

from app.socle.hotes import SesNoms


@pytest.mark.parametrize(
    ("hote", "statut"), [("cnss.tg", 200), ("cnss.tg:8443", 200), ("ailleurs.tg", 400), ("", 400)]
)
def test_a_request_for_another_name_is_refused(app, hote, statut):
    porte = SesNoms(app.wsgi_app, ["cnss.tg"])
    assert Client(porte).get("/robots.txt", environ_overrides={"HTTP_HOST": hote}).status_code == statut


def test_where_no_name_is_said_any_is_answered(app):
    assert app.config["HOTES"] == ()
    assert app.test_client().get("/robots.txt", base_url="http://ailleurs.tg").status_code == 200
