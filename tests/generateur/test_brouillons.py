"""Nothing typed is lost: kept for its author alone, shown again, forgotten once sent."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from app.generateur import brouillons
from app.generateur.brouillons import CONSERVATION, Signet
from app.models import Brouillon, Habilitation, Quitus, User
from app.socle.horloge import maintenant
from tests.outils import petit_togo
from tests.outils.navigation import MOT_DE_PASSE
from tests.outils.pages import champs, formulaire
from tests.outils.petit_togo import AUBERGE, SCIERIE

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]

QUITUS = "/employeur/quitus-social/nouvelle"
SAISIE = {
    "reference_marche": "AO-2026-17",
    "objet": "Réfection du marché d’Assahoun",
    "date_limite": "32/13/2026",
}


def signet_de(navigateur, adresse: str = QUITUS) -> str:
    """Return the bookmark of the form at an address."""
    return formulaire(navigateur.get(adresse))["signet"]


def garder(navigateur, signet: str, **saisie):
    """Send what is typed so far, as the page does."""
    return navigateur.post("/brouillons/", data={"signet": signet, **saisie})


def test_what_is_typed_is_kept_and_the_hour_is_told(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    reponse = garder(navigateur, signet_de(navigateur), **SAISIE)
    brouillon = session.scalars(select(Brouillon)).one()
    assert reponse.json["message"].startswith(f"Brouillon enregistré à {brouillon.le:%H:%M}")
    assert "pas encore envoyé" in reponse.json["message"]
    assert brouillon.saisie["objet"] == [SAISIE["objet"]]


def test_coming_back_shows_it_as_it_was_typed_faults_included(connecter):
    navigateur = connecter("scierie@essai.tg")
    garder(navigateur, signet_de(navigateur), **SAISIE)
    page = navigateur.get(QUITUS)
    assert SAISIE.items() <= formulaire(page).items()
    assert "Brouillon repris, pas encore envoyé" in page.text


def test_typing_on_replaces_what_was_kept(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    garder(navigateur, signet, objet="Réf")
    garder(navigateur, signet, objet="Réfection")
    assert session.scalars(select(Brouillon)).one().saisie == {"objet": ["Réfection"]}


def test_a_form_emptied_leaves_no_draft(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    garder(navigateur, signet, objet="Réf")
    garder(navigateur, signet, objet="  ")
    assert session.query(Brouillon).count() == 0


def test_the_dashboard_leads_back_to_it(connecter):
    navigateur = connecter("scierie@essai.tg")
    garder(navigateur, signet_de(navigateur), **SAISIE)
    accueil = navigateur.get("/services/").text
    assert "Reprendre : Demander un quitus" in accueil
    assert f'href="{QUITUS}"' in accueil


def test_a_form_sent_leaves_no_draft(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    garder(navigateur, signet, **SAISIE)
    propre = SAISIE | {"date_limite": "", "autorite_contractante": "Commune d’Assahoun", "signet": signet}
    assert navigateur.post(QUITUS, data=propre).status_code == 302
    assert session.scalars(select(Quitus)).one().objet == SAISIE["objet"]
    assert session.scalars(select(Brouillon)).all() == []


def test_a_form_refused_keeps_its_draft(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    garder(navigateur, signet, **SAISIE)
    reponse = navigateur.post(QUITUS, data=SAISIE | {"signet": signet})
    assert reponse.status_code == 422
    assert SAISIE.items() <= formulaire(reponse).items()
    assert session.scalars(select(Brouillon)).one()


def test_a_reason_refused_by_a_redirection_is_shown_again(app, connecter, session):
    with app.app_context():
        demande = petit_togo.declaration_soumise(session)
    agent = connecter("agent@essai.tg")
    adresse = f"/agent/demandes/{demande.id}"
    agent.post(f"{adresse}/prendre_en_charge")
    signet = champs(agent.get(adresse), "signet")[0]
    garder(agent, signet, motif="Joignez la paie de mars.")
    agent.post(f"{adresse}/soumettre", data={"signet": signet, "motif": "Joignez la paie de mars."})
    page = agent.get(adresse).text
    assert page.count("Joignez la paie de mars.") == 1
    assert '<details class="confirmer" open>' in page


def test_giving_it_up_opens_an_empty_form(connecter):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    garder(navigateur, signet, **SAISIE)
    assert navigateur.post("/brouillons/effacer", data={"signet": signet}).location == QUITUS
    assert formulaire(navigateur.get(QUITUS))["objet"] == ""


def test_another_person_never_sees_it_nor_erases_it(connecter, session):
    auteur, autre = connecter("scierie@essai.tg"), connecter("auberge@essai.tg")
    signet = signet_de(auteur)
    garder(auteur, signet, **SAISIE)
    assert formulaire(autre.get(QUITUS))["objet"] == ""
    assert "Reprendre" not in autre.get("/services/").text
    assert autre.post("/brouillons/effacer", data={"signet": signet}).status_code == 400
    assert session.scalars(select(Brouillon)).one()


def test_it_waits_for_the_employer_it_was_typed_for(connecter, session):
    personne = session.scalars(select(User).where(User.email == "scierie@essai.tg")).one()
    scierie, auberge = (petit_togo.employeur(session, numero).id for numero in (SCIERIE, AUBERGE))
    session.add(Habilitation(utilisateur_id=personne.id, employeur_id=auberge))
    session.commit()
    navigateur = connecter("scierie@essai.tg")
    garder(navigateur, signet_de(navigateur), **SAISIE)
    navigateur.post("/espace/employeur", data={"employeur_id": auberge})
    assert formulaire(navigateur.get(QUITUS))["objet"] == ""
    navigateur.post("/espace/employeur", data={"employeur_id": scierie})
    assert formulaire(navigateur.get(QUITUS))["objet"] == SAISIE["objet"]


@pytest.mark.parametrize("signet", ["", "abc", "WzEsMCwiLyJd.aaaa.bbbb"])
def test_a_form_that_is_not_ours_is_not_kept(client, session, signet):
    assert garder(client, signet, objet="intrus").status_code == 400
    assert session.scalars(select(Brouillon)).all() == []


def test_more_than_a_draft_holds_is_refused_in_words(connecter):
    navigateur = connecter("scierie@essai.tg")
    reponse = garder(navigateur, signet_de(navigateur), objet="x" * (brouillons.TAILLE_MAXIMALE + 1))
    assert reponse.status_code == 422
    assert "trop long" in reponse.json["message"]


def test_passwords_and_proofs_are_never_kept(connecter, session):
    navigateur = connecter("scierie@essai.tg")
    garder(
        navigateur,
        signet_de(navigateur),
        objet="Pont",
        password="Mot-2026",
        mot_de_passe="Mot-2026",
        csrf_token="x",
    )
    assert session.scalars(select(Brouillon)).one().saisie == {"objet": ["Pont"]}


@pytest.mark.parametrize(
    ("age", "reste"), [(CONSERVATION - timedelta(hours=1), 2), (CONSERVATION + timedelta(hours=1), 1)]
)
def test_a_draft_waits_ninety_days(connecter, session, age, reste):
    navigateur = connecter("scierie@essai.tg")
    personne = session.scalars(select(User.id).where(User.email == "scierie@essai.tg")).one()
    vieux = Brouillon(utilisateur_id=personne, mandant_id=0, adresse="/", saisie={}, le=maintenant() - age)
    session.add(vieux)
    session.commit()
    garder(navigateur, signet_de(navigateur), objet="Pont")
    assert len(session.scalars(select(Brouillon)).all()) == reste


def test_a_bookmark_serves_its_author_only_for_its_time(app, monkeypatch):
    with app.test_request_context():
        signet = Signet(1, 2, QUITUS).signer()
        assert brouillons.lire_signet(signet) == Signet(1, 2, QUITUS)
        monkeypatch.setattr(brouillons, "VALIDITE", timedelta(seconds=-1))
        with pytest.raises(brouillons.SignetInvalide):
            brouillons.lire_signet(signet)


@pytest.fixture
def preuves_exigees(app, monkeypatch):
    """The forms' proof, as in production."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def envoyer(navigateur, depuis: str, vers: str, **saisie):
    """Post a form as a browser does from a page of the portal."""
    return navigateur.post(vers, data=saisie, headers={"Referer": f"http://localhost{depuis}"})


