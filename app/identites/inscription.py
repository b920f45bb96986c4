"""« Inscription »: who asks for an account proves the link to the register, then the e-mail address.

Whoever asks is answered the same and receives the same e-mail; only its link, which the owner of the address
alone opens, tells whether the register recognised the person or an agent has to look at a piece of identity.
"""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Role, User
from app.identites import mot_de_passe, verrou
from app.identites.personnes import creer, habiliter, rattacher, trouver
from app.identites.tables import CompteAssure, Habilitation, Inscription, Profil
from app.repertoire.tables import Assure, Employeur
from app.socle import adresses, liens_signes, noms
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import maintenant
from app.travaux import courrier

VALIDITE = timedelta(hours=24)


OBJET = "inscription"


ROLES = {Profil.employeur: "Employeur", Profil.assure: "Assuré"}


def demander(session: Session, profil: Profil, courriel: str, **saisie) -> None:
    """Write down who asks, recognised or not, and send the link to the address given.

    `saisie` are the columns of Inscription typed by the person. Runs under the whole register's scope.
    """
    inscription = Inscription(profil=profil, courriel=courriel, cree_le=maintenant(), **saisie)
    inscription.employeur_id, inscription.assure_id = reconnaitre(session, inscription)
    session.add(inscription)
    session.flush()
    envoyer_le_lien(session, inscription)


def reconnaitre(session: Session, qui) -> tuple[int | None, int | None]:
    """Return the keys `(employer, insured)` of whom the person proves to be; None where the proof fails."""
    if qui.profil is Profil.employeur:
        return _employeur(session, qui), None
    return None, _assure(session, qui)


def _employeur(session: Session, qui) -> int | None:
    """The number, the NIF or RCCM, and the e-mail that the fund knows, all three."""
    employeur = session.scalars(
        select(Employeur).where(Employeur.numero == qui.numero, Employeur.ferme_le.is_(None))
    ).one_or_none()
    if employeur is None or (employeur.email or "").strip().lower() != qui.courriel:
        return None
    connus = {_serre(texte) for texte in (employeur.nif, employeur.rccm) if texte}
    return employeur.id if _serre(qui.identifiant or "") in connus else None


def _serre(texte: str) -> str:
    """Return letters and figures alone: a RCCM is written in many ways."""
    return "".join(c for c in texte.upper() if c.isalnum())


def _assure(session: Session, qui) -> int | None:
    """The number, the date of birth and the name; and the e-mail where the fund knows one.

    Colleagues may know the first three: an address on the register that differs sends to an agent, and so
    does a number that already has its account.
    """
    assure = session.scalars(
        select(Assure).where(Assure.numero == qui.numero, Assure.ferme_le.is_(None))
    ).one_or_none()
    if assure is None or assure.naissance_le != qui.naissance_le:
        return None
    connue = (assure.email or "").strip().lower()
    meme_nom = noms.comparer(qui.nom, qui.prenoms, assure.nom, assure.prenoms) == noms.IDENTIQUE
    if (
        not meme_nom
        or connue not in ("", qui.courriel)
        or compte_d_un_autre(session, assure.id, qui.courriel)
    ):
        return None
    return assure.id


def compte_d_un_autre(session: Session, assure_id: int, courriel: str) -> bool:
    """Say whether an insured person has an account already, at another address."""
    titulaire = session.scalar(
        select(User.username)
        .join(CompteAssure, CompteAssure.utilisateur_id == User.id)
        .where(CompteAssure.assure_id == assure_id)
    )
    return titulaire not in (None, courriel)


def envoyer_le_lien(session: Session, inscription: Inscription) -> None:
    """Send the link, unless the address already received too many."""
    if verrou.permettre(session, verrou.cle("inscription", inscription.courriel)):
        jeton = liens_signes.signer(OBJET, {"i": inscription.id}, VALIDITE)
        courrier.ecrire(
            session,
            "inscription",
            inscription.courriel,
            lien=adresses.adresse("InscriptionView.poursuivre", jeton_signe=jeton),
        )


def lire_le_lien(session: Session, jeton: str) -> Inscription:
    """Return what a link goes on with; raises liens.LienMort once it served, or after a day."""
    return _inutilisee(session, liens_signes.lire(OBJET, jeton)["i"])


def _inutilisee(session: Session, cle: int) -> Inscription:
    inscription = session.get(Inscription, cle)
    if inscription is None or inscription.utilisee_le is not None:
        raise liens_signes.LienMort(liens_signes.MORT)
    return inscription


def renvoyer_le_lien(session: Session, jeton: str) -> None:
    """Send another link in the place of one too old, to the same address.

    Raises liens.LienMort for a link that served, or is not ours.
    """
    envoyer_le_lien(session, _inutilisee(session, liens_signes.lire(OBJET, jeton, meme_expire=True)["i"]))


def consommer(session: Session, inscription: Inscription) -> None:
    """Use the link up; raises liens.LienMort when somebody just did."""
    libre = (Inscription.id == inscription.id) & Inscription.utilisee_le.is_(None)
    if lignes_touchees(session, update(Inscription).where(libre).values(utilisee_le=maintenant())) != 1:
        raise liens_signes.LienMort(liens_signes.MORT)


def ouvrir(session: Session, inscription: Inscription, choisi: str = "") -> User:
    """Open the account, or give the person's present one what she proved, and return it.

    `choisi` is the password of a new account. Raises liens.LienMort when the link has served.
    """
    consommer(session, inscription)
    role = ROLES[inscription.profil]
    personne = trouver(session, inscription.courriel)
    if personne is None:
        personne = creer(
            session,
            email=inscription.courriel,
            nom=inscription.nom,
            prenoms=inscription.prenoms,
            mot_de_passe=choisi,
            roles=[role],
        )
    donner_le_role(session, personne, role)
    if inscription.employeur_id and not _habilite(session, personne.id, inscription.employeur_id):
        habiliter(session, personne, inscription.employeur_id)
    if inscription.assure_id and not _rattache(session, personne.id):
        rattacher(session, personne, inscription.assure_id)
    session.flush()
    return personne


def _habilite(session: Session, utilisateur_id: int, employeur_id: int) -> bool:
    requete = select(func.count(Habilitation.id)).where(
        Habilitation.utilisateur_id == utilisateur_id, Habilitation.employeur_id == employeur_id
    )
    return bool(session.scalar(requete))


def _rattache(session: Session, utilisateur_id: int) -> bool:
    requete = select(func.count(CompteAssure.id)).where(CompteAssure.utilisateur_id == utilisateur_id)
    return bool(session.scalar(requete))


def faiblesse(inscription: Inscription, choisi: str) -> str:
    """Return why a password is too weak for this person, empty when it is strong enough."""
    return mot_de_passe.faiblesse(choisi, inscription.nom, inscription.prenoms, inscription.courriel)


def donner_le_role(session: Session, personne: User, nom: str) -> None:
    """Let an account hold one more role."""
    if nom not in {role.name for role in personne.roles}:
        personne.roles.append(session.scalars(select(Role).where(Role.name == nom)).one())
