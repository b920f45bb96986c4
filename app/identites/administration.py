"""What the administration does with the accounts of others: each act is written down, with who, when and why,
and told to the person.

What takes power away is done at once by one person; what gives it back takes two (see `referentiel`). Nobody
reads or writes somebody's password. All acts end in `noter`.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, DateTime, String, Text
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Model, User
from app.generateur.champs import champ, cle_etrangere, cle_primaire
from app.generateur.relations import nommer
from app.identites import (
    contacts,
    meme_personne,
    mot_de_passe,
    organisation,
    second_facteur,
    sessions,
    titulaires,
    verrou,
)
from app.identites.organisation import Affectation
from app.identites.personnes import PERSONNEL, donner_le_role
from app.journal import notes
from app.journal.sujets import PERSONNE
from app.journal.tables import Fait
from app.referentiel import propositions, sortes
from app.referentiel.propositions import Changement
from app.referentiel.sortes import a_chaque_changement
from app.referentiel.tables import Proposition
from app.socle.acces import Acteur, Caisse, Perimetre, mien, si
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.inalterable import proteger
from app.socle.refus import Refus

ACTE = "acte_d_administration"
"""The kind of e-mail that tells somebody what was done with her account."""
EXPLOITANT = Acteur(None, "L’exploitant du portail", frozenset(), Perimetre(tout=True))
"""Who acts at the command line, where no account proves who it is."""
REMISE_A_ZERO = propositions.acte(
    code="double_verification", libelle="Double vérification : une remise à zéro", domaine="pouvoirs"
)
REOUVERTURE = propositions.acte(
    code="reouverture", libelle="Compte du personnel : une réouverture", domaine="pouvoirs"
)


class ActeDAdministration(Model):
    """What somebody of the administration did with an account, and why; never changed once written."""

    __tablename__ = "acte_d_administration"

    id = cle_primaire()
    le = champ(DateTime(timezone=True), "Le", default=maintenant, index=True)
    utilisateur_id = cle_etrangere("ab_user.id", "Compte", facultatif=True, index=True)
    concerne = champ(String(300), "Personne")
    quoi = champ(String(300), "Acte")
    motif = champ(Text, "Motif")
    fait_par_id = cle_etrangere("ab_user.id", "Fait par", facultatif=True)
    fait_par_nom = champ(String(120), "Fait par")
    propose_par_nom = champ(
        String(120), "Proposé par", "Rempli quand l’acte a demandé deux personnes", facultatif=True
    )

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    @property
    def noms(self) -> str:
        """Return the name of who did it, after that of who proposed it."""
        return ensemble(self.propose_par_nom, self.fait_par_nom)

    def __str__(self) -> str:
        return f"{self.concerne} : {self.quoi}"


PROTECTION = proteger(
    "administration",
    "Un acte d’administration ne se modifie pas : on en ajoute un autre, on n’en efface aucun.",
    ActeDAdministration.__tablename__,
)


def ensemble(propose_par: str | None, fait_par: str) -> str:
    """Return the names of those who did something, the first of two first."""
    return f"{propose_par}, avec {fait_par}" if propose_par else fait_par


@dataclass(frozen=True)
class Visa:
    """Who does something, and why; `propose_par` names the first of two people."""

    acteur: Acteur
    motif: str
    propose_par: str | None = None

    @property
    def noms(self) -> str:
        """Return the name of who does it, after that of who proposed it."""
        return ensemble(self.propose_par, self.acteur.nom)


def a_deux(proposition: Proposition, acteur: Acteur) -> Visa:
    """Return the signature of who proposed and of who confirms."""
    return Visa(acteur, proposition.motif or "", proposition.proposee_par_nom)


def noter(session: Session, personne: User | None, quoi: str, par: Visa, concerne: str = "") -> None:
    """Write an act down, there and in the journal; `concerne` names who has no account yet."""
    notes.noter(session, Fait.droits, quoi, sur=personne or PERSONNE, acteur=par.acteur, pourquoi=par.motif)
    session.add(
        ActeDAdministration(
            utilisateur_id=personne.id if personne else None,
            concerne=nommer(personne) if personne else concerne,
            quoi=quoi,
            motif=par.motif,
            fait_par_id=par.acteur.utilisateur_id,
            fait_par_nom=par.acteur.nom,
            propose_par_nom=par.propose_par,
        )
    )


def prevenir(session: Session, personne: User, changement: str, par: Visa, modele: str = ACTE) -> None:
    """Write to somebody what was done with her account, by whom and why."""
    contacts.ecrire(
        session,
        personne,
        modele,
        prenoms=personne.first_name,
        changement=changement,
        par=par.noms,
        motif=par.motif,
    )


def acter(session: Session, personne: User, changement: str, par: Visa, modele: str = ACTE) -> None:
    """Write an act down, and tell the person."""
    noter(session, personne, changement, par)
    prevenir(session, personne, changement, par, modele)


def du_personnel(personne: User) -> bool:
    """Say whether an account is of the fund's staff."""
    return any(role.name == PERSONNEL for role in personne.roles)


@a_chaque_changement(Affectation)
def dire_la_fonction(session: Session, ligne: Affectation, acteur: Acteur) -> None:
    """Tell somebody that she has a function, or has it no more; who gets her first one is of the staff."""
    if not ligne.confirme_le:
        return
    proposition = sortes.derniere_proposition(session, ligne)
    chez = organisation.organisation(session, aujourd_hui())
    verbe = "retirée" if ligne.retire_le else f"donnée à partir du {ligne.effet_le:%d/%m/%Y}"
    donner_le_role(session, ligne.utilisateur, PERSONNEL)
    fonction = organisation.intitule(ligne.fonction, ligne.equipe, chez)
    acter(session, ligne.utilisateur, f"Fonction {verbe} : {fonction}", a_deux(proposition, acteur))


