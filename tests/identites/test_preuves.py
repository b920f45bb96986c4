"""Who an insured person is: two proofs of three kinds, none that an employer or a relative holds."""

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.demandes.etats import Statut
from app.identites import contacts, personnes
from app.identites.preuves import etat, lettres
from app.models import CompteAssure, InscriptionEnLigne, LettreDIdentite, PreuveDIdentite, Proposition
from app.travaux import taches
from tests.identites.outils import PNG, code_de, lien_de
from tests.identites.test_connexion_par_code import NUMERO, donner, inscrire
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo
ESSI, PAGE = "essi@essai.tg", "/compte/identite/"
SON_DOSSIER = {"numero": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}


@pytest.fixture
def afi(client, courriers):
    """The browser of Afi, whose account shows nothing yet."""
    inscrire(client)
    donner(client, code_de(courriers(NUMERO)[0]), "/inscription/code")
    return client


@pytest.fixture
def nouvelle(client, courriers):
    """The browser of who says to be Essi, who has an account already."""
    inscrire(client, **SON_DOSSIER)
    donner(client, code_de(courriers(NUMERO)[0]), "/inscription/code")
    return client


def dossier(session, adresse: str = NUMERO) -> str | None:
    """Return the number of the file that an account opens, None where it opens none."""
    session.expire_all()
    personne = personnes.trouver(session, adresse)
    siens = select(CompteAssure).where(CompteAssure.utilisateur_id == personne.id)
    compte = session.scalars(siens).one_or_none()
    return compte.assure.numero if compte else None


def pieces(navigateur):
    """Send the piece and the photograph."""
    fichiers = {"identite": (io.BytesIO(PNG), "carte.png"), "portrait": (io.BytesIO(PNG), "moi.png")}
    return navigateur.post(
        f"{PAGE}pieces", data={"nature": "Passeport", **fichiers}, content_type="multipart/form-data"
    )


def decider(agent, session, geste: str = "accepter", motif: str = "") -> InscriptionEnLigne:
    demande = session.scalars(select(InscriptionEnLigne).order_by(InscriptionEnLigne.id.desc())).first()
    agent.post(f"/agent/demandes/{demande.id}/prendre_en_charge")
    agent.post(f"/agent/demandes/{demande.id}/{geste}", data={"motif": motif})
    session.expire_all()
    return demande


def demander_une_lettre(navigateur, session):
    division = session.scalars(select(petit_togo.Division.id)).first()
    return navigateur.post(f"{PAGE}lettre", data={"remise": str(division)})


def imprimer(navigateur) -> list[str]:
    """Print the letters that wait, and return their codes."""
    reponse = navigateur.post("/administration/lettres-d-identite/imprimer")
    if reponse.status_code == 302:
        return []
    texte = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(reponse.data)).pages)
    return re.findall(r"\b([2-9A-Z]{4}-[2-9A-Z]{4})\b", texte)


def donner_la_lettre(navigateur, code: str):
    return navigateur.post(f"{PAGE}lettre/code", data={"code_poste": code})


@pytest.fixture
def lettre(afi, session, connecter) -> str:
    """The code of a letter printed for Afi."""
    demander_une_lettre(afi, session)
    (code,) = imprimer(connecter("admin@essai.tg"))
    return code


def test_a_letter_and_an_agent_open_the_file(afi, lettre, session, connecter, courriers):
    donner_la_lettre(afi, lettre.lower().replace("-", " "))
    assert dossier(session) is None
    pieces(afi)
    assert decider(connecter("agent@essai.tg"), session).statut is Statut.acceptee
    assert dossier(session) == "0023456789"
    assert courriers(NUMERO)[0].modele == "identite_prouvee"
    assert afi.get("/assure/compte-individuel/").status_code == 200


def test_an_agent_alone_opens_nothing_and_she_is_told_what_is_left(afi, session, connecter, courriers):
    pieces(afi)
    decider(connecter("agent@essai.tg"), session)
    assert dossier(session) is None
    assert courriers(NUMERO)[0].modele == "preuve_acceptee"


def test_the_same_proof_twice_is_one(afi, session, connecter):
    for _ in range(2):
        pieces(afi)
        decider(connecter("agent@essai.tg"), session)
    assert dossier(session) is None


