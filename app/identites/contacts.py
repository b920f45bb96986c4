"""The contacts of an account: the e-mail and the telephone that open it, and by which it is written to.

A contact added later is proved by a code, told to the others, and waits: they may stop it meanwhile, and no
bank account is taken for a week. It then replaces the one of its channel.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select, union, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.generateur.affichage import instant
from app.identites import alertes, sessions
from app.identites.tables import CompteAssure, Contact, Inscription
from app.journal.notes import noter
from app.journal.tables import Fait
from app.regles import francais
from app.socle.horloge import en_utc, maintenant
from app.socle.refus import Refus
from app.travaux import courrier
from app.travaux.canaux import est_un_telephone
from app.travaux.taches import differer, tache

ATTENTE = timedelta(hours=72)
"""How long a new contact waits, or a file that another account opens: who has it is told, and may stop it."""
GEL = timedelta(days=7)
"""How long no bank account is taken after a new contact was asked for."""
PRIS = "Ce contact ne peut pas être pris : il ouvre déjà un compte. Choisissez-en un autre."
TABLE = Contact.__table__


def vivant() -> ColumnElement[bool]:
    """Return the criterion of the contacts that neither ended nor were stopped."""
    return TABLE.c.retire_le.is_(None) & TABLE.c.arrete_le.is_(None)


def en_vigueur() -> ColumnElement[bool]:
    """Return the criterion of the contacts that open their account today."""
    return vivant() & (TABLE.c.effet_le <= maintenant())


def de(session: Session, utilisateur_id: int) -> list[str]:
    """Return the addresses by which an account is written to: its e-mail, its telephone."""
    siens = (TABLE.c.utilisateur_id == utilisateur_id) & en_vigueur()
    adresses = session.scalars(select(TABLE.c.adresse).where(siens).order_by(TABLE.c.effet_le.desc()))
    par_canal: dict[bool, str] = {}
    for adresse in adresses:
        par_canal.setdefault(est_un_telephone(adresse), adresse)
    return [par_canal[canal] for canal in sorted(par_canal)]


def principaux(session: Session, comptes: Select[int]) -> list[str]:
    """Return one address of each account of a query, its e-mail where it has one: what costs nothing."""
    siens = select(TABLE.c.utilisateur_id, TABLE.c.adresse).where(
        TABLE.c.utilisateur_id.in_(comptes), en_vigueur()
    )
    lignes = [(compte, adresse) for compte, adresse in session.execute(siens.order_by(TABLE.c.effet_le))]
    return list(dict(sorted(lignes, key=lambda ligne: not est_un_telephone(ligne[1]))).values())


def ecrire(session: Session, personne: User, modele: str, **variables: object) -> None:
    """Write to every contact of a person: by e-mail and by SMS, where she has both."""
    for adresse in de(session, personne.id):
        courrier.ecrire(session, modele, adresse, **variables)


def d_un_compte_ferme(session: Session, adresse: str) -> bool:
    """Say whether an address is a contact of a closed account."""
    u = User.__table__
    ferme = select(u.c.id).join(TABLE, TABLE.c.utilisateur_id == u.c.id)
    ferme = ferme.where(TABLE.c.adresse == adresse.strip().lower(), en_vigueur(), u.c.active.is_not(True))
    return session.scalar(ferme) is not None


courrier.SE_TAIT.inscrire("closed account", d_un_compte_ferme)


def en_attente(session: Session, utilisateur_id: int) -> list[Contact]:
    """Return the contacts of a person that wait to take effect."""
    siens = (Contact.utilisateur_id == utilisateur_id) & vivant() & (Contact.effet_le > maintenant())
    return list(session.scalars(select(Contact).where(siens).order_by(Contact.id)))


def libre(session: Session, adresse: str) -> bool:
    """Say whether an address is nobody's contact, in effect or waiting."""
    return session.scalar(select(TABLE.c.id).where(TABLE.c.adresse == adresse, vivant())) is None


