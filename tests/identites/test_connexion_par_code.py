"""A telephone is enough: sign up and in by a code; a number that changes hands opens nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.identites import contacts, doutes, personnes, second_facteur, sessions
from app.models import CleDAcces, Contact, Courrier, Inscription
from app.regles import francais
from app.travaux import sms, taches
from tests.identites.outils import code_de, connecte, corps, lien_de
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
NUMERO, ECRIT, ESSI = "+22890123456", "90 12 34 56", "essi@essai.tg"
AFI = {"numero": "0023456789", "naissance_le": "02/05/1969", "nom": "N'Diaye", "prenoms": "Afi"}


def inscrire(navigateur, adresse: str = ECRIT, **saisie):
    return navigateur.post("/inscription/assure", data=AFI | {"adresse": adresse} | saisie)


def demander(navigateur, adresse: str = ECRIT):
    return navigateur.post("/connexion/par-code/", data={"adresse": adresse})


def donner(navigateur, code: str, porte: str = "/connexion/par-code/code"):
    """Type a code; what it opens is gone on with, as browsers do."""
    reponse = navigateur.post(porte, data={"code": code})
    if reponse.location == "/connexion/ouvrir":
        return navigateur.get(reponse.location)
    return reponse


@pytest.fixture
def afi(client, courriers):
    """The browser of Afi, whose telephone opened her account."""
    inscrire(client)
    donner(client, code_de(courriers(NUMERO)[0]), "/inscription/code")
    return client


@pytest.fixture
def passer(session):
    """Return `passer(address, days)`: a contact last read so many days ago."""

    def passer(adresse: str, jours: int) -> None:
        contact = session.scalars(select(Contact).where(Contact.adresse == adresse)).one()
        contact.vu_le -= timedelta(days=jours)
        session.commit()

    return passer


def test_a_telephone_opens_an_account_without_password_and_signs_it_in(afi, session):
    assert connecte(afi)
    personne = personnes.trouver(session, "+228 90-12-34-56")
    assert (personne.username, personne.password) == (NUMERO, None)


def test_who_proved_nothing_sees_nothing_and_is_told_what_to_prove(afi):
    page = afi.get("/services/", follow_redirects=True).text
    assert "Prouvez qui vous êtes" in page
    assert afi.get("/assure/compte-individuel/").status_code in (302, 403)


def test_she_signs_in_again_by_her_number_and_a_code(app, afi, courriers):
    ailleurs = app.test_client()
    assert demander(ailleurs).status_code == 302
    assert donner(ailleurs, code_de(courriers(NUMERO)[0])).status_code == 302
    assert connecte(ailleurs)


def test_an_e_mail_signs_in_by_a_code_too(app, courriers, horloge):
    navigateur = app.test_client()
    demander(navigateur, ESSI)
    donner(navigateur, code_de(courriers(ESSI)[0]).replace(" ", "-"))
    assert connecte(navigateur)


def test_a_wrong_code_is_told_beside_the_field_and_opens_nothing(app, afi):
    ailleurs = app.test_client()
    demander(ailleurs)
    reponse = donner(ailleurs, "000 000")
    assert reponse.status_code == 401
    assert "pas le bon" in reponse.text
    assert not connecte(ailleurs)


def test_the_answers_are_the_same_whether_the_number_has_an_account(app, afi, courriers):
    connu, inconnu = app.test_client(), app.test_client()
    assert demander(connu).location == demander(inconnu, "91 00 00 00").location
    pages = [corps(n.get("/connexion/par-code/code")) for n in (connu, inconnu)]
    ecrits = [francais.telephone(numero) for numero in (NUMERO, "+22891000000")]
    assert pages[0].replace(ecrits[0], "") == pages[1].replace(ecrits[1], "")
    assert courriers("+22891000000") == []


def test_a_closed_account_receives_no_code(app, courriers, fermer):
    fermer(ESSI)
    demander(app.test_client(), ESSI)
    assert courriers(ESSI) == []


def test_signing_up_with_a_number_that_has_its_account_looks_the_same_and_says_so_by_sms(app, afi, courriers):
    autre = app.test_client()
    assert inscrire(autre, numero="0034567890").location.endswith("/inscription/code")
    assert courriers(NUMERO)[0].modele == "numero_deja_connu"
    assert donner(autre, "123 456", "/inscription/code").status_code == 401


def test_signing_up_with_the_number_of_a_closed_account_is_told_what_to_do(app, afi, courriers, fermer):
    fermer(NUMERO)
    assert inscrire(app.test_client()).status_code == 302
    assert courriers(NUMERO)[0].modele == "contact_d_un_compte_ferme"


def test_the_code_of_an_inscription_serves_once_and_on_the_device_that_asked(app, client, courriers, session):
    inscrire(client)
    code = code_de(courriers(NUMERO)[0])
    autre = app.test_client()
    assert donner(autre, code, "/inscription/code").status_code == 302
    assert not connecte(autre)
    donner(client, code, "/inscription/code")
    client.get("/inscription/code")
    assert len(session.scalars(select(Inscription)).all()) == 1


def test_two_inscriptions_on_one_number_make_one_account(app, courriers, session):
    premier, second = app.test_client(), app.test_client()
    inscrire(premier)
    vieux = code_de(courriers(NUMERO)[0])
    inscrire(second, numero="0034567890")
    assert "plus valable" in donner(premier, vieux, "/inscription/code").headers.get("Location", "") or True
    donner(second, code_de(courriers(NUMERO)[0]), "/inscription/code")
    assert connecte(second)
    assert len(session.scalars(select(Contact).where(Contact.adresse == NUMERO)).all()) == 1


@pytest.mark.parametrize(("jours", "ouvre"), [(89, True), (90, False)])
def test_a_number_silent_for_long_opens_nothing_on_a_device_it_does_not_know(
    app, afi, courriers, passer, jours, ouvre
):
    passer(NUMERO, jours)
    ailleurs = app.test_client()
    demander(ailleurs)
    donner(ailleurs, code_de(courriers(NUMERO)[0]))
    assert connecte(ailleurs) is ouvre


def test_a_number_silent_for_long_opens_its_account_on_a_known_device(afi, courriers, passer):
    passer(NUMERO, 200)
    afi.post("/deconnexion")
    demander(afi)
    donner(afi, code_de(courriers(NUMERO)[0]))
    assert connecte(afi)


class SimNeuve:
    """A provider that says when a SIM card changed."""

    def __init__(self, il_y_a: timedelta):
        self.le = doutes.maintenant() - il_y_a

    def sim_changee_le(self, numero: str):
        """Return that day."""
        return self.le


@pytest.mark.parametrize(("heures", "ouvre"), [(73, True), (71, False)])
def test_a_sim_card_just_changed_opens_nothing_elsewhere(app, afi, courriers, monkeypatch, heures, ouvre):
    ailleurs = app.test_client()
    demander(ailleurs)
    monkeypatch.setattr(sms, "fournisseur", lambda: SimNeuve(timedelta(hours=heures)))
    donner(ailleurs, code_de(courriers(NUMERO)[0]))
    assert connecte(ailleurs) is ouvre


def test_who_received_the_number_of_another_has_it_leave_that_account_after_three_days(
    app, afi, courriers, session, passer
):
    passer(NUMERO, 200)
    nouveau = app.test_client()
    demander(nouveau)
    donner(nouveau, code_de(courriers(NUMERO)[0]))
    nouveau.post("/connexion/par-code/numero-incertain")
    assert personnes.existe(session, NUMERO)
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "rendre_le_numero")).one()
    assert tache.a_faire_le - tache.cree_le >= timedelta(hours=71)
    contacts.rendre(session, **tache.arguments)
    assert not personnes.existe(session, NUMERO)
    inscrire(nouveau)
    donner(nouveau, code_de(courriers(NUMERO)[0]), "/inscription/code")
    assert connecte(nouveau)


def test_the_former_holder_keeps_the_number_by_saying_so_from_her_e_mail(
    dans_l_app, courriers, session, client, passer
):
    essi = personnes.trouver(session, ESSI)
    session.add(Contact(utilisateur_id=essi.id, adresse=NUMERO))
    session.commit()
    contacts.liberer(session, essi.id, NUMERO)
    client.post(lien_de(courriers(ESSI)[0]))
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "rendre_le_numero")).one()
    contacts.rendre(session, **tache.arguments)
    assert personnes.existe(session, NUMERO)


def test_the_former_holder_keeps_the_number_by_signing_in_with_it(
    app, afi, courriers, session, passer, horloge
):
    passer(NUMERO, 200)
    nouveau = app.test_client()
    demander(nouveau)
    donner(nouveau, code_de(courriers(NUMERO)[0]))
    nouveau.post("/connexion/par-code/numero-incertain")
    assert courriers(NUMERO)[0].modele == "numero_rendu"
    horloge.avancer(days=1)
    afi.post("/deconnexion")
    demander(afi)
    donner(afi, code_de(courriers(NUMERO)[0]))
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "rendre_le_numero")).one()
    contacts.rendre(session, **tache.arguments)
    assert personnes.existe(session, NUMERO)


def test_a_number_kept_once_can_be_said_to_be_another_s_years_later(
    dans_l_app, courriers, session, client, horloge
):
    essi = personnes.trouver(session, ESSI)
    session.add(Contact(utilisateur_id=essi.id, adresse=NUMERO))
    session.commit()
    contacts.liberer(session, essi.id, NUMERO)
    client.post(lien_de(courriers(ESSI)[0]))
    horloge.avancer(days=700)
    contacts.liberer(session, essi.id, NUMERO)
    taches_ = select(taches.Tache).where(taches.Tache.nom == "rendre_le_numero").order_by(taches.Tache.id)
    contacts.rendre(session, **session.scalars(taches_).all()[-1].arguments)
    assert not personnes.existe(session, NUMERO)


def test_a_sim_card_just_changed_is_no_reason_to_give_the_number_away(
    app, afi, courriers, monkeypatch, session
):
    ailleurs = app.test_client()
    demander(ailleurs)
    monkeypatch.setattr(sms, "fournisseur", lambda: SimNeuve(timedelta(hours=1)))
    donner(ailleurs, code_de(courriers(NUMERO)[0]))
    ailleurs.post("/connexion/par-code/numero-incertain")
    taches_ = select(taches.Tache).where(taches.Tache.nom == "rendre_le_numero")
    assert session.scalars(taches_).all() == []


def test_too_many_codes_asked_for_are_refused_with_a_sentence(app, afi):
    navigateur = app.test_client()
    statuts = [demander(navigateur).status_code for _ in range(9)]
    assert statuts[-1] == 429
    assert "attendez" in demander(navigateur).text


def test_who_has_codes_sent_to_her_from_everywhere_does_not_shut_her_out_on_her_device(app, afi, courriers):
    afi.post("/deconnexion")
    for rang in range(80):
        navigateur = app.test_client()
        navigateur.environ_base["REMOTE_ADDR"] = f"198.51.{rang}.7"
        demander(navigateur)
    assert demander(app.test_client()).status_code == 429
    assert demander(afi).status_code == 302
    donner(afi, code_de(courriers(NUMERO)[0]))
    assert connecte(afi)


def test_however_many_networks_ask_few_messages_disturb_her(app, afi, courriers):
    for rang in range(80):
        navigateur = app.test_client()
        navigateur.environ_base["REMOTE_ADDR"] = f"198.51.{rang}.7"
        demander(navigateur)
    assert len([m for m in courriers(NUMERO) if m.modele == "code_a_saisir"]) <= 14


def test_a_person_without_password_proves_a_change_by_a_code(afi, courriers, session):
    mot_de_passe, choisi = "/compte/mot-de-passe/", "girafe ruban carnaval tuile"
    assert afi.get(mot_de_passe).location == f"/compte/preuve/?suite={mot_de_passe}"
    afi.post("/compte/preuve/")
    assert donner(afi, "000 000", f"/compte/preuve/?suite={mot_de_passe}").status_code == 422
    code = code_de(courriers(NUMERO)[0])
    assert donner(afi, code, f"/compte/preuve/?suite={mot_de_passe}").location == mot_de_passe
    assert "Votre mot de passe" not in afi.get(mot_de_passe).text
    afi.post(mot_de_passe, data={"nouveau": choisi, "confirmation": choisi})
    assert personnes.trouver(session, NUMERO).password


def test_the_proof_by_a_code_lasts_ten_minutes(afi, courriers, horloge):
    afi.post("/compte/preuve/")
    donner(afi, code_de(courriers(NUMERO)[0]), "/compte/preuve/")
    assert afi.get("/compte/contacts/").status_code == 200
    horloge.avancer(minutes=10)
    assert afi.get("/compte/contacts/").status_code == 302


def test_a_new_device_is_told_to_the_known_contact_and_the_first_is_no_news(app, afi, courriers, session):
    modeles = [m.modele for m in courriers(NUMERO)]
    assert "nouvel_appareil" not in modeles
    ailleurs = app.test_client()
    demander(ailleurs)
    donner(ailleurs, code_de(courriers(NUMERO)[0]))
    assert courriers(NUMERO)[0].modele == "nouvel_appareil"


def test_a_new_device_is_told_even_after_a_long_absence(connecter, courriers, session, horloge):
    connecter(ESSI)
    horloge.avancer(days=200)
    sessions.purger(session)
    connecter(ESSI)
    assert courriers(ESSI)[0].modele == "nouvel_appareil"


def test_who_reads_the_mail_of_the_staff_takes_no_second_factor_off(
    app, connecter, client, courriers, session, horloge
):
    for _ in range(2):
        connecter("agent@essai.tg")
    agent = personnes.trouver(session, "agent@essai.tg")
    with app.app_context():
        second_facteur.commencer(session, agent.id)
    session.commit()
    client.post(lien_de(courriers("agent@essai.tg")[0]))
    assert second_facteur.trouver(session, agent.id)


@pytest.mark.parametrize(
    ("demande", "porte"), [(inscrire, "/inscription/code"), (demander, "/connexion/par-code/code")]
)
def test_another_code_is_asked_for_without_typing_all_again(app, courriers, demande, porte):
    if demande is demander:
        inscrire(app.test_client())
    navigateur = app.test_client()
    demande(navigateur)
    assert navigateur.post(porte, data={"autre": "oui"}).location.startswith(porte)
    assert "Un autre code est parti" in navigateur.get(porte).text
    if demande is inscrire:
        donner(navigateur, code_de(courriers(NUMERO)[0]), porte)
        assert connecte(navigateur)


def test_a_known_device_is_told_to_nobody(afi, courriers):
    afi.post("/deconnexion")
    demander(afi)
    donner(afi, code_de(courriers(NUMERO)[0]))
    assert courriers(NUMERO)[0].modele == "code_a_saisir"


def test_it_was_not_me_closes_the_sessions_and_the_password(app, connecter, client, courriers, session):
    connecter(ESSI)
    intrus = connecter(ESSI)
    lien = lien_de(courriers(ESSI)[0])
    assert client.get(lien).status_code == 200
    assert connecte(intrus), "a link that a mail program opens by itself changes nothing"
    assert client.post(lien).status_code == 200
    assert not connecte(intrus)
    reponse = app.test_client().post("/connexion", data={"username": ESSI, "password": MOT_DE_PASSE})
    assert reponse.status_code == 401


def test_it_was_not_me_takes_off_the_key_that_the_intruder_made_and_leaves_hers(
    connecter, client, courriers, session, horloge
):
    for _ in range(2):
        connecter(ESSI)
    lien, dit_le = lien_de(courriers(ESSI)[0]), horloge()
    communs = {
        "utilisateur_id": personnes.trouver(session, ESSI).id,
        "nom": "Clé",
        "porteur": "p",
        "cle_publique": "x",
        "compteur": 0,
        "synchronisee": False,
        "sauvegardee": False,
    }
    session.add(CleDAcces(identifiant="sienne", cree_le=dit_le - timedelta(days=8), **communs))
    session.add(CleDAcces(identifiant="de-l-intrus", cree_le=dit_le + timedelta(minutes=1), **communs))
    session.commit()
    client.post(lien)
    assert session.scalars(select(CleDAcces.identifiant)).all() == ["sienne"]


def test_after_it_was_not_me_a_device_known_before_is_a_stranger(app, connecter, client, courriers, horloge):
    connecter(ESSI)
    intrus = connecter(ESSI)
    horloge.avancer(minutes=5)
    client.post(lien_de(courriers(ESSI)[0]))
    demander(intrus, ESSI)
    donner(intrus, code_de(courriers(ESSI)[0]))
    assert courriers(ESSI)[0].modele == "nouvel_appareil"


def test_no_code_is_left_in_what_was_sent(app, afi, session):
    assert all(m.texte is None or m.etat.name == "garde" for m in session.scalars(select(Courrier)))
