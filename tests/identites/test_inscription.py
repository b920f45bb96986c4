"""Inscription: who proves the link to the register opens the account by e-mail; the others meet an agent."""

import io
import re

import pytest
from sqlalchemy import func, select

from app.demandes.etats import Statut
from app.identites import personnes
from app.models import CompteAssure, Habilitation, InscriptionEnLigne, Piece
from tests.demandes.hostiles import script_a_l_ouverture
from tests.identites.outils import PNG, SOLIDE, connecte, corps, essayer, lien_de
from tests.outils import petit_togo
from tests.outils.papiers import pdf
from tests.outils.petit_togo import SCIERIE

pytestmark = pytest.mark.petit_togo
PATRON, ELLE = "direction@scierie.tg", "afi@exemple.tg"
RCCM = "TG-LFW-01-2021-B12-01539"


@pytest.fixture(autouse=True)
def scierie(session):
    """The fund knows the sawmill's e-mail and RCCM, and Afi has no account."""
    employeur = petit_togo.employeur(session)
    employeur.email, employeur.rccm = "Direction@Scierie.tg", RCCM
    return employeur


def employeur(client, **saisie):
    return client.post(
        "/inscription/employeur",
        data={
            "numero": SCIERIE,
            "identifiant": f"10000{SCIERIE}",
            "nom": "Amavi",
            "prenoms": "Koffi",
            "adresse": PATRON,
        }
        | saisie,
    )


def assuree(client, **saisie):
    """Afi N’Diaye, of the register, by number, name and date of birth."""
    return client.post(
        "/inscription/assure",
        data={
            "numero": "0023456789",
            "naissance_le": "02/05/1969",
            "nom": "N'Diaye",
            "prenoms": "AFI",
            "adresse": "afi@exemple.tg",
        }
        | saisie,
    )


def ouvrir(client, lien: str, choisi: str = SOLIDE):
    return client.post(lien, data={"nouveau": choisi, "confirmation": choisi})


def joindre(client, lien: str, contenu: bytes = PNG):
    return client.post(
        lien,
        data={
            "nature": "Passeport",
            "piece": (io.BytesIO(contenu), "passeport.png"),
        },
        content_type="multipart/form-data",
    )


def reconnu(client, courriers, adresse: str) -> bool:
    """Say whether the link asks for a password, not for a piece of identity."""
    return "Choisissez le mot de passe" in client.get(lien_de(courriers(adresse)[0])).text


@pytest.mark.parametrize("identifiant", [f"10000{SCIERIE}", RCCM, "tg lfw 01 2021 b12 01539"])
def test_an_employer_known_by_number_nif_or_rccm_and_e_mail_opens_the_account(
    client, courriers, session, identifiant
):
    employeur(client, identifiant=identifiant)
    assert ouvrir(client, lien_de(courriers(PATRON)[0])).status_code == 302
    personne = personnes.trouver(session, PATRON)
    habilitation = session.scalars(
        select(Habilitation).where(Habilitation.utilisateur_id == personne.id)
    ).one()
    assert habilitation.employeur.numero == SCIERIE
    assert habilitation.declarer
    assert habilitation.titulaire


def test_asking_with_the_address_of_a_closed_account_answers_the_same_and_writes_to_nobody(
    client, courriers, fermer
):
    fermer("auberge@essai.tg")
    ferme, inconnu = (employeur(client, adresse=c) for c in ("auberge@essai.tg", PATRON))
    assert corps(ferme) == corps(inconnu)
    assert (courriers("auberge@essai.tg"), len(courriers(PATRON))) == ([], 1)


def test_the_new_account_signs_in_with_the_password_chosen(app, client, courriers):
    employeur(client)
    ouvrir(client, lien_de(courriers(PATRON)[0]))
    navigateur = app.test_client()
    assert essayer(navigateur, PATRON, SOLIDE).status_code == 302
    assert "Scierie de Kpalimé" in navigateur.get("/services/").text


@pytest.mark.parametrize(
    "saisie",
    [
        {"numero": "99999999"},
        {"identifiant": "1000099999"},
        {"adresse": "autre@scierie.tg"},
    ],
)
def test_an_employer_that_does_not_match_in_one_point_is_not_recognised(client, courriers, saisie):
    employeur(client, **saisie)
    assert not reconnu(client, courriers, saisie.get("adresse", PATRON))


def test_a_closed_employer_is_not_recognised(client, courriers, scierie):
    scierie.ferme_le = scierie.debut_activite_le
    employeur(client)
    assert not reconnu(client, courriers, PATRON)


@pytest.mark.parametrize("naissance", ["02/05/1969", "03/05/1969"], ids=["known", "unknown"])
def test_an_insured_person_s_account_opens_and_shows_nothing_until_she_proved_who_she_is(
    client, courriers, session, naissance
):
    assuree(client, naissance_le=naissance)
    ouvrir(client, lien_de(courriers(ELLE)[0]))
    personne = personnes.trouver(session, ELLE)
    siens = select(func.count(CompteAssure.id)).where(CompteAssure.utilisateur_id == personne.id)
    assert session.scalar(siens) == 0
    assert personne.roles == []


