"""A person's information: changed in the register by an agent's decision, given back to her as a file."""

from datetime import timedelta

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select, update

from app import courrier
from app.acces import systeme
from app.comptes import liens, sessions
from app.comptes.personnes import existe
from app.controles import lire_telephone
from app.cycle import TransitionRefusee
from app.horloge import maintenant
from app.models import (
    Assure,
    ChangementCourriel,
    Demande,
    Employeur,
    Habilitation,
    ModificationInfos,
    SessionOuverte,
)

CHAMPS = {"employeur": ("telephone", "email", "adresse", "activite"), "assure": ("telephone", "email")}
"""What one may ask to change directly, at an employer's and at an insured person's."""
VALIDITE = timedelta(hours=24)
OBJET = "courriel"
COTES = ("ancien", "nouveau")


def actuelles(session, employeur_id: int | None, assure_id: int | None) -> dict[str, str | None]:
    """Return what the register says today of who asks, by field of `ModificationInfos`."""
    if employeur_id:
        fiche, champs = session.get(Employeur, employeur_id), CHAMPS["employeur"]
    else:
        fiche, champs = session.get(Assure, assure_id), CHAMPS["assure"]
    valeurs = {champ: getattr(fiche, champ) for champ in champs}
    return valeurs | {"telephone": lire_telephone(fiche.telephone or "") or fiche.telephone}


def appliquer(session, demande: ModificationInfos) -> None:
    """Write in the register what the person changed; what she left empty stays as it is."""
    fiche = demande.employeur or demande.assure
    for champ in CHAMPS["employeur" if demande.employeur else "assure"]:
        if valeur := getattr(demande, champ):
            setattr(fiche, champ, valeur)


def demander_un_courriel(session, personne: User, nouveau: str) -> None:
    """Ask both addresses to confirm a new e-mail; the answer says nothing of whether it is taken."""
    session.execute(
        update(ChangementCourriel)
        .where(ChangementCourriel.utilisateur_id == personne.id, ChangementCourriel.fait_le.is_(None))
        .values(fait_le=maintenant())
    )
    changement = ChangementCourriel(
        utilisateur_id=personne.id, ancien=personne.email, nouveau=nouveau, cree_le=maintenant()
    )
    session.add(changement)
    session.flush()
    for cote in COTES:
        jeton = liens.signer(OBJET, {"c": changement.id, "cote": cote}, VALIDITE)
        courrier.ecrire(
            session,
            "courriel_a_confirmer",
            getattr(changement, cote),
            prenoms=personne.first_name,
            ancien=changement.ancien,
            nouveau=nouveau,
            lien=liens.adresse(f"/courriel/{jeton}"),
        )


def lire_le_changement(session, jeton: str) -> tuple[ChangementCourriel, str]:
    """Return the change a link confirms, and for which address; raises liens.LienMort when it is done."""
    contenu = liens.lire(OBJET, jeton)
    changement = session.get(ChangementCourriel, contenu["c"])
    if changement is None or changement.fait_le or getattr(changement, f"{contenu['cote']}_le"):
        raise liens.LienMort(liens.MORT)
    return changement, contenu["cote"]


def confirmer_le_courriel(session, changement: ChangementCourriel, cote: str) -> bool:
    """Note that an address said yes; once both did, make the change and return True.

    Raises TransitionRefusee when another account took the address meanwhile.
    """
    setattr(changement, f"{cote}_le", maintenant())
    if not (changement.ancien_le and changement.nouveau_le):
        return False
    if existe(session, changement.nouveau):
        raise TransitionRefusee("Cette adresse ne peut pas être prise : choisissez-en une autre.")
    changement.fait_le = maintenant()
    personne = session.get(User, changement.utilisateur_id)
    personne.username = personne.email = changement.nouveau
    sessions.terminer_les_autres(session, personne.id, garder=None)
    return True


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
