"""Surcharges let off: a supervisor proposes all or part of a month's, with a reason; another confirms."""

from flask import flash, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from app.cotisations import remises
from app.cotisations.cotisant import RemiseRefusee
from app.cotisations.tables import Cause, Operation
from app.demandes import a_deux, cycle, etats, interets
from app.demandes.ecrans.dossier import interet, trouver
from app.demandes.etats import EN_ATTENTE, Statut
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.vue import Vue
from app.regles import francais as ecrire
from app.repertoire.tables import Employeur
from app.services import remise, remise_d_office
from app.services.remise import DemandeRemise
from app.socle import adresses
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from app.views.caisse.formulaires_remise import FormulaireRemise, FormulaireReponse
from app.views.caisse.instruction import InstructionView
from app.views.caisse.rapprochement import FormulaireChoixEmployeur

ATTEND = "Une autre personne doit confirmer."
DEJA = "Cette remise est déjà accordée : elle ne compte qu’une fois."


class RemiseView(Vue):
    """The waivers granted, and the way to grant one."""

    modele = Operation
    espace = "supervision"
    domaine = "remises"
    titre = "Remises de majorations"
    ordre = 560
    creer = "Accorder une remise"
    resume = "Accorder une remise de majorations de retard, avec son motif"
    base_order = ("le", "desc")
    list_columns = ["libelle", "employeur", "le", "montant", "motif"]
    search_columns = ["le", "employeur.numero"]
    include_route_methods = {"list", "exporter", "add", "accorder", "repondre"}
    droits_des_routes = {"add": "configurer", "accorder": "configurer", "repondre": "configurer"}

    def requete_initiale(self, requete):
        """Keep the waivers."""
        return requete.where(Operation.cause == Cause.remise)

    def chargements(self):
        """Load the amounts."""
        return (undefer(Operation.montant),)

    def lien_vers(self, ligne):
        """Return the account that it is written in."""
        return adresses.en_serie("CompteEmployeurView.pourquoi", pk=ligne.employeur_id)

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Choose the employer."""
        form = FormulaireChoixEmployeur()
        if request.method == "POST" and form.validate():
            return redirect(self.url("accorder", pk=form.employeur.data))
        return self._page(
            "formulaire.html", self.creer, form, bouton="Continuer", annuler_url=self.url("list")
        )

    @expose("/employeur/<int:pk>", methods=["GET", "POST"])
    @has_access
    def accorder(self, pk):
        """Propose to let off all or part of the surcharges due today, without being asked."""
        employeur = trouver(Employeur, pk)
        form = FormulaireRemise.pour(remises.dues(db.session, employeur, aujourd_hui()))
        if request.method == "POST" and form.validate() and _tenter(form, _proposer, employeur):
            flash(f"Remise proposée à {employeur} : {ecrire.francs(form.accorde)}. {ATTEND}", "success")
            return redirect(self.url("list"))
        lie = interets.obstacle_chez(db.session, employeur.id, acteur().utilisateur_id)
        return self._decision(form, employeur, f"Remise à {employeur}", interet=lie)

    @expose("/demandes/<int:pk>", methods=["GET", "POST"])
    @has_access
    def repondre(self, pk):
        """Grant all or part of what an employer asks for, or refuse it."""
        demande = trouver(DemandeRemise, pk)
        suite = InstructionView.url("show", pk=pk)
        if demande.statut not in EN_ATTENTE:
            return redirect(suite)
        form = FormulaireReponse.pour(remise.concernees(db.session, demande))
        if request.method == "POST" and form.validate() and _tenter(form, _repondre, demande):
            attend = a_deux.en_attente(db.session, demande)
            flash(f"{demande} : {ATTEND if attend else demande.statut.value.lower()}", "success")
            return redirect(suite)
        return self._decision(
            form, demande.employeur, f"Réponse à {demande.numero}", interet=interet(demande), demande=demande
        )

    def _decision(self, form, employeur, titre, **contexte):
        return self._page(
            "cotisations/remise.html", titre, form, employeur=employeur, dus=form.dues, **contexte
        )

    def _page(self, gabarit, titre, form, **contexte):
        page = render_template(gabarit, titre=titre, fil=self.fil((titre, None)), form=form, **contexte)
        return page, 422 if form.errors else 200


def _tenter(form, faire, sujet) -> bool:
    """Write the decision in one transaction; return whether it is done, the form saying why it is not."""
    try:
        with transaction(db.session) as session:
            faire(session, form, sujet)
        return True
    except (RemiseRefusee, Refus) as refus:
        form.montant.errors = [str(refus)]
    except IntegrityError:
        form.form_errors.append(DEJA)
    return False


def _proposer(session: Session, form, employeur) -> None:
    remise_d_office.proposer(session, employeur, form.choisies, form.accorde, form.motif.data, acteur())


def _repondre(session: Session, form, demande: DemandeRemise) -> None:
    """Take the request in charge if nobody has, then accept it with what is granted, or refuse it."""
    verrouiller(session, demande)
    if demande.statut is Statut.soumise:
        cycle.appliquer(session, demande, etats.PRENDRE_EN_CHARGE, acteur())
    if form.refuser.data:
        cycle.appliquer(session, demande, etats.REJETER, acteur(), form.motif.data)
    else:
        demande.accorde = form.accorde
        cycle.appliquer(session, demande, etats.ACCEPTER, acteur(), form.motif.data)
