"""A person’s rights over her own data (loi 2019-014): having it put right, erased, left alone."""

import enum
from typing import ClassVar

from sqlalchemy import Text

from app.demandes import pieces_demandees
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, REJETER
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ


class DroitExerce(enum.Enum):
    """What a person may ask about the data that the fund keeps on her (loi 2019-014)."""

    rectification = "Rectification"
    effacement = "Effacement"
    opposition = "Opposition à un traitement"


class DemandeDonnees(Demande):
    """A person's rights over her own data (loi 2019-014 du 29 octobre 2019)."""

    prefixe = "DCP"
    libelle_type = "Exercice d’un droit sur mes données"
    verbes: ClassVar = {ACCEPTER: "Donner suite", REJETER: "Ne pas donner suite"}
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)

    droit = champ(Choix(DroitExerce), "Droit exercé")
    explication = champ(Text, "Données concernées", "Lesquelles, et ce que vous demandez")


class DonneesEmployeurView(DemandeView):
    """The rights over one's data, for who acts for an employer."""

    modele = DemandeDonnees
    espace = "employeur"
    titre = "Mes droits sur mes données"
    ordre = 300
    adresse = "mes-droits"
    creer = "Exercer un droit"


class DonneesAssureView(DonneesEmployeurView):
    """The same, for an insured person."""

    espace = "assure"
    ordre = 320
