"""A workbook of workers in the database: read, checked, its workers kept once nothing blocks."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.classeurs.lire import lire
from app.classeurs.nommer import nommees_ainsi
from app.repertoire import assures as personnes
from app.repertoire.parametres import bareme
from app.services.immatriculation.controler import ContexteImmatriculation, controler
from app.services.immatriculation.rapport import LignesTravailleurs, RapportImmatriculation
from app.services.immatriculation.tables import ImmatriculationCollective, LigneImmatriculation
from app.socle.horloge import aujourd_hui
from app.travaux import fichiers

LIGNES_MAX = 1_000
TABLE = LigneImmatriculation.__table__


def lire_le_classeur(contenu: bytes, nommees: Mapping[str, str]) -> LignesTravailleurs:
    """Return the lines of an employer's workbook, the columns that he named known; raises FichierRefuse."""
    return lire(LignesTravailleurs, contenu, LIGNES_MAX, nommees=nommees).exiger_une_feuille()


def verifier(session: Session, lignes: LignesTravailleurs) -> RapportImmatriculation:
    """Return the check of lines against the form, the register and the legal delay, writing nothing."""
    jours = {lu for texte in lignes.colonne("naissance_le") if (lu := _jour(texte))}
    delai = bareme(session).au(aujourd_hui())["immatriculation_delai"]
    nes = {
        ne_le: [(a.nom, a.prenoms) for a in assures]
        for ne_le, assures in personnes.nes_les(session, sorted(jours)).items()
    }
    return controler(lignes, ContexteImmatriculation(aujourd_hui(), nes, delai.valeur, delai.reference))


def _jour(texte: str) -> date | None:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        return None


def garder(
    session: Session, demande: ImmatriculationCollective, rapport: RapportImmatriculation
) -> RapportImmatriculation:
    """Write the outcome of a check on the request, and its workers in place of those before."""
    session.execute(delete(TABLE).where(TABLE.c.demande_id == demande.id))
    session.expire(demande, ["travailleurs"])
    for travailleur in rapport.travailleurs:
        travailleur.demande_id = demande.id
    session.add_all(rapport.travailleurs)
    demande.effectif = len(rapport.lignes)
    demande.controle = {
        "bloquantes": len(rapport.bloquantes),
        "nommees": list(rapport.lignes.nommees),
        "avertissements": [a.situee for a in rapport.avertissements],
    }
    session.flush()
    return rapport


def relire(session: Session, demande: ImmatriculationCollective) -> RapportImmatriculation:
    """Return the check of the very bytes that were sent, as the register is today, writing nothing."""
    assert demande.fichier is not None
    nommees = nommees_ainsi((demande.controle or {}).get("nommees", ()))
    return verifier(session, lire_le_classeur(fichiers.lire(demande.fichier), nommees))
