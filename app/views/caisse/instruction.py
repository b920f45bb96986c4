"""The agents' work: one inbox for all services, one page to examine and decide any of them."""

from flask import abort, current_app, flash, redirect, request
from sqlalchemy import JSON, select
from sqlalchemy.orm import joinedload

from app.demandes import certificats, transfert
from app.demandes.attente import a_traiter
from app.demandes.ecrans import rubriques
from app.demandes.ecrans.demande import DemandeView
from app.demandes.ecrans.vues_des_services import charger, chez
from app.demandes.tables import Certificat, Demande
from app.generateur.adaptateur import expose, has_access
from app.generateur.affichage import affiche
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.modele import Section
from app.generateur.telechargements import pdf
from app.services.dnr import imprimer
from app.services.dnr.ecrans.lignes import LignesDNRView
from app.services.dnr.tables import Declaration
from app.socle.acces import Equipe
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus


class InstructionView(DemandeView):
    """What waits for the fund, the oldest first; its pages serve every request received."""

    modele = Demande
    espace = "agent"
    titre = "Demandes à instruire"
    ordre = 330
    adresse = "demandes"
    resume = "Prendre en charge, vérifier et décider les demandes reçues"
    vide = "Rien n’attend : toutes les demandes reçues sont traitées."
    droits_des_routes = {
        "papier": "consulter",
        "recepisse": "consulter",
        "quitus": "consulter",
        "transferer": "instruire",
    }
    include_route_methods = {"list", "show", "exporter", "transition", *droits_des_routes}
    base_order = ("soumise_le", "asc")
    list_columns = [
        "numero",
        "libelle_type",
        "sujet",
        "demandeur",
        "statut",
        "message_pour",
        "attente",
        "agent",
    ]
    si_remplies = ("message_pour", "agent")
    label_columns = {
        "libelle_type": "Service",
        "sujet": "Objet",
        "demandeur": "Demandeur",
        "attente": "Attend depuis",
    }
    search_columns = [
        "numero",
        "statut",
        "soumise_le",
        "equipe",
        "message_pour",
        "employeur.numero",
        "employeur.raison_sociale",
    ]

    def requete_initiale(self, requete):
        """Keep what the fund can act upon; who is of a team sees what was given to it, others all."""
        return requete.where(a_traiter(acteur().perimetre.equipes))

    def chargements(self):
        """Load who asks and what about with the list, whatever the services of its rows."""
        return joinedload(Demande.employeur), joinedload(Demande.assure), charger("sujet", "demandeur")

    def trouver(self, pk):
        """Return a request that was sent."""
        demande = super().trouver(pk)
        return demande if demande.soumise_le else abort(404)

    def sections_de(self, objet):
        """Return who asks, then what the pages of the service say to its author."""
        qui = ("Nom", objet.demandeur), ("Déposée le", affiche(objet.soumise_le))
        return [{"titre": "Demandeur", "paires": qui}, *self.parties_du_recepisse(objet)]

    def parties_du_recepisse(self, objet):
        """Return what the pages of the service say to its author."""
        return [s | {"titre": s["titre"] or objet.libelle_type} for s in self._parties_du_service(objet)]

    def _parties_du_service(self, objet) -> list[Section]:
        """Return the parts of the author's own page; all the columns when a visitor asked."""
        for vue in current_app.extensions["menu"]:
            if vue.modele is type(objet) and vue.espace == chez(objet):
                return vue.sections_de(objet)
        propres = [
            c.key
            for c in type(objet).__table__.columns
            if c.key != "id" and not c.foreign_keys and not isinstance(c.type, JSON)
        ]
        return self.en_sections(objet, rubriques.ranger(type(objet), propres))

    def _fiche(self, objet, **contexte):
        return super()._fiche(objet, transfert=self._transfert(objet), **contexte)

    def _transfert(self, objet) -> dict | None:
        """Return what hands a request over: the teams that may take it, and where to ask."""
        if not transfert.possible(objet, self.droits_utiles(objet)):
            return None
        equipes = [e for e in Equipe if e is not objet.equipe]
        return {"url": self.url("transferer", pk=objet.id), "equipes": equipes}

    @expose("/<int:pk>/transferer", methods=["POST"])
    @has_access
    def transferer(self, pk):
        """Hand a request over to another team; back to the inbox, which may not show it any more."""
        objet = self.trouver(pk)
        equipe = Equipe.__members__.get(request.form.get("equipe", "")) or abort(404)
        try:
            with transaction(db.session) as session:
                verrouiller(session, objet)
                transfert.transferer(session, objet, equipe, acteur(), request.form.get("motif", ""))
            flash(f"{objet.numero} est transférée : {equipe.value}.", "success")
            return redirect(self.url("list"))
        except Refus as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))

    def documents(self, objet):
        """Return the papers of the request, by service."""
        if isinstance(objet, Declaration):
            return [
                {"libelle": "Récépissé (PDF)", "url": self.url("recepisse", pk=objet.id)},
                {"libelle": "Déclaration complète (PDF)", "url": self.url("papier", pk=objet.id)},
            ]
        certificat = getattr(objet, "certificat", None)
        delivre = [{"libelle": f"{certificat} (PDF)", "url": self.url("quitus", pk=objet.id)}]
        return [*(delivre if certificat else []), *super().documents(objet)]

    def _declaration(self, pk) -> Declaration:
        demande = self.trouver(pk)
        return demande if isinstance(demande, Declaration) else abort(404)

    @expose("/<int:pk>/declaration.pdf")
    @has_access
    def papier(self, pk):
        """Send a declaration with all its lines."""
        return pdf(imprimer.imprimer_declaration(db.session, self._declaration(pk)), f"dnr-{pk}")

    @expose("/<int:pk>/recepisse.pdf")
    @has_access
    def recepisse(self, pk):
        """Send the receipt of a declaration."""
        return pdf(imprimer.imprimer_recepisse(db.session, self._declaration(pk)), f"recepisse-{pk}")

    @expose("/<int:pk>/quitus.pdf")
    @has_access
    def quitus(self, pk):
        """Send the certificate issued for a request."""
        certificat = db.session.scalars(
            select(Certificat).where(Certificat.demande_id == pk)
        ).one_or_none() or abort(404)
        return pdf(certificats.imprimer(certificat), certificat.numero)


