"""The list of a screen: rows in scope, filtered, sorted, paged."""

from __future__ import annotations

from typing import TypedDict

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.sql.base import ExecutableOption

from app.generateur.adaptateur import expose, has_access
from app.generateur.badges import cellule
from app.generateur.ecrans.modele import Action, Contexte, L, SurUnModele
from app.generateur.recherche import EnteteDeListe, Recherche, S
from app.socle.base_de_donnees import db


class LigneDeListe(TypedDict):
    """A row as the list shows it."""

    url: str | None
    cellules: list[str | Markup]


Rangees = list[LigneDeListe]
Entetes = list[EnteteDeListe]
Actions = list[Action]
"""What the methods of a class that has its own `list` return."""


class Liste(SurUnModele[L], abstrait=True):
    """The route `list` of a declarative screen."""

    vide = "Rien à afficher pour le moment."
    gabarit_liste = "liste.html"
    droits_des_routes = {"list": "consulter"}

    def requete_initiale(self, requete: S) -> S:
        """Narrow what the list is about, beyond the person's scope: nothing by default."""
        return requete

    @expose("/")
    @has_access
    def list(self) -> ResponseReturnValue:
        """Show the rows in scope, filtered, sorted and paged."""
        recherche = Recherche(self, request.args, self.url("list"))
        lignes = recherche.lignes(db.session)
        colonnes, affichees = self._sans_les_vides(
            recherche.entetes(), [self._ligne(ligne) for ligne in lignes[: recherche.taille]]
        )
        return self.render_template(
            self.gabarit_liste,
            titre=self.titre,
            fil=self.fil(),
            colonnes=colonnes,
            lignes=affichees,
            page=recherche.page(db.session, lignes),
            filtres=recherche.filtres,
            filtres_actifs=recherche.actifs(),
            exports=self.exports_de_liste(recherche),
            actions=self.actions_de_liste(),
            vide=self.vide,
            **self.contexte_de_liste(),
        )

    def _sans_les_vides(self, colonnes: Entetes, lignes: Rangees) -> tuple[Entetes, Rangees]:
        """Return the heads and rows of the list without the columns of `si_remplies` that no row fills."""
        otees = {
            rang
            for rang, colonne in enumerate(colonnes)
            if colonne["cle"] in self.si_remplies and not any(ligne["cellules"][rang] for ligne in lignes)
        }
        if not otees:
            return colonnes, lignes
        gardes = [rang for rang in range(len(colonnes)) if rang not in otees]
        return [colonnes[r] for r in gardes], [
            {"url": ligne["url"], "cellules": [ligne["cellules"][r] for r in gardes]} for ligne in lignes
        ]

    def chargements(self) -> tuple[ExecutableOption, ...]:
        """Return the loader options of what the properties on the list read: nothing by default."""
        return ()

    def contexte_de_liste(self) -> Contexte:
        """Return what the template of the list needs beyond the list itself: nothing by default."""
        return {}

    def _ligne(self, ligne: L) -> LigneDeListe:
        cellules = [cellule(c, c.valeur(ligne)) for c in self.colonnes]
        return {"url": self.lien_vers(ligne), "cellules": cellules}

    def lien_vers(self, ligne: L) -> str | None:
        """Return the address of a row's page."""
        return self.url_en_serie("show", pk=ligne.id)

    def exports_de_liste(self, recherche: Recherche[L]) -> Actions:
        """Return the ways to take the list away: none by default."""
        return []

    def actions_de_liste(self) -> Actions:
        """Return the buttons above the list."""
        if self._ouvre("add"):
            return [{"libelle": self.creer or "Ajouter", "url": self.url("add"), "genre": "principal"}]
        return []
