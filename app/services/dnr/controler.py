"""The check of a declaration: all its anomalies at once, its lines compared, its totals; no query."""

from operator import itemgetter

from app.classeurs.rapport import trier
from app.regles.cotisations import Cotisation
from app.services.dnr import comparer
from app.services.dnr.colonnes import FORMAT
from app.services.dnr.controles import CONTROLES
from app.services.dnr.examen import Examen
from app.services.dnr.faits import ContexteDNR
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.rapport import AnomalieDNR, RapportDNR, TotauxDNR
from app.socle.ramasse_miettes import sans_ramassage


@sans_ramassage()
def controler(lignes: LignesDNR, contexte: ContexteDNR) -> RapportDNR:
    """Return the report of a declaration read from a file or typed in a form (one line or all of them)."""
    examen = Examen(lignes, contexte)
    for controle in CONTROLES:
        controle(examen)
    assures = [inscrit and inscrit.assure_id for inscrit in examen.inscrits]
    return RapportDNR(
        lignes=lignes,
        anomalies=trier(_sans_redites(examen), FORMAT),
        colonnes=examen.typees | {"assure_id": assures},
        cotisations=examen.cotisations,
        etats=examen.etats,
        manquantes=comparer.manquantes(contexte.precedentes, examen.precedentes),
        totaux=_totaux(examen),
    )


def _sans_redites(examen: Examen) -> list[AnomalieDNR]:
    """Return the anomalies, less what a line that repeats another has in common with it: it is to go."""
    doubles = {examen.lignes.numeros[rang] for rang in examen.doubles}
    if not doubles:
        return examen.anomalies
    dites = {_dite(a) for a in examen.anomalies if a.ligne not in doubles}
    return [
        a
        for a in examen.anomalies
        if a.ligne not in doubles or a.code == "ligne_en_double" or _dite(a) not in dites
    ]


def _dite(anomalie: AnomalieDNR) -> tuple[str, str | None, str, str]:
    return anomalie.code, anomalie.colonne, anomalie.numero, anomalie.valeur


def _totaux(examen: Examen) -> TotauxDNR:
    dues = [due for due in examen.cotisations if due is not None]
    sommes = {champ: sum(map(itemgetter(rang), dues)) for rang, champ in enumerate(Cotisation._fields)}
    return TotauxDNR(
        effectif=len(examen.distincts - {""}),
        lignes=len(examen.lignes),
        masse_salariale=sum(filter(None, examen.typees["remuneration"])),
        **sommes,
    )
