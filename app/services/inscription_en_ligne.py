"""Who asks for an account and was not recognised: an agent looks at a piece of identity."""

from typing import ClassVar

from sqlalchemy import Date, String, select
from sqlalchemy.orm import Session

from app.demandes import cycle, etats, pieces_demandees
from app.demandes.colonnes_communes import SansCompte
from app.demandes.cycle import apres, avant
from app.demandes.deposant import Deposant
from app.demandes.etats import ACCEPTER, DEMANDER_COMPLEMENT, REJETER, SOUMETTRE
from app.demandes.pieces import dossier
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ
from app.generateur.controles import nom_de_personne
from app.identites.inscription import compte_d_un_autre, consommer, envoyer_le_lien
from app.identites.tables import Inscription, Profil
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Acteur, Equipe, Perimetre
from app.socle.horloge import maintenant
from app.socle.refus import Refus


class InscriptionEnLigne(SansCompte, Demande):
    """Somebody whom the register does not recognise asks for an account, identity in hand."""

    prefixe = "INS"
    libelle_type = "Inscription aux services en ligne"
    verbes: ClassVar = {ACCEPTER: "Ouvrir l’accès", REJETER: "Refuser l’accès"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (pieces_demandees.IDENTITE,)
    courriels: ClassVar = {SOUMETTRE: "inscription_recue", REJETER: "inscription_refusee"}

    profil = champ(Choix(Profil), "Demande un accès en tant que")
    numero_declare = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", facultatif=True)
    nom = champ(String(80), "Nom", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne])
    courriel = champ(String(120), "Courriel", "Vérifié par un lien")

    def beneficiaires(self) -> list[PersonneNommee]:
        """Return who asks, and the insured person whose file she would open."""
        numero = self.numero_declare if self.profil is Profil.assure else None
        return [PersonneNommee(numero, self.nom, self.prenoms, self.naissance_le)]


def confier_a_un_agent(session: Session, inscription: Inscription, envoi: dossier.Envoi, nature: str):
    """Send the request that an agent decides, with the piece of identity, and return it.

    Raises PieceRefusee for a piece that is not taken, liens_signes.LienMort for a link that served.
    """
    consommer(session, inscription)
    acteur = Deposant(None, f"{inscription.prenoms} {inscription.nom}", frozenset(), Perimetre(tout=True))
    demande = InscriptionEnLigne(
        profil=inscription.profil,
        numero_declare=inscription.numero,
        identifiant=inscription.identifiant,
        naissance_le=inscription.naissance_le,
        nom=inscription.nom,
        prenoms=inscription.prenoms,
        courriel=inscription.courriel,
    )
    session.add(demande)
    session.flush()
    dossier.joindre(
        session,
        demande=demande,
        code=pieces_demandees.IDENTITE.code,
        envoi=envoi,
        acteur=acteur,
        nature=nature,
    )
    cycle.appliquer(session, demande, etats.SOUMETTRE, acteur)
    return demande


@apres(ACCEPTER, InscriptionEnLigne)
def ouvrir_l_acces(session: Session, demande: InscriptionEnLigne, acteur: Acteur):
    """The link that opens the account goes to the address the person proved.

    Raises Refus when the number is nobody's, or already has its account.
    """
    inscription = Inscription(
        profil=demande.profil,
        courriel=demande.courriel,
        nom=demande.nom,
        prenoms=demande.prenoms,
        numero=demande.numero_declare,
        cree_le=maintenant(),
    )
    trouve = _du_numero_declare(session, demande)
    if trouve is None or trouve.ferme_le is not None:
        raise Refus(
            "Le numéro déclaré n’est celui d’aucun dossier ouvert : refusez l’accès en disant quoi corriger."
        )
    if isinstance(trouve, Assure) and compte_d_un_autre(session, trouve.id, demande.courriel):
        raise Refus("Cet assuré a déjà un compte, à une autre adresse : refusez l’accès en le lui disant.")
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
    """Who has no account could not answer."""
    raise Refus(
        "Cette personne n’a pas encore de compte où compléter : refusez l’accès en disant ce qui manque, "
        "elle recommencera son inscription."
    )
