"""The nominative declaration of wages (DNR): its lines as typed, the answers to its warnings."""

import enum
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import relationship

from app.cotisations.tables import NatureDeclaration
from app.demandes.classeur_envoye import ClasseurEnvoye, fichiers_de
from app.demandes.tables import demande_a_moi
from app.generateur.adaptateur import Model
from app.generateur.champs import JSON, Choix, Francs, Mois, champ, cle_etrangere, cle_primaire
from app.regles import mois
from app.services.dnr.colonnes import PAR_CLE
from app.socle.acces import Perimetre, elargit
from app.socle.horloge import maintenant
from app.travaux.tables import Fichier

DU_FICHIER = "du_fichier"
"""Where the last check keeps what the file says besides its lines (see `declarer.TRAITS`)."""


class SourceDeclaration(enum.Enum):
    """Where the lines came from."""

    en_ligne = "Saisie en ligne"
    fichier = "Fichier"


class Declaration(ClasseurEnvoye):
    """The monthly declaration of wages by name (déclaration nominative des rémunérations, DNR)."""

    prefixe = "DNR"
    libelle_type = "Déclaration nominative des rémunérations"

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    source = champ(Choix(SourceDeclaration), "Source", default=SourceDeclaration.en_ligne)
    rectifie_id = cle_etrangere("declaration.id", "Déclaration rectifiée", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    controle = champ(
        JSON, "Dernier contrôle", "Anomalies et totaux, tels que contrôlés", facultatif=True, deferred=True
    )

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
    def du_fichier(self) -> dict[str, Any]:
        """Return what the file says besides its lines, nothing for lines typed online."""
        return (self.controle or {}).get(DU_FICHIER, {})

    @property
    def feuille_lue(self) -> str:
        """Return the name of the sheet that was read, empty for a csv or lines typed online."""
        return self.du_fichier.get("feuille", "")

    @property
    def colonnes_nommees(self) -> str:
        """Return the columns of the file that its sender named: « Brut imposable » : Rémunération."""
        nommees = [(titre, PAR_CLE[cle].entete) for titre, cle in self.du_fichier.get("nommees", ()) if cle]
        return ", ".join(f"« {titre} » : {entete}" for titre, entete in nommees)

    @property
    def feuille_a_choisir(self) -> bool:
        """Return whether nothing says which sheet of the file is meant: the declarant is asked."""
        return self.du_fichier.get("a_choisir", False)


class EtatLigne(enum.Enum):
    """A line against the previous declaration."""

    nouvelle = "Nouvelle"
    modifiee = "Modifiée"
    inchangee = "Inchangée"


class LigneDeclaration(Model):
    """One line of a declaration, each cell as it was typed (canonical text, see `colonnes`)."""

    __tablename__ = "ligne_declaration"
    __table_args__ = (UniqueConstraint("declaration_id", "rang", name="uq_ligne_declaration"),)

    id = cle_primaire()
    declaration_id = cle_etrangere("declaration.id", "Déclaration", par_lot=True)
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
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.declaration_id, p)


class Justification(Model):
    """What the declarant answered to a warning: confirmed, with or without words."""

    __tablename__ = "justification"
    __table_args__ = (UniqueConstraint("declaration_id", "anomalie", name="uq_justification"),)

    id = cle_primaire()
    declaration_id = cle_etrangere("declaration.id", "Déclaration")
    anomalie = champ(String(80), "Avertissement", "Code et numéro d’assurance")
    texte = champ(String(500), "Justification", default="")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    par_id = cle_etrangere("ab_user.id", "Par", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.declaration_id, p)


@elargit(Fichier)
def _fichiers_de_mes_declarations(p: Perimetre) -> ColumnElement[bool]:
    """The files of a declaration are seen by who sees it."""
    return fichiers_de(Declaration, p)
