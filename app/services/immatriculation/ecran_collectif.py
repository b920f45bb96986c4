"""Many workers registered at once: a workbook sent and checked, its pieces joined, then all confirmed."""

import uuid

from flask import abort, flash, redirect, render_template, request, send_file
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import HiddenField

from app.classeurs.annoter import annoter
from app.classeurs.lire import EXTENSIONS
from app.classeurs.refus import FichierRefuse
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.etats import A_COMPLETER, EN_ATTENTE
from app.generateur import exports
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.telechargements import XLSX, classeur
from app.repertoire.tables import Employeur
from app.services.immatriculation import decision, deposer
from app.services.immatriculation.fichier_modele import classeur_modele
from app.services.immatriculation.tables import ImmatriculationCollective
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.travaux import fichiers

ETAPES = ("Classeur", "Contrôle", "Pièces", "Aperçu et envoi")


class FormulaireClasseur(FlaskForm):
    """The workbook, and the key that makes a replay count once."""

    cle_unique = HiddenField()
    fichier = ChampFichier(
        "Classeur des travailleurs",
        [FileRequired("Choisissez le fichier à envoyer.")],
        extensions=EXTENSIONS,
        description="Le modèle rempli, ou un CSV avec les mêmes titres de colonnes.",
    )


class ImmatriculationCollectiveView(DemandeView[ImmatriculationCollective]):
    """An employer registers many workers by a workbook."""

    modele = ImmatriculationCollective
    sur_papier = ()
    espace = "employeur"
    titre = "Immatriculation par classeur"
    ordre = 80
    creer = "Immatriculer plusieurs travailleurs"
    resume = "Demander les numéros de plusieurs travailleurs, par fichier Excel"
    list_columns = ["numero", "effectif", "statut", "soumise_le", "conclusion"]
    show_columns = ["effectif", "fichier_envoye"]
    label_columns = {"fichier_envoye": "Classeur"}
    droits_des_routes = {
        "modele_excel": "consulter",
        "fichier": "deposer",
        "controle": "deposer",
        "classeur_annote": "consulter",
        "numeros": "consulter",
    }
    include_route_methods = (DemandeView.include_route_methods - {"edit"}) | set(droits_des_routes)

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Take the workbook of a new request; a replayed form leads to the request it already made."""
        if deja := self._deja_envoyee(request.form.get("cle_unique")):
            return redirect(self.url("controle", pk=deja.id))
        return self._recevoir(None, self.creer)

    @expose("/<int:pk>/fichier", methods=["GET", "POST"])
    @has_access
    def fichier(self, pk):
        """Take another workbook in place of the one before."""
        return self._recevoir(self.a_completer(pk), "Envoyer un classeur corrigé")

    def _recevoir(self, demande: ImmatriculationCollective | None, titre):
        form = FormulaireClasseur()
        if request.method == "GET":
            form.cle_unique.data = uuid.uuid4().hex
        elif form.validate() and (deposee := self._deposer(demande, form)):
            return redirect(self.url("controle", pk=deposee.id))
        page = render_template(
            "immatriculation/fichier.html",
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            etapes=ETAPES,
            modele_url=self.url("modele_excel"),
        )
        return page, 422 if form.errors else 200

    def _deposer(self, demande: ImmatriculationCollective | None, form) -> ImmatriculationCollective | None:
        """Keep the workbook on the request, a new one when there is none; None for a refused one."""
        contenu = form.fichier.data.read()
        try:
            lignes = deposer.lire_le_classeur(contenu)
        except FichierRefuse as refus:
            form.fichier.errors = [str(refus)]
            return None
        with transaction(db.session) as session:
            if demande is None:
                demande = ImmatriculationCollective(cle_unique=form.cle_unique.data or None)
                self.avant_ajout(demande, form)
            else:
                verrouiller(session, demande)
            deposer.deposer(
                session,
                demande=demande,
                nom=form.fichier.data.filename,
                contenu=contenu,
                lignes=lignes,
                acteur=acteur(),
            )
        return demande

    @expose("/modele")
    @has_access
    def modele_excel(self):
        """Send the model workbook."""
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id)
        return classeur(classeur_modele(str(employeur or "")), "travailleurs-a-immatriculer")

    @expose("/<int:pk>/controle")
    @has_access
    def controle(self, pk):
        """Check the workbook again and show all its anomalies."""
        demande = self._avec_son_classeur(self.a_completer(pk))
        try:
            rapport = deposer.relire(db.session, demande)
        except FichierRefuse as refus:
            flash(str(refus), "danger")
            return redirect(self.url("fichier", pk=pk))
        titre = "Contrôle des travailleurs à immatriculer"
        return render_template(
            "immatriculation/controle.html",
            titre=titre,
            fil=self.fil((titre, None)),
            rapport=rapport,
            etapes=ETAPES,
            fichier_url=self.url("fichier", pk=pk),
            annote_url=self.url("classeur_annote", pk=pk),
            suite_url=self.apres_ajout(demande),
        )

    def _avec_son_classeur(self, demande: ImmatriculationCollective) -> ImmatriculationCollective:
        """Return a request that has its workbook; where to send one otherwise."""
        return demande if demande.fichier else abort(redirect(self.url("fichier", pk=demande.id)))

    @expose("/<int:pk>/classeur-annote")
    @has_access
    def classeur_annote(self, pk):
        """Send the employer's own workbook back, faulty cells coloured and commented."""
        demande = self._avec_son_classeur(self.trouver(pk))
        try:
            rapport = deposer.relire(db.session, demande)
            return classeur(annoter(fichiers.lire(demande.fichier), rapport), f"travailleurs-{pk}-anomalies")
        except FichierRefuse as refus:
            flash(str(refus), "danger")
            return redirect(self.url("show", pk=pk))

    @expose("/<int:pk>/numeros")
    @has_access
    def numeros(self, pk):
        """Send the insured numbers given, one a worker, as a workbook."""
        demande = self.trouver(pk)
        donnes = decision.numeros(db.session, demande)
        lignes = [[t.nom, t.prenoms, t.naissance_le, donnes.get(t.rang, "")] for t in demande.travailleurs]
        entetes = ["Nom", "Prénoms", "Date de naissance", "N° d’assurance"]
        fichier = exports.xlsx("Numéros d’assurance", entetes, lignes)
        return send_file(fichier, XLSX, as_attachment=True, download_name=f"numeros-d-assurance-{pk}.xlsx")

    def url_de_modification(self, objet):
        """Return where another workbook is sent."""
        return self.url("fichier", pk=objet.id)

    def lien_vers(self, ligne):
        """Return a request's page: its check while something blocks it."""
        bloque = ligne.statut in A_COMPLETER and (ligne.controle or {}).get("bloquantes")
        return self.url_en_serie("controle", pk=ligne.id) if bloque else super().lien_vers(ligne)

    def etapes(self, objet):
        """Return the steps of a workbook."""
        return ETAPES, len(ETAPES) - 1

    def obstacle(self, objet):
        """Say what is still to mend before the request may be sent."""
        if not objet.fichier or (objet.controle or {}).get("bloquantes"):
            return "Des anomalies bloquantes restent à corriger : envoyez un classeur corrigé."
        return super().obstacle(objet)

    def documents(self, objet):
        """Return the numbers once they are given."""
        numeros = {"libelle": "Numéros d’assurance (Excel)", "url": self.url("numeros", pk=objet.id)}
        donnes = any(t.immatricule_id for t in objet.travailleurs)
        return [*([numeros] if donnes else []), *super().documents(objet)]


@complement_de(ImmatriculationCollective)
def complement_des_travailleurs(demande: ImmatriculationCollective, vue) -> str:
    """Return the workers of the request, with their numbers once given; for the fund, who they may be."""
    doublons = {}
    if vue.espace == "agent" and demande.statut in EN_ATTENTE:
        doublons = decision.doublons_par_ligne(db.session, demande.travailleurs)
    return render_template(
        "immatriculation/complement.html",
        travailleurs=demande.travailleurs,
        avertissements=(demande.controle or {}).get("avertissements", []),
        doublons=doublons,
        numeros=decision.numeros(db.session, demande),
        pour_la_caisse=vue.espace == "agent",
    )
