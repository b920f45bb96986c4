"""Surcharges let off: a supervisor grants all or part of a month's, and says why; the account keeps both."""

import uuid

from flask import flash, redirect, render_template, request
from flask_appbuilder import expose, has_access
from sqlalchemy.exc import IntegrityError
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from app.base_de_donnees import db, ecriture
from app.compte import cotisant
from app.compte.cotisant import RemiseRefusee
from app.compte.etat import etat
from app.controles import au_plus, lisible
from app.formulaires import OBLIGATOIRE, ChampMontant, Formulaire, en_choix
from app.horloge import aujourd_hui
from app.models import Cause, Employeur, Operation
from app.parametres import bareme
from app.regles import ecriture as ecrire
from app.regles import mois
from app.securite import acteur
from app.views.base import Vue
from app.views.caisse.rapprochement import FormulaireEmployeur
from app.views.dossier import trouver

DEJA = "Cette remise est déjà accordée : elle ne compte qu’une fois."


class FormulaireRemise(Formulaire):
    """What is let off, and why."""

    periode = SelectField("Mois", coerce=int)
    montant = ChampMontant("Montant remis", [InputRequired(OBLIGATOIRE)], description="En tout ou en partie")
    motif = TextAreaField(
        "Motif de la remise",
        [InputRequired("Écrivez le motif : il reste au compte."), lisible, au_plus(500)],
        description="L’employeur le lira sur son compte.",
    )
    cle_unique = HiddenField()

    @classmethod
    def pour(cls, dus: dict[int, int]):
        """Return the form for the surcharges due, francs by month."""
        form = cls()
        form.periode.choices = en_choix(
            (p, f"{mois.libelle(p)} : {ecrire.francs(du)}") for p, du in dus.items()
        )
        form.cle_unique.data = form.cle_unique.data or uuid.uuid4().hex
        return form


class RemiseView(Vue):
    """The waivers granted, and the way to grant one."""

    modele = Operation
    espace = "supervision"
    titre = "Remises de majorations"
    creer = "Accorder une remise"
    resume = "Accorder une remise de majorations de retard, avec son motif"
    base_order = ("le", "desc")
    list_columns = ["libelle", "employeur", "le", "motif"]
    search_columns = ["le", "employeur.numero"]
    include_route_methods = {"list", "exporter", "add", "accorder"}
    droits_des_routes = {"add": "configurer", "accorder": "configurer"}

    def requete_initiale(self, requete):
        """Keep the waivers."""
        return requete.where(Operation.cause == Cause.remise)

    def lien_vers(self, ligne):
        """Return the account that it is written in."""
        return f"/agent/employeurs/{ligne.employeur_id}/compte/pourquoi"

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Choose the employer."""
        form = FormulaireEmployeur()
        if request.method == "POST" and form.validate():
            return redirect(self.url("accorder", pk=form.employeur.data))
        return self._page(
            "formulaire.html", self.creer, form, bouton="Continuer", annuler_url=self.url("list")
        )

    @expose("/employeur/<int:pk>", methods=["GET", "POST"])
    @has_access
    def accorder(self, pk):
        """Let off all or part of a month's surcharge, as due today."""
        employeur = trouver(Employeur, pk)
        etabli = etat(db.session, employeur, aujourd_hui(), bareme(db.session))
        dus = {periode: du.majoration for periode, du in etabli.mois.items() if du.majoration > 0}
        form = FormulaireRemise.pour(dus)
        if request.method == "POST" and form.validate() and _remettre(pk, form):
            flash(f"Remise accordée à {employeur} : {ecrire.francs(form.montant.data)}.", "success")
            return redirect(self.url("list"))
        return self._page(
            "cotisations/remise.html", f"Remise à {employeur}", form, employeur=employeur, dus=dus
        )

    def _page(self, gabarit, titre, form, **contexte):
        page = render_template(gabarit, titre=titre, fil=self.fil((titre, None)), form=form, **contexte)
        return page, 422 if form.errors else 200


def _remettre(employeur_id: int, form) -> bool:
    donnees = (form.periode.data, form.montant.data or 0, form.motif.data, aujourd_hui())
    try:
        with ecriture(db.session) as session:
            cotisant.remettre(session, employeur_id, *donnees, acteur(), form.cle_unique.data)
        return True
    except RemiseRefusee as refus:
        form.montant.errors = [str(refus)]
    except IntegrityError:
        form.form_errors.append(DEJA)
    return False
