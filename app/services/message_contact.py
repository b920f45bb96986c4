"""A question to the fund, or something reported to it, from the public site."""

import enum
from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Session, relationship

from app.demandes import pieces_demandees
from app.demandes.cycle import avant
from app.demandes.ecrans.sans_compte import SansCompteView
from app.demandes.etats import ACCEPTER, REJETER
from app.demandes.tables import Cote, Demande
from app.demandes.visiteur import DeVisiteur
from app.generateur.adaptateur import expose
from app.generateur.champs import Choix, champ, cle_etrangere
from app.repertoire.tables import Division
from app.socle.acces import Acteur, Equipe
from app.socle.refus import Refus


class NatureMessage(enum.Enum):
    """Why somebody writes."""

    contact = "Poser une question"
    signalement = "Signaler un fait à la CNSS"


class MessageContact(DeVisiteur, Demande):
    """A question to the fund, or something reported to it, from the public site."""

    page_du_visiteur = "/ecrire"
    prefixe = "MSG"
    libelle_type = "Message à la CNSS"
    verbes: ClassVar = {ACCEPTER: "Clore : répondu", REJETER: "Clore sans suite"}
    confiee_a = Equipe.communication
    reservee = True
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)
    rubriques: ClassVar = {"objet": "Votre message", "division_id": "", "nom": "Vous"}

    nature = champ(Choix(NatureMessage), "Vous souhaitez", default=NatureMessage.contact)
    division_id = cle_etrangere(
        "division.id", "Division concernée", aide="Si vous la connaissez", facultatif=True
    )
    objet = champ(String(120), "Objet", "En quelques mots")
    texte = champ(Text, "Message")

    division = relationship(Division)


@avant(ACCEPTER, MessageContact)
def exiger_une_reponse(session: Session, demande: MessageContact, acteur: Acteur):
    """A message is closed as answered once somebody has answered it."""
    if not any(m.pour is Cote.demandeur for m in demande.messages):
        raise Refus("Écrivez d’abord votre réponse dans les messages de la demande : la personne l’y lira.")


class MessageView(SansCompteView):
    """A question to the fund, or something reported to it."""

    route_base = MessageContact.page_du_visiteur
    modeles = dict.fromkeys((n.name for n in NatureMessage), MessageContact)
    fixees = ("nature",)
    titres = {"contact": "Écrire à la CNSS", "signalement": "Signaler à la CNSS"}
    titre_du_suivi = "Suivre un message"
    introduction = (
        "La CNSS vous répond au téléphone ou au courriel que vous donnez ; un numéro permet de suivre."
    )

    @expose("/<any(contact, signalement):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask for the message and for whom to answer."""
        return self._demander(categorie)

    def fixer(self, demande: Demande, categorie):
        """Say why one writes."""
        assert isinstance(demande, MessageContact)
        demande.nature = NatureMessage[categorie]
