"""A contact of one's account changes in three days: proved by a code, told to others, stopped by a click."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.identites import contacts, personnes
from app.models import Contact, PensionVieillesse
from app.socle.refus import Refus
from tests.identites.outils import code_de, connecte, entrer, lien_de
from tests.outils import petit_togo
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
ESSI, SCIERIE, NOUVEAU, NUMERO = "essi@essai.tg", "scierie@essai.tg", "essi.agbeko@exemple.tg", "+22890123456"


def demander(navigateur, adresse: str = NOUVEAU, actuel: str = MOT_DE_PASSE):
    return navigateur.post("/compte/contacts/", data={"adresse": adresse, "actuel": actuel})


def prouver(navigateur, courriers, adresse: str = NOUVEAU):
    code = code_de(courriers(adresse)[0])
    return navigateur.post("/compte/contacts/code", data={"code": code})


@pytest.fixture
def essi(connecter):
    return connecter(ESSI)


@pytest.fixture
def demande(essi, courriers, session) -> Contact:
    """Another e-mail that Essi proved, and that waits."""
    demander(essi)
    prouver(essi, courriers)
    return session.scalars(select(Contact).where(Contact.adresse == NOUVEAU)).one()


def test_a_new_contact_waits_and_the_known_one_is_told_without_its_address(demande, courriers, session):
    message = courriers(ESSI)[0]
    assert message.modele == "contact_demande"
    assert NOUVEAU not in message.texte
    assert demande.effet_le - demande.prouve_le == timedelta(hours=72)
    assert not personnes.existe(session, NOUVEAU)
    assert personnes.existe(session, ESSI)


def test_in_force_it_replaces_the_one_of_its_channel_which_is_told(
    dans_l_app, app, demande, courriers, session, horloge
):
    horloge.avancer(hours=72, minutes=1)
    contacts.mettre_en_vigueur(session, demande.id)
    session.commit()
    assert not personnes.existe(session, ESSI)
    assert personnes.trouver(session, NOUVEAU).username == NOUVEAU
    assert courriers(ESSI)[0].modele == courriers(NOUVEAU)[0].modele == "contact_change"
    assert entrer(app.test_client(), NOUVEAU).status_code == 302


def test_a_telephone_joins_the_e_mail_and_leaves_it(dans_l_app, essi, courriers, session, horloge):
    demander(essi, "90 12 34 56")
    prouver(essi, courriers, NUMERO)
    attendu = session.scalars(select(Contact).where(Contact.adresse == NUMERO)).one()
    horloge.avancer(hours=72, minutes=1)
    contacts.mettre_en_vigueur(session, attendu.id)
    assert contacts.de(session, attendu.utilisateur_id) == [ESSI, NUMERO]


def test_it_was_not_me_stops_the_contact_and_ends_the_sessions(
    demande, essi, client, courriers, session, horloge
):
    client.post(lien_de(courriers(ESSI)[0]))
    horloge.avancer(hours=73)
    contacts.mettre_en_vigueur(session, demande.id)
    assert not personnes.existe(session, NOUVEAU)
    assert not connecte(essi)


def test_said_too_late_it_gives_back_the_contact_that_was_replaced(
    dans_l_app, demande, client, courriers, session, horloge
):
    lien = lien_de(courriers(ESSI)[0])
    horloge.avancer(hours=72, minutes=1)
    contacts.mettre_en_vigueur(session, demande.id)
    session.commit()
    client.post(lien)
    assert personnes.existe(session, ESSI)
    assert not personnes.existe(session, NOUVEAU)


def test_said_of_a_later_device_it_stops_the_contact_asked_for_before(
    app, demande, connecter, client, courriers, session, horloge
):
    horloge.avancer(hours=5)
    connecter(ESSI)
    assert courriers(ESSI)[0].modele == "nouvel_appareil"
    client.post(lien_de(courriers(ESSI)[0]))
    session.expire_all()
    assert demande.arrete_le


def test_a_link_that_served_ends_no_session_of_later(demande, connecter, client, courriers, session, app):
    lien = lien_de(courriers(ESSI)[0])
    client.post(lien)
    elle = app.test_client()
    elle.post("/connexion/par-code/", data={"adresse": ESSI})
    elle.post("/connexion/par-code/code", data={"code": code_de(courriers(ESSI)[0])})
    assert connecte(elle)
    assert "déjà" in client.post(lien).text
    assert connecte(elle)


def test_who_signs_up_with_a_contact_that_waits_for_another_is_told_no_error(app, essi, courriers, session):
    demander(essi, "90 12 34 56")
    prouver(essi, courriers, NUMERO)
    autre = app.test_client()
    afi = {"numero": "0023456789", "naissance_le": "02/05/1969", "nom": "N’Diaye", "prenoms": "Afi"}
    assert autre.post("/inscription/assure", data=afi | {"adresse": NUMERO}).status_code == 302
    assert courriers(NUMERO)[0].modele == "numero_deja_connu"


def test_said_twice_it_is_done_once(demande, client, courriers, session):
    lien = lien_de(courriers(ESSI)[0])
    assert [client.post(lien).status_code for _ in range(2)] == [200, 200]
    assert demande.arrete_le


def test_she_gives_it_up_herself(demande, essi, session):
    assert "Ne pas l’ajouter" in essi.get("/compte/contacts/").text
    essi.post(f"/compte/contacts/{demande.id}/arreter")
    session.expire_all()
    assert demande.arrete_le


def test_nobody_stops_the_contact_of_another(demande, connecter, session):
    connecter(SCIERIE).post(f"/compte/contacts/{demande.id}/arreter")
    session.expire_all()
    assert demande.arrete_le is None


def test_the_contact_of_another_account_is_not_taken_and_nothing_tells_it(essi, courriers):
    assert demander(essi, SCIERIE).status_code == 302
    assert "code_a_saisir" not in {message.modele for message in courriers(SCIERIE)}


def test_two_who_prove_one_address_leave_it_to_the_first(demande, connecter, session):
    with pytest.raises(Refus, match="ouvre déjà un compte"):
        contacts.ajouter(session, personnes.trouver(session, SCIERIE), NOUVEAU)


def test_the_password_is_asked_for(essi, courriers):
    reponse = demander(essi, actuel="pas le mien du tout")
    assert reponse.status_code == 422
    assert courriers(NOUVEAU) == []


def test_a_wrong_code_proves_nothing(essi, courriers, session):
    demander(essi)
    reponse = essi.post("/compte/contacts/code", data={"code": "000 000"})
    assert reponse.status_code == 422
    assert session.scalars(select(Contact).where(Contact.adresse == NOUVEAU)).one_or_none() is None


@pytest.fixture
def pension(session) -> PensionVieillesse:
    """A pension that Essi asks to be paid by telephone."""
    return PensionVieillesse(assure_id=petit_togo.assure(session).id, compte_a_crediter="+22890123456")


@pytest.mark.parametrize(("jours", "refuse"), [(6, True), (7, False)])
def test_no_bank_account_is_taken_for_a_week_after_a_new_contact(
    demande, pension, session, horloge, jours, refuse
):
    horloge.avancer(days=jours)
    assert (contacts.gele_jusqu_a(session, pension.assure_id) is not None) is refuse


def test_a_stopped_contact_keeps_bank_accounts_closed_all_the_same(
    demande, pension, client, courriers, session
):
    client.post(lien_de(courriers(ESSI)[0]))
    assert contacts.gele_jusqu_a(session, pension.assure_id)


def test_the_first_contact_of_an_account_freezes_nothing(pension, session):
    assert contacts.gele_jusqu_a(session, pension.assure_id) is None


@pytest.mark.parametrize(
    ("adresse", "masquee"),
    [(NUMERO, "90\xa012…56"), ("essi@essai.tg", "e…i@essai.tg"), ("a@b.tg", "a…@b.tg")],
)
def test_an_address_is_masked_for_who_may_not_be_its_holder(adresse, masquee):
    assert contacts.masquer(adresse) == masquee
