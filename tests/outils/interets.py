"""Requests that the fund received, and who of its staff is which insured person."""

from sqlalchemy import select

from app.demandes.etats import Statut
from app.identites import personnes
from app.models import Habilitation, Reclamation, User
from app.socle.horloge import maintenant
from tests.outils import petit_togo
from tests.outils.services import ligne_de

AGIT = "Vous agissez ou avez agi pour cet employeur : un collègue s’en chargera."
"""What is told to who would change the account of an employer that she acts for."""


def cle(session, email: str) -> int:
    """Return the key of an account."""
    return session.scalars(select(User.id).where(User.email == email)).one()


def recue(session, modele=Reclamation, assure: str | None = None, employeur: str | None = None, **champs):
    """Return a request that the fund received, of an insured person or of an employer."""
    demande = ligne_de(
        modele,
        assure_id=assure and petit_togo.assure(session, assure).id,
        employeur_id=employeur and petit_togo.employeur(session, employeur).id,
    )
    for nom, valeur in champs.items():
        setattr(demande, nom, valeur)
    demande.statut, demande.soumise_le = Statut.soumise, maintenant()
    session.add(demande)
    session.flush()
    return demande


def etre(session, email: str, numero: str | None) -> None:
    """Have the administration say which insured person somebody of the fund is."""
    personnes.relier_le_personnel(
        session, cle(session, email), numero and petit_togo.assure(session, numero).id
    )


def mandater(session, email: str, numero: str) -> None:
    """Let somebody look, and no more, at the files of an employer."""
    employeur = petit_togo.employeur(session, numero)
    session.add(Habilitation(utilisateur_id=cle(session, email), employeur_id=employeur.id, declarer=False))
    session.commit()
