"""Where somebody stands who asks for an insured person's file: what she proved, and what follows from it."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.generateur.affichage import instant
from app.identites import alertes, contacts, doutes, verrou
from app.identites.personnes import rattacher
from app.identites.preuves.tables import PreuveDIdentite, SorteDePreuve
from app.identites.tables import CompteAssure, Inscription, Profil
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import Fait
from app.socle import adresses
from app.socle.acces import systeme
from app.socle.base_de_donnees import verrouiller
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux.taches import differer, tache

AUTRE_DOSSIER = (
    "Ce compte ouvre déjà le dossier d’un autre numéro d’assurance : une personne n’en a qu’un. "
    "Faites d’abord rapprocher les deux numéros par une réclamation."
)
REQUISES = 2
"""Proofs, of different kinds, that open a file."""


def commencer(session: Session, inscription: Inscription, personne: User) -> None:
    """Have an account ask for the file of whom it claims to be; one asked for before is given up.

    The account that opens that file already is told.
    """
    anciennes = update(Inscription).where(
        Inscription.utilisateur_id == personne.id,
        Inscription.id != inscription.id,
        Inscription.prouvee_le.is_(None),
        Inscription.arretee_le.is_(None),
    )
    session.execute(anciennes.values(arretee_le=maintenant()))
    autre = _autre_compte(session, inscription)
    if autre and verrou.permettre(session, verrou.cle("acces-demande", str(inscription.assure_id))):
        _prevenir(session, autre, inscription)


def en_cours(session: Session, utilisateur_id: int) -> Inscription | None:
    """Return what an account asks for and did not prove yet, None where it asks for nothing."""
    with systeme("one's own inscription, before it gives any scope"):
        requete = select(Inscription).where(
            Inscription.utilisateur_id == utilisateur_id,
            Inscription.profil == Profil.assure,
            Inscription.arretee_le.is_(None),
        )
        derniere = session.scalars(requete.order_by(Inscription.id.desc()).limit(1)).one_or_none()
        return None if derniere and dossier_de(session, utilisateur_id) else derniere


def faites(session: Session, inscription: Inscription) -> dict[SorteDePreuve, PreuveDIdentite]:
    """Return the proofs given, by kind."""
    with systeme("one's own proofs"):
        requete = select(PreuveDIdentite).where(PreuveDIdentite.inscription_id == inscription.id)
        return {preuve.sorte: preuve for preuve in session.scalars(requete)}


def ajouter(
    session: Session, inscription: Inscription, sorte: SorteDePreuve, par_id: int | None = None
) -> None:
    """Write a proof down, once; the second one opens the file, or has it wait where another account does.

    `par_id` is the agent before whom it was given. Raises Refus where the account opens another file.
    """
    with systeme("a proof of identity, whoever gives it"):
        verrouiller(session, inscription)
        donnees = faites(session, inscription)
        if sorte in donnees or inscription.prouvee_le or inscription.arretee_le:
            return
        session.add(
            PreuveDIdentite(inscription_id=inscription.id, sorte=sorte, le=maintenant(), par_id=par_id)
        )
        session.flush()
        noter(session, Fait.modifie, f"Preuve d’identité : {sorte.value.lower()}", sur=_sujet(inscription))
        if len(donnees) + 1 >= REQUISES and inscription.assure_id:
            _conclure(session, inscription)
        elif sorte is SorteDePreuve.agent:
            _dire_ce_qui_reste(session, inscription)


def _dire_ce_qui_reste(session: Session, inscription: Inscription) -> None:
    personne = session.get_one(User, inscription.utilisateur_id)
    lien = adresses.adresse("MonIdentiteView.index")
    contacts.ecrire(session, personne, "preuve_acceptee", prenoms=personne.first_name, lien=lien)


def _conclure(session: Session, inscription: Inscription) -> None:
    if (sien := dossier_de(session, inscription.utilisateur_id)) and sien != inscription.assure_id:
        raise Refus(AUTRE_DOSSIER)
    inscription.prouvee_le = maintenant()
    autre = _autre_compte(session, inscription)
    inscription.remplace_id = autre.id if autre else None
    session.flush()
    if autre:
        _prevenir(session, autre, inscription)
        _dire(session, inscription, f"le {instant(inscription.prouvee_le + contacts.ATTENTE)}")
        cle = f"dossier:{inscription.id}"
        differer(session, ouvrir_le_dossier, cle, contacts.ATTENTE, inscription_id=inscription.id)
        return
    rattacher(session, session.get_one(User, inscription.utilisateur_id), int(inscription.assure_id or 0))
    _dire(session, inscription, "dès maintenant")


def dossier_de(session: Session, utilisateur_id: int | None) -> int | None:
    """Return the insured person whose file an account opens, None where it opens none."""
    t = CompteAssure.__table__.c
    return session.scalar(select(t.assure_id).where(t.utilisateur_id == utilisateur_id))


@tache("ouvrir_le_dossier")
def ouvrir_le_dossier(session: Session, inscription_id: int) -> None:
    """Give a file to who proved to be its owner, unless the account that opened it stopped that meanwhile."""
    inscription = session.get(Inscription, inscription_id)
    if inscription is None or inscription.arretee_le or not inscription.assure_id:
        return
    personne = session.get_one(User, inscription.utilisateur_id)
    if personne.is_active and dossier_de(session, personne.id) in (None, inscription.assure_id):
        rattacher(session, personne, inscription.assure_id)


def arreter(session: Session, inscription_id: int) -> bool:
    """Stop who asks for a file, as the account that opens it says that it is not she; return whether in time.

    Once the file is another account's, two proofs stand against one click: an agent has to look.
    """
    inscription = session.get(Inscription, inscription_id)
    if inscription is None or inscription.arretee_le:
        return True
    if dossier_de(session, inscription.utilisateur_id) == inscription.assure_id:
        return False
    inscription.arretee_le = maintenant()
    noter(session, Fait.ecarte, "Accès au dossier arrêté", sur=_sujet(inscription))
    return True


alertes.SUITES.inscrire(alertes.ACCES, arreter)


def _autre_compte(session: Session, inscription: Inscription) -> User | None:
    """Return the account that opens the file already, None where it is the same or there is none.

    A closed one counts: whoever may close accounts would open their files by it.
    """
    if inscription.assure_id is None:
        return None
    requete = (
        select(User)
        .join(CompteAssure, CompteAssure.utilisateur_id == User.id)
        .where(CompteAssure.assure_id == inscription.assure_id)
        .where(User.id != inscription.utilisateur_id)
    )
    return session.scalars(requete).one_or_none()


def contact_connu(session: Session, inscription: Inscription) -> str | None:
    """Return a contact proved before by whom somebody claims to be, None where the fund is sure of none."""
    with systeme("a contact of whom somebody claims to be"):
        autre = _autre_compte(session, inscription)
    return next(iter(doutes.certains(session, autre.id)), None) if autre else None


def _prevenir(session: Session, autre: User, inscription: Inscription) -> None:
    lien = alertes.lien(alertes.ACCES, autre.id, inscription.id)
    contacts.ecrire(session, autre, "acces_demande", prenoms=autre.first_name, lien=lien)


def _dire(session: Session, inscription: Inscription, quand: str) -> None:
    personne = session.get_one(User, inscription.utilisateur_id)
    contacts.ecrire(session, personne, "identite_prouvee", prenoms=personne.first_name, quand=quand)


def _sujet(inscription: Inscription) -> Sujet:
    return Sujet(
        "inscription", inscription.id, f"n° {inscription.id}", "Inscription", assure_id=inscription.assure_id
    )
