"""Accounts for the tests: an employer with nothing booked, debts and payments in one line."""

from datetime import date
from itertools import count

from app.cotisations import cotisant
from app.demandes import cycle
from app.demandes.etats import Statut
from app.models import Cause, DeclarationCotisations, Division, Employeur, Periodicite
from app.socle.horloge import maintenant

NUMEROS = count(70_001)
TOTAL = 94_500
"""What a wage of 300 000 F makes due: 6 000 + 9 000 + 49 500 + 30 000."""


def employeur(session, periodicite: Periodicite = Periodicite.mensuelle) -> Employeur:
    """Return a new employer, who began in January 2020."""
    division = session.query(Division).first()
    if division is None:
        division = Division(code="E", nom="Essai", ville="Lomé")
        session.add(division)
        session.flush()
    numero = next(NUMEROS)
    qui = Employeur(
        numero=str(numero),
        raison_sociale=f"Atelier {numero}",
        division_id=division.id,
        debut_activite_le=date(2020, 1, 1),
        periodicite=periodicite,
    )
    session.add(qui)
    session.flush()
    return qui


def piece(session, qui: Employeur, periode: int, total: int = TOTAL) -> DeclarationCotisations:
    """Return an accepted declaration, its total spread over the branches; nothing is booked."""
    rp, pf, amu = total * 60 // 945, total * 90 // 945, total * 300 // 945
    declaration = DeclarationCotisations(
        employeur_id=qui.id,
        periode=periode,
        statut=Statut.acceptee,
        soumise_le=maintenant(),
        decidee_le=maintenant(),
        rp=rp,
        pf=pf,
        pv=total - rp - pf - amu,
        amu=amu,
    )
    session.add(declaration)
    session.flush()
    declaration.numero = cycle.numero(declaration)
    return declaration


def devoir(session, qui: Employeur, periode: int, le: date, total: int = TOTAL):
    """Book what an accepted declaration makes due and return the operation."""
    return cotisant.devoir(session, piece(session, qui, periode, total), le, Cause.cotisations)


def payer(session, qui: Employeur, montant: int, le: date, rang: int = 0):
    """Book a payment under a reference of its own."""
    return cotisant.encaisser(session, qui.id, montant, le, f"{qui.numero}-{le:%Y%m%d}-{rang}-{montant}")
