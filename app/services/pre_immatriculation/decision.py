"""Registering an employer who has no account: checked against the register, numbered, let in by e-mail."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.cycle import apres
from app.demandes.etats import ACCEPTER
from app.demandes.tables import Demande
from app.generateur.relations import contient
from app.identites import inscription
from app.identites.tables import Inscription, Profil
from app.repertoire.tables import Employeur
from app.services.pre_immatriculation.tables import PreImmatriculationDomestique, PreImmatriculationEntreprise
from app.socle.acces import Acteur
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux import courrier

PreImmatriculation = PreImmatriculationEntreprise | PreImmatriculationDomestique
"""What registers an employer."""


def semblables(session: Session, demande: PreImmatriculation) -> list[Employeur]:
    """Return the employers of the register with the same NIF, RCCM or name."""
    nom = identite(demande)["raison_sociale"] or ""
    criteres = [contient(Employeur.raison_sociale, nom)]
    for numero in ("nif", "rccm"):
        if valeur := getattr(demande, numero, None):
            criteres.append(getattr(Employeur, numero) == valeur)
    requete = select(Employeur).order_by(Employeur.id).limit(10)
    return [e for critere in criteres for e in session.scalars(requete.where(critere))]


def identite(demande: PreImmatriculation) -> dict[str, str | None]:
    """Return the columns of the register that a firm gives, or somebody who employs at home."""
    if isinstance(demande, PreImmatriculationEntreprise):
        noms = ("raison_sociale", "sigle", "nif", "rccm", "activite")
        return {nom: getattr(demande, nom) for nom in noms}
    return {"raison_sociale": f"{demande.nom} {demande.prenoms}", "activite": "Employeur domestique"}


@apres(ACCEPTER, PreImmatriculationEntreprise)
@apres(ACCEPTER, PreImmatriculationDomestique)
def immatriculer(session: Session, demande: PreImmatriculation, acteur: Acteur):
    """Write the employer in the register, tell the number, and send the link that opens the account."""
    _refuser_un_nif_connu(session, demande)
    employeur = Employeur(
        numero=f"9{demande.id:07d}",
        division_id=demande.division_id,
        adresse=f"{demande.quartier}, {demande.commune}",
        telephone=demande.telephone,
        email=demande.courriel.strip().lower(),
        debut_activite_le=demande.debut_activite_le,
        domestique=isinstance(demande, PreImmatriculationDomestique),
        **identite(demande),
    )
    session.add(employeur)
    session.flush()
    demande.conclusion = f"Numéro d’employeur attribué : {employeur.numero}."
    courrier.ecrire(
        session,
        "pre_immatriculation_acceptee",
        demande.courriel,
        numero=demande.numero,
        numero_employeur=employeur.numero,
    )
    _ouvrir_l_acces(session, demande, employeur)


def _refuser_un_nif_connu(session: Session, demande: Demande) -> None:
    numero = getattr(demande, "nif", None)
    deja = numero and session.scalar(select(Employeur.numero).where(Employeur.nif == numero).limit(1))
    if deja:
        raise Refus(f"L’employeur n° {deja} porte déjà ce NIF : rejetez la demande en rappelant ce numéro.")


def _ouvrir_l_acces(session: Session, demande: PreImmatriculation, employeur: Employeur) -> None:
    """Send the activation link to the address of the request, as for any inscription."""
    reconnue = Inscription(
        profil=Profil.employeur,
        adresse=employeur.email,
        nom=demande.nom if isinstance(demande, PreImmatriculationDomestique) else demande.dirigeant_nom,
        prenoms=(
            demande.prenoms
            if isinstance(demande, PreImmatriculationDomestique)
            else demande.dirigeant_prenoms
        ),
        numero=employeur.numero,
        employeur_id=employeur.id,
        cree_le=maintenant(),
    )
    session.add(reconnue)
    session.flush()
    inscription.envoyer_le_lien(session, reconnue)
