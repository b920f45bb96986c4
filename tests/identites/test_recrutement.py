"""Entering the fund's staff: invited by two, one's own password, a function from that day."""

import pytest
from sqlalchemy import select

from app.identites import organisation, personnes
from app.identites.organisation import Fonction
from app.models import ActeDAdministration, InvitationDuPersonnel, Personnel, Proposition
from app.socle.horloge import aujourd_hui
from tests.identites.outils import SOLIDE, essayer, lien_de
from tests.outils import petit_togo
from tests.outils.dnr import texte

pytestmark = pytest.mark.petit_togo
ADMIN, SUPERVISEUR, ELLE = "admin@essai.tg", "superviseur@essai.tg", "akua.mensah@cnss.tg"
PAGE = "/administration/invitations/"
SAISIE = {
    "nom": "Mensah",
    "prenoms": "Akua",
    "courriel": "Akua.Mensah@cnss.tg",
    "fonction": "agent",
    "equipe": "prestations",
    "numero_assure": "",
    "sans_numero": "oui",
    "raison": "Note de service n° 12",
}


@pytest.fixture
def admin(connecter):
    """The browser of who invites."""
    return connecter(ADMIN)


@pytest.fixture
def seconde(connecter):
    """The browser of who confirms."""
    return connecter(SUPERVISEUR)


@pytest.fixture
def invitee(admin, seconde, session, courriers):
    """The link that the invited person received."""
    inviter(admin)
    decider(seconde, session)
    return lien_de(courriers(ELLE)[0])


def inviter(navigateur, **autres):
    """Fill the form that invites somebody."""
    return navigateur.post(f"{PAGE}nouvelle", data=SAISIE | autres)


def decider(navigateur, session, geste: str = "confirmer", **donnees) -> str:
    """Decide on what was proposed last; return what the next page says."""
    proposition = session.scalars(select(Proposition).order_by(Proposition.id.desc())).first()
    adresse = f"/confirmations/propositions/{proposition.id}/{geste}"
    return texte(navigateur.post(adresse, data=donnees, follow_redirects=True))


def agir(navigateur, session, geste: str) -> str:
    """Send an invitation again, or take it back."""
    cle = session.scalars(select(InvitationDuPersonnel.id)).one()
    adresse = f"{PAGE}{cle}/gestes/{geste}"
    return texte(navigateur.post(adresse, data={"motif": "Adresse vérifiée"}, follow_redirects=True))


def entrer(navigateur, lien: str, choisi: str = SOLIDE):
    """Answer an invitation with a password."""
    return navigateur.post(lien, data={"nouveau": choisi, "confirmation": choisi})


def tenues(session, email: str) -> set[tuple[Fonction, str | None]]:
    """Return what somebody is at the fund today."""
    cle = personnes.trouver(session, email).id
    return {(f.fonction, f.equipe) for f in organisation.fonctions_de(session, cle, aujourd_hui())}


def test_nothing_leaves_before_a_second_person_confirms(admin, session, courriers):
    assert inviter(admin).status_code == 302
    assert "Vous l’avez proposé" in decider(admin, session)
    assert courriers(ELLE) == []
    assert not personnes.existe(session, ELLE)


def test_who_confirms_reads_who_enters_as_what_and_why(admin, seconde, session):
    inviter(admin, fin_le="2099-12-31")
    cle = session.scalars(select(Proposition.id)).one()
    page = texte(seconde.get(f"/confirmations/propositions/{cle}"))
    for lu in ("Akua Mensah", "Agent, Équipe prestations", "31/12/2099", "Sans numéro", "Note de service"):
        assert lu in page


def test_she_chooses_her_password_and_enters_with_her_function(app, client, invitee, session):
    assert entrer(client, invitee).status_code == 302
    assert essayer(app.test_client(), ELLE, SOLIDE).status_code == 302
    assert tenues(session, ELLE) == {(Fonction.agent, "prestations")}


def test_a_weak_password_is_refused_beside_its_field(client, invitee, session):
    reponse = entrer(client, invitee, "akua.mensah@cnss.tg")
    assert reponse.status_code == 422
    assert 'id="nouveau-erreur"' in reponse.text
    assert not personnes.existe(session, ELLE)


def test_her_function_ends_on_the_day_that_was_said(client, admin, seconde, session, courriers, horloge):
    inviter(admin, fin_le=aujourd_hui().isoformat())
    decider(seconde, session)
    entrer(client, lien_de(courriers(ELLE)[0]))
    assert tenues(session, ELLE)
    horloge.avancer(days=1)
    assert not tenues(session, ELLE)


def test_she_never_confirms_what_her_inviter_proposes(app, client, admin, seconde, session, courriers):
    inviter(admin, fonction="superviseur", equipe="")
    decider(seconde, session)
    entrer(client, lien_de(courriers(ELLE)[0]))
    inviter(admin, courriel="autre@cnss.tg")
    elle = app.test_client()
    essayer(elle, ELLE, SOLIDE)
    assert "a proposé votre compte" in decider(elle, session)
    assert courriers("autre@cnss.tg") == []


def test_who_has_an_account_already_enters_with_a_click_and_keeps_her_password(
    app, client, admin, seconde, session, courriers
):
    inviter(admin, courriel="essi@essai.tg")
    decider(seconde, session)
    assert client.post(lien_de(courriers("essi@essai.tg")[0])).status_code == 302
    assert tenues(session, "essi@essai.tg") == {(Fonction.agent, "prestations")}
    assert app.test_client().connecter("essi@essai.tg").get("/agent/demandes/").status_code == 200