@pytest.mark.parametrize(("demander", "inconnu"), [(employeur, "99999999"), (assuree, "0099999999")])
def test_screen_and_e_mail_say_the_same_whether_the_number_exists(client, courriers, demander, inconnu):
    connu, autre = demander(client), demander(client, numero=inconnu)
    assert connu.status_code == autre.status_code == 200
    assert corps(connu) == corps(autre)
    adresse = PATRON if demander is employeur else "afi@exemple.tg"
    seconde, premiere = courriers(adresse)
    assert re.sub(r"lien/\S+", "", premiere.texte) == re.sub(r"lien/\S+", "", seconde.texte)


def test_an_address_that_has_an_account_is_answered_the_same_and_gains_the_access(
    app, client, courriers, session, scierie
):
    scierie.email = "auberge@essai.tg"
    neuf, connu = employeur(client), employeur(client, adresse="auberge@essai.tg")
    assert corps(neuf) == corps(connu)
    assert client.post(lien_de(courriers("auberge@essai.tg")[0])).status_code == 302
    personne = personnes.trouver(session, "auberge@essai.tg")
    siennes = select(func.count(Habilitation.id)).where(Habilitation.utilisateur_id == personne.id)
    assert session.scalar(siennes) == 2


@pytest.mark.parametrize(("attente", "statut"), [({"hours": 23, "minutes": 59}, 200), ({"hours": 24}, 404)])
def test_the_link_lives_a_day(client, courriers, horloge, attente, statut):
    employeur(client)
    horloge.avancer(**attente)
    assert client.get(lien_de(courriers(PATRON)[0])).status_code == statut


def test_a_link_too_old_sends_another_to_the_same_address(client, courriers, horloge):
    employeur(client)
    ancien = lien_de(courriers(PATRON)[0])
    horloge.avancer(hours=24)
    assert f'action="{ancien}/renvoyer"' in client.get(ancien).text
    client.post(f"{ancien}/renvoyer")
    assert ouvrir(client, lien_de(courriers(PATRON)[0])).status_code == 302


def test_a_link_that_served_sends_no_other(client, courriers):
    employeur(client)
    lien = lien_de(courriers(PATRON)[0])
    ouvrir(client, lien)
    assert client.post(f"{lien}/renvoyer").status_code == 404
    assert len(courriers(PATRON)) == 1


def test_the_link_serves_once(client, courriers):
    employeur(client)
    lien = lien_de(courriers(PATRON)[0])
    ouvrir(client, lien)
    assert ouvrir(client, lien, "autre ruban carnaval tuile").status_code == 404


def test_a_link_that_a_mail_scanner_opened_first_still_serves(app, client, courriers):
    employeur(client)
    lien = lien_de(courriers(PATRON)[0])
    for methode in ("HEAD", "GET", "GET"):
        assert app.test_client().open(lien, method=methode).status_code == 200
    assert ouvrir(client, lien).status_code == 302


def test_a_link_opens_the_account_on_another_device_than_the_one_that_asked(app, client, courriers, session):
    employeur(client)
    assert ouvrir(app.test_client(), lien_de(courriers(PATRON)[0])).status_code == 302
    assert personnes.existe(session, PATRON)


def test_two_links_of_two_inscriptions_open_one_account(client, courriers, session):
    for _ in range(2):
        employeur(client)
    liens = [lien_de(courrier) for courrier in courriers(PATRON)]
    assert [ouvrir(client, lien).status_code for lien in liens] == [302, 302]
    siennes = select(func.count(Habilitation.id)).join(Habilitation.utilisateur)
    assert session.scalar(siennes.where(personnes.User.username == PATRON)) == 1


def test_a_weak_password_is_refused_and_the_link_still_serves(client, courriers):
    employeur(client)
    lien = lien_de(courriers(PATRON)[0])
    assert ouvrir(client, lien, "Koffi-Amavi-1").status_code == 422
    assert ouvrir(client, lien).status_code == 302


def test_who_fills_the_trap_is_told_that_nothing_is_sent(client, courriers):
    reponse = employeur(client, adresse="robot@exemple.tg", site_web="http://x")
    assert reponse.status_code == 422
    assert "Rien n’est encore envoyé" in reponse.text
    assert courriers("robot@exemple.tg") == []


def test_an_address_that_asks_too_much_is_told_to_wait(client, reseau_court):
    for rang in range(8):
        employeur(client, numero=f"1234{rang}")
    assert employeur(client).status_code == 429


@pytest.mark.parametrize(
    ("saisie", "attendu"),
    [
        ({"numero": "12"}, "4 à 8 chiffres"),
        ({"adresse": "sans-arobase"}, "pas complète"),
        ({"nom": " "}, "obligatoire"),
    ],
)
def test_bad_input_is_told_beside_the_field(client, saisie, attendu):
    reponse = employeur(client, **saisie)
    assert reponse.status_code == 422
    assert attendu in reponse.text


