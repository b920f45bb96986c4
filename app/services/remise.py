"""A waiver asked for is worth asking, decided by a supervisor, and booked with the decision."""

from app.compte import remises
from app.compte.cotisant import RemiseRefusee
from app.cycle import TransitionRefusee, effet
from app.horloge import aujourd_hui
from app.models import DemandeRemise
from app.regles.ecriture import francs


def concernees(session, demande: DemandeRemise) -> dict[int, int]:
    """Return the surcharges owed today for the months of a request, in francs by month."""
    dues = remises.dues(session, demande.employeur, aujourd_hui())
    return {p: du for p, du in dues.items() if demande.periode_debut <= p <= demande.periode_fin}


@effet("soumettre", DemandeRemise, quand="avant")
def exiger_des_majorations(session, demande, acteur):
    """A request is about surcharges that are owed."""
    if not concernees(session, demande):
        raise TransitionRefusee(
            "Aucune majoration n’est due pour ces mois : choisissez ceux que votre compte cotisant montre."
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
