"""The registers: divisions, employers, insured people and their families; the parameters of the law."""

import enum

from sqlalchemy import Boolean, ColumnElement, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from app.classeurs.colonnes import TITRE_MAX
from app.generateur.adaptateur import Model
from app.generateur.champs import Choix, Points, champ, cle_etrangere, cle_primaire
from app.generateur.controles import courriel as courriel_valide
from app.generateur.controles import deja_ne, nom_de_personne, telephone, telephones
from app.generateur.plies import champ_plie
from app.journal.sujets import Sujet, sujet_de
from app.referentiel.tables import Datee
from app.regles import francais
from app.regles.bareme import a_choisir
from app.regles.francais import INSECABLE
from app.repertoire.controles import nif as nif_valide
from app.repertoire.controles import niu as niu_valide
from app.socle import noms
from app.socle.acces import Caisse, Perimetre, mien, si
from app.socle.droits import LISENT_LE_REGISTRE

EN_CAPITALES = "Majuscules sans accents, mots triés"


class Division(Model):
    """A regional division of the fund."""

    __tablename__ = "division"
    publique = True
    recherche = ("code", "nom", "ville")

    id = cle_primaire()
    code = champ(String(10), "Code", unique=True)
    nom = champ(String(60), "Division")
    ville = champ(String(60), "Ville")
    adresse = champ(String(160), "Adresse", facultatif=True)
    telephone = champ(String(60), "Téléphone", "Un ou plusieurs", controles=[telephones], facultatif=True)
    courriel = champ(String(120), "Courriel", facultatif=True, controles=[courriel_valide])
    latitude = champ(Integer, "Latitude", "En dix-millièmes de degré, vers le nord", facultatif=True)
    longitude = champ(Integer, "Longitude", "En dix-millièmes de degré, vers l’est", facultatif=True)

    def __str__(self) -> str:
        return f"{self.nom} ({self.ville})"


class Periodicite(enum.Enum):
    """How often an employer declares and pays."""

    mensuelle = "Mensuelle"
    trimestrielle = "Trimestrielle"


