"""An application for a job or an internship, on an offer or spontaneous."""

from typing import ClassVar

from flask import abort, request
from sqlalchemy import Date, String, Text, select
from sqlalchemy.orm import Session, relationship

from app.demandes import pieces_demandees
from app.demandes.cycle import avant
from app.demandes.ecrans.sans_compte import SansCompteView
from app.demandes.etats import ACCEPTER, REJETER, SOUMETTRE
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.demandes.visiteur import DeVisiteur
from app.generateur.adaptateur import expose
from app.generateur.champs import Choix, champ, cle_etrangere
from app.generateur.controles import deja_ne
from app.site.tables.offres import NatureOffre, Offre, ouverte
from app.socle.acces import Acteur, Equipe
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus

CV = PieceDemandee("cv", "Curriculum vitæ", "À jour, deux pages de préférence")
LETTRE = PieceDemandee("lettre", "Lettre de motivation", obligatoire=False)
DIPLOME = PieceDemandee("diplome", "Diplômes ou attestations", obligatoire=False)


class Candidature(DeVisiteur, Demande):
    """Somebody applies for a job or an internship, on an offer or spontaneously."""

    page_du_visiteur = "/candidature"
    prefixe = "CAN"
    libelle_type = "Candidature"
    verbes: ClassVar = {ACCEPTER: "Retenir la candidature", REJETER: "Ne pas retenir"}
    confiee_a = Equipe.capital_humain
    reservee = True
    pieces_demandees = (CV, LETTRE, DIPLOME, pieces_demandees.JUSTIFICATIF)
    rubriques: ClassVar = {
        "nature": "Ce que vous demandez",
        "nom": "Vous",
        "naissance_le": "",
        "formation": "Votre parcours",
    }

    nature = champ(Choix(NatureOffre), "Vous demandez")
    offre_id = cle_etrangere("offre.id", "Offre", aide="Vide : candidature spontanée", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", controles=[deja_ne], souvenir="bday")
    formation = champ(String(160), "Formation", "Dernier diplôme, établissement, année")
    experience = champ(Text, "Expérience", "Postes et stages déjà tenus", facultatif=True)
    motivation = champ(Text, "Motivation", "Pourquoi la CNSS, et à partir de quand")

    offre = relationship(Offre)


@avant(SOUMETTRE, Candidature)
def exiger_une_offre_ouverte(session: Session, demande: Candidature, acteur: Acteur):
    """An offer that closed in between takes no more applications."""
    if demande.offre and demande.offre.cloture_le and demande.offre.cloture_le < aujourd_hui():
        raise Refus(
            "Cette offre n’est plus ouverte aux candidatures : choisissez-en une autre, "
            "ou postulez spontanément."
        )


class CandidatureView(SansCompteView):
    """An application, on an offer (`?offre=…`) or spontaneous."""

    route_base = Candidature.page_du_visiteur
    modeles = dict.fromkeys((n.name for n in NatureOffre), Candidature)
    fixees = ("nature", "offre_id")
    titres = {"emploi": "Candidature à un emploi", "stage": "Demande de stage"}
    titre_du_suivi = "Suivre une candidature"
    introduction = "Votre dossier n’est lu que par l’équipe chargée du recrutement."

    @expose("/<any(emploi, stage):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask who one is and what one has done; the CV is joined at the next step."""
        self._offre(categorie)
        return self._demander(categorie)

    def fixer(self, demande: Demande, categorie):
        """Say what is asked for, and on which offer."""
        assert isinstance(demande, Candidature)
        demande.nature, demande.offre = NatureOffre[categorie], self._offre(categorie)

    def _offre(self, categorie: str) -> Offre | None:
        """Return the open offer that the address names; 404 when there is none of that name."""
        if not (slug := request.args.get("offre", "")):
            return None
        requete = select(Offre).where(Offre.slug == slug, Offre.nature == NatureOffre[categorie], ouverte())
        return db.session.scalars(requete).one_or_none() or abort(404)
