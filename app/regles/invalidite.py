"""The invalidity pension: the old-age formula, with part of the years left to the normal age credited."""

from datetime import date

from app.regles import carriere as carrieres
from app.regles import francais, liquidation, mois
from app.regles.bareme import Bareme
from app.regles.droit import anniversaire
from app.regles.etapes import Raisonnement
from app.regles.etude import Condition, Etude
from app.regles.francs import ENTIER, arrondi


def liquider(
    carriere: list[tuple[int, int]],
    naissance_le: date,
    depuis_le: date,
    incapacite: int,
    tierce_personne: bool,
    bareme: Bareme,
) -> Etude:
    """Return what an invalidity since `depuis_le` gives; `incapacite` is whole percents.

    `carriere` yields (month yyyymm, pay in francs); the months before the invalidity count.
    """
    r = Raisonnement(bareme.au(depuis_le))
    gains = carrieres.avant(carrieres.par_mois(carriere), mois.de_date(depuis_le))
    conditions = _conditions(gains, naissance_le, depuis_le, incapacite, r)
    if not gains:
        return Etude(conditions, tuple(r.etapes), estimation=r.estimation)
    montant = _montant(gains, naissance_le, depuis_le, tierce_personne, r)
    phrase = f"La pension d’invalidité est de {francais.francs(montant)} par mois à compter du "
    return Etude(conditions, tuple(r.etapes), montant, f"{phrase}{francais.jour(depuis_le)}.", r.estimation)


def _conditions(
    gains: carrieres.Gains, naissance_le: date, depuis_le: date, incapacite: int, r: Raisonnement
) -> tuple[Condition, ...]:
    requis, recents = r.lire("invalidite_mois_requis"), r.lire("invalidite_mois_recents")
    periode, seuil = r.lire("invalidite_periode_recente"), r.lire("invalidite_incapacite")
    normal_le = anniversaire(naissance_le, r.lire("pension_age_normal"))
    depuis = mois.plus(mois.de_date(depuis_le), -periode)
    derniers = sum(1 for p, _ in gains if p >= depuis)
    return (
        Condition(
            f"Au moins {francais.quantite(requis, 'mois')} d’assurance",
            len(gains) >= requis,
            f"Le compte porte {francais.quantite(len(gains), 'mois')} d’assurance avant l’invalidité.",
        ),
        Condition(
            f"Au moins {francais.quantite(recents, 'mois')} d’assurance dans les {periode} derniers",
            derniers >= recents,
            f"{francais.quantite(derniers, 'mois')} d’assurance depuis {mois.libelle(depuis)}.",
        ),
        Condition(
            f"Incapacité d’au moins {francais.pourcentage(seuil)}",
            incapacite * 100 >= seuil,
            f"L’incapacité constatée est de {francais.pourcentage(incapacite * 100)}.",
        ),
        Condition(
            "Avant l’âge normal de la pension",
            depuis_le < normal_le,
            f"Cet âge est atteint le {francais.jour(normal_le)}.",
        ),
    )


def _montant(
    gains: carrieres.Gains, naissance_le: date, depuis_le: date, tierce_personne: bool, r: Raisonnement
) -> int:
    salaire = liquidation.salaire_moyen(gains, r)
    normal_le = anniversaire(naissance_le, r.lire("pension_age_normal"))
    restants = max(0, mois.ecart(mois.de_date(depuis_le), mois.de_date(normal_le)))
    credites = restants * r.lire("invalidite_annees_creditees") // ENTIER
    r.noter("Mois crédités jusqu’à l’âge normal", francais.quantite(credites, "mois"))
    r.lire("pension_mois_requis")
    taux = liquidation.taux(salaire, max(len(gains) + credites, r.textes["pension_mois_requis"].valeur), r)
    montant, _ = liquidation.pension(salaire, taux, 0, r)
    if tierce_personne:
        montant += arrondi(montant * r.lire("invalidite_tierce_personne"), ENTIER)
        r.noter("Pension avec l’aide d’une tierce personne", francais.francs(montant))
    return montant
