"""Maternity: the antenatal allowance in three parts, the daily allowance of the leave (IJM)."""

from datetime import date

from app.regles import carriere as carrieres
from app.regles import francais, mois
from app.regles.bareme import Bareme
from app.regles.etapes import Raisonnement
from app.regles.etude import Condition, Etude
from app.regles.francs import ENTIER, arrondi


def prenatale(part: int, examen_le: date, terme_le: date, demande_le: date, bareme: Bareme) -> Etude:
    """Return what the examination of `part` (1, 2 or 3) gives, for a pregnancy due on `terme_le`."""
    r = Raisonnement(bareme.au(examen_le))
    montant = r.lire(f"prenatale_part_{part}")
    debut = mois.decaler(terme_le, -r.lire("grossesse_duree"))
    delai = r.lire("prenatale_delai")
    limite = mois.decaler(debut, delai)
    conditions = (
        Condition(
            "Examen pendant la grossesse",
            debut <= examen_le <= terme_le,
            f"Grossesse du {francais.jour(debut)} au {francais.jour(terme_le)}, d’après le terme indiqué.",
        ),
        Condition(
            f"Première demande dans les {francais.quantite(delai, 'mois')} de la grossesse",
            part > 1 or demande_le <= limite,
            f"La première demande se fait jusqu’au {francais.jour(limite)}.",
            bloque=False,
        ),
    )
    phrase = f"Cette part de l’allocation prénatale est de {francais.francs(montant)}."
    return Etude(conditions, tuple(r.etapes), montant, phrase, r.estimation)


def ijm(
    carriere: list[tuple[int, int]], arret_le: date, reprise_le: date, maladie: bool, bareme: Bareme
) -> Etude:
    """Return what a leave from `arret_le` to `reprise_le`, both included, gives.

    `carriere` yields (month yyyymm, pay in francs); the months before the leave count.
    """
    r = Raisonnement(bareme.au(arret_le))
    gains = carrieres.avant(carrieres.par_mois(carriere), mois.de_date(arret_le))
    requis = r.lire("ijm_mois_requis")
    permis = r.lire("ijm_jours") + (r.lire("ijm_jours_maladie") if maladie else 0)
    jours = (reprise_le - arret_le).days + 1
    payes = max(0, min(jours, permis))
    montant = _montant(gains, payes, r)
    conditions = (
        Condition(
            f"Au moins {francais.quantite(requis, 'mois')} d’assurance",
            len(gains) >= requis,
            f"Le compte porte {francais.quantite(len(gains), 'mois')} d’assurance avant le congé.",
        ),
        Condition(
            "Dates du congé dans l’ordre",
            jours > 0,
            f"Du {francais.jour(arret_le)} au {francais.jour(reprise_le)}.",
        ),
        Condition(
            f"Congé de {francais.quantite(permis, 'jours')} au plus",
            jours <= permis,
            f"Le congé demandé compte {francais.quantite(max(jours, 0), 'jours')} ; "
            f"{francais.quantite(payes, 'jours')} sont indemnisables.",
            bloque=False,
        ),
    )
    phrase = f"L’indemnité est de {francais.francs(montant)} pour {francais.quantite(payes, 'jours')}."
    return Etude(conditions, tuple(r.etapes), montant, phrase, r.estimation)


def _montant(gains: carrieres.Gains, jours: int, r: Raisonnement) -> int:
    fenetre, du_mois, taux = r.lire("ijm_fenetre"), r.lire("ijm_jours_du_mois"), r.lire("ijm_taux")
    moyenne = carrieres.moyenne(gains, fenetre)
    if not moyenne.nombre:
        return 0
    par_jour = arrondi(moyenne.somme, moyenne.nombre * du_mois)
    r.noter("Rémunération moyenne par jour", francais.francs(par_jour))
    montant = arrondi(moyenne.somme * jours * taux, moyenne.nombre * du_mois * ENTIER)
    r.noter(f"Indemnité pour {francais.quantite(jours, 'jours')}", francais.francs(montant))
    return montant
