"""The contacts of an account: the e-mail and the telephone that open it, and by which it is written to.

A contact added later is proved by a code, told to the others, and waits: they may stop it meanwhile, and no
bank account is taken for a week. It then replaces the one of its channel.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.generateur.affichage import instant
from app.identites import alertes
from app.identites.tables import CompteAssure, Contact
from app.journal.notes import noter
from app.journal.tables import Fait
from app.regles import francais
from app.socle.horloge import en_utc, maintenant
from app.socle.refus import Refus
from app.travaux import courrier
from app.travaux.canaux import est_un_telephone
from app.travaux.taches import differer, tache

ATTENTE = timedelta(hours=72)
"""How long a new contact waits, told to the others, before it takes effect."""
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
        utilisateur_id=personne.id, adresse=adresse, prouve_le=prouve_le, effet_le=prouve_le + ATTENTE
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


def arreter(session: Session, contact_id: int) -> None:
    """Stop a contact before it takes effect; too late for that, end it, unless it is the only one."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.arrete_le or contact.retire_le:
        return
    if en_utc(contact.effet_le) > maintenant():
        contact.arrete_le = maintenant()
    elif len(de(session, contact.utilisateur_id)) > 1:
        _retirer(session, contact)
    noter(session, Fait.modifie, "Contact arrêté", sur=contact)


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
    """Have a number that passed to somebody else leave an account after `ATTENTE`; its others are told.

    They may say that it is not so, and the number stays.
    """
    sien = (Contact.utilisateur_id == utilisateur_id) & (Contact.adresse == adresse) & vivant()
    contact = session.scalars(select(Contact).where(sien)).one_or_none()
    if contact is None:
        return
    personne = session.get_one(User, utilisateur_id)
    mots = {
        "prenoms": personne.first_name,
        "contact": masquer(adresse),
        "instant": instant(maintenant() + ATTENTE),
        "lien": alertes.lien(alertes.NUMERO, personne.id, contact.id),
    }
    for autre in de(session, utilisateur_id):
        if autre != adresse:
            courrier.ecrire(session, "numero_rendu", autre, **mots)
    noter(session, Fait.modifie, "Numéro dit à quelqu’un d’autre", sur=contact)
    differer(session, rendre, f"numero:{contact.id}", dans=ATTENTE, contact_id=contact.id)


@tache("rendre_le_numero")
def rendre(session: Session, contact_id: int) -> None:
    """End a contact whose number passed to somebody else, unless it was said meanwhile that it did not."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.retire_le:
        return
    if not alertes.contre(session, alertes.NUMERO, contact_id):
        _retirer(session, contact)
        noter(session, Fait.modifie, "Contact retiré", sur=contact)


def _retirer(session: Session, contact: Contact) -> None:
    """End a contact; the account bears the name of one that it still has, or its own number."""
    contact.retire_le = maintenant()
    session.flush()
    personne = session.get_one(User, contact.utilisateur_id)
    if personne.username == contact.adresse:
        reste = de(session, personne.id)
        personne.username = personne.email = reste[0] if reste else f"compte-{personne.id}"
        session.flush()


alertes.SUITES.inscrire(alertes.CONTACT, arreter)


def gele_jusqu_a(session: Session, assure_id: int | None) -> datetime | None:
    """Return until when no bank account is taken for an insured person; None when one is.

    A contact of her account was asked for less than `GEL` ago, whether it was stopped or not.
    """
    comptes = select(CompteAssure.__table__.c.utilisateur_id).where(
        CompteAssure.__table__.c.assure_id == assure_id
    )
    ajoute = TABLE.c.utilisateur_id.in_(comptes) & (TABLE.c.effet_le > TABLE.c.prouve_le)
    dernier = session.scalar(select(func.max(TABLE.c.prouve_le)).where(ajoute))
    fin = en_utc(dernier) + GEL if dernier else None
    return fin if fin and fin > maintenant() else None


def masquer(adresse: str) -> str:
    """Return an address that its holder knows and others do not learn: « a…i@exemple.tg », « 90 … 34 »."""
    if est_un_telephone(adresse):
        return f"{francais.telephone(adresse)[:-6].removeprefix('+228').strip()}…{adresse[-2:]}"
    nom, _, hote = adresse.partition("@")
    return f"{nom[0]}…{nom[-1] if len(nom) > 1 else ''}@{hote}"
