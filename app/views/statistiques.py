"""The public statistics, and the screen where a month is published."""

from dataclasses import dataclass

from flask import flash, redirect, request, send_file
from flask_appbuilder import expose, has_access
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from app import exports
from app.base_de_donnees import db, ecriture
from app.cycle import TransitionRefusee
from app.formulaires import ChampMois
from app.horloge import aujourd_hui
from app.models import Dimension, StatistiquePubliee
from app.regles import ecriture as ecrire
from app.regles import mois
from app.securite import acteur
from app.site import statistiques
from app.views.base import PageOuverte, Vue
from app.views.site.publique import montrer, publique

MESURES = (
    ("employeurs", "Employeurs déclarants", ecrire.nombre),
    ("assures", "Assurés déclarés", ecrire.nombre),
    ("encaisse", "Cotisations encaissées", ecrire.francs),
)
"""What is counted: column, title, how it is written."""
ENTETES = ("Mois", "Par", "Ventilation", "Employeurs déclarants", "Assurés déclarés", "Encaissé (F)")
TITRE = "Statistiques"


@dataclass(frozen=True)
class Ventilation:
    """The lines of the last month by one dimension, for a chart and a table."""

    titre: str
    points: list[dict]
    lignes: list[dict]


def courbes(lignes: list[StatistiquePubliee]) -> list[dict]:
    """Return one series a measure, month after month, with the sentence that says it."""
    ensemble = [ligne for ligne in lignes if ligne.dimension is Dimension.ensemble]
    return [_courbe(ensemble, *mesure) for mesure in MESURES]


def _courbe(ensemble, cle, titre, texte) -> dict:
    points = [
        {
            "libelle": mois.libelle(ligne.periode),
            "valeur": getattr(ligne, cle),
            "texte": texte(getattr(ligne, cle)),
        }
        for ligne in ensemble
    ]
    dernier = points[-1]
    resume = f"{dernier['texte']} en {dernier['libelle']}, {points[0]['texte']} en {points[0]['libelle']}."
    return {"titre": titre, "points": points, "resume": resume, "dernier": dernier["texte"]}


def ventilation(lignes: list, dimension: Dimension) -> Ventilation:
    """Return the lines of a month by a dimension; `lignes` are published ones, or about to be."""
    return Ventilation(
        f"Par {dimension.value.lower()}",
        [
            {
                "libelle": _nom(ligne),
                "valeur": ligne.assures,
                "texte": ecrire.accord(ligne.assures, "assuré", "assurés"),
            }
            for ligne in lignes
        ],
        [
            {"cellules": [_nom(ligne), *(texte(getattr(ligne, cle)) for cle, _, texte in MESURES)]}
            for ligne in lignes
        ],
    )


def _nom(ligne) -> str:
    return f"{ligne.modalite} ({ligne.regroupees})" if ligne.regroupees else ligne.modalite or "Ensemble"


ENTETES_DU_TABLEAU = [
    {"libelle": "Ventilation"},
    *({"libelle": titre, "numerique": True} for _, titre, _ in MESURES),
]


class StatistiquesView(PageOuverte):
    """`/statistiques/`: what is published, nothing else."""

    route_base = "/statistiques"
    default_view = "index"

    @expose("/")
    @publique
    def index(self):
        """Show the months published: charts, tables, and the file."""
        lignes = statistiques.publiees(db.session)
        dernier = lignes[-1].periode if lignes else None
        du_dernier = [ligne for ligne in lignes if ligne.periode == dernier]
        return montrer(
            "site/statistiques.html",
            titre=TITRE,
            dernier=dernier,
            seuil=statistiques.SEUIL,
            colonnes=ENTETES_DU_TABLEAU,
            courbes=courbes(lignes) if lignes else [],
            ventilations=[
                ventilation([ligne for ligne in du_dernier if ligne.dimension is dimension], dimension)
                for dimension in (Dimension.division, Dimension.secteur)
            ],
        )

    @expose("/statistiques.csv")
    def fichier(self):
        """Send every line published."""
        lignes = statistiques.publiees(db.session, None)
        fichier = exports.csv(TITRE, ENTETES, map(_rangee, lignes))
        return send_file(fichier, "text/csv", as_attachment=True, download_name="statistiques-cnss.csv")


def _rangee(ligne: StatistiquePubliee) -> list:
    nombres = [getattr(ligne, cle) for cle, _, _ in MESURES]
    return [mois.iso(ligne.periode), ligne.dimension.value, _nom(ligne), *nombres]


class FormulaireDePublication(FlaskForm):
    """The month to publish."""

    periode = ChampMois("Mois", [InputRequired("Choisissez un mois terminé.")])


class PublicationView(Vue):
    """Publishing the figures of a month: counted, shown, then confirmed."""

    modele = StatistiquePubliee
    espace = "supervision"
    titre = "Statistiques publiques"
    resume = "Publier les chiffres d’un mois"
    list_columns = ["periode", "dimension", "modalite", "employeurs", "assures", "encaisse", "publiee_le"]
    search_columns = ["periode", "dimension"]
    base_order = ("periode", "desc")
    include_route_methods = {"list", "exporter", "publier"}
    droits_des_routes = {"publier": "configurer"}

    def lien_vers(self, ligne):
        """Return nothing: a line has no page of its own."""

    def actions_de_liste(self):
        """Return the way to publish a month."""
        return [{"libelle": "Publier un mois", "url": self.url("publier"), "genre": "principal"}]

    @expose("/publier", methods=["GET", "POST"])
    @has_access
    def publier(self):
        """Show the figures of the month chosen, then publish them once confirmed."""
        form = FormulaireDePublication()
        if not form.is_submitted():
            form.periode.data = mois.plus(mois.de_date(aujourd_hui()), -1)
            return self._page(form)
        tableau = self._calculer(form) if form.validate() else None
        if tableau is None or "confirmer" not in request.form:
            return self._page(form, tableau), 422 if form.errors else 200
        with ecriture(db.session) as session:
            statistiques.publier(session, tableau.periode, acteur().utilisateur_id)
        flash(f"Publié : les chiffres {mois.complement(tableau.periode)}.", "success")
        return redirect(self.url("list"))

    def _calculer(self, form):
        try:
            return statistiques.calculer(db.session, form.periode.data)
        except TransitionRefusee as refus:
            form.periode.errors = [str(refus)]
            return None

    def _page(self, form, tableau=None):
        return self.render_template(
            "statistiques/publier.html",
            titre="Publier les statistiques d’un mois",
            fil=self.fil(("Publier", None)),
            form=form,
            tableau=tableau,
            colonnes=ENTETES_DU_TABLEAU,
            ventilations=[ventilation(lignes, d) for d, lignes in tableau.lignes.items()] if tableau else [],
        )
