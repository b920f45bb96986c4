"""The dated parameters of the law: one person proposes, another confirms; only then do they apply."""

from sqlalchemy.orm import Session
from wtforms import BooleanField

from app.referentiel import sortes
from app.referentiel.ecran import VueDatee
from app.referentiel.sortes import a_chaque_changement
from app.regles import vraisemblance
from app.repertoire.tables import ParametreLegal
from app.site.indexer import reindexer
from app.socle.acces import Acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.socle.refus import ChampRefuse
from app.travaux.taches import differer


class ParametreView(VueDatee[ParametreLegal]):
    """The dated values of the law."""

    modele = ParametreLegal
    espace = "supervision"
    domaine = "referentiel"
    titre = "Paramètres de la loi"
    ordre = 600
    creer = "Proposer un paramètre"
    resume = "Taux, SMIG, âges et délais, datés par leur texte"
    list_columns = ["code", "libelle", "valeur_lue", "effet_le", "etat", "a_confirmer"]
    label_columns = {"valeur_lue": "Valeur", "etat": "État"}
    search_columns = ["code", "libelle", "effet_le", "unite"]
    show_columns = [*list_columns, "reference", "confirme_le", "retire_le"]
    add_columns = ["code", "valeur", "effet_le", "reference", "a_confirmer"]
    hors_de_la_ligne = ("voulu",)

    def _init_forms(self):
        super()._init_forms()
        self.add_form.voulu = BooleanField(
            "J’ai relu le texte : l’écart ou la date passée sont voulus",
            description="À cocher seulement si le portail le demande.",
        )

    def avant_ajout(self, objet, form):
        """Ask of what is strange whether it is meant."""
        super().avant_ajout(objet, form)
        etrange = vraisemblance.etrange(
            objet.valeur, objet.effet_le, sortes.remplacee_par(db.session, objet), aujourd_hui()
        )
        if etrange and not form.voulu.data:
            raise ChampRefuse("voulu", etrange)

    def motif_de(self, objet):
        """Return the text that makes the law."""
        return objet.reference


@a_chaque_changement(ParametreLegal)
def reindexer_le_site(session: Session, ligne: ParametreLegal, acteur: Acteur) -> None:
    """Have the figures of the law that the site's pages tell searched anew."""
    differer(session, reindexer, f"reindexer_le_site:{ligne.id}")
