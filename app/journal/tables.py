"""The lines of the journal, and the checkpoints that sign how far it goes: both only grow."""

from flask import current_app
from sqlalchemy import ColumnElement, DateTime, Index, String, Text, and_

from app.generateur.adaptateur import Model
from app.generateur.badges import Etat
from app.generateur.champs import Choix, Cle, champ, cle_primaire
from app.regles.francais import nombre
from app.socle.acces import Caisse, Perimetre, mien, si
from app.socle.droits import LISENT_LE_REGISTRE
from app.socle.inalterable import proteger


class Fait(Etat):
    """What was done; the value is the word people read."""

    ouvre = "Ouvre"
    lit = "Lit"
    prend = "Prend"
    decide = "Décide"
    propose = "Propose"
    confirme = "Confirme"
    refuse = "Refuse"
    transfere = "Transfère"
    depose = "Dépose"
    ajoute = "Ajoute"
    modifie = "Modifie"
    supprime = "Supprime"
    publie = "Publie"
    exporte = "Exporte"
    invite = "Invite"
    droits = "Droits"
    connecte = "Entre"
    ecarte = "Refusé"
    deconnecte = "Sort"
    signe = "Signe"
    verifie = "Vérifie"


DE_SON_DOSSIER = frozenset(
    {
        Fait.ouvre,
        Fait.lit,
        Fait.prend,
        Fait.decide,
        Fait.refuse,
        Fait.transfere,
        Fait.modifie,
        Fait.exporte,
    }
)
"""What a person is told was done of her file."""


class LigneDuJournal(Model):
    """One fact; its number follows the one before, and its fingerprint holds that of the one before.

    It names what it speaks of by value, not by foreign keys: it outlives it.
    """

    __tablename__ = "journal"
    hors_journal = True

    id = champ(Cle, "Ligne", name="rang", primary_key=True, autoincrement=False)
    le = champ(DateTime(timezone=True), "Le")
    acteur_id = champ(Cle, "N° de compte", facultatif=True)
    acteur_nom = champ(String(120), "Qui", repete=True)
    role = champ(String(120), "Fonction")
    equipe = champ(String(120), "Équipe", repete=True)
    fait = champ(Choix(Fait), "Fait")
    quoi = champ(String(200), "Quoi", repete=True)
    objet_sorte = champ(String(40), "Sorte d’objet")
    objet_cle = champ(Cle, "Clé de l’objet", facultatif=True)
    objet = champ(String(120), "Sur")
    assure_id = champ(Cle, "Assuré concerné", facultatif=True)
    employeur_id = champ(Cle, "Employeur concerné", facultatif=True)
    pourquoi = champ(String(500), "Pourquoi")
    details = champ(Text, "Détails", "Un objet JSON, ou rien")
    precedent = champ(String(64), "Empreinte de la ligne d’avant")
    empreinte = champ(String(64), "Empreinte")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        """What others did of one's own file: never one's own clicks, nor what speaks of nobody."""
        a_moi = mien((cls.assure_id, p.assure_id), (cls.employeur_id, p.employeur_id))
        d_un_autre = cls.acteur_id.is_distinct_from(p.utilisateur_id) & (cls.role != "")
        return and_(a_moi, d_un_autre, cls.fait.in_(DE_SON_DOSSIER))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Who may open the journal, and who reads the register, of which it speaks."""
        return si(caisse.administre or bool(caisse.qualites & LISENT_LE_REGISTRE))

    @property
    def abrege(self) -> str:
        """Return the beginning of the fingerprint, enough to compare by eye."""
        return f"{self.empreinte[:4]} {self.empreinte[4:8]}"

    @property
    def lecteur(self) -> str:
        """Return who acted, as the person concerned is told: the name too where the fund says so."""
        if self.acteur_id is None:
            return self.acteur_nom
        fonction = f"{self.role}, équipe {self.equipe}" if self.equipe else self.role
        return f"{self.acteur_nom} ({fonction})" if current_app.config["JOURNAL_NOMS"] else fonction

    def __str__(self) -> str:
        return f"Ligne {nombre(self.id)}"


COLONNES = LigneDuJournal.__table__.c
Index("ix_journal_acteur", COLONNES.acteur_id, COLONNES.le)
Index("ix_journal_assure", COLONNES.assure_id, COLONNES.rang)
Index("ix_journal_employeur", COLONNES.employeur_id, COLONNES.rang)
Index("ix_journal_objet", COLONNES.objet)
Index("ix_journal_le", COLONNES.le)


class PointDeControle(Model):
    """How far the journal went at an hour, signed: no line before it changes without being seen."""

    __tablename__ = "point_de_controle"
    hors_journal = True

    id = cle_primaire()
    le = champ(DateTime(timezone=True), "Signé le")
    taille = champ(Cle, "Lignes", unique=True)
    tete = champ(String(64), "Empreinte de la dernière ligne")
    frontiere = champ(
        Text, "Frontière de l’arbre", "Les racines des sous-arbres pleins, du plus grand au plus petit"
    )
    note = champ(Text, "Note signée", "C2SP tlog-checkpoint : origine, taille, racine, signature")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Point de contrôle n° {self.id}"


PROTECTION = proteger(
    "journal",
    "Le journal ne se modifie pas : on y ajoute, on n’y efface rien.",
    LigneDuJournal.__tablename__,
    PointDeControle.__tablename__,
)