def test_nobody_invites_himself_through_another_address_of_his_own_account(connecter, admin, session):
    reponse = inviter(admin, courriel=ADMIN)
    assert reponse.status_code == 422
    assert "déjà du personnel" in texte(reponse)


@pytest.mark.parametrize(
    ("champ", "saisie", "dit"),
    [
        ("equipe", {"equipe": ""}, "Choisissez l’équipe"),
        ("numero_assure", {"sans_numero": "non"}, "Écrivez son numéro"),
        ("numero_assure", {"numero_assure": "0012345678"}, "Écrivez son numéro"),
        ("numero_assure", {"numero_assure": "999999", "sans_numero": "non"}, "Aucun assuré"),
        ("courriel", {"courriel": "pas une adresse"}, "n’est pas complète"),
        ("courriel", {"courriel": "agent@essai.tg"}, "déjà du personnel"),
        ("fin_le", {"fin_le": "2020-01-01"}, "déjà passée|est passée"),
        ("raison", {"raison": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_kept(admin, session, champ, saisie, dit):
    reponse = inviter(admin, **saisie)
    assert reponse.status_code == 422
    assert f'id="{champ}-erreur"' in reponse.text
    assert any(mots in texte(reponse) for mots in dit.split("|"))
    assert 'value="Mensah"' in reponse.text
    assert session.scalars(select(Proposition)).all() == []


def test_her_own_number_is_taken_and_shown_to_who_confirms(admin, session):
    assert inviter(admin, numero_assure="0012345678", sans_numero="non").status_code == 302
    assert ["Numéro d’assurance", "0012345678"] in session.scalars(select(Proposition)).one().apres


def test_who_she_is_on_the_register_is_known_once_she_entered(client, admin, seconde, session, courriers):
    inviter(admin, numero_assure="0012345678", sans_numero="non")
    decider(seconde, session)
    entrer(client, lien_de(courriers(ELLE)[0]))
    sienne = select(Personnel.assure_id).where(Personnel.utilisateur.has(email=ELLE))
    assert session.scalars(sienne).all() == [petit_togo.assure(session).id]


def test_one_is_invited_once_at_a_time(admin, session):
    inviter(admin)
    reponse = inviter(admin, cle_unique="autre")
    assert reponse.status_code == 422
    assert "déjà invitée" in texte(reponse)


def test_a_closed_account_is_not_invited(admin, session):
    personnes.trouver(session, "essi@essai.tg").active = False
    assert "rouvrez-le d’abord" in texte(inviter(admin, courriel="essi@essai.tg"))


def test_an_invitation_serves_once(client, invitee):
    entrer(client, invitee)
    assert entrer(client, invitee).status_code == 404


@pytest.mark.parametrize(("attente", "statut"), [({"days": 6, "hours": 23}, 200), ({"days": 7}, 404)])
def test_an_invitation_lives_a_week(client, invitee, horloge, attente, statut):
    horloge.avancer(**attente)
    reponse = client.get(invitee)
    assert reponse.status_code == statut
    assert ("demandez à la CNSS de vous en envoyer une autre" in texte(reponse)) == (statut == 404)


def test_an_expired_invitation_is_sent_again_and_the_old_link_is_dead(
    client, connecter, invitee, session, courriers, horloge
):
    horloge.avancer(days=8)
    admin = connecter(ADMIN)
    assert "Expirée" in texte(admin.get(PAGE))
    agir(admin, session, "renvoyer")
    assert client.get(invitee).status_code == 404
    assert entrer(client, lien_de(courriers(ELLE)[0])).status_code == 302


def test_an_invitation_sent_again_kills_the_link_before_it(client, admin, invitee, session, horloge):
    horloge.avancer(minutes=1)
    agir(admin, session, "renvoyer")
    assert client.get(invitee).status_code == 404


def test_an_invitation_taken_back_opens_nothing(client, admin, invitee, session):
    agir(admin, session, "retirer")
    assert entrer(client, invitee).status_code == 404
    assert not personnes.existe(session, ELLE)


def test_an_invitation_refused_opens_nothing_and_she_may_be_invited_again(admin, seconde, session, courriers):
    inviter(admin)
    decider(seconde, session, "refuser", motif="Pas cette équipe")
    assert courriers(ELLE) == []
    assert inviter(admin, cle_unique="autre").status_code == 302


def test_an_answered_invitation_is_neither_sent_again_nor_taken_back(client, admin, invitee, session):
    entrer(client, invitee)
    assert "il n’y a rien à en faire" in agir(admin, session, "retirer")
    assert "il n’y a rien à en faire" in agir(admin, session, "renvoyer")


def test_each_step_is_written_down_with_who_and_why(client, admin, invitee, session):
    agir(admin, session, "renvoyer")
    actes = session.scalars(select(ActeDAdministration).order_by(ActeDAdministration.id)).all()
    assert [(a.quoi, a.noms, a.motif) for a in actes] == [
        ("Invitation envoyée", "Yawa Admin, avec Yawa Superviseur", "Note de service n° 12"),
        ("Invitation renvoyée", "Yawa Admin", "Adresse vérifiée"),
    ]


@pytest.mark.parametrize("lien", ["/bienvenue/faux", "/bienvenue/eyJpIjoxfQ.abc"])
def test_a_forged_link_opens_nothing(client, lien):
    assert client.get(lien).status_code == 404
    assert client.post(lien, data={"nouveau": SOLIDE, "confirmation": SOLIDE}).status_code == 404


@pytest.mark.parametrize("email", ["agent@essai.tg", "auditeur@essai.tg", "scierie@essai.tg"])
def test_nobody_else_invites(connecter, email, session):
    assert inviter(connecter(email)).status_code == 403
    assert session.scalars(select(InvitationDuPersonnel)).all() == []
