"""What may be done with a row from its page: buttons, each of which asks why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.fiche import Fiche
from app.generateur.ecrans.modele import L
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus


@dataclass(frozen=True)
class Geste(Generic[L]):
    """Something done with a row for a reason; `faire` returns what is told of it, or raises Refus."""

    libelle: str
    faire: Callable[[Session, L, Acteur, str], str]
    genre: str = "secondaire"


class AvecGestes(Fiche[L], abstrait=True):
    """The route `agir` of a declarative screen, and the buttons that lead to it."""

    gestes: dict[str, Geste[L]] = {}
    """What may be done with a row, by the last word of its address."""
    droits_des_routes = {"agir": "configurer"}

    def gestes_de(self, objet: L) -> Iterable[str]:
        """Return the names of what may be done with a row as it is now: everything by default."""
        return self.gestes

    def _fiche(self, objet: L, **contexte: Any) -> ResponseReturnValue:
        offerts = self.gestes_de(objet) if self._ouvre("agir") else ()
        return super()._fiche(
            objet, **{"transitions": [self._bouton(objet, nom) for nom in offerts], **contexte}
        )

    def _bouton(self, objet: L, nom: str) -> dict[str, Any]:
        geste = self.gestes[nom]
        return {
            "nom": nom,
            "libelle": geste.libelle,
            "motif": True,
            "genre": geste.genre,
            "url": self.url("agir", pk=objet.id, geste=nom),
        }

    @expose("/<int:pk>/gestes/<geste>", methods=["POST"])
    @has_access
    def agir(self, pk: int, geste: str) -> ResponseReturnValue:
        """Do something with a row for a reason; without one, ask again."""
        fait = self.gestes.get(geste) or abort(404)
        try:
            with transaction(db.session) as session:
                objet = self.trouver(pk)
                dit = fait.faire(session, objet, acteur(), _motif())
        except Refus as refus:
            refuser(str(refus))
            muet = None if request.form.get("motif", "").strip() else geste
            return redirect(self.url("show", pk=pk, sans_motif=muet, _anchor=muet and f"motif-{muet}"))
        flash(dit, "success")
        return redirect(self.url("show", pk=pk))


def _motif() -> str:
    """Return the reason that was written; raises Refus when there is none."""
    if motif := request.form.get("motif", "").strip():
        return motif
    raise Refus("Rien n’est fait : écrivez d’abord pourquoi.")
