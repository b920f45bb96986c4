"""The one file that knows Flask-AppBuilder's insides.

`Vue` is a declarative screen over a model (list, show, add, edit, export), `EspaceView` a page of an espace
written by hand; `app.views.demande` adds the life of a request. Each belongs to an `espace`, which alone
decides who opens it (see `app.acces.ROLES`). Nothing of a request is ever kept on a view: the framework
shares one instance of each between all requests.
"""

from __future__ import annotations

import re
import unicodedata
import uuid

from flask import abort, flash, jsonify, redirect, request, send_file, url_for
from flask_appbuilder import BaseView, ModelView, expose, has_access
from flask_appbuilder.models.sqla.interface import SQLAInterface
from sqlalchemy import JSON, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import exports, relations
from app.base_de_donnees import db, ecriture, verrouiller
from app.champs import libelle_de
from app.cycle import TransitionRefusee
from app.formulaires import formulaire_pour
from app.relations import ChampRelation
from app.securite import acteur
from app.views.recherche import Recherche, colonne_de, formulaire_de_filtres
from app.views.rendu import cellule

CONCURRENCE = "Une autre personne vient de modifier cette fiche. Vérifiez son état actuel, puis recommencez."
DEPASSEE = (
    "Cette fiche a été modifiée entre-temps, dans un autre onglet ou par une autre personne : rien n’a été "
    "remplacé. Votre saisie est gardée ci-dessous ; comparez avec la fiche, puis enregistrez de nouveau."
)
UTILISEE = "Cette fiche sert ailleurs : elle ne peut pas être supprimée."
DEJA_LA = "Une fiche existe déjà avec ces valeurs : vérifiez les numéros et codes saisis."
HORS_DE_LA_LIGNE = ("csrf_token", "cle_unique", "version", "fichier")
"""Fields of a form that are not columns of its row."""
FORMES = {"csv": exports.csv, "xlsx": exports.xlsx}
DROITS_DES_ROUTES = {
    "list": "consulter",
    "show": "consulter",
    "exporter": "consulter",
    "apercu": "consulter",
    "transition": "consulter",
    "add": "deposer",
    "edit": "deposer",
    "supprimer": "deposer",
    "choix": "deposer",
}
"""Which right opens which route; a transition then asks the life cycle, which knows the owner."""


def tiret(texte: str) -> str:
    """Return a French title as a kebab-case piece of address."""
    sans_accent = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", sans_accent.lower()).strip("-")


class DansUnEspace:
    """What every view has: an espace, whose rights and address it takes."""

    espace = ""
    titre = ""
    adresse = ""
    """Last piece of the address, the title's by default."""
    droits_des_routes: dict[str, str] = {}
    """The right that opens each route of its own, `method -> right`."""
    groupe = ""
    """Title of the part of the navigation that holds it, after its espace's own."""
    resume = ""
    """One sentence for the dashboard's quick link; none, no link."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.class_permission_name = cls.espace or None
        cls.method_permission_name = DROITS_DES_ROUTES | cls.droits_des_routes
        if cls.espace:
            cls.route_base = f"/{cls.espace}/{cls.adresse or tiret(cls.titre)}"

    def url(self, route: str, **arguments) -> str:
        """Return the address of one of this view's routes."""
        return url_for(f"{self.endpoint}.{route}", **arguments)

    def fil(self, *suite) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, this view, then the pairs `(label, address or None)` given."""
        ici = (self.titre, self.url(self.default_view) if suite else None)
        return [("Tableau de bord", url_for("AccueilView.index")), ici, *suite]


class PageOuverte(BaseView):
    """A page outside the espaces, open to every visitor: it asks for no right and shows nobody's rows."""


class EspaceView(DansUnEspace, BaseView):
    """A page of an espace that is not generated from a model."""

    default_view = "index"
    modele = None
    """The model whose key its addresses hold, if they hold one."""


