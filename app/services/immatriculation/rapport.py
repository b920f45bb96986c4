"""What the check of a workbook of workers says."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.classeurs import anomalies, lignes, rapport
from app.classeurs.rapport import avertissement, bloquante
from app.services.immatriculation.colonnes import FORMAT
from app.services.immatriculation.tables import LigneImmatriculation


class LignesTravailleurs(lignes.Lignes):
    """The lines of a workbook: one a worker."""

    __slots__ = ()
    FORMAT: ClassVar = FORMAT


class AnomalieImmatriculation(rapport.Anomalie):
    """One fault of the workbook; its `numero` is the worker's name."""

    __slots__ = ()
    FORMAT = FORMAT
    ANOMALIES = anomalies.COMMUNES | {
        "valeur_refusee": bloquante("Valeur à corriger", "{titre} : {raison}"),
        "embauche_avant_naissance": bloquante(
            "Embauche avant la naissance",
            "L’embauche du {embauche} ne suit pas la naissance du {naissance} : corrigez l’une des"
            " deux dates.",
        ),
        "ligne_en_double": bloquante(
            "Travailleur en double",
            "{valeur}, de même date de naissance, est déjà à la ligne {autre} : gardez une seule ligne.",
        ),
        "deja_inscrit": avertissement(
            "Peut-être déjà immatriculé",
            "Une personne de ce nom, née le {naissance}, est au registre : demandez sa carte d’assuré à"
            " {valeur}. Si c’est la même personne, elle gardera son numéro.",
        ),
        "embauche_ancienne": avertissement(
            "Délai dépassé",
            "{valeur} est embauché depuis plus de {jours} jours : l’immatriculation se demande dans ce délai"
            " ({reference}).",
        ),
    }


@dataclass(slots=True)
class RapportImmatriculation(rapport.Rapport):
    """The outcome of a check; `travailleurs` are the rows to keep, in order, when nothing blocks."""

    travailleurs: list[LigneImmatriculation] = field(default_factory=list)