class Employeur(Model):
    """An employer of the register."""

    __tablename__ = "employeur"
    recherche = ("numero", "raison_sociale")
    """Columns in which one is found when a form asks for one."""

    id = cle_primaire()
    numero = champ(String(8), "N° employeur", "4 à 8 chiffres", unique=True)
    raison_sociale = champ(String(120), "Raison sociale", cle="nom_cle")
    sigle = champ(String(30), "Sigle", facultatif=True, cle="nom_cle")
    nom_cle = champ_plie("Nom et sigle pour la recherche", "raison_sociale", "sigle", longueur=300)
    nif = champ(String(10), "NIF", "10 chiffres", controles=[nif_valide], facultatif=True, index=True)
    rccm = champ(String(40), "RCCM", facultatif=True)
    division_id = cle_etrangere("division.id", "Division")
    activite = champ(String(120), "Activité principale", facultatif=True)
    domestique = champ(Boolean, "Emploie à son domicile", default=False)
    adresse = champ(String(160), "Adresse", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel", controles=[courriel_valide], facultatif=True)
    debut_activite_le = champ(Date, "Début d’activité")
    reprise_le = champ(Date, "Reprise d’activité", facultatif=True)
    ferme_le = champ(Date, "Fermeture", facultatif=True)
    periodicite = champ(Choix(Periodicite), "Périodicité", default=Periodicite.mensuelle)
    rp_majore = champ(Boolean, "Taux RP doublé (sanction)", default=False)

    division = relationship(Division)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.id, p.employeur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Who reads the register, and who gives mandates upon it."""
        return si(caisse.administre or bool(caisse.qualites & LISENT_LE_REGISTRE))

    def __str__(self) -> str:
        return f"{self.raison_sociale} (n°{INSECABLE}{self.numero})"


@sujet_de(Employeur)
def _fiche_d_employeur(employeur: Employeur) -> Sujet:
    return Sujet("employeur", employeur.id, employeur.numero, "Fiche d’employeur", employeur_id=employeur.id)


class ColonneNommee(Model):
    """What an employer said of a column of his files whose title says nothing to us."""

    __tablename__ = "colonne_nommee"
    __table_args__ = (UniqueConstraint("employeur_id", "classeur", "titre", name="uq_colonne_nommee"),)

    id = cle_primaire()
    employeur_id = cle_etrangere("employeur.id", "Employeur")
    classeur = champ(String(30), "Classeur", "Nom de la feuille du modèle")
    titre = champ(String(TITRE_MAX), "Titre replié", "Sans accents, espaces ni signes")
    intitule = champ(String(TITRE_MAX), "Titre dans le fichier")
    cle = champ(String(40), "Colonne", "Vide : à ne pas lire", default="")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))


class Sexe(enum.Enum):
    """As written on the birth certificate."""

    feminin = "Féminin"
    masculin = "Masculin"


class Assure(Model):
    """An insured person of the register."""

    __tablename__ = "assure"
    recherche = ("numero", "nom", "prenoms")

    id = cle_primaire()
    numero = champ(String(15), "N° d’assurance", unique=True)
    nom = champ(String(80), "Nom", cle="nom_cle", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", cle="prenoms_cle", controles=[nom_de_personne])
    nom_cle = champ_plie("Nom pour la comparaison", "nom", longueur=80, aide=EN_CAPITALES, mots=noms.mots)
    prenoms_cle = champ_plie(
        "Prénoms pour la comparaison", "prenoms", longueur=80, aide=EN_CAPITALES, mots=noms.mots
    )
    naissance_le = champ(Date, "Date de naissance", controles=[deja_ne])
    sexe = champ(Choix(Sexe), "Sexe")
    niu = champ(
        String(12),
        "NIU",
        "Numéro national, 12 chiffres",
        controles=[niu_valide],
        facultatif=True,
        unique=True,
        index=True,
    )
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel", controles=[courriel_valide], facultatif=True)
    adresse = champ(
        String(160), "Adresse postale", "Donnée par la personne, jamais par un employeur", facultatif=True
    )
    ferme_le = champ(Date, "Numéro clos depuis le", facultatif=True)
    motif_fermeture = champ(String(80), "Motif de clôture", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.id, p.assure_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Who reads the register, and who gives mandates upon it."""
        return si(caisse.administre or bool(caisse.qualites & LISENT_LE_REGISTRE))

    def __str__(self) -> str:
        return f"{self.nom} {self.prenoms} (n°{INSECABLE}{self.numero})"


@sujet_de(Assure)
def _fiche_d_assure(assure: Assure) -> Sujet:
    return Sujet("assure", assure.id, assure.numero, "Fiche d’assuré", assure_id=assure.id)


class LienFamilial(enum.Enum):
    """How a person of the family is related to the insured."""

    enfant = "Enfant"
    conjoint = "Conjoint"


class MembreFamille(Model):
    """A child or spouse of the register, entered by an accepted declaration."""

    __tablename__ = "membre_famille"

    id = cle_primaire()
    assure_id = cle_etrangere("assure.id", "Assuré", index=True)
    demande_id = cle_etrangere("demande.id", "Déclaration", unique=True)
    numero = champ(String(15), "N° d’assurance", "S’il est assuré lui-même", facultatif=True)
    lien_familial = champ(Choix(LienFamilial), "Lien")
    nom = champ(String(80), "Nom", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne])
    naissance_le = champ(Date, "Date de naissance")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.assure_id, p.assure_id))

    def __str__(self) -> str:
        return f"{self.nom} {self.prenoms}"


class ParametreLegal(Datee, Model):
    """A value of the law from a date on: proposed by one person, confirmed by another."""

    __tablename__ = "parametre_legal"
    publique = True
    sujet_de = ("code",)

    id = cle_primaire()
    code = champ(String(60), "Code", "Le paramètre de la loi qui change, et son unité", choix=a_choisir)
    libelle = champ(String(160), "Paramètre")
    valeur = champ(Points, "Valeur", "Nombre entier, dans l’unité indiquée : 5 % s’écrit 500 points de base")
    unite = champ(String(30), "Unité")
    reference = champ(String(200), "Texte de référence")
    a_confirmer = champ(
        Boolean, "À confirmer", "Les écrans portent alors la mention « estimation »", default=False
    )

    @property
    def valeur_lue(self) -> str:
        """Return the value as people read it: « 5 % », « 52 500 F », « 8 jours »."""
        return francais.valeur(self)

    def __str__(self) -> str:
        return f"{self.libelle} au {self.effet_le:%d/%m/%Y}"
