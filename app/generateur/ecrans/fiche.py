"""The page of a row, and what asks before it is deleted."""

from __future__ import annotations

from flask import abort, flash, redirect, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.generateur.adaptateur import expose, has_access
from app.generateur.colonnes import colonne_de
from app.socle.base_de_donnees import db, transaction, verrouiller

UTILISEE = "Cette fiche sert ailleurs : elle ne peut pas être supprimée."


class Fiche:
    """The routes `show` and `supprimer` of a declarative screen."""

    sections: list[tuple[str, list[str]]] = []
    """The parts of the show page; one part with `show_columns` by default."""
    gabarit_fiche = "fiche.html"
    droits_des_routes = {"show": "consulter", "supprimer": "deposer"}

    def trouver(self, pk):
        """Return the row `pk` if it is in the person's scope; 404 otherwise, whoever else owns it."""
        objet = db.session.scalars(select(self.modele).where(self.modele.id == pk)).unique().one_or_none()
        return objet if objet is not None else abort(404)

    @expose("/<int:pk>")
    @has_access
    def show(self, pk):
        """Show one row."""
        return self._fiche(self.trouver(pk))

    def _fiche(self, objet, **contexte):
        contexte = {
            "actions": self.actions_de_fiche(objet),
            "evenements": [],
            "transitions": [],
            "documents": [],
            "prochaine": "",
        } | contexte
        return self.render_template(
            self.gabarit_fiche,
            titre=str(objet),
            fil=self.fil((str(objet), None)),
            objet=objet,
            sections=self.sections_de(objet),
            complement=self.complement(objet),
            **contexte,
        )

    def actions_de_fiche(self, objet) -> list[dict]:
        """Return the ways to change or delete a row, for whoever may."""
        routes = (("edit", "Modifier", "secondaire"), ("supprimer", "Supprimer", "danger"))
        return [
            {"libelle": libelle, "url": self.url(route, pk=objet.id), "genre": genre}
            for route, libelle, genre in routes
            if self._ouvre(route)
        ]

    def complement(self, objet) -> str:
        """Return a service's own part of the page, as HTML: nothing by default."""
        return ""

    def sections_de(self, objet) -> list[dict]:
        """Return what the show and preview pages say: titled lists of `(label, text)`."""
        return self.en_sections(objet, self.parties(objet))

    def en_sections(self, objet, parties) -> list[dict]:
        """Return titled parts of a row as its pages show them; what `si_remplies` names only where filled."""
        return [{"titre": titre, "paires": [*self._paires(objet, cles)]} for titre, cles in parties]

    def parties(self, objet) -> list[tuple[str, list[str]]]:
        """Return the titles of the parts of a row's page and what each shows."""
        return self.sections or [("", self.show_columns)]

    def _paires(self, objet, cles):
        for cle in cles:
            libelle, texte = self._paire(objet, cle)
            if texte or cle not in self.si_remplies:
                yield libelle, texte

    def _paire(self, objet, cle):
        colonne = colonne_de(type(objet), cle, self.label_columns)
        return colonne.libelle, colonne.affiche(colonne.valeur(objet))

    @expose("/<int:pk>/supprimer", methods=["GET", "POST"])
    @has_access
    def supprimer(self, pk):
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

    def _supprimer(self, objet) -> bool:
        try:
            with transaction(db.session) as session:
                session.delete(verrouiller(session, objet))
            return True
        except IntegrityError:
            return False
