"""The check of a declaration: all its anomalies at once, its lines compared, its totals; no query."""

from operator import itemgetter

from app.classeurs.rapport import trier
from app.regles.cotisations import Cotisation
from app.services.dnr.colonnes import FORMAT
from app.services.dnr.comparer import manquantes
from app.services.dnr.controles import CONTROLES
from app.services.dnr.examen import Examen
from app.services.dnr.faits import ContexteDNR
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.rapport import RapportDNR, TotauxDNR
from app.services.dnr.reunir import reunir
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
        anomalies=trier(reunir(examen), FORMAT),
        colonnes=examen.typees | {"assure_id": assures},
        cotisations=examen.cotisations,
        etats=examen.evolution.etats,
        manquantes=manquantes(contexte.precedentes, examen.precedentes),
        totaux=_totaux(examen),
    )


def _totaux(examen: Examen) -> TotauxDNR:
    dues = [due for due in examen.cotisations if due is not None]
    sommes = {champ: sum(map(itemgetter(rang), dues)) for rang, champ in enumerate(Cotisation._fields)}
    return TotauxDNR(
        effectif=len(examen.distincts - {""}),
        lignes=len(examen.lignes),
        masse_salariale=sum(filter(None, examen.typees["remuneration"])),
        **sommes,
    )
