"""The family of an insured person: nobody is entered twice."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.repertoire.tables import LienFamilial, MembreFamille
from app.socle import noms
from app.socle.acces import Acteur
from app.socle.refus import Refus


def refuser_un_membre_deja_inscrit(session: Session, demande, acteur: Acteur) -> None:
    """Refuse a request whose person is in the family of the insured already."""
    inscrits = session.scalars(
        select(MembreFamille).where(
            MembreFamille.assure_id == demande.assure_id, MembreFamille.naissance_le == demande.naissance_le
        )
    )
    if any(_memes(demande, m) for m in inscrits):
        raise Refus(f"{demande.prenoms} {demande.nom} est déjà inscrit dans votre famille.")


def _memes(demande, membre: MembreFamille) -> bool:
    return noms.comparer(demande.nom, demande.prenoms, membre.nom, membre.prenoms) == noms.IDENTIQUE


def inscrire(session: Session, demande, lien: LienFamilial, numero: str | None = None) -> None:
    """Enter the person that an accepted request declares in the family of the insured; his own number."""
    session.add(
        MembreFamille(
            assure_id=demande.assure_id,
            demande_id=demande.id,
            numero=numero,
            lien_familial=lien,
            nom=demande.nom,
            prenoms=demande.prenoms,
            naissance_le=demande.naissance_le,
        )
    )
    demande.conclusion = f"{demande.prenoms} {demande.nom} est inscrit dans votre famille."
