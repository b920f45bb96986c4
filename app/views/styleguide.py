"""`/styleguide`: every component with its states, drawn by the macros that the pages use."""

from datetime import UTC, datetime
from types import SimpleNamespace

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.classeurs.lire import EXTENSIONS
from app.demandes.etats import Statut
from app.generateur.adaptateur import expose
from app.generateur.champs_fichier import ChampFichier
from app.generateur.champs_lus import ChampDate, ChampMois, ChampMontant, en_choix
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.formulaires import OBLIGATOIRE
from app.generateur.piege import ChampPiege
from app.site.publique import fil

CHOIX = en_choix((("mensuelle", "Mensuelle"), ("trimestrielle", "Trimestrielle")))
COULEURS = (
    "fond", "surface", "creux", "encre", "encre-douce", "filet", "bord", "bandeau", "action", "lien", "or",
    "succes", "info", "attente", "attention", "danger", "neutre",
)  # fmt: skip


class FormulaireModeleDeStyle(FlaskForm):
    """One field of each kind."""

    class Meta:
        csrf = False

    nom = StringField(
        "Raison sociale", [InputRequired(OBLIGATOIRE)], description="Telle qu’au registre du commerce"
    )
    montant = ChampMontant("Rémunération du mois", description="En francs, sans décimales")
    jour = ChampDate("Date d’embauche", description="Par exemple 02/01/2026")
    mois = ChampMois("Mois déclaré")
    choix = SelectField("Périodicité", choices=CHOIX)
    facon = RadioField("Comment déclarer", choices=CHOIX)
    accord = BooleanField("Je confirme que c’est exact")
    motif = TextAreaField("Motif", description="La personne concernée le lira")
    fichier = ChampFichier("Fichier de la DNR", extensions=EXTENSIONS)
    site_web = ChampPiege()


class StyleguideView(PageOuverte):
    """The living page of the design system, for development and demonstrations."""

    en_demonstration = True
    route_base = "/styleguide"
    default_view = "index"

    @expose("/")
    def index(self):
        """Show every component."""
        return self.render_template(
            "styleguide.html",
            titre="Guide de style",
            fil=fil(("Guide de style", None)),
            imprimable=True,
            couleurs=COULEURS,
            statuts=list(Statut),
            vide=FormulaireModeleDeStyle(prefix="vide-"),
            fautif=_fautif(),
            evenements=_evenements(),
            points=_points(),
        )


def _fautif() -> FlaskForm:
    """Return the form as it comes back with mistakes in it."""
    saisie = {
        "faute-site_web": ["http://exemple.tg"],
        "faute-montant": ["cent mille"],
        "faute-jour": ["32/13/2026"],
        "faute-mois": ["treize"],
    }
    form = FormulaireModeleDeStyle(MultiDict(saisie), prefix="faute-")
    form.validate()
    return form


def _evenements() -> list:
    return [
        SimpleNamespace(
            le=datetime(2026, 1, jour, 10, 42, tzinfo=UTC), acteur_nom=qui, vers=etat, motif=motif
        )
        for jour, qui, etat, motif in (
            (2, "Afi Kouévi", Statut.soumise, None),
            (5, "Mèhèza Tchalim", Statut.complement_demande, "Joignez la paie de décembre."),
            (6, "Afi Kouévi", Statut.soumise, None),
        )
    ]


def _points() -> list[dict]:
    return [
        {"libelle": str(annee), "valeur": mois, "texte": f"{mois} mois"}
        for annee, mois in zip(range(2019, 2027), (3, 12, 12, 7, 0, 12, 12, 10), strict=True)
    ]
