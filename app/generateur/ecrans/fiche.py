"""The page of a row, and what asks before it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from app.generateur.adaptateur import expose, has_access
from app.generateur.colonnes import colonne_de
from app.generateur.ecrans.modele import Action, L, Parties, Section, SurUnModele
from app.socle.base_de_donnees import db, transaction, verrouiller

UTILISEE = "Cette fiche sert ailleurs : elle ne peut pas être supprimée."


class Fiche(SurUnModele[L], abstrait=True):
    """The routes `show` and `supprimer` of a declarative screen."""

    sections: Parties = []
    """The parts of the show page; one part with `show_columns` by default."""
    gabarit_fiche = "fiche.html"
    droits_des_routes = {"show": "consulter", "supprimer": "deposer"}

    @expose("/<int:pk>")
    @has_access
    def show(self, pk: int) -> ResponseReturnValue:
        """Show one row."""
        return self._fiche(self.trouver(pk))

    def _fiche(self, objet: L, **contexte: Any) -> ResponseReturnValue:
        contexte = {
            "actions": self.actions_de_fiche(objet),
            "evenements": [],
            "transitions": [],
            "documents": [],
            "prochaine": "",
        } | contexte
        return self.render_template(
            self.gabarit_fiche,
            titre=self.titre_de(objet),
            fil=self.fil((self.titre_de(objet), None)),
            objet=objet,
            sections=self.sections_de(objet),
            complement=self.complement(objet),
            **contexte,
        )

    def titre_de(self, objet: L) -> str:
        """Return the title of a row's page, which no other screen over its table has: its name by default."""
        return str(objet)

    def actions_de_fiche(self, objet: L) -> list[Action]:
        """Return the ways to change or delete a row, for whoever may."""
        routes = (("edit", "Modifier", "secondaire"), ("supprimer", "Supprimer", "danger"))
        return [
            {"libelle": libelle, "url": self.url(route, pk=objet.id), "genre": genre}
            for route, libelle, genre in routes
            if self._ouvre(route)
        ]

    def complement(self, objet: L) -> str:
        """Return a service's own part of the page, as HTML: nothing by default."""
        return ""

    def sections_de(self, objet: L) -> list[Section]:
        """Return what the show and preview pages say: titled lists of `(label, text)`."""
        return self.en_sections(objet, self.parties(objet))

    def en_sections(self, objet: L, parties: Parties) -> list[Section]:
        """Return titled parts of a row as its pages show them; what `si_remplies` names only where filled."""
        return [{"titre": titre, "paires": [*self._paires(objet, cles)]} for titre, cles in parties]

    def parties(self, objet: L) -> Parties:
        """Return the titles of the parts of a row's page and what each shows."""
        return self.sections or [("", self.show_columns)]

    def _paires(self, objet: L, cles: list[str]) -> Iterator[tuple[str, str]]:
        for cle in cles:
            libelle, texte = self._paire(objet, cle)
            if texte or cle not in self.si_remplies:
                yield libelle, texte

    def _paire(self, objet: L, cle: str) -> tuple[str, str]:
        colonne = colonne_de(type(objet), cle, self.label_columns)
        return colonne.libelle, colonne.affiche(colonne.valeur(objet))

    @expose("/<int:pk>/supprimer", methods=["GET", "POST"])
    @has_access
    def supprimer(self, pk: int) -> ResponseReturnValue:
        """Ask before deleting a row; one that others rest on stays."""
        objet, obstacle = self.trouver(pk), ""
        if request.method == "POST":
            nom = str(objet)
            if self._supprimer(objet):
                flash(f"Supprimé : {nom}.", "success")
                return redirect(self.url("list"))
            obstacle = UTILISEE
        return self.render_template(
            "suppression.html",
            titre=f"Supprimer : {objet}",
            fil=self.fil((str(objet), self.url("show", pk=pk)), ("Supprimer", None)),
            sections=self.sections_de(objet),
            obstacle=obstacle,
            annuler_url=self.url("show", pk=pk),
        ), 409 if obstacle else 200

    def _supprimer(self, objet: L) -> bool:
        try:
            with transaction(db.session) as session:
                session.delete(verrouiller(session, objet))
            return True
        except IntegrityError:
            return False
