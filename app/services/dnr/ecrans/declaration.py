"""The monthly declaration (DNR): begun for a period, filled by file or online, checked, previewed, sent."""

from functools import partial

from flask import abort, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from sqlalchemy import select
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.classeurs.annoter import annoter
from app.classeurs.lire import EXTENSIONS
from app.classeurs.nommer import nommees_ainsi
from app.classeurs.refus import FichierRefuse
from app.cotisations import ecran_mensuel
from app.cotisations.mensuelles import refusee
from app.demandes.classeur_envoye import COLONNES_A_NOMMER
from app.demandes.ecrans.classeur import ClasseurView
from app.demandes.etats import Statut
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.champs_lus import ChampMois, en_choix
from app.generateur.controles import TROP_LONG
from app.generateur.telechargements import classeur, pdf
from app.regles import mois
from app.repertoire.tables import Employeur
from app.services.dnr import contexte, declarer, imprimer
from app.services.dnr.ecrans.anomalies import (
    JUSTIFICATION,
    adresse_des_lignes,
    noms_des_lignes,
    reponses_lues,
    resume_lignes,
)
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.lire import lire
from app.services.dnr.tables import Declaration
from app.socle import adresses
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus
from app.travaux import fichiers

RECTIFICATIVE = (
    "Ce mois est déjà déclaré : vous préparez une déclaration rectificative. Une fois acceptée, elle "
    "remplacera la déclaration {0}, sans l’effacer."
)
REPRISE = "Les lignes de la déclaration {0} ({1}) sont reprises : corrigez-les, puis envoyez-la de nouveau."
SANS_CLASSEUR = "Ces lignes ont été changées en ligne : pour lire une autre feuille, renvoyez votre classeur."
ETAPES = ("Période", "Lignes", "Contrôle", "Aperçu et envoi")
MODES = (("en_ligne", "Remplir la DNR en ligne"), ("fichier", "Envoyer un fichier DNR (.xlsx ou .csv)"))


class FormulairePeriode(FlaskForm):
    """Which month, and how."""

    periode = ChampMois(
        "Mois déclaré", [InputRequired("Choisissez le mois déclaré.")], description="Par exemple 10/2026"
    )
    mode = RadioField(
        "Comment déclarer",
        [InputRequired("Choisissez une façon de déclarer.")],
        choices=en_choix(MODES),
        default="en_ligne",
    )


class FormulaireFichier(FlaskForm):
    """The employer's workbook."""

    fichier = ChampFichier(
        "Fichier de la DNR",
        [FileRequired("Choisissez le fichier à envoyer.")],
        extensions=EXTENSIONS,
        description="Le classeur modèle rempli, ou un CSV avec les mêmes titres de colonnes.",
    )


def _annoncer(declaration) -> None:
    """Tell whose lines a draft starts from, and what it will replace."""
    if declaration.rectifie:
        flash(RECTIFICATIVE.format(declaration.rectifie.numero), "info")
    if reprise := refusee(db.session, declaration):
        flash(REPRISE.format(reprise.numero, reprise.statut.value.lower()), "info")


