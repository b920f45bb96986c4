"""Invariants of the whole application: they hold for any service, page or column added tomorrow."""

import html
import io
import re
import zipfile
from itertools import islice

import pytest
from flask_appbuilder import ModelView
from flask_appbuilder.api import BaseApi
from flask_appbuilder.charts.views import BaseChartView
from flask_appbuilder.views import CompactCRUDMixin, MasterDetailView, MultipleView
from pypdf import PdfReader
from sqlalchemy import event, select
from sqlalchemy.sql.elements import True_
from wtforms import HiddenField

from app.generateur.ecrans.espace import EspaceView, PageOuverte
from app.generateur.ecrans.vue import Vue
from app.models import Assure, Demande, Employeur, LigneCarriere, LigneDeclaration, Model
from app.referentiel.propositions import ACTES
from app.socle import acces
from app.socle.acces import Perimetre
from app.socle.base_de_donnees import db
from app.socle.droits import DOMAINES, DROITS, ESPACES
from app.views.identites.connexion import ConnexionView
from tests.outils import petit_togo
from tests.outils.formulaires import formulaires
from tests.outils.petit_togo import COMPTES
from tests.outils.routes import INCONNUE, Route, cles_hors_de_portee, d_un_espace, routes

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
"""The framework's select fields still speak an older WTForms."""

D_EXEMPLES = "StyleguideView"
"""The page of the components, which shows invented rows, in the demonstration alone."""
DU_CADRE = {"UtilView", "LocaleView"}
"""The framework's pages that cannot be left out: they go back, or change the language to French."""
INTERDITES = (MasterDetailView, MultipleView, CompactCRUDMixin, BaseChartView, BaseApi)
TRACES = re.compile(
    r"Traceback|sqlalche\.me|sqlite3\.|psycopg|IntegrityError|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) \w+"
)
ONT_DES_PAGES_A_CLE = ("scierie@essai.tg", "agent@essai.tg", "superviseur@essai.tg", "admin@essai.tg")
DEMESUREES = [2**31, 2**63, 10**25]


def secrets_de(session, qui: Perimetre) -> tuple[set[str], list[str]]:
    """Return what the person must never read: numbers of insured and requests, names of employers."""

    def hors(modele, colonne):
        siennes = set(session.scalars(select(colonne).where(acces.lignes_vues(modele, qui))))
        return set(session.scalars(select(colonne))) - siennes - {None}

    declares = select(LigneDeclaration.numero_assure).where(acces.lignes_vues(LigneDeclaration, qui))
    assures = hors(Assure, Assure.numero) - set(session.scalars(declares))
    sources = select(LigneCarriere.numero_declaration).where(acces.lignes_vues(LigneCarriere, qui))
    demandes = hors(Demande, Demande.numero) - set(session.scalars(sources))
    return assures | demandes, sorted(hors(Employeur, Employeur.raison_sociale))


def lisible(reponse) -> str:
    """Return the text of an answer: a page, a CSV, a workbook or a PDF."""
    octets = reponse.get_data()
    if octets.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(octets)).pages)
    if octets.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            return "\n".join(archive.read(n).decode(errors="replace") for n in archive.namelist())
    return html.unescape(octets.decode(errors="replace"))


def fuites(texte: str, secrets: tuple[set[str], list[str]]) -> set[str]:
    """Return the secrets that the text holds."""
    numeros, noms = secrets
    return (numeros & set(re.findall(r"[\w-]{8,}", texte))) | {nom for nom in noms if nom in texte}


def codes_permis(route: Route, methode: str, role: str | None, etrangere: bool) -> set[int]:
    """Return the answers a route may give, worked out from ROLES alone."""
    if methode not in route.regle.methods:
        return {404, 405}
    if not route.fermee:
        return {200, 302, 303, 400, 401, 404, 405, 422}
    if role is None:
        return {302}
    if not route.ouverte_a(role):
        return {403}
    return {404} if etrangere else {200, 204, 302, 303, 404, 405, 409, 422}


@pytest.fixture
def hors_demonstration(app, monkeypatch):
    """Answer as where no demonstration is: nobody's mail is shown to everybody."""
    monkeypatch.setitem(app.config, "DEMONSTRATION", False)


def parcourir(app, entrer, session, role: str | None, qui: Perimetre, cles) -> list[str]:
    """Send every method to every route with the keys that `cles(route)` gives; return what went wrong.

    `entrer()` returns a browser, signed in or not: a fresh one after each page that may sign out.
    """
    secrets = secrets_de(session, qui) if role in ("Employeur", "Assuré", None) else (set(), [])
    navigateur = entrer()
    fautes = []
    for route in (r for r in routes(app) if type(r.vue).__name__ != D_EXEMPLES):
        etrangere = route.a_une_cle and not partagee(route.modele, qui)
        for adresse in _adresses(route, role, cles):
            for methode in route.methodes:
                reponse = navigateur.open(adresse, method=methode)
                permis = codes_permis(route, methode, role, etrangere)
                fautes += _fautes(f"{role} {methode} {adresse}", reponse, permis, secrets, role)
                if methode == "POST" and role and not d_un_espace(route):
                    navigateur = _encore_la(navigateur) or entrer()
    return fautes


