"""The signed address by which who has no account comes back to a request."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.etats import Statut
from app.demandes.tables import Demande
from app.generateur.ecrans.espace import Ecran
from app.socle import adresses, liens_signes
from app.socle.horloge import maintenant
from app.socle.registre import Registre
from app.travaux.taches import Ronde, tache

VALIDITE = timedelta(days=90)
"""Beyond any delay of treatment; another address is sent to who asks for it."""


PAGES: Registre[str, type[Ecran]] = Registre("pages_des_visiteurs")
"""The screen of requests made without an account, by the page that their models name."""


def chemin(demande: Demande, route: str = "index") -> str:
    """Return the path of a request's page on this site, or of its other routes, good for three months."""
    page = demande.page_du_visiteur
    jeton = liens_signes.signer(page, {"d": demande.id}, VALIDITE)
    return adresses.chemin(f"{PAGES[page].__name__}.{route}", jeton_signe=jeton)


def lire(page: str, jeton: str) -> int:
    """Return the key of the request that an address under `page` names; raises liens.LienMort."""
    return int(liens_signes.lire(page, jeton)["d"])


@tache("purger_abandonnees", ronde=Ronde.nuit)
def purger_abandonnees(session: Session) -> None:
    """Erase what visitors began and never sent, with its pieces, once no address opens it any more."""
    de_personne = [Demande.employeur_id.is_(None), Demande.assure_id.is_(None), Demande.cree_par_id.is_(None)]
    abandonnees = select(Demande).where(
        *de_personne, Demande.statut == Statut.brouillon, Demande.cree_le < maintenant() - VALIDITE
    )
    for demande in session.scalars(abandonnees).all():
        for piece in demande.pieces:
            session.delete(piece)
            session.delete(piece.fichier)
        session.flush()
        session.delete(demande)
