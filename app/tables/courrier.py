"""E-mails, and the words of each kind."""

import enum

from flask_appbuilder import Model
from sqlalchemy import DateTime, Index, Integer, String, Text

from app.acces import mien
from app.champs import Choix, champ, cle_primaire
from app.horloge import maintenant


class EtatCourrier(enum.Enum):
    """Where an e-mail stands."""

    en_attente = "En attente d’envoi"
    envoye = "Envoyé"
    echoue = "Non remis"
    garde = "Gardé, sans serveur d’envoi"


class Courrier(Model):
    """An e-mail of the portal: written with the decision it tells, sent after the commit."""

    __tablename__ = "courrier"
    __table_args__ = (Index("ix_courrier_etat", "etat", "id"),)

    id = cle_primaire()
    modele = champ(String(40), "Modèle")
    destinataire = champ(String(254), "Destinataire")
    objet = champ(String(200), "Objet")
    texte = champ(Text, "Texte", "Effacé après l’envoi s’il porte un lien secret", facultatif=True)
    etat = champ(Choix(EtatCourrier), "État", default=EtatCourrier.en_attente)
    cree_le = champ(DateTime(timezone=True), "Écrit le", default=maintenant)
    envoye_le = champ(DateTime(timezone=True), "Envoyé le", facultatif=True)
    tentatives = champ(Integer, "Tentatives", default=0)
    erreur = champ(String(200), "Pourquoi il n’est pas parti", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return f"Courriel n° {self.id} : {self.objet}"


class ModeleCourrier(Model):
    """The words of one kind of e-mail, changed on screen by the administration (see `app.courrier`)."""

    __tablename__ = "modele_courrier"
    publique = True

    id = cle_primaire()
    code = champ(String(40), "Code", unique=True)
    libelle = champ(String(120), "Envoyé quand")
    objet = champ(String(160), "Objet")
    texte = champ(Text, "Texte", "Une ligne vide sépare deux paragraphes ; les liens deviennent cliquables")

    def __str__(self):
        return self.libelle
