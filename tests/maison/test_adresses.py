"""No address of this site is written by hand: code names a route, and the routes say where it is."""

from itertools import chain

import pytest

from app.socle.adresses import en_serie
from tests.outils import adresses
from tests.outils.adresses import Ecrite, Routes, raconter, sources
from tests.outils.routes import routes as toutes_les_routes

UN_SCRIPT = "a script is one file for all pages, built ahead of the server, which it asks before any page"
EXCEPTIONS = {
    ("app/generateur/ecrans/espace.py", "/…/"): "declares what the addresses of an espace begin with",
    ("app/demandes/ecrans/sans_compte.py", ".route_base"): "what links already mailed are signed for",
    ("app/views/site/formulaires_papier.py", ".route_base"): "the name of a form on paper, after its service",
    ("app/documents/acroforme.py", "/…"): "a name in a PDF",
    ("config.py", "URL_PUBLIQUE"): "reads the setting",
    ("app/socle/adresses.py", "URL_PUBLIQUE"): "writes the public addresses of all others",
    ("app/socle/provenance.py", "URL_PUBLIQUE"): "compares hosts, follows nothing",
    ("demonstration/simulateur_paiement.py", "URL_PUBLIQUE"): "an operator, who knows of us what it was told",
    ("demonstration/simulateur_paiement.py", "…/paiement/avis/…"): "the same operator",
    ("demonstration/simulateur_paiement.py", "/"): "the home of the operator",
    ("app/scripts/logique/depot.js", "/brouillons/"): UN_SCRIPT,
    ("app/scripts/logique/morceaux.js", "/reception/"): UN_SCRIPT,
    ("app/scripts/page/hors_ligne.js", "/service-worker.js"): UN_SCRIPT,
    ("app/scripts/page/hors_ligne.js", "/hors-ligne"): UN_SCRIPT,
}
"""What stays as it is written, by file and text, with the reason."""


@pytest.fixture
def routes(app) -> Routes:
    """The routes of the application."""
    return Routes(app.url_map)


@pytest.fixture
def ecrites(app, routes) -> list[Ecrite]:
    """Every address of ours written by hand."""
    python = sources("*.py", "app/**/*.py", "demonstration/**/*.py")
    toml = (f for f in sources("app/**/*.toml") if "contenu" not in f.parts)
    return [
        *chain.from_iterable(adresses.en_python(f, routes) for f in python),
        *chain.from_iterable(adresses.en_script(f, routes) for f in sources("app/scripts/**/*.js")),
        *chain.from_iterable(adresses.en_toml(f, routes) for f in toml),
        *chain.from_iterable(
            adresses.en_gabarit(f, app.jinja_env.parse(f.read_text(encoding="utf-8")), routes)
            for f in sources("app/templates/**/*.html", "app/templates/**/*.xml")
        ),
    ]


def test_code_names_a_route_and_never_writes_its_address(ecrites, routes):
    fautives = [e for e in ecrites if (e.fichier, e.texte) not in EXCEPTIONS]
    assert not fautives, f"\n{raconter(fautives, routes)}"


def test_each_exception_is_still_there(ecrites):
    assert set(EXCEPTIONS) <= {(e.fichier, e.texte) for e in ecrites}


def test_an_address_in_a_script_is_one_we_serve(ecrites, routes):
    for ecrite in (e for e in ecrites if e.fichier.endswith(".js")):
        assert ecrite.texte in {regle.rule.partition("<")[0] for regle in routes.carte.map.iter_rules()}


def test_each_route_that_code_names_exists(app):
    nommees = [
        *chain.from_iterable(adresses.routes_nommees(f) for f in sources("app/**/*.py")),
        *chain.from_iterable(
            adresses.routes_nommees_en_gabarit(f, app.jinja_env.parse(f.read_text(encoding="utf-8")))
            for f in sources("app/templates/**/*.html", "app/templates/**/*.xml")
        ),
    ]
    assert nommees
    inconnues = [e for e in nommees if e.texte not in app.view_functions]
    assert not inconnues, "\n".join(f"{e.fichier}:{e.ligne}: no route {e.texte}" for e in inconnues)


def test_an_address_written_in_series_is_that_of_its_route(app):
    carte = app.url_map.bind("")
    for route in toutes_les_routes(app):
        for adresse in route.adresses([12]):
            nom, valeurs = carte.match(adresse, method=min(route.regle.methods))
            assert en_serie(nom, **valeurs) == adresse