class DNRView(ClasseurView[Declaration, LignesDNR]):
    """The employer's declarations and the way to make one."""

    modele = Declaration
    lignes = LignesDNR
    etape_du_fichier = 1
    sur_papier = ()
    espace = "employeur"
    titre = "Déclaration nominative (DNR)"
    ordre = 10
    adresse = "dnr"
    creer = "Nouvelle déclaration"
    resume = "Déclarer les rémunérations du mois, en ligne ou par fichier Excel"
    vide = "Aucune déclaration pour le moment. Commencez par « Nouvelle déclaration »."
    envoyee = "Cette déclaration est envoyée : pour la changer, faites une rectificative."
    base_order = ("periode", "desc")
    list_columns = ["numero", "periode", "nature", "statut", "soumise_le", "effectif", "masse_salariale"]
    show_columns = [
        "periode",
        "nature",
        "rectifie.numero",
        "source",
        "fichier_envoye",
        "feuille_lue",
        "colonnes_nommees",
    ]
    si_remplies = ("rectifie.numero", "fichier_envoye", "feuille_lue", "colonnes_nommees")
    label_columns = {
        "rectifie.numero": "Remplace",
        "fichier_envoye": "Fichier",
        "feuille_lue": "Feuille lue",
        "colonnes_nommees": "Colonnes nommées",
    }
    search_columns = ["numero", "periode", "nature", "statut", "soumise_le"]
    include_route_methods = ClasseurView.include_route_methods | {
        "modele_excel",
        "fichier",
        "feuille",
        "controle",
        "classeur_annote",
        "recepisse",
        "papier",
    }
    droits_des_routes = {
        "modele_excel": "consulter",
        "fichier": "deposer",
        "feuille": "deposer",
        "controle": "deposer",
        "classeur_annote": "consulter",
        "recepisse": "consulter",
        "papier": "consulter",
    }

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Begin, or take up again, the declaration of a month."""
        form = FormulairePeriode()
        if request.method == "GET":
            form.periode.data = ecran_mensuel.proposer(Declaration)
        elif form.validate() and (declaration := ecran_mensuel.ouvrir(form, declarer.ouvrir)):
            _annoncer(declaration)
            return redirect(
                self.url("fichier", pk=declaration.id)
                if form.mode.data == "fichier"
                else self._lignes(declaration)
            )
        return render_template(
            "dnr/periode.html",
            titre=self.creer,
            fil=self.fil((self.creer, None)),
            form=form,
            etapes=ETAPES,
            modele_url=self.url("modele_excel"),
        ), 422 if form.errors else 200

    def actions_de_liste(self):
        """Return the buttons above the list: a new declaration, the model workbook."""
        modele = {
            "libelle": "Télécharger le modèle (Excel)",
            "url": self.url("modele_excel"),
            "genre": "secondaire",
        }
        return [*super().actions_de_liste(), modele]

    def _lignes(self, declaration):
        return adresse_des_lignes(declaration, self.espace)

    @expose("/modele")
    @has_access
    def modele_excel(self):
        """Send the model workbook of a month, prefilled with the workers of the last declaration."""
        form = FormulairePeriode(request.args, meta={"csrf": False})
        periode = form.periode.data or ecran_mensuel.proposer(Declaration)
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id) or abort(404)
        return classeur(
            contexte.modele(db.session, employeur, periode), f"dnr-{employeur.numero}-{mois.iso(periode)}"
        )

    @expose("/<int:pk>/fichier", methods=["GET", "POST"])
    @has_access
    def fichier(self, pk):
        """Take the employer's workbook, check it and show all its anomalies."""
        declaration, form = self.a_completer(pk), FormulaireFichier()
        if form.validate_on_submit():
            tenue = partial(self.tenir, objet=declaration)
            if self.recevoir(form.fichier, tenue, declaration.employeur_id, declaration.periode):
                return self.suite(declaration)
        titre = f"Envoyer le fichier {mois.complement(declaration.periode)}"
        return render_template(
            "dnr/fichier.html",
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            etapes=ETAPES,
            modele_url=self.url("modele_excel", periode=mois.iso(declaration.periode)),
            lignes_url=self._lignes(declaration),
        ), 422 if form.errors else 200

    def lire(self, contenu, nommees, periode=0, feuille=""):
        """Return the lines of a file, as those of the month declared."""
        return lire(contenu, periode=periode, feuille=feuille, nommees=nommees)

    def garder_les_lignes(self, session, demande, lignes):
        """Put the lines of its file in place of those of the draft."""
        declarer.remplacer(session, demande, lignes)

    def periode_du_fichier(self, demande):
        """Return the month declared."""
        return demande.periode

    @expose("/<int:pk>/feuille", methods=["POST"])
    @has_access
    def feuille(self, pk):
        """Read another sheet of the same workbook, in place of the one that was read."""
        declaration = self.a_completer(pk)
        choisie, fichier = request.form.get("feuille", ""), declaration.fichier
        try:
            if fichier is None:
                raise Refus(SANS_CLASSEUR)
            nommees = self.nommees(declaration.employeur_id)
            lignes = self.lire(fichiers.lire(fichier), nommees, declaration.periode, choisie)
            with transaction(db.session) as session:
                self.tenir(session, declaration)
                if declaration.fichier_id != fichier.id:
                    raise Refus(SANS_CLASSEUR)
                declarer.remplacer(session, declaration, lignes)
            flash(f"La feuille lue est maintenant « {lignes.feuille} ».", "success")
        except Refus as refus:
            flash(str(refus), "danger")
        return redirect(self.url("controle", pk=pk))

    @expose("/<int:pk>/controle", methods=["GET", "POST"])
    @has_access
    def controle(self, pk):
        """Show every anomaly at once; warnings are confirmed or justified here."""
        declaration = self.a_completer(pk)
        if request.method == "POST":
            reponses = reponses_lues(request.form)
            if refusees := {cle for cle, texte in reponses.items() if len(texte) > JUSTIFICATION}:
                rapport = declarer.verifier(db.session, declaration)
                return self._page_controle(declaration, rapport, reponses, refusees), 422
            with transaction(db.session) as session:
                self.tenir(session, declaration)
                if "tout" in request.form:
                    rapport = declarer.verifier(session, declaration)
                    reponses = {a.cle: "" for a in rapport.avertissements} | reponses
                declarer.justifier(session, declaration, reponses, acteur())
            if reponses:
                flash("Vos réponses aux avertissements sont enregistrées.", "success")
            else:
                flash("Aucun avertissement n’est confirmé ni justifié.", "info")
            return redirect(self.url("controle", pk=pk))
        with transaction(db.session) as session:
            rapport = declarer.recontroler(session, declaration)
        return self._page_controle(declaration, rapport)

    def _page_controle(self, declaration, rapport, tapees=None, refusees=()):
        """Return the page of the check; `tapees` are answers typed, not kept because some are `refusees`."""
        repondues = declarer.justifications(db.session, declaration.id)
        titre = f"Contrôle de la DNR {mois.complement(declaration.periode)}"
        return render_template(
            "dnr/controle.html",
            titre=titre,
            fil=self.fil((titre, None)),
            declaration=declaration,
            demande=declaration,
            rapport=rapport,
            noms=noms_des_lignes(rapport),
            repondues=repondues,
            tapees=repondues if tapees is None else tapees,
            refusees=refusees,
            trop_long=TROP_LONG.format(JUSTIFICATION),
            etapes=ETAPES,
            resume_lignes=resume_lignes(declaration.controle),
            lignes_url=self._lignes(declaration),
            ligne_url=partial(adresses.en_serie, "LignesDNRView.modifier", pk=declaration.id),
            reprendre_url=partial(adresses.en_serie, "LignesDNRView.reprendre", pk=declaration.id),
            restent=declarer.sans_reponse(db.session, declaration, rapport),
            **self._adresses(declaration),
        )

    def _adresses(self, declaration) -> dict:
        routes = ("fichier", "feuille", "nommer", "controle", "apercu", "classeur_annote", "papier")
        return {f"{route}_url": self.url(route, pk=declaration.id) for route in routes}

    @expose("/<int:pk>/classeur-annote")
    @has_access
    def classeur_annote(self, pk):
        """Send the employer's own workbook back, faulty cells coloured and commented."""
        declaration = self.trouver(pk)
        if not declaration.fichier:
            flash(
                "Cette déclaration a été saisie en ligne : ses anomalies se corrigent dans « Lignes ».",
                "info",
            )
            return redirect(self.url("show", pk=pk))
        contenu = fichiers.lire(declaration.fichier)
        try:
            nommees = nommees_ainsi(declaration.du_fichier.get("nommees", ()))
            lignes = self.lire(contenu, nommees, declaration.periode, declaration.feuille_lue)
            rapport = declarer.verifier(db.session, declaration, lignes)
            return classeur(annoter(contenu, rapport), f"dnr-{mois.iso(declaration.periode)}-anomalies")
        except FichierRefuse as refus:
            flash(str(refus), "danger")
            return redirect(self.url("show", pk=pk))

    def url_de_modification(self, objet):
        """Return the lines: a declaration is changed there."""
        return self._lignes(objet)

    def etapes(self, objet):
        """Return the steps of a declaration."""
        return ETAPES, len(ETAPES) - 1

    def obstacle(self, objet):
        """Say what is still to mend before the declaration may be sent."""
        if objet.fichier_a_lire_id:
            return COLONNES_A_NOMMER
        if objet.feuille_a_choisir:
            return declarer.FEUILLE_A_CHOISIR
        if (objet.controle or {}).get("bloquantes"):
            return "Des anomalies bloquantes restent à corriger : ouvrez « Contrôle » avant d’envoyer."
        return ""

    @expose("/<int:pk>/recepisse.pdf")
    @has_access
    def recepisse(self, pk):
        """Send the receipt of a submitted declaration."""
        declaration = self.trouver(pk)
        if declaration.soumise_le is None:
            abort(404)
        return pdf(imprimer.imprimer_recepisse(db.session, declaration), f"recepisse-{declaration.numero}")

    @expose("/<int:pk>/declaration.pdf")
    @has_access
    def papier(self, pk):
        """Send the declaration with all its lines, to print."""
        declaration = self.trouver(pk)
        return pdf(
            imprimer.imprimer_declaration(db.session, declaration), f"dnr-{mois.iso(declaration.periode)}"
        )

    def documents(self, objet):
        """Return the receipt once sent, the printed declaration, the annotated workbook."""
        documents = [{"libelle": "Déclaration à imprimer (PDF)", "url": self.url("papier", pk=objet.id)}]
        if objet.soumise_le:
            documents.insert(0, {"libelle": "Récépissé (PDF)", "url": self.url("recepisse", pk=objet.id)})
        if objet.fichier_id:
            documents.append(
                {"libelle": "Votre classeur annoté (Excel)", "url": self.url("classeur_annote", pk=objet.id)}
            )
        return documents

    def _fiche(self, objet, **contexte):
        par = db.session.scalar(
            select(Declaration.numero).where(
                Declaration.rectifie_id == objet.id, Declaration.statut == Statut.acceptee
            )
        )
        suite = {"prochaine": f"Remplacée par la déclaration rectificative {par}."} if par else {}
        return super()._fiche(objet, **suite, **contexte)

    def lien_vers(self, ligne):
        """Return a declaration's page: its lines while it is being prepared."""
        if ligne.statut is Statut.brouillon:
            return self._lignes(ligne)
        return self.url_en_serie("show", pk=ligne.id)
