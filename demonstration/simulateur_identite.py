"""A local national register for development and tests: the HTTP contract of `repertoire.identite_nationale`.

It knows whoever is asked about; the last digit of the number tells how (see SCENARIOS).
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Request, Response

Fiche = dict[str, str]
"""A person as the contract writes her: nom, prenoms, naissance, sexe."""


def _nee_avant(fiche: Fiche) -> Fiche:
    jour = date.fromisoformat(fiche["naissance"]) - timedelta(days=4_000)
    return fiche | {"naissance": jour.isoformat()}


def _retournee(fiche: Fiche) -> Fiche:
    return fiche | {"nom": fiche["prenoms"].upper(), "prenoms": fiche["nom"].title()}


def _d_un_autre_jour(fiche: Fiche) -> Fiche:
    annee_et_mois, jour = fiche["naissance"].rsplit("-", 1)
    return fiche | {"naissance": f"{annee_et_mois}-{int(jour) % 28 + 1:02d}"}


def _autre(fiche: Fiche) -> Fiche:
    return {"nom": "TCHASSIM", "prenoms": "Bawoumodom", "naissance": "1951-12-31", "sexe": "M"}


def _sans_sexe(fiche: Fiche) -> Fiche:
    return {cle: valeur for cle, valeur in fiche.items() if cle != "sexe"}


def _abregee(fiche: Fiche) -> Fiche:
    return fiche | {"prenoms": fiche["prenoms"].split()[0][:4]}


SCENARIOS: dict[str, Callable[[Fiche], Fiche]] = {
    "2": _nee_avant,
    "3": _retournee,
    "4": _d_un_autre_jour,
    "5": _autre,
    "6": _sans_sexe,
    "8": _abregee,
}
"""The last digit of the number: a homonym born years before, names in another order, another day of the same
month, somebody else, a sex that is not said, a first name shortened. 1 is unknown, 7 meets a register out of
order, 9 one too slow to answer; any other digit is the person asked about."""
INCONNU, PANNE, LENTEUR = "1", "7", "9"


@dataclass
class SimulateurIdentite:
    """The WSGI application, which knows the fund by `cle`; where it is slow, by `lenteur` seconds."""

    cle: str
    lenteur: float = 20

    def __call__(self, environ, start_response):
        """Answer a request."""
        requete = Request(environ)
        try:
            return self._repondre(requete)(environ, start_response)
        except HTTPException as refus:
            return refus(environ, start_response)

    def _repondre(self, requete: Request) -> Response:
        connue = requete.headers.get("Authorization") == f"Bearer {self.cle}"
        if not connue or (requete.method, requete.path) != ("POST", "/v1/verifications"):
            raise NotFound
        fiche = dict(requete.get_json())
        fin = fiche.pop("niu")[-1]
        if fin == PANNE:
            return Response("out of order", 503)
        if fin == LENTEUR:
            time.sleep(self.lenteur)
        return _json({"connu": False} if fin == INCONNU else {"connu": True, "identite": _dite(fin, fiche)})


def _dite(fin: str, fiche: Fiche) -> Fiche:
    """Return whose the number is, by its last digit."""
    return SCENARIOS[fin](fiche) if fin in SCENARIOS else fiche


def _json(contenu: dict) -> Response:
    return Response(json.dumps(contenu), mimetype="application/json")
