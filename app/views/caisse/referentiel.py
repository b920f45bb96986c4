"""What the fund sets itself, by dated rows: what takes two people, holidays, reasons written beforehand."""

from app.demandes.a_deux import ADeux
from app.demandes.motifs import MotifType
from app.referentiel.ecran import VueDatee
from app.repertoire.jours_feries import JourFerie


class ADeuxView(VueDatee[ADeux]):
    """What takes two people, service by service; power, the law and the accounts always do."""

    modele = ADeux
    espace = "supervision"
    domaine = "referentiel"
    titre = "Ce qui se fait à deux"
    ordre = 610
    creer = "Proposer un seuil"
    resume = "À partir de quel montant une décision demande une seconde personne"
    vide = "Les seuils d’origine s’appliquent : pensions, paiements sans ligne de relevé, remises, NIU."
    list_columns = ["service", "a_partir_de", "jamais", "effet_le", "etat"]
    search_columns = ["service", "effet_le"]
    add_columns = ["service", "a_partir_de", "jamais", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]


class JourFerieView(VueDatee[JourFerie]):
    """Holidays over the list of the law: a day declared off, a feast of the moon, a day worked after all."""

    modele = JourFerie
    espace = "supervision"
    domaine = "referentiel"
    titre = "Jours fériés"
    ordre = 612
    creer = "Proposer un jour férié"
    resume = "Les jours chômés ou travaillés par décision du gouvernement"
    vide = "Les fêtes légales du portail s’appliquent, sans autre décision."
    list_columns = ["jour", "nom", "ouvre", "reference", "etat"]
    search_columns = ["jour", "nom"]
    add_columns = ["jour", "nom", "reference", "ouvre", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]


class MotifTypeView(VueDatee[MotifType]):
    """Reasons that agents choose from instead of writing them each time."""

    modele = MotifType
    espace = "supervision"
    domaine = "referentiel"
    titre = "Motifs types"
    ordre = 614
    creer = "Proposer un motif type"
    resume = "Les motifs de complément et de rejet que les agents choisissent"
    vide = "Aucun motif type : les agents écrivent chaque motif."
    list_columns = ["titre", "geste", "service", "effet_le", "etat"]
    si_remplies = ("service",)
    search_columns = ["titre", "geste", "service"]
    add_columns = ["titre", "geste", "service", "texte", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]
