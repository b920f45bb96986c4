"""Fields that take what people in Togo write, and say in French what they cannot take."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import Length

from app.generateur.champs_lus import (
    DEMESURE,
    ChampChoix,
    ChampDate,
    ChampInstant,
    ChampMois,
    ChampMontant,
    ChampOuiNon,
)
from app.generateur.controles import a_venir, deja_ne, pas_dans_le_futur
from app.generateur.formulaires import formulaire_pour
from app.models import ParametreLegal, PensionVieillesse, Periodicite, Quitus
from app.socle.horloge import aujourd_hui


class Essai(Form):
    jour = ChampDate("Jour")
    naissance = ChampDate("Naissance", [deja_ne])
    instant = ChampInstant("Instant")
    montant = ChampMontant("Montant")
    mois = ChampMois("Mois")
    oui = ChampOuiNon("Oui")
    choix = ChampChoix("Choix", enumeration=Periodicite)


def lire(champ: str, texte: str):
    """Return the field once `texte` was typed in it."""
    formulaire = Essai(MultiDict({"oui": "non", "choix": "mensuelle", champ: texte}))
    formulaire.validate()
    return formulaire[champ]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("52500", 52_500),
        ("52 500", 52_500),
        ("52\u202f500 F", 52_500),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("300000 FCFA", 300_000),
        ("0", 0),
        ("300000f", 300_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(texte, attendu):
    champ = lire("montant", texte)
    assert (champ.data, list(champ.errors)) == (attendu, [])


@pytest.mark.parametrize("texte", ["abc", "-5", "1,5", "1.0005", "12F34", "1e6", "²", "🌴", "é" * 10_000])
def test_what_is_not_whole_francs_is_told_and_kept(texte):
    champ = lire("montant", texte)
    assert "écrivez des francs entiers" in champ.errors[0]
    assert champ.data is None
    assert champ._value() == texte


def test_an_amount_out_of_all_proportion_is_told_as_such_and_kept():
    champ = lire("montant", "9" * 13)
    assert champ.errors[0] == DEMESURE
    assert (champ.data, champ._value()) == (None, "9" * 13)


@pytest.mark.parametrize(
    "texte", ["2026-01-02", "02/01/2026", "2-1-2026", "02.01.2026", " 2/1/26 ", "2 janvier 2026", "2-janv-26"]
)
def test_a_date_is_read_as_people_write_it(texte):
    assert lire("jour", texte).data == date(2026, 1, 2)


@pytest.mark.parametrize("texte", ["31/02/2026", "2026-13-01", "hier", "0001-01-01", "9999-12-31", "🌴"])
def test_a_date_that_cannot_be_is_told_and_kept_in_a_field_that_shows_it(texte):
    champ = lire("jour", texte)
    assert champ.data is None
    assert "date" in champ.errors[0]
    assert f'type="text" value="{texte}"' in champ()


def test_a_birth_is_never_put_in_a_century_to_come_as_a_deadline_is():
    cette_annee, suivante = aujourd_hui().year, aujourd_hui().year + 1
    texte = f"1/1/{suivante % 100:02d}"
    assert lire("naissance", texte).data.year == suivante - 100
    assert lire("jour", texte).data.year == suivante
    assert lire("naissance", f"1/1/{cette_annee % 100:02d}").data.year == cette_annee


def test_a_slip_in_a_date_that_may_not_be_to_come_is_told_not_taken_a_century_back():
    formulaire = Calendrier(MultiDict({"naissance": f"1/1/{(aujourd_hui().year + 1) % 100:02d}"}))
    formulaire.validate()
    assert "dans le futur" in formulaire.naissance.errors[0]


@pytest.mark.parametrize(
    "texte",
    ["2026-01-02T10:30", "02/01/2026 10:30", "02/01/2026 à 10:30", "2/1/26 10h30", "2 janv. 26 à 10h30"],
)
def test_an_instant_is_read_as_people_write_it(texte):
    champ = lire("instant", texte)
    assert champ.data == datetime(2026, 1, 2, 10, 30, tzinfo=UTC)
    assert 'type="datetime-local" value="2026-01-02T10:30"' in champ()


@pytest.mark.parametrize("texte", ["02/01/2026", "02/01/2026 25:00", "02/01/2026 10:70", "demain à 8h"])
def test_an_instant_that_cannot_be_is_told_and_kept(texte):
    champ = lire("instant", texte)
    assert champ.data is None
    assert "n’est pas lisible" in champ.errors[0]
    assert f'type="text" value="{texte}"' in champ()


@pytest.mark.parametrize(("annee", "permise"), [(1899, False), (1900, True), (2200, True), (2201, False)])
def test_a_year_is_believable_from_1900_to_2200(annee, permise):
    assert (lire("jour", f"{annee}-06-15").data is not None) is permise


@pytest.mark.parametrize("texte", ["2026-10", "10/2026", " 2026-10 ", "10-2026", "10/26", "oct. 2026"])
def test_a_month_is_read_as_people_write_it(texte):
    assert lire("mois", texte).data == 202610


@pytest.mark.parametrize("texte", ["2026-13", "13/2026", "octobre", "2026", "0000-10", "²/2026"])
def test_what_is_not_a_month_is_told_and_kept(texte):
    champ = lire("mois", texte)
    assert champ.data is None
    assert champ.errors == [f"Le mois « {texte} » n’est pas lisible : écrivez-le comme 10/2026."]
    assert f'type="text" value="{texte}"' in champ()


def test_a_month_that_was_read_is_shown_in_the_picker_whatever_its_writing():
    assert 'type="month" value="2026-10"' in lire("mois", "10/2026")()


class Objet:
    oui = choix = None


@pytest.mark.parametrize(("texte", "valeur"), [("oui", True), ("non", False)])
def test_a_boolean_may_be_false(texte, valeur):
    objet = Objet()
    lire("oui", texte).populate_obj(objet, "oui")
    assert objet.oui is valeur


def test_a_choice_writes_the_member_and_refuses_what_was_not_offered():
    objet = Objet()
    lire("choix", "trimestrielle").populate_obj(objet, "choix")
    assert objet.choix is Periodicite.trimestrielle
    assert lire("choix", "annuelle").errors


def test_a_form_has_a_field_for_each_column_in_its_order(app):
    with app.test_request_context():
        formulaire = formulaire_pour(Quitus, ["objet", "date_limite", "reference_marche"])()
        visibles = [champ.name for champ in formulaire if not isinstance(champ, HiddenField)]
        assert visibles == ["objet", "date_limite", "reference_marche"]


def test_labels_help_and_lengths_come_from_the_column(app):
    with app.test_request_context():
        champ = formulaire_pour(Quitus, ["reference_marche"])().reference_marche
        assert champ.label.text == "Référence du marché"
        assert champ.description.startswith("Telle qu’elle figure")
        assert [v.max for v in champ.validators if isinstance(v, Length)] == [60]


def test_the_browser_never_cuts_what_is_pasted(app):
    """Too long a text is said to be so, not shortened without a word."""
    with app.test_request_context():
        for champ in formulaire_pour(Quitus, ["reference_marche", "objet"])():
            assert "maxlength" not in str(champ())


def nos_formulaires(classe=BaseForm):
    """Yield the form classes of the application, all loaded with it."""
    for fille in classe.__subclasses__():
        if fille.__module__.startswith("app."):
            yield fille
        yield from nos_formulaires(fille)


def controles(champ: UnboundField) -> list:
    """Return the validators that a form's class gives to a field, by name or by place."""
    return champ.kwargs.get("validators") or next((a for a in champ.args if isinstance(a, list)), [])