def partagee(modele: type, qui: Perimetre) -> bool:
    """Say whether the person sees every row of a model, as the fund's staff or as its whole team does."""
    return (
        qui.tout
        or qui.caisse is not None
        or not hasattr(modele, "portee")
        or isinstance(acces.lignes_vues(modele, qui), True_)
    )


def _adresses(route: Route, role: str | None, cles):
    """Return the addresses to try: one where the door is shut, every key and word where it is open."""
    toutes = route.adresses(cles(route) if route.a_une_cle else [])
    fermee = route.fermee and not (role and route.ouverte_a(role))
    return islice(toutes, 1) if fermee else toutes


def _encore_la(navigateur):
    return navigateur if navigateur.get("/compte/presence").status_code == 204 else None


def _fautes(quoi, reponse, permis, secrets, role):
    texte = lisible(reponse)
    if reponse.status_code not in permis:
        yield f"{quoi}: {reponse.status_code}, expected {sorted(permis)}"
    if role is None and reponse.status_code == 302 and not _vers_une_page_ouverte(reponse):
        yield f"{quoi}: redirected to {reponse.headers['Location']}"
    if trouves := fuites(texte, secrets):
        yield f"{quoi}: shows {sorted(trouves)[:3]}"
    if trace := TRACES.search(texte):
        yield f"{quoi}: echoes « {trace[0]} »"


def _vers_une_page_ouverte(reponse) -> bool:
    ouvertes = r"(http://localhost)?(/connexion(\?.*)?|/|/services/|/back)"
    return re.fullmatch(ouvertes, reponse.headers["Location"])


def cles_d_un_autre(session, role: str | None, qui: Perimetre):
    """Return the keys tried for a route: rows of another owner, or any row where there is no owner."""

    def cles(route):
        if role and route.ouverte_a(role) and hasattr(route.modele, "portee") and not qui.tout:
            return cles_hors_de_portee(session, route.modele, qui)
        return list(session.scalars(select(route.modele.id).order_by(route.modele.id.desc()).limit(1))) or [1]

    return cles


@pytest.mark.parametrize("email", [email for email in COMPTES if email != "collegue@essai.tg"])
def test_a_person_reaches_what_the_role_opens_and_never_another_owner_s_rows(
    app, session, dossiers, hors_demonstration, connecter, email
):
    role, qui = COMPTES[email][0], petit_togo.acteur(session, email).perimetre
    fautes = parcourir(app, lambda: connecter(email), session, role, qui, cles_d_un_autre(session, role, qui))
    assert not fautes, "\n".join(fautes)


def test_a_visitor_is_sent_to_sign_in_and_reads_nobody_s_data(
    app, session, dossiers, hors_demonstration, client
):
    cles = cles_d_un_autre(session, None, Perimetre())
    fautes = parcourir(app, lambda: client, session, None, Perimetre(), cles)
    assert not fautes, "\n".join(fautes)


@pytest.mark.parametrize("email", ONT_DES_PAGES_A_CLE)
def test_an_unknown_key_is_not_found_whatever_its_size(app, session, connecter, email):
    role, navigateur = COMPTES[email][0], connecter(email)
    for route in (r for r in routes(app) if r.a_une_cle and r.ouverte_a(role)):
        for adresse in route.adresses([INCONNUE, *DEMESUREES]):
            methode = "GET" if "GET" in route.regle.methods else "POST"
            assert navigateur.open(adresse, method=methode).status_code in (302, 404, 405), adresse


def test_pages_of_the_demonstration_are_nowhere_else(app, fabriquer):
    autre = fabriquer(app.config["SQLALCHEMY_DATABASE_URI"], DEMONSTRATION=False)
    assert D_EXEMPLES not in {type(vue).__name__ for vue in autre.appbuilder.baseviews}
    assert autre.test_client().get("/boite-de-developpement/").status_code == 404


def test_every_page_of_an_espace_asks_for_a_right(app):
    ouvertes = [r.regle.rule for r in routes(app) if d_un_espace(r) and not r.fermee]
    assert not ouvertes, f"Add @has_access to {ouvertes}"


def test_every_page_of_an_espace_says_which_right_opens_it(app):
    muettes = [
        r.regle.rule
        for r in routes(app)
        if d_un_espace(r) and r.vue.method_permission_name.get(r.fonction) not in DROITS
    ]
    assert not muettes, f"Add to droits_des_routes of its view: {muettes}"


def test_every_espace_of_a_view_is_opened_to_somebody(app):
    assert {r.vue.domaine for r in routes(app) if d_un_espace(r)} <= DOMAINES.keys()
    assert {r.vue.espace for r in routes(app) if d_un_espace(r)} <= ESPACES


def test_no_role_holds_a_right_that_no_page_asks_for(app):
    demandes = {
        (r.vue.domaine, r.vue.method_permission_name.get(r.fonction)) for r in routes(app) if d_un_espace(r)
    } | {(acte.domaine, acte.droit) for acte in ACTES.valeurs()}
    tenus = {(d.nom, droit) for d in DOMAINES.values() for droits in d.droits.values() for droit in droits}
    assert tenus <= demandes