def test_number_name_and_birth_open_nothing_whoever_knows_them(afi, session):
    assert dossier(session) is None
    assert "0023456789" in afi.get(PAGE).text, "what she typed herself"
    assert afi.get("/assure/compte-individuel/").status_code != 200


def test_what_an_employer_typed_in_the_register_is_no_known_contact(afi, session, courriers):
    petit_togo.assure(session, "0023456789").email = "patron@scierie.tg"
    petit_togo.assure(session, "0023456789").telephone = "+22891919191"
    session.commit()
    afi.post(f"{PAGE}contact")
    assert courriers("patron@scierie.tg") == courriers("+22891919191") == []


def test_her_own_address_proves_nothing_by_itself(afi, session, courriers):
    avant = len(courriers(NUMERO))
    afi.post(f"{PAGE}contact")
    assert len(courriers(NUMERO)) == avant


def test_a_known_contact_and_an_agent_open_the_file_after_three_days(nouvelle, session, connecter, courriers):
    nouvelle.post(f"{PAGE}contact")
    nouvelle.post(f"{PAGE}contact/code", data={"code": code_de(courriers(ESSI)[0])})
    pieces(nouvelle)
    decider(connecter("agent@essai.tg"), session)
    assert dossier(session) is None
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "ouvrir_le_dossier")).one()
    etat.ouvrir_le_dossier(session, **tache.arguments)
    assert (dossier(session), dossier(session, ESSI)) == ("0012345678", None)


def test_who_has_the_file_is_told_and_stops_it(nouvelle, session, connecter, courriers, app):
    lien = lien_de(courriers(ESSI)[0])
    assert courriers(ESSI)[0].modele == "acces_demande"
    assert app.test_client().post(lien).status_code == 200
    assert etat.en_cours(session, personnes.trouver(session, NUMERO).id) is None


def test_the_page_is_the_same_whether_the_number_exists(app, courriers):
    connu, inconnu = app.test_client(), app.test_client()
    inscrire(connu)
    donner(connu, code_de(courriers(NUMERO)[0]), "/inscription/code")
    inscrire(inconnu, "91 11 11 11", numero="0099999999")
    donner(inconnu, code_de(courriers("+22891111111")[0]), "/inscription/code")
    pages = [n.get(PAGE).text.replace("0099999999", "0023456789") for n in (connu, inconnu)]
    jeton = re.compile(r'value="[^"]{40,}"')
    assert jeton.sub("", pages[0]) == jeton.sub("", pages[1])


@pytest.mark.parametrize(("jours", "vit"), [(20, True), (21, False)])
def test_the_code_of_a_letter_lives_21_days(horloge, app, afi, lettre, session, jours, vit):
    horloge.avancer(days=jours)
    with app.app_context():
        mienne = etat.en_cours(session, personnes.trouver(session, NUMERO).id)
        if vit:
            assert lettres.essayer(session, mienne, lettre)
            return
        with pytest.raises(lettres.Refus, match="plus valable"):
            lettres.essayer(session, mienne, lettre)


def test_the_code_of_a_letter_dies_at_the_fifth_error(afi, lettre, session):
    for _ in range(lettres.ESSAIS):
        assert donner_la_lettre(afi, "2222-2222").status_code == 422
    assert "plus valable" in donner_la_lettre(afi, lettre).text


def test_a_letter_is_printed_once_and_another_waits_a_week(afi, lettre, session, connecter, horloge):
    assert imprimer(connecter("admin@essai.tg")) == []
    demander_une_lettre(afi, session)
    assert "attendez-la une semaine" in afi.get(PAGE).text


def test_the_code_of_a_letter_is_in_no_row(afi, lettre, session):
    ligne = session.execute(select(LettreDIdentite.__table__)).one()
    assert lettre.replace("-", "") not in str(ligne)


def test_a_letter_asked_for_a_number_that_is_nobody_s_is_not_printed(app, courriers, session, connecter):
    inconnu = app.test_client()
    inscrire(inconnu, numero="0099999999")
    donner(inconnu, code_de(courriers(NUMERO)[0]), "/inscription/code")
    demander_une_lettre(inconnu, session)
    assert imprimer(connecter("admin@essai.tg")) == []


