"""E-mail: written with the decision, sent once after it, tried again, told by its state."""

import pytest
from sqlalchemy import func, select

from app.demandes import cycle, etats
from app.identites import personnes
from app.models import Courrier, Declaration, EtatCourrier, EtatTache, ModeleCourrier, Tache
from app.socle.base_de_donnees import db
from app.travaux import courrier, taches
from app.travaux.courrier import ModeleInvalide
from tests.outils import petit_togo
from tests.outils.smtp import serveur_smtp

pytestmark = pytest.mark.petit_togo
ELLE = "afi@exemple.tg"
FERMEE = "scierie@essai.tg"
"""Whose account the tests of closed accounts close."""


@pytest.fixture
def boite(app, monkeypatch):
    """A mail server that runs, and what it received."""
    with serveur_smtp() as (url, boite):
        monkeypatch.setitem(app.config, "SMTP_URL", url)
        yield boite


@pytest.fixture
def dans_l_app(app, session):
    with app.app_context():
        yield session


def ecrire(session, adresse: str = ELLE) -> Courrier:
    return courrier.ecrire(session, "mot_de_passe_change", adresse, prenoms="Afi & Délali")


def travailler(app, session) -> None:
    """Let the worker do what is due."""
    session.commit()
    taches.executer_en_attente(app)
    session.expire_all()


def test_an_e_mail_leaves_in_plain_text_and_in_html(app, dans_l_app, boite):
    ecrire(dans_l_app)
    travailler(app, dans_l_app)
    (message,) = boite.messages
    assert message["To"] == ELLE
    assert message["Subject"] == "Votre mot de passe a été changé"
    assert "Bonjour Afi & Délali," in message.get_body(("plain",)).get_content()
    assert "Bonjour Afi &amp; Délali," in message.get_body(("html",)).get_content()


def test_an_e_mail_sent_is_told_and_not_sent_again(app, dans_l_app, boite):
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert ecrit.etat is EtatCourrier.envoye
    courrier.envoyer(db.session, ecrit.id)
    assert len(boite.messages) == 1


def test_what_is_rolled_back_is_told_to_nobody(app, dans_l_app, boite):
    with dans_l_app.begin_nested() as point:
        ecrire(dans_l_app)
        point.rollback()
    travailler(app, dans_l_app)
    assert boite.messages == []
    assert dans_l_app.scalar(select(func.count(Courrier.id)).where(Courrier.destinataire == ELLE)) == 0


def test_a_server_that_is_away_is_tried_again(app, dans_l_app, boite):
    boite.refus = "451 Plus tard"
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert (ecrit.etat, ecrit.tentatives, ecrit.erreur) == (EtatCourrier.en_attente, 1, "SMTPDataError 451")
    boite.refus = ""
    tache = dans_l_app.scalars(select(Tache).where(Tache.nom == "envoyer_courrier")).one()
    assert tache.etat is EtatTache.en_attente
    tache.a_faire_le = tache.cree_le
    travailler(app, dans_l_app)
    assert (ecrit.etat, ecrit.erreur, len(boite.messages)) == (EtatCourrier.envoye, None, 1)


def test_an_e_mail_refused_for_good_is_given_up_at_once(app, dans_l_app, boite):
    boite.refus = "550 afi is unknown here"
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert (ecrit.etat, ecrit.erreur) == (EtatCourrier.echoue, "SMTPDataError 550")


