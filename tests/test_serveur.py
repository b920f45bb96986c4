"""The server answers whatever its slow visitors do, and starts and stops as one."""

import os
import signal
import socket
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from tests.outils.processus import attendre, enfants, lire, port_libre, python, refuse, repond, serveur, vit

CIBLE = "tests.outils.wsgi:application"
ENTETE_D_ENVOI = b"POST / HTTP/1.1\r\nHost: essai\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port():
    with serveur(CIBLE) as (port, _):
        yield port


def brancher(pile: ExitStack, port: int, octets: bytes = b"") -> socket.socket:
    prise = pile.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
    prise.sendall(octets)
    return prise


def reste(prise: socket.socket) -> bytes:
    """Return all that the server still sends on a connection, until it closes it."""
    return b"".join(iter(lambda: prise.recv(4096), b""))


def attendre_qu_ils_servent(port: int, numeros: set[int]) -> None:
    """Wait until each of these processes has answered somebody: one that still starts is not held to hang."""
    vus: set[int] = set()
    attendre(lambda: vus.add(int(lire(port).split()[1])) or vus >= numeros, 30)


def quatre_lectures(port: int) -> list[bytes]:
    return [lire(port).split()[0] for _ in range(4)]


def test_pages_answer_beside_thirty_idle_sockets(port):
    with ExitStack() as pile:
        for _ in range(30):
            brancher(pile, port)
        assert quatre_lectures(port) == [b"0"] * 4


def test_pages_answer_beside_thirty_unfinished_headers(port):
    with ExitStack() as pile:
        for _ in range(30):
            brancher(pile, port, b"GET / HTTP/1.1\r\nHost: es")
        assert quatre_lectures(port) == [b"0"] * 4


def test_pages_answer_beside_uploads_that_send_a_byte_now_and_then(port):
    with ExitStack() as pile:
        lentes = [brancher(pile, port, ENTETE_D_ENVOI) for _ in range(8)]
        for _ in range(3):
            for prise in lentes:
                prise.sendall(b"x")
            assert quatre_lectures(port) == [b"0"] * 4


def test_pages_answer_beside_readers_who_take_nothing_of_a_long_answer(port):
    with ExitStack() as pile:
        for _ in range(4):
            brancher(pile, port, b"GET /gros HTTP/1.1\r\nHost: essai\r\n\r\n")
        assert quatre_lectures(port) == [b"0"] * 4


def test_a_slow_upload_arrives_whole_in_the_end(port):
    with ExitStack() as pile:
        prise = brancher(pile, port, ENTETE_D_ENVOI)
        for _ in range(10):
            prise.sendall(b"x" * 100)
            lire(port)
        assert reste(prise).split(b"\r\n\r\n")[1].startswith(b"1000 ")


def test_a_terminated_server_leaves_no_process_behind():
    with serveur(CIBLE) as (port, processus):
        siens = enfants(processus)
        processus.terminate()
        assert processus.wait(timeout=20) == 0
        assert refuse(port)
        assert not any(vit(numero) for numero in siens)


def test_a_request_under_way_is_answered_before_the_server_stops():
    with serveur(CIBLE) as (port, processus), ExitStack() as pile:
        prise = brancher(pile, port, b"GET /dort/1 HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n")
        lire(port)
        processus.terminate()
        assert b"200 OK" in reste(prise)


