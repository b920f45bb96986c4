"""The individual account: the lines that accepted declarations booked."""

from sqlalchemy import ColumnElement, Index, SmallInteger, false, select, text
from sqlalchemy.orm import column_property, foreign, relationship

from app.demandes.tables import Demande
from app.generateur.adaptateur import Model
from app.generateur.champs import Cle, Francs, Mois, champ, cle_etrangere, cle_primaire
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Perimetre, elargit, mien

REMPLACEE = text("remplacee_par_id is not null")
"""The few lines that a corrective declaration replaced: all that the index on its key needs to hold."""


class LigneCarriere(Model):
    """One booked line of an individual account (compte individuel).

    A corrective declaration marks the lines it replaces with its own key; nothing is deleted.
    """

    __tablename__ = "ligne_carriere"
    __table_args__ = (
        Index(
            "ix_ligne_carriere_assure",
            "assure_id",
            "periode",
            postgresql_include=["jours", "nature", "remuneration", "employeur_id", "remplacee_par_id"],
        ),
        Index("ix_ligne_carriere_declaration", "declaration_id"),
        Index(
            "ix_ligne_carriere_remplacee",
            "remplacee_par_id",
            sqlite_where=REMPLACEE,
            postgresql_where=REMPLACEE,
        ),
    )

    id = cle_primaire()
    assure_id = cle_etrangere("assure.id", "Assuré", par_lot=True)
    employeur_id = champ(Cle, "Employeur")
    """The declaration's, repeated for the index: a foreign key more would cost a third of the writing."""
    declaration_id = cle_etrangere("declaration.id", "Déclaration", par_lot=True)
    periode = champ(Mois, "Période")
    nature = champ(SmallInteger, "Nature")
    jours = champ(SmallInteger, "Jours")
    remuneration = champ(Francs, "Rémunération")
    remplacee_par_id = cle_etrangere("declaration.id", "Remplacée par", facultatif=True, par_lot=True)

    assure = relationship(Assure)
    employeur = relationship(Employeur, primaryjoin=foreign(employeur_id) == Employeur.id)
    numero_declaration = column_property(
        select(Demande.__table__.c.numero).where(Demande.__table__.c.id == declaration_id).scalar_subquery(),
        info={"libelle": "Source"},
    )
    """Read past the scope on purpose: the insured sees where a line comes from, not the declaration."""

    @property
    def etat(self) -> str:
        """Say whether the line counts."""
        return "Comptée" if self.remplacee_par_id is None else "Remplacée"

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.assure_id, p.assure_id))

    def __str__(self) -> str:
        return f"Ligne n° {self.id} du compte individuel"


@elargit(Employeur)
def _employeurs_de_ma_carriere(p):
    """An insured person sees the employers who declared her."""
    chez_qui = select(LigneCarriere.employeur_id).where(LigneCarriere.assure_id == p.assure_id)
    return Employeur.id.in_(chez_qui) if p.assure_id else false()
