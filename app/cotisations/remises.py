"""Surcharges let off: what may be, and how a sum granted is spread over months, the oldest first."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.cotisations.cotisant import RemiseRefusee, remettre
from app.cotisations.etat import etat
from app.cotisations.tables import Operation
from app.demandes import interets
from app.regles.francais import francs
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur


def dues(session: Session, employeur: Employeur, au: date) -> dict[int, int]:
    """Return the surcharges owed on the day `au`, in francs by month (yyyymm)."""
    par_mois = etat(session, employeur, au, bareme(session)).mois
    return {periode: du.majoration for periode, du in sorted(par_mois.items()) if du.majoration > 0}


def accorder(
    session: Session,
    *,
    employeur: Employeur,
    choisies: dict[int, int],
    montant: int,
    motif: str,
    acteur: Acteur,
    cle: str,
    le: date,
    demande_id: int | None = None,
) -> list[Operation]:
    """Let off `montant` francs of the surcharges `choisies` (by month), one operation a month.

    `cle` makes the decision unique; `demande_id` is the request it answers. Does not commit.
    Raises RemiseRefusee, and Refus to whoever acts for the employer.
    """
    interets.exiger_aucun_chez(session, employeur.id, acteur.utilisateur_id)
    du = sum(choisies.values())
    if not 0 < montant <= du:
        raise RemiseRefusee(f"Les majorations dues sont de {francs(du)} : la remise va de 1 F à ce montant.")
    return [
        remettre(
            session,
            employeur_id=employeur.id,
            periode=periode,
            montant=part,
            motif=motif,
            le=le,
            acteur=acteur,
            cle=f"{cle}:{periode}",
            demande_id=demande_id,
        )
        for periode, part in _repartir(choisies, montant)
    ]


def _repartir(dues_: dict[int, int], montant: int) -> Iterator[tuple[int, int]]:
    for periode, du in sorted(dues_.items()):
        if part := min(du, montant):
            yield periode, part
        montant -= part
