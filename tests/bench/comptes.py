"""The contribution accounts of the benchmark: thousands of sixty months, and one of fifty years."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.cotisations.cotisant import BRANCHES
from app.identites import personnes
from app.models import Cause, CompteComptable, Ecriture, Employeur, Operation
from app.regles import mois
from app.socle import noms, par_lots
from app.socle.horloge import maintenant
from tests.bench.echelles import PERIODE
from tests.outils.navigation import MOT_DE_PASSE

C = CompteComptable
TITULAIRE, PREMIER = 200_000, 200_001
"""Keys of the employer of fifty years, who signs in, and of the first of the others."""
MOIS, LONGUE, IMPAYES = 60, 600, 3
"""Months of an ordinary account, of the long one, and the last ones that nobody paid."""
AU = date(2025, 12, 20)
"""The day of the surcharges: the unpaid months are late."""
MONTANTS = {"rp": 6_000, "pf": 9_000, "pv": 49_500, "amu": 30_000}
TOTAL = sum(MONTANTS.values())
OPERATION = ("id", "employeur_id", "cause", "le", "libelle", "cle", "ecrite_le")
ECRITURE = ("operation_id", "employeur_id", "debit", "credit", "periode", "le", "montant")


def ouvrir(session, employeurs: int) -> None:
    """Write so many accounts, and the long one."""
    cles = range(TITULAIRE, PREMIER + employeurs)
    par_lots.inserer(session, Employeur.__table__, *_employeurs(cles))
    par_lots.inserer(session, Operation.__table__, OPERATION, _operations(cles))
    par_lots.inserer(session, Ecriture.__table__, ECRITURE, _ecritures(cles))
    titulaire = personnes.creer(session, "cotisant@demo.tg", "Nom", "Prénom", MOT_DE_PASSE, ["Employeur"])
    personnes.habiliter(session, titulaire, TITULAIRE)


def _employeurs(cles: range) -> tuple[tuple[str, ...], Iterator[tuple]]:
    colonnes = (
        "id",
        "numero",
        "raison_sociale",
        "nom_cle",
        "division_id",
        "debut_activite_le",
        "rp_majore",
        "domestique",
        "periodicite",
    )
    return colonnes, (
        (
            pk,
            f"{pk}",
            f"Atelier {pk}",
            noms.cle_de_recherche(f"Atelier {pk}"),
            1,
            mois.premier_jour(_debut(pk)).isoformat(),
            False,
            False,
            "mensuelle",
        )
        for pk in cles
    )


def _debut(pk: int) -> int:
    return mois.plus(PERIODE, 1 - (LONGUE if pk == TITULAIRE else MOIS))


def _mois(cles: range) -> Iterator[tuple[int, int, int, date, bool]]:
    """Yield each (first key of its two operations, employer, month, day, whether it was paid)."""
    impaye = mois.plus(PERIODE, 1 - IMPAYES)
    rang = 1
    for pk in cles:
        for periode in mois.suite(_debut(pk), PERIODE):
            le = mois.dernier_jour(periode) + timedelta(days=10)
            yield rang, pk, periode, le, periode < impaye
            rang += 2


def _operations(cles: range) -> Iterator[tuple]:
    instant = maintenant().isoformat(sep=" ")
    for rang, pk, periode, le, paye in _mois(cles):
        jour = le.isoformat()
        yield rang, pk, Cause.declaration.name, jour, f"DNR {periode}", f"declaration:{pk}:{periode}", instant
        if paye:
            yield rang + 1, pk, Cause.paiement.name, jour, "Paiement", f"paiement:{pk}:{periode}", instant


def _ecritures(cles: range) -> Iterator[tuple]:
    for rang, pk, periode, le, paye in _mois(cles):
        jour = le.isoformat()
        for branche in BRANCHES:
            yield rang, pk, C.employeur.name, branche, periode, jour, MONTANTS[branche]
        if paye:
            yield rang + 1, pk, C.encaissements.name, C.avances.name, None, jour, TOTAL
            yield rang + 1, pk, C.avances.name, C.employeur.name, periode, jour, TOTAL