def envoyer_un_lien(session: Session, personne: User, acteur: Acteur, motif: str) -> str:
    """Send somebody the link by which she chooses her password herself. Raises Refus."""
    if not personne.is_active:
        raise Refus("Ce compte est fermé : rouvrez-le avant d’envoyer un lien.")
    if not mot_de_passe.envoyer_un_lien(session, personne.username):
        raise Refus("Trop de liens ont été demandés pour ce compte : attendez un quart d’heure.")
    noter(session, personne, "Lien de mot de passe envoyé", Visa(acteur, motif))
    return f"Un lien valable une heure part à {personne.username} : elle choisira son mot de passe elle-même."


def lever_le_blocage(session: Session, personne: User, acteur: Acteur, motif: str) -> str:
    """Forget the failed attempts on an account, and tell its owner. Raises Refus."""
    if verrou.fermee_jusqu_a(session, personne.id) is None:
        raise Refus("Plus rien ne bloque ce compte : sa personne peut se connecter.")
    verrou.lever(session, personne.id)
    acter(session, personne, "Blocage de connexion levé", Visa(acteur, motif))
    return "Le blocage est levé : la personne peut se connecter tout de suite."


def fermer(session: Session, personne: User, acteur: Acteur, motif: str) -> str:
    """Close an account at once, and end its sessions. Raises Refus."""
    if personne.id == acteur.utilisateur_id:
        raise Refus("C’est votre propre compte : demandez à une autre personne de le fermer.")
    if empeche := titulaires.tenue_seule(session, personne.id):
        raise Refus(empeche)
    acter(session, personne, "Compte fermé", Visa(acteur, motif), "compte_ferme")
    _activer(session, personne, active=False)
    sessions.terminer_les_autres(session, personne.id, None)
    return "Le compte est fermé, et ses sessions sont terminées."


def rouvrir(session: Session, personne: User, acteur: Acteur, motif: str) -> str:
    """Open a closed account again: one of the public's at once, one of the staff's by two. Raises Refus."""
    if personne.is_active:
        raise Refus("Ce compte est déjà ouvert.")
    if not du_personnel(personne):
        _rouvrir(session, personne, Visa(acteur, motif))
        return "Le compte est rouvert."
    changement = Changement(
        objet_id=personne.id,
        resume=f"Rouvrir le compte de {nommer(personne)}",
        avant=[("Compte", "Fermé")],
        apres=[("Compte", "Ouvert")],
        motif=motif,
        beneficiaire_id=personne.id,
    )
    propositions.proposer(session, REOUVERTURE, changement, acteur)
    return "C’est un compte du personnel : une autre personne doit confirmer sa réouverture."


@propositions.a_la_confirmation(REOUVERTURE)
def rouvrir_a_deux(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Open an account of the staff's again."""
    _rouvrir(session, session.get_one(User, proposition.objet_id), a_deux(proposition, acteur))


def _rouvrir(session: Session, personne: User, par: Visa) -> None:
    _activer(session, personne, active=True)
    acter(session, personne, "Compte rouvert", par)


def _activer(session: Session, personne: User, *, active: bool) -> None:
    personne.active = active
    session.flush()


def demander_une_remise_a_zero(session: Session, personne: User, acteur: Acteur, motif: str) -> str:
    """Propose that somebody set her second factor up anew; she is told at once. Raises Refus."""
    if personne.id == acteur.utilisateur_id:
        raise Refus("C’est votre propre compte : une autre personne doit le demander.")
    if not second_facteur.actif(session, personne.id):
        raise Refus("Ce compte n’a pas de double vérification : il n’y a rien à remettre à zéro.")
    changement = Changement(
        objet_id=personne.id,
        resume=f"Remettre à zéro la double vérification de {nommer(personne)}",
        avant=[("Double vérification", "Activée")],
        apres=[("Double vérification", "À activer de nouveau à la prochaine connexion")],
        motif=motif,
    )
    propositions.proposer(session, REMISE_A_ZERO, changement, acteur)
    demande = "Remise à zéro de la double vérification demandée"
    acter(session, personne, demande, Visa(acteur, motif))
    return "C’est demandé, et la personne est prévenue : une autre personne doit le confirmer."


@propositions.obstacle_a(REMISE_A_ZERO)
def pas_la_sienne(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Nobody decides on his own second factor, under any of his accounts."""
    sienne = meme_personne.une_seule(session, acteur.utilisateur_id, proposition.objet_id)
    return "C’est votre double vérification : une autre personne doit décider." if sienne else ""


@propositions.a_la_confirmation(REMISE_A_ZERO)
def remettre_a_zero_a_deux(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Take somebody's second factor away, as another asked for."""
    remettre_a_zero(session, session.get_one(User, proposition.objet_id), a_deux(proposition, acteur))


def remettre_a_zero(session: Session, personne: User, par: Visa) -> None:
    """Take somebody's second factor away: her sessions end, and she sets it up at the next sign-in."""
    second_facteur.retirer(session, personne.id)
    sessions.terminer_les_autres(session, personne.id, None)
    acter(session, personne, "Double vérification remise à zéro", par)
