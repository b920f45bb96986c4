"""The quitus asked for by an employer."""

from typing import ClassVar

from sqlalchemy import Date, String
from sqlalchemy.orm import relationship

from app.demandes.etats import ACCEPTER, ACCEPTER_PAR_EXCEPTION, REJETER
from app.demandes.tables import Demande
from app.generateur.champs import JSON, champ
from app.generateur.controles import a_venir


class Quitus(Demande):
    """Social-security clearance asked for by an employer, to bid for a public contract."""

    prefixe = "QTS"
    libelle_type = "Demande de quitus social"
    verbes: ClassVar = {
        ACCEPTER: "Délivrer le quitus",
        REJETER: "Refuser le quitus",
        ACCEPTER_PAR_EXCEPTION: "Délivrer par exception",
    }
    exceptionnelle = True

    reference_marche = champ(
        String(60), "Référence du marché", "Telle qu’elle figure dans l’avis d’appel d’offres"
    )
    objet = champ(String(160), "Objet du marché")
    autorite_contractante = champ(String(120), "Autorité contractante")
    date_limite = champ(Date, "Date limite de dépôt des offres", controles=[a_venir], facultatif=True)
    proposition = champ(JSON, "Proposition", "Ce que les règles ont conclu à la soumission", facultatif=True)

    certificat = relationship("Certificat", back_populates="demande", uselist=False)
