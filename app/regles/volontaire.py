"""Voluntary insurance: who may ask for it after losing salaried status."""

from datetime import date

from app.regles import francais, mois
from app.regles.bareme import Bareme
from app.regles.droit import anniversaire
from app.regles.etapes import Raisonnement
from app.regles.etude import Condition, Etude
from app.regles.francs import ENTIER, arrondi


def examiner(
    periodes: list[int], naissance_le: date, sortie_le: date, au: date, bareme: Bareme, salaire: int
) -> Etude:
    """Return whether somebody may be insured voluntarily on the day `au`, and the monthly contribution.

    `periodes` are the insured months (yyyymm), `sortie_le` the last day of the job, `salaire` its monthly pay
    in francs.
    """
    r = Raisonnement(bareme.au(au))
    requis, delai = r.lire("volontaire_mois_requis"), r.lire("volontaire_delai")
    age = r.lire("pension_age_normal")
    limite, normal_le = mois.decaler(sortie_le, delai), anniversaire(naissance_le, age)
    apres = [p for p in periodes if p > mois.de_date(sortie_le)]
    taux = r.lire("taux_pv_employeur") + r.lire("taux_pv_travailleur")
    montant = arrondi(salaire * taux, ENTIER)
    r.noter("Cotisation mensuelle sur le dernier salaire", francais.francs(montant))
    conditions = (
        Condition(
            f"Au moins {francais.quantite(requis, 'mois')} d’assurance",
            len(periodes) >= requis,
            f"Le compte porte {francais.quantite(len(periodes), 'mois')} d’assurance.",
        ),
        Condition(
            "Ne plus être salarié",
            not apres,
            f"Un salaire a été déclaré après la fin de l’emploi, en {mois.libelle(apres[-1])}."
            if apres
            else "Aucun salaire n’a été déclaré après la fin de l’emploi.",
        ),
        Condition(
            f"Demande dans les {francais.quantite(delai, 'mois')} après la fin de l’emploi",
            au <= limite,
            f"Emploi terminé le {francais.jour(sortie_le)} : demande possible "
            f"jusqu’au {francais.jour(limite)}.",
        ),
        Condition(
            f"Moins de {francais.quantite(age, 'ans')}",
            au < normal_le,
            f"Cet âge est atteint le {francais.jour(normal_le)}.",
        ),
    )
    phrase = f"La cotisation est de {francais.francs(montant)} par mois, sur la branche pension seule."
    return Etude(conditions, tuple(r.etapes), montant, phrase, r.estimation)
