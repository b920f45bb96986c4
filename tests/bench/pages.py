"""Pages as a signed-in person gets them, in process: their time and their queries."""

from pathlib import Path

from sqlalchemy import Engine, event

from tests.bench.bases import application
from tests.bench.mesure import repeter
from tests.outils.navigation import Navigateur


def mesurer(url: str, dossier: str, email: str, adresses: dict[str, str]) -> dict[str, float]:
    """Return the seconds of each page and, under « … queries », how many times it asks the database."""
    with application(url, Path(dossier)) as app:
        app.test_client_class = Navigateur
        return parcourir(app.test_client().connecter(email), adresses)


def parcourir(client, adresses: dict[str, str]) -> dict[str, float]:
    """Return what `mesurer` does, for a browser already signed in."""
    releve = {}
    for nom, adresse in adresses.items():
        releve[nom] = repeter(lambda adresse=adresse: _ouvrir(client, adresse), 2)
        releve[f"{nom} queries"] = _requetes(client, adresse)
    return releve


def _ouvrir(client, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, (adresse, reponse.status_code)


def _requetes(client, adresse: str) -> int:
    faites = []

    def noter(_connexion, _curseur, ordre, *_reste):
        faites.append(ordre)

    event.listen(Engine, "before_cursor_execute", noter)
    _ouvrir(client, adresse)
    event.remove(Engine, "before_cursor_execute", noter)
    return len(faites)
