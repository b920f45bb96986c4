"""A test client that signs in, and that never lends the test's own scope to the application."""

from flask.testing import FlaskClient

from app.socle import acces

MOT_DE_PASSE = "demo-Cnss-2026"


class Navigateur(FlaskClient):
    """One person's browser: her own cookies, her own scope.

    The test's session is committed before each request and re-read after it, as two people would see things.
    """

    session_du_test = None

    def open(self, *args, **options):
        """Send one request as the application receives it: with no scope in force yet."""
        if self.session_du_test is not None:
            self.session_du_test.commit()
        with acces.au_nom_de(None):
            reponse = super().open(*args, **{"buffered": True} | options)
        if self.session_du_test is not None:
            self.session_du_test.expire_all()
        return reponse

    def connecter(self, email: str, mot_de_passe: str = MOT_DE_PASSE) -> "Navigateur":
        """Sign in through the real page and return this client."""
        reponse = self.post("/connexion", data={"username": email, "password": mot_de_passe})
        assert reponse.status_code == 302, f"{email} could not sign in"
        return self