@pytest.mark.parametrize(("adresse", "combien"), [(None, 0), ("BP 12, Kpalimé", 1)])
def test_a_letter_is_posted_to_an_address_that_the_person_gave_alone(
    afi, session, connecter, adresse, combien
):
    petit_togo.assure(session, "0023456789").adresse = adresse
    session.commit()
    afi.post(f"{PAGE}lettre", data={"remise": "poste"})
    assert len(imprimer(connecter("admin@essai.tg"))) == combien


@pytest.mark.parametrize("email", ["agent@essai.tg", "superviseur@essai.tg", ESSI])
def test_nobody_else_prints_letters(afi, session, connecter, email):
    demander_une_lettre(afi, session)
    assert imprimer_refuse(connecter(email))


def imprimer_refuse(navigateur) -> bool:
    return navigateur.post("/administration/lettres-d-identite/imprimer").status_code in (302, 403, 404)


def test_who_printed_the_letter_does_not_decide_on_the_person(afi, lettre, session, connecter):
    pieces(afi)
    imprimee = session.scalars(select(LettreDIdentite)).one()
    imprimee.imprimee_par_id = personnes.trouver(session, "agent@essai.tg").id
    session.commit()
    assert decider(connecter("agent@essai.tg"), session).statut is Statut.en_instruction
    assert decider(connecter("collegue@essai.tg"), session).statut is Statut.acceptee


