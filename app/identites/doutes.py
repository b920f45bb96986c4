"""Whether a telephone number may have passed to somebody else since its holder last read it.

Operators give to others the numbers left unused, and who steals a number has its SIM card changed: neither
opens an account on a device that it does not know, nor proves who somebody is.
"""

import enum
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identites.contacts import TABLE, de, vivant
from app.socle.horloge import en_utc, maintenant
from app.travaux import sms
from app.travaux.canaux import est_un_telephone

SILENCE = timedelta(days=90)
"""How long after it was last read a number may be somebody else's: operators give numbers left unused to
others (to be confirmed with those of Togo)."""
SIM_RECENTE = timedelta(hours=72)
"""How long a changed SIM card is not trusted: a stolen number is used at once."""


class Doute(enum.Enum):
    """Why a telephone number may be somebody else's now."""

    silence = "it opened nothing for long"
    sim = "its SIM card has just changed"


def doute_sur(session: Session, adresse: str) -> Doute | None:
    """Return why a contact may have passed to somebody else since its holder last read it; None if not."""
    if not est_un_telephone(adresse):
        return None
    vu_le = session.scalar(select(TABLE.c.vu_le).where(TABLE.c.adresse == adresse, vivant()))
    if vu_le is not None and en_utc(vu_le) <= maintenant() - SILENCE:
        return Doute.silence
    fournisseur = sms.fournisseur()
    changee_le = fournisseur.sim_changee_le(adresse) if fournisseur else None
    return Doute.sim if changee_le is not None and changee_le > maintenant() - SIM_RECENTE else None


def certains(session: Session, utilisateur_id: int) -> list[str]:
    """Return the addresses of an account that nothing says to be somebody else's."""
    return [adresse for adresse in de(session, utilisateur_id) if not doute_sur(session, adresse)]
