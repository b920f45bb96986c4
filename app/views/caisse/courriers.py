"""E-mails: their state and their words for the administration; the mailbox of development."""

from flask import abort, current_app, flash, redirect, request
from markupsafe import Markup
from sqlalchemy import select, update

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.ecrans.vue import Vue
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, lignes_touchees, transaction
from app.socle.boucle import vient_de_cette_machine
from app.socle.refus import Refus
from app.travaux import courrier
from app.travaux.tables import Courrier, EtatCourrier, ModeleCourrier

RENVOYABLES = frozenset({EtatCourrier.echoue, EtatCourrier.garde})
LUS_AU_PLUS = 50


class CourrierView(Vue):
    """Every e-mail with its state; not its words, which are the addressee's."""

    modele = Courrier
    espace = "administration"
    titre = "Courriels envoyés"
    ordre = 640
    adresse = "courriels"
    resume = "Ce qui est parti, ce qui attend, ce qui n’a pas été remis"
    include_route_methods = {"list", "show", "exporter", "renvoyer"}
    droits_des_routes = {"renvoyer": "configurer"}
    base_order = ("cree_le", "desc")
    list_columns = ["destinataire", "objet", "etat", "cree_le", "envoye_le", "tentatives"]
    search_columns = ["destinataire", "modele", "etat", "cree_le"]
    show_columns = [*list_columns, "modele", "erreur"]

    def _fiche(self, objet, **contexte):
        if objet.etat in RENVOYABLES and objet.texte and current_app.config["SMTP_URL"]:
            bouton = {
                "nom": "renvoyer",
                "libelle": "Envoyer de nouveau",
                "motif": False,
                "genre": "principal",
            }
            contexte["transitions"] = [bouton | {"url": self.url("renvoyer", pk=objet.id)}]
        return super()._fiche(objet, **contexte)

    @expose("/<int:pk>/renvoyer", methods=["POST"])
    @has_access
    def renvoyer(self, pk):
        """Have an e-mail that did not leave sent again; one on its way is left alone."""
        if not current_app.config["SMTP_URL"]:
            flash("Aucun serveur d’envoi n’est réglé (SMTP_URL) : rien n’est parti.", "warning")
            return redirect(self.url("show", pk=self.trouver(pk).id))
        with transaction(db.session) as session:
            objet = self.trouver(pk)
            a_renvoyer = (Courrier.id == pk, Courrier.etat.in_(RENVOYABLES), Courrier.texte.is_not(None))
            reprise = update(Courrier).where(*a_renvoyer).values(etat=EtatCourrier.en_attente)
            repris = lignes_touchees(session, reprise)
            if repris:
                courrier.demander_l_envoi(session, pk, essai=objet.tentatives)
        flash("Le courriel repart." if repris else "Ce courriel est déjà parti.", "success")
        return redirect(self.url("show", pk=pk))


class ModeleCourrierView(Vue):
    """The words of each kind of e-mail, changed here; a template that cannot be filled is refused."""

    modele = ModeleCourrier
    espace = "administration"
    titre = "Modèles de courriels"
    ordre = 650
    resume = "Changer les mots des courriels du portail"
    base_order = ("code", "asc")
    list_columns = ["libelle", "objet"]
    search_columns = ["code", "objet"]
    show_columns = ["libelle", "code"]
    edit_columns = ["objet", "texte"]
    include_route_methods = {"list", "show", "edit"}
    droits_des_routes = {"edit": "configurer"}
    introduction = (
        "Les variables s’écrivent entre deux accolades, par exemple {{ prenoms }} ; "
        "la fiche du modèle donne leur liste."
    )

    def complement(self, objet) -> str:
        """Return the variables, and the e-mail as a person would receive it."""
        try:
            apercu, refus = courrier.apercu(objet.code, objet.objet, objet.texte), ""
        except courrier.ModeleInvalide as invalide:
            apercu, refus = ("", ""), str(invalide)
        return Markup(  # noqa: S704 - a template rendered it, escaped
            self.render_template(
                "courrier/apercu.html",
                variables=courrier.sortes()[objet.code].variables,
                objet_rempli=apercu[0],
                texte=apercu[1],
                refus=refus,
            )
        )

    def avant_modification(self, objet, form):
        """Refuse a template that the examples of its variables do not fill."""
        try:
            courrier.apercu(objet.code, objet.objet, objet.texte)
        except courrier.ModeleInvalide as refus:
            raise Refus(str(refus)) from None


class BoiteView(PageOuverte):
    """The mailbox of development without a mail server: what would have been sent, for who is at the machine.

    The demonstration may be shown on a network; the links that its e-mails hold are not.
    """

    route_base = "/boite-de-developpement"
    default_view = "index"

    @expose("/")
    def index(self):
        """Show the last e-mails kept; there is no such page anywhere else."""
        en_developpement = current_app.config["ENV_NOM"] == "development"
        if (
            not en_developpement
            or current_app.config["SMTP_URL"]
            or not vient_de_cette_machine(request.environ)
        ):
            abort(404)
        requete = select(Courrier).where(Courrier.etat == EtatCourrier.garde).order_by(Courrier.id.desc())
        with systeme("nobody's mail in particular, in development alone"):
            courriers = list(db.session.scalars(requete.limit(LUS_AU_PLUS)))
        return self.render_template(
            "courrier/boite.html", titre="Courriels gardés (développement)", fil=[], courriers=courriers
        )
