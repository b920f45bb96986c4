"""What the fund publishes of its figures: aggregates of a month, none of them of few people."""

import enum

from sqlalchemy import CheckConstraint, DateTime, Integer, String, UniqueConstraint

from app.generateur.adaptateur import Model
from app.generateur.champs import Choix, Francs, Mois, champ, cle_etrangere, cle_primaire
from app.socle.horloge import maintenant


class Dimension(enum.Enum):
    """How the figures of a month are split."""

    ensemble = "Ensemble"
    division = "Division"
    secteur = "Secteur d’activité"


class StatistiquePubliee(Model):
    """One line of the published figures of a month; lines of few people are never written, but merged."""

    __tablename__ = "statistique_publiee"
    __table_args__ = (
        UniqueConstraint("periode", "dimension", "modalite", name="uq_statistique_publiee"),
        CheckConstraint("employeurs >= 5 and assures >= 5", name="ck_statistique_publiee_secret"),
    )
    publique = True

    id = cle_primaire()
    periode = champ(Mois, "Mois")
    dimension = champ(Choix(Dimension), "Par")
    modalite = champ(String(120), "Ventilation", default="")
    regroupees = champ(Integer, "Regroupées", "Combien cette ligne en réunit", default=0)
    employeurs = champ(Integer, "Employeurs déclarants")
    assures = champ(Integer, "Assurés déclarés")
    encaisse = champ(Francs, "Cotisations encaissées")
    publiee_le = champ(DateTime(timezone=True), "Publiée le", default=maintenant)
    publiee_par_id = cle_etrangere("ab_user.id", "Publiée par", facultatif=True)

    def __str__(self) -> str:
        return f"{self.dimension.value} {self.modalite}".strip()
