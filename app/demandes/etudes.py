"""What the rules conclude on a request: worked out afresh until the decision, kept as it was from then on.

The person reads it before sending, the agent before deciding: one engine, one screen.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.demandes.cycle import sans_demande
from app.demandes.etats import TERMINEES
from app.demandes.tables import Demande
from app.regles.bareme import AvantPremierTexte, Bareme
from app.regles.etapes import Etape
from app.regles.etude import Condition, Etude
from app.repertoire.parametres import bareme
from app.socle.registre import Registre, de_la_classe

Examen = Callable[[Session, Any, Bareme], Etude]
"""What the rules are asked about a request of the model that it names."""
EXAMENS: Registre[type, Examen] = Registre("examens", obstacle=sans_demande)
"""What the rules are asked about the requests of a service."""


def examen(modele: type) -> Callable[[Examen], Examen]:
    """Return a decorator: the function `(session, demande, bareme) -> Etude` examines its requests."""
    return lambda fonction: EXAMENS.inscrire(modele, fonction)


def etudier(session: Session, demande: Demande) -> Etude | None:
    """Return what the rules say of a request today; None for a service that they do not judge."""
    fonction = de_la_classe(EXAMENS, type(demande))
    if fonction is None:
        return None
    try:
        return fonction(session, demande, bareme(session))
    except (ValueError, AvantPremierTexte) as refus:
        return Etude((Condition("Dates de la demande", False, str(refus)),))


def montrer(session: Session, demande: Demande) -> Etude | None:
    """Return what the pages show: the study as it was decided on, today's until then."""
    if demande.statut in TERMINEES and demande.etude:
        return lire(demande.etude)
    return etudier(session, demande)


def ecrire(etude: Etude) -> dict[str, Any]:
    """Return a study as JSON keeps it: dates as text."""
    contenu = asdict(etude)
    contenu["etapes"] = [
        e._asdict() | {"effet_le": e.effet_le and e.effet_le.isoformat()} for e in etude.etapes
    ]
    return contenu


def lire(contenu: dict[str, Any]) -> Etude:
    """Return the study that `ecrire` kept."""
    etapes = (
        Etape(**e | {"effet_le": e["effet_le"] and date.fromisoformat(e["effet_le"])})
        for e in contenu["etapes"]
    )
    conditions = tuple(Condition(**c) for c in contenu["conditions"])
    return Etude(**contenu | {"etapes": tuple(etapes), "conditions": conditions})
