"""Who has to show a piece of identity: an employer not recognised, an insured person who proves who she is.

The agent's decision is one proof of an insured person's identity (see `app.identites.preuves`). Some of the
decisions, drawn by lot, take a second look: who decides does not know which before he did.
"""

from collections.abc import Mapping
from typing import ClassVar

from flask import current_app
from sqlalchemy import Date, String, select
from sqlalchemy.orm import Session, relationship

from app.demandes import a_deux, cycle, etats, pieces_demandees
from app.demandes.colonnes_communes import SansCompte
from app.demandes.cycle import apres, avant
from app.demandes.deposant import Deposant
from app.demandes.etats import ACCEPTER, DEMANDER_COMPLEMENT, EN_ATTENTE, REJETER, SOUMETTRE
from app.demandes.etudes import examen
from app.demandes.pieces import dossier
from app.demandes.tables import Demande
from app.generateur.adaptateur import User
from app.generateur.champs import Choix, champ, cle_etrangere
from app.generateur.controles import nom_de_personne
from app.identites.coffre import empreinte
from app.identites.inscription import consommer, envoyer_le_lien
from app.identites.preuves import etat, lettres
from app.identites.preuves.tables import SorteDePreuve
from app.identites.tables import Inscription, Profil
from app.regles import francais
from app.regles.bareme import Bareme
from app.regles.etude import Condition, Etude
from app.repertoire.assures import desaccords
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Acteur, Caisse, Equipe, Perimetre, systeme
from app.socle.horloge import maintenant
from app.socle.refus import Refus

AUCUN_DOSSIER = (
    "Le numéro déclaré n’est celui d’aucun dossier ouvert : refusez l’accès en disant quoi corriger."
)


class InscriptionEnLigne(SansCompte, Demande):
    """Somebody asks for an access, identity in hand."""

    prefixe = "INS"
    libelle_type = "Inscription aux services en ligne"
    verbes: ClassVar = {ACCEPTER: "Ouvrir l’accès", REJETER: "Refuser l’accès"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (pieces_demandees.IDENTITE, pieces_demandees.PORTRAIT)
    a_deux = 0
    courriels: ClassVar = {SOUMETTRE: "inscription_recue", REJETER: "inscription_refusee"}

    profil = champ(Choix(Profil), "Demande un accès en tant que")
    numero_declare = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", facultatif=True)
    nom = champ(String(80), "Nom", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne])
    courriel = champ(String(120), "Courriel ou téléphone", "Prouvé par un lien ou un code")
    inscription_id = cle_etrangere("inscription.id", "Inscription", facultatif=True)
    guichet_id = cle_etrangere("ab_user.id", "Reçue au guichet par", facultatif=True)

    inscription = relationship(Inscription)
    guichet = relationship(User, foreign_keys=[guichet_id])

    @property
    def enjeu(self) -> int | None:
        """Return 0 where the lot asks for a second look, None elsewhere: no money is at stake.

        It is drawn for the file: to begin again draws the same.
        """
        sur_cent = current_app.config["SECOND_REGARD_SUR_CENT"]
        return 0 if int(empreinte("second-regard", self.numero_declare)[:8], 16) % 100 < sur_cent else None

    def beneficiaires(self) -> list[PersonneNommee]:
        """Return who asks, and the insured person whose file she would open."""
        numero = self.numero_declare if self.profil is Profil.assure else None
        return [PersonneNommee(numero, self.nom, self.prenoms, self.naissance_le)]


def confier_a_un_agent(
    session: Session,
    inscription: Inscription,
    envois: Mapping[str, dossier.Envoi],
    nature: str,
    guichet_id: int | None = None,
) -> InscriptionEnLigne:
    """Send the request that an agent decides, with its pieces by their code, and return it.

    `nature` says which piece of identity it is, `guichet_id` who received it at a desk. Raises PieceRefusee
    for a piece that is not taken, liens_signes.LienMort for a link that served.
    """
    if inscription.utilisateur_id is None:
        consommer(session, inscription)
    acteur = Deposant(None, f"{inscription.prenoms} {inscription.nom}", frozenset(), Perimetre(tout=True))
    demande = InscriptionEnLigne(
        profil=inscription.profil,
        numero_declare=inscription.numero,
        identifiant=inscription.identifiant,
        naissance_le=inscription.naissance_le,
        nom=inscription.nom,
        prenoms=inscription.prenoms,
        courriel=inscription.adresse,
        inscription_id=inscription.id,
        guichet_id=guichet_id,
    )
    session.add(demande)
    session.flush()
    for code, envoi in envois.items():
        sienne = nature if code == pieces_demandees.IDENTITE.code else ""
        dossier.joindre(session, demande=demande, code=code, envoi=envoi, acteur=acteur, nature=sienne)
    cycle.appliquer(session, demande, etats.SOUMETTRE, acteur)
    return demande


