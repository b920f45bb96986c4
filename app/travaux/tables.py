"""What is left to do after a commit: tasks, e-mails and SMS, files."""

import enum

from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Index, Integer, String, Text, UniqueConstraint

from app.generateur.adaptateur import Model
from app.generateur.badges import Etat
from app.generateur.champs import JSON, Choix, champ, cle_etrangere, cle_primaire
from app.socle.acces import Caisse, Perimetre, mien, si
from app.socle.horloge import maintenant


class EtatTache(Etat):
    """Where a deferred task stands."""

    en_attente = "En attente"
    en_cours = "En cours"
    faite = "Faite"
    echouee = "Échouée"


class Tache(Model):
    """Work to do after the commit that asked for it (see `app.travaux.taches`)."""

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
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Tâche n° {self.id} : {self.nom}"


class EtatCourrier(enum.Enum):
    """Where an e-mail stands."""

    en_attente = "En attente d’envoi"
    envoye = "Envoyé"
    echoue = "Non remis"
    garde = "Gardé, sans serveur d’envoi"


class Courrier(Model):
    """An e-mail or an SMS of the portal: written with the decision it tells, sent after the commit."""

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
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Message n° {self.id} : {self.objet}"


class ModeleCourrier(Model):
    """The words of one kind of message, changed on screen by the administration (see `courrier`)."""

    __tablename__ = "modele_courrier"
    publique = True

    id = cle_primaire()
    code = champ(String(40), "Code", unique=True)
    libelle = champ(String(120), "Envoyé quand")
    objet = champ(String(160), "Objet")
    texte = champ(Text, "Texte", "Une ligne vide sépare deux paragraphes ; les liens deviennent cliquables")
    sms = champ(
        Text,
        "Texte du SMS",
        "À qui n’a qu’un téléphone, en 160 signes si possible. Vide : l’objet, et où lire la suite",
        facultatif=True,
    )

    def __str__(self) -> str:
        return self.libelle


class EnvoiSms(Model):
    """What left by SMS in a day for a prefix, and how many of its codes were typed (see `sms.budget`)."""

    __tablename__ = "envoi_sms"
    __table_args__ = (UniqueConstraint("jour", "prefixe", name="uq_envoi_sms"),)
    hors_journal = True

    id = cle_primaire()
    jour = champ(Date, "Jour")
    prefixe = champ(String(9), "Préfixe")
    messages = champ(Integer, "SMS partis", "En parties de 160 signes", default=0)
    codes = champ(Integer, "Codes envoyés", default=0)
    reussites = champ(Integer, "Codes employés", default=0)
    leve = champ(Boolean, "Repris", "Malgré des codes restés sans emploi", default=False)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"{self.prefixe}, {self.jour:%d/%m/%Y}"


class Fichier(Model):
    """A file received, kept under its sha-256 outside the web root (see `app.travaux.fichiers`)."""

    __tablename__ = "fichier"

    id = cle_primaire()
    sha256 = champ(String(64), "Empreinte SHA-256", index=True)
    nom = champ(String(160), "Nom du fichier")
    taille = champ(Integer, "Taille (octets)")
    depose_le = champ(DateTime(timezone=True), "Déposé le", default=maintenant)
    depose_par_id = cle_etrangere("ab_user.id", "Déposé par", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.depose_par_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Any of the staff: a file is only reached by the row that holds it."""
        return si(True)

    def __str__(self) -> str:
        return self.nom
