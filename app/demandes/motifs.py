"""Reasons that the fund writes once and chooses from: to ask for a complement, to reject."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from app.demandes.etats import DEMANDER_COMPLEMENT, REJETER, Transition
from app.demandes.tables import Demande
from app.generateur.adaptateur import Model
from app.generateur.champs import champ, cle_primaire
from app.identites.organisation import services_a_choisir
from app.referentiel import sortes
from app.referentiel.tables import Datee
from app.socle.horloge import aujourd_hui

MOTIVEES = (DEMANDER_COMPLEMENT, REJETER)
"""The moves that reasons are written for."""


def gestes_a_choisir() -> list[tuple[str, str]]:
    """Return the moves that a reason may be for, as a form offers them."""
    return [(transition.nom, transition.libelle) for transition in MOTIVEES]


class MotifType(Datee, Model):
    """A reason written beforehand, for a move of one service or of all."""

    __tablename__ = "motif_type"
    publique = True
    sujet_de = ("titre",)

    id = cle_primaire()
    titre = champ(String(80), "Titre", "Ce que l’agent lit dans la liste")
    geste = champ(String(40), "Pour", choix=gestes_a_choisir)
    service = champ(
        String(60), "Service", "Vide : tous les services", facultatif=True, choix=services_a_choisir
    )
    texte = champ(Text, "Texte", "Ce que la personne lira : dites-lui ce qu’elle doit faire")

    def __str__(self) -> str:
        return self.titre


MOTIFS = sortes.declarer(
    MotifType, "Motif type", "referentiel", ("titre", "geste", "service", "texte", "effet_le")
)


def proposes(session: Session, demande: Demande) -> dict[str, list[MotifType]]:
    """Return the reasons to choose from on a request, by the name of the move."""
    lignes = sortes.en_vigueur(session, MotifType, aujourd_hui())
    du_service = [m for m in lignes if m.service in (None, "", demande.type)]
    return {t.nom: [m for m in du_service if m.geste == t.nom] for t in MOTIVEES}


def composer(session: Session, demande: Demande, transition: Transition, choisi: str, ecrit: str) -> str:
    """Return the reason of a move: the one chosen by its key, then what was written; either may be empty."""
    offerts = proposes(session, demande).get(transition.nom, []) if choisi else []
    texte = next((m.texte for m in offerts if str(m.id) == choisi), "")
    return "\n".join(filter(None, (texte.strip(), ecrit.strip())))
