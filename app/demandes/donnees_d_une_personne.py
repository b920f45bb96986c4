"""What the portal holds on a person, given back to her as a file (loi 2019-014)."""

from sqlalchemy import select

from app.demandes.tables import Demande
from app.generateur.adaptateur import User
from app.identites.tables import Habilitation, SessionOuverte
from app.repertoire.tables import Assure
from app.socle.acces import systeme


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
