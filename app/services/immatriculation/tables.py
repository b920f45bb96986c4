"""Workers registered by their employer: one by a form, or many by a workbook."""

from typing import ClassVar

from sqlalchemy import ColumnElement, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, relationship

from app.demandes import pieces_demandees
from app.demandes.classeur_envoye import ClasseurEnvoye, fichiers_de
from app.demandes.colonnes_communes import EtatCivil, SituationMatrimoniale
from app.demandes.etats import ACCEPTER
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande, demande_a_moi
from app.generateur.adaptateur import Model
from app.generateur.champs import JSON, Choix, Francs, champ, cle_etrangere, cle_primaire
from app.generateur.controles import courriel, nom_de_personne, pas_dans_le_futur, telephone
from app.regles import francais
from app.repertoire.controles import numero_d_assure
from app.repertoire.tables import Assure
from app.socle.acces import Equipe, Perimetre, elargit
from app.travaux.tables import Fichier


class Travailleur(EtatCivil):
    """The columns that say who is to be registered, and since when he works."""

    nationalite = champ(String(40), "Nationalité", default="Togolaise")
    situation = champ(Choix(SituationMatrimoniale), "Situation matrimoniale")
    nom_mere = champ(String(120), "Nom et prénoms de la mère", controles=[nom_de_personne])
    nom_pere = champ(String(120), "Nom et prénoms du père", facultatif=True, controles=[nom_de_personne])
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel", controles=[courriel], facultatif=True)
    adresse = champ(String(160), "Adresse", "Ville, quartier", facultatif=True)
    embauche_le = champ(Date, "Date d’embauche", controles=[pas_dans_le_futur])
    poste = champ(String(80), "Poste occupé")
    remuneration = champ(Francs, "Rémunération mensuelle")
    ancien_numero = champ(
        String(15),
        "N° d’assurance déjà connu",
        "S’il a déjà travaillé ailleurs",
        controles=[numero_d_assure],
        facultatif=True,
    )
    immatricule_id = cle_etrangere("assure.id", "Assuré immatriculé", facultatif=True)

    @property
    def numero_nomme(self) -> str | None:
        """Return the number that the worker had already."""
        return self.ancien_numero

    @declared_attr
    def immatricule(cls) -> Mapped[Assure | None]:
        return relationship(Assure, foreign_keys=[cls.immatricule_id])  # type: ignore[list-item]  # of the class


class ImmatriculationTravailleur(Travailleur, Demande):
    """An employer registers a worker, within 8 days of hiring; accepting gives the insured number."""

    prefixe = "IMM"
    libelle_type = "Immatriculation d’un travailleur"
    verbes: ClassVar = {ACCEPTER: "Immatriculer"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (pieces_demandees.IDENTITE, pieces_demandees.NAISSANCE)
    rubriques: ClassVar = {
        "nom": "Le travailleur",
        "nationalite": "Sa situation",
        "telephone": "Ses coordonnées",
        "embauche_le": "Son emploi",
    }


class ImmatriculationCollective(ClasseurEnvoye):
    """An employer registers many workers by a workbook; accepting gives each his insured number."""

    prefixe = "IMC"
    libelle_type = "Immatriculation de plusieurs travailleurs"
    verbes: ClassVar = {ACCEPTER: "Immatriculer les travailleurs"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        PieceDemandee("identites", "Pièces d’identité", "Celle de chaque travailleur, réunies ou séparées"),
        PieceDemandee("naissances", "Actes de naissance", "Celui de chaque travailleur, réunis ou séparés"),
    )

    effectif = champ(Integer, "Travailleurs", default=0)
    controle = champ(JSON, "Dernier contrôle", "Anomalies, telles que contrôlées", facultatif=True)

    travailleurs = relationship(
        "LigneImmatriculation", order_by="LigneImmatriculation.rang", back_populates="demande"
    )

    @property
    def sujet(self) -> str:
        """Return how many workers there are."""
        return francais.accord(self.effectif, "travailleur", "travailleurs")


class LigneImmatriculation(Travailleur, Model):
    """One worker of a workbook that nothing blocks; the insured number comes with the acceptance."""

    __tablename__ = "ligne_immatriculation"
    __table_args__ = (UniqueConstraint("demande_id", "rang", name="uq_ligne_immatriculation"),)

    id = cle_primaire()
    demande_id = cle_etrangere("immatriculationcollective.id", "Demande")
    rang = champ(Integer, "Ligne", "Numéro de ligne dans le fichier")

    demande = relationship(ImmatriculationCollective, back_populates="travailleurs")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.demande_id, p)

    def __str__(self) -> str:
        return f"{self.nom} {self.prenoms}"


@elargit(Fichier)
def _fichiers_de_mes_demandes(p: Perimetre) -> ColumnElement[bool]:
    """The workbooks of a request are seen by who sees it."""
    return fichiers_de(ImmatriculationCollective, p)
