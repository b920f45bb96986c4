"""The demonstration Togo: invented employers and insured, their careers, declarations and accounts.

Everything is drawn from one seed and counted back from a day: the same day always gives the same Togo.
"""

from app.demo.acteurs import MOT_DE_PASSE, comptes
from app.demo.chargement import DemonstrationRefusee, charger

__all__ = ["MOT_DE_PASSE", "DemonstrationRefusee", "charger", "comptes"]
