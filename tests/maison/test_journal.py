"""The journal forgets no screen: what the staff reads or writes leaves a line, whoever wrote the screen."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from app.journal import notes
from app.models import LigneDuJournal, Model
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.droits import CHEZ_SOI
from tests.outils.petit_togo import COMPTES
from tests.outils.routes import d_un_espace, routes
from tests.outils.services import saisie

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
DE_LA_CAISSE = ("agent@essai.tg", "superviseur@essai.tg", "admin@essai.tg", "redaction@essai.tg")
A_PART = {c.__tablename__ for c in acces.classes(Model) if getattr(c, "hors_journal", False)}
"""Tables of which the journal does not speak: each says why beside it."""


def de_la_caisse(app, role: str, methode: str) -> list:
    """Return the routes of the fund's staff that a role opens and that take a method."""
    ouvertes = (r for r in routes(app) if methode in r.regle.methods and r.fermee and r.ouverte_a(role))
    return [r for r in ouvertes if d_un_espace(r) and r.vue.espace not in CHEZ_SOI]


def rang(session) -> int:
    """Return how many lines the journal has."""
    return session.scalar(select(func.count()).select_from(LigneDuJournal))


@pytest.mark.parametrize("email", DE_LA_CAISSE)
def test_every_page_of_the_fund_that_shows_somebody_s_rows_leaves_a_line(
    app, session, dossiers, connecter, monkeypatch, email
):
    monkeypatch.setattr(notes, "UNE_LECTURE", timedelta(0))
    role, navigateur, muettes, vues = COMPTES[email][0], connecter(email), [], 0
    for route in (r for r in de_la_caisse(app, role, "GET") if d_un_espace(r)):
        modele = getattr(route.vue, "modele", None)
        if modele is None or not acces.a_portee(modele):
            continue
        cles = list(session.scalars(select(modele.id).limit(1))) if route.a_une_cle else [None]
        for adresse in route.adresses(cles):
            avant = rang(session)
            vue = navigateur.get(adresse).status_code == 200
            vues += vue
            if vue and rang(session) == avant:
                muettes.append(adresse)
    assert muettes == []
    assert vues


@contextmanager
def ecritures(moteur):
    """Yield the set of the tables that were written for good: what a savepoint undoes is taken out."""
    pile: list[set[str]] = [set()]

    def ouvrir(*_arguments):
        pile.append(set())

    def garder(*_arguments):
        gardes = pile.pop()
        pile[-1:] = [pile[-1] | gardes] if pile else [gardes]

    def defaire(*_arguments):
        pile[-1:] = [] if len(pile) > 1 else [set()]

    def relever(_connexion, _curseur, requete, *_arguments):
        mots = requete.replace('"', " ").split()
        if mots[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            pile[-1].add(mots[1 if mots[0].upper() == "UPDATE" else 2])

    ecoutes = {
        "savepoint": ouvrir,
        "release_savepoint": garder,
        "rollback_savepoint": defaire,
        "before_cursor_execute": relever,
    }
    for nom, fonction in ecoutes.items():
        event.listen(moteur, nom, fonction)
    try:
        yield pile
    finally:
        for nom, fonction in ecoutes.items():
            event.remove(moteur, nom, fonction)


@pytest.mark.parametrize("email", DE_LA_CAISSE)
def test_whatever_the_fund_s_staff_change_by_a_form_leaves_a_line(app, session, dossiers, connecter, email):
    role, navigateur, muettes, changes = COMPTES[email][0], connecter(email), [], 0
    with app.app_context():
        moteur = db.engine
    with ecritures(moteur) as pile:
        for route in de_la_caisse(app, role, "POST"):
            cles = list(session.scalars(select(route.modele.id))) if route.a_une_cle else [None]
            for adresse in route.adresses(cles[:3]):
                avant = rang(session)
                pile[:] = [set()]
                navigateur.post(adresse, data=saisie_de(route) | {"motif": "essai"})
                ecrites = pile[0] - A_PART
                changes += bool(ecrites)
                if ecrites and rang(session) == avant:
                    muettes.append(f"{adresse}: {sorted(ecrites)}")
    assert muettes == []
    assert changes


def saisie_de(route) -> dict[str, str]:
    """Return what a form of the screen takes, when it is made from a model."""
    modele, colonnes = getattr(route.vue, "modele", None), getattr(route.vue, "add_columns", None)
    if not (modele and colonnes and route.fonction in ("add", "edit")):
        return {}
    return saisie(modele, colonnes) | {"slug": "essai", "adresse": "/essai"}
