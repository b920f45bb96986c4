"""Doors open to all do as much for an account that exists as for one that does not: nothing to time."""

from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.identites import authentifier, hachage, personnes
from app.models import Contact
from app.socle.base_de_donnees import db
from tests.identites.outils import FAUX, corps
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo
ELLE, PERSONNE = "essi@essai.tg", "personne@essai.tg"


@pytest.fixture
def travail(app, monkeypatch):
    """Return `with travail() as done`: count the statements, by their first words, and the hashes."""

    @contextmanager
    def compter():
        fait = Counter()

        def noter(_connexion, _curseur, ordre, *_reste):
            mots = ordre.split()
            if mots[0] not in ("SAVEPOINT", "RELEASE", "ROLLBACK"):
                fait[" ".join(mots[:3]) if mots[0] != "SELECT" else "SELECT"] += 1

        def hacher(*arguments):
            fait["hash"] += 1
            return vrai(*arguments)

        vrai = hachage.est_le_bon
        monkeypatch.setattr(authentifier, "est_le_bon", hacher)
        with app.app_context():
            moteur = db.engine
        event.listen(moteur, "before_cursor_execute", noter)
        try:
            yield fait
        finally:
            event.remove(moteur, "before_cursor_execute", noter)

    return compter


def test_signing_in_does_the_same_work_whoever_is_tried(client, session, travail, fermer):
    fermer("scierie@essai.tg")
    client.post("/connexion", data={"username": "premiere@essai.tg", "password": FAUX})
    faits = []
    for adresse in (ELLE, PERSONNE, "scierie@essai.tg"):
        with travail() as fait:
            client.post("/connexion", data={"username": adresse, "password": FAUX})
        faits.append(fait)
    assert faits[0]["hash"] == 1
    assert faits[0] == faits[1] == faits[2]


def test_a_forgotten_password_does_the_same_work_whoever_asks(client, session, travail, fermer):
    fermer("scierie@essai.tg")
    client.post("/mot-de-passe-oublie/", data={"adresse": "premiere@essai.tg"})
    faits, pages = [], []
    for adresse in (ELLE, PERSONNE, "scierie@essai.tg"):
        with travail() as fait:
            pages.append(corps(client.post("/mot-de-passe-oublie/", data={"adresse": adresse})))
        faits.append(fait)
    assert pages[0] == pages[1] == pages[2]
    assert faits[0] == faits[1] == faits[2]


def test_signing_up_does_the_same_work_whether_the_number_and_the_address_are_known(client, session, travail):
    connue = petit_togo.assure(session, "0012345678")
    saisie = {"nom": connue.nom, "prenoms": connue.prenoms, "site_web": ""}
    saisie |= {"naissance_le": f"{connue.naissance_le:%d/%m/%Y}", "numero": connue.numero}
    inconnus = {"adresse": "autre@essai.tg", "numero": "0099999999"}
    client.post("/inscription/assure", data=saisie | {"adresse": "premiere@essai.tg"})
    faits, pages = [], []
    for change in ({"adresse": ELLE}, {"adresse": PERSONNE}, inconnus):
        with travail() as fait:
            pages.append(corps(client.post("/inscription/assure", data=saisie | change)))
        faits.append(fait)
    assert pages[0] == pages[1] == pages[2]
    assert faits[0] == faits[1] == faits[2]


@pytest.fixture
def connu(session) -> str:
    """A telephone that opens an account."""
    essi = personnes.trouver(session, ELLE)
    session.add(Contact(utilisateur_id=essi.id, adresse="+22890123456"))
    session.commit()
    return "+22890123456"


@pytest.mark.parametrize("canal", ["courriel", "téléphone"])
def test_a_code_to_sign_in_costs_the_same_whether_there_is_an_account(client, session, travail, connu, canal):
    adresses = (connu, "+22890999999") if canal == "téléphone" else (ELLE, PERSONNE)
    client.post("/connexion/par-code/", data={"adresse": "+22890888888"})
    faits = []
    for adresse in adresses:
        with travail() as fait:
            client.post("/connexion/par-code/", data={"adresse": adresse})
        faits.append(fait)
    assert faits[0] == faits[1]


def test_signing_up_by_telephone_costs_the_same_whether_it_has_an_account(client, session, travail, connu):
    saisie = {"nom": "Afi", "prenoms": "Ama", "numero": "0099999999", "naissance_le": "02/05/1969"}
    faits = []
    for adresse in ("+22890888888", connu, "+22890999999"):
        with travail() as fait:
            client.post("/inscription/assure", data=saisie | {"adresse": adresse})
        faits.append(fait)
    assert faits[1] == faits[2]
