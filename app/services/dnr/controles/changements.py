"""Checks of facts against facts: hire, exit and days of a line, and what the last declaration said of them.

A person may well have left and come back, or a hire date been mended: these checks ask, none forbids.
"""

from datetime import date

from app.regles import mois
from app.regles.francais import jour, quantite
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.examen import Examen
from app.services.dnr.faits import Precedente
from app.services.dnr.rapport import MODIFIEE


def jours_de_presence(examen: Examen) -> None:
    """No more ordinary days than those between the hire and the exit, both included."""
    embauches, sorties = examen.typees["embauche_le"], examen.typees["sortie_le"]
    premier = mois.premier_jour(examen.contexte.mois)
    arrivees = {jour_ for jour_ in examen.differentes["embauche_le"] if jour_ and jour_ > premier}
    if arrivees or any(examen.differentes["sortie_le"]):
        for rang, (embauche, sortie) in enumerate(zip(embauches, sorties, strict=True)):
            if sortie is not None or embauche in arrivees:
                _presence(examen, rang, embauche, sortie)


def _presence(examen: Examen, rang: int, embauche: date | None, sortie: date | None) -> None:
    jours, nature = examen.typees["jours"][rang], examen.typees["nature"][rang]
    premier, dernier = mois.premier_jour(examen.contexte.mois), mois.dernier_jour(examen.contexte.mois)
    debut, fin = max(embauche or premier, premier), min(sortie or dernier, dernier)
    presence = (fin - debut).days + 1
    if nature == NATURE_ORDINAIRE and jours is not None and 0 < presence < jours <= dernier.day:
        details = {"debut": jour(debut), "fin": jour(fin), "presence": quantite(presence, "jours")}
        examen.signaler(rang, "jours", "jours_hors_presence", **details)


def faits_changes(examen: Examen) -> None:
    """A hire date moved, an exit forgotten, a joiner's partial month taken up again as it was.

    Of a line just as it was, only the last can be said: where nobody came lately, it is not looked at.
    """
    if not examen.contexte.precedentes:
        return
    arrivee = mois.plus(examen.contexte.mois, -1)
    depuis = mois.premier_jour(arrivee)
    recentes = {jour_ for jour_ in examen.differentes["embauche_le"] if jour_ and jour_ >= depuis}
    for rang in _a_regarder(examen, recentes):
        avant, embauche = examen.precedentes[rang], examen.typees["embauche_le"][rang]
        if avant is None or embauche is None:
            continue
        if embauche != avant.embauche_le:
            _embauche(examen, rang, avant, embauche)
        elif avant.sortie_le is not None:
            _sortie(examen, rang, avant, avant.sortie_le)
        elif embauche in recentes:
            _mois_d_arrivee(examen, rang, avant, arrivee)


def _a_regarder(examen: Examen, recentes: set[date]) -> list[int]:
    """Return the ranks of the lines that changed, and of those of who was hired on one of the days."""
    if not recentes:
        return [rang for rang, etat in enumerate(examen.etats) if etat == MODIFIEE]
    lignes = enumerate(zip(examen.etats, examen.typees["embauche_le"], strict=True))
    return [rang for rang, (etat, embauche) in lignes if etat == MODIFIEE or embauche in recentes]


def _embauche(examen: Examen, rang: int, avant: Precedente, embauche: date) -> None:
    if avant.sortie_le is None or embauche <= avant.sortie_le:
        details = {"avant": jour(avant.embauche_le), "apres": jour(embauche)}
        examen.signaler(rang, "embauche_le", "embauche_changee", **details)


def _sortie(examen: Examen, rang: int, avant: Precedente, connue: date) -> None:
    if avant.nature == NATURE_ORDINAIRE and examen.typees["sortie_le"][rang] != connue:
        examen.signaler(rang, "sortie_le", "sortie_oubliee", date=jour(connue))


def _mois_d_arrivee(examen: Examen, rang: int, avant: Precedente, arrivee: int) -> None:
    """Ask about days that are those of `arrivee`, the month before (yyyymm), from the hire to its end."""
    presence = (mois.dernier_jour(arrivee) - avant.embauche_le).days + 1
    reste = examen.typees["sortie_le"][rang] is None
    memes = examen.typees["jours"][rang] == avant.jours == presence
    if reste and memes and 0 < presence < examen.contexte.seuil("dnr_mois_plein"):
        details = {"date": jour(avant.embauche_le), "jours": quantite(presence, "jours")}
        examen.signaler(rang, "jours", "mois_partiel_repris", **details)


CONTROLES = (jours_de_presence, faits_changes)
