"""A row of another table in a form: listed when few, searched when many, in one's own scope."""

import pytest
from sqlalchemy import select

from app.generateur import relations
from app.models import Division, Habilitation, User
from tests.outils import petit_togo
from tests.outils.pages import champs, formulaire
from tests.outils.petit_togo import AUBERGE, SCIERIE

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]

BASE = "/administration/habilitations"


@pytest.fixture
def admin(connecter):
    """The administrator's browser."""
    return connecter("admin@essai.tg")


@pytest.fixture
def longues(monkeypatch):
    """Every relation is longer than a list shows."""
    monkeypatch.setattr(relations, "LIGNES_EN_LISTE", 1)


def habiliter(navigateur, employeur: str, personne: str = "essi@essai.tg"):
    """Fill the form that lets a person act for an employer."""
    return navigateur.post(
        f"{BASE}/nouvelle",
        data={"utilisateur_id": personne, "employeur_id": employeur, "declarer": "oui", "raison": "Essai"},
    )


def habilites(session) -> set[str]:
    """Return the names of the employers somebody acts for."""
    return {h.employeur.raison_sociale for h in session.scalars(select(Habilitation))}


def test_few_rows_are_a_list(admin):
    page = admin.get(f"{BASE}/nouvelle").text
    assert "Scierie de Kpalimé SARL (n°\u00a020417)</option>" in page
    assert "data-choix" not in page


@pytest.mark.usefixtures("longues")
def test_many_rows_are_a_text_field_that_proposes(admin):
    page = admin.get(f"{BASE}/nouvelle").text
    assert f'data-choix="{BASE}/choix?champ=employeur_id"' in page
    assert "Scierie" not in page


@pytest.mark.parametrize(
    ("cherche", "trouve"),
    [
        ("scierie", SCIERIE),
        ("31882", AUBERGE),
        ("lac tog", AUBERGE),
        ("kpalime scierie", SCIERIE),
        ("LÀC AÙBERGÉ", AUBERGE),
    ],
)
def test_proposals_hold_every_word_typed(admin, cherche, trouve):
    reponse = admin.get(f"{BASE}/choix", query_string={"champ": "employeur_id", "q": cherche})
    assert [nom.partition("n°\u00a0")[2] for nom in reponse.json["choix"]] == [f"{trouve})"]


def test_a_field_that_is_no_relation_proposes_nothing(admin):
    assert admin.get(f"{BASE}/choix", query_string={"champ": "declarer", "q": "s"}).status_code == 404


def test_only_who_may_fill_the_form_reads_proposals(connecter):
    adresse = f"{BASE}/choix?champ=employeur_id&q=scierie"
    assert connecter("scierie@essai.tg").get(adresse).status_code == 403


def test_proposals_stay_in_the_person_s_scope(app, session):
    from app.models import Employeur
    from app.socle import acces

    with app.app_context():
        qui = petit_togo.acteur(session, "scierie@essai.tg").perimetre
        with acces.au_nom_de(qui):
            assert [e.numero for e in relations.chercher(Employeur, "au")] == []
            assert [e.numero for e in relations.chercher(Employeur, "kpalimé")] == [SCIERIE]


@pytest.mark.usefixtures("longues")
@pytest.mark.parametrize("ecrit", ["Auberge du lac Togo (n° 31882)", "31882", "auberge lac"])
def test_words_that_name_one_row_choose_it(admin, session, ecrit):
    session.delete(
        session.scalars(select(Habilitation).where(Habilitation.employeur.has(numero=AUBERGE))).one()
    )
    session.commit()
    assert habiliter(admin, ecrit).status_code == 302
    assert "Auberge du lac Togo" in habilites(session)


@pytest.mark.usefixtures("longues")
def test_words_that_name_several_rows_are_kept_with_the_rows_to_choose_from(admin):
    reponse = habiliter(admin, "a")
    assert reponse.status_code == 422
    assert champs(reponse, "employeur_id") == ["a"]
    assert "Plusieurs correspondent" in reponse.text
    assert 'value="Scierie de Kpalimé SARL (n°\u00a020417)"' in reponse.text


@pytest.mark.usefixtures("longues")
def test_words_that_name_nothing_are_kept_with_what_to_do(admin):
    reponse = habiliter(admin, "Société introuvable")
    assert "Rien ne correspond" in reponse.text
    assert formulaire(reponse)["employeur_id"] == "Société introuvable"


def test_a_listed_row_out_of_the_list_is_refused(admin):
    reponse = admin.post(f"{BASE}/nouvelle", data={"utilisateur_id": "1", "employeur_id": "999999"})
    assert "Ce choix n’est pas dans la liste" in reponse.text


def test_a_row_is_deleted_once_confirmed(admin, session):
    session.add(vide := Division(code="V", nom="Haho", ville="Notsè"))
    session.commit()
    adresse = f"/administration/divisions-regionales/{vide.id}/supprimer"
    page = admin.get(adresse).text
    assert "Cette action est définitive" in page
    assert "Haho" in page
    haho = select(Division.nom).where(Division.nom == "Haho")
    assert session.scalars(haho).all() == ["Haho"]
    assert admin.post(adresse).location == "/administration/divisions-regionales/"
    assert session.scalars(haho).all() == []


def test_a_row_that_others_rest_on_stays(admin, session):
    division = petit_togo.employeur(session).division_id
    reponse = admin.post(f"/administration/divisions-regionales/{division}/supprimer")
    assert reponse.status_code == 409
    assert "Cette fiche sert ailleurs" in reponse.text


def test_a_person_is_named_by_her_e_mail_too(session):
    assert relations.nommer(session.scalars(select(User)).first()).endswith("@essai.tg)")
