"""What proves who an insured person is: proofs of three kinds, and the codes that a letter carries."""

import enum

from sqlalchemy import ColumnElement, DateTime, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from app.generateur.adaptateur import Model, User
from app.generateur.champs import Choix, champ, cle_etrangere, cle_primaire
from app.identites.tables import Inscription
from app.repertoire.tables import Division
from app.socle.acces import Caisse, Perimetre, mien, si
from app.socle.horloge import maintenant


class SorteDePreuve(enum.Enum):
    """What proves who somebody is; two are asked for, and none that an employer or a relative could give."""

    contact = "Un code reçu par un contact déjà prouvé"
    lettre = "Le code d’une lettre de la CNSS"
    agent = "Un agent, devant la pièce d’identité et la personne"


class PreuveDIdentite(Model):
    """One proof given by who asks for an insured person's file; never changed."""

    __tablename__ = "preuve_d_identite"
    __table_args__ = (UniqueConstraint("inscription_id", "sorte", name="uq_preuve_d_identite"),)

    id = cle_primaire()
    inscription_id = cle_etrangere("inscription.id", "Inscription")
    sorte = champ(Choix(SorteDePreuve), "Preuve")
    le = champ(DateTime(timezone=True), "Donnée le", default=maintenant)
    par_id = cle_etrangere("ab_user.id", "Devant", aide="L’agent", facultatif=True)

    inscription = relationship(Inscription)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()


class LettreDIdentite(Model):
    """A letter that carries a code to an insured person, from its being asked for to its use.

    The code is drawn as the letter is printed: nobody, and no row, knows it but the paper.
    """

    __tablename__ = "lettre_d_identite"

    id = cle_primaire()
    inscription_id = cle_etrangere("inscription.id", "Inscription", index=True)
    retrait_id = cle_etrangere("division.id", "À retirer à", aide="Vide : par la poste", facultatif=True)
    demandee_le = champ(DateTime(timezone=True), "Demandée le", default=maintenant)
    imprimee_le = champ(DateTime(timezone=True), "Imprimée le", facultatif=True)
    imprimee_par_id = cle_etrangere("ab_user.id", "Imprimée par", facultatif=True)
    empreinte = champ(String(64), "Empreinte du code", facultatif=True)
    essais = champ(Integer, "Essais", default=0)
    finie_le = champ(DateTime(timezone=True), "Employée ou remplacée le", facultatif=True)

    inscription = relationship(Inscription)
    retrait = relationship(Division)
    imprimee_par = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Lettre d’identité n° {self.id}"
