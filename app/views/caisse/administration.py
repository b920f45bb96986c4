"""Administration: who may act for which employer; what the worker does; the files that are sent."""

from app.generateur.ecrans.gestes import AvecGestes, Geste
from app.generateur.ecrans.vue import Vue
from app.identites import mandats
from app.identites.tables import EnvoisDuJour, Habilitation
from app.socle.acteur import acteur
from app.travaux.tables import Tache


class HabilitationView(AvecGestes[Habilitation], Vue[Habilitation]):
    """Who may act for an employer: given and taken back here, for a reason that is told."""

    modele = Habilitation
    espace = "administration"
    titre = "Habilitations"
    ordre = 620
    creer = "Habiliter une personne"
    resume = "Dire qui déclare pour quel employeur"
    list_columns = ["utilisateur", "employeur", "declarer", "titulaire"]
    search_columns = ["employeur.numero", "employeur.raison_sociale"]
    add_columns = ["utilisateur_id", "employeur_id", "declarer", "raison"]
    show_columns = [*list_columns, "raison"]
    si_remplies = ("raison",)
    include_route_methods = {"list", "show", "exporter", "add", "agir"}
    droits_des_routes = dict.fromkeys(("add", "choix"), "configurer")
    gestes = {
        "declarer": Geste("Permettre de déclarer", mandats.permettre_de_declarer),
        "consulter": Geste("Limiter à la consultation", mandats.limiter),
        "retirer": Geste("Retirer le mandat", mandats.retirer, "danger"),
    }

    def _fiche(self, objet, **contexte):
        peut = f"{objet.utilisateur} peut {mandats.DROITS[objet.declarer]} pour {objet.employeur}."
        return super()._fiche(objet, prochaine=peut, **contexte)

    def gestes_de(self, objet):
        """The right is widened or narrowed, or the mandate taken back."""
        return ["consulter" if objet.declarer else "declarer", "retirer"]

    def exiger(self, session, objet):
        """Tell the person and who owns the employer's account."""
        mandats.donner(session, objet, acteur())


class TacheView(Vue):
    """Deferred tasks with their state: what waits, what failed and why."""

    modele = Tache
    espace = "administration"
    titre = "Tâches différées"
    ordre = 670
    resume = "Ce que la machine doit encore faire, ce qui a échoué"
    base_order = ("cree_le", "desc")
    list_columns = ["nom", "etat", "tentatives", "cree_le", "a_faire_le", "terminee_le"]
    search_columns = ["nom", "etat", "cree_le"]
    show_columns = [*list_columns, "erreur"]


class EnvoisDuJourView(Vue):
    """How much each sent in these days, who is not named: what nears the daily limits is seen."""

    modele = EnvoisDuJour
    espace = "administration"
    titre = "Envois de fichiers"
    ordre = 672
    resume = "Combien de fichiers arrivent, par compte, par visiteur, par réseau"
    base_order = ("octets", "desc")
    list_columns = ["jour", "genre", "fichiers", "octets"]
    search_columns = ["jour", "genre"]
    show_columns = list_columns
