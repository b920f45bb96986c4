"""Checks of codes, dates and days against the month declared."""

from datetime import date

from app.classeurs.cellules import est_formule
from app.classeurs.colonnes import Genre
from app.regles import mois
from app.regles.francais import jour
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.colonnes import COLONNES
from app.services.dnr.examen import Examen

_DATES = tuple(colonne.cle for colonne in COLONNES if colonne.genre is Genre.date)
_CODES = tuple(colonne.cle for colonne in COLONNES if colonne.genre is Genre.code)


def codes(examen: Examen) -> None:
    """Codes that are in their table."""
    for cle in _CODES:
        for rang in examen.illisibles.get(cle, ()):
            _signaler(examen, rang, cle, "code_inconnu")


def dates_lisibles(examen: Examen) -> None:
    """Dates that are dates, and none so old that it is a slip."""
    plus_ancienne = _plus_ancienne(examen)
    for cle in _DATES:
        for rang in examen.illisibles.get(cle, ()):
            _signaler(examen, rang, cle, "date_illisible")
        lues = examen.typees[cle]
        anciennes = {d for d in examen.differentes[cle] if d is not None and d < plus_ancienne}
        for rang in (i for i, d in enumerate(lues) if d in anciennes) if anciennes else ():
            examen.signaler(rang, cle, "date_invraisemblable", date=jour(lues[rang]))


def _plus_ancienne(examen: Examen) -> date:
    """Return the day before which nobody still declared was hired."""
    annees = examen.contexte.seuil("dnr_date_ancienne")
    return mois.decaler(mois.premier_jour(examen.contexte.mois), -12 * annees)


def embauches(examen: Examen) -> None:
    """A hire date for each line, not after the month."""
    dernier = mois.dernier_jour(examen.contexte.mois)
    brutes = examen.lignes.colonnes["embauche_le"]
    for rang, embauche in enumerate(examen.typees["embauche_le"]):
        if embauche is None:
            if brutes[rang] == "":
                examen.signaler(rang, "embauche_le", "embauche_manquante")
        elif embauche > dernier:
            examen.signaler(
                rang,
                "embauche_le",
                "embauche_apres_periode",
                date=jour(embauche),
                mois=mois.libelle(examen.contexte.mois),
            )


def sorties(examen: Examen) -> None:
    """Exits after the hire, within the month, with a reason; no reason without an exit."""
    typees, brutes = examen.typees, examen.lignes.colonnes
    for rang, (sortie, motif) in enumerate(
        zip(typees["sortie_le"], examen.lignes.colonne("motif_sortie"), strict=True)
    ):
        if sortie is not None:
            _sortie(examen, rang, sortie, motif)
        elif motif and brutes["sortie_le"][rang] == "" and not est_formule(motif):
            examen.signaler(rang, "sortie_le", "motif_sans_sortie", motif=motif)


def _sortie(examen: Examen, rang: int, sortie: date, motif: str) -> None:
    periode, typees = examen.contexte.mois, examen.typees
    embauche, nature = typees["embauche_le"][rang], typees["nature"][rang]
    details = {"date": jour(sortie), "mois": mois.libelle(periode)}
    if embauche is not None and sortie < embauche:
        examen.signaler(rang, "sortie_le", "sortie_avant_embauche", embauche=jour(embauche), **details)
    elif sortie > mois.dernier_jour(periode):
        examen.signaler(rang, "sortie_le", "sortie_apres_periode", **details)
    elif sortie < mois.premier_jour(periode) and nature == NATURE_ORDINAIRE:
        examen.signaler(rang, "sortie_le", "sortie_avant_periode", **details)
    if motif == "":
        examen.signaler(rang, "motif_sortie", "sortie_sans_motif", **details)


def jours(examen: Examen) -> None:
    """Days: there, whole, at least one for ordinary pay, no more than the month has."""
    maximum, periode = _calendrier(examen)
    natures = examen.typees["nature"]
    for rang, nombre in enumerate(examen.lignes.colonnes["jours"]):
        if nombre.__class__ is int and 0 < nombre <= maximum:
            continue
        if nombre == "":
            examen.signaler(rang, "jours", "jours_manquants", maximum=maximum, mois=periode)
        elif isinstance(nombre, str) or nombre < 0:
            _signaler(examen, rang, "jours", "jours_invalides", maximum=maximum, mois=periode)
        elif nombre > maximum:
            examen.signaler(rang, "jours", "jours_hors_calendrier", maximum=maximum, mois=periode)
        elif natures[rang] == NATURE_ORDINAIRE:
            examen.signaler(rang, "jours", "jours_nuls")


def _calendrier(examen: Examen) -> tuple[int, str]:
    periode = examen.contexte.mois
    return mois.dernier_jour(periode).day, mois.libelle(periode)


def _signaler(examen: Examen, rang: int, cle: str, code: str, **details: object) -> None:
    """Note an unreadable cell, as an uncomputed formula when it is one."""
    formule = est_formule(examen.lignes.colonnes[cle][rang])
    examen.signaler(rang, cle, "formule_sans_valeur" if formule else code, **details)


CONTROLES = (codes, dates_lisibles, embauches, sorties, jours)
