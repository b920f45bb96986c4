"""Administration: who may act for which employer; what the worker has to do and did."""

from app.generateur.ecrans.vue import Vue
from app.identites import meme_personne
from app.identites.tables import Habilitation
from app.socle.acteur import acteur
from app.socle.refus import Refus
from app.travaux.tables import Tache


class HabilitationView(Vue):
    """Who may act for an employer: given here, taken back by deleting."""

    modele = Habilitation
    espace = "administration"
    titre = "Habilitations"
    ordre = 620
    creer = "Habiliter une personne"
    resume = "Dire qui déclare pour quel employeur"
    list_columns = ["utilisateur", "employeur", "declarer"]
    search_columns = ["employeur.numero", "employeur.raison_sociale"]
    add_columns = ["utilisateur_id", "employeur_id", "declarer"]
    edit_columns = ["declarer"]
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer"}
    droits_des_routes = dict.fromkeys(("add", "edit", "supprimer", "choix"), "configurer")

    def exiger(self, session, objet):
        """Refuse a mandate that one would give oneself, under any account."""
        if meme_personne.une_seule(session, acteur().utilisateur_id, objet.utilisateur_id):
            raise Refus("Cette habilitation est la vôtre : un collègue la donnera ou la changera.")


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
