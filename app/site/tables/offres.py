"""The jobs and internships that the fund offers."""

import enum

from sqlalchemy import Date, Integer, String, Text

from app.generateur.adaptateur import Model
from app.generateur.champs import Choix, champ, cle_primaire
from app.site.tables.publication import Publiee
from app.socle.horloge import aujourd_hui


class NatureOffre(enum.Enum):
    """What the fund offers."""

    emploi = "Emploi"
    stage = "Stage"


class Offre(Publiee, Model):
    """A job or an internship that one may apply for until a date."""

    __tablename__ = "offre"

    id = cle_primaire()
    nature = champ(Choix(NatureOffre), "Nature")
    lieu = champ(String(80), "Lieu")
    postes = champ(Integer, "Nombre de postes", default=1)
    description = champ(Text, "Description", "Missions, profil, conditions")
    cloture_le = champ(Date, "Candidatures jusqu’au", facultatif=True)


def ouverte():
    """Return the criterion « one may still apply »."""
    return Offre.cloture_le.is_(None) | (Offre.cloture_le >= aujourd_hui())
