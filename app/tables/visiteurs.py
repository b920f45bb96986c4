"""What visitors ask of the fund without an account: a job, an internship, an answer."""

import enum
from typing import ClassVar

from flask_appbuilder import Model
from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.orm import relationship

from app.acces import Equipe
from app.champs import Choix, champ, cle_primaire, lien
from app.controles import courriel, deja_ne, telephone
from app.pieces import demandees
from app.pieces.demandees import PieceDemandee
from app.tables.communs import SansCompte
from app.tables.demande import Demande
from app.tables.publication import Publiee
from app.tables.registre import Division

CV = PieceDemandee("cv", "Curriculum vitæ", "À jour, deux pages de préférence")
LETTRE = PieceDemandee("lettre", "Lettre de motivation", obligatoire=False)
DIPLOME = PieceDemandee("diplome", "Diplômes ou attestations", obligatoire=False)


class NatureOffre(enum.Enum):
    """What the fund offers."""

    emploi = "Emploi"
    stage = "Stage"


class Offre(Publiee, Model):
    """A job or an internship that one may apply for until a date."""

    __tablename__ = "offre"

    id = cle_primaire()
    nature = champ(Choix(NatureOffre), "Nature")
    lieu = champ(String(80), "Lieu")
    postes = champ(Integer, "Nombre de postes", default=1)
    description = champ(Text, "Description", "Missions, profil, conditions")
    cloture_le = champ(Date, "Candidatures jusqu’au", facultatif=True)


class DeVisiteur(SansCompte):
    """The columns by which somebody without an account can be answered."""

    courriels: ClassVar = {
        "soumettre": "sans_compte_recue",
        "demander_complement": "sans_compte_complement",
        "accepter": "sans_compte_reponse",
        "rejeter": "sans_compte_refusee",
    }

    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    courriel = champ(String(120), "Courriel", "La réponse y sera envoyée", controles=[courriel])
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)


class Candidature(DeVisiteur, Demande):
    """Somebody applies for a job or an internship, on an offer or spontaneously."""

    page_du_visiteur = "/candidature"
    prefixe = "CAN"
    libelle_type = "Candidature"
    verbes: ClassVar = {"accepter": "Retenir la candidature", "rejeter": "Ne pas retenir"}
    confiee_a = Equipe.capital_humain
    sensible = True
    pieces_demandees = (CV, LETTRE, DIPLOME, demandees.JUSTIFICATIF)
    rubriques: ClassVar = {
        "nature": "Ce que vous demandez",
        "nom": "Vous",
        "naissance_le": "",
        "formation": "Votre parcours",
    }

    nature = champ(Choix(NatureOffre), "Vous demandez")
    offre_id = lien("offre.id", "Offre", aide="Vide : candidature spontanée", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", controles=[deja_ne])
    formation = champ(String(160), "Formation", "Dernier diplôme, établissement, année")
    experience = champ(Text, "Expérience", "Postes et stages déjà tenus", facultatif=True)
    motivation = champ(Text, "Motivation", "Pourquoi la CNSS, et à partir de quand")

    offre = relationship(Offre)


class NatureMessage(enum.Enum):
    """Why somebody writes."""

    contact = "Poser une question"
    signalement = "Signaler un fait à la CNSS"


class MessageContact(DeVisiteur, Demande):
    """A question to the fund, or something reported to it, from the public site."""

    page_du_visiteur = "/ecrire"
    prefixe = "MSG"
    libelle_type = "Message à la CNSS"
    verbes: ClassVar = {"accepter": "Clore : répondu", "rejeter": "Clore sans suite"}
    confiee_a = Equipe.communication
    sensible = True
    pieces_demandees = (demandees.JUSTIFICATIF,)
    rubriques: ClassVar = {"objet": "Votre message", "division_id": "", "nom": "Vous"}

    nature = champ(Choix(NatureMessage), "Vous souhaitez", default=NatureMessage.contact)
    division_id = lien("division.id", "Division concernée", aide="Si vous la connaissez", facultatif=True)
    objet = champ(String(120), "Objet", "En quelques mots")
    texte = champ(Text, "Message")

    division = relationship(Division)
