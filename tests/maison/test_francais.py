"""Everything on screen is French: each page, message, and catalogue."""

import gettext
import re
from io import BytesIO
from pathlib import Path

import flask_appbuilder
import pytest
import wtforms
from babel.messages.pofile import read_po
from flask_wtf import FlaskForm
from sqlalchemy import select

from app.generateur.ecrans.vue import Vue
from app.socle import acces
from demonstration.acteurs import ACCES
from tests.outils.francais import anglais
from tests.outils.pages import Page
from tests.outils.routes import routes

pytestmark = [
    pytest.mark.demo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
MEMES_PAGES = {"agent2@demo.tg", "meheza@demo.tg"}
"""The accounts that meet the pages of another: an agent of the same teams, an insured person."""


def test_the_list_of_english_words_tells_the_two_languages_apart():
    assert anglais("This field is required.") == {"this", "field", "is", "required"}
    assert anglais("Not a valid choice") == {"not", "valid", "choice"}
    assert anglais("On a vu l’or ; la liste est vide. Voir « the end » sur contact@the.tg") == set()


@pytest.mark.long
@pytest.mark.parametrize("email", [None, *(a.email for a in ACCES if a.email not in MEMES_PAGES)])
@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_every_page_answers_in_french(app, session, connecter, client, email, methode):
    navigateur = connecter(email) if email else client
    cookie, fautes = navigateur.get_cookie("session"), {}
    for route in (r for r in routes(app) if methode in r.regle.methods):
        for adresse in route.adresses(_cles(session, route)):
            if cookie:
                navigateur.set_cookie("session", cookie.value)
            reponse = navigateur.open(adresse, method=methode, follow_redirects=True)
            if reponse.mimetype == "text/html" and (mots := anglais(Page(reponse).texte)):
                fautes[f"{methode} {adresse}"] = sorted(mots)
    assert not fautes, "\n".join(f"{ou}: {mots}" for ou, mots in fautes.items())


def _cles(session, route):
    """Return one key for each state of what the route shows."""
    if not route.a_une_cle:
        return [None]
    lignes = session.scalars(select(route.modele).order_by(route.modele.id.desc()).limit(200))
    return sorted({getattr(ligne, "statut", None): ligne.id for ligne in lignes}.values()) or [1]


FAB = Path(flask_appbuilder.__file__).parent
NOTRE_CATALOGUE = Path(__file__).parents[2] / "app/translations/fr/LC_MESSAGES/messages.po"
MEMES_MOTS = {"Action", "Actions", "Base", "Description", "Message", "Permission", "Permissions", "Type"}
"""Written the same in both languages."""


def msgids_du_cadre() -> set[str]:
    """Return every message the framework may show: those of its catalogue and those found in its code."""
    with (FAB / "translations/fr/LC_MESSAGES/messages.po").open("rb") as po:
        texte = re.sub(rb'"(POT-Creation|PO-Revision)-Date:[^"]*"\n', b"", po.read())
    return {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(BytesIO(texte), "fr") if m.id}


def test_our_catalogue_translates_every_message_of_the_framework():
    with NOTRE_CATALOGUE.open("rb") as po:
        traduits = {m.id: m.string for m in read_po(po, "fr")}
    muets = [m for m in msgids_du_cadre() if not traduits.get(m) or traduits[m] == m and m not in MEMES_MOTS]
    assert not muets, f"Add to {NOTRE_CATALOGUE.name}: {muets}"


def _en_un_texte(chaine: str | tuple[str, ...]) -> str:
    return chaine if isinstance(chaine, str) else " ".join(chaine)


def test_our_catalogue_holds_no_english():
    with NOTRE_CATALOGUE.open("rb") as po:
        fautes = {
            m.id: m.string
            for m in read_po(po, "fr")
            if m.id and anglais(re.sub(r"[%{]\(?\w+\)?[s}]?", "", _en_un_texte(m.string)))
        }
    assert not fautes


def test_the_compiled_catalogue_is_the_written_one():
    with NOTRE_CATALOGUE.open("rb") as po, NOTRE_CATALOGUE.with_suffix(".mo").open("rb") as mo:
        compile_ = gettext.GNUTranslations(mo)
        ecarts = [m.id for m in read_po(po, "fr") if m.id and _compilees(compile_, m.id) != m.string]
    assert not ecarts, f"Run pybabel compile -d app/translations: {ecarts}"


def _compilees(traductions, msgid: str | tuple[str, str]) -> str | tuple[str, ...]:
    if isinstance(msgid, str):
        return traductions.gettext(msgid)
    return tuple(traductions.ngettext(*msgid, combien) for combien in (1, 2))


def _messages_de_wtforms() -> list[str]:
    """Return what the library may say; DateRange, new and not used here, has no French yet."""
    sources = [p.read_text() for p in Path(wtforms.__file__).parent.rglob("*.py")]
    return sorted(
        {m for source in sources for m in re.findall(r'gettext\(\s*"((?!Date must)[^"]+)"\s*\)', source)}
    )


@pytest.mark.parametrize("classe", [FlaskForm, "filtres"])
def test_the_library_of_forms_speaks_french(app, classe):
    with app.test_request_context(), acces.systeme("tests"):
        formulaires = (
            [classe()]
            if classe is FlaskForm
            else [v.search_form() for v in app.appbuilder.baseviews if isinstance(v, Vue)]
        )
        for formulaire in formulaires:
            traductions = formulaire.meta.get_translations(formulaire)
            muets = [m for m in _messages_de_wtforms() if traductions.gettext(m) == m]
            assert not muets, f"{type(formulaire).__name__}: {muets}"


FORMES_FAUTIVES = {"statut": "inconnu", "page": "abc", "taille": "-1", "tri": "x:y", "soumise_le_du": "hier"}


@pytest.mark.parametrize("adresse", ["/employeur/dnr/", "/employeur/quitus-social/"])
def test_a_filter_that_means_nothing_is_refused_in_french(connecter, adresse):
    page = Page(connecter("employeur@demo.tg").get(adresse, query_string=FORMES_FAUTIVES))
    assert "Cette date n’existe pas ou n’est pas lisible" in page.texte
    assert not anglais(page.texte)
