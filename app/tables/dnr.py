"""The nominative declaration of wages (DNR) and the individual accounts it feeds."""

import enum

from flask_appbuilder import Model
from sqlalchemy import DateTime, Index, Integer, SmallInteger, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import column_property, foreign, relationship

from app.acces import mien
from app.champs import JSON, Choix, Cle, Francs, Mois, champ, cle_primaire, lien
from app.horloge import maintenant
from app.regles import mois
from app.tables.demande import Demande, Fichier, demande_a_moi
from app.tables.registre import Assure, Employeur


class NatureDeclaration(enum.Enum):
    """Whether a declaration is the first of its period or replaces an accepted one."""

    initiale = "Initiale"
    rectificative = "Rectificative"


class SourceDeclaration(enum.Enum):
    """Where the lines came from."""

    en_ligne = "Saisie en ligne"
    fichier = "Fichier"


class Declaration(Demande):
    """The monthly declaration of wages by name (déclaration nominative des rémunérations, DNR)."""

    prefixe = "DNR"
    libelle_type = "Déclaration nominative des rémunérations"

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    source = champ(Choix(SourceDeclaration), "Source", default=SourceDeclaration.en_ligne)
    rectifie_id = lien("declaration.id", "Déclaration rectifiée", facultatif=True)
    fichier_id = lien("fichier.id", "Fichier", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    controle = champ(
        JSON, "Dernier contrôle", "Anomalies et totaux, tels que contrôlés", facultatif=True, deferred=True
    )

    fichier = relationship(Fichier)
    rectifie = relationship(
        "Declaration", remote_side="Declaration.id", foreign_keys=[rectifie_id], post_update=True
    )

    @property
    def sujet(self) -> str:
        """Return the month declared."""
        return mois.libelle(self.periode)

    @property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu

    @property
    def fichier_envoye(self) -> str:
        """Return the name of the file the lines came from, empty when they were typed online."""
        return self.fichier.nom if self.fichier else ""


class EtatLigne(enum.Enum):
    """A line against the previous declaration."""

    nouvelle = "Nouvelle"
    modifiee = "Modifiée"
    inchangee = "Inchangée"


class LigneDeclaration(Model):
    """One line of a declaration, each cell as it was typed (canonical text, see `app.dnr.colonnes`)."""

    __tablename__ = "ligne_declaration"
    __table_args__ = (UniqueConstraint("declaration_id", "rang", name="uq_ligne_declaration"),)

    id = cle_primaire()
    declaration_id = lien("declaration.id", "Déclaration", par_lot=True)
    rang = champ(Integer, "Ligne", "Numéro de ligne dans le fichier")
    matricule = champ(Text, "No. Mle", default="")
    numero_assure = champ(Text, "No. Assurance", default="")
    nom = champ(Text, "Nom", default="")
    prenoms = champ(Text, "Prénoms", default="")
    type_assure = champ(Text, "Code Type Ass.", default="")
    jours = champ(Text, "Nbr. Jr", default="")
    remuneration = champ(Text, "Rémunération", default="")
    nature = champ(Text, "Nature Rémun.", default="")
    embauche_le = champ(Text, "Date Emb.", default="")
    sortie_le = champ(Text, "Date Sortie", default="")
    motif_sortie = champ(Text, "Code Motif Sortie", default="")
    rp = champ(Text, "RP", default="")
    pf = champ(Text, "PF", default="")
    pv = champ(Text, "PV", default="")
    amu = champ(Text, "AMU", default="")
    etat = champ(Choix(EtatLigne), "Comparaison", facultatif=True)

    declaration = relationship(Declaration)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.declaration_id, p)


class Justification(Model):
    """What the declarant answered to a warning: confirmed, with or without words."""

    __tablename__ = "justification"
    __table_args__ = (UniqueConstraint("declaration_id", "anomalie", name="uq_justification"),)

    id = cle_primaire()
    declaration_id = lien("declaration.id", "Déclaration")
    anomalie = champ(String(80), "Avertissement", "Code et numéro d’assurance")
    texte = champ(String(500), "Justification", default="")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    par_id = lien("ab_user.id", "Par", facultatif=True)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.declaration_id, p)


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
    assure_id = lien("assure.id", "Assuré", par_lot=True)
    employeur_id = champ(Cle, "Employeur")
    """The declaration's, repeated for the index: a foreign key more would cost a third of the writing."""
    declaration_id = lien("declaration.id", "Déclaration", par_lot=True)
    periode = champ(Mois, "Période")
    nature = champ(SmallInteger, "Nature")
    jours = champ(SmallInteger, "Jours")
    remuneration = champ(Francs, "Rémunération")
    remplacee_par_id = lien("declaration.id", "Remplacée par", facultatif=True, par_lot=True)

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
    def portee(cls, p):
        return mien((cls.assure_id, p.assure_id))

    def __str__(self):
        return f"Ligne n° {self.id} du compte individuel"
