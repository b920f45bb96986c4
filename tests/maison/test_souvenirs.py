"""What browsers remember of a person is offered where she writes of herself, nowhere of somebody else."""

import re
import sys
from collections.abc import Iterator

import pytest
from flask_login import login_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import Field

from app.demandes.colonnes_communes import EtatCivil
from app.generateur.ecrans.espace import PageOuverte, PagePersonnelle
from app.generateur.ecrans.vue import Vue
from app.models import User
from app.socle import acces
from app.socle.droits import CHEZ_SOI
from tests.outils.routes import routes

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
ATTENDUS = {
    "nom": {"family-name"},
    "prenoms": {"given-name"},
    "courriel": {"email"},
    "email": {"email"},
    "telephone": {"tel"},
    "naissance_le": {"bday"},
    "raison_sociale": {"organization"},
    "fonction": {"organization-title"},
    "profession": {"organization-title"},
    "prefecture": {"address-level1"},
    "commune": {"address-level2"},
    "quartier": {"address-line1"},
    "adresse": {"address-line1", "username", "email"},
    "username": {"username", "username webauthn"},
    "password": {"current-password"},
    "actuel": {"current-password"},
    "nouveau": {"new-password"},
    "confirmation": {"new-password"},
}
"""By the last word of a field's name, what is remembered of the person (WCAG 2.2, 1.3.5)."""
D_EXEMPLES = "StyleguideView"
D_UN_COMPTE = {"username", "username webauthn", "current-password", "new-password"}
D_UNE_PERSONNE = set().union(*ATTENDUS.values()) - D_UN_COMPTE


def attendus(nom: str) -> set[str]:
    """Return what a field may carry by its name; nothing where no browser remembers such a thing."""
    dits = [mot for mot in ATTENDUS if re.fullmatch(rf"(?:\w+_)?{mot}", nom)]
    return ATTENDUS[max(dits, key=len)] if dits else set()


def souvenir(champ: Field) -> str:
    return (champ.render_kw or {}).get("autocomplete", "")


def pages_ouvertes(app, client) -> Iterator[tuple[str, str]]:
    """Yield each page that a visitor opens: its address and its text."""
    for route in routes(app):
        if route.fermee or route.a_une_cle or "GET" not in route.regle.methods:
            continue
        for adresse in route.adresses([]) if type(route.vue).__name__ != D_EXEMPLES else ():
            reponse = client.get(adresse)
            if reponse.mimetype == "text/html":
                yield adresse, reponse.text


def test_every_field_of_a_person_on_a_signed_out_page_says_what_may_be_put_there(app, client):
    vus, fautes = set(), set()
    for adresse, page in pages_ouvertes(app, client):
        for balise in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
            nom = re.search(r'\bname="([^"]+)"', balise)
            if nom and 'type="hidden"' not in balise and (voulus := attendus(nom[1])):
                vus.add(nom[1])
                dit = re.search(r'\bautocomplete="([^"]+)"', balise)
                if not dit or dit[1] not in voulus:
                    fautes.add(f"{adresse} {nom[1]}: {dit and dit[1]}, expected {sorted(voulus)}")
    assert {"nom", "prenoms", "courriel", "naissance_le", "password"} <= vus
    assert not fautes, "\n".join(sorted(fautes))


def formulaires_des_pages_ouvertes(app) -> Iterator[FlaskForm]:
    """Yield the forms that open pages name, those behind the links of e-mails too."""
    ouvertes = (v for v in app.appbuilder.baseviews if isinstance(v, PageOuverte))
    autres = (v for v in ouvertes if not isinstance(v, PagePersonnelle) and type(v).__name__ != D_EXEMPLES)
    for module in {type(v).__module__ for v in autres}:
        for classe in vars(sys.modules[module]).values():
            if isinstance(classe, type) and issubclass(classe, FlaskForm) and classe is not FlaskForm:
                yield classe()


def test_every_form_behind_a_link_says_it_too(app, session):
    elle = session.scalars(select(User).where(User.password.is_not(None)).limit(1)).one()
    with app.test_request_context(), acces.systeme("tests"):
        login_user(elle)
        champs = [(type(f).__name__, c) for f in formulaires_des_pages_ouvertes(app) for c in f]
    a_dire = [(ou, c) for ou, c in champs if attendus(c.name)]
    assert len(a_dire) > 8
    assert not [f"{ou}.{c.name}" for ou, c in a_dire if souvenir(c) not in attendus(c.name)]


def test_nothing_of_whoever_types_is_offered_where_somebody_else_is_written_about(app, session):
    fautes = []
    with app.test_request_context(), acces.systeme("tests"):
        for vue in (v for v in app.appbuilder.baseviews if isinstance(v, Vue)):
            d_un_autre = vue.espace not in CHEZ_SOI or issubclass(vue.modele, EtatCivil)
            for formulaire in (vue.add_form, vue.edit_form) if d_un_autre else ():
                fautes += [
                    f"{type(vue).__name__}.{c.name}" for c in formulaire() if souvenir(c) in D_UNE_PERSONNE
                ]
    assert not fautes


def test_what_one_writes_of_oneself_once_signed_in_is_offered_too(essi):
    page = essi.get("/assure/pension-de-vieillesse/nouvelle").text
    assert re.search(r'<input[^>]*autocomplete="tel"[^>]*name="telephone"', page)
