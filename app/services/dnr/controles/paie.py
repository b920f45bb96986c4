"""Checks of pay and of contributions."""

from collections.abc import Sequence

from app.classeurs.cellules import est_formule
from app.regles.cotisations import BRANCHES, Cotisation, Taux, plancher
from app.regles.francais import francs, quantite, valeur
from app.services.dnr.cotiser import jours_du_travailleur
from app.services.dnr.examen import Examen

_RANGS = {branche: Cotisation._fields.index(branche) for branche in BRANCHES}
_ARRONDI = 1
"""Francs a line may differ by when a worker has several: each branch is rounded once a worker, not once a
line.
"""


def remunerations(examen: Examen) -> None:
    """Pay: there, whole, not negative, of a size that a line can bear."""
    maximum = examen.contexte.seuil("dnr_remuneration_maximale")
    for rang, montant in enumerate(examen.lignes.colonnes["remuneration"]):
        if montant.__class__ is int and 0 <= montant <= maximum:
            continue
        examen.signaler(rang, "remuneration", _code_remuneration(montant), maximum=francs(maximum))


def _code_remuneration(montant: int | str) -> str:
    if montant == "":
        return "remuneration_manquante"
    if isinstance(montant, str):
        return "formule_sans_valeur" if est_formule(montant) else "montant_illisible"
    return "remuneration_negative" if montant < 0 else "remuneration_demesuree"


def smig(examen: Examen) -> None:
    """Pay of a worker, all lines together, under the minimum wage for his days: the base is raised to it.

    Part of a day is common at home, and of no known rule: a household is told how its days are counted.
    """
    montants = examen.typees["remuneration"]
    code = "sous_smig_domestique" if examen.contexte.domestique else "sous_smig"
    for rang, cotisation in enumerate(examen.cotisations):
        if cotisation is not None and cotisation.assiette > montants[rang]:
            examen.signaler(rang, "remuneration", code, **_sous_le_plancher(examen, examen.groupe(rang)))


def _sous_le_plancher(examen: Examen, rangs: Sequence[int]) -> dict[str, str]:
    """Return the pay and the days of a worker, the floor that they have, and how it comes."""
    taux, montants = examen.contexte.taux, examen.typees["remuneration"]
    jours = jours_du_travailleur(examen, rangs)
    return {
        "total": francs(sum(montants[r] or 0 for r in rangs)),
        "jours": quantite(jours, "jours"),
        "plancher": francs(plancher(jours, taux)),
        "prorata": _prorata(jours, taux),
    }


def _prorata(jours: int, taux: Taux) -> str:
    """Return how the floor of a part of a month comes, nothing for a whole one."""
    smig, du_mois = taux.textes["smig"], taux.textes["assiette_jours_du_mois"]
    if jours >= du_mois.valeur:
        return ""
    reserve = ", règle à confirmer" if du_mois.a_confirmer else ""
    return f" : {francs(smig.valeur)} pour {valeur(du_mois)}, au prorata{reserve}"


def cotisations(examen: Examen) -> None:
    """Columns L to O, where they are filled in, against what the fund computes."""
    for branche, place in _RANGS.items():
        declarees = examen.lignes.colonnes[branche]
        if isinstance(declarees, list) and not any(declarees) and 0 not in declarees:
            continue
        for rang, (declaree, due) in enumerate(zip(declarees, examen.cotisations, strict=True)):
            if due is not None and declaree != due[place] and declaree != "":
                _cotisation(examen, rang, branche, declaree, due[place])


def _cotisation(examen: Examen, rang: int, branche: str, declaree: int | str, due: int) -> None:
    if isinstance(declaree, str):
        examen.signaler(rang, branche, "cotisation_illisible", attendu=francs(due))
    elif len(examen.groupe(rang)) == 1 or abs(declaree - due) > _ARRONDI:
        examen.signaler(rang, branche, "cotisation_differente", attendu=francs(due), valeur=francs(declaree))


def variations(examen: Examen) -> None:
    """Pay that moves by more than the set share of what the previous declaration said."""
    seuil = examen.contexte.seuil("dnr_variation_alerte")
    montants = examen.typees["remuneration"]
    for rang, (precedente, montant) in enumerate(zip(examen.precedentes, montants, strict=True)):
        if precedente is None or montant is None or montant < 0:
            continue
        avant = precedente.remuneration
        if abs(montant - avant) * 10_000 > seuil * avant:
            details = {"avant": francs(avant), "apres": francs(montant)}
            examen.signaler(rang, "remuneration", "variation_remuneration", **details)


CONTROLES = (remunerations, smig, cotisations, variations)
