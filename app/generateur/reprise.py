"""The form of the present page: its bookmark, and the draft that it shows again."""

from dataclasses import dataclass

from flask import g, request
from werkzeug.datastructures import MultiDict

from app.generateur import brouillons
from app.generateur.brouillons import CHAMP, LONGUEUR_ADRESSE, Signet
from app.generateur.tables import Brouillon
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db


@dataclass(frozen=True)
class Reprise:
    """What a form needs to be kept and found again: a signed bookmark (empty: not kept), and a draft."""

    signet: str = ""
    brouillon: Brouillon | None = None

    @property
    def saisie(self) -> MultiDict[str, str] | None:
        """Return what was typed, as a form posts it; None without a draft."""
        return MultiDict(self.brouillon.saisie) if self.brouillon else None

    def valeur(self, nom: str, sinon: str = "") -> str:
        """Return what was typed in the field `nom`, `sinon` when the draft does not hold it."""
        return self.brouillon.saisie.get(nom, [sinon])[0] if self.brouillon else sinon

    def coche(self, nom: str, valeur: str, sinon: bool = False) -> bool:
        """Say whether the box `nom` was ticked with `valeur`; without a draft, `sinon`."""
        return valeur in self.brouillon.saisie.get(nom, []) if self.brouillon else sinon


def ici(ancre: str = "") -> Reprise:
    """Return what the form of this page shows again; `ancre` tells the forms of one page apart."""
    connues: dict[str, Reprise] = g.setdefault("reprises", {})
    if ancre not in connues:
        connues[ancre] = _reprise(ancre)
    return connues[ancre]


def _reprise(ancre: str) -> Reprise:
    if acteur().utilisateur_id is None:
        return Reprise()
    if request.method == "POST":
        return Reprise(request.form.get(CHAMP, ""))
    signet = signet_de(acteur(), request.full_path.rstrip("?") + (f"#{ancre}" if ancre else ""))
    if len(signet.adresse) > LONGUEUR_ADRESSE:
        return Reprise()
    return Reprise(signet.signer(), brouillons.trouver(db.session, signet))


def signet_de(qui: Acteur, adresse: str) -> Signet:
    """Return the bookmark of a person's form at an address, on behalf of whom she acts for now."""
    assert qui.utilisateur_id is not None, "who is not signed in keeps no draft"
    return Signet(qui.utilisateur_id, qui.mandant_id, adresse)
