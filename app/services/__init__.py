"""What each service does on its way beyond the common life cycle: one file a family, read at start."""

from app.services import (
    attestation,
    communs,
    famille,
    immatriculation,
    pre_immatriculation,
    prestations,
    reclamation,
    remise,
    visiteurs,
)

__all__ = [
    "attestation",
    "communs",
    "famille",
    "immatriculation",
    "pre_immatriculation",
    "prestations",
    "reclamation",
    "remise",
    "visiteurs",
]
