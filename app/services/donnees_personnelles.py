"""A person's rights over her own data (loi 2019-014 du 29 octobre 2019): reading it, having it changed."""

import enum
from typing import ClassVar

from sqlalchemy import Text, select

from app.demandes import pieces_demandees
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, REJETER
from app.demandes.tables import Demande
from app.generateur.adaptateur import User
from app.generateur.champs import Choix, champ
from app.identites.tables import Habilitation, SessionOuverte
from app.repertoire.tables import Assure
from app.socle.acces import systeme


class DroitExerce(enum.Enum):
    """What a person may ask about the data that the fund keeps on her (loi 2019-014)."""

    rectification = "Rectification"
    effacement = "Effacement"
    opposition = "Opposition à un traitement"


class DemandeDonnees(Demande):
    """A person's rights over her own data (loi 2019-014 du 29 octobre 2019)."""

    prefixe = "DCP"
    libelle_type = "Exercice d’un droit sur mes données"
    verbes: ClassVar = {ACCEPTER: "Donner suite", REJETER: "Ne pas donner suite"}
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)

    droit = champ(Choix(DroitExerce), "Droit exercé")
    explication = champ(Text, "Données concernées", "Lesquelles, et ce que vous demandez")


def iso(instant) -> str:
    """Return a day or an instant as another program reads it; nothing for None."""
    return instant.isoformat() if instant else ""


def donnees(session, personne: User, dater=iso) -> dict:
    """Return what the portal holds on a person, by theme, as JSON would: `{theme: {label: value}} or lists`.

    `dater` writes days and instants. Reads in the person's own scope, but for the names of the employers she
    acts for: the scope holds one at a time.
    """
    assure = session.scalars(select(Assure)).first()
    return {
        "Compte": {
            "Nom": personne.last_name,
            "Prénoms": personne.first_name,
            "Courriel": personne.email,
            "Créé le": dater(personne.created_on),
            "Dernière connexion": dater(personne.last_login),
            "Rôles": ", ".join(sorted(role.name for role in personne.roles)),
        },
        "Assuré": _fiche(assure, dater) if assure else {},
        **_sous_sa_cle(session, personne, dater),
        "Demandes": [
            {"Numéro": d.numero or "", "Service": d.libelle_type, "État": d.statut.value}
            for d in session.scalars(
                select(Demande).where(Demande.cree_par_id == personne.id).order_by(Demande.id)
            )
        ],
    }


@systeme("every row is the person's own, by key")
def _sous_sa_cle(session, personne: User, dater) -> dict:
    """Return what is held by the person's own key."""
    return {
        "Employeurs pour lesquels j’agis": [
            {"Employeur": str(h.employeur), "Peut déclarer": "Oui" if h.declarer else "Non"}
            for h in session.scalars(select(Habilitation).where(Habilitation.utilisateur_id == personne.id))
        ],
        "Appareils connectés": [
            {"Appareil": s.appareil, "Réseau": s.adresse, "Ouvert le": dater(s.ouverte_le)}
            for s in session.scalars(
                select(SessionOuverte).where(SessionOuverte.utilisateur_id == personne.id)
            )
        ],
    }


def _fiche(assure: Assure, dater) -> dict[str, str]:
    return {
        "Numéro d’assurance": assure.numero,
        "Nom": assure.nom,
        "Prénoms": assure.prenoms,
        "Date de naissance": dater(assure.naissance_le),
        "Sexe": assure.sexe.value,
        "Téléphone": assure.telephone or "",
        "Courriel": assure.email or "",
    }


class DonneesEmployeurView(DemandeView):
    """The rights over one's data, for who acts for an employer."""

    modele = DemandeDonnees
    espace = "employeur"
    titre = "Mes droits sur mes données"
    ordre = 300
    adresse = "mes-droits"
    creer = "Exercer un droit"


class DonneesAssureView(DonneesEmployeurView):
    """The same, for an insured person."""

    espace = "assure"
    ordre = 320
