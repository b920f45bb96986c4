"""Administration: what the worker has to do and did."""

from app.models import Tache
from app.views.base import Vue


class TacheView(Vue):
    """Deferred tasks with their state: what waits, what failed and why."""

    modele = Tache
    espace = "administration"
    titre = "Tâches différées"
    resume = "Ce que la machine doit encore faire, ce qui a échoué"
    base_order = ("cree_le", "desc")
    list_columns = ["nom", "etat", "tentatives", "cree_le", "a_faire_le", "terminee_le"]
    search_columns = ["nom", "etat", "cree_le"]
    show_columns = [*list_columns, "erreur"]
