"""The public statistics."""

from dataclasses import dataclass

from flask import send_file

from app.generateur import exports
from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.regles import francais as ecrire
from app.regles import mois
from app.site import statistiques
from app.site.publique import montrer, publique
from app.site.tables.statistiques import Dimension, StatistiquePubliee
from app.socle.base_de_donnees import db

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