def test_a_long_answer_under_way_is_sent_whole_before_the_server_stops():
    with serveur(CIBLE) as (port, processus), ExitStack() as pile:
        prise = brancher(pile, port, b"GET /gros HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in prise.recv(100)
        processus.terminate()
        attendre(lambda: refuse(port))
        assert len(reste(prise)) > 64 * 2**20


@pytest.mark.parametrize("arret", [signal.SIGTERM, signal.SIGINT])
def test_uploads_in_hand_are_all_answered_before_the_server_stops_and_nothing_new_is_taken(arret):
    with serveur(CIBLE) as (port, processus), ExitStack() as pile:
        lentes = [brancher(pile, port, ENTETE_D_ENVOI) for _ in range(6)]
        envoyer_au_compte_gouttes(lentes, 5)
        processus.send_signal(arret)
        attendre(lambda: refuse(port), 5)
        envoyer_au_compte_gouttes(lentes, 20)
        for prise in lentes:
            prise.sendall(b"x" * 975)
        reponses = [reste(prise).split(b"\r\n\r\n") for prise in lentes]
        assert [corps.split()[0] for _, corps in reponses] == [b"1000"] * 6
        assert processus.wait(timeout=20) == 0


def envoyer_au_compte_gouttes(prises: list[socket.socket], octets: int) -> None:
    """Send these bytes on each connection, one by one, ten a second."""
    for _ in range(octets):
        for prise in prises:
            prise.sendall(b"x")
        time.sleep(0.1)


def test_browsers_that_only_keep_their_connection_open_do_not_delay_the_stop():
    with serveur(CIBLE) as (port, processus), ExitStack() as pile:
        gardees = [brancher(pile, port, b"GET / HTTP/1.1\r\nHost: essai\r\n\r\n") for _ in range(4)]
        assert all(b"200 OK" in prise.recv(4096) for prise in gardees)
        gardees += [brancher(pile, port, b"GET / HTTP/1.1\r\nHost: es"), brancher(pile, port)]
        processus.terminate()
        assert processus.wait(timeout=10) == 0


@pytest.mark.long
@pytest.mark.parametrize("signal_recu", [signal.SIGKILL, signal.SIGSTOP])
def test_a_web_process_that_is_killed_or_freezes_is_replaced(signal_recu):
    with serveur(CIBLE, SILENCE_MAX="3") as (port, processus):
        premiers = enfants(processus)
        attendre_qu_ils_servent(port, premiers)
        for numero in premiers:
            os.kill(numero, signal_recu)
        attendre(lambda: not any(vit(numero) for numero in premiers), 30)
        attendre(lambda: repond(port), 30)
        assert int(lire(port).split()[1]) not in premiers


@pytest.mark.long
def test_a_web_process_whose_application_never_answers_is_replaced():
    with serveur(CIBLE, SILENCE_MAX="3") as (port, processus), ExitStack() as pile:
        premiers = enfants(processus)
        for _ in premiers:
            brancher(pile, port, b"GET /dort/3600 HTTP/1.1\r\nHost: essai\r\n\r\n")
            time.sleep(0.5)
        attendre(lambda: not any(vit(numero) for numero in premiers), 60)
        attendre(lambda: repond(port), 30)


@pytest.mark.long
def test_the_others_answer_everybody_while_one_process_is_held():
    with serveur(CIBLE) as (port, _), ExitStack() as pile:
        brancher(pile, port, b"GET /dort/8 HTTP/1.1\r\nHost: essai\r\n\r\n")
        time.sleep(0.5)
        for _ in range(5):
            assert quatre_lectures(port) == [b"0"] * 4


def test_processes_end_when_their_supervisor_is_killed():
    with serveur(CIBLE) as (port, processus):
        siens = enfants(processus)
        os.kill(processus.pid, signal.SIGKILL)
        attendre(lambda: not any(vit(numero) for numero in siens))
        assert refuse(port)


@pytest.mark.long
def test_web_worker_and_simulator_are_each_replaced_when_killed_and_stop_together(app_a_part):
    environnement = {
        "APP_ENV": "test",
        "DATABASE_URL": app_a_part.config["SQLALCHEMY_DATABASE_URI"],
        "INSTANCE_DIR": str(app_a_part.config["INSTANCE"]),
        "WEB_PROCESSUS": "1",
    }
    with serveur("run:app", ouvrier=True, **environnement) as (port, processus):
        premiers = enfants(processus)
        assert len(premiers) == 3
        for numero in premiers:
            os.kill(numero, signal.SIGKILL)
        attendre(lambda: len(enfants(processus)) == 3 and not premiers & enfants(processus))
        attendre(lambda: repond(port))
        seconds = enfants(processus)
        processus.terminate()
        assert processus.wait(timeout=20) == 0
        assert not any(vit(numero) for numero in seconds)


@pytest.fixture(scope="module")
def muet(app_vide, copier):
    """The portal on its real server, started as `make run` does, without a word of its environment."""
    app = copier(app_vide)
    environnement = {
        "APP_ENV": "",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "INSTANCE_DIR": str(app.config["INSTANCE"]),
    }
    with serveur("run:app", **environnement) as (port, _):
        yield port


def statut(port: int, adresse: str = "127.0.0.1", **entetes: str) -> int:
    """Return the status of the sign-in page, asked for with these headers."""
    lien = HTTPConnection(adresse, port, timeout=10)
    with closing(lien):
        lien.request("GET", "/connexion", headers={n.replace("_", "-"): v for n, v in entetes.items()})
        return lien.getresponse().status


def test_a_portal_of_no_said_environment_answers_its_own_machine(muet):
    assert statut(muet) == 200


@pytest.mark.parametrize(
    "entetes", [{"Host": "portail.cnss.tg"}, {"X_Forwarded_For": "41.207.0.9"}, {"Via": "1.1 x"}]
)
def test_a_portal_of_no_said_environment_refuses_what_was_handed_on(muet, entetes):
    assert statut(muet, **entetes) == 403


def test_a_server_listens_on_the_loop_of_the_newer_family_too():
    port = port_libre()
    processus = python("serveur.py", CIBLE, "seul", PORT=str(port), HOST="::1", WEB_PROCESSUS="1", APP_ENV="")
    try:
        assert f"http://[::1]:{port}" in processus.stdout.readline()
        assert statut(port, "::1") == 200
    finally:
        processus.terminate()
        processus.communicate(timeout=30)


@pytest.mark.parametrize("reglages", [{"HOST": "0.0.0.0"}, {"HOST": "::"}, {"PROXYS": "1"}])
def test_a_server_open_to_others_does_not_start_before_its_environment_is_said(reglages):
    processus = python("serveur.py", CIBLE, "seul", PORT=str(port_libre()), APP_ENV="", **reglages)
    dit, _ = processus.communicate(timeout=20)
    assert processus.returncode == 1
    assert dit.startswith("APP_ENV n’est pas défini")
    assert "écrivez APP_ENV=production" in dit


@pytest.mark.parametrize("hote", ["127.0.0.1", "0.0.0.0"])
def test_a_server_open_to_others_starts_once_its_environment_is_said(hote):
    with serveur(CIBLE, HOST=hote, APP_ENV="development") as (port, _):
        assert statut(port, Host="portail.cnss.tg") == 200


@pytest.mark.parametrize(
    ("commande", "reglages"),
    [
        (("-m", "flask", "--app", "run", "run", "--host", "0.0.0.0", "--port", "0"), {}),
        (("-m", "flask", "--app", "run", "run", "--port", "0"), {"PROXYS": "1"}),
        (("-c", "import run"), {"PROXYS": "1"}),
    ],
)
def test_another_server_does_not_load_a_portal_that_it_would_open_to_others(commande, reglages):
    processus = python(*commande, APP_ENV="", **reglages)
    dit, _ = processus.communicate(timeout=60)
    assert processus.returncode == 1
    assert dit.startswith("APP_ENV n’est pas défini")


def test_a_server_that_does_not_say_where_it_listens_finds_the_portal_s_own_door_shut():
    port = port_libre()
    processus = python("-m", "waitress", f"--listen=0.0.0.0:{port}", "run:app", APP_ENV="")
    try:
        attendre(lambda: not refuse(port))
        assert statut(port, Host=f"portail.cnss.tg:{port}") == 403
    finally:
        processus.terminate()
        processus.communicate(timeout=30)


def test_commands_need_no_said_environment_whatever_stands_before_the_server():
    processus = python("-m", "flask", "--app", "run", "registres", APP_ENV="", PROXYS="1", HOST="0.0.0.0")
    dit, _ = processus.communicate(timeout=60)
    assert processus.returncode == 0
    assert "ecrans" in dit


def test_what_trusted_proxies_write_reaches_the_application():
    with serveur("tests.outils.wsgi:transmis") as (port, _):
        lien = HTTPConnection("127.0.0.1", port, timeout=10)
        with closing(lien):
            lien.request("GET", "/", headers={"X-Forwarded-For": "41.207.0.9", "X-Forwarded-Proto": "https"})
            assert lien.getresponse().read() == b"41.207.0.9 https"


def test_an_address_of_another_machine_is_told_in_french():
    processus = python("serveur.py", CIBLE, "seul", HOST="203.0.113.9", APP_ENV="test")
    dit, _ = processus.communicate(timeout=20)
    assert processus.returncode == 1
    assert "ne peut pas s’ouvrir sur 203.0.113.9" in dit


def test_a_port_already_taken_is_told_in_french():
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        processus = python("serveur.py", CIBLE, "seul", PORT=str(prise.getsockname()[1]))
        dit, _ = processus.communicate(timeout=20)
    assert processus.returncode == 1
    assert "est déjà pris" in dit


def test_an_application_that_cannot_start_stops_the_server():
    processus = python("serveur.py", "tests.outils.wsgi:absente", "seul", PORT=str(port_libre()))
    dit, _ = processus.communicate(timeout=30)
    assert processus.returncode == 1
    assert "ne peut pas démarrer" in dit
