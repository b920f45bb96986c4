"""The papers of a request: its receipt once sent, its letter once decided, whatever the service."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.demandes import delais
from app.demandes.etats import Statut
from app.demandes.pieces import dossier
from app.demandes.tables import Demande
from app.documents import accuse, lettre
from app.documents.blocs import Paires

DECIDEES = frozenset({Statut.acceptee, Statut.rejetee})


def recepisse(session: Session, demande: Demande, parties: Iterable[tuple[str, Paires]]) -> bytes:
    """Return the receipt of a request that was sent; `parties` are its fields as its pages show them."""
    assert demande.numero
    assert demande.soumise_le
    return accuse.imprimer(
        accuse.Accuse(
            numero=demande.numero,
            service=demande.libelle_type,
            soumise_le=demande.soumise_le,
            qui=qui(demande),
            parties=[(titre or "Demande", paires) for titre, paires in parties],
            pieces=_pieces(demande),
            delai=delais.promesse(session, demande),
        )
    )


def decision(demande: Demande) -> bytes:
    """Return the letter of a request that was accepted or refused."""
    assert demande.numero
    assert demande.soumise_le
    assert demande.decidee_le
    return lettre.imprimer(
        lettre.Lettre(
            numero=demande.numero,
            service=demande.libelle_type,
            favorable=demande.statut is Statut.acceptee,
            deposee_le=demande.soumise_le.date(),
            decidee_le=demande.decidee_le.date(),
            a_qui=_adresse(demande),
            qui=qui(demande),
            signataire=demande.agent.get_full_name() if demande.agent else "Délivrance automatique",
            conclusion=demande.conclusion or "",
            motif=demande.motif or "",
        )
    )


def qui(demande: Demande) -> Paires:
    """Return who owns a request, with the number in the register."""
    if demande.employeur:
        return [("Employeur", demande.employeur.raison_sociale), ("N° d’employeur", demande.employeur.numero)]
    if demande.assure:
        nom = f"{demande.assure.prenoms} {demande.assure.nom}"
        return [("Assuré", nom), ("N° d’assurance", demande.assure.numero)]
    return [("Demandeur", demande.demandeur)]


def _adresse(demande: Demande) -> tuple[str, ...]:
    """Return the name and postal address of the owner."""
    lieu = demande.employeur.adresse if demande.employeur else getattr(demande, "adresse", None)
    return tuple(ligne for ligne in (qui(demande)[0][1], lieu) if ligne)


def _pieces(demande: Demande) -> list[str]:
    noms = {s.code: s.libelle for s in dossier.sortes(demande)}
    return [f"{noms[p.code]}\u00a0: {p.fichier.nom}" for p in demande.pieces]
