"""The agents' work: one inbox for all services, one page to examine and decide any of them."""

from flask import abort, current_app, flash, redirect, request
from sqlalchemy import JSON, select
from sqlalchemy.orm import joinedload

from app.demandes import a_deux, certificats, etats, motifs, transfert
from app.demandes.attente import a_traiter
from app.demandes.ecrans import rubriques
from app.demandes.ecrans.demande import DemandeView
from app.demandes.ecrans.vues_des_services import charger, chez
from app.demandes.tables import Certificat, Demande, Evenement
from app.generateur.adaptateur import expose, has_access
from app.generateur.affichage import affiche
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.modele import Section
from app.generateur.telechargements import pdf
from app.referentiel.tables import Proposition
from app.services.dnr import imprimer
from app.services.dnr.ecrans.lignes import LignesDNRView
from app.services.dnr.tables import Declaration
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus
from app.views.caisse.confirmations import PropositionView

RESERVE = "Réservé"
"""What a list shows in place of what a request is about, to who may not read it."""
RESERVEE = (
    "Le contenu de cette demande est réservé à l’équipe qui la tient : vous voyez où elle en est, "
    "et rien de ce qu’elle dit."
)


def _attend(proposition: Proposition) -> str:
    """Return that a decision on a request waits for a second person, and whose it is."""
    quoi = "la rejeter" if proposition.donnees["transition"] == etats.REJETER.nom else "l’accepter"
    return (
        f"{proposition.proposee_par_nom} propose de {quoi} : une autre personne doit confirmer ou "
        "refuser. Tout autre geste sur la demande retire la proposition."
    )


def sans_motif(evenement: Evenement) -> dict:
    """Return an event of a request as who may not read its content sees it."""
    champs = ("le", "transition", "de", "vers", "acteur_nom")
    return {champ: getattr(evenement, champ) for champ in champs} | {"motif": None}


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
        return requete.where(a_traiter(acteur().perimetre.caisse))

    def chargements(self):
        """Load who asks and what about with the list, whatever the services of its rows."""
        return joinedload(Demande.employeur), joinedload(Demande.assure), charger("sujet", "demandeur")

    def trouver(self, pk):
        """Return a request that was sent."""
        demande = super().trouver(pk)
        return demande if demande.soumise_le else abort(404)

    def trouver_lisible(self, pk):
        """Return a request whose content one reads; 404 otherwise."""
        demande = self.trouver(pk)
        return demande if acteur().lit(demande) else abort(404)

    def _ligne(self, ligne):
        """Return a row; what it is about stays with who may read it."""
        rangee = super()._ligne(ligne)
        if not acteur().lit(ligne):
            rangee["cellules"] = [
                RESERVE if colonne.cle == "sujet" else cellule
                for colonne, cellule in zip(self.colonnes, rangee["cellules"], strict=True)
            ]
        return rangee

    def sections_de(self, objet):
        """Return who asks, then what the pages of the service say to its author."""
        qui = ("Nom", objet.demandeur), ("Déposée le", affiche(objet.soumise_le))
        contenu = self.parties_du_recepisse(objet) if acteur().lit(objet) else []
        return [{"titre": "Demandeur", "paires": qui}, *contenu]

    def complement(self, objet):
        """Return the service's own part, for who reads the request."""
        return super().complement(objet) if acteur().lit(objet) else ""

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
        if not acteur().lit(objet):
            contexte |= {"prochaine": RESERVEE, "evenements": [sans_motif(e) for e in objet.evenements]}
        if attendue := a_deux.en_attente(db.session, objet):
            contexte |= {"prochaine": _attend(attendue), "transitions": self._sans_decision(objet)}
        return super()._fiche(objet, transfert=self._transfert(objet), **contexte)

    def boutons(self, objet):
        """Return the moves open to the person, with the reasons written beforehand."""
        types = motifs.proposes(db.session, objet)
        return [bouton | {"motifs": types.get(bouton["nom"], [])} for bouton in super().boutons(objet)]

    def _sans_decision(self, objet):
        """Return the buttons of a request on which a decision waits for a second person."""
        boutons = self.boutons(objet)
        return [b for b in boutons if not a_deux.possible(objet, etats.TRANSITIONS[b["nom"]])]

    def _transfert(self, objet) -> dict | None:
        """Return what hands a request over: the teams that may take it, and where to ask."""
        if not transfert.possible(objet, self.droits_utiles(objet)):
            return None
        equipes = transfert.equipes(db.session, objet)
        return {"url": self.url("transferer", pk=objet.id), "equipes": equipes}

    @expose("/<int:pk>/transferer", methods=["POST"])
    @has_access
    def transferer(self, pk):
        """Hand a request over to another team; back to the inbox, which may not show it any more."""
        objet = self.trouver(pk)
        equipes = transfert.equipes(db.session, objet)
        equipe = request.form.get("equipe", "")
        try:
            with transaction(db.session) as session:
                verrouiller(session, objet)
                transfert.transferer(session, objet, equipe, acteur(), request.form.get("motif", ""))
            flash(f"{objet.numero} est transférée : {dict(equipes)[equipe]}.", "success")
            return redirect(self.url("list"))
        except Refus as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))

    def actions_de_fiche(self, objet):
        """Return the way to what waits for a second person."""
        actions = super().actions_de_fiche(objet)
        if attendue := a_deux.en_attente(db.session, objet):
            url = PropositionView.url("show", pk=attendue.id)
            actions = [*actions, {"libelle": "Voir la proposition", "url": url}]
        return actions

    def documents(self, objet):
        """Return the papers of the request, by service, for who reads it."""
        if not acteur().lit(objet):
            return []
        if isinstance(objet, Declaration):
            return [
                {"libelle": "Récépissé (PDF)", "url": self.url("recepisse", pk=objet.id)},
                {"libelle": "Déclaration complète (PDF)", "url": self.url("papier", pk=objet.id)},
            ]
        certificat = getattr(objet, "certificat", None)
        delivre = [{"libelle": f"{certificat} (PDF)", "url": self.url("quitus", pk=objet.id)}]
        return [*(delivre if certificat else []), *super().documents(objet)]

    def _declaration(self, pk) -> Declaration:
        demande = self.trouver_lisible(pk)
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
        self.trouver_lisible(pk)
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
