"""The family: an accepted declaration enters the child or the spouse in the register."""

from sqlalchemy import select

from app import noms
from app.cycle import TransitionRefusee, effet
from app.models import DeclarationConjoint, DeclarationEnfant, LienFamilial, MembreFamille

LIENS = {DeclarationEnfant: LienFamilial.enfant, DeclarationConjoint: LienFamilial.conjoint}


@effet("soumettre", DeclarationEnfant, quand="avant")
@effet("soumettre", DeclarationConjoint, quand="avant")
def refuser_un_membre_deja_inscrit(session, demande, acteur):
    """Nobody is entered twice."""
    inscrits = session.scalars(
        select(MembreFamille).where(
            MembreFamille.assure_id == demande.assure_id, MembreFamille.naissance_le == demande.naissance_le
        )
    )
    if any(_memes(demande, m) for m in inscrits):
        raise TransitionRefusee(f"{demande.prenoms} {demande.nom} est déjà inscrit dans votre famille.")


def _memes(demande, membre: MembreFamille) -> bool:
    return noms.comparer(demande.nom, demande.prenoms, membre.nom, membre.prenoms) == noms.IDENTIQUE


@effet("accepter", DeclarationEnfant)
@effet("accepter", DeclarationConjoint)
def inscrire(session, demande, acteur):
    """Enter the person in the family of the insured."""
    session.add(
        MembreFamille(
            assure_id=demande.assure_id,
            demande_id=demande.id,
            lien_familial=LIENS[type(demande)],
            nom=demande.nom,
            prenoms=demande.prenoms,
            naissance_le=demande.naissance_le,
        )
    )
    demande.conclusion = f"{demande.prenoms} {demande.nom} est inscrit dans votre famille."
