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

from app.repertoire.identite_nationale.verification import Connaissance, IdentiteCivile, ReponseDuRegistre
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

    def verifier(self, niu: str, crue: IdentiteCivile) -> ReponseDuRegistre:
        """Ask whose a number is, saying whose we believe it."""
        question = {"niu": niu, "nom": crue.nom, "prenoms": crue.prenoms}
        question["naissance"] = crue.naissance_le.isoformat()
        if crue.sexe:
            question["sexe"] = LETTRES[crue.sexe]
        try:
            statut, contenu = appeler("POST", f"{self.url}/v1/verifications", question, self.cle)
            return _lire(contenu) if statut == 200 else ReponseDuRegistre(Connaissance.injoignable)
        except Injoignable:
            return ReponseDuRegistre(Connaissance.injoignable)


def _lire(contenu: dict[str, Any]) -> ReponseDuRegistre:
    """Return what an answer says; one that follows no contract is no answer."""
    if contenu.get("connu") is False:
        return ReponseDuRegistre(Connaissance.inconnu)
    try:
        return ReponseDuRegistre(Connaissance.connu, _identite(contenu["identite"]))
    except (KeyError, TypeError, ValueError):
        return ReponseDuRegistre(Connaissance.injoignable)


def _identite(lue: dict[str, Any]) -> IdentiteCivile:
    nom, prenoms = lue["nom"], lue["prenoms"]
    entier = f"{nom} {prenoms}".strip()
    if not (isinstance(nom, str) and isinstance(prenoms, str) and 0 < len(entier) <= NOM_MAX):
        raise ValueError("no name")
    sexe = lue.get("sexe")
    return IdentiteCivile(nom, prenoms, date.fromisoformat(lue["naissance"]), SEXES[sexe] if sexe else None)
