"""Whatever the keyboard and whoever sends it: every field, search and body, those to come too."""

import re
from itertools import cycle

import pytest
from flask_login import login_user
from sqlalchemy import String, inspect, select
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    HiddenField,
    SelectField,
    SubmitField,
    TextAreaField,
)

from app.demandes.ecrans.demande import DemandeView
from app.generateur.ecrans.vue import Vue
from app.generateur.filtres import FormulaireDeFiltres
from app.models import Demande, Model, User
from app.socle import acces
from app.socle.droits import CHEZ_SOI
from app.socle.saisie import nettoyer
from tests.outils.claviers import CLAVIERS, CORPS, TOLERANCES
from tests.outils.formulaires import formulaires
from tests.outils.lignes import Proprietaire
from tests.outils.petit_togo import COMPTES, SCIERIE
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
EN_TEXTE = {"FormulaireLigne", "FormulaireColonnes"}
"""Forms that keep what is typed: a line of a declaration, which its check reads, and titles of columns."""
PERSONNES = [
    None,
    "scierie@essai.tg",
    "essi@essai.tg",
    "agent@essai.tg",
    "superviseur@essai.tg",
    "admin@essai.tg",
]


def lus(formulaire: type[Form], app, personne: User, texte: str, **autres: str) -> dict[str, object]:
    """Return what each field of a form reads where this text is typed in it, checked without an error.

    `autres` are what is typed in some fields instead.
    """
    noms = [c.name for c in formulaire() if not isinstance(c, FileField)]
    with app.test_request_context("/", method="POST", data=dict.fromkeys(noms, texte) | autres) as contexte:
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


@pytest.mark.long
@pytest.mark.parametrize(("genre", "ecrits"), TOLERANCES.items(), ids=TOLERANCES)
def test_every_field_of_a_kind_reads_all_the_ways_to_write_it_as_one(app, session, genre, ecrits):
    elle = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    vus, ecarts = 0, []
    with app.test_request_context(), acces.systeme("tests"):
        for formulaire in formulaires(app):
            champs = [c.name for c in formulaire() if est_du_genre(c, genre)]
            if not champs or issubclass(formulaire, FormulaireDeFiltres) or formulaire.__name__ in EN_TEXTE:
                continue
            lectures = [lus(formulaire, app, elle, ecrit, versement="virement") for ecrit in ecrits]
            lectures = [{nom: _a_plat(lecture[nom]) for nom in champs} for lecture in lectures]
            vus += len(champs)
            ecarts += [f"{formulaire.__name__}: {lecture}" for lecture in lectures if lecture != lectures[0]]
    assert vus
    assert not ecarts, "\n".join(ecarts)


def est_du_genre(champ: Field, genre: str) -> bool:
    """Say whether a field of that kind is typed in one line: neither chosen nor carried by the page."""
    autres = (SelectField, HiddenField, FileField, TextAreaField, SubmitField, BooleanField)
    return bool(re.search(rf"(^|_)({genre})(_|$)", champ.name)) and not isinstance(champ, autres)


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


def test_every_text_searched_is_found_in_any_order_and_without_accents(app, session):
    with app.test_request_context(), acces.systeme("tests"):
        trouvees = {
            (type(vue).__name__, cle): _se_trouve(session, vue, cle)
            for vue in app.appbuilder.baseviews
            if isinstance(vue, Vue)
            for cle in vue.search_columns
            if _est_un_texte(vue, cle)
        }
    assert len(trouvees) > 30
    assert not [ou for ou, trouvee in trouvees.items() if not trouvee]


def _est_un_texte(vue: Vue, cle: str) -> bool:
    """Say whether a filter is typed in words: a number that is nobody else's is a test of its own."""
    colonne = _attribut(vue, cle).property.columns[0]
    type_sql = colonne.type
    return isinstance(type_sql, String) and not (
        hasattr(type_sql, "enum_class") or colonne.info.get("choix") or colonne.unique
    )


def _attribut(vue: Vue, cle: str):
    racine, _, feuille = cle.partition(".")
    attribut = getattr(vue.modele, racine)
    return getattr(attribut.property.mapper.class_, feuille) if feuille else attribut


def _se_trouve(session, vue: Vue, cle: str) -> bool:
    """Say whether a row whose text is « N’Ɔ Têvi » is found by its words otherwise typed."""
    with session.begin_nested() as essai:
        ligne = _ligne_ecrite(session, vue, cle, "N’Ɔ Têvi")
        critere = vue.search_form()[cle.replace(".", "_")].critere("TEVI n'o")
        trouvee = session.scalar(select(vue.modele.id).where(vue.modele.id == ligne, critere))
        essai.rollback()
    return trouvee == ligne


def _ligne_ecrite(session, vue: Vue, cle: str, texte: str) -> int:
    """Return the key of a row that holds a text in a column of its own, or of the row it names."""
    attribut, relation = _attribut(vue, cle), cle.partition(".")[0]
    modele = [*inspect(vue.modele).self_and_descendants][:2][-1].class_
    proprietaire = Proprietaire(session, SCIERIE, "0012345678")
    if relation == cle:
        return proprietaire.posseder(modele, **{cle: texte})[0]
    nommee = getattr(modele, relation).has()
    pk = session.scalar(select(modele.id).where(nommee).limit(1)) or proprietaire.posseder(modele)[0]
    setattr(getattr(session.get_one(modele, pk), relation), attribut.key, texte)
    session.flush()
    return pk


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
