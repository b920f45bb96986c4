"""The insured person's space: the individual account and the pension simulator."""

from datetime import date

from flask import abort, render_template, request, url_for
from flask_appbuilder import expose, has_access
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.base_de_donnees import db
from app.compte import individuel
from app.documents import compte_individuel, simulation
from app.horloge import aujourd_hui
from app.models import Assure, LigneCarriere
from app.parametres import bareme
from app.regles import ecriture, mois
from app.regles.bareme import AvantPremierTexte
from app.regles.droit import anniversaire
from app.securite import acteur
from app.views.base import EspaceView, Vue
from app.views.envois import pdf
from app.views.simulation import FormulaireSimulation, etudier


def moi_assure() -> Assure:
    """Return the insured person signed in; 404 for an account not linked to one."""
    return db.session.get(Assure, acteur().perimetre.assure_id or 0) or abort(404)


class CompteIndividuelView(Vue):
    """Every line declared for the person, the one that counts and the one replaced."""

    modele = LigneCarriere
    espace = "assure"
    titre = "Compte individuel"
    resume = "Vos mois déclarés, vos employeurs, vos rémunérations"
    base_order = ("periode", "desc")
    list_columns = [
        "periode",
        "employeur.raison_sociale",
        "remuneration",
        "jours",
        "numero_declaration",
        "etat",
    ]
    label_columns = {"employeur.raison_sociale": "Employeur", "etat": "État"}
    search_columns = ["periode", "employeur.raison_sociale"]
    include_route_methods = {"list", "exporter", "releve"}
    droits_des_routes = {"releve": "consulter"}
    gabarit_liste = "assure/compte.html"

    def lien_vers(self, ligne):
        """Return nothing: a line has no page of its own."""

    def contexte_de_liste(self):
        """Return the career in figures, above the lines."""
        releve = individuel.relever(db.session, moi_assure().id)
        return {
            "releve": releve,
            "assure": moi_assure(),
            "releve_url": self.url("releve"),
            "annees": [
                {
                    "libelle": str(a),
                    "valeur": n,
                    "texte": f"{ecriture.quantite(n, 'mois')}, {ecriture.francs(s)}",
                }
                for a, n, s in releve.par_annee()
            ],
            "lacunes": [
                {"texte": _lacune(*b), "url": url_for("ReclamationAssureView.add", lacune=mois.iso(b[0]))}
                for b in releve.lacunes
            ],
        }

    @expose("/releve.pdf")
    @has_access
    def releve(self):
        """Send the account as a PDF."""
        assure = moi_assure()
        releve = individuel.relever(db.session, assure.id)
        return pdf(
            compte_individuel.imprimer(
                compte_individuel.Compte(
                    numero_assurance=assure.numero,
                    nom=assure.nom,
                    prenoms=assure.prenoms,
                    naissance_le=assure.naissance_le,
                    lignes=lignes_du_compte(db.session),
                    mois_assures=releve.mois_assures,
                    lacunes=releve.lacunes,
                    edite_le=aujourd_hui(),
                )
            ),
            f"compte-individuel-{assure.numero}",
        )


def lignes_du_compte(session) -> list:
    """Return the lines in scope as the statement prints them, oldest first."""
    requete = (
        select(LigneCarriere)
        .options(joinedload(LigneCarriere.employeur))
        .order_by(LigneCarriere.periode, LigneCarriere.id)
    )
    return [
        compte_individuel.LigneCompte(
            mois=ligne.periode,
            employeur=ligne.employeur.raison_sociale if ligne.employeur else "",
            jours=ligne.jours,
            remuneration=ligne.remuneration,
            source=ligne.numero_declaration,
            comptee=ligne.remplacee_par_id is None,
        )
        for ligne in session.scalars(requete)
    ]


def _lacune(debut: int, fin: int) -> str:
    duree = ecriture.quantite(mois.ecart(debut, fin) + 1, "mois")
    return (
        f"{mois.libelle(debut)} ({duree})"
        if debut == fin
        else f"{mois.libelle(debut)} à {mois.libelle(fin)} ({duree})"
    )


SANS_JETON = {"csrf": False}
"""A form that is read by GET: it changes nothing."""


class SimulateurView(EspaceView):
    """Normal and early pension side by side, from the person's own account, every figure explained."""

    espace = "assure"
    titre = "Simulateur de pension"
    resume = "Estimer votre pension normale ou anticipée, étape par étape"
    droits_des_routes = {"index": "consulter", "papier": "consulter"}

    @expose("/")
    @has_access
    def index(self):
        """Show the simulation for a departure date, at once."""
        assure = moi_assure()
        form = FormulaireSimulation(request.args, meta=SANS_JETON)
        if form.depart_le.data is None and not form.depart_le.raw_data:
            form.depart_le.data = self._depart_propose(assure)
        etude = self._etude(assure, form) if not request.args or form.validate() else None
        return render_template(
            "assure/simulateur.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            assure=assure,
            etude=etude,
            pdf_url=self.url("papier", **request.args),
        ), 422 if form.errors else 200

    def _depart_propose(self, assure) -> date:
        """Return the first day a pension may open by age, or today when it has passed."""
        age = bareme(db.session).au(aujourd_hui())["pension_age_anticipe"].valeur
        return max(anniversaire(assure.naissance_le, age), aujourd_hui())

    def _etude(self, assure, form) -> dict | None:
        gains = individuel.gains(db.session, assure.id)
        try:
            return etudier(gains, assure.naissance_le, form.depart_le.data, form.salaire_futur.data)
        except (ValueError, AvantPremierTexte) as refus:
            form.depart_le.errors = [str(refus)]
            return None

    @expose("/simulation.pdf")
    @has_access
    def papier(self):
        """Send the same simulation as a PDF."""
        assure, form = moi_assure(), FormulaireSimulation(request.args, meta=SANS_JETON)
        form.depart_le.data = form.depart_le.data or self._depart_propose(assure)
        etude = self._etude(assure, form) or abort(404)
        salaire = form.salaire_futur.data
        return pdf(
            simulation.imprimer(
                simulation.Etude(
                    nom=f"{assure.nom} {assure.prenoms}",
                    numero_assurance=assure.numero,
                    naissance_le=assure.naissance_le,
                    simulations=etude["simulations"],
                    edite_le=aujourd_hui(),
                    hypotheses=(f"Salaire mensuel jusqu’au départ : {ecriture.francs(salaire)}.",)
                    if salaire
                    else (),
                )
            ),
            "simulation-pension",
        )
