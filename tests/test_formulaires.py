"""Fields that take what people in Togo write, and say in French what they cannot take."""

from datetime import date, timedelta

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField
from wtforms.validators import Length

from app.controles import a_venir, pas_dans_le_futur
from app.formulaires import (
    DEMESURE,
    ChampChoix,
    ChampDate,
    ChampMois,
    ChampMontant,
    ChampOuiNon,
    formulaire_pour,
)
from app.horloge import aujourd_hui
from app.models import ParametreLegal, PensionVieillesse, Periodicite, Quitus


class Essai(Form):
    jour = ChampDate("Jour")
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


@pytest.mark.parametrize(
    "texte", ["abc", "-5", "1,5", "1.000", "12F34", "1e6", "²", "🌴", "é" * 10_000]
)
def test_what_is_not_whole_francs_is_told_and_kept(texte):
    champ = lire("montant", texte)
    assert "écrivez des francs entiers" in champ.errors[0]
    assert champ.data is None
    assert champ._value() == texte


def test_an_amount_out_of_all_proportion_is_told_as_such_and_kept():
    champ = lire("montant", "9" * 13)
    assert champ.errors[0] == DEMESURE
    assert (champ.data, champ._value()) == (None, "9" * 13)


@pytest.mark.parametrize("texte", ["2026-01-02", "02/01/2026", "2-1-2026", "02.01.2026"])
def test_a_date_is_read_as_people_write_it(texte):
    assert lire("jour", texte).data == date(2026, 1, 2)


@pytest.mark.parametrize(
    "texte", ["31/02/2026", "2026-13-01", "hier", "02/01/26", "0001-01-01", "9999-12-31", "🌴"]
)
def test_a_date_that_cannot_be_is_told_and_kept(texte):
    champ = lire("jour", texte)
    assert champ.data is None
    assert "date" in champ.errors[0]
    assert champ._value() == texte


@pytest.mark.parametrize(("annee", "permise"), [(1899, False), (1900, True), (2200, True), (2201, False)])
def test_a_year_is_believable_from_1900_to_2200(annee, permise):
    assert (lire("jour", f"{annee}-06-15").data is not None) is permise


@pytest.mark.parametrize("texte", ["2026-10", "10/2026", " 2026-10 ", "10-2026"])
def test_a_month_is_read_as_people_write_it(texte):
    assert lire("mois", texte).data == 202610


@pytest.mark.parametrize("texte", ["2026-13", "13/2026", "octobre", "2026", "0000-10", "²/2026"])
def test_what_is_not_a_month_is_told_and_kept(texte):
    champ = lire("mois", texte)
    assert champ.data is None
    assert "Ce mois n’est pas lisible" in champ.errors[0]
    assert champ._value() == texte


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
    ("virement", "TG53 TG00 9060 4310", True),
])  # fmt: skip
def test_the_account_to_credit_is_asked_for_only_where_one_is_credited(app, mode, compte, juste):
    saisie = MultiDict({"versement": mode, "compte_a_crediter": compte})
    with app.test_request_context():
        classe = formulaire_pour(PensionVieillesse, ["versement", "compte_a_crediter"])
        formulaire = classe(saisie, meta={"csrf": False})
        assert formulaire.validate() is juste
        assert bool(formulaire.compte_a_crediter.errors) is not juste
