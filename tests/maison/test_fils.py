"""The breadcrumb of every page leads where it says, for whoever reads it."""

import re

import pytest
from sqlalchemy import select

from tests.outils.petit_togo import COMPTES
from tests.outils.routes import routes

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
"""The framework's select fields still speak an older WTForms."""

ACCUEIL = "/services/"
UN_DE_CHAQUE_ROLE = {role: email for email, (role, *_) in reversed(COMPTES.items())}
UNE_ETAPE = re.compile(r'<li><a href="([^"]*)">([^<]*)</a></li>')
TABLEAU_DE_BORD = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>\s*Tableau de bord\s*</a>')


@pytest.fixture
def pages(app, session, dossiers, connecter):
    """Return `pages(role)`, what the role opens, with the key of each row it sees: `{address: HTML}`."""

    def ouvertes(role: str) -> dict[str, str]:
        navigateur = connecter(UN_DE_CHAQUE_ROLE[role])
        a_lire = [r for r in routes(app) if "GET" in r.regle.methods and r.fermee and r.ouverte_a(role)]
        reponses = {
            adresse: navigateur.get(adresse)
            for route in a_lire
            for adresse in route.adresses(_cles(session, route))
        }
        lues = {a: r for a, r in reponses.items() if r.mimetype == "text/html" and r.status_code == 200}
        return {adresse: reponse.text for adresse, reponse in lues.items()}

    return ouvertes


def _cles(session, route) -> list[int]:
    return list(session.scalars(select(route.modele.id))) if route.a_une_cle else []


def etapes(page: str) -> set[tuple[str, str]]:
    """Return the steps of a page's breadcrumb that are links: `(address, label)`."""
    fil = re.search(r'<nav class="fil".*?</nav>', page, re.DOTALL)
    return set(UNE_ETAPE.findall(fil[0])) if fil else set()


@pytest.mark.long
@pytest.mark.parametrize("role", UN_DE_CHAQUE_ROLE)
def test_each_step_of_a_breadcrumb_opens_and_tableau_de_bord_is_the_dashboard(pages, connecter, role):
    lues, navigateur = pages(role), connecter(UN_DE_CHAQUE_ROLE[role])
    d_ou = {lieu: adresse for adresse, page in lues.items() for lieu, _ in etapes(page)}
    fermees = {lieu: d_ou[lieu] for lieu in d_ou if navigateur.get(lieu).status_code != 200}
    assert not fermees, "\n".join(f"{lieu}, from {adresse}" for lieu, adresse in fermees.items())
    ailleurs = {a: vus for a, page in lues.items() if (vus := {*TABLEAU_DE_BORD.findall(page)} - {ACCUEIL})}
    assert not ailleurs
    assert "Tableau de bord</h1>" in navigateur.get(ACCUEIL).text