def test_a_server_that_never_answers_ends_in_a_state_one_sees(app, dans_l_app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:9")
    ecrit = ecrire(dans_l_app)
    dans_l_app.commit()
    for rang in range(taches.TENTATIVES):
        assert ecrit.etat is EtatCourrier.en_attente, rang
        with pytest.raises(OSError, match="refused"):
            courrier.envoyer(db.session, ecrit.id)
        dans_l_app.expire_all()
    assert (ecrit.etat, ecrit.tentatives) == (EtatCourrier.echoue, taches.TENTATIVES)


def test_without_a_server_e_mails_are_kept(app, dans_l_app):
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert (ecrit.etat, ecrit.tentatives) == (EtatCourrier.garde, 0)


def fermer(session, email: str = FERMEE, active: bool = False) -> None:
    """Close an account, or open it again, as the administration does."""
    personnes.trouver(session, email).active = active
    session.flush()


@pytest.mark.parametrize("code", [code for code, sorte in courrier.sortes().items() if not sorte.meme_ferme])
@pytest.mark.parametrize("adresse", [FERMEE, f" {FERMEE.title()} "])
def test_nothing_is_written_to_a_closed_account_whatever_it_says(dans_l_app, code, adresse):
    fermer(dans_l_app)
    dernier = dans_l_app.scalar(select(func.max(Courrier.id)))
    assert courrier.ecrire(dans_l_app, code, adresse, **courrier.sortes()[code].variables) is None
    assert dans_l_app.scalar(select(func.max(Courrier.id))) == dernier


def test_that_an_account_is_closed_is_told_to_its_owner_all_the_same(app, dans_l_app, boite):
    fermer(dans_l_app)
    courrier.ecrire(dans_l_app, "compte_ferme", FERMEE, **courrier.sortes()["compte_ferme"].variables)
    travailler(app, dans_l_app)
    assert [m["To"] for m in boite.messages] == [FERMEE]


def test_an_account_closed_while_its_e_mail_waits_does_not_receive_it_until_it_is_open_again(
    app, dans_l_app, boite, connecter
):
    ecrit, autre = ecrire(dans_l_app, FERMEE), ecrire(dans_l_app)
    fermer(dans_l_app)
    travailler(app, dans_l_app)
    assert [m["To"] for m in boite.messages] == [autre.destinataire]
    assert (ecrit.etat, ecrit.erreur) == (EtatCourrier.echoue, courrier.COMPTE_FERME)
    renvoyer = f"/administration/courriels/{ecrit.id}/renvoyer"
    connecter("admin@essai.tg").post(renvoyer)
    travailler(app, dans_l_app)
    assert (ecrit.etat, len(boite.messages)) == (EtatCourrier.echoue, 1)
    fermer(dans_l_app, active=True)
    connecter("admin@essai.tg").post(renvoyer)
    travailler(app, dans_l_app)
    assert (ecrit.etat, boite.messages[-1]["To"]) == (EtatCourrier.envoye, FERMEE)


def test_a_text_with_a_secret_link_is_erased_once_sent(app, dans_l_app, boite):
    secret = courrier.ecrire(
        dans_l_app, "mot_de_passe_oublie", ELLE, prenoms="Afi", lien="https://services.cnss.tg/x"
    )
    banal = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert secret.texte is None
    assert "Afi" in banal.texte


def test_a_name_cannot_add_a_header_or_a_second_addressee(app, dans_l_app, boite):
    modele = dans_l_app.scalars(
        select(ModeleCourrier).where(ModeleCourrier.code == "mot_de_passe_change")
    ).one()
    modele.objet = "Pour {{ prenoms }}"
    dans_l_app.flush()
    courrier.ecrire(dans_l_app, "mot_de_passe_change", ELLE, prenoms="Afi\r\nBcc: autre@exemple.tg")
    travailler(app, dans_l_app)
    assert boite.messages[0]["Bcc"] is None
    assert boite.messages[0]["Subject"] == "Pour Afi Bcc: autre@exemple.tg"


@pytest.mark.parametrize(
    "texte",
    [
        "Bonjour {{ prenom }}",
        "Bonjour {{ prenoms",
        "{% for x in y %}",
        "{{ prenoms.__class__.__mro__ }}",
        "{{ 1/0 }}",
        "{% include 'base.html' %}",
        "{{ prenoms + 1 }}",
    ],
)
def test_a_broken_template_is_refused_in_french(dans_l_app, texte):
    with pytest.raises(ModeleInvalide, match="ne peut pas être rempli"):
        courrier.apercu("mot_de_passe_change", "Objet", texte)


def test_a_template_without_its_link_is_refused(dans_l_app):
    with pytest.raises(ModeleInvalide, match="lien"):
        courrier.apercu("mot_de_passe_oublie", "Objet", "Bonjour {{ prenoms }}")


@pytest.mark.parametrize("code", courrier.sortes())
def test_the_words_we_seed_fill_with_their_own_examples(dans_l_app, code):
    sorte = courrier.sortes()[code]
    objet, texte, sms = courrier.apercu(code, sorte.objet, sorte.texte, sorte.sms)
    assert objet
    assert "{" not in texte + sms
    assert sms.startswith("CNSS Togo : ")


def test_the_words_of_the_administration_are_used_and_ours_when_theirs_fail(dans_l_app):
    modele = dans_l_app.scalars(
        select(ModeleCourrier).where(ModeleCourrier.code == "mot_de_passe_change")
    ).one()
    modele.texte = "Chère {{ prenoms }}, {% if prenoms == 'Kossi' %}{{ inconnu }}{% endif %}à bientôt."
    dans_l_app.flush()
    assert ecrire(dans_l_app).texte == "Chère Afi & Délali, à bientôt.\n"
    repli = courrier.ecrire(dans_l_app, "mot_de_passe_change", ELLE, prenoms="Kossi")
    assert repli.texte.startswith("Bonjour Kossi")


@pytest.mark.parametrize(
    ("fin", "modele"),
    [
        ("accepter", "demande_acceptee"),
        ("rejeter", "demande_rejetee"),
    ],
)
def test_each_step_of_a_request_is_told_once_to_each_person_of_the_employer(dans_l_app, fin, modele):
    petit_togo.ouvrir_un_compte(dans_l_app, "comptable@essai.tg", "Employeur", petit_togo.SCIERIE)
    dernier = dans_l_app.scalar(select(func.max(Courrier.id)))
    declaration = petit_togo.declaration_soumise(dans_l_app)
    agent = petit_togo.acteur(dans_l_app, "agent@essai.tg")
    cycle.appliquer(dans_l_app, declaration, etats.PRENDRE_EN_CHARGE, agent)
    cycle.appliquer(dans_l_app, declaration, etats.DEMANDER_COMPLEMENT, agent, "Manque le bulletin.")
    cycle.appliquer(
        dans_l_app, declaration, etats.SOUMETTRE, petit_togo.acteur(dans_l_app, "scierie@essai.tg")
    )
    cycle.appliquer(dans_l_app, declaration, etats.PRENDRE_EN_CHARGE, agent)
    cycle.appliquer(dans_l_app, declaration, etats.TRANSITIONS[fin], agent, "Motif.")
    ecrits = dans_l_app.execute(
        select(Courrier.destinataire, Courrier.modele).where(Courrier.id > dernier).order_by(Courrier.id)
    ).all()
    for personne in ("comptable@essai.tg", "scierie@essai.tg"):
        assert [m for d, m in ecrits if d == personne] == [
            "demande_soumise",
            "complement_demande",
            "demande_soumise",
            modele,
        ]
    assert {d for d, _ in ecrits} == {"comptable@essai.tg", "scierie@essai.tg"}


def test_a_step_of_a_request_is_told_to_the_persons_whose_account_is_open(dans_l_app):
    petit_togo.ouvrir_un_compte(dans_l_app, "comptable@essai.tg", "Employeur", petit_togo.SCIERIE)
    fermer(dans_l_app)
    dernier = dans_l_app.scalar(select(func.max(Courrier.id)))
    petit_togo.declaration_soumise(dans_l_app)
    ecrits = dans_l_app.scalars(select(Courrier.destinataire).where(Courrier.id > dernier)).all()
    assert ecrits == ["comptable@essai.tg"]


def test_an_e_mail_about_a_request_holds_neither_the_reason_nor_the_content(dans_l_app):
    declaration = petit_togo.declaration_soumise(dans_l_app)
    agent = petit_togo.acteur(dans_l_app, "agent@essai.tg")
    cycle.appliquer(dans_l_app, declaration, etats.PRENDRE_EN_CHARGE, agent)
    cycle.appliquer(dans_l_app, declaration, etats.REJETER, agent, "Certificat de grossesse illisible")
    texte = dans_l_app.scalars(select(Courrier.texte).order_by(Courrier.id.desc())).first()
    assert declaration.numero in texte
    assert "grossesse" not in texte


def test_the_e_mail_of_a_complement_says_which_request_and_what_to_do_and_leaves_the_reason_to_the_portal(
    dans_l_app,
):
    declaration = petit_togo.declaration_soumise(dans_l_app)
    agent = petit_togo.acteur(dans_l_app, "agent@essai.tg")
    cycle.appliquer(dans_l_app, declaration, etats.PRENDRE_EN_CHARGE, agent)
    cycle.appliquer(dans_l_app, declaration, etats.DEMANDER_COMPLEMENT, agent, "Salaire de Kossi à revoir")
    objet, mots = dans_l_app.execute(
        select(Courrier.objet, Courrier.texte).order_by(Courrier.id.desc()).limit(1)
    ).one()
    assert objet == f"Demande {declaration.numero} à compléter"
    assert f"n° {declaration.numero} ({declaration.libelle_type}, {declaration.sujet})" in mots
    assert "puis renvoyez-la" in mots
    assert "Kossi" not in mots


def test_the_e_mail_of_a_health_service_says_nothing_of_what_the_request_is_about(dans_l_app, monkeypatch):
    monkeypatch.setattr(Declaration, "reservee", True)
    declaration = petit_togo.declaration_soumise(dans_l_app)
    mots = dans_l_app.scalars(select(Courrier.texte).order_by(Courrier.id.desc())).first()
    assert declaration.numero in mots
    assert declaration.sujet not in mots


def modele_de(session, code: str = "mot_de_passe_change") -> ModeleCourrier:
    return session.scalars(select(ModeleCourrier).where(ModeleCourrier.code == code)).one()


def test_the_administration_changes_the_words_on_screen(connecter, session):
    admin, cle = connecter("admin@essai.tg"), modele_de(session).id
    page = admin.get(f"/administration/modeles-de-courriels/{cle}").text
    assert "{{ prenoms }}" in page
    assert "Bonjour Afi Delphine," in page
    admin.post(
        f"/administration/modeles-de-courriels/{cle}/modifier",
        data={
            "objet": "Nouveau",
            "texte": "Salut {{ prenoms }}",
        },
    )
    assert modele_de(session).texte == "Salut {{ prenoms }}"


def test_a_broken_template_is_refused_on_screen_and_what_was_typed_is_kept(connecter, session):
    admin, modele = connecter("admin@essai.tg"), modele_de(session)
    reponse = admin.post(
        f"/administration/modeles-de-courriels/{modele.id}/modifier",
        data={
            "objet": "Nouveau",
            "texte": "Salut {{ inconnu }}",
        },
    )
    assert reponse.status_code == 422
    assert "ne peut pas être rempli" in reponse.text
    assert "Salut {{ inconnu }}" in reponse.text
    assert "inconnu" not in modele_de(session).texte


def test_the_administration_sees_the_state_and_not_the_words(connecter, session, dans_l_app):
    ecrit = ecrire(dans_l_app)
    dans_l_app.commit()
    admin = connecter("admin@essai.tg")
    for adresse in ("/administration/courriels/", f"/administration/courriels/{ecrit.id}"):
        page = admin.get(adresse).text
        assert "Gardé" in page
        assert "Délali" not in page


def test_an_e_mail_given_up_is_sent_again_on_demand(app, connecter, dans_l_app, boite):
    boite.refus = "550 Non"
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    boite.refus = ""
    connecter("admin@essai.tg").post(f"/administration/courriels/{ecrit.id}/renvoyer")
    travailler(app, dans_l_app)
    assert (ecrit.etat, len(boite.messages)) == (EtatCourrier.envoye, 1)


@pytest.mark.parametrize("email", ["scierie@essai.tg", "agent@essai.tg", "superviseur@essai.tg"])
def test_e_mails_are_the_administration_s_alone(connecter, email):
    assert connecter(email).get("/administration/courriels/").status_code == 403


def test_the_mailbox_of_development_shows_what_is_kept(app, client, dans_l_app, monkeypatch):
    monkeypatch.setitem(app.config, "ENV_NOM", "development")
    ecrire(dans_l_app)
    assert "Bonjour Afi &amp; Délali," in client.get("/boite-de-developpement/").text


@pytest.mark.parametrize(
    "requete",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"HTTP_HOST": "portail.exemple.tg"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    ],
)
def test_the_mailbox_of_a_demonstration_on_a_network_opens_at_its_own_machine_alone(
    app, client, monkeypatch, requete
):
    monkeypatch.setitem(app.config, "ENV_NOM", "development")
    assert client.get("/boite-de-developpement/", environ_overrides=requete).status_code == 404


@pytest.mark.parametrize(
    "reglages",
    [
        {"ENV_NOM": "production"},
        {"ENV_NOM": "test"},
        {"ENV_NOM": "development", "SMTP_URL": "smtp://127.0.0.1", "SMS_FOURNISSEUR": "infobip"},
    ],
)
def test_there_is_no_mailbox_in_production_nor_beside_a_server(app, client, monkeypatch, reglages):
    for nom, valeur in reglages.items():
        monkeypatch.setitem(app.config, nom, valeur)
    assert client.get("/boite-de-developpement/").status_code == 404
