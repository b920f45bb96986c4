"""What runs the portal: the law's parameters and background tasks."""

import enum

from flask_appbuilder import Model
from sqlalchemy import Boolean, Date, DateTime, Index, Integer, String, Text, UniqueConstraint

from app.acces import mien
from app.champs import JSON, Choix, Points, champ, cle_primaire, lien
from app.horloge import maintenant
from app.regles import ecriture
from app.regles.bareme import a_choisir


class ParametreLegal(Model):
    """A value of the law from a date on: proposed by one agent, confirmed by another."""

    __tablename__ = "parametre_legal"
    __table_args__ = (UniqueConstraint("code", "effet_le", name="uq_parametre_legal"),)
    publique = True

    id = cle_primaire()
    code = champ(String(60), "Code", "Le paramètre de la loi qui change, et son unité", choix=a_choisir)
    libelle = champ(String(160), "Paramètre")
    valeur = champ(Points, "Valeur", "Nombre entier, dans l’unité indiquée : 5 % s’écrit 500 points de base")
    unite = champ(String(30), "Unité")
    effet_le = champ(Date, "Date d’effet")
    reference = champ(String(200), "Texte de référence")
    a_confirmer = champ(
        Boolean, "À confirmer", "Les écrans portent alors la mention « estimation »", default=False
    )
    propose_par_id = lien("ab_user.id", "Proposé par", facultatif=True)
    confirme_par_id = lien("ab_user.id", "Confirmé par", facultatif=True)
    confirme_le = champ(DateTime(timezone=True), "Confirmé le", facultatif=True)

    @property
    def valeur_lue(self) -> str:
        """Return the value as people read it: « 5 % », « 52 500 F », « 8 jours »."""
        return ecriture.valeur(self)

    def __str__(self):
        return f"{self.libelle} au {self.effet_le:%d/%m/%Y}"


class EtatTache(enum.Enum):
    """Where a deferred task stands."""

    en_attente = "En attente"
    en_cours = "En cours"
    faite = "Faite"
    echouee = "Échouée"


class Tache(Model):
    """Work to do after the commit that asked for it (see `app.taches`)."""

    __tablename__ = "tache"
    __table_args__ = (Index("ix_tache_etat", "etat", "a_faire_le"),)

    id = cle_primaire()
    nom = champ(String(60), "Tâche")
    cle = champ(String(100), "Clé d’unicité", unique=True)
    arguments = champ(JSON, "Arguments")
    etat = champ(Choix(EtatTache), "État", default=EtatTache.en_attente)
    tentatives = champ(Integer, "Tentatives", default=0)
    cree_le = champ(DateTime(timezone=True), "Créée le", default=maintenant)
    a_faire_le = champ(DateTime(timezone=True), "À faire le", default=maintenant)
    terminee_le = champ(DateTime(timezone=True), "Terminée le", facultatif=True)
    erreur = champ(Text, "Erreur", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return f"Tâche n° {self.id} : {self.nom}"
