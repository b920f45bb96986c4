"""Checks against what other employers declared, which the database looks up while the others are made."""

from app.regles import mois
from app.services.dnr.examen import Examen


def declares_ailleurs(examen: Examen) -> None:
    """Workers another employer declares for the same month, told once each."""
    ailleurs = examen.contexte.ailleurs()
    if not ailleurs:
        return
    periode = mois.libelle(examen.contexte.mois)
    for rang, numero in enumerate(examen.typees["numero_assure"]):
        if numero in ailleurs and examen.groupe(rang)[0] == rang:
            examen.signaler(rang, "numero_assure", "declare_ailleurs", mois=periode)


CONTROLES = (declares_ailleurs,)
