"""The list of a screen: rows in scope, filtered, sorted, paged, and exported as they are on screen."""

from __future__ import annotations

from typing import TypedDict

from flask import request, send_file
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.sql.base import ExecutableOption

from app.generateur import exports
from app.generateur.adaptateur import expose, has_access
from app.generateur.badges import cellule
from app.generateur.ecrans.espace import tiret
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
FORMES = {"csv": exports.csv, "xlsx": exports.xlsx}


class Liste(SurUnModele[L], abstrait=True):
    """The routes `list` and `exporter` of a declarative screen."""

    vide = "Rien à afficher pour le moment."
    gabarit_liste = "liste.html"
    droits_des_routes = {"list": "consulter", "exporter": "consulter"}

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
            exports=self._exports(recherche),
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

    def _exports(self, recherche: Recherche[L]) -> Actions:
        if "exporter" not in self.include_route_methods:
            return []
        suite = recherche.lien(page=None, taille=None).partition("?")[2]
        return [
            {"libelle": libelle, "url": f"{self.url('exporter', forme=forme)}?{suite}"}
            for forme, libelle in (("csv", "Exporter en CSV"), ("xlsx", "Exporter en Excel"))
        ]

    def actions_de_liste(self) -> Actions:
        """Return the buttons above the list."""
        if self._ouvre("add"):
            return [{"libelle": self.creer or "Ajouter", "url": self.url("add"), "genre": "principal"}]
        return []

    @expose("/export.<any(csv, xlsx):forme>")
    @has_access
    def exporter(self, forme: str) -> ResponseReturnValue:
        """Send all rows of the list, as filtered and sorted on screen."""
        recherche = Recherche(self, request.args, self.url("list"))
        requete = recherche.requete().limit(exports.LIGNES_AU_PLUS).execution_options(yield_per=500)
        entetes = [c.libelle for c in self.colonnes]
        with db.session.scalars(requete) as resultat:
            lignes = ([c.valeur_exportee(ligne) for c in self.colonnes] for ligne in resultat)
            fichier = FORMES[forme](self.titre, entetes, lignes)
        return send_file(fichier, download_name=f"{tiret(self.titre)}.{forme}", as_attachment=True)
