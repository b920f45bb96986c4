"""The journal as the supervision reads it: the verdict first, then the lines, each among its neighbours."""

from flask import flash, redirect, render_template
from markupsafe import Markup
from sqlalchemy import select

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.vue import Vue
from app.journal.notes import noter
from app.journal.points import dernier_point
from app.journal.tables import Fait, LigneDuJournal
from app.journal.verifier import dernier_verdict, verifier_le_journal
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.travaux.taches import differer


class JournalView(Vue):
    """Who did or read what, when and why; nothing here is changed or erased."""

    modele = LigneDuJournal
    espace = "supervision"
    domaine = "journal"
    titre = "Journal"
    ordre = 590
    resume = "Qui a lu, décidé ou changé quoi, et la preuve que rien n’y est effacé"
    vide = "Rien n’est encore écrit au journal."
    gabarit_liste = "journal/liste.html"
    include_route_methods = {"list", "show", "exporter", "verifier"}
    droits_des_routes = {"verifier": "consulter"}
    list_columns = ["le", "acteur_nom", "equipe", "fait", "quoi", "objet", "pourquoi", "abrege"]
    si_remplies = ("equipe", "pourquoi", "details", "objet", "role")
    label_columns = {"abrege": "Empreinte"}
    search_columns = ["le", "acteur_nom", "equipe", "fait", "quoi", "objet"]
    sections = [
        ("Qui", ["le", "acteur_nom", "role", "equipe"]),
        ("Quoi", ["fait", "quoi", "objet", "pourquoi", "details"]),
    ]

    def contexte_de_liste(self):
        """Return the last verdict and the last checkpoint, said before any line."""
        return {
            "verdict": dernier_verdict(db.session),
            "point": dernier_point(db.session),
            "verifier_url": self.url("verifier"),
        }

    def complement(self, objet):
        """Return the line between the one before and the one after."""
        voisines = select(LigneDuJournal).where(LigneDuJournal.id.between(objet.id - 1, objet.id + 1))
        lignes = db.session.scalars(voisines.order_by(LigneDuJournal.id)).all()
        point = dernier_point(db.session)
        page = render_template("journal/chaine.html", lignes=lignes, ligne=objet, point=point, vue=self)
        return Markup(page)  # noqa: S704 - a template rendered it, escaped

    @expose("/verifier", methods=["POST"])
    @has_access
    def verifier(self):
        """Have the whole journal read again, beside the pages: its verdict comes at the head of the list."""
        with transaction(db.session) as session:
            differer(session, verifier_le_journal, f"verifier_le_journal:{maintenant():%Y-%m-%dT%H:%M}")
            noter(session, Fait.propose, "Vérification du journal")
        flash("La vérification commence : son verdict s’affichera ici. Rechargez la page.", "success")
        return redirect(self.url("list"))
