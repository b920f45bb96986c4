"""The server answers whatever its slow visitors do, and starts and stops as one."""

import os
import signal
import socket
from contextlib import ExitStack

import pytest

from tests.outils.processus import attendre, lire, port_libre, python, repond, serveur

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
        reponse = b"".join(iter(lambda: prise.recv(4096), b""))
        assert reponse.split(b"\r\n\r\n")[1].startswith(b"1000 ")


def test_a_terminated_server_leaves_no_process_behind():
    with serveur(CIBLE) as (port, processus):
        ouvriers = {int(lire(port).split()[1]) for _ in range(20)}
        processus.terminate()
        assert processus.wait(timeout=20) == 0
        assert not repond(port)
        for numero in ouvriers:
            with pytest.raises(ProcessLookupError):
                os.kill(numero, 0)


def test_a_request_under_way_is_answered_before_the_server_stops():
    with serveur(CIBLE) as (port, processus), ExitStack() as pile:
        prise = brancher(pile, port, b"GET /lent HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n")
        lire(port)
        processus.terminate()
        assert b"200 OK" in b"".join(iter(lambda: prise.recv(4096), b""))


def test_a_killed_web_process_is_replaced():
    with serveur(CIBLE) as (port, _):
        premiers = set()
        attendre(lambda: premiers.add(lire(port).split()[1]) or len(premiers) == 2)
        for numero in premiers:
            os.kill(int(numero), signal.SIGKILL)
        attendre(lambda: repond(port))
        assert lire(port).split()[1] not in premiers


def test_processes_end_when_their_supervisor_is_killed():
    with serveur(CIBLE) as (port, processus):
        os.kill(processus.pid, signal.SIGKILL)
        attendre(lambda: not repond(port))


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
