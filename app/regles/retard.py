"""When contributions fall due, and what being late costs (loi 2011-006)."""

from datetime import date, timedelta

from app.regles import mois
from app.regles.bareme import Bareme
from app.regles.francs import ENTIER, arrondi


def exigible_le(periode: int, bareme: Bareme) -> date:
    """Return the last day to pay the contributions of the month `periode` (yyyymm) without surcharge."""
    textes = bareme.au(mois.premier_jour(periode))
    suivant = mois.plus(periode, textes["exigibilite_mois"].valeur)
    return mois.premier_jour(suivant) + timedelta(days=textes["exigibilite_jour"].valeur - 1)


def premier_mois(bareme: Bareme) -> int:
    """Return the first month (yyyymm) for which the known texts say when contributions fall due."""
    connu = max(bareme.premier_effet(code) for code in ("exigibilite_mois", "exigibilite_jour"))
    return mois.plus(mois.de_date(connu), int(connu.day > 1))


def majoration(principal: int, exigible_le: date, jour: date, bareme: Bareme) -> int:
    """Return the surcharge in francs on a principal due on `exigible_le` and paid, or still owed, on `jour`.

    Nothing on the due date itself; then a share at once, and another for each month or fraction of a month
    once the free months are over, under the texts in force on the due date. A principal paid in parts is
    surcharged part by part, each to the day of its own payment.
    """
    return arrondi(principal * taux_de_majoration(exigible_le, jour, bareme), ENTIER)


def taux_de_majoration(exigible_le: date, jour: date, bareme: Bareme) -> int:
    """Return the share of a principal that its surcharge comes to on `jour`, in hundredths of a percent."""
    if jour <= exigible_le:
        return 0
    textes = bareme.au(exigible_le)
    comptes = max(0, _mois_commences(exigible_le, jour) - textes["majoration_mois_francs"].valeur)
    return textes["majoration_initiale"].valeur + comptes * textes["majoration_mensuelle"].valeur


def echelon(exigible_le: date, jour: date) -> int:
    """Return the calendar month (yyyymm) in which the month of delay under way on `jour` began.

    `jour` comes after `exigible_le`. Between two runs of the surcharge job it names what the later one books.
    """
    return mois.plus(mois.de_date(exigible_le), _mois_commences(exigible_le, jour) - 1)


def _mois_commences(debut: date, fin: date) -> int:
    """Return the months from `debut` to `fin`, one started counting whole; each ends on `debut`'s day."""
    periode = mois.de_date(fin)
    anniversaire = min(debut.day, mois.dernier_jour(periode).day)
    return mois.ecart(mois.de_date(debut), periode) + (fin.day > anniversaire)