def expirer(navigateur) -> None:
    """End the session of a browser, as half an hour away does."""
    navigateur.delete_cookie("session")


def test_a_form_sent_after_the_session_is_over_comes_back_after_signing_in(app, connecter, monkeypatch):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    expirer(navigateur)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    reponse = envoyer(navigateur, QUITUS, QUITUS, signet=signet, **SAISIE)
    assert (reponse.status_code, reponse.location) == (303, f"/connexion?next={quote(QUITUS)}")
    assert "rien n’a été envoyé. Ce que vous aviez saisi est gardé" in navigateur.get(reponse.location).text
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    navigateur.connecter("scierie@essai.tg")
    assert SAISIE.items() <= formulaire(navigateur.get(QUITUS)).items()


def test_whoever_signs_in_next_on_the_same_device_sees_nothing_of_it(app, connecter, monkeypatch):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    expirer(navigateur)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    envoyer(navigateur, QUITUS, QUITUS, signet=signet, **SAISIE)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    navigateur.connecter("auberge@essai.tg")
    assert formulaire(navigateur.get(QUITUS))["objet"] == ""
    assert SAISIE["objet"] not in navigateur.get("/services/").text


def test_a_page_older_than_the_present_session_sends_nothing_and_loses_nothing(
    app, connecter, session, monkeypatch
):
    navigateur = connecter("scierie@essai.tg")
    signet = signet_de(navigateur)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    reponse = envoyer(navigateur, QUITUS, QUITUS, signet=signet, **SAISIE)
    assert reponse.location == QUITUS
    assert SAISIE.items() <= formulaire(navigateur.get(QUITUS)).items()
    assert session.scalars(select(Quitus)).all() == []


