"""What happens next to a request, in words: those of its state, of its service, of who reads."""

from collections.abc import Callable
from typing import Any

from app.demandes import delais, etats
from app.demandes.cycle import sans_demande
from app.demandes.tables import Demande
from app.socle.base_de_donnees import db
from app.socle.registre import Registre, de_la_classe

Suite = Callable[[Any], str]
SUITES: Registre[type, Suite] = Registre("suites", obstacle=sans_demande)
"""What happens next, in a service's own words."""


def suite(modele: type) -> Callable[[Suite], Suite]:
    """Return a decorator: the function `(demande) -> str` says what happens next to a service's requests.

    Where it returns nothing, the common words are used.
    """
    return lambda fonction: SUITES.inscrire(modele, fonction)


PROCHAINE = {
    etats.Statut.brouillon: "Pas encore envoyée : relisez-la, puis confirmez pour l’envoyer à la CNSS.",
    etats.Statut.soumise: "Envoyée : la CNSS va la prendre en charge.",
    etats.Statut.en_instruction: "La CNSS l’examine.",
    etats.Statut.complement_demande: "La CNSS attend un complément : modifiez la demande, puis renvoyez-la.",
    etats.Statut.acceptee: "Traitée : la demande est acceptée.",
    etats.Statut.rejetee: "Traitée : la demande est rejetée.",
    etats.Statut.annulee: "Annulée par son auteur.",
}
"""What happens next, in words, for each state."""
PROCHAINE_POUR_LA_CAISSE = PROCHAINE | {
    etats.Statut.soumise: "Reçue : à prendre en charge.",
    etats.Statut.en_instruction: "Prise en charge : à examiner.",
    etats.Statut.complement_demande: "Un complément est demandé : la demande reviendra une fois complétée.",
}
"""The same, as the agents read it: what they ask of others is not asked of them."""


def prochaine(demande: Demande, espace: str = "") -> str:
    """Return what happens next to a request, in its service's words or in those of the espace."""
    propre = de_la_classe(SUITES, type(demande))
    return (propre(demande) if propre else "") or _suite_commune(demande, espace)


def _suite_commune(demande: Demande, espace: str) -> str:
    """Return by when the fund answers, what it gave, or why it asks or refuses."""
    phrase = (PROCHAINE_POUR_LA_CAISSE if espace == "agent" else PROCHAINE)[demande.statut]
    if demande.statut in etats.EN_ATTENTE and (delai := delais.promesse(db.session, demande)):
        return f"{phrase} {delai}"
    if demande.conclusion and demande.statut is etats.Statut.acceptee:
        return f"{phrase} {demande.conclusion}"
    if demande.motif and demande.statut in (etats.Statut.complement_demande, etats.Statut.rejetee):
        return f"{phrase} Motif : « {demande.motif} »"
    return phrase


def attendu(demande: Demande | None) -> str:
    """Return what the fund asks to complete in a request; empty when it asks for nothing."""
    if demande is None or demande.statut is not etats.Statut.complement_demande:
        return ""
    return demande.motif or ""
