"""« Inscription »: who asks for an account proves the address first, then who she is.

Whoever asks is answered the same and receives the same message; only its link or its code, which the owner of
the address alone has, tells more. An employer is recognised by what the fund and he alone know. An insured
person's account opens too, and shows nothing until she proved who she is (see `app.identites.preuves`):
number, name and birth are known to any employer.
"""

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import codes, contacts, mot_de_passe, preuves, verrou
from app.identites.personnes import creer, donner_le_role, habiliter, trouver
from app.identites.tables import Habilitation, Inscription, Profil
from app.repertoire.tables import Assure, Employeur
from app.socle import adresses, liens_signes, noms
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import maintenant
from app.travaux import courrier
from app.travaux.canaux import est_un_telephone

VALIDITE = timedelta(hours=24)


OBJET = "inscription"
POUR = "ouvrir votre compte"


def demander(session: Session, profil: Profil, adresse: str, **saisie) -> tuple[int, int | None]:
    """Write down who asks, recognised or not, and send to the address given what goes on.

    Returns the key of the inscription, and that of the code sent to a telephone, None where a link goes to an
    e-mail. `saisie` are the columns of Inscription typed by the person. Runs under the whole register's
    scope. Raises what `codes.envoyer` does.
    """
    inscription = Inscription(profil=profil, adresse=adresse, cree_le=maintenant(), **saisie)
    inscription.employeur_id, inscription.assure_id = reconnaitre(session, inscription)
    session.add(inscription)
    session.flush()
    if est_un_telephone(adresse):
        return inscription.id, envoyer_un_code(session, adresse)
    envoyer_le_lien(session, inscription)
    return inscription.id, None


def envoyer_un_code(session: Session, adresse: str) -> int:
    """Send a code to a telephone, which is told instead that it has its account where it has.

    Returns the key of the code; raises what `codes.envoyer` does.
    """
    codes.exiger_un_budget(session, adresse)
    deja = not contacts.libre(session, adresse)
    cle = codes.envoyer(session, OBJET, adresse, POUR, muet=deja)
    with session.begin_nested() as avis:
        _dire_le_compte(session, adresse)
        if not deja:
            avis.rollback()  # who has no account costs as much to answer
    return cle


def _dire_le_compte(session: Session, adresse: str) -> None:
    """Tell a contact that it has its account already, and how to come in."""
    if contacts.d_un_compte_ferme(session, adresse):
        courrier.ecrire(session, "contact_d_un_compte_ferme", adresse)
        return
    entree = adresses.adresse("ConnexionParCodeView.demander")
    courrier.ecrire(session, "numero_deja_connu", adresse, lien=entree)


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
    if employeur is None or (employeur.email or "").strip().lower() != qui.adresse:
        return None
    connus = {_serre(texte) for texte in (employeur.nif, employeur.rccm) if texte}
    return employeur.id if _serre(qui.identifiant or "") in connus else None


def _serre(texte: str) -> str:
    """Return letters and figures alone: a RCCM is written in many ways."""
    return "".join(c for c in texte.upper() if c.isalnum())


def _assure(session: Session, qui) -> int | None:
    """The number, the date of birth and the name: whom she claims to be, which proves nothing yet."""
    assure = session.scalars(
        select(Assure).where(Assure.numero == qui.numero, Assure.ferme_le.is_(None))
    ).one_or_none()
    if assure is None or assure.naissance_le != qui.naissance_le:
        return None
    meme_nom = noms.comparer(qui.nom, qui.prenoms, assure.nom, assure.prenoms) == noms.IDENTIQUE
    return assure.id if meme_nom else None


def envoyer_le_lien(session: Session, inscription: Inscription) -> None:
    """Send the link, unless the address already received too many."""
    if verrou.permettre(session, verrou.cle("inscription", inscription.adresse)):
        jeton = liens_signes.signer(OBJET, {"i": inscription.id}, VALIDITE)
        courrier.ecrire(
            session,
            "inscription",
            inscription.adresse,
            lien=adresses.adresse("InscriptionView.poursuivre", jeton_signe=jeton),
        )


def lire(session: Session, cle: int) -> Inscription:
    """Return what a code goes on with; raises liens_signes.LienMort once it served."""
    return _inutilisee(session, cle)


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


def ouvrir(
    session: Session, inscription: Inscription, choisi: str = "", devant_id: int | None = None
) -> User:
    """Open the account, or give the person's present one what she asks for, and return it.

    `choisi` is the password of a new account, none for who signs in by a code; `devant_id` the agent before
    whom the address was proved. Raises liens_signes.LienMort when the link has served.
    """
    consommer(session, inscription)
    personne = trouver(session, inscription.adresse) or _creer(session, inscription, choisi, devant_id)
    inscription.utilisateur_id = personne.id
    if inscription.profil is Profil.assure:
        preuves.commencer(session, inscription, personne)
    elif inscription.employeur_id and not _habilite(session, personne.id, inscription.employeur_id):
        donner_le_role(session, personne, "Employeur")
        habiliter(session, personne, inscription.employeur_id)
    session.flush()
    return personne


def _creer(session: Session, inscription: Inscription, choisi: str, devant_id: int | None) -> User:
    """Return a new account; of two links of one address followed at once, the second finds the first's."""
    if not contacts.libre(session, inscription.adresse):
        raise liens_signes.LienMort(contacts.PRIS)
    try:
        with session.begin_nested():
            return creer(
                session,
                adresse=inscription.adresse,
                nom=inscription.nom,
                prenoms=inscription.prenoms,
                mot_de_passe=choisi,
                roles=[],
                prouve_par_id=devant_id,
            )
    except IntegrityError:
        if personne := trouver(session, inscription.adresse):
            return personne
        raise


def d_une_autre(session: Session, inscription: Inscription) -> bool:
    """Say whether an address opens the account of somebody else than who asks: another file, another name."""
    personne = trouver(session, inscription.adresse)
    if personne is None:
        return not contacts.libre(session, inscription.adresse)
    if dossier := preuves.dossier_de(session, personne.id):
        return dossier != inscription.assure_id
    accord = noms.comparer(inscription.nom, inscription.prenoms, personne.last_name, personne.first_name)
    return accord == noms.DIFFERENT


def _habilite(session: Session, utilisateur_id: int, employeur_id: int) -> bool:
    requete = select(func.count(Habilitation.id)).where(
        Habilitation.utilisateur_id == utilisateur_id, Habilitation.employeur_id == employeur_id
    )
    return bool(session.scalar(requete))


def faiblesse(inscription: Inscription, choisi: str) -> str:
    """Return why a password is too weak for this person, empty when it is strong enough."""
    return mot_de_passe.faiblesse(choisi, inscription.nom, inscription.prenoms, inscription.adresse)