def test_a_page_without_rights_is_declared_open(app):
    ouvertes = {type(r.vue) for r in routes(app) if not r.fermee}
    autres = {c.__name__ for c in ouvertes if not issubclass(c, (PageOuverte, ConnexionView))}
    assert autres <= DU_CADRE, f"Derive from PageOuverte, or ask for a right: {autres - DU_CADRE}"


def test_every_view_derives_from_the_base_classes_of_the_house(app):
    for vue in app.appbuilder.baseviews:
        classe = type(vue)
        maison = isinstance(vue, (Vue, EspaceView, PageOuverte, ConnexionView))
        du_cadre = classe.__name__ in DU_CADRE
        assert maison or du_cadre, f"{classe.__name__} must derive from a class of app/views/base"


def test_no_view_is_of_a_class_that_forgets_the_row_scope(app):
    interdites = [type(vue).__name__ for vue in app.appbuilder.baseviews if isinstance(vue, INTERDITES)]
    assert interdites == []


def test_the_framework_s_generic_doors_are_shut(app):
    fonctions = {r.fonction for r in routes(app) if isinstance(r.vue, ModelView)}
    assert not fonctions & {"download", "action_post", "delete"}
    assert not [r for r in routes(app) if r.regle.rule.startswith("/api")]


def test_every_mapped_class_says_who_sees_its_rows():
    for classe in acces.classes(Model):
        assert hasattr(classe, "portee") or getattr(classe, "publique", False), classe.__name__


def test_every_column_of_the_application_has_a_french_label():
    muettes = [
        f"{classe.__name__}.{colonne.key}"
        for classe in acces.classes(Model)
        for colonne in classe.__table__.columns
        if not colonne.info.get("libelle")
    ]
    assert not muettes, f"Declare these columns with champ(): {muettes}"


def test_every_column_of_a_list_has_a_label_that_is_not_its_name(app):
    for vue in (v for v in app.appbuilder.baseviews if isinstance(v, Vue)):
        for colonne in vue.colonnes:
            assert colonne.libelle, f"{type(vue).__name__}.{colonne.cle}"
            assert colonne.libelle != _devine(colonne.cle), f"{type(vue).__name__}.{colonne.cle}"


def _devine(cle: str) -> str:
    """Return the label that WTForms and the framework make up from a name of several words."""
    return cle.replace("_", " ").replace(".", " ").title() if re.search(r"[_.]", cle) else ""


def test_every_field_of_a_form_has_a_label_that_is_not_its_name(app):
    for formulaire in formulaires(app):
        with app.test_request_context(), acces.systeme("tests"):
            for champ in formulaire():
                if isinstance(champ, HiddenField):
                    continue
                texte = str(champ.label.text)
                assert texte, f"{formulaire.__name__}.{champ.name}"
                assert texte != _devine(champ.name), f"{formulaire.__name__}.{champ.name}"


def test_every_post_without_its_token_is_refused(app, session, dossiers, client):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for route in (r for r in routes(app) if "POST" in r.regle.methods):
            for adresse in route.adresses([1]):
                assert client.post(adresse).status_code == 400, adresse
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


RECONTROLE = re.compile(r"UPDATE (declaration|ligne_declaration|demande) ", re.IGNORECASE)
"""Opening « Contrôle » checks again and keeps the outcome: the register may have changed."""
LECTURE = re.compile(r"INSERT INTO journal |UPDATE demande SET message_pour=", re.IGNORECASE)
"""What the staff reads of somebody is written down, as the law asks; a message read is marked so."""


@pytest.mark.long
@pytest.mark.parametrize("email", [*ONT_DES_PAGES_A_CLE, "essi@essai.tg"])
def test_reading_a_page_writes_nothing(app, session, dossiers, connecter, email):
    role, navigateur, ecrites = COMPTES[email][0], connecter(email), []

    def noter(_connexion, _curseur, requete, *_):
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", requete, re.IGNORECASE):
            ecrites.append(requete)

    with app.app_context():
        moteur = db.engine
    event.listen(moteur, "before_cursor_execute", noter)
    try:
        for route in (r for r in routes(app) if "GET" in r.regle.methods and r.fermee and r.ouverte_a(role)):
            cles = list(session.scalars(select(route.modele.id))) if route.a_une_cle else [None]
            for adresse in route.adresses(cles):
                session.commit()
                ecrites.clear()
                navigateur.get(adresse)
                attendues = RECONTROLE if route.fonction == "controle" else LECTURE
                autres = [e for e in ecrites if not attendues.match(e)]
                assert not autres, f"GET {adresse} wrote {autres[0][:80]}"
    finally:
        event.remove(moteur, "before_cursor_execute", noter)


def test_every_row_that_a_screen_shows_has_a_name(app):
    modeles = {vue.modele for vue in app.appbuilder.baseviews if getattr(vue, "modele", None)}
    muets = {m for m in modeles if m.__str__ is object.__str__ and m.__repr__ is object.__repr__}
    assert not [modele.__name__ for modele in muets]
