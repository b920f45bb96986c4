"""What a payment extinguished, as its operation booked it."""

from collections import Counter

from sqlalchemy import select

from app.documents.quittance import Imputation
from app.models import CompteComptable, Ecriture

C = CompteComptable


def imputations(session, operation_id: int) -> list[Imputation]:
    """Return what the operation of a payment allotted, month by month; what is left over under None.

    A month that gave back francs (a payment found late went before another) shows them below zero.
    """
    e = Ecriture.__table__.c
    requete = select(e.debit, e.credit, e.periode, e.montant).where(e.operation_id == operation_id)
    principaux, majorations, avance = Counter(), Counter(), 0
    for debit, credit, periode, montant in session.execute(requete):
        for compte, signe in ((credit, 1), (debit, -1)):
            if compte is C.employeur:
                principaux[periode] += signe * montant
            elif compte is C.retard:
                majorations[periode] += signe * montant
            elif compte is C.avances:
                avance += signe * montant
    lignes = [
        Imputation(periode, principaux[periode], majorations[periode])
        for periode in sorted(principaux.keys() | majorations.keys())
    ]
    return [*lignes, Imputation(None, avance, 0)] if avance else lignes
