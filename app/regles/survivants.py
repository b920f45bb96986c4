"""Survivors' pensions: shares of what the deceased had or would have had (loi 2011-006)."""

from datetime import date

from app.regles import francais, mois
from app.regles.bareme import Bareme
from app.regles.droit import TypePension
from app.regles.etapes import Raisonnement
from app.regles.etude import Condition, Etude
from app.regles.francs import ENTIER, arrondi
from app.regles.simulation import Simulation


def partager(
    pension: Simulation, deces_le: date, mariage_le: date | None, enfants: int, bareme: Bareme
) -> Etude:
    """Return the monthly shares of a spouse married on `mariage_le` (None: no spouse) and of `enfants`.

    `pension` is what the deceased's career would have given at the normal age.
    """
    r = Raisonnement(bareme.au(deces_le))
    duree = r.lire("survivants_mariage")
    marie = mariage_le is not None and mois.decaler(mariage_le, 12 * duree) <= deces_le
    base = _base(pension, r)
    part_conjoint = r.lire("survivants_conjoint") if marie else 0
    parts = part_conjoint + enfants * r.lire("survivants_enfant")
    retenues = min(parts, r.lire("survivants_plafond"))
    montant = arrondi(base * retenues, ENTIER)
    r.noter("Parts des survivants, dans la limite du plafond", francais.pourcentage(retenues))
    r.noter("Pension des survivants, ensemble", francais.francs(montant))
    conditions = (
        Condition(
            "Durée d’assurance du défunt",
            pension.droit.mois_manquants == 0,
            f"Le compte du défunt porte {francais.quantite(pension.mois, 'mois')} d’assurance.",
        ),
        Condition(
            "Au moins un ayant droit",
            parts > 0,
            f"{francais.accord(enfants, 'enfant', 'enfants')} à charge ; "
            f"conjoint : {'oui' if marie else 'non'}.",
        ),
        Condition(
            f"Mariage d’au moins {francais.quantite(duree, 'ans')} avant le décès",
            mariage_le is None or marie,
            "Un mariage plus récent n’ouvre droit qu’avec une exception : l’agent l’examine.",
            bloque=False,
        ),
    )
    phrase = f"La pension des survivants est de {francais.francs(montant)} par mois, ensemble."
    etapes, estimation = (*pension.etapes, *r.etapes), r.estimation or pension.estimation
    return Etude(conditions, etapes, montant, phrase, estimation)


def _base(pension: Simulation, r: Raisonnement) -> int:
    """Return the monthly pension shared out, 0 where the career opens none."""
    base = pension.montant if pension.type is TypePension.NORMALE else 0
    r.noter("Pension du défunt", francais.francs(base))
    return base
