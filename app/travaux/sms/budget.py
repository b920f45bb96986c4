"""What SMS may cost in a day: so many to each prefix, so many in all, none where codes never come back.

Who asks for codes that nobody types (« SMS pumping », to numbers that pay him a share) is stopped at the
prefix whose codes stay unused, until the next day or until the administration lets it go on. Strangers'
numbers alone are stopped, and they may spend half of a budget: who has an account goes on receiving hers.
"""

import re
from functools import lru_cache

from flask import current_app
from sqlalchemy import Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import aujourd_hui
from app.travaux.tables import EnvoiSms

OBSERVES = 50
"""Codes sent to a prefix in a day before their use is looked at."""
USAGE_AU_MOINS = 20
"""Of a hundred codes, how many are typed at least; two in three are, in a healthy service."""
PART_DES_INCONNUS = 0.5
"""Of a day's budget, what numbers that open no account may take."""
TABLE = EnvoiSms.__table__
NON_SERVI = "Les SMS de la CNSS ne partent pas vers ce pays : donnez une adresse de courriel."
EPUISE = "Trop de SMS sont partis aujourd’hui : réessayez demain, ou donnez une adresse de courriel."


def refus(session: Session, numero: str, connu: bool = True) -> str:
    """Return why no SMS leaves for a number today, in French; empty when one may.

    `connu` says that the number opens an account: a stranger's is refused sooner.
    """
    prefixe = prefixe_de(numero)
    if prefixe is None:
        return NON_SERVI
    jour = session.execute(select(TABLE).where(TABLE.c.jour == aujourd_hui())).all()
    sien = next((ligne for ligne in jour if ligne.prefixe == prefixe), None)
    part = 1 if connu else PART_DES_INCONNUS
    if sum(ligne.messages for ligne in jour) >= current_app.config["SMS_PAR_JOUR"] * part:
        return EPUISE
    if sien is None:
        return ""
    epuise = sien.messages >= _budgets()[prefixe] * part or (suspendu(sien) and not connu)
    return EPUISE if epuise else ""


def suspendu(ligne: EnvoiSms | Row) -> bool:
    """Say whether too few of the codes sent to a prefix in a day were typed; the administration lifts it."""
    assez = ligne.reussites * 100 >= ligne.codes * USAGE_AU_MOINS
    return ligne.codes >= OBSERVES and not assez and not ligne.leve


def compter(session: Session, numero: str, **combien: int) -> None:
    """Count, for the prefix of a number and today: `messages` (parts), `codes`, `reussites`."""
    prefixe = prefixe_de(numero)
    if prefixe is None:
        return
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    ajoute = {nom: TABLE.c[nom] + nombre for nom, nombre in combien.items()}
    ligne = inserer(TABLE).values(jour=aujourd_hui(), prefixe=prefixe, **combien)
    session.execute(ligne.on_conflict_do_update(index_elements=["jour", "prefixe"], set_=ajoute))


def prefixe_de(numero: str) -> str | None:
    """Return the prefix under which a number is counted, the longest of the settings; None for none."""
    connus = (prefixe for prefixe in _budgets() if numero.startswith(prefixe))
    return max(connus, key=len, default=None)


def _budgets() -> dict[str, int]:
    return lire_budgets(current_app.config["SMS_PREFIXES"])


@lru_cache(maxsize=8)
def lire_budgets(reglage: str) -> dict[str, int]:
    """Return the SMS that each prefix may cost in a day, of « +228:20000 +229:500 »; raises ValueError."""
    if not re.fullmatch(r"(\+\d{1,8}:\d+\s*)+", reglage):
        raise ValueError(reglage)
    return {prefixe: int(combien) for prefixe, combien in (mot.split(":") for mot in reglage.split())}
