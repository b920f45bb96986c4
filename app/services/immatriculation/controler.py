"""The check of a workbook of workers: all its anomalies at once, each line by the rules of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from app.classeurs.anomalies import combien, laissees_de_cote
from app.classeurs.cellules import est_formule
from app.classeurs.colonnes import Genre
from app.classeurs.rapport import trier
from app.generateur.formulaires import formulaire_pour
from app.regles.francais import jour
from app.services.immatriculation.colonnes import FORMAT, membre
from app.services.immatriculation.rapport import (
    AnomalieImmatriculation,
    LignesTravailleurs,
    RapportImmatriculation,
)
from app.services.immatriculation.tables import LigneImmatriculation
from app.socle import noms

FORMULAIRE = formulaire_pour(LigneImmatriculation, list(FORMAT.cles))
"""The rules that each line follows: those of the form of one worker."""
PAR_DEFAUT = {"nationalite": "Togolaise"}


@dataclass(frozen=True)
class ContexteImmatriculation:
    """What lines are checked against: the register's people by birth date, and the legal delay in days."""

    au: date
    nes_le: Mapping[date, list[tuple[str, str]]]
    delai: int
    reference: str


def controler(lignes: LignesTravailleurs, contexte: ContexteImmatriculation) -> RapportImmatriculation:
    """Return the report of a workbook; its rows are typed where nothing blocks."""
    anomalies = _du_fichier(lignes)
    travailleurs = []
    vus: dict[tuple[object, ...], int] = {}
    for rang in range(len(lignes)):
        travailleur, fautes = _lire_la_ligne(lignes, rang)
        travailleurs.append(travailleur)
        anomalies += fautes or _verifier(travailleur, contexte, vus)
    rapport = RapportImmatriculation(lignes, trier(anomalies, FORMAT))
    if not rapport.bloque:
        rapport.travailleurs = travailleurs
    return rapport


def _du_fichier(lignes: LignesTravailleurs) -> list[AnomalieImmatriculation]:
    """Return what is peculiar about the file as a whole, under what it is confirmed by."""
    constats: list[tuple[str, str, Mapping[str, object]]] = []
    if lignes.masquees:
        constats.append(("lignes_masquees", "", combien(lignes.masquees)))
    if lignes.ecartees:
        premiere = lignes.ecartees[0][0]
        constats.append(("lignes_ecartees", premiere, laissees_de_cote(lignes.ecartees)))
    return [AnomalieImmatriculation(None, None, ou, code, ou, details) for code, ou, details in constats]


def _lire_la_ligne(
    lignes: LignesTravailleurs, rang: int
) -> tuple[LigneImmatriculation, list[AnomalieImmatriculation]]:
    """Return a worker as typed values, and what is wrong in the cells of the line."""
    lus, fautes, numero = lignes.textes(rang), [], lignes.numeros[rang]
    nom = f"{lus['nom']} {lus['prenoms']}".strip()
    for cle, valeur in lus.items():
        if (code := _illisible(cle, valeur)) is not None:
            fautes.append(AnomalieImmatriculation(numero, cle, valeur, code, nom))
    deja = {faute.colonne for faute in fautes}
    form = FORMULAIRE(MultiDict(_saisie(lus)), meta={"csrf": False})
    form.validate()
    fautes += [
        AnomalieImmatriculation(
            ligne=numero,
            colonne=cle,
            valeur=lus[cle],
            code="valeur_refusee",
            numero=nom,
            details={"raison": " ".join(messages)},
        )
        for cle, messages in form.errors.items()
        if cle not in deja
    ]
    travailleur = LigneImmatriculation(rang=numero)
    if not fautes:
        for cle in FORMAT.cles:
            form[cle].populate_obj(travailleur, cle)
    return travailleur, fautes


def _illisible(cle: str, valeur: str) -> str | None:
    if est_formule(valeur):
        return "formule_sans_valeur"
    inconnu = FORMAT.par_cle[cle].genre is Genre.code and valeur and membre(cle, valeur) is None
    return "code_inconnu" if inconnu else None


def _saisie(lus: dict[str, str]) -> dict[str, str]:
    """Return a line as the form of one worker would post it."""
    codes = {c.cle: membre(c.cle, lus[c.cle]) or "" for c in FORMAT.colonnes if c.genre is Genre.code}
    return lus | codes | {cle: lus[cle] or valeur for cle, valeur in PAR_DEFAUT.items()}


def _verifier(
    travailleur: LigneImmatriculation, contexte: ContexteImmatriculation, vus: dict[tuple[object, ...], int]
) -> list[AnomalieImmatriculation]:
    """Return what is wrong with a worker whose cells can all be read."""
    t, nom = travailleur, f"{travailleur.nom} {travailleur.prenoms}"
    fautes = []

    def signaler(colonne: str, code: str, **details) -> None:
        fautes.append(
            AnomalieImmatriculation(
                ligne=t.rang, colonne=colonne, valeur=nom, code=code, numero=nom, details=details
            )
        )

    if t.embauche_le <= t.naissance_le:
        dates = {"embauche": jour(t.embauche_le), "naissance": jour(t.naissance_le)}
        signaler("embauche_le", "embauche_avant_naissance", **dates)
    elif contexte.au - t.embauche_le > timedelta(days=contexte.delai):
        signaler("embauche_le", "embauche_ancienne", jours=contexte.delai, reference=contexte.reference)
    qui = (noms.cle(nom), t.naissance_le)
    if vus.setdefault(qui, t.rang) != t.rang:
        signaler("nom", "ligne_en_double", autre=vus[qui])
    inscrits = contexte.nes_le.get(t.naissance_le, ())
    if any(noms.comparer(t.nom, t.prenoms, *inscrit) == noms.IDENTIQUE for inscrit in inscrits):
        signaler("nom", "deja_inscrit", naissance=jour(t.naissance_le))
    return fautes
