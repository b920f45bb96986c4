"""E-mails and SMS for the administration: state, words, what SMS cost; the outbox of development."""

from flask import abort, current_app, flash, redirect, request
from markupsafe import Markup
from sqlalchemy import select, update

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.ecrans.vue import Vue
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, lignes_touchees, transaction
from app.socle.boucle import vient_de_cette_machine
from app.socle.refus import Refus
from app.travaux import courrier, messagerie, sms
from app.travaux.canaux import canal_de
from app.travaux.sms import budget
from app.travaux.sms.alphabet import parties
from app.travaux.tables import Courrier, EnvoiSms, EtatCourrier, ModeleCourrier

RENVOYABLES = frozenset({EtatCourrier.echoue, EtatCourrier.garde})
LUS_AU_PLUS = 50


class CourrierView(Vue):
    """Every message with its state; not its words, which are the addressee's."""

    modele = Courrier
    espace = "administration"
    titre = "Courriels et SMS envoyés"
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
        if objet.etat in RENVOYABLES and objet.texte and canal_de(objet.destinataire).ouverte():
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
        """Have a message that did not leave sent again; one on its way is left alone."""
        if not canal_de(self.trouver(pk).destinataire).ouverte():
            flash("Aucun envoi n’est réglé pour cette adresse : rien n’est parti.", "warning")
            return redirect(self.url("show", pk=pk))
        with transaction(db.session) as session:
            objet = self.trouver(pk)
            a_renvoyer = (Courrier.id == pk, Courrier.etat.in_(RENVOYABLES), Courrier.texte.is_not(None))
            reprise = update(Courrier).where(*a_renvoyer).values(etat=EtatCourrier.en_attente)
            repris = lignes_touchees(session, reprise)
            if repris:
                courrier.demander_l_envoi(session, pk, essai=objet.tentatives)
        flash("Le message repart." if repris else "Ce message est déjà parti.", "success")
        return redirect(self.url("show", pk=pk))


class ModeleCourrierView(Vue):
    """The words of each kind of message, changed here; a template that cannot be filled is refused."""

    modele = ModeleCourrier
    espace = "administration"
    titre = "Modèles de courriels et de SMS"
    adresse = "modeles-de-courriels"
    ordre = 650
    resume = "Changer les mots des courriels et des SMS du portail"
    base_order = ("code", "asc")
    list_columns = ["libelle", "objet"]
    search_columns = ["code", "objet"]
    show_columns = ["libelle", "code"]
    edit_columns = ["objet", "texte", "sms"]
    include_route_methods = {"list", "show", "edit"}
    droits_des_routes = {"edit": "configurer"}
    introduction = (
        "Les variables s’écrivent entre deux accolades, par exemple {{ prenoms }} ; "
        "la fiche du modèle donne leur liste."
    )

    def complement(self, objet) -> str:
        """Return the variables, and the e-mail and the SMS as a person would receive them."""
        try:
            apercu, refus = courrier.apercu(objet.code, objet.objet, objet.texte, objet.sms), ""
        except courrier.ModeleInvalide as invalide:
            apercu, refus = ("", "", ""), str(invalide)
        return Markup(  # noqa: S704 - a template rendered it, escaped
            self.render_template(
                "courrier/apercu.html",
                variables=courrier.sortes()[objet.code].variables,
                objet_rempli=apercu[0],
                texte=apercu[1],
                sms=apercu[2],
                parties=parties(apercu[2]),
                refus=refus,
            )
        )

    def avant_modification(self, objet, form):
        """Refuse a template that the examples of its variables do not fill."""
        try:
            courrier.apercu(objet.code, objet.objet, objet.texte, objet.sms)
        except courrier.ModeleInvalide as refus:
            raise Refus(str(refus)) from None


class EnvoiSmsView(Vue):
    """What SMS left in a day, by prefix, and the prefixes stopped because nobody types their codes."""

    modele = EnvoiSms
    espace = "administration"
    titre = "Budget des SMS"
    ordre = 645
    resume = "Ce qui est parti chaque jour, et ce qui est suspendu"
    base_order = ("jour", "desc")
    list_columns = ["jour", "prefixe", "messages", "codes", "reussites", "leve"]
    search_columns = ["jour", "prefixe"]
    show_columns = list_columns
    include_route_methods = {"list", "show", "exporter", "reprendre"}
    droits_des_routes = {"reprendre": "configurer"}
    introduction = (
        f"Un préfixe dont moins de {budget.USAGE_AU_MOINS} codes sur cent sont employés, à partir de "
        f"{budget.OBSERVES} envoyés, est suspendu jusqu’au lendemain."
    )

    def _fiche(self, objet, **contexte):
        if suspendu := budget.suspendu(objet):
            bouton = {
                "nom": "reprendre",
                "libelle": "Reprendre l’envoi",
                "motif": False,
                "genre": "principal",
            }
            contexte["transitions"] = [bouton | {"url": self.url("reprendre", pk=objet.id)}]
        etat = "suspendu : presque aucun de ses codes n’a été employé" if suspendu else "ouvert"
        return super()._fiche(objet, prochaine=f"Ce préfixe est {etat}.", **contexte)

    @expose("/<int:pk>/reprendre", methods=["POST"])
    @has_access
    def reprendre(self, pk):
        """Let codes leave again for a prefix, today, whatever becomes of them."""
        with transaction(db.session) as session:
            objet = self.trouver(pk)
            objet.leve = True
            noter(session, Fait.modifie, "Envoi de SMS repris", sur=objet)
        flash("L’envoi reprend pour ce préfixe, aujourd’hui.", "success")
        return redirect(self.url("show", pk=pk))


class BoiteView(PageOuverte):
    """The outbox of development: what would have been sent, for who is at the machine.

    The demonstration may be shown on a network; the links that its e-mails hold are not.
    """

    route_base = "/boite-de-developpement"
    default_view = "index"

    @expose("/")
    def index(self):
        """Show the last e-mails kept; there is no such page anywhere else."""
        en_developpement = current_app.config["ENV_NOM"] == "development"
        tout_part = messagerie.ouverte() and sms.ouverte()
        if not en_developpement or tout_part or not vient_de_cette_machine(request.environ):
            abort(404)
        requete = select(Courrier).where(Courrier.etat == EtatCourrier.garde).order_by(Courrier.id.desc())
        with systeme("nobody's mail in particular, in development alone"):
            courriers = list(db.session.scalars(requete.limit(LUS_AU_PLUS)))
        return self.render_template(
            "courrier/boite.html", titre="Messages gardés (développement)", fil=[], courriers=courriers
        )
