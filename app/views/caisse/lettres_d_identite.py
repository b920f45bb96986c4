"""The letters that carry a code to insured people: how many wait, and the batch to print."""

from flask import flash, redirect

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import EspaceView
from app.generateur.telechargements import pdf
from app.identites.preuves import lettres
from app.identites.preuves.tables import LettreDIdentite
from app.socle.acces import systeme
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus


class LettresDIdentiteView(EspaceView):
    """Printing is done once: a code is known to the paper alone, and a letter lost is asked for anew."""

    espace = "administration"
    titre = "Lettres d’identité"
    adresse = "lettres-d-identite"
    ordre = 655
    default_view = "index"
    modele = LettreDIdentite
    resume = "Imprimer les codes qui partent par lettre"
    droits_des_routes = {"index": "consulter", "imprimer": "configurer"}

    @expose("/")
    @has_access
    def index(self):
        """Show how many letters wait, and where they go."""
        with systeme("how many letters wait, whoever they are for"):
            attendues = lettres.a_imprimer(db.session, acteur())
            destinations = [str(lettre.retrait or "Par la poste") for lettre, _ in attendues]
        comptes = [(lieu, destinations.count(lieu)) for lieu in sorted(set(destinations))]
        return self.render_template(
            "administration/lettres.html",
            titre=self.titre,
            fil=self.fil(),
            comptes=comptes,
            total=len(attendues),
            lot=min(len(attendues), lettres.AU_PLUS),
        )

    @expose("/imprimer", methods=["POST"])
    @has_access
    def imprimer(self):
        """Draw the codes and send the PDF."""
        try:
            with systeme("the letters of all"), transaction(db.session):
                fichier = lettres.imprimer(db.session, acteur())
        except Refus as refus:
            flash(str(refus), "warning")
            return redirect(self.url("index"))
        return pdf(fichier, "lettres-d-identite", garder=True)
