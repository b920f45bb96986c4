"""Checks of facts against facts: hire, exit and days of a line, and what the last declaration said of them.

A person may well have left and come back, or a hire date been mended: these checks ask, none forbids.
"""

from datetime import date

from app.regles import mois
from app.regles.francais import jour, quantite
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.examen import Examen
from app.services.dnr.faits import Precedente


def jours_de_presence(examen: Examen) -> None:
    """No more ordinary days than those between the hire and the exit, both included."""
    typees = examen.typees
    premier, dernier = mois.premier_jour(examen.contexte.mois), mois.dernier_jour(examen.contexte.mois)
    lignes = zip(typees["jours"], typees["nature"], typees["embauche_le"], typees["sortie_le"], strict=True)
    for rang, (jours, nature, embauche, sortie) in enumerate(lignes):
        if sortie is None and (embauche is None or embauche <= premier):
            continue
        debut, fin = max(embauche or premier, premier), min(sortie or dernier, dernier)
        presence = (fin - debut).days + 1
        if nature == NATURE_ORDINAIRE and jours is not None and 0 < presence < jours <= dernier.day:
            details = {"debut": jour(debut), "fin": jour(fin), "presence": quantite(presence, "jours")}
            examen.signaler(rang, "jours", "jours_hors_presence", **details)


def faits_changes(examen: Examen) -> None:
    """A hire date moved, an exit forgotten, a joiner's partial month taken up again as it was."""
    if not examen.contexte.precedentes:
        return
    premier, typees = mois.premier_jour(examen.contexte.mois), examen.typees
    lignes = zip(examen.precedentes, typees["embauche_le"], typees["sortie_le"], typees["jours"], strict=True)
    for rang, (avant, embauche, sortie, jours) in enumerate(lignes):
        if avant is None or embauche is None:
            continue
        if embauche != avant.embauche_le:
            _embauche(examen, rang, avant, embauche)
        elif avant.sortie_le is not None and avant.nature == NATURE_ORDINAIRE and sortie != avant.sortie_le:
            examen.signaler(rang, "sortie_le", "sortie_oubliee", date=jour(avant.sortie_le))
        elif sortie is None and embauche < premier and jours == avant.jours == _jours_d_arrivee(embauche):
            details = {"date": jour(embauche), "jours": quantite(jours, "jours")}
            examen.signaler(rang, "jours", "mois_partiel_repris", **details)


def _embauche(examen: Examen, rang: int, avant: Precedente, embauche: date) -> None:
    if avant.sortie_le is None or embauche <= avant.sortie_le:
        details = {"avant": jour(avant.embauche_le), "apres": jour(embauche)}
        examen.signaler(rang, "embauche_le", "embauche_changee", **details)


def _jours_d_arrivee(embauche: date) -> int | None:
    """Return the days left of the month of a hire, None where it is the whole month."""
    dernier = mois.dernier_jour(embauche.year * 100 + embauche.month)
    return (dernier - embauche).days + 1 if embauche.day > 1 else None


CONTROLES = (jours_de_presence, faits_changes)
