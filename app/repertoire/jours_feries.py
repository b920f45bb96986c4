"""Holidays that the fund adds to those of the repository, or takes off: a day declared off, a feast moved."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Boolean, Date, String
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Model
from app.generateur.champs import champ, cle_primaire
from app.referentiel import sortes
from app.referentiel.tables import Datee
from app.regles.feries import Ferie
from app.socle.horloge import aujourd_hui


class JourFerie(Datee, Model):
    """A day that is off, or that is worked in spite of the list, by a text of the government."""

    __tablename__ = "jour_ferie"
    publique = True
    sujet_de = ("jour",)

    id = cle_primaire()
    jour = champ(Date, "Jour")
    nom = champ(String(80), "Nom")
    reference = champ(String(200), "Texte de référence")
    ouvre = champ(Boolean, "Jour travaillé", "Malgré la liste des fêtes légales", default=False)

    def __str__(self) -> str:
        return f"{self.nom}, {self.jour:%d/%m/%Y}"


FERIES = sortes.declarer(
    JourFerie, "Jour férié", "referentiel", ("jour", "nom", "reference", "ouvre", "effet_le")
)


def decides(session: Session) -> Mapping[date, Ferie | None]:
    """Return what the fund says of some days over the list: a holiday, or None for one that is worked."""
    return {
        j.jour: None if j.ouvre else Ferie(j.jour, j.nom, j.reference, a_confirmer=False)
        for j in sortes.en_vigueur(session, JourFerie, aujourd_hui())
    }
