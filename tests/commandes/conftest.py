"""The command line, run in the process of the tests."""

import pytest

from app.socle.base_de_donnees import db


@pytest.fixture
def flask(app, session):
    """Return `flask(*words) -> result`, run in this process on the test's database."""

    def flask(*mots, **options):
        session.commit()
        with app.app_context():
            try:
                return app.test_cli_runner().invoke(
                    args=[str(m) for m in mots], catch_exceptions=False, **options
                )
            finally:
                db.session.remove()

    return flask