@pytest.mark.usefixtures("preuves_exigees")
def test_another_site_cannot_plant_a_draft(client, session):
    reponse = client.post(QUITUS, data=SAISIE, headers={"Referer": "https://ailleurs.example/"})
    assert reponse.status_code == 400
    assert session.scalars(select(Brouillon)).all() == []


@pytest.mark.usefixtures("preuves_exigees")
def test_a_sign_in_page_left_open_still_signs_in(client):
    reponse = envoyer(client, "/connexion", "/connexion", username="scierie@essai.tg", password=MOT_DE_PASSE)
    assert (reponse.status_code, reponse.location) == (302, "/services/")


def test_a_second_sign_in_page_says_that_one_is_signed_in_already(app, connecter, monkeypatch):
    navigateur = connecter("scierie@essai.tg")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    envoyer(navigateur, "/connexion", "/connexion", username="auberge@essai.tg", password=MOT_DE_PASSE)
    assert "Vous étiez déjà connecté" in navigateur.get("/services/").text


def test_a_button_pressed_after_the_session_is_over_says_that_nothing_was_sent(app, connecter, monkeypatch):
    navigateur = connecter("scierie@essai.tg")
    expirer(navigateur)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    reponse = envoyer(navigateur, QUITUS, "/employeur/quitus-social/1/soumettre")
    assert reponse.location.startswith("/connexion?next=")
    assert "Votre session avait expiré : rien n’a été envoyé" in navigateur.get(reponse.location).text


def test_signing_out_clears_what_the_device_kept(connecter):
    assert connecter("scierie@essai.tg").post("/deconnexion").headers["Clear-Site-Data"] == '"storage"'


def test_the_table_of_a_declaration_shows_again_what_was_typed_in_it(connecter, session):
    declaration = petit_togo.brouillon(session)
    navigateur = connecter("scierie@essai.tg")
    lignes = f"/employeur/dnr/{declaration.id}/lignes/"
    garder(
        navigateur,
        champs(navigateur.get(lignes), "signet")[0],
        **{"jours-1": "17", "remuneration-1": "cent mille"},
    )
    page = navigateur.get(lignes)
    assert champs(page, "jours-1") == ["17"]
    assert champs(page, "remuneration-1") == ["cent mille"]
