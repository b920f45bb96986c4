"""Many workers registered at once: a workbook sent and checked, its pieces joined, then all confirmed."""

import uuid
from functools import partial

from flask import abort, flash, redirect, render_template, request, send_file
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import HiddenField

from app.classeurs.annoter import annoter
from app.classeurs.lire import EXTENSIONS
from app.classeurs.refus import FichierRefuse
from app.demandes.classeur_envoye import COLONNES_A_NOMMER
from app.demandes.ecrans.classeur import ClasseurView
from app.demandes.ecrans.demande import complement_de
from app.demandes.etats import A_COMPLETER, EN_ATTENTE
from app.generateur import exports
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.telechargements import XLSX, classeur
from app.repertoire.tables import Employeur
from app.services.immatriculation import decision, deposer
from app.services.immatriculation.fichier_modele import classeur_modele
from app.services.immatriculation.rapport import LignesTravailleurs
from app.services.immatriculation.tables import ImmatriculationCollective
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.travaux import fichiers
from app.travaux.tables import Fichier

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


class ImmatriculationCollectiveView(ClasseurView[ImmatriculationCollective, LignesTravailleurs]):
    """An employer registers many workers by a workbook."""

    modele = ImmatriculationCollective
    lignes = LignesTravailleurs
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
    include_route_methods = ClasseurView.include_route_methods | set(droits_des_routes)

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
        elif form.validate():
            tenue = partial(self._tenue, demande=demande, form=form)
            if recue := self.recevoir(form.fichier, tenue, acteur().perimetre.employeur_id):
                return self.suite(recue)
        page = render_template(
            "immatriculation/fichier.html",
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            etapes=ETAPES,
            modele_url=self.url("modele_excel"),
        )
        return page, 422 if form.errors else 200

    def _tenue(self, session, demande: ImmatriculationCollective | None, form) -> ImmatriculationCollective:
        """Return the request under its lock, a new one where there is none."""
        if demande is not None:
            return self.tenir(session, demande)
        nouvelle = ImmatriculationCollective(cle_unique=form.cle_unique.data or None)
        self.avant_ajout(nouvelle, form)
        session.add(nouvelle)
        return nouvelle

    def lire(self, contenu, nommees, periode=0, feuille=""):
        """Return the workers of a workbook, which is of no month."""
        return deposer.lire_le_classeur(contenu, nommees)

    def garder_les_lignes(self, session, demande, lignes):
        """Put the workers of the workbook in place of those before."""
        deposer.garder(session, demande, deposer.verifier(session, lignes))

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
        demande = self.a_completer(pk)
        self._classeur_de(demande)
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
            demande=demande,
            rapport=rapport,
            etapes=ETAPES,
            fichier_url=self.url("fichier", pk=pk),
            nommer_url=self.url("nommer", pk=pk),
            annote_url=self.url("classeur_annote", pk=pk),
            suite_url=self.apres_ajout(demande),
        )

    def _classeur_de(self, demande: ImmatriculationCollective) -> Fichier:
        """Return the workbook that was read; lead to where it is named or sent where there is none."""
        if demande.fichier:
            return demande.fichier
        return abort(redirect(self.url("nommer" if demande.fichier_a_lire else "fichier", pk=demande.id)))

    @expose("/<int:pk>/classeur-annote")
    @has_access
    def classeur_annote(self, pk):
        """Send the employer's own workbook back, faulty cells coloured and commented."""
        demande = self.trouver(pk)
        fichier = self._classeur_de(demande)
        try:
            rapport = deposer.relire(db.session, demande)
            return classeur(annoter(fichiers.lire(fichier), rapport), f"travailleurs-{pk}-anomalies")
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
        if objet.fichier_a_lire_id:
            return COLONNES_A_NOMMER
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
