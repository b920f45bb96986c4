"""What the portal holds on a person, given back to her as a file (loi 2019-014)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.demandes.tables import Demande
from app.generateur.adaptateur import User
from app.identites import cles_d_acces, contacts
from app.identites.tables import Habilitation, IdentiteFederee, SessionOuverte
from app.journal.tables import LigneDuJournal
from app.repertoire.tables import Assure
from app.socle.acces import Perimetre, perimetre, systeme

Dateur = Callable[[date | None], str]
"""How days and instants are written."""
Donnees = Mapping[str, str] | Sequence[Mapping[str, str]]
"""What is held under one theme: labels and values, once or several times."""


def iso(instant: date | None) -> str:
    """Return a day or an instant as another program reads it; nothing for None."""
    return instant.isoformat() if instant else ""


def donnees(session: Session, personne: User, dater: Dateur = iso) -> dict[str, Donnees]:
    """Return what the portal holds on a person, by theme, as JSON would: `{theme: {label: value}} or lists`.

    `dater` writes days and instants. Reads in the person's own scope, but for the names of the employers she
    acts for: the scope holds one at a time.
    """
    assure = session.scalars(select(Assure)).first()
    return {
        "Compte": {
            "Nom": personne.last_name,
            "Prénoms": personne.first_name,
            "Contacts": ", ".join(contacts.de(session, personne.id)),
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
        "Consultations de mon dossier": [
            {"Le": dater(c.le), "Qui": c.lecteur, "Fait": c.fait.value, "Quoi": c.quoi, "Sur": c.objet}
            for c in session.scalars(_consultations())
        ],
    }


def _consultations() -> Select[LigneDuJournal]:
    """Return what others did of the person's file, though she sees all rows as one of the fund's staff."""
    qui = perimetre() or Perimetre()
    return select(LigneDuJournal).where(LigneDuJournal.portee(qui)).order_by(LigneDuJournal.id)


@systeme("every row is the person's own, by key")
def _sous_sa_cle(session: Session, personne: User, dater: Dateur) -> dict[str, Donnees]:
    """Return what is held by the person's own key."""
    return {
        "Employeurs pour lesquels j’agis": [
            {"Employeur": str(h.employeur), "Peut déclarer": "Oui" if h.declarer else "Non"}
            for h in session.scalars(select(Habilitation).where(Habilitation.utilisateur_id == personne.id))
        ],
        "Identités qui ouvrent mon compte": [
            {"Émetteur": i.emetteur, "Sujet": i.sujet, "Rattachée le": dater(i.rattachee_le)}
            for i in session.scalars(
                select(IdentiteFederee).where(IdentiteFederee.utilisateur_id == personne.id)
            )
        ],
        "Appareils connectés": [
            {"Appareil": s.appareil, "Réseau": s.adresse, "Ouvert le": dater(s.ouverte_le)}
            for s in session.scalars(
                select(SessionOuverte).where(SessionOuverte.utilisateur_id == personne.id)
            )
        ],
        "Clés d’accès": [
            {"Nom": c.nom, "Ajoutée le": dater(c.cree_le), "Dernière utilisation": dater(c.utilisee_le)}
            for c in cles_d_acces.de_la_personne(session, personne.id)
        ],
    }


def _fiche(assure: Assure, dater: Dateur) -> dict[str, str]:
    return {
        "Numéro d’assurance": assure.numero,
        "Nom": assure.nom,
        "Prénoms": assure.prenoms,
        "Date de naissance": dater(assure.naissance_le),
        "Sexe": assure.sexe.value,
        "NIU": assure.niu or "",
        "Téléphone": assure.telephone or "",
        "Courriel": assure.email or "",
    }
