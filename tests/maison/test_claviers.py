"""Whatever the keyboard and whoever sends it: every field, search and body, those to come too."""

from itertools import cycle

import pytest
from flask_login import login_user
from sqlalchemy import String, select
from wtforms import FileField, Form, SelectField

from app.demandes.ecrans.demande import DemandeView
from app.generateur.ecrans.vue import Vue
from app.models import Demande, Model, User
from app.socle import acces
from app.socle.droits import CHEZ_SOI
from app.socle.saisie import nettoyer
from tests.outils.claviers import CLAVIERS, CORPS
from tests.outils.formulaires import formulaires
from tests.outils.petit_togo import COMPTES
from tests.outils.routes import routes
from tests.outils.services import saisie

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
TAPES = ("90 11 42 57", "1900040441", "02/01/2026", "10/2026", "52 500", "dela@exemple.tg", "Tévi N’Souvi")
"""What people type in a field, of every kind that fields read."""
CHERCHENT = ("q", "champ", "page", "taille", "tri", "numero", "code", "periode")
"""What addresses carry beside the filters of their list."""
GENRES = ("application/json", "application/octet-stream", "application/x-www-form-urlencoded")
PERSONNES = [
    None,
    "scierie@essai.tg",
    "essi@essai.tg",
    "agent@essai.tg",
    "superviseur@essai.tg",
    "admin@essai.tg",
]


def lus(formulaire: type[Form], app, personne: User, texte: str) -> dict[str, object]:
    """Return what each field of a form reads where this text is typed in it, checked without an error."""
    noms = [c.name for c in formulaire() if not isinstance(c, FileField)]
    with app.test_request_context("/", method="POST", data=dict.fromkeys(noms, texte)) as contexte:
        login_user(personne)
        rempli = formulaire(contexte.request.form)
        for champ in rempli:
            if isinstance(champ, SelectField):
                champ.choices = champ.choices or []  # those that a page offers by itself
        rempli.validate()
        return {champ.name: champ.data for champ in rempli if champ.name in noms}


@pytest.mark.long
@pytest.mark.parametrize("clavier", CLAVIERS.values(), ids=CLAVIERS)
def test_every_field_reads_a_text_as_any_keyboard_writes_it(app, session, clavier):
    elle = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    with app.test_request_context(), acces.systeme("tests"):
        ecarts = [
            f"{f.__name__} « {tape} »: {nom} reads {lu!r}, not {voulu[nom]!r}"
            for f in formulaires(app)
            for tape in TAPES
            for voulu in [lus(f, app, elle, tape)]
            for nom, lu in lus(f, app, elle, clavier(tape)).items()
            if _a_plat(lu) != _a_plat(voulu[nom])
        ]
    assert not ecarts, "\n".join(ecarts[:20])


def _a_plat(lu: object) -> object:
    """Return what was read, the spaces that its author put around left aside: they are his."""
    return lu.strip() if isinstance(lu, str) else lu


@pytest.mark.long
@pytest.mark.parametrize("email", PERSONNES)
def test_no_search_fails_whatever_the_keyboard(app, session, client, connecter, email):
    navigateur = connecter(email) if email else client
    role = COMPTES[email][0] if email else None
    for route in routes(app):
        if (
            "GET" not in route.regle.methods
            or route.a_une_cle
            or route.fermee
            and not (role and route.ouverte_a(role))
        ):
            continue
        filtres = [c.name for c in _filtres(app, route.vue)]
        for clavier in CLAVIERS.values():
            question = {nom: clavier(TAPES[i % len(TAPES)]) for i, nom in enumerate([*CHERCHENT, *filtres])}
            for adresse in route.adresses([]):
                assert navigateur.get(adresse, query_string=question).status_code < 500, (adresse, question)


def _filtres(app, vue):
    if not isinstance(vue, Vue):
        return []
    with app.test_request_context(), acces.systeme("tests"):
        return list(vue.search_form())


@pytest.mark.long
@pytest.mark.parametrize("email", PERSONNES)
def test_no_body_makes_a_route_fail(app, session, dossiers, client, connecter, email):
    role = COMPTES[email][0] if email else None
    navigateur, genres = connecter(email) if email else client, cycle(GENRES)
    for route in routes(app):
        if (
            not route.regle.methods & {"POST", "PUT", "PATCH", "DELETE"}
            or route.fermee
            and not (role and route.ouverte_a(role))
        ):
            continue
        cles = list(session.scalars(select(route.modele.id).limit(1))) if route.a_une_cle else []
        for adresse in route.adresses(cles):
            for methode in route.regle.methods & {"POST", "PUT", "PATCH", "DELETE"}:
                for (quoi, corps), genre in zip(CORPS.items(), genres, strict=False):
                    reponse = navigateur.open(adresse, method=methode, data=corps, content_type=genre)
                    assert reponse.status_code < 500, f"{methode} {adresse}: {quoi}, {genre}"
        if email and navigateur.get("/compte/presence").status_code != 204:
            navigateur = connecter(email)


@pytest.mark.parametrize("clavier", CLAVIERS.values(), ids=CLAVIERS)
def test_every_service_is_asked_for_with_any_keyboard_and_what_is_stored_is_clean(
    app, session, scierie, essi, clavier
):
    demandees = 0
    for vue in app.extensions["menu"]:
        if not (
            isinstance(vue, DemandeView) and vue.espace in CHEZ_SOI and "add" in vue.include_route_methods
        ):
            continue
        navigateur = {"employeur": scierie, "assure": essi}[vue.espace]
        champs = saisie(vue.modele, vue.add_columns)
        tapes = {nom: _tape(vue.modele, nom, valeur, clavier) for nom, valeur in champs.items()}
        reponse = navigateur.post(f"{vue.route_base}/nouvelle", data=tapes)
        assert reponse.status_code < 500
        demandees += reponse.status_code == 302
    assert demandees
    assert session.scalar(select(Demande.id).limit(1))
    assert not list(sales(session))


def _tape(modele, nom: str, valeur: str, clavier) -> str:
    """Return what is typed in the field of a column; a choice of a list is not typed."""
    genre = modele.__mapper__.columns[nom].type
    return clavier(valeur) if type(genre).__name__ in ("String", "Text", "Date", "Mois", "Francs") else valeur


def sales(session):
    """Yield every text stored that is not as its author meant it."""
    for classe in acces.classes(Model):
        colonnes = [
            c
            for c in classe.__table__.columns
            if isinstance(c.type, String) and not hasattr(c.type, "enum_class")
        ]
        for ligne in session.execute(select(*colonnes)) if colonnes else ():
            yield from (
                f"{classe.__name__}.{c.key}: {v!r}"
                for c, v in zip(colonnes, ligne, strict=True)
                if isinstance(v, str) and nettoyer(v) != v
            )
