"""Who is told, by e-mail or SMS, of each step of a request: its persons, or the visitor who made it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes import suivi
from app.demandes.cycle import apres
from app.demandes.etats import Transition
from app.demandes.tables import Demande
from app.identites import contacts
from app.identites.tables import CompteAssure, Habilitation
from app.socle import adresses
from app.socle.acces import Acteur, systeme
from app.travaux import courrier


def de_l_etape(session: Session, demande: Demande, etape: Transition) -> None:
    """Write to each person of the request, once, that it made the transition `etape`.

    The message to who signs in says which request and what to do, neither what is in it nor the reason that
    an agent wrote: nobody can promise that it names no worker, wage or illness, and mail is no place for
    them.
    """
    if modele := demande.courriels.get(etape):
        visiteur = demande.courriel_du_visiteur
        for adresse in [visiteur] if visiteur else destinataires(session, demande):
            ecrire(session, demande, modele, adresse)


def ecrire(session: Session, demande: Demande, modele: str, adresse: str) -> None:
    """Write the e-mail `modele` about a request: each kind takes the variables it declares.

    To the address that a visitor gave, which nobody proved, goes nothing of what he typed.
    """
    accueil = adresses.chemin("AccueilView.index")
    chemin = suivi.chemin(demande, recu_par=adresse) if demande.page_du_visiteur else accueil
    mots = {
        "numero": demande.numero,
        "service": _objet(demande),
        "demandeur": _nom(demande),
        "motif": demande.motif,
        "lien": adresses.publique(chemin),
    }
    voulus = courrier.sortes()[modele].variables
    courrier.ecrire(session, modele, adresse, **{nom: mots[nom] for nom in voulus})


def destinataires(session: Session, demande: Demande) -> list[str]:
    """Return one address of each person who follows the request, in order, her e-mail where she has one."""
    rattaches = select(Habilitation.utilisateur_id).where(Habilitation.employeur_id == demande.employeur_id)
    if demande.employeur_id is None:
        rattaches = select(CompteAssure.utilisateur_id).where(CompteAssure.assure_id == demande.assure_id)
    with systeme("the persons of the request are told, whoever moved it"):
        return sorted(contacts.principaux(session, rattaches))


def _objet(demande: Demande) -> str:
    """Return what a request is, and what tells it from the others of its service where that is no secret."""
    tu = demande.reservee or demande.courriel_du_visiteur is not None
    return demande.libelle_type if tu or not demande.sujet else f"{demande.libelle_type}, {demande.sujet}"


def _nom(demande: Demande) -> str:
    if demande.employeur:
        return str(demande.employeur.raison_sociale)
    if demande.assure:
        return f"{demande.assure.prenoms} {demande.assure.nom}"
    return demande.demandeur


def _a_chaque(etape: Transition) -> None:
    @apres(etape, Demande)
    def ecrire_aux_personnes(session: Session, demande: Demande, acteur: Acteur) -> None:
        de_l_etape(session, demande, etape)


for _etape in Demande.courriels:
    _a_chaque(_etape)
