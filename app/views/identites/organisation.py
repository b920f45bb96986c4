"""How the fund is organised, as it changes it: teams, what is entrusted to them, who is of them."""

from app.identites.organisation import Affectation, Attribution, EquipeDeLaCaisse
from app.referentiel.ecran import VueDatee

LES_EQUIPES = "Équipes et droits"


class EquipeView(VueDatee[EquipeDeLaCaisse]):
    """The teams: what each may read follows from it."""

    modele = EquipeDeLaCaisse
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Équipes"
    ordre = 612
    creer = "Proposer une équipe"
    resume = "Les équipes de la CNSS, celles qui traitent la santé, celle qui écrit le site"
    list_columns = ["nom", "code", "sante", "redige", "effet_le", "etat"]
    search_columns = ["code", "nom", "sante", "redige"]
    add_columns = ["code", "nom", "sante", "redige", "fermee", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]


class AttributionView(VueDatee[Attribution]):
    """Which team each service is entrusted to, where a row says another than the portal's own."""

    modele = Attribution
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Services confiés"
    ordre = 614
    creer = "Confier un service"
    resume = "Dire quelle équipe traite un service"
    vide = "Chaque service est traité par l’équipe que le portail lui donne à l’origine."
    list_columns = ["service", "equipe", "effet_le", "etat"]
    search_columns = ["service", "equipe"]
    add_columns = ["service", "equipe", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]


class AffectationView(VueDatee[Affectation]):
    """Who is what at the fund, in which team, between which days."""

    modele = Affectation
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Fonctions et membres"
    ordre = 616
    adresse = "affectations"
    creer = "Proposer une fonction"
    resume = "Qui est agent, superviseur, auditeur ou administrateur, dans quelle équipe, jusqu’à quand"
    list_columns = ["utilisateur", "fonction", "equipe", "effet_le", "fin_le", "etat"]
    si_remplies = ("fin_le",)
    search_columns = ["fonction", "equipe", "effet_le"]
    add_columns = ["utilisateur_id", "fonction", "equipe", "effet_le", "fin_le", "raison"]
    show_columns = ["utilisateur", *add_columns[1:], "etat", "confirme_le", "retire_le"]
