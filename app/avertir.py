"""Who is told, by e-mail, of each step of a request: the persons of the employer, or the insured."""

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select

from app import courrier
from app.acces import systeme
from app.comptes import liens
from app.models import (
    Candidature,
    CompteAssure,
    Demande,
    Habilitation,
    InscriptionEnLigne,
    MessageContact,
    PreImmatriculationDomestique,
    PreImmatriculationEntreprise,
)

ETAPES = {
    "soumettre": "demande_soumise",
    "demander_complement": "complement_demande",
    "accepter": "demande_acceptee",
    "rejeter": "demande_rejetee",
}
"""The e-mail of each transition that its persons are told of."""


_PRE_IMMATRICULATION = {
    "soumettre": "pre_immatriculation_recue",
    "demander_complement": "pre_immatriculation_complement",
    "rejeter": "pre_immatriculation_refusee",
}
_SANS_COMPTE = {
    "soumettre": "sans_compte_recue",
    "demander_complement": "sans_compte_complement",
    "accepter": "sans_compte_reponse",
    "rejeter": "sans_compte_refusee",
}
ETAPES_D_UN_VISITEUR = {
    InscriptionEnLigne: {"soumettre": "inscription_recue", "rejeter": "inscription_refusee"},
    PreImmatriculationEntreprise: _PRE_IMMATRICULATION,
    PreImmatriculationDomestique: _PRE_IMMATRICULATION,
    Candidature: _SANS_COMPTE,
    MessageContact: _SANS_COMPTE,
}
"""The same for who has no account to sign in to: the message says all."""


def de_l_etape(session, demande: Demande, etape: str) -> None:
    """Write to each person of the request, once, that it made the transition `etape`.

    The message says which request, not what is in it: mail is no place for health or wages.
    """
    if demande.courriel_du_visiteur:
        _au_visiteur(session, demande, etape)
        return
    for adresse in destinataires(session, demande):
        courrier.ecrire(
            session,
            ETAPES[etape],
            adresse,
            numero=demande.numero,
            service=demande.libelle_type,
            demandeur=_nom(demande),
            lien=liens.adresse("/services/"),
        )


def _au_visiteur(session, demande: Demande, etape: str) -> None:
    if modele := ETAPES_D_UN_VISITEUR[type(demande)].get(etape):
        suite = {} if etape in ("soumettre", "accepter") else {"motif": demande.motif}
        courrier.ecrire(
            session,
            modele,
            demande.courriel_du_visiteur,
            numero=demande.numero,
            demandeur=demande.demandeur,
            **({"service": demande.libelle_type} if modele in _SANS_COMPTE.values() else {}),
            **suite,
        )


def destinataires(session, demande: Demande) -> list[str]:
    """Return the e-mails of the persons who follow the request, in order, each once."""
    rattaches = select(Habilitation.utilisateur_id).where(Habilitation.employeur_id == demande.employeur_id)
    if demande.employeur_id is None:
        rattaches = select(CompteAssure.utilisateur_id).where(CompteAssure.assure_id == demande.assure_id)
    requete = select(User.email).where(User.id.in_(rattaches), User.active).order_by(User.email)
    with systeme("the persons of the request are told, whoever moved it"):
        return list(session.scalars(requete))


def _nom(demande: Demande) -> str:
    if demande.employeur:
        return demande.employeur.raison_sociale
    return f"{demande.assure.prenoms} {demande.assure.nom}"
