"""A sender's own workbook back, its faulty cells marked, with a sheet that lists every anomaly."""

from app.classeurs.plan import Marque, Plan
from app.classeurs.rapport import Anomalie, Rapport
from app.classeurs.refus import FichierRefuse
from app.classeurs.typographie import francais
from app.regles.francais import accord
from app.socle.isole import TravailIsole

ANNOTATION = TravailIsole(
    module="app.classeurs.annoteur",
    fonction="annoter",
    attendu=bytes,
    memoire=2 * 2**30,
    secondes=120,
    refus=FichierRefuse,
    si_mort="annotation_trop_longue",
    si_illisible="annotation_impossible",
)
ANOMALIES_MAX = 5_000
"""Anomalies marked at most: beyond, the file has one fault repeated, and the list says how many are left."""


def annoter(contenu: bytes, rapport: Rapport) -> bytes:
    """Return the sender's .xlsx (or the .csv as an .xlsx) with the anomalies of `rapport` marked in it.

    A faulty cell is coloured, bears a comment that says what to do, and its row a link to the « Anomalies »
    sheet, which links back. Marks of an earlier annotation are taken away first, so mended cells are as
    they were. Raise FichierRefuse when the workbook is too heavy to be written again, or is no longer
    readable.
    """
    marquees = rapport.anomalies[:ANOMALIES_MAX]
    plan = Plan(
        feuille=rapport.lignes.feuille,
        entete=rapport.lignes.entete,
        format=rapport.lignes.FORMAT,
        resume=_resume(rapport),
        marques=[_marque(rapport, anomalie) for anomalie in marquees],
    )
    return ANNOTATION(contenu, plan.en_clair())


def _marque(rapport: Rapport, anomalie: Anomalie) -> Marque:
    return Marque(
        cellule=rapport.cellule(anomalie),
        niveau=anomalie.niveau,
        titre=anomalie.titre,
        libelle=anomalie.libelle,
        valeur=anomalie.valeur_ecrite,
        message=anomalie.message,
    )


def _resume(rapport: Rapport) -> str:
    bloquantes, avertissements = len(rapport.bloquantes), len(rapport.avertissements)
    if not rapport.anomalies:
        return "Aucune anomalie : rien ne s’oppose à l’envoi."
    reste = len(rapport.anomalies) - ANOMALIES_MAX
    suite = f" Les {ANOMALIES_MAX} premières sont listées ici." if reste > 0 else ""
    return francais(
        f"{accord(bloquantes, 'anomalie', 'anomalies')} à corriger avant l’envoi,"
        f" {accord(avertissements, 'avertissement', 'avertissements')} à vérifier ou à confirmer."
        f" Cliquez sur une cellule pour y aller.{suite}"
    )