def ajouter(session: Session, personne: User, adresse: str) -> Contact:
    """Have an address that somebody just proved become a contact of her account, after `ATTENTE`.

    The contacts of before are told, with what stops it. Raises Refus when it opens an account already.
    """
    if not libre(session, adresse):
        raise Refus(PRIS)
    prouve_le = maintenant()
    for autre in en_attente(session, personne.id):
        if est_un_telephone(autre.adresse) is est_un_telephone(adresse):
            autre.arrete_le = prouve_le
    contact = Contact(
        utilisateur_id=personne.id,
        adresse=adresse,
        prouve_le=prouve_le,
        effet_le=prouve_le + ATTENTE,
        vu_le=prouve_le,
    )
    session.add(contact)
    session.flush()
    noter(session, Fait.modifie, "Contact demandé", sur=contact)
    ecrire(
        session,
        personne,
        "contact_demande",
        prenoms=personne.first_name,
        contact=masquer(adresse),
        instant=instant(contact.effet_le),
        lien=alertes.lien(alertes.CONTACT, personne.id, contact.id),
    )
    differer(session, mettre_en_vigueur, f"contact:{contact.id}", dans=ATTENTE, contact_id=contact.id)
    return contact


def arreter(session: Session, contact_id: int) -> bool:
    """Stop a contact before it takes effect, or undo it after; return whether it could be."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.arrete_le or contact.retire_le:
        return True
    noter(session, Fait.modifie, "Contact arrêté", sur=contact)
    if en_utc(contact.effet_le) > maintenant():
        contact.arrete_le = maintenant()
        return True
    remplace = _remplace_par(session, contact)
    if remplace is None and len(de(session, contact.utilisateur_id)) < 2:
        return False
    if remplace is not None:
        remplace.retire_le = None
        session.flush()
    _retirer(session, contact)
    return True


def _remplace_par(session: Session, contact: Contact) -> Contact | None:
    """Return the contact of the same channel that another one replaced, if nobody took it since."""
    anciens = (Contact.utilisateur_id == contact.utilisateur_id) & (Contact.retire_le >= contact.effet_le)
    requete = select(Contact).where(anciens, Contact.id != contact.id).order_by(Contact.retire_le.desc())
    telephone = est_un_telephone(contact.adresse)
    siens = (c for c in session.scalars(requete) if est_un_telephone(c.adresse) is telephone)
    return next((ancien for ancien in siens if libre(session, ancien.adresse)), None)


def defaire_les_recents(session: Session, utilisateur_id: int, depuis: datetime) -> None:
    """Stop the contacts of an account that wait, and undo those added since an instant."""
    ajoutes = (Contact.utilisateur_id == utilisateur_id) & vivant() & (Contact.effet_le > Contact.prouve_le)
    recents = (Contact.effet_le > maintenant()) | (Contact.prouve_le >= depuis)
    for contact in session.scalars(select(Contact).where(ajoutes, recents)).all():
        arreter(session, contact.id)


alertes.FERMETURES.inscrire("contacts", defaire_les_recents)


@tache("mettre_contact_en_vigueur")
def mettre_en_vigueur(session: Session, contact_id: int) -> None:
    """Have a contact that nobody stopped take the place of the one of its channel, which is told."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.arrete_le or contact.retire_le:
        return
    personne = session.get_one(User, contact.utilisateur_id)
    autres = (Contact.utilisateur_id == personne.id) & en_vigueur() & (Contact.id != contact.id)
    anciens = list(session.scalars(select(Contact).where(autres)))
    for adresse in [contact.adresse, *(ancien.adresse for ancien in anciens)]:
        mots = {"prenoms": personne.first_name, "contact": masquer(contact.adresse)}
        courrier.ecrire(session, "contact_change", adresse, **mots)
    for ancien in anciens:
        if est_un_telephone(ancien.adresse) is est_un_telephone(contact.adresse):
            _retirer(session, ancien)
    noter(session, Fait.modifie, "Contact en vigueur", sur=contact)


