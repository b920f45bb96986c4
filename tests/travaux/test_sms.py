"""SMS: the same words as e-mails, carried by an aggregator that answers for real, counted and bounded."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import func, select

from app.models import Courrier, EnvoiSms, EtatCourrier
from app.socle.horloge import aujourd_hui
from app.travaux import courrier, taches
from app.travaux.sms import budget
from app.travaux.sms.alphabet import BASE, DOUBLES, en_sms, parties

pytestmark = pytest.mark.petit_togo
ELLE = "+22890123456"
PRIS = {"messages": [{"status": {"groupId": 1, "name": "PENDING_ACCEPTED"}}]}


class Agregateur:
    """A server that answers as the aggregator does, and keeps what it was asked."""

    def __init__(self):
        self.recus, self.cles, self.statut, self.reponse = [], [], 200, PRIS


@contextmanager
def _serveur():
    agregateur = Agregateur()

    class Poste(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802 - the library's name
            corps = self.rfile.read(int(self.headers["Content-Length"]))
            agregateur.recus.append((self.path, json.loads(corps)))
            agregateur.cles.append(self.headers["Authorization"])
            envoye = json.dumps(agregateur.reponse).encode()
            self.send_response(agregateur.statut)
            self.send_header("Content-Length", str(len(envoye)))
            self.end_headers()
            self.wfile.write(envoye)

        def log_message(self, *_):
            pass

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Poste)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serveur.server_port}", agregateur
    finally:
        serveur.shutdown()
        serveur.server_close()


@pytest.fixture
def agregateur(app, monkeypatch):
    with _serveur() as (url, agregateur):
        reglages = {"SMS_FOURNISSEUR": "infobip", "SMS_URL": url, "SMS_CLE": "cle"}
        for nom, valeur in reglages.items():
            monkeypatch.setitem(app.config, nom, valeur)
        yield agregateur


@pytest.fixture
def dans_l_app(app, session):
    with app.app_context():
        yield session


def ecrire(session, numero: str = ELLE) -> Courrier:
    return courrier.ecrire(session, "mot_de_passe_change", numero, prenoms="Afi")


def travailler(app, session) -> None:
    session.commit()
    taches.executer_en_attente(app)
    session.expire_all()


def test_an_sms_leaves_by_the_aggregator_once(app, dans_l_app, agregateur):
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    ((chemin, corps),) = agregateur.recus
    assert (chemin, agregateur.cles) == ("/sms/2/text/advanced", ["App cle"])
    (message,) = corps["messages"]
    assert message["destinations"] == [{"to": "22890123456", "messageId": f"courrier-{ecrit.id}"}]
    assert message["text"].startswith("CNSS Togo : Votre mot de passe a été changé.")
    assert ecrit.etat is EtatCourrier.envoye


@pytest.mark.parametrize(
    ("statut", "reponse", "etat"),
    [
        (200, {"messages": [{"status": {"groupId": 5, "name": "REJECTED_PREFIX"}}]}, EtatCourrier.echoue),
        (400, {}, EtatCourrier.echoue),
        (
            200,
            {"messages": [{"status": {"groupId": 5, "name": "REJECTED_DUPLICATE_MESSAGE_ID"}}]},
            EtatCourrier.envoye,
        ),
        (401, {}, EtatCourrier.en_attente),
        (429, {}, EtatCourrier.en_attente),
        (503, {}, EtatCourrier.en_attente),
        (200, {"autre": 1}, EtatCourrier.en_attente),
    ],
)
def test_what_the_aggregator_answers_says_whether_to_try_again(
    app, dans_l_app, agregateur, statut, reponse, etat
):
    agregateur.statut, agregateur.reponse = statut, reponse
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert ecrit.etat is etat
    assert "90123456" not in (ecrit.erreur or "")


def test_an_aggregator_that_is_away_is_tried_again(app, dans_l_app, agregateur, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_URL", "http://127.0.0.1:9")
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert (ecrit.etat, ecrit.tentatives) == (EtatCourrier.en_attente, 1)


def test_without_a_provider_sms_are_kept(app, dans_l_app):
    ecrit = ecrire(dans_l_app)
    travailler(app, dans_l_app)
    assert ecrit.etat is EtatCourrier.garde


def test_an_sms_has_the_signs_of_a_telephone_alone():
    lu = en_sms("« Ɛyɔ » l’œuvre, ça coûte 5 %… Ɖevi – « été »")
    assert BASE.union(DOUBLES).issuperset(lu)
    assert lu == '"Eyo" l\'oeuvre, ca coute 5 %... Devi - "été"'


@pytest.mark.parametrize(
    ("texte", "combien"), [("a" * 160, 1), ("a" * 161, 2), ("€" * 81, 2), ("a" * 307, 3)]
)
def test_an_sms_is_counted_in_parts(texte, combien):
    assert parties(texte) == combien


def test_each_prefix_has_its_budget_and_the_rest_is_kept_and_said(app, dans_l_app, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_PREFIXES", "+228:2 +229:100")
    etats = [ecrire(dans_l_app).etat for _ in range(3)]
    assert etats == [EtatCourrier.garde, EtatCourrier.garde, EtatCourrier.echoue]
    assert ecrire(dans_l_app, "+22997001122").etat is EtatCourrier.garde


def test_the_whole_day_has_its_budget(app, dans_l_app, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_PAR_JOUR", 1)
    assert ecrire(dans_l_app).etat is EtatCourrier.garde
    assert ecrire(dans_l_app, "+22997001122").etat is EtatCourrier.echoue


def test_no_sms_leaves_for_a_prefix_that_nobody_allowed(app, dans_l_app):
    ecrit = ecrire(dans_l_app, "+992900112233")
    assert (ecrit.etat, ecrit.erreur) == (EtatCourrier.echoue, budget.NON_SERVI)


@pytest.mark.parametrize(("reussites", "refuse"), [(9, True), (10, False)])
def test_a_prefix_whose_codes_nobody_types_is_stopped(dans_l_app, reussites, refuse):
    budget.compter(dans_l_app, ELLE, codes=budget.OBSERVES, reussites=reussites)
    assert bool(budget.refus(dans_l_app, ELLE, connu=False)) is refuse
    assert budget.refus(dans_l_app, "+22997001122", connu=False) == ""


def test_who_has_an_account_goes_on_receiving_hers_where_strangers_are_stopped(dans_l_app):
    budget.compter(dans_l_app, ELLE, codes=budget.OBSERVES)
    assert budget.refus(dans_l_app, ELLE, connu=False)
    assert budget.refus(dans_l_app, ELLE) == ""


def test_strangers_spend_half_of_a_budget_at_most(app, dans_l_app, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_PREFIXES", "+228:10")
    budget.compter(dans_l_app, ELLE, messages=5)
    assert budget.refus(dans_l_app, ELLE, connu=False)
    assert budget.refus(dans_l_app, ELLE) == ""


def test_the_administration_lets_a_stopped_prefix_go_on(dans_l_app, connecter):
    budget.compter(dans_l_app, ELLE, codes=budget.OBSERVES)
    dans_l_app.commit()
    ligne = dans_l_app.scalars(select(EnvoiSms)).one()
    admin = connecter("admin@essai.tg")
    page = f"/administration/budget-des-sms/{ligne.id}"
    assert "suspendu" in admin.get(page).text
    assert admin.post(f"{page}/reprendre").status_code == 302
    assert budget.refus(dans_l_app, ELLE, connu=False) == ""


def test_what_is_counted_adds_up_by_day_and_prefix(dans_l_app):
    for _ in range(3):
        budget.compter(dans_l_app, ELLE, messages=2, codes=1)
    somme = select(func.sum(EnvoiSms.messages), func.sum(EnvoiSms.codes)).where(
        EnvoiSms.jour == aujourd_hui()
    )
    assert tuple(dans_l_app.execute(somme).one()) == (6, 3)
