"""Checks of facts against facts: hire, exit and days of a line, and what the last declaration said of them.

A person may well have left and come back, or a hire date been mended: these checks ask, none forbids.
"""

from collections.abc import Collection
from datetime import date

from app.regles import mois
from app.regles.cotisations import BRANCHES
from app.regles.francais import jour, pourcentage, quantite
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.colonnes import PAR_CLE
from app.services.dnr.examen import Examen
from app.services.dnr.faits import Precedente
from app.socle import noms


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
    """What is no longer said of a person: hire, exit, kind of insured, name, employer's own number.

    Of a line just as it was, only a joiner's partial month can be told: where nobody came lately, it is not
    looked at.
    """
    if not examen.contexte.precedentes:
        return
    arrivee = mois.plus(examen.contexte.mois, -1)
    depuis = mois.premier_jour(arrivee)
    recentes = {jour_ for jour_ in examen.differentes["embauche_le"] if jour_ and jour_ >= depuis}
    for rang in _a_regarder(examen, recentes):
        avant = examen.precedentes[rang]
        if avant is None:
            continue
        _type(examen, rang, avant)
        _matricule(examen, rang, avant)
        _nom(examen, rang, avant)
        embauche = examen.typees["embauche_le"][rang]
        if embauche is None:
            continue
        if embauche != avant.embauche_le:
            _embauche(examen, rang, avant, embauche)
        elif avant.sortie_le is not None:
            _sortie(examen, rang, avant, avant.sortie_le)
        elif embauche in recentes:
            _mois_d_arrivee(examen, rang, avant, arrivee)


def _a_regarder(examen: Examen, recentes: set[date]) -> Collection[int]:
    """Return the ranks of the lines that changed, and of those of who was hired on one of the days."""
    changees = examen.evolution.differentes
    if not recentes:
        return changees
    embauches = enumerate(examen.typees["embauche_le"])
    return sorted({*changees, *(rang for rang, embauche in embauches if embauche in recentes)})


def _type(examen: Examen, rang: int, avant: Precedente) -> None:
    """Tell another kind of insured: what it changes in the contributions is a warning, else it is told."""
    type_ = examen.typees["type_assure"][rang]
    if type_ is None or type_ == avant.type_assure:
        return
    taux = examen.contexte.taux.par_type
    code = "contrat_change" if taux[type_] == taux[avant.type_assure] else "type_change"
    examen.signaler(
        rang,
        "type_assure",
        code,
        avant=PAR_CLE["type_assure"].intitule(avant.type_assure),
        apres=PAR_CLE["type_assure"].intitule(type_),
        taux_avant=_en_mots(taux[avant.type_assure]),
        taux_apres=_en_mots(taux[type_]),
    )


def _en_mots(taux: tuple[int, ...]) -> str:
    """Return the rates of a kind of insured (see `Taux`): « 31,5 %, dont 9 % retenus au travailleur »."""
    entiers, du_travailleur = taux[: len(BRANCHES)], taux[len(BRANCHES) :]
    return f"{pourcentage(sum(entiers))}, dont {pourcentage(sum(du_travailleur))} à la charge du travailleur"


def _matricule(examen: Examen, rang: int, avant: Precedente) -> None:
    """Tell another number of the employer's own; one that lost its zeros in a spreadsheet is the same."""
    matricule = examen.typees["matricule"][rang]
    if avant.matricule and matricule and _nu(matricule) != _nu(avant.matricule):
        examen.signaler(rang, "matricule", "matricule_change", avant=avant.matricule)


def _nu(matricule: str) -> str:
    return matricule.lstrip("0").casefold()


def _nom(examen: Examen, rang: int, avant: Precedente) -> None:
    """Tell another name than the last time where it is the register's; else the register has told it."""
    inscrit, nom, prenoms = examen.inscrits[rang], examen.typees["nom"][rang], examen.typees["prenoms"][rang]
    if inscrit is None or not (avant.nom_entier and noms.mots(f"{nom}{prenoms}")):
        return
    du_registre = noms.comparer(nom, prenoms, inscrit.nom, inscrit.prenoms) == noms.IDENTIQUE
    if du_registre and noms.comparer(nom, prenoms, avant.nom, avant.prenoms) != noms.IDENTIQUE:
        apres = f"{nom} {prenoms}".strip()
        examen.signaler(rang, "nom" if nom else "prenoms", "nom_change", avant=avant.nom_entier, apres=apres)


def _embauche(examen: Examen, rang: int, avant: Precedente, embauche: date) -> None:
    if avant.sortie_le is None or embauche <= avant.sortie_le:
        details = {"avant": jour(avant.embauche_le), "apres": jour(embauche)}
        examen.signaler(rang, "embauche_le", "embauche_changee", **details)


def _sortie(examen: Examen, rang: int, avant: Precedente, connue: date) -> None:
    """Tell an exit forgotten since; or, in a declaration that corrects that of the month, changed in it."""
    sortie, motif = examen.typees["sortie_le"][rang], examen.typees["motif_sortie"][rang]
    if avant.nature == NATURE_ORDINAIRE and sortie != connue:
        du_mois = mois.de_date(connue) == examen.contexte.mois
        apres = f"c’est le {jour(sortie)}" if sortie else "elle n’est plus inscrite"
        code = "sortie_changee" if du_mois else "sortie_oubliee"
        examen.signaler(rang, "sortie_le", code, date=jour(connue), apres=apres)
    if sortie and motif and avant.motif_sortie and motif != avant.motif_sortie:
        intitule = PAR_CLE["motif_sortie"].intitule
        details = {"avant": intitule(avant.motif_sortie), "apres": intitule(motif)}
        examen.signaler(rang, "motif_sortie", "motif_change", **details)


def _mois_d_arrivee(examen: Examen, rang: int, avant: Precedente, arrivee: int) -> None:
    """Ask about days that are those of `arrivee`, the month before (yyyymm), from the hire to its end."""
    presence = (mois.dernier_jour(arrivee) - avant.embauche_le).days + 1
    reste = examen.typees["sortie_le"][rang] is None
    memes = examen.typees["jours"][rang] == avant.jours == presence
    if reste and memes and 0 < presence < examen.contexte.seuil("dnr_mois_plein"):
        details = {"date": jour(avant.embauche_le), "jours": quantite(presence, "jours")}
        examen.signaler(rang, "jours", "mois_partiel_repris", **details)


CONTROLES = (jours_de_presence, faits_changes)
