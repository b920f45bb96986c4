"""The contribution account: what is owed and when, the year, why, and the statement; for any day.

The employer reads his own; the fund's agents read anybody's.
"""

from collections.abc import Sequence
from datetime import date

from flask import abort, render_template, request, send_file
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.validators import Optional

from app.cotisations import calendrier, releve
from app.cotisations import pourquoi as explications
from app.cotisations.imprimer import imprimer_releve
from app.cotisations.tables import Ecriture
from app.demandes.ecrans.dossier import trouver
from app.generateur import exports
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_lus import ChampDate
from app.generateur.ecrans.espace import EspaceView
from app.generateur.ecrans.vue import Vue
from app.generateur.telechargements import pdf
from app.regles import francais, mois
from app.repertoire.tables import Employeur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.views.caisse.repertoire import EmployeurView

FORMES = {"csv": exports.csv, "xlsx": exports.xlsx}
MONTRES = 24
"""Months to declare or to pay that the page names, the first due first; the calendar shows the others."""
ANNEES_A_VENIR = 10


def pas_trop_loin(_form, champ) -> None:
    """Refuse a day so far that what would be owed by then means nothing."""
    dernier = aujourd_hui().year + ANNEES_A_VENIR
    if champ.data and champ.data.year > dernier:
        raise ValidationError(f"Cette date est trop lointaine : la simulation va jusqu’à fin {dernier}.")


class FormulaireDate(FlaskForm):
    """The day the account is looked at."""

    class Meta:
        csrf = False

    au = ChampDate(
        "Situation au",
        [Optional(), pas_trop_loin],
        description="Une date à venir simule les majorations jusque-là",
    )


class FormulaireReleveCompte(FlaskForm):
    """The days between which the account is stated."""

    class Meta:
        csrf = False

    du = ChampDate("Relevé du")
    jusqu_au = ChampDate("au")


class EcranDuCompte(EspaceView, abstrait=True):
    """An employer's account on a day."""

    modele = Employeur
    titre = "Compte cotisant"
    droits_des_routes = dict.fromkeys(("index", "pourquoi", "calendrier", "releve"), "consulter")
    paie = False
    """Whether who reads it may declare and pay from here."""

    def employeur(self, pk=None) -> Employeur:
        """Return the employer whose account is shown."""
        return db.session.get(Employeur, acteur().perimetre.employeur_id or 0) or abort(404)

    def adresse_de(self, route: str, **arguments) -> str:
        """Return the address of a route for the employer shown."""
        return self.url(route, **(request.view_args or {}), **arguments)

    def fil_du_compte(self, employeur, *suite):
        """Return the breadcrumb."""
        return self.fil(*suite)

    @expose("/")
    @has_access
    def index(self, pk=None):
        """Show what is owed and when, the year, the last twelve months; all as of one day."""
        employeur, form = self.employeur(pk), FormulaireDate(request.args)
        etabli = calendrier.etablir(db.session, employeur, _jour(form, form.au))
        annee = _choisie(etabli.annees, etabli.au.year)
        return render_template(
            "cotisations/compte.html",
            titre=self.titre,
            fil=self.fil_du_compte(employeur),
            employeur=employeur,
            form=form,
            compte=etabli,
            a_faire=etabli.a_faire(),
            montres=MONTRES,
            anciens=etabli.debut > mois.de_date(employeur.debut_activite_le),
            annee=annee,
            voisines=[
                (a, self.adresse_de("index", annee=a, au=etabli.au.isoformat()))
                for a in (annee - 1, annee + 1)
                if a in etabli.annees
            ],
            exports=[
                (libelle, self.adresse_de("calendrier", forme=forme, annee=annee, au=etabli.au.isoformat()))
                for forme, libelle in (("csv", "Exporter en CSV"), ("xlsx", "Exporter en Excel"))
            ],
            points=_points(etabli.douze_derniers()),
            paie=self.paie and "deposer" in acteur().droits(self.domaine),
            pourquoi_url=self.adresse_de("pourquoi", au=etabli.au.isoformat()),
            releve_url=self.adresse_de("releve"),
            releve=FormulaireReleveCompte(
                formdata=None, data={"du": date(etabli.au.year, 1, 1), "jusqu_au": etabli.au}
            ),
            ecritures_url=self.ecritures(),
        )

    def ecritures(self) -> str:
        """Return where the bare entries are listed; nowhere by default."""
        return ""

    @expose("/pourquoi")
    @has_access
    def pourquoi(self, pk=None):
        """Explain the balance, operation by operation, a year at a time."""
        employeur, form = self.employeur(pk), FormulaireDate(request.args)
        jour = _jour(form, form.au)
        sommes = explications.par_annee(db.session, employeur.id, jour)
        annees = sorted(sommes, reverse=True)
        annee = _choisie(annees, max(annees, default=jour.year))
        reporte = sum(somme for an, somme in sommes.items() if an < annee)
        adresse = self.adresse_de("pourquoi", au=jour.isoformat())
        operations = explications.pourquoi(db.session, employeur, jour, annee, reporte)
        return render_template(
            "cotisations/pourquoi.html",
            titre="Pourquoi ce solde ?",
            fil=self.fil_du_compte(employeur, ("Pourquoi ce solde ?", None)),
            jour=jour,
            solde=sum(sommes.values()),
            reporte=reporte,
            annee=annee,
            explications=operations,
            textes=explications.textes(operations),
            onglets=[(a, f"{adresse}&annee={a}", a == annee) for a in annees],
        )

    @expose("/calendrier.<any(csv, xlsx):forme>")
    @has_access
    def calendrier(self, forme, pk=None):
        """Send the calendar of a year as it stands on a day."""
        employeur, form = self.employeur(pk), FormulaireDate(request.args)
        etabli = calendrier.etablir(db.session, employeur, _jour(form, form.au))
        annee = _choisie(etabli.annees, etabli.au.year)
        titre = f"Calendrier {annee}"
        fichier = FORMES[forme](titre, calendrier.ENTETES, map(calendrier.rangee, etabli.annee(annee)))
        nom = f"calendrier-{employeur.numero}-{annee}.{forme}"
        return send_file(fichier, download_name=nom, as_attachment=True)

    @expose("/releve")
    @has_access
    def releve(self, pk=None):
        """Send the statement between two days, as CSV, as a workbook or as a PDF."""
        employeur, form = self.employeur(pk), FormulaireReleveCompte(request.args)
        form.validate()
        au = form.jusqu_au.data or aujourd_hui()
        du = min(form.du.data or date(au.year, 1, 1), au)
        nom = f"compte-{employeur.numero}-{au:%Y%m%d}"
        forme = request.args.get("forme", "pdf")
        if forme not in FORMES:
            return pdf(imprimer_releve(db.session, employeur, du, au), nom)
        rangees = releve.rangees(releve.lignes(db.session, employeur.id, du, au))
        fichier = FORMES[forme](self.titre, releve.ENTETES, rangees)
        return send_file(fichier, download_name=f"{nom}.{forme}", as_attachment=True)