@examen(InscriptionEnLigne)
def comparer_au_registre(session: Session, demande: InscriptionEnLigne, lois: Bareme) -> Etude:
    """Return what the register says of the number declared: a true piece may be another person's."""
    with systeme("the register is compared with what is declared"):
        trouve = _du_numero_declare(session, demande)
    if trouve is None or trouve.ferme_le is not None:
        return Etude((Condition("Dossier du numéro déclaré", False, AUCUN_DOSSIER),))
    if isinstance(trouve, Employeur):
        return Etude((Condition("Employeur au registre", True, f"Le registre nomme {trouve}."),))
    ecarts = desaccords(trouve, demande.nom, demande.prenoms, demande.naissance_le)
    identite = f"{trouve.prenoms} {trouve.nom}, né(e) le {francais.jour(trouve.naissance_le)}"
    return Etude(
        tuple(
            Condition(libelle, champ not in ecarts, ecarts.get(champ, f"Au registre : {identite}."))
            for libelle, champ in (("Nom au registre", "nom"), ("Naissance au registre", "naissance_le"))
        )
    )


def instruite_par(caisse: Caisse | None) -> bool:
    """Say whether somebody of the staff decides on these requests: they are of a service of her teams."""
    return caisse is not None and InscriptionEnLigne.__tablename__ in caisse.services


def en_attente(session: Session, inscription: Inscription) -> InscriptionEnLigne | None:
    """Return the request of an inscription that waits for an agent; None where none does."""
    requete = select(InscriptionEnLigne).where(
        InscriptionEnLigne.inscription_id == inscription.id, InscriptionEnLigne.statut.in_(EN_ATTENTE)
    )
    return session.scalars(requete.order_by(InscriptionEnLigne.id.desc()).limit(1)).one_or_none()


@avant(SOUMETTRE, InscriptionEnLigne)
def exiger_le_portrait(session: Session, demande: InscriptionEnLigne, acteur: Acteur) -> None:
    """An insured person shows herself with her piece: a piece alone may be anybody's."""
    portrait = pieces_demandees.PORTRAIT
    if demande.profil is Profil.assure and not any(p.code == portrait.code for p in demande.pieces):
        raise Refus(f"Joignez aussi « {portrait.libelle} ».")


@avant(ACCEPTER, InscriptionEnLigne)
def separer_les_mains(session: Session, demande: InscriptionEnLigne, acteur: Acteur) -> None:
    """Who gave one proof does not give the other: who printed the letter, who took the code at the desk.

    The first of two who decide is looked at too.
    """
    attendue = a_deux.en_attente(session, demande)
    mains = {acteur.utilisateur_id, attendue and attendue.proposee_par_id} - {None}
    if demande.guichet_id in mains:
        raise Refus("Vous avez reçu cette personne au guichet : un collègue examinera sa pièce.")
    if demande.inscription and mains & lettres.imprimees_par(session, demande.inscription):
        raise Refus("Vous avez imprimé la lettre de cette personne : un collègue examinera sa pièce.")


@apres(ACCEPTER, InscriptionEnLigne)
def ouvrir_l_acces(session: Session, demande: InscriptionEnLigne, acteur: Acteur):
    """An insured person's identity is proved once more; an employer's link goes to the address he proved.

    Raises Refus when the number is nobody's.
    """
    trouve = _du_numero_declare(session, demande)
    if trouve is None or trouve.ferme_le is not None:
        raise Refus(AUCUN_DOSSIER)
    if demande.inscription and demande.profil is Profil.assure:
        demande.inscription.assure_id = trouve.id
        etat.ajouter(session, demande.inscription, SorteDePreuve.agent, acteur.utilisateur_id)
        return
    inscription = Inscription(
        profil=demande.profil,
        adresse=demande.courriel,
        nom=demande.nom,
        prenoms=demande.prenoms,
        numero=demande.numero_declare,
        cree_le=maintenant(),
    )
    setattr(inscription, f"{demande.profil.name}_id", trouve.id)
    session.add(inscription)
    session.flush()
    envoyer_le_lien(session, inscription)


def _du_numero_declare(session: Session, demande: InscriptionEnLigne) -> Employeur | Assure | None:
    """Return whom the register knows under the number declared."""
    numero = demande.numero_declare
    if demande.profil is Profil.employeur:
        return session.scalars(select(Employeur).where(Employeur.numero == numero)).one_or_none()
    return session.scalars(select(Assure).where(Assure.numero == numero)).one_or_none()


@avant(DEMANDER_COMPLEMENT, InscriptionEnLigne)
def refuser_le_complement(session: Session, demande: InscriptionEnLigne, acteur: Acteur):
    """Who shows her piece of identity again starts anew: nothing else is asked of her."""
    raise Refus(
        "Il n’y a rien d’autre à compléter ici : refusez l’accès en disant ce qui manque, la personne "
        "montrera de nouveau sa pièce."
    )
