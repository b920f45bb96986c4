"""A waiver asked for is worth asking, decided by a supervisor, and booked with the decision."""

from sqlalchemy import select

from app.base_de_donnees import verrouiller
from app.compte import remises
from app.compte.cotisant import RemiseRefusee
from app.cycle import TERMINEES, ChampRefuse, TransitionRefusee, effet
from app.horloge import aujourd_hui
from app.models import DemandeRemise, Employeur
from app.regles import mois
from app.regles.ecriture import francs


def concernees(session, demande: DemandeRemise) -> dict[int, int]:
    """Return the surcharges owed today for the months of a request, in francs by month."""
    dues = remises.dues(session, demande.employeur, aujourd_hui())
    return {p: du for p, du in dues.items() if demande.periode_debut <= p <= demande.periode_fin}


def pendantes(session, employeur_id: int) -> list[DemandeRemise]:
    """Return the requests of an employer that are sent and not decided yet, the oldest first."""
    requete = select(DemandeRemise).where(
        DemandeRemise.employeur_id == employeur_id,
        DemandeRemise.soumise_le.is_not(None),
        DemandeRemise.statut.not_in(TERMINEES),
    )
    return list(session.scalars(requete.order_by(DemandeRemise.id)))


def a_demander(session, employeur: Employeur) -> dict[int, int]:
    """Return the surcharges owed today that no request waits about, in francs by month."""
    attendus = {
        periode
        for demande in pendantes(session, employeur.id)
        for periode in mois.suite(demande.periode_debut, demande.periode_fin)
    }
    dues = remises.dues(session, employeur, aujourd_hui())
    return {p: du for p, du in dues.items() if p not in attendus}


@effet("remplir", DemandeRemise, quand="avant")
def exiger_des_majorations(session, demande, acteur):
    """A request is about surcharges that are owed."""
    if not concernees(session, demande):
        raise ChampRefuse(
            "periode_debut",
            "Aucune majoration n’est due pour ces mois : choisissez ceux que votre compte cotisant montre.",
        )


@effet("remplir", DemandeRemise, quand="avant")
def refuser_des_mois_deja_demandes(session, demande, acteur):
    """The surcharges of a month are asked about once at a time: two decisions would be of the same sum."""
    verrouiller(session, demande.employeur)
    voulus = set(mois.suite(demande.periode_debut, demande.periode_fin))
    for autre in pendantes(session, demande.employeur_id):
        deja = voulus.intersection(mois.suite(autre.periode_debut, autre.periode_fin))
        if deja and autre.id != demande.id:
            raise ChampRefuse(
                "periode_debut",
                f"La demande {autre.numero} attend déjà une réponse pour {mois.enumerer(sorted(deja))} : "
                "suivez-la dans la liste « Remise de majorations », ou choisissez d’autres mois.",
            )


@effet("accepter", DemandeRemise, quand="avant")
@effet("rejeter", DemandeRemise, quand="avant")
def reserver_au_superviseur(session, demande, acteur):
    """Only who may grant it refuses it."""
    if "configurer" not in acteur.droits("supervision"):
        raise TransitionRefusee("Seul un superviseur décide d’une remise de majorations.")


@effet("accepter", DemandeRemise)
def porter_la_remise(session, demande, acteur):
    """The sum granted is let off in the account, with the supervisor's reason."""
    dues, cle = concernees(session, demande), f"demande:{demande.id}"
    try:
        remises.accorder(
            session, demande.employeur, dues, demande.accorde or 0, demande.motif or "", acteur, cle,
            aujourd_hui(), demande.id,
        )  # fmt: skip
    except RemiseRefusee as refus:
        raise TransitionRefusee(str(refus)) from None
    demande.conclusion = (
        f"Remise accordée : {francs(demande.accorde)} sur {francs(sum(dues.values()))} de majorations, "
        f"portée au compte cotisant. Motif : « {demande.motif} »"
    )
