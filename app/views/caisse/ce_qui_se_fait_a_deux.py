"""From which amount the acceptance of a service takes a second person, as the fund sets it."""

from app.demandes.a_deux import ADeux
from app.referentiel.ecran import VueDatee


class ADeuxView(VueDatee[ADeux]):
    """What takes two people, service by service; power, the law and the accounts always do."""

    modele = ADeux
    espace = "supervision"
    domaine = "referentiel"
    titre = "Ce qui se fait à deux"
    ordre = 610
    creer = "Proposer un seuil"
    resume = "À partir de quel montant une décision demande une seconde personne"
    vide = "Les seuils d’origine s’appliquent : pensions, paiements sans ligne de relevé, remises."
    list_columns = ["service", "a_partir_de", "jamais", "effet_le", "etat"]
    search_columns = ["service", "effet_le"]
    add_columns = ["service", "a_partir_de", "jamais", "effet_le"]
    show_columns = [*add_columns, "etat", "confirme_le", "retire_le"]