def _jour(form, champ) -> date:
    return champ.data if form.validate() and champ.data else aujourd_hui()


def _choisie(annees: Sequence[int], sinon: int) -> int:
    """Return the year asked for in the address when it is one of these."""
    voulue = request.args.get("annee", "")
    return int(voulue) if voulue in map(str, annees) else sinon


def _points(douze: list) -> list[dict]:
    """Return the months of the chart, the oldest first."""
    return [
        {
            "libelle": mois.libelle(m.periode),
            "valeur": m.du,
            "texte": f"{francais.francs(m.du)}, {m.etat.value.lower()}",
        }
        for m in douze
    ]


class CompteCotisantView(EcranDuCompte):
    """The employer's own account."""

    espace = "employeur"
    titre = EcranDuCompte.titre
    ordre = 40
    resume = "Ce que vous devez, ce que vous avez payé, mois par mois"
    paie = True

    def ecritures(self):
        """Return the list of the entries."""
        return EcritureView.url("list")


class CompteEmployeurView(EcranDuCompte):
    """Any employer's account, as the fund's agents read it."""

    espace = "agent"
    domaine = "registre"
    adresse = "employeurs/<int:pk>/compte"

    def employeur(self, pk=None):
        """Return the employer of the address."""
        return trouver(Employeur, pk)

    def fil_du_compte(self, employeur, *suite):
        """Return the breadcrumb, through the register."""
        ici = (self.titre, self.adresse_de("index") if suite else None)
        fiche = (str(employeur), EmployeurView.url("show", pk=employeur.id))
        return EmployeurView.fil(fiche, ici, *suite)


class EcritureView(Vue):
    """Every entry of the employer's ledger, to filter and export."""

    modele = Ecriture
    espace = "employeur"
    titre = "Écritures du compte"
    adresse = "ecritures"
    base_order = ("le", "desc")
    list_columns = ["le", "operation.libelle", "operation.cause", "periode", "debit", "credit", "montant"]
    label_columns = {"operation.libelle": "Opération", "operation.cause": "Cause"}
    search_columns = ["periode", "le", "debit", "credit"]
    include_route_methods = {"list", "exporter"}

    def lien_vers(self, ligne):
        """Return nothing: an entry has no page of its own."""
