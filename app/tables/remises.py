"""A waiver asked for: late surcharges that an employer would be let off."""

from sqlalchemy import Text

from app.champs import Francs, Mois, champ
from app.controles import mois_ecoule
from app.pieces import demandees
from app.regles import mois
from app.tables.demande import Demande


class DemandeRemise(Demande):
    """An employer asks to be let off the surcharges of some months; a supervisor grants all or part of it."""

    prefixe = "RMJ"
    libelle_type = "Demande de remise de majorations"
    fermees = frozenset({"accepter", "rejeter"})
    pieces_demandees = (demandees.JUSTIFICATIF,)

    periode_debut = champ(Mois, "Premier mois concerné", controles=[mois_ecoule])
    periode_fin = champ(Mois, "Dernier mois concerné", controles=[mois_ecoule])
    raison = champ(Text, "Raison du retard", "Ce qui a empêché de payer à temps, et ce qui est payé depuis")
    accorde = champ(Francs, "Montant remis", "Ce qu’un superviseur a accordé", facultatif=True)

    @property
    def sujet(self) -> str:
        """Return the months concerned."""
        return mois.enumerer(mois.suite(self.periode_debut, self.periode_fin))
