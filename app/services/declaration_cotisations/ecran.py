"""The « déclaration de cotisations » of a month: taken from the DNR or typed, previewed, sent, compared."""

from flask import redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from app.cotisations import ecran_mensuel
from app.cotisations.echeances import exigible_le
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.etats import A_COMPLETER, Statut
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_lus import ChampMois
from app.generateur.telechargements import pdf
from app.regles import mois
from app.repertoire.parametres import bareme
from app.services.declaration_cotisations import chiffrer as cotisations
from app.services.declaration_cotisations.imprimer import imprimer_declaration
from app.services.declaration_cotisations.tables import DeclarationCotisations
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.socle.refus import ChampRefuse

ETAPES = ("Choisir", "Remplir", "Vérifier", "Envoyer")
CALCULER, REPRENDRE, VIDER = "calculer", "reprendre", "vider"
"""The buttons of the form besides « Continuer »; the first two come back to it."""


class FormulaireMois(FlaskForm):
    """Which month is declared."""

    periode = ChampMois(
        "Mois déclaré", [InputRequired("Choisissez le mois déclaré.")], description="Par exemple 10/2026"
    )


class DeclarationCotisationsView(DemandeView):
    """The employer's declarations of contributions and the way to make one."""

    modele = DeclarationCotisations
    espace = "employeur"
    titre = "Déclaration de cotisations"
    ordre = 20
    adresse = "declarations-de-cotisations"
    creer = "Déclarer des cotisations"
    resume = "Déclarer le montant des cotisations du mois, d’après la DNR ou avant elle"
    vide = "Aucune déclaration de cotisations. Commencez par « Déclarer des cotisations »."
    base_order = ("periode", "desc")
    list_columns = ["numero", "periode", "nature", "statut", "soumise_le", "effectif", "assiette", "total"]
    label_columns = {"total": "Cotisations"}
    search_columns = ["numero", "periode", "nature", "statut", "soumise_le"]
    show_columns = ["periode", "nature", "neant", "dnr"]
    si_remplies = ("dnr",)
    edit_columns = ["neant", *cotisations.CHIFFRES]
    sur_papier = ("periode", "nature", *edit_columns)
    gabarit_formulaire = "cotisations/saisie.html"
    include_route_methods = DemandeView.include_route_methods | {"papier"}
    droits_des_routes = {"papier": "consulter"}

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Begin the declaration of a month, or take it up again; an accepted one is corrected."""
        form = FormulaireMois()
        if request.method == "GET":
            form.periode.data = self._mois_propose()
        elif form.validate() and (declaration := ecran_mensuel.ouvrir(form, cotisations.ouvrir)):
            return redirect(self.url("apercu" if declaration.dnr_id else "edit", pk=declaration.id))
        page = render_template(
            "cotisations/mois.html",
            titre=self.creer,
            fil=self.fil((self.creer, None)),
            form=form,
            etapes=(ETAPES, 0),
        )
        return page, 422 if form.errors else 200

    def _mois_propose(self) -> int:
        """Return the month asked for in the address, the next one to declare by default."""
        try:
            return mois.lire(request.args.get("periode", ""))
        except ValueError:
            return ecran_mensuel.proposer(DeclarationCotisations)

    def _formulaire(self, form, titre, bouton, annuler_url):
        periode = self.trouver((request.view_args or {})["pk"]).periode
        return super()._formulaire(form, f"Cotisations {mois.complement(periode)}", "Continuer", annuler_url)

    def contexte_de_formulaire(self, form):
        """Return whether the month has an accepted DNR, whose figures can be taken again."""
        declaration = self.trouver((request.view_args or {})["pk"])
        dnr = cotisations.dnr_acceptee(db.session, declaration.employeur_id, declaration.periode)
        return super().contexte_de_formulaire(form) | {
            "declaration": declaration,
            "dnr": dnr,
            "etapes": (ETAPES, 1),
        }

    def etapes(self, objet):
        """Return the steps of a declaration: one chooses its month first."""
        return ETAPES, 2

    def avant_modification(self, objet, form):
        """Refuse « néant » beside figures; work the amounts out where they are asked for, or missing."""
        super().avant_modification(objet, form)
        if REPRENDRE in request.form:
            cotisations.preremplir(db.session, objet)
        elif objet.neant or VIDER in request.form:
            if VIDER not in request.form:
                _exiger_sans_chiffre(objet, form)
            cotisations.declarer_neant(objet)
        else:
            objet.assiette = objet.assiette or objet.masse_salariale
            if CALCULER in request.form or not objet.total:
                cotisations.calculer(db.session, objet)

    def apres_ajout(self, objet):
        """Return the form again once amounts are worked out, else the preview."""
        revient = not {CALCULER, REPRENDRE}.isdisjoint(request.form)
        return self.url("edit" if revient else "apercu", pk=objet.id)

    def obstacle(self, objet):
        """Say what keeps the figures from being sent."""
        return " ".join(cotisations.controler(db.session, objet).erreurs)

    @expose("/<int:pk>/declaration.pdf")
    @has_access
    def papier(self, pk):
        """Send the declaration: a draft to print, then its receipt."""
        declaration = self.trouver(pk)
        nom = declaration.numero or f"cotisations-{mois.iso(declaration.periode)}"
        return pdf(imprimer_declaration(db.session, declaration), nom)

    def documents(self, objet):
        """Return the declaration on paper, a receipt once it is sent."""
        libelle = "Récépissé (PDF)" if objet.soumise_le else "Déclaration à imprimer (PDF)"
        lettres = [p for p in super().documents(objet) if p["libelle"].startswith("Lettre")]
        return [{"libelle": libelle, "url": self.url("papier", pk=objet.id)}, *lettres]


def _exiger_sans_chiffre(declaration, form) -> None:
    """Refuse to declare that nothing was paid while figures say otherwise: neither is dropped silently."""
    if ecrits := [form[nom].label.text for nom in cotisations.CHIFFRES if getattr(declaration, nom)]:
        raise ChampRefuse(
            "neant",
            f"« Néant » dit que personne n’a été payé, mais des chiffres sont écrits : {', '.join(ecrits)}. "
            "Choisissez « Non » pour les garder, ou « Effacer les chiffres et déclarer néant » ci-dessous.",
        )


@complement_de(DeclarationCotisations)
def complement_cotisations(declaration, vue) -> str:
    """Return the figures, when they fall due, how they differ from the DNR, and the month's history."""
    limite = exigible_le(declaration.employeur, declaration.periode, bareme(db.session))
    depose = declaration.soumise_le.date() if declaration.soumise_le else aujourd_hui()
    en_cours = declaration.statut in A_COMPLETER
    historique = cotisations.historique(db.session, declaration.employeur_id, declaration.periode)
    return render_template(
        "cotisations/complement.html",
        declaration=declaration,
        exigible_le=limite,
        en_retard=depose > limite,
        controle=cotisations.controler(db.session, declaration) if en_cours else None,
        ecarts=_ecarts(declaration),
        historique=[(d, vue.url("show", pk=d.id)) for d in historique if d.soumise_le],
        payer="deposer" in acteur().droits(vue.espace) and declaration.statut is Statut.acceptee,
    )


def _ecarts(declaration) -> list:
    """Return how the DNR accepted since differs: the account bears the difference."""
    dnr = cotisations.dnr_acceptee(db.session, declaration.employeur_id, declaration.periode)
    return cotisations.comparer(declaration, dnr) if dnr and declaration.statut is Statut.acceptee else []
