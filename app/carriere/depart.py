"""When a career may end."""

from datetime import date

from app.regles.bareme import Bareme
from app.regles.droit import anniversaire
from app.repertoire.tables import Assure


def premier_depart(assure: Assure, bareme: Bareme, au: date) -> date:
    """Return the first day a pension may open by age, or `au` when it has passed."""
    age = bareme.au(au)["pension_age_anticipe"].valeur
    return max(anniversaire(assure.naissance_le, age), au)
