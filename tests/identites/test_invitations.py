"""Several persons for an employer: the owner invites by e-mail and takes the right back."""

import pytest
from sqlalchemy import select

from app.identites import personnes
from app.models import Habilitation, Invitation
from tests.identites.outils import SOLIDE, entrer, essayer, lien_de
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo
ELLE, AUTRE, INVITE = "scierie@essai.tg", "auberge@essai.tg", "comptable@exemple.tg"
PAGE = "/employeur/personnes-habilitees/"


@pytest.fixture
def titulaire(connecter):
    return connecter(ELLE)


def inviter(navigateur, courriel: str = INVITE, droit: str = "declarer"):
    return navigateur.post(PAGE, data={"courriel": courriel, "droit": droit})


def accepter(client, lien: str):
    return client.post(
        lien,
        data={
            "nom": "Amavi",
            "prenoms": "Koffi",
            "nouveau": SOLIDE,
            "confirmation": SOLIDE,
        },
    )


@pytest.mark.parametrize(("droit", "declarer"), [("declarer", True), ("consulter", False)])
def test_the_invited_person_acts_for_the_employer_with_the_right_given(
    app, client, titulaire, courriers, session, droit, declarer
):
    inviter(titulaire, droit=droit)
    assert accepter(client, lien_de(courriers(INVITE)[0])).status_code == 302
    navigateur = app.test_client()
    essayer(navigateur, INVITE, SOLIDE)
    assert "Scierie de Kpalimé" in navigateur.get("/employeur/dnr/").text
    assert navigateur.get("/employeur/dnr/nouvelle").status_code == (200 if declarer else 403)


def test_who_has_an_account_accepts_with_a_click_and_then_chooses(app, client, titulaire, courriers):
    inviter(titulaire, AUTRE)
    assert client.post(lien_de(courriers(AUTRE)[0])).status_code == 302
    navigateur = app.test_client()
    entrer(navigateur, AUTRE)
    page = navigateur.get("/services/").text
    assert "Auberge du lac Togo" in page
    assert "Scierie de Kpalimé" in page


def test_an_invitation_serves_once(client, titulaire, courriers):
    inviter(titulaire)
    lien = lien_de(courriers(INVITE)[0])
    accepter(client, lien)
    assert accepter(client, lien).status_code == 404


@pytest.mark.parametrize(("attente", "statut"), [({"days": 6, "hours": 23}, 200), ({"days": 7}, 404)])
def test_an_invitation_lives_a_week(client, titulaire, courriers, horloge, attente, statut):
    inviter(titulaire)
    horloge.avancer(**attente)
    assert client.get(lien_de(courriers(INVITE)[0])).status_code == statut


def test_an_invitation_taken_back_opens_nothing(client, titulaire, courriers, session):
    inviter(titulaire)
    cle = session.scalars(select(Invitation.id)).one()
    titulaire.post(f"{PAGE}invitations/{cle}/retirer")
    assert accepter(client, lien_de(courriers(INVITE)[0])).status_code == 404
    assert not personnes.existe(session, INVITE)


def test_a_second_invitation_replaces_the_first(client, titulaire, courriers):
    inviter(titulaire)
    inviter(titulaire, droit="consulter")
    seconde, premiere = courriers(INVITE)
    assert client.get(lien_de(premiere)).status_code == 404
    assert client.get(lien_de(seconde)).status_code == 200


def test_a_person_already_there_is_not_invited_twice(titulaire, courriers):
    reponse = inviter(titulaire, ELLE)
    assert reponse.status_code == 422
    assert "agit déjà" in reponse.text


@pytest.fixture
def comptable(app, client, titulaire, courriers, session):
    """Somebody invited, signed in."""
    inviter(titulaire)
    accepter(client, lien_de(courriers(INVITE)[0]))
    navigateur = app.test_client()
    navigateur.session_du_test = session
    essayer(navigateur, INVITE, SOLIDE)
    return navigateur


def habilitation_de(session, email: str) -> Habilitation | None:
    elle = Habilitation.utilisateur_id == personnes.trouver(session, email).id
    return session.scalars(select(Habilitation).where(elle)).first()


def test_a_right_taken_back_is_lost_at_the_next_click_and_told(comptable, titulaire, courriers, session):
    titulaire.post(f"{PAGE}{habilitation_de(session, INVITE).id}/retirer")
    assert "Scierie de Kpalimé" not in comptable.get("/services/").text
    assert "retiré votre droit" in courriers(INVITE)[0].texte


def test_a_right_taken_back_from_a_closed_account_is_told_to_nobody(
    comptable, titulaire, courriers, session, fermer
):
    fermer(INVITE)
    titulaire.post(f"{PAGE}{habilitation_de(session, INVITE).id}/retirer")
    assert habilitation_de(session, INVITE) is None
    assert courriers(INVITE) == []


def test_inviting_a_closed_account_answers_as_any_invitation_does_and_writes_to_nobody(
    titulaire, courriers, fermer
):
    fermer(AUTRE)
    fermee, ouverte = inviter(titulaire, AUTRE), inviter(titulaire)
    assert (fermee.status_code, fermee.location) == (ouverte.status_code, ouverte.location)
    assert (courriers(AUTRE), len(courriers(INVITE))) == ([], 1)


def test_only_the_owner_invites_and_takes_back(comptable, courriers, session):
    inviter(comptable, "tierce@exemple.tg")
    assert courriers("tierce@exemple.tg") == []
    assert "Envoyer l’invitation" not in comptable.get(PAGE).text
    cle = habilitation_de(session, ELLE).id
    assert comptable.post(f"{PAGE}{cle}/retirer").status_code == 404


def test_the_owner_of_another_employer_takes_nothing_back_here(comptable, connecter, session):
    cle = habilitation_de(session, INVITE).id
    assert connecter(AUTRE).post(f"{PAGE}{cle}/retirer").status_code == 404
    assert habilitation_de(session, INVITE) is not None


def test_the_owner_does_not_lock_herself_out(titulaire, session):
    titulaire.post(f"{PAGE}{habilitation_de(session, ELLE).id}/retirer")
    assert habilitation_de(session, ELLE) is not None


def test_one_sees_the_persons_of_the_employer_one_acts_for_alone(titulaire, comptable, connecter):
    assert "Koffi Amavi" in titulaire.get(PAGE).text
    assert "Koffi Amavi" not in connecter(AUTRE).get(PAGE).text


def test_the_e_mail_says_who_invites_for_whom_and_to_do_what(titulaire, courriers, session):
    inviter(titulaire)
    texte = courriers(INVITE)[0].texte
    assert petit_togo.employeur(session).raison_sociale in texte
    assert "consulter et déclarer" in texte
