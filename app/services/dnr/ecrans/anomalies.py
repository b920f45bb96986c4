"""What a check found, on the pages of a declaration: whose line it is, what it changes, what was answered."""

from bisect import bisect_left
from collections.abc import Collection, Iterable

from flask import render_template

from app.demandes.ecrans.demande import complement_de
from app.regles import francais
from app.services.dnr import comparaisons, declarer
from app.services.dnr.lignes_en_base import noms_par_ligne
from app.services.dnr.tables import Declaration, Justification
from app.socle import adresses
from app.socle.base_de_donnees import db

JUSTIFICATION = Justification.texte.type.length
"""Characters of an answer to a warning."""
MONTREES = 100
"""How many anomalies the page of a declaration lists."""

LIGNES = {"employeur": "LignesDNRView.index", "agent": "LignesInstructionView.index"}
"""The route of the lines of a declaration, by espace."""


def adresse_des_lignes(declaration, espace: str) -> str:
    """Return where the lines of a declaration are, in an espace."""
    return adresses.en_serie(LIGNES[espace], pk=declaration.id)


def noms_des_lignes(rapport) -> dict[int, str]:
    """Return who the lines with an anomaly are about, by the number of the line."""
    lignes, noms = rapport.lignes, {}
    for numero in {a.ligne for a in rapport.anomalies if a.ligne}:
        rang = bisect_left(lignes.numeros, numero)
        if rang < len(lignes) and lignes.numeros[rang] == numero:
            noms[numero] = f"{lignes.colonnes['nom'][rang]} {lignes.colonnes['prenoms'][rang]}".strip()
    return noms


def par_ligne(controle: dict | None, rangs: Collection[int]) -> dict[int, list[dict]]:
    """Return what the last check told of each of some lines, by its number: alone or with others."""
    trouvees: dict[int, list[dict]] = {rang: [] for rang in rangs}
    for anomalie in (controle or {}).get("anomalies", []):
        for rang in _parmi(rangs, anomalie["plages"]) if anomalie.get("plages") else [anomalie["ligne"]]:
            if rang in trouvees:
                trouvees[rang].append(anomalie)
    return trouvees


def _parmi(rangs: Iterable[int], plages: Iterable[tuple[int, int]]) -> list[int]:
    return [rang for rang in rangs if any(debut <= rang <= fin for debut, fin in plages)]


def resume_lignes(controle: dict) -> str:
    """Return « 3 lignes nouvelles, 2 modifiées, 395 inchangées, 1 manquante » from the last check."""
    comptes = {**controle.get("lignes", {}), "manquante": len(controle.get("manquantes", []))}
    mots = {
        "nouvelle": "nouvelle",
        "modifiee": "modifiée",
        "inchangee": "inchangée",
        "manquante": "manquante",
    }
    if "lignes" not in controle:
        return ""
    return ", ".join(francais.accord(comptes.get(cle, 0), mot, f"{mot}s") for cle, mot in mots.items())


def reponses_lues(formulaire) -> dict[str, str]:
    """Return the warnings answered in the posted form: those ticked, or given words."""
    reponses = dict.fromkeys(formulaire.getlist("confirme"), "")
    for nom, texte in formulaire.items():
        if nom.startswith("texte:") and texte.strip():
            reponses[nom.removeprefix("texte:")] = texte.strip()
    return reponses


@complement_de(Declaration)
def complement_dnr(declaration, vue) -> str:
    """Return the totals, comparison and answered warnings of a declaration, for its pages and the agent's."""
    controle = declaration.controle or {}
    anomalies = controle.get("anomalies", [])
    fautives = {a["ligne"] for a in anomalies[:MONTREES] if a["ligne"]}
    repondues = declarer.justifications(db.session, declaration.id)
    return render_template(
        "dnr/complement.html",
        totaux=controle.get("totaux") or declaration,
        anomalies=anomalies,
        montrees=MONTREES,
        noms=noms_par_ligne(db.session, declaration.id, fautives),
        repondues=repondues,
        comparaison=resume_lignes(controle),
        lignes_url=adresse_des_lignes(declaration, vue.espace),
        ecarts=comparaisons.ecarts(db.session, declaration),
    )
