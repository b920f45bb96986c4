"""The screens of the library: each says what it is about, the generator makes the rest."""

from pathlib import Path

from flask import current_app, redirect
from flask_wtf.file import FileRequired

from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.ecrans.espace import EspaceView, PageOuverte
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import Formulaire
from app.socle.acteur import acteur
from tests.generateur.bibliotheque.tables import Livre


class BibliothequeView(PageOuverte):
    """The door of the library."""

    route_base = "/bibliotheque"
    default_view = "index"
    titre = "Bibliothèque"

    @expose("/")
    def index(self):
        """Say where one is, and what was begun."""
        return self.render_template("accueil.html", titre=self.titre, fil=[])


class LivreView(Vue):
    """A reader's books."""

    modele = Livre
    espace = "lecture"
    titre = "Mes livres"
    creer = "Ajouter un livre"
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer"}
    list_columns = ["titre", "auteur", "genre", "prix", "paru_le", "place"]
    search_columns = ["titre", "auteur.nom", "genre", "paru_le"]
    add_columns = ["titre", "auteur_id", "genre", "prix", "paru_le", "isbn"]

    def avant_ajout(self, objet, form):
        """Give the book to who adds it."""
        objet.lecteur_id = acteur().utilisateur_id


class FormulaireDeCouverture(Formulaire):
    """The picture of a cover."""

    image = ChampFichier("Couverture", [FileRequired("Choisissez une image.")], extensions=".png,.jpg")


class CouvertureView(EspaceView):
    """A heavy file, which may arrive in pieces."""

    espace = "lecture"
    titre = "Couverture"
    droits_des_routes = {"index": "deposer"}

    @expose("/", methods=["GET", "POST"])
    @has_access
    def index(self):
        """Take the picture of a cover."""
        form = FormulaireDeCouverture()
        if form.validate_on_submit():
            couvertures = Path(current_app.config["DEPOT_FICHIERS"])
            (couvertures / form.image.data.filename).write_bytes(form.image.data.read())
            return redirect(self.url("index"))
        page = self.render_template(
            "formulaire.html", titre=self.titre, fil=self.fil(), form=form, annuler_url="", introduction=""
        )
        return page, 422 if form.errors else 200