class Vue(DansUnEspace, ModelView):
    """A declarative screen over a model: declare `modele`, `espace`, `titre` and the columns."""

    modele = None
    include_route_methods = {"list", "show", "exporter"}
    base_order = (None, "desc")
    creer = ""
    """Label of the button that opens the form of a new row, when the view has the route `add`."""
    bouton_ajout = ""
    """Label of the button that sends this form, `creer` by default."""
    vide = "Rien à afficher pour le moment."
    si_remplies: tuple[str, ...] = ()
    """Columns of the list drawn only where a row of the page fills them."""
    sections: list[tuple[str, list[str]]] = []
    """The parts of the show page; one part with `show_columns` by default."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if cls.modele is not None:
            cls.datamodel = SQLAInterface(cls.modele)

    def _init_properties(self):
        """Derive labels and columns from the model instead of the framework's English guesses."""
        self.list_columns = self.list_columns or self._champs_propres()
        self.label_columns = {**self._libelles(), **(self.label_columns or {})}
        self.search_columns = self.search_columns or []
        self.show_columns = self.show_columns or self.list_columns
        self.add_columns = self.add_columns or self._champs_propres()
        self.edit_columns = self.edit_columns or self.add_columns
        self.colonnes = [colonne_de(self.modele, c, self.label_columns) for c in self.list_columns]
        self.order_columns = [c.cle for c in self.colonnes if c.attribut is not None]
        self.related_views, self._related_views = [], []

    def _init_forms(self):
        self.search_form = formulaire_de_filtres(self.modele, self.search_columns, self.label_columns)
        recherche = f"{self.route_base}/choix"
        self.add_form = formulaire_pour(self.modele, self.add_columns, recherche)
        self.edit_form = formulaire_pour(self.modele, self.edit_columns, recherche)
        if self._ouvrable("add", "edit") and self._relations():
            self.include_route_methods = self.include_route_methods | {"choix"}

    def _ouvrable(self, *routes: str) -> bool:
        return not self.include_route_methods.isdisjoint(routes)

    def _relations(self) -> dict[str, type]:
        """Return the columns of the forms that point to another table, with what they point to."""
        champs = vars(self.add_form) | vars(self.edit_form)
        return {
            nom: champ.kwargs["modele"]
            for nom, champ in champs.items()
            if getattr(champ, "field_class", None) is ChampRelation
        }

    def _init_titles(self):
        self.list_title = self.show_title = self.add_title = self.edit_title = self.title = self.titre

    def _libelles(self):
        return {
            a.key: libelle_de(self.modele, a.key)
            for a in inspect(self.modele).attrs
            if _a_un_libelle(self.modele, a.key)
        }

    def _champs_propres(self):
        """Return the columns the service declares for people: those of its table, keys and JSON apart."""
        table = inspect(self.modele).local_table
        return [
            c.key
            for c in table.columns
            if not c.primary_key and not c.foreign_keys and not isinstance(c.type, JSON)
        ]

    def requete_initiale(self, requete):
        """Narrow what the list is about, beyond the person's scope: nothing by default."""
        return requete

    @expose("/")
    @has_access
    def list(self):
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

    def _sans_les_vides(self, colonnes: list[dict], lignes: list[dict]) -> tuple[list, list]:
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
            ligne | {"cellules": [ligne["cellules"][r] for r in gardes]} for ligne in lignes
        ]

    gabarit_liste = "liste.html"

    def chargements(self) -> tuple:
        """Return the loader options of what the properties on the list read: nothing by default."""
        return ()

    def contexte_de_liste(self) -> dict:
        """Return what the template of the list needs beyond the list itself: nothing by default."""
        return {}

    def _ligne(self, ligne) -> dict:
        cellules = [cellule(c, c.valeur(ligne)) for c in self.colonnes]
        return {"url": self.lien_vers(ligne), "cellules": cellules}

    def lien_vers(self, ligne) -> str | None:
        """Return the address of a row's page."""
        return f"{self.route_base}/{ligne.id}"

    def _exports(self, recherche) -> list[dict]:
        if "exporter" not in self.include_route_methods:
            return []
        suite = recherche.lien(page=None, taille=None).partition("?")[2]
        return [
            {"libelle": libelle, "url": f"{self.route_base}/export.{forme}?{suite}"}
            for forme, libelle in (("csv", "Exporter en CSV"), ("xlsx", "Exporter en Excel"))
        ]

    def _ouvre(self, route: str) -> bool:
        """Say whether this view has the route and the person the right it asks for."""
        droit = self.method_permission_name[route]
        return route in self.include_route_methods and droit in acteur().droits(self.espace)

    def actions_de_liste(self) -> list[dict]:
        """Return the buttons above the list."""
        if self._ouvre("add"):
            return [{"libelle": self.creer or "Ajouter", "url": self.url("add"), "genre": "principal"}]
        return []

    @expose("/export.<any(csv, xlsx):forme>")
    @has_access
    def exporter(self, forme):
        """Send all rows of the list, as filtered and sorted on screen."""
        recherche = Recherche(self, request.args, self.url("list"))
        resultat = db.session.scalars(
            recherche.requete().limit(exports.LIGNES_AU_PLUS).execution_options(yield_per=500)
        )
        lignes = ([c.valeur_exportee(ligne) for c in self.colonnes] for ligne in resultat)
        entetes = [c.libelle for c in self.colonnes]
        fichier = FORMES[forme](self.titre, entetes, lignes)
        return send_file(fichier, download_name=f"{tiret(self.titre)}.{forme}", as_attachment=True)

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
            "demande": None,
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

    gabarit_fiche = "fiche.html"

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
        return [
            {"titre": titre, "paires": [self._paire(objet, cle) for cle in cles]}
            for titre, cles in self.sections or [("", self.show_columns)]
        ]

    def _paire(self, objet, cle):
        colonne = colonne_de(type(objet), cle, self.label_columns)
        return colonne.libelle, colonne.affiche(colonne.valeur(objet))

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Ask for a new row; a form sent twice adds one."""
        form = self.add_form(data=self.valeurs_initiales() if request.method == "GET" else None)
        if request.method == "GET":
            form.cle_unique.data = uuid.uuid4().hex
        elif form.validate():
            objet = self.modele()
            if self._enregistrer(form, objet, self.avant_ajout):
                return redirect(self.apres_ajout(objet))
        titre = self.creer or "Ajouter"
        return self._formulaire(form, titre, self.bouton_ajout or titre, self.url("list"))

    def valeurs_initiales(self) -> dict:
        """Return what a new form opens on, by column: nothing by default."""
        return {}

    @expose("/<int:pk>/modifier", methods=["GET", "POST"])
    @has_access
    def edit(self, pk):
        """Change a row."""
        objet = self.trouver(pk)
        classe = self.formulaire_de(objet)
        form = classe(obj=objet) if request.method == "GET" else classe()
        form.fiche = objet
        valide = request.method == "POST" and form.validate()
        if valide and self._enregistrer(form, objet, self.avant_modification):
            return redirect(self.apres_ajout(objet))
        return self._formulaire(form, f"Modifier : {self.titre}", "Enregistrer", self.url("show", pk=pk))

    def formulaire_de(self, objet) -> type:
        """Return the form that changes a row: the view's own by default."""
        return self.edit_form

    @expose("/choix")
    @has_access
    def choix(self):
        """Propose, as one types in a relation of the form, the rows in scope that match."""
        modele = self._relations().get(request.args.get("champ")) or abort(404)
        lignes = relations.chercher(modele, request.args.get("q", "")[:80])
        return jsonify(choix=[relations.nommer(ligne) for ligne in lignes])

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
            with ecriture(db.session) as session:
                session.delete(verrouiller(session, objet))
            return True
        except IntegrityError:
            return False

    introduction = ""

    def _formulaire(self, form, titre, bouton, annuler_url):
        statut = 422 if form.errors else 200
        page = self.render_template(
            self.gabarit_formulaire,
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            bouton=bouton,
            annuler_url=annuler_url,
            introduction=self.introduction,
            **self.contexte_de_formulaire(form),
        )
        return page, statut

    gabarit_formulaire = "formulaire.html"

    def contexte_de_formulaire(self, form) -> dict:
        """Return what the template of the form needs beyond the form itself: nothing by default."""
        return {}

    def _enregistrer(self, form, objet, avant) -> bool:
        """Write the form on the row; a refusal is put beside the form, which keeps what was typed."""
        champs = [champ for champ in form if champ.name not in HORS_DE_LA_LIGNE]
        try:
            with ecriture(db.session) as session:
                if inspect(objet).persistent:
                    _exiger_la_version_lue(verrouiller(session, objet), form)
                for champ in champs:
                    champ.populate_obj(objet, champ.name)
                avant(objet, form)
                session.add(objet)
            return True
        except IntegrityError:
            form.form_errors.append(DEJA_LA)
        except StaleDataError:
            form.form_errors.append(CONCURRENCE)
        except TransitionRefusee as refus:
            form.form_errors.append(str(refus))
        return False

    def avant_ajout(self, objet, form) -> None:
        """Complete a new row before it is written (owner, author): nothing by default."""

    def avant_modification(self, objet, form) -> None:
        """Check or complete a row before its change is written: nothing by default."""

    def apres_ajout(self, objet) -> str:
        """Return where to go once the row is written."""
        return self.url("show", pk=objet.id)


def _exiger_la_version_lue(objet, form) -> None:
    """Refuse to write over a row changed since the form was opened; sent again, it replaces it knowingly."""
    presente = str(getattr(objet, "version", ""))
    if form.version.data not in (None, "", presente):
        form.version.data = presente
        raise TransitionRefusee(DEPASSEE)


def _a_un_libelle(modele, cle) -> bool:
    try:
        return bool(libelle_de(modele, cle))
    except KeyError:
        return False
