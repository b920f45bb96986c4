"""The signed address by which who has no account comes back to a request, and what it proves.

The one that an e-mail gives says to whom it was sent: who comes by it reads what is written there.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.etats import Statut
from app.demandes.tables import Demande
from app.generateur.ecrans.espace import Ecran
from app.identites.coffre import empreinte
from app.socle import adresses, liens_signes
from app.socle.horloge import maintenant
from app.socle.registre import Registre
from app.travaux.taches import Ronde, tache

VALIDITE = timedelta(days=90)
"""Beyond any delay of treatment; another address is sent to who asks for it."""


PAGES: Registre[str, type[Ecran]] = Registre("pages_des_visiteurs")
"""The screen of requests made without an account, by the page that their models name."""


def chemin(demande: Demande, recu_par: str = "") -> str:
    """Return the path of a request's page on this site, good for three months.

    `recu_par` is the e-mail that it is sent to, and that opening it proves; none where it is only shown.
    """
    page = demande.page_du_visiteur
    contenu = {"d": demande.id} | ({"c": _empreinte(recu_par)} if recu_par else {})
    return adresses.chemin(
        f"{PAGES[page].__name__}.index", jeton_signe=liens_signes.signer(page, contenu, VALIDITE)
    )


def lire(page: str, jeton: str) -> int:
    """Return the key of the request that an address under `page` names; raises liens.LienMort."""
    return int(liens_signes.lire(page, jeton)["d"])


def prouvee(demande: Demande, jeton: str) -> bool:
    """Say whether who comes by an address reads the e-mail that the request gives now."""
    dite = liens_signes.lire(demande.page_du_visiteur, jeton).get("c", "")
    return bool(dite == _empreinte(demande.courriel_du_visiteur or ""))


def _empreinte(courriel: str) -> str:
    return empreinte("adresse-prouvee", courriel.strip().lower())[:32]


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
