"""The check of a declaration: all its anomalies at once, its lines compared, its totals; no query."""

from operator import itemgetter

from app.classeurs.rapport import trier
from app.dnr import comparer
from app.dnr.colonnes import FORMAT
from app.dnr.controles import CONTROLES
from app.dnr.examen import Examen
from app.dnr.lignes import Lignes
from app.dnr.rapport import Rapport, Totaux
from app.dnr.situation import Contexte
from app.ramassage import sans_ramassage
from app.regles.cotisations import Cotisation


@sans_ramassage()
def controler(lignes: Lignes, contexte: Contexte) -> Rapport:
    """Return the report of a declaration read from a file or typed in a form (one line or all of them)."""
    examen = Examen(lignes, contexte)
    for controle in CONTROLES:
        controle(examen)
    assures = [inscrit and inscrit.assure_id for inscrit in examen.inscrits]
    return Rapport(
        lignes=lignes,
        anomalies=trier(examen.anomalies, FORMAT),
        colonnes=examen.typees | {"assure_id": assures},
        cotisations=examen.cotisations,
        etats=comparer.etats(examen),
        manquantes=comparer.manquantes(examen),
        totaux=_totaux(examen),
    )


def _totaux(examen: Examen) -> Totaux:
    dues = [due for due in examen.cotisations if due is not None]
    sommes = {champ: sum(map(itemgetter(rang), dues)) for rang, champ in enumerate(Cotisation._fields)}
    return Totaux(
        effectif=len(examen.distincts - {""}),
        lignes=len(examen.lignes),
        masse_salariale=sum(filter(None, examen.typees["remuneration"])),
        **sommes,
    )