def liberer(session: Session, utilisateur_id: int, adresse: str) -> None:
    """Have a number that passed to somebody else leave an account after `ATTENTE`; all its contacts are told.

    They may say that it is not so, or sign in by it, and the number stays.
    """
    sien = (Contact.utilisateur_id == utilisateur_id) & (Contact.adresse == adresse) & vivant()
    contact = session.scalars(select(Contact).where(sien)).one_or_none()
    if contact is None:
        return
    personne, demande_le = session.get_one(User, utilisateur_id), maintenant()
    ecrire(
        session,
        personne,
        "numero_rendu",
        prenoms=personne.first_name,
        contact=masquer(adresse),
        instant=instant(demande_le + ATTENTE),
        lien=alertes.lien(alertes.NUMERO, personne.id, contact.id),
    )
    noter(session, Fait.modifie, "Numéro dit à quelqu’un d’autre", sur=contact)
    seconde = int(demande_le.timestamp())
    differer(
        session,
        rendre,
        f"numero:{contact.id}:{seconde}",
        dans=ATTENTE,
        contact_id=contact.id,
        demande_le=seconde,
    )


@tache("rendre_le_numero")
def rendre(session: Session, contact_id: int, demande_le: int) -> None:
    """End a contact whose number passed to somebody else, unless its holder showed meanwhile that it did not.

    `demande_le` is when that was said, as a Unix time.
    """
    contact, depuis = session.get(Contact, contact_id), datetime.fromtimestamp(demande_le, UTC)
    if contact is None or contact.retire_le or en_utc(contact.vu_le) > depuis:
        return
    if not alertes.contre(session, alertes.NUMERO, contact_id, depuis):
        _retirer(session, contact)
        noter(session, Fait.modifie, "Contact retiré", sur=contact)


def _retirer(session: Session, contact: Contact) -> None:
    """End a contact; the account bears the name of one that it still has, or its own number."""
    contact.retire_le = maintenant()
    session.flush()
    personne, reste = session.get_one(User, contact.utilisateur_id), de(session, contact.utilisateur_id)
    if personne.username == contact.adresse:
        personne.username = personne.email = reste[0] if reste else f"compte-{personne.id}"
        session.flush()
    if not reste:
        sessions.terminer_les_autres(session, personne.id, garder=None)


def dater(session: Session, adresse: str) -> None:
    """Write that the holder of a contact has just read it, and that it is hers."""
    session.execute(update(TABLE).where(TABLE.c.adresse == adresse, vivant()).values(vu_le=maintenant()))


alertes.SUITES.inscrire(alertes.CONTACT, arreter)


def gele_jusqu_a(session: Session, assure_id: int | None) -> datetime | None:
    """Return until when no bank account is taken for an insured person; None when one is.

    A contact of her account was asked for less than `GEL` ago, whether it was stopped or not, or another
    account opened her file in the place of the one of before.
    """
    a, i = CompteAssure.__table__.c, Inscription.__table__.c
    remplacees = (i.assure_id == assure_id) & i.remplace_id.is_not(None) & i.prouvee_le.is_not(None)
    comptes = union(
        select(a.utilisateur_id).where(a.assure_id == assure_id), select(i.remplace_id).where(remplacees)
    )
    ajoute = TABLE.c.utilisateur_id.in_(comptes) & (TABLE.c.effet_le > TABLE.c.prouve_le)
    demande = session.scalar(select(func.max(TABLE.c.prouve_le)).where(ajoute))
    change = session.scalar(select(func.max(i.prouvee_le)).where(remplacees))
    fins = [en_utc(demande) + GEL] if demande else []
    fins += [en_utc(change) + ATTENTE + GEL] if change else []
    return max((fin for fin in fins if fin > maintenant()), default=None)


def masquer(adresse: str) -> str:
    """Return an address that its holder knows and others do not learn: « a…i@exemple.tg », « 90 … 34 »."""
    if est_un_telephone(adresse):
        return f"{francais.telephone(adresse)[:-6].removeprefix('+228').strip()}…{adresse[-2:]}"
    nom, _, hote = adresse.partition("@")
    return f"{nom[0]}…{nom[-1] if len(nom) > 1 else ''}@{hote}"