@pytest.fixture
def confiee(client, courriers, session) -> InscriptionEnLigne:
    """The request of an employer whom the register did not recognise."""
    employeur(client, identifiant="1000099999")
    reponse = joindre(client, lien_de(courriers(PATRON)[0]))
    assert "porte le numéro INS-" in reponse.text
    return session.scalars(select(InscriptionEnLigne)).one()


def decider(agent, demande, nom: str, motif: str = ""):
    agent.post(f"/agent/demandes/{demande.id}/prendre_en_charge")
    return agent.post(f"/agent/demandes/{demande.id}/{nom}", data={"motif": motif})


def test_who_is_not_recognised_joins_a_piece_and_meets_an_agent_of_the_team(confiee, connecter, session):
    assert confiee.statut is Statut.soumise
    page = connecter("agent@essai.tg").get(f"/agent/demandes/{confiee.id}").text
    assert "passeport.png" in page
    assert SCIERIE in page


def test_the_piece_is_checked_beside_the_field_and_the_link_still_serves(client, courriers):
    employeur(client, identifiant="1000099999")
    lien = lien_de(courriers(PATRON)[0])
    for contenu, attendu in ((b"", "vide"), (b"MZ programme", "PDF")):
        reponse = joindre(client, lien, contenu)
        assert reponse.status_code == 422
        assert attendu in reponse.text
    assert joindre(client, lien).status_code == 200


def test_a_script_in_the_piece_of_identity_never_reaches_the_agent(client, courriers, session):
    employeur(client, identifiant="1000099999")
    joindre(client, lien_de(courriers(PATRON)[0]), pdf(arranger=script_a_l_ouverture))
    assert session.scalars(select(Piece)).one().retraits == ["script"]


def test_the_page_of_the_piece_is_light_and_says_what_is_taken(client, courriers):
    employeur(client, identifiant="1000099999")
    page = client.get(lien_de(courriers(PATRON)[0]))
    assert len(page.data) < 20_000
    assert "Fichier .pdf, .jpg, .jpeg, .png ou .heic, 10 Mo au plus." in page.text
    assert 'data-octets="10485760"' in page.text
    assert 'Pièce d’identité <span class="mention">obligatoire</span>' in page.text


def test_a_piece_that_was_not_chosen_is_asked_for_beside_the_field(client, courriers):
    employeur(client, identifiant="1000099999")
    reponse = client.post(lien_de(courriers(PATRON)[0]), data={"nature": "Passeport"})
    assert reponse.status_code == 422
    assert 'id="piece-erreur"' in reponse.text


def test_an_agent_who_accepts_opens_the_account_by_e_mail(client, confiee, connecter, courriers, session):
    decider(connecter("agent@essai.tg"), confiee, "accepter")
    assert confiee.statut is Statut.acceptee
    assert ouvrir(client, lien_de(courriers(PATRON)[0])).status_code == 302
    assert personnes.existe(session, PATRON)


def test_an_agent_who_refuses_tells_why_by_e_mail(confiee, connecter, courriers):
    decider(connecter("agent@essai.tg"), confiee, "rejeter", "Le passeport est périmé.")
    assert "Le passeport est périmé." in courriers(PATRON)[0].texte


def test_an_agent_cannot_accept_a_number_that_is_nobody_s(client, courriers, session, connecter):
    employeur(client, numero="99999999")
    joindre(client, lien_de(courriers(PATRON)[0]))
    demande = session.scalars(select(InscriptionEnLigne)).one()
    agent = connecter("agent@essai.tg")
    decider(agent, demande, "accepter")
    assert demande.statut is Statut.en_instruction
    assert "aucun dossier ouvert" in agent.get("/services/").text


def test_no_complement_is_asked_of_who_cannot_answer(confiee, connecter):
    decider(connecter("agent@essai.tg"), confiee, "demander_complement", "Une autre pièce")
    assert confiee.statut is Statut.en_instruction


@pytest.mark.parametrize("email", ["scierie@essai.tg", "essi@essai.tg"])
def test_an_inscription_is_nobody_s_but_the_fund_s(app, confiee, session, email):
    from app.socle.acces import au_nom_de
    from app.socle.base_de_donnees import db

    with app.app_context(), au_nom_de(petit_togo.acteur(session, email).perimetre):
        assert db.session.scalars(select(InscriptionEnLigne)).all() == []


def test_nobody_is_signed_in_by_a_link_alone(client, courriers):
    employeur(client)
    ouvrir(client, lien_de(courriers(PATRON)[0]))
    assert not connecte(client)


def test_nothing_that_a_stranger_typed_goes_to_the_address_he_gave(client, courriers):
    employeur(client, prenoms="Bonneaffaire", nom="Cliente")
    assert "Bonneaffaire" not in courriers(PATRON)[0].texte
    assert employeur(client, prenoms="gagnez 500000 F : http://x").status_code == 422
