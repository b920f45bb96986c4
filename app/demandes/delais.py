"""How long the fund takes to answer a request, as the dated parameters say."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.demandes.tables import Demande
from app.generateur.affichage import LOME
from app.regles import francais
from app.regles.bareme import Parametre
from app.repertoire.parametres import bareme
from app.socle.horloge import aujourd_hui


def annonce(session: Session, modele: type[Demande]) -> str:
    """Return the sentence said before a request is made; empty where no text sets a time."""
    bornes = _bornes(session, modele, aujourd_hui())
    return f"Réponse {_entre(*bornes)} après le dépôt de la demande complète." if bornes else ""


def promesse(session: Session, demande: Demande) -> str:
    """Return the sentence said of a request that was sent, with the last day to answer; or nothing."""
    assert demande.soumise_le, "a time is promised once the request is sent"
    depot = demande.soumise_le.astimezone(LOME).date()
    bornes = _bornes(session, type(demande), depot)
    if not bornes:
        return ""
    limite = francais.jour(depot + timedelta(days=bornes[1].valeur))
    return f"Réponse {_entre(*bornes)} après le dépôt, soit le {limite} au plus tard."


def _bornes(session: Session, modele: type[Demande], jour: date) -> tuple[Parametre, ...]:
    if not modele.delais:
        return ()
    lois = bareme(session).au(jour)
    return tuple(lois[code] for code in modele.delais)


def _entre(court: Parametre, long: Parametre) -> str:
    return f"dans les {francais.nombre(court.valeur)} à {francais.valeur(long)}"
