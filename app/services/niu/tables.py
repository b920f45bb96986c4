"""The requests that attach a national number (NIU), and why somebody has none."""

import enum
from typing import ClassVar

from sqlalchemy import ColumnElement, Date, DateTime, Integer, String
from sqlalchemy.orm import relationship

from app.demandes.etats import ACCEPTER, EN_ATTENTE, REJETER, Statut
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.adaptateur import Model, User
from app.generateur.champs import JSON, Choix, champ, cle_etrangere, cle_primaire
from app.generateur.controles import pas_dans_le_futur
from app.repertoire.controles import niu as niu_valide
from app.repertoire.identite_nationale.verification import Connaissance
from app.repertoire.tables import Assure
from app.socle.acces import Equipe, Perimetre, mien
from app.socle.horloge import aujourd_hui, maintenant

EN_COURS = EN_ATTENTE | {Statut.complement_demande}
"""Where a request stands while it may still attach a number."""
PREUVE = PieceDemandee(
    "preuve_niu",
    "Récépissé du NIU ou carte d’identité",
    "Le NIU et votre nom doivent s’y lire, recto et verso",
    natures=("Récépissé du NIU", "Carte d’identité biométrique (e-ID)", "Carte nationale d’identité"),
)


class RattachementNiu(Demande):
    """An insured person asks that her national number be attached to her insured number.

    What the national register says of her is kept until the decision, for the agents alone: a number typed
    would otherwise tell whose it is.
    """

    prefixe = "NIU"
    libelle_type = "Rattachement du numéro national"
    verbes: ClassVar = {ACCEPTER: "Rattacher le NIU", REJETER: "Refuser le rattachement"}
    confiee_a = Equipe.immatriculation
    a_deux = 0
    rejet_a_deux = True
    exceptionnelle = True
    pieces_demandees = (PREUVE,)

    niu = champ(
        String(12),
        "NIU",
        "Les 12 chiffres de votre récépissé, ou du SMS de l’ANID",
        controles=[niu_valide],
        index=True,
    )
    verdict = champ(Choix(Connaissance), "Au registre national", facultatif=True)
    interroge_le = champ(DateTime(timezone=True), "Interrogé le", facultatif=True)
    identite = champ(JSON, "Identité au registre national", "Gardée jusqu’à la décision", facultatif=True)
    score = champ(Integer, "Score du rapprochement", "De 0 à 100, à la décision", facultatif=True)


class MotifSansNiu(enum.Enum):
    """Why an insured person has no national number yet."""

    pas_ouvert = "L’enrôlement n’est pas encore ouvert dans sa région"
    attendu = "Enrôlé, numéro pas encore reçu"
    etranger = "Vit à l’étranger"
    decede = "Décédé"
    introuvable = "Injoignable aux adresses connues"
    refus = "Refuse de donner son numéro"
    autre = "Autre raison, précisée"


class SansNiu(Model):
    """Why an insured person has no national number, and on which day that was found."""

    __tablename__ = "sans_niu"

    id = cle_primaire()
    assure_id = cle_etrangere("assure.id", "Assuré", unique=True)
    motif = champ(Choix(MotifSansNiu), "Motif")
    constate_le = champ(Date, "Constaté le", controles=[pas_dans_le_futur], default=aujourd_hui)
    precision = champ(String(200), "Précision", "Ce qui fut vu ou dit, et par qui", facultatif=True)
    note_le = champ(DateTime(timezone=True), "Noté le", default=maintenant)
    note_par_id = cle_etrangere("ab_user.id", "Noté par", facultatif=True)

    assure = relationship(Assure)
    note_par = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.assure_id, p.assure_id))

    def __str__(self) -> str:
        return f"{self.assure} : {self.motif.value}"
