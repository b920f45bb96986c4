"""A new e-mail for an account, in force once both addresses said yes."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import sessions
from app.identites.personnes import existe
from app.identites.tables import ChangementCourriel
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle import adresses, liens_signes
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux import courrier

VALIDITE = timedelta(hours=24)


OBJET = "courriel"


COTES = ("ancien", "nouveau")


def demander_un_courriel(session: Session, personne: User, nouveau: str) -> None:
    """Ask both addresses to confirm a new e-mail; the answer says nothing of whether it is taken."""
    session.execute(
        update(ChangementCourriel)
        .where(ChangementCourriel.utilisateur_id == personne.id, ChangementCourriel.fait_le.is_(None))
        .values(fait_le=maintenant())
    )
    changement = ChangementCourriel(
        utilisateur_id=personne.id, ancien=personne.email, nouveau=nouveau, cree_le=maintenant()
    )
    session.add(changement)
    session.flush()
    for cote in COTES:
        jeton = liens_signes.signer(OBJET, {"c": changement.id, "cote": cote}, VALIDITE)
        courrier.ecrire(
            session,
            "courriel_a_confirmer",
            getattr(changement, cote),
            prenoms=personne.first_name,
            ancien=changement.ancien,
            nouveau=nouveau,
            lien=adresses.adresse("ConfirmationView.confirmer", jeton_signe=jeton),
        )


def lire_le_changement(session: Session, jeton: str) -> tuple[ChangementCourriel, str]:
    """Return the change a link confirms, and for which address; raises liens.LienMort when it is done."""
    contenu = liens_signes.lire(OBJET, jeton)
    changement = session.get(ChangementCourriel, contenu["c"])
    if changement is None or changement.fait_le or getattr(changement, f"{contenu['cote']}_le"):
        raise liens_signes.LienMort(liens_signes.MORT)
    return changement, contenu["cote"]


def confirmer_le_courriel(session: Session, changement: ChangementCourriel, cote: str) -> bool:
    """Note that an address said yes; once both did, make the change and return True.

    Raises Refus when another account took the address meanwhile.
    """
    setattr(changement, f"{cote}_le", maintenant())
    if not (changement.ancien_le and changement.nouveau_le):
        return False
    if existe(session, changement.nouveau):
        raise Refus("Cette adresse ne peut pas être prise : choisissez-en une autre.")
    changement.fait_le = maintenant()
    personne = session.get_one(User, changement.utilisateur_id)
    personne.username = personne.email = changement.nouveau
    sessions.terminer_les_autres(session, personne.id, garder=None)
    noter(session, Fait.modifie, "Adresse de courriel", sur=personne)
    return True
