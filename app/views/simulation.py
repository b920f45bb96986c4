"""What a pension simulator asks and shows, wherever the career comes from."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, NumberRange, Optional

from app.generateur.champs_lus import ChampDate, ChampMontant
from app.regles import francais, mois, pension
from app.regles.droit import anniversaire
from app.regles.simulation import Carriere
from app.repertoire.parametres import bareme
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

SALAIRE_MAXIMAL = 100_000_000
"""Above this a monthly wage is a slip of the keyboard, in francs."""
AGE_MAXIMAL = 100
"""Beyond this age a departure is a slip of the keyboard, in years."""
OUVERTES = ("normale", "anticipee")
"""What is paid every month."""


def salaire_plausible() -> NumberRange:
    """Return the validator of a monthly wage."""
    return NumberRange(0, SALAIRE_MAXIMAL, "Ce salaire est démesuré : vérifiez le nombre de zéros.")


class FormulaireSimulation(FlaskForm):
    """When one would leave, and at what wage until then."""

    depart_le = ChampDate(
        "Date de départ souhaitée",
        [InputRequired("Choisissez une date de départ.")],
        description="Par exemple 01/06/2030",
    )
    salaire_futur = ChampMontant(
        "Salaire mensuel jusqu’au départ",
        [
            Optional(),
            salaire_plausible(),
        ],
        description="Laissez vide pour ne compter que les mois déjà déclarés",
    )


def etudier(carriere: Carriere, naissance_le: date, depart_le: date, salaire_futur: int | None) -> dict:
    """Return the normal and early pensions of a career, and the pension at each age of departure.

    `carriere` yields (month yyyymm, francs); `salaire_futur` is francs a month until the departure. Raises
    ValueError and AvantPremierTexte, in French, for a departure that cannot be.
    """
    if depart_le > anniversaire(naissance_le, AGE_MAXIMAL):
        raise ValueError(f"Vous auriez plus de {AGE_MAXIMAL} ans ce jour-là : vérifiez l’année.")
    ce_mois = mois.de_date(aujourd_hui())
    arguments = (carriere, naissance_le, depart_le, bareme(db.session))
    deux = pension.comparer(*arguments, salaire_futur=salaire_futur, projeter_depuis=ce_mois)
    simulations = [s for s in (deux.anticipee, deux.normale) if s]
    return {
        "simulations": simulations,
        "report": _report(depart_le, min(s.depart_le for s in simulations)),
        "points": [
            _point(s)
            for s in pension.courbe(*arguments, salaire_futur=salaire_futur, projeter_depuis=ce_mois)
        ],
    }


def _report(voulu: date, premier: date) -> str:
    """Return the sentence that says another departure is shown than the one asked for; or nothing."""
    if premier <= voulu:
        return ""
    return (
        f"Aucune pension ne s’ouvre à votre âge le {francais.jour(voulu)} : le premier départ possible est "
        f"le {francais.jour(premier)}."
    )


def _point(simulation) -> dict:
    mensuelle = simulation.type in OUVERTES
    return {
        "libelle": f"{simulation.droit.age} ans",
        "valeur": simulation.montant if mensuelle else 0,
        "texte": francais.francs(simulation.montant) if mensuelle else "Pas de pension ouverte",
    }
