"""Which decisions take a second person: from what amount, service by service, as dated rows of the fund say.

An acceptance always may; a rejection where its service has it read again (`Demande.rejet_a_deux`).

A decision that takes two is tried first, so that who confirms reads what it gives; `seconde_personne` makes
it.
"""

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Session

from app.demandes.etats import ACCEPTATIONS, ACCEPTER_PAR_EXCEPTION, REJETER, Transition
from app.demandes.tables import Demande, Evenement
from app.generateur.adaptateur import Model
from app.generateur.affichage import affiche
from app.generateur.champs import Francs, champ, cle_primaire
from app.identites.organisation import services_a_choisir
from app.referentiel import propositions, sortes
from app.referentiel.propositions import Acte, Changement
from app.referentiel.tables import Datee, Issue, Proposition
from app.socle.acces import SERVICES, Acteur
from app.socle.horloge import aujourd_hui
from app.socle.registre import Registre, de_la_classe

NOM = "proposer"
"""What a request's journal says of a decision that waits for a second person."""
ACCEPTATION = propositions.acte(
    code="accepter", libelle="Accepter une demande", domaine="agent", droit="instruire"
)
"""The decision of a service that has no act of its own."""
ACTES_DES_SERVICES: Registre[type, Acte] = Registre("actes_des_services")
"""The decisions for which another right is asked than that of the requests."""


class ADeux(Datee, Model):
    """From which amount the acceptance of a service takes two people, from a day on."""

    __tablename__ = "a_deux"
    publique = True
    sujet_de = ("service",)

    id = cle_primaire()
    service = champ(String(60), "Service", choix=services_a_choisir)
    a_partir_de = champ(Francs, "À partir de", "0 : quel que soit le montant", default=0)
    jamais = champ(Boolean, "Jamais", "Une seule personne suffit toujours", default=False)

    def __str__(self) -> str:
        return SERVICES[self.service].libelle_type if self.service in SERVICES else self.service


SORTE = sortes.declarer(
    ADeux, "Ce qui se fait à deux", "referentiel", ("service", "a_partir_de", "jamais", "effet_le")
)


def seuil(session: Session, service: type[Demande]) -> int | None:
    """Return from how many francs an acceptance takes two people; None when it never does."""
    identite = service.__mapper__.polymorphic_identity
    lignes = sortes.en_vigueur(session, ADeux, aujourd_hui(), ADeux.service == identite)
    if not lignes:
        return service.a_deux
    return None if lignes[0].jamais else lignes[0].a_partir_de


def possible(demande: Demande, transition: Transition) -> bool:
    """Say whether a move may take a second person: an acceptance, a rejection where its service says so."""
    return transition in ACCEPTATIONS or (transition is REJETER and demande.rejet_a_deux)


def exigee(session: Session, demande: Demande, transition: Transition) -> bool:
    """Say whether a decision just tried takes a second person."""
    if transition is ACCEPTER_PAR_EXCEPTION:
        return True
    enjeu, des = demande.enjeu, seuil(session, type(demande))
    return enjeu is not None and des is not None and enjeu >= des


def acte_de(demande: Demande) -> Acte:
    """Return the act that deciding on a request is."""
    return de_la_classe(ACTES_DES_SERVICES, type(demande)) or ACCEPTATION


def changement(demande: Demande, transition: Transition, motif: str) -> Changement:
    """Return what a decision just tried gives, as who confirms will read it."""
    demandeur = [("Demandeur", demande.demandeur), ("État", affiche(demande.statut))]
    return Changement(
        objet_id=demande.id,
        resume=f"{demande.verbes.get(transition, transition.libelle)} : {demande}",
        avant=[],
        apres=[*demandeur, ("Ce que cela donne", demande.conclusion or "")],
        montant=demande.enjeu or None,
        motif=motif,
    )


def proposer(
    session: Session, demande: Demande, transition: Transition, apres: Changement, acteur: Acteur
) -> Evenement:
    """Have a decision wait for a second person; return what the request's journal says of it."""
    propositions.proposer(session, acte_de(demande), apres, acteur, transition=transition.nom)
    evenement = Evenement(
        demande=demande,
        transition=NOM,
        de=demande.statut,
        vers=demande.statut,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        motif=apres.motif or None,
    )
    demande.agent_id = acteur.utilisateur_id
    session.add(evenement)
    session.flush()
    return evenement


def en_attente(session: Session, demande: Demande) -> Proposition | None:
    """Return the decision that waits for a second person, None when none does."""
    return propositions.en_attente(session, acte_de(demande), demande.id)


def abandonner(session: Session, demande: Demande, acteur: Acteur) -> None:
    """End what waits for a second person: something else was done with the request."""
    if proposition := en_attente(session, demande):
        propositions.clore(session, proposition, Issue.retiree, acteur)