def test_a_decision_drawn_by_lot_takes_a_second_look(app, afi, lettre, session, connecter, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_REGARD_SUR_CENT", 100)
    donner_la_lettre(afi, lettre)
    pieces(afi)
    assert decider(connecter("agent@essai.tg"), session).statut is Statut.en_instruction
    assert dossier(session) is None
    attendue = session.scalars(select(Proposition).where(Proposition.issue.is_(None))).one()
    connecter("collegue@essai.tg").post(f"/confirmations/propositions/{attendue.id}/confirmer")
    assert dossier(session) == "0023456789"


def test_a_photograph_is_asked_for_beside_the_piece(afi):
    seule = {"nature": "Passeport", "identite": (io.BytesIO(PNG), "carte.png")}
    reponse = afi.post(f"{PAGE}pieces", data=seule, content_type="multipart/form-data")
    assert reponse.status_code == 422
    assert 'id="portrait-erreur"' in reponse.text


def test_a_refusal_leaves_the_way_open(afi, session, connecter):
    pieces(afi)
    decider(connecter("agent@essai.tg"), session, "rejeter", "La pièce est illisible.")
    assert "Envoyer à la CNSS" in afi.get(PAGE).text


def test_who_mistyped_her_number_corrects_it(app, courriers, session):
    elle = app.test_client()
    inscrire(elle, numero="0099999999")
    donner(elle, code_de(courriers(NUMERO)[0]), "/inscription/code")
    elle.post(f"{PAGE}revendiquer", data={"numero": "0023456789", "naissance_le": "02/05/1969"})
    mienne = etat.en_cours(session, personnes.trouver(session, NUMERO).id)
    assert mienne.assure_id == petit_togo.assure(session, "0023456789").id


GUICHET = "/agent/guichet/"
AU_GUICHET = {
    "numero": "0023456789",
    "naissance_le": "02/05/1969",
    "nom": "N’Diaye",
    "prenoms": "Afi",
    "adresse": "90 12 34 56",
}


def test_at_a_desk_a_code_read_aloud_and_a_decision_open_the_file_in_one_visit(
    connecter, courriers, session, app
):
    agent = connecter("agent@essai.tg")
    suite = agent.post(GUICHET, data=AU_GUICHET).location
    suite = agent.post(suite, data={"code": code_de(courriers(NUMERO)[0])}).location
    fichiers = {"identite": (io.BytesIO(PNG), "carte.png"), "portrait": (io.BytesIO(PNG), "elle.png")}
    reponse = agent.post(suite, data={"nature": "Passeport", **fichiers}, content_type="multipart/form-data")
    assert reponse.status_code == 302
    assert decider(agent, session).statut is Statut.en_instruction
    assert dossier(session) is None, "who received her does not decide"
    decider(connecter("collegue@essai.tg"), session)
    assert dossier(session) == "0023456789"
    elle = app.test_client()
    elle.post("/connexion/par-code/", data={"adresse": NUMERO})
    donner(elle, code_de(courriers(NUMERO)[0]))
    assert elle.get("/assure/compte-individuel/").status_code == 200


def test_at_a_desk_another_code_replaces_one_that_did_not_come(connecter, courriers, session):
    agent = connecter("agent@essai.tg")
    suite = agent.post(GUICHET, data=AU_GUICHET).location
    assert agent.post(suite, data={"autre": "oui"}).location == suite
    assert agent.post(suite, data={"code": code_de(courriers(NUMERO)[0])}).location.endswith("/pieces")


def test_at_a_desk_a_wrong_code_opens_nothing(connecter, courriers, session):
    agent = connecter("agent@essai.tg")
    suite = agent.post(GUICHET, data=AU_GUICHET).location
    assert agent.post(suite, data={"code": "000 000"}).status_code == 422
    assert not personnes.existe(session, NUMERO)


@pytest.mark.parametrize("email", ["superviseur@essai.tg", "redaction@essai.tg", ESSI, "scierie@essai.tg"])
def test_the_desk_is_of_those_who_decide_on_these_requests(connecter, email):
    assert connecter(email).get(GUICHET).status_code in (302, 403, 404)


def test_nobody_opens_his_own_file_at_the_desk(connecter, courriers, session):
    agent = connecter("agent@essai.tg")
    moi = AU_GUICHET | {"numero": petit_togo.AGENT_ASSUREE, "nom": "Lawson", "prenoms": "Têvi"}
    suite = agent.post(GUICHET, data=moi).location
    suite = agent.post(suite, data={"code": code_de(courriers(NUMERO)[0])}).location
    fichiers = {"identite": (io.BytesIO(PNG), "carte.png"), "portrait": (io.BytesIO(PNG), "moi.png")}
    agent.post(suite, data={"nature": "Passeport", **fichiers}, content_type="multipart/form-data")
    assert decider(agent, session).statut is Statut.soumise


def au_guichet(agent, courriers, **saisie):
    """Take somebody through the desk up to her pieces; return the answer to these."""
    suite = agent.post(GUICHET, data=AU_GUICHET | saisie).location
    adresse = saisie.get("adresse", NUMERO)
    suite = agent.post(suite, data={"code": code_de(courriers(adresse)[0])}).location
    fichiers = {"identite": (io.BytesIO(PNG), "carte.png"), "portrait": (io.BytesIO(PNG), "elle.png")}
    return agent.post(suite, data={"nature": "Passeport", **fichiers}, content_type="multipart/form-data")


@pytest.mark.parametrize(
    ("saisie", "champ"),
    [
        ({"nom": "Koudjo", "prenoms": "Paul"}, "nom"),
        ({"naissance_le": "03/05/1990"}, "naissance_le"),
        ({"numero": "0099999999"}, "numero"),
    ],
)
def test_a_true_piece_of_another_person_opens_nothing_at_the_desk(connecter, courriers, saisie, champ):
    reponse = connecter("agent@essai.tg").post(GUICHET, data=AU_GUICHET | saisie)
    assert reponse.status_code == 422
    assert f'id="{champ}-erreur"' in reponse.text
    assert courriers(NUMERO) == []


def test_a_true_piece_of_another_person_is_not_accepted_online(client, courriers, session, connecter):
    inscrire(client, nom="Koudjo", prenoms="Paul")
    donner(client, code_de(courriers(NUMERO)[0]), "/inscription/code")
    pieces(client)
    agent = connecter("agent@essai.tg")
    demande = decider(agent, session)
    assert demande.statut is Statut.en_instruction
    assert "Le registre nomme Afi N’DIAYE" in agent.get(f"/agent/demandes/{demande.id}").text
    demander_une_lettre(client, session)
    assert imprimer(connecter("admin@essai.tg")) == []


def test_a_code_asked_for_one_file_proves_nothing_of_another(nouvelle, session, courriers):
    nouvelle.post(f"{PAGE}contact")
    code = code_de(courriers(ESSI)[0])
    nouvelle.post(f"{PAGE}revendiquer", data={"numero": "0023456789", "naissance_le": "02/05/1969"})
    nouvelle.post(f"{PAGE}contact/code", data={"code": code})
    mienne = etat.en_cours(session, personnes.trouver(session, NUMERO).id)
    assert etat.faites(session, mienne) == {}


def test_a_contact_of_another_person_is_not_taken_at_the_desk(connecter, courriers):
    reponse = connecter("agent@essai.tg").post(GUICHET, data=AU_GUICHET | {"adresse": "scierie@essai.tg"})
    assert reponse.status_code == 422
    assert "le compte d’une autre personne" in reponse.text


def test_who_has_her_file_already_is_let_in_again_at_the_desk(connecter, courriers, session):
    elle = SON_DOSSIER | {"adresse": ESSI}
    assert au_guichet(connecter("agent@essai.tg"), courriers, **elle).status_code == 302
    assert decider(connecter("collegue@essai.tg"), session).statut is Statut.acceptee
    assert dossier(session, ESSI) == "0012345678"


def test_who_decided_on_a_person_does_not_print_her_letter(afi, session, connecter):
    pieces(afi)
    decider(connecter("collegue@essai.tg"), session)
    demander_une_lettre(afi, session)
    preuve = session.scalars(select(PreuveDIdentite)).one()
    preuve.par_id = personnes.trouver(session, "admin@essai.tg").id
    session.commit()
    assert imprimer(connecter("admin@essai.tg")) == []


def test_a_second_look_once_drawn_stays_drawn_for_the_file(app, session):
    with app.app_context():
        tirages = {InscriptionEnLigne(id=cle, numero_declare="0023456789").enjeu for cle in range(1, 40)}
    assert len(tirages) == 1


def test_one_person_has_one_letter_whatever_the_accounts_that_ask(app, courriers, session, connecter):
    for rang in range(3):
        navigateur, numero = app.test_client(), f"+2289012345{rang}"
        inscrire(navigateur, numero)
        donner(navigateur, code_de(courriers(numero)[0]), "/inscription/code")
        demander_une_lettre(navigateur, session)
    assert len(imprimer(connecter("admin@essai.tg"))) == 1
    assert imprimer(connecter("admin@essai.tg")) == []


def test_after_five_errors_another_letter_may_be_asked_for(afi, lettre, session, connecter):
    for _ in range(lettres.ESSAIS):
        donner_la_lettre(afi, "2222-2222")
    demander_une_lettre(afi, session)
    (neuve,) = imprimer(connecter("admin@essai.tg"))
    donner_la_lettre(afi, neuve)
    assert "Donnée" in afi.get(PAGE).text


def test_a_closed_account_still_makes_the_file_wait(nouvelle, session, connecter, courriers):
    personnes.trouver(session, ESSI).active = False
    session.commit()
    demander_une_lettre(nouvelle, session)
    (code,) = imprimer(connecter("admin@essai.tg"))
    donner_la_lettre(nouvelle, code)
    pieces(nouvelle)
    decider(connecter("agent@essai.tg"), session)
    assert dossier(session) is None


def test_a_file_that_passes_to_another_account_freezes_bank_accounts(nouvelle, session, connecter, courriers):
    nouvelle.post(f"{PAGE}contact")
    nouvelle.post(f"{PAGE}contact/code", data={"code": code_de(courriers(ESSI)[0])})
    pieces(nouvelle)
    decider(connecter("agent@essai.tg"), session)
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "ouvrir_le_dossier")).one()
    etat.ouvrir_le_dossier(session, **tache.arguments)
    assert contacts.gele_jusqu_a(session, petit_togo.assure(session).id)


def test_too_late_to_stop_it_says_so(nouvelle, session, connecter, courriers, app):
    lien = lien_de(courriers(ESSI)[0])
    nouvelle.post(f"{PAGE}contact")
    nouvelle.post(f"{PAGE}contact/code", data={"code": code_de(courriers(ESSI)[0])})
    pieces(nouvelle)
    decider(connecter("agent@essai.tg"), session)
    tache = session.scalars(select(taches.Tache).where(taches.Tache.nom == "ouvrir_le_dossier")).one()
    etat.ouvrir_le_dossier(session, **tache.arguments)
    session.commit()
    assert "Trop tard" in app.test_client().post(lien).text


@pytest.mark.parametrize("porte", ["/inscription/assure", f"{PAGE}revendiquer"])
def test_a_blank_date_is_told_beside_the_field(afi, porte):
    vide = {"numero": "0023456789", "naissance_le": " ", "nom": "N", "prenoms": "A", "adresse": "91 00 00 00"}
    reponse = afi.post(porte, data=vide)
    assert reponse.status_code == 422
    assert 'id="naissance_le-erreur"' in reponse.text
