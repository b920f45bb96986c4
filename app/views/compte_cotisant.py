"""The employer's account: what is owed and why, month by month, on any day."""

from flask import abort, request
from flask_wtf import FlaskForm

from app.base_de_donnees import db
from app.compte import livre
from app.formulaires import ChampDate
from app.horloge import aujourd_hui
from app.models import Ecriture, Employeur
from app.parametres import bareme
from app.regles import ecriture, mois
from app.securite import acteur
from app.views.base import Vue

MOIS_DU_GRAPHIQUE = 12


class FormulaireDate(FlaskForm):
    """The day the account is looked at."""

    class Meta:
        csrf = False

    au = ChampDate("Situation au", description="Une date à venir simule les majorations jusque-là")


class CompteCotisantView(Vue):
    """Balance, months owed and paid, and every entry of the ledger."""

    modele = Ecriture
    espace = "employeur"
    titre = "Compte cotisant"
    resume = "Ce que vous devez, ce que vous avez payé, mois par mois"
    base_order = ("le", "desc")
    list_columns = ["le", "operation.libelle", "operation.cause", "periode", "debit", "credit", "montant"]
    label_columns = {"operation.libelle": "Opération", "operation.cause": "Cause"}
    search_columns = ["periode", "le", "debit", "credit"]
    include_route_methods = {"list", "exporter"}
    gabarit_liste = "cotisations/compte.html"

    def lien_vers(self, ligne):
        """Return nothing: an entry has no page of its own."""

    def contexte_de_liste(self):
        """Return the state of the account on the day asked for, above the entries."""
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id or 0) or abort(404)
        form = FormulaireDate(request.args)
        jour = form.au.data if form.validate() and form.au.data else aujourd_hui()
        compte = livre.compte(db.session, employeur, jour, bareme(db.session))
        lignes = [_ligne(ligne, jour) for _, ligne in sorted(compte.lignes.items(), reverse=True)]
        du = sum(ligne["reste"] + ligne["majoration_due"] for ligne in lignes)
        return {
            "form": form,
            "jour": jour,
            "du": du,
            "avance": compte.avance,
            "dus": [ligne for ligne in lignes if ligne["reste"] or ligne["majoration_due"]],
            "mois": lignes[: 3 * MOIS_DU_GRAPHIQUE],
            "points": _points(lignes[:MOIS_DU_GRAPHIQUE]),
        }


def _ligne(ligne, jour) -> dict:
    """Return a month of the account as the page shows it; amounts in francs."""
    reste, majoration_due = ligne.reste, ligne.majoration_due(jour)
    return {
        "periode": ligne.periode,
        "exigible_le": ligne.exigible_le,
        "principal": ligne.principal,
        "reste": reste,
        "majoration": ligne.majoration(jour),
        "majoration_due": majoration_due,
        "remise": ligne.remise,
        "paiements": [*ligne.payes, *ligne.majorations_payees],
        "etat": _etat(ligne, reste + majoration_due, jour),
    }


def _etat(ligne, du: int, jour) -> str:
    """Return « Payé », « En retard » or « À payer » for a month."""
    if du <= 0:
        return "Payé"
    return "En retard" if jour > ligne.exigible_le else "À payer"


def _points(lignes: list[dict]) -> list[dict]:
    """Return the months of the chart, oldest first."""
    return [
        {
            "libelle": mois.libelle(ligne["periode"]),
            "valeur": ligne["principal"],
            "texte": f"{ecriture.francs(ligne['principal'])}, {ligne['etat'].lower()}",
        }
        for ligne in reversed(lignes)
    ]
