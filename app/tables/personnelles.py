"""Requests about one's own account and data."""

import enum
from typing import ClassVar

from sqlalchemy import Date, String, Text

from app.acces import Equipe
from app.champs import Choix, champ
from app.controles import courriel, telephone
from app.pieces import demandees
from app.tables.communs import SansCompte
from app.tables.comptes import Profil
from app.tables.demande import Demande


class InscriptionEnLigne(SansCompte, Demande):
    """Somebody whom the register does not recognise asks for an account, identity in hand."""

    prefixe = "INS"
    libelle_type = "Inscription aux services en ligne"
    verbes: ClassVar = {"accepter": "Ouvrir l’accès", "rejeter": "Refuser l’accès"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (demandees.IDENTITE,)
    courriels: ClassVar = {"soumettre": "inscription_recue", "rejeter": "inscription_refusee"}

    profil = champ(Choix(Profil), "Demande un accès en tant que")
    numero_declare = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", facultatif=True)
    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    courriel = champ(String(120), "Courriel", "Vérifié par un lien")


class ModificationInfos(Demande):
    """An employer or an insured person asks that what the register says of them be changed."""

    prefixe = "MOD"
    libelle_type = "Modification de mes informations"
    verbes: ClassVar = {"accepter": "Modifier le registre"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (demandees.JUSTIFICATIF,)

    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel de contact", controles=[courriel], facultatif=True)
    adresse = champ(String(160), "Adresse", facultatif=True)
    activite = champ(String(120), "Activité principale", facultatif=True)
    autre = champ(Text, "Autre changement", "Nom, naissance… : dites ce qui est faux", facultatif=True)


class DroitExerce(enum.Enum):
    """What a person may ask about the data that the fund keeps on her (loi 2019-014)."""

    rectification = "Rectification"
    effacement = "Effacement"
    opposition = "Opposition à un traitement"


class DemandeDonnees(Demande):
    """A person's rights over her own data (loi 2019-014 du 29 octobre 2019)."""

    prefixe = "DCP"
    libelle_type = "Exercice d’un droit sur mes données"
    verbes: ClassVar = {"accepter": "Donner suite", "rejeter": "Ne pas donner suite"}
    pieces_demandees = (demandees.JUSTIFICATIF,)

    droit = champ(Choix(DroitExerce), "Droit exercé")
    explication = champ(Text, "Données concernées", "Lesquelles, et ce que vous demandez")
