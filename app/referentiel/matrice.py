"""The table of rights as people read it: what each quality may do where, and what takes two."""

from app.referentiel.propositions import ACTES
from app.socle.droits import DROITS, Domaine, Qualite


def droits_de(domaine: Domaine, qualite: Qualite) -> list[str]:
    """Return the rights that a quality gives in a domain, always in the same order."""
    tenus = domaine.droits.get(qualite, frozenset())
    return [droit for droit in DROITS if droit in tenus]


def a_deux(domaine: Domaine, droit: str) -> list[str]:
    """Return what this right lets one propose, and only another do, in words."""
    actes = (acte for acte in ACTES.valeurs() if (acte.domaine, acte.droit) == (domaine.nom, droit))
    return sorted(acte.libelle for acte in actes)
