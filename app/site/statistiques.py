"""The figures of a month: counted on the books, protected, published by somebody, then read by everybody."""

from dataclasses import dataclass

from sqlalchemy import case, delete, func, null, select
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.cotisations.tables import CompteComptable, Ecriture
from app.regles import mois
from app.repertoire.tables import Division, Employeur
from app.site.secret import SEUIL, LigneDeStatistique, proteger
from app.site.tables.statistiques import Dimension, StatistiquePubliee
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.refus import Refus

MOIS_MONTRES = 24
"""Months that the page shows; the CSV holds them all."""
AUTRES = {
    Dimension.division: "Autres divisions, regroupées",
    Dimension.secteur: "Autres secteurs, regroupés",
}
SANS_SECTEUR = "Secteur non renseigné"
TROP_PEU = (
    f"Ce mois compte moins de {SEUIL} employeurs ou de {SEUIL} assurés : le publier dirait qui ils sont. "
    "Choisissez un autre mois."
)
PAS_FINI = "Ce mois n’est pas terminé : attendez sa fin pour publier ses chiffres."


@dataclass(frozen=True)
class TableauPublie:
    """The lines of a month, by dimension, as they are published."""

    periode: int
    lignes: dict[Dimension, list[LigneDeStatistique]]


def calculer(session: Session, periode: int) -> TableauPublie:
    """Return the protected figures of a month (yyyymm), the whole first.

    Raises Refus for a month under way, or that counts too few people.
    """
    if periode >= mois.de_date(aujourd_hui()):
        raise Refus(PAS_FINI)
    (ensemble,) = _compter(session, periode, None) or [LigneDeStatistique("", 0, 0, 0)]
    if not ensemble.publiable:
        raise Refus(TROP_PEU)
    ventiles = {
        dimension: proteger(_compter(session, periode, colonne), AUTRES[dimension])
        for dimension, colonne in _colonnes().items()
    }
    return TableauPublie(periode, {Dimension.ensemble: [ensemble], **ventiles})


def publier(session: Session, tableau: TableauPublie, par_id: int | None) -> None:
    """Write the figures of a month for everybody, in the place of those published before. Does not commit.

    They were reckoned before the transaction: a whole country's month takes a while.
    """
    session.execute(delete(StatistiquePubliee).where(StatistiquePubliee.periode == tableau.periode))
    for dimension, lignes in tableau.lignes.items():
        for ligne in lignes:
            session.add(
                StatistiquePubliee(
                    periode=tableau.periode,
                    dimension=dimension,
                    modalite=ligne.modalite,
                    regroupees=ligne.regroupees,
                    employeurs=ligne.employeurs,
                    assures=ligne.assures,
                    encaisse=ligne.encaisse,
                    publiee_le=maintenant(),
                    publiee_par_id=par_id,
                )
            )
    session.flush()


def publiees(session: Session, nombre: int | None = MOIS_MONTRES) -> list[StatistiquePubliee]:
    """Return what is published, the oldest month first, its whole first; of the last `nombre` months only."""
    requete = select(StatistiquePubliee).order_by(StatistiquePubliee.periode, StatistiquePubliee.id)
    lignes = list(session.scalars(requete))
    montres = sorted({ligne.periode for ligne in lignes})[-(nombre or 0) :]
    return [ligne for ligne in lignes if ligne.periode in set(montres)]


def _colonnes() -> dict:
    secteur = func.coalesce(func.nullif(Employeur.__table__.c.activite, ""), SANS_SECTEUR)
    return {Dimension.division: Division.__table__.c.nom, Dimension.secteur: secteur}


def _compter(session: Session, periode: int, colonne) -> list[LigneDeStatistique]:
    """Return the raw figures of a month by the values of a column; without one, in one line."""
    declares = _declares(session, periode, colonne)
    encaisses = _encaisses(session, periode, colonne)
    return [
        LigneDeStatistique(modalite or "", *declares.get(modalite, (0, 0)), encaisses.get(modalite, 0))
        for modalite in declares.keys() | encaisses.keys()
    ]


def _declares(session: Session, periode: int, colonne) -> dict[str | None, tuple[int, int]]:
    """Count employers and insured of the lines that count: a corrected one counts no more."""
    ligne = LigneCarriere.__table__
    nombres = (
        func.count(ligne.c.employeur_id.distinct()),
        func.count(ligne.c.assure_id.distinct()),
    )
    requete = _ventiler(select(*nombres), ligne, colonne)
    requete = requete.where(ligne.c.periode == periode, ligne.c.remplacee_par_id.is_(None))
    return {
        cle: (employeurs, assures)
        for employeurs, assures, cle in session.execute(requete)
        if employeurs or assures
    }


def _encaisses(session: Session, periode: int, colonne) -> dict:
    """Sum what entered the fund during the month, less what went back."""
    ecriture, banque = Ecriture.__table__, CompteComptable.encaissements
    signe = case((ecriture.c.debit == banque, ecriture.c.montant), else_=-ecriture.c.montant)
    requete = _ventiler(select(func.sum(signe)), ecriture, colonne).where(
        (ecriture.c.debit == banque) | (ecriture.c.credit == banque),
        ecriture.c.le.between(mois.premier_jour(periode), mois.dernier_jour(periode)),
    )
    return {cle: int(somme) for somme, cle in session.execute(requete) if somme}


def _ventiler(requete, table, colonne):
    """Join what the column is of, and group by it; without column, add an empty one."""
    if colonne is None:
        return requete.add_columns(null().label("modalite")).select_from(table)
    employeur, division = Employeur.__table__, Division.__table__
    jointes = table.join(employeur, employeur.c.id == table.c.employeur_id).join(
        division, division.c.id == employeur.c.division_id
    )
    return requete.add_columns(colonne.label("modalite")).select_from(jointes).group_by("modalite")
