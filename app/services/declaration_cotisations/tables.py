"""What an employer says he owes for a month, in figures."""

from typing import ClassVar

from sqlalchemy import (
    Boolean,
    Integer,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import relationship

from app.cotisations.tables import NatureDeclaration
from app.demandes.tables import Demande
from app.generateur.champs import Choix, Francs, Mois, champ, cle_etrangere
from app.regles import mois
from app.services.dnr.tables import Declaration


class DeclarationCotisations(Demande):
    """What an employer says he owes for a month, in figures: from his DNR, by hand before it, or nil."""

    prefixe = "DCO"
    libelle_type = "Déclaration de cotisations"
    rubriques: ClassVar = {
        "effectif": "Salaires du mois",
        "rp": "Cotisations par branche",
        "part_employeur": "Parts de l’employeur et des travailleurs",
    }

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    neant = champ(Boolean, "Néant", "Aucune rémunération versée ce mois-là", default=False)
    dnr_id = cle_etrangere("declaration.id", "DNR reprise", facultatif=True)
    rectifie_id = cle_etrangere("declarationcotisations.id", "Déclaration rectifiée", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    assiette = champ(Francs, "Assiette", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    part_employeur = champ(Francs, "Part de l’employeur", default=0)
    part_travailleur = champ(Francs, "Part des travailleurs", default=0)

    dnr = relationship(Declaration, foreign_keys=[dnr_id])
    rectifie = relationship(
        "DeclarationCotisations",
        remote_side="DeclarationCotisations.id",
        foreign_keys=[rectifie_id],
        post_update=True,
    )

    @property
    def sujet(self) -> str:
        """Return the month declared."""
        return mois.libelle(self.periode)

    @hybrid_property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu
