"""The rows of the register: divisions, employers, insured."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.regles import mois
from app.repertoire.divisions import semer_divisions
from app.repertoire.tables import Assure, Division, Employeur
from demonstration.decor import Decor, Entreprise
from demonstration.population import Personne

REPRIS = (
    "id",
    "numero",
    "raison_sociale",
    "sigle",
    "nif",
    "activite",
    "adresse",
    "telephone",
    "rp_majore",
    "domestique",
)
UN_NIU_SUR = 3
"""One insured in so many has his national number already: the campaign is under way."""
NOUVEAU_RCCM = 2021
"""The year from which the trade register numbers in its new form."""


def inscrire(session: Session, decor: Decor, personnes: list[Personne]) -> None:
    """Write divisions, employers and insured, under the keys they already have."""
    semer_divisions(session)
    cles = dict(session.execute(select(Division.code, Division.id)).all())
    session.execute(insert(Employeur.__table__), [_employeur(e, cles) for e in decor.entreprises])
    session.execute(insert(Assure.__table__), [_assure(p) for p in personnes])


def _employeur(e: Entreprise, divisions: dict[str, int]) -> dict:
    return {nom: getattr(e, nom) for nom in REPRIS} | {
        "division_id": divisions[e.division],
        "rccm": _rccm(e),
        "debut_activite_le": mois.premier_jour(e.premier),
        "ferme_le": None if e.ouverte else mois.dernier_jour(e.fin),
    }


def _rccm(e: Entreprise) -> str | None:
    """Return a trade register number in the form of its year; who employs at home has none."""
    annee, ordre = e.premier // 100, int(e.numero) % 10_000
    if not e.nif:
        return None
    return f"TG-LFW-01-{annee}-B12-{ordre:05d}" if annee >= NOUVEAU_RCCM else f"TG-LOM {annee} B {ordre}"


def _assure(p: Personne) -> dict:
    return p.identite._asdict() | {
        "id": p.id,
        "numero": p.numero,
        "naissance_le": p.naissance_le,
        "niu": _niu(p),
        "email": p.compte,
        "ferme_le": p.ferme_le,
        "motif_fermeture": p.motif_fermeture,
    }


def _niu(p: Personne) -> str | None:
    """Return the national number of who has one attached; who signs in, or is closed, has none."""
    attache = p.id % UN_NIU_SUR == 0 and not p.compte and not p.ferme_le
    return f"{228_000_000_000 + p.id * 7_919:012d}" if attache else None