class DossiersView(InstructionView):
    """Every request ever received, to find one again; each opens on the page of the inbox."""

    titre = "Toutes les demandes"
    ordre = 340
    adresse = "dossiers"
    resume = ""
    include_route_methods = {"list", "exporter"}
    list_columns = ["numero", "libelle_type", "sujet", "demandeur", "statut", "soumise_le", "agent"]
    base_order = ("soumise_le", "desc")

    def requete_initiale(self, requete):
        """Leave out what its author has not sent: it is nobody else's business."""
        return requete.where(Demande.soumise_le.is_not(None))

    def lien_vers(self, ligne):
        """Return the page of the inbox."""
        return InstructionView.url_en_serie("show", pk=ligne.id)


class LignesInstructionView(LignesDNRView):
    """The lines of a declaration, as the agent reads them."""

    espace = "agent"
    titre = "Lignes de la déclaration"
    adresse = "demandes/<int:pk>/lignes"
    include_route_methods = {"index"}

    def _modifiable(self, declaration) -> bool:
        return False

    def _declaration(self, pk):
        declaration = super()._declaration(pk)
        return declaration if declaration.soumise_le else abort(404)

    def _liens(self, pk):
        return {"fiche_url": InstructionView.url("show", pk=pk)}

    def _fil(self, declaration):
        fiche = (declaration.numero, InstructionView.url("show", pk=declaration.id))
        return InstructionView.fil(fiche, ("Lignes", None))
