"""The national register of the ANID over HTTP. Its contract is not public: all of this is to be confirmed.

    POST {url}/v1/verifications        Authorization: Bearer {cle}
    {"niu": "123456789012", "nom": "AGBEKO", "prenoms": "Essi", "naissance": "1969-05-02", "sexe": "F"}

    200 {"connu": true, "identite": {"nom": …, "prenoms": …, "naissance": "1969-05-02", "sexe": "F"}}
    200 {"connu": false}

`sexe` is F, M or absent. What we believe is sent with the number, for a register that compares by itself and
for its own journal; anything else than these answers is no answer.
"""

from datetime import date
from typing import Any

from app.repertoire.identite_nationale.verification import Identite, Reponse, Verdict
from app.repertoire.tables import Sexe
from app.socle.appel_json import Injoignable, appeler

LETTRES = {Sexe.feminin: "F", Sexe.masculin: "M"}
SEXES = {lettre: sexe for sexe, lettre in LETTRES.items()}
NOM_MAX = 200
"""Characters beyond which what is answered is no name."""


class Anid:
    """The register at `url`, which knows the fund by `cle`."""

    code, nom = "anid", "Registre national (ANID)"

    def __init__(self, url: str, cle: str):
        self.url, self.cle = url.rstrip("/"), cle

    def verifier(self, niu: str, nom: str, prenoms: str, naissance_le: date, sexe: Sexe | None) -> Reponse:
        """Ask whose a number is."""
        question = {"niu": niu, "nom": nom, "prenoms": prenoms, "naissance": naissance_le.isoformat()}
        if sexe:
            question["sexe"] = LETTRES[sexe]
        try:
            statut, contenu = appeler("POST", f"{self.url}/v1/verifications", question, self.cle)
            return _lire(contenu) if statut == 200 else Reponse(Verdict.injoignable)
        except Injoignable:
            return Reponse(Verdict.injoignable)


def _lire(contenu: dict[str, Any]) -> Reponse:
    """Return what an answer says; one that follows no contract is no answer."""
    if contenu.get("connu") is False:
        return Reponse(Verdict.inconnu)
    try:
        return Reponse(Verdict.connu, _identite(contenu["identite"]))
    except (KeyError, TypeError, ValueError):
        return Reponse(Verdict.injoignable)


def _identite(lue: dict[str, Any]) -> Identite:
    nom, prenoms = lue["nom"], lue["prenoms"]
    entier = f"{nom} {prenoms}".strip()
    if not (isinstance(nom, str) and isinstance(prenoms, str) and 0 < len(entier) <= NOM_MAX):
        raise ValueError("no name")
    sexe = lue.get("sexe")
    return Identite(nom, prenoms, date.fromisoformat(lue["naissance"]), SEXES[sexe] if sexe else None)
