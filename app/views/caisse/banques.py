"""The fund's banks, and how each writes its statements: tried on a real one before it is kept."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.champs_lus import en_choix
from app.generateur.controles import au_plus, lisible
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import OBLIGATOIRE, Formulaire
from app.services.paiement import lecture_releve, releves_bancaires
from app.services.paiement.lecture_releve import EXTENSIONS, SEPARATEURS, Correspondance, ReleveIllisible
from app.services.paiement.tables import Banque
from app.socle.base_de_donnees import db, transaction, verrouiller

DATES = {
    "%d/%m/%Y": "02/01/2026", "%Y-%m-%d": "2026-01-02", "%d-%m-%Y": "02-01-2026",
    "%d.%m.%Y": "02.01.2026", "%d/%m/%y": "02/01/26", "%Y%m%d": "20260102",
}  # fmt: skip
DECIMALES = {",": "Virgule : 94 500,00", ".": "Point : 94,500.00"}
MONTREES = 10
"""Lines of a trial that are shown."""


def _titre(libelle: str, aide: str = "") -> StringField:
    controles = [InputRequired(OBLIGATOIRE), lisible, au_plus(60)]
    return StringField(libelle, controles, description=aide)


class FormulaireColonnes(Formulaire):
    """How a bank writes its statements."""

    date = _titre("Titre de la colonne des dates")
    reference = _titre("Titre de la colonne des références")
    libelle = _titre("Titre de la colonne des libellés")
    montant = _titre("Titre de la colonne des montants reçus", "Celle des crédits, ou l’unique si signée")
    separateur = SelectField("Séparateur des colonnes", choices=en_choix(SEPARATEURS.items()))
    format_date = SelectField("Écriture des dates", choices=en_choix(DATES.items()))
    decimales = SelectField("Signe des décimales", choices=en_choix(DECIMALES.items()))
    fichier = ChampFichier(
        "Relevé d’essai", extensions=EXTENSIONS, description="Un relevé de cette banque, pour vérifier."
    )

    def correspondance(self) -> Correspondance:
        """Return what was typed."""
        return Correspondance(**{nom: self[nom].data for nom in Correspondance.__dataclass_fields__})


class BanqueView(Vue):
    """The banks at which employers pay, with the account to credit."""

    modele = Banque
    espace = "agent"
    domaine = "encaissements"
    titre = "Banques de la CNSS"
    ordre = 380
    adresse = "banques"
    creer = "Ajouter une banque"
    list_columns = ["code", "nom", "compte"]
    add_columns = list_columns
    include_route_methods = {"list", "show", "add", "edit", "releve"}
    droits_des_routes = {"add": "instruire", "edit": "instruire", "releve": "instruire"}

    def actions_de_fiche(self, objet):
        """Return the ways to change a bank, and how it writes its statements."""
        colonnes = {"libelle": "Colonnes du relevé", "url": self.url("releve", pk=objet.id)}
        return [*super().actions_de_fiche(objet), colonnes]

    def sections_de(self, objet):
        """Return the bank, then how it writes its statements."""
        colonnes = _montrer(releves_bancaires.correspondance(objet))
        return [*super().sections_de(objet), {"titre": "Colonnes du relevé", "paires": colonnes}]

    @expose("/<int:pk>/colonnes", methods=["GET", "POST"])
    @has_access
    def releve(self, pk):
        """Change how a bank's statements are read; a statement given is read to show what that gives."""
        banque, essai = self.trouver(pk), None
        form = FormulaireColonnes(data=asdict(releves_bancaires.correspondance(banque)))
        if request.method == "POST" and form.validate():
            essai = _essayer(form)
            if not form.errors and "essayer" not in request.form:
                with transaction(db.session) as session:
                    verrouiller(session, banque).correspondance = asdict(form.correspondance())
                flash(f"Les colonnes des relevés de {banque} sont enregistrées.", "success")
                return redirect(self.url("show", pk=pk))
        page = render_template(
            "rapprochement/colonnes.html",
            titre="Colonnes du relevé",
            fil=self.fil((str(banque), self.url("show", pk=pk)), ("Colonnes du relevé", None)),
            form=form,
            essai=essai,
            lues=essai[:MONTREES] if essai else [],
        )
        return page, 422 if form.errors else 200


def _montrer(lue: Correspondance) -> list[tuple[str, str]]:
    """Return how a bank writes its statements, in the words of the form."""
    return [
        ("Dates", lue.date),
        ("Références", lue.reference),
        ("Libellés", lue.libelle),
        ("Montants reçus", lue.montant),
        ("Séparateur", SEPARATEURS[lue.separateur]),
        ("Écriture des dates", DATES[lue.format_date]),
        ("Décimales", DECIMALES[lue.decimales]),
    ]


def _essayer(form) -> list | None:
    """Return the credits of the statement given, None without one or with the error on its field."""
    envoi = form.fichier.data
    if not getattr(envoi, "filename", ""):
        return None
    try:
        return lecture_releve.lire(envoi.read(), form.correspondance())
    except ReleveIllisible as refus:
        form.fichier.errors = [str(refus)]
        return None