def test_no_form_written_by_hand_lets_the_browser_cut_what_is_pasted(app):
    champs = [
        (f"{forme.__name__}.{nom}", champ)
        for forme in set(nos_formulaires())
        for nom, champ in vars(forme).items()
        if isinstance(champ, UnboundField)
    ]
    assert len(champs) > 80
    coupes = [
        nom
        for nom, champ in champs
        if any("maxlength" in getattr(controle, "field_flags", {}) for controle in controles(champ))
        or "maxlength" in (champ.kwargs.get("render_kw") or {})
    ]
    assert coupes == []


def test_no_page_lets_the_browser_cut_what_is_pasted(app):
    pages = list(Path(app.root_path, "templates").rglob("*.html"))
    assert pages
    assert [page.name for page in pages if "maxlength" in page.read_text(encoding="utf-8")] == []


def test_what_may_be_empty_is_what_the_column_allows(app):
    with app.test_request_context(method="POST", data={}):
        formulaire = formulaire_pour(Quitus, ["objet", "date_limite"])(meta={"csrf": False})
        assert not formulaire.validate()
        assert list(formulaire.errors) == ["objet"]


def test_spaces_around_a_text_are_not_kept(app):
    with app.test_request_context(method="POST", data={"objet": "  Bancs  "}):
        assert formulaire_pour(Quitus, ["objet"])().objet.data == "Bancs"


@pytest.mark.parametrize(("texte", "bon"), [("2147483647", True), ("2147483648", False), ("9" * 40, False)])
def test_a_whole_number_is_one_that_a_database_holds(app, texte, bon):
    with app.test_request_context(method="POST", data={"valeur": texte}):
        formulaire = formulaire_pour(ParametreLegal, ["valeur"])(meta={"csrf": False})
        assert formulaire.validate() is bon


class Calendrier(Form):
    limite = ChampDate("Limite", [a_venir])
    naissance = ChampDate("Naissance", [pas_dans_le_futur])


@pytest.mark.parametrize(
    ("jours", "limite", "naissance"), [(-1, False, True), (0, True, True), (1, True, False)]
)
def test_today_is_neither_past_nor_future(jours, limite, naissance):
    jour = (aujourd_hui() + timedelta(days=jours)).isoformat()
    formulaire = Calendrier(MultiDict({"limite": jour, "naissance": jour}))
    formulaire.validate()
    assert (not formulaire.limite.errors, not formulaire.naissance.errors) == (limite, naissance)


@pytest.mark.parametrize(("mode", "compte", "juste"), [
    ("virement", "", False),
    ("mobile", "", False),
    ("guichet", "", True),
    ("virement", "TG53 TG00 9060 4310 3465 0040 0070", True),
    ("virement", "TG009 06043 103465004000 71", False),
    ("virement", "90 11 42 57", False),
    ("mobile", "90 11 42 57", True),
    ("mobile", "22 25 96 96", False),
    ("mobile", "TG009 06043 103465004000 70", False),
])  # fmt: skip
def test_the_account_to_credit_is_asked_for_and_checked_where_one_is_credited(app, mode, compte, juste):
    saisie = MultiDict({"versement": mode, "compte_a_crediter": compte})
    with app.test_request_context():
        classe = formulaire_pour(PensionVieillesse, ["versement", "compte_a_crediter"])
        formulaire = classe(saisie, meta={"csrf": False})
        assert formulaire.validate() is juste
        assert bool(formulaire.compte_a_crediter.errors) is not juste
