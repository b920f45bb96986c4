"""Accounts: who may sign in, for whom, from which device, and how it was proved."""

import enum

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import relationship

from app.generateur.adaptateur import Model, User
from app.generateur.champs import Choix, Cle, champ, cle_etrangere, cle_primaire
from app.generateur.controles import nom_de_personne
from app.journal.sujets import Sujet, sujet_de
from app.regles import francais
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Caisse, Perimetre, mien, si
from app.socle.droits import LISENT_LE_REGISTRE
from app.socle.horloge import maintenant


@sujet_de(User)
def _compte(personne: User) -> Sujet:
    return Sujet("compte", personne.id, personne.get_full_name(), "Compte")


class Habilitation(Model):
    """A person's right to act for an employer: several people for one, several employers for one person."""

    __tablename__ = "habilitation"
    __table_args__ = (UniqueConstraint("utilisateur_id", "employeur_id", name="uq_habilitation"),)

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", index=True)
    employeur_id = cle_etrangere("employeur.id", "Employeur", index=True)
    declarer = champ(Boolean, "Peut déclarer", "Sinon, consulter seulement", default=True)
    titulaire = champ(Boolean, "Titulaire", "Invite et retire les autres personnes", default=False)
    raison = champ(
        String(300), "Raison", "Ce qui fonde ce mandat : la personne et le titulaire la liront", default=""
    )

    utilisateur = relationship(User)
    employeur = relationship(Employeur)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id), (cls.employeur_id, p.employeur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Who reads the register, and who gives mandates upon it."""
        return si(caisse.administre or bool(caisse.qualites & LISENT_LE_REGISTRE))

    def __str__(self) -> str:
        return f"{self.utilisateur} pour {self.employeur}"


@sujet_de(Habilitation)
def _habilitation(h: Habilitation) -> Sujet:
    return Sujet("habilitation", h.id, str(h.utilisateur), "Habilitation", employeur_id=h.employeur_id)


class CompteAssure(Model):
    """The account by which an insured person signs in."""

    __tablename__ = "compte_assure"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", unique=True)
    assure_id = cle_etrangere("assure.id", "Assuré", unique=True)

    utilisateur = relationship(User)
    assure = relationship(Assure)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Who reads the register, and who gives mandates upon it."""
        return si(caisse.administre or bool(caisse.qualites & LISENT_LE_REGISTRE))


class Personnel(Model):
    """Which insured person somebody of the fund's staff is; none where she said that she has no number.

    Who has no row was not asked yet. Two accounts may be one person's.
    """

    __tablename__ = "personnel"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", unique=True)
    assure_id = cle_etrangere("assure.id", "Assuré", aide="Vide : sans numéro", facultatif=True, index=True)

    utilisateur = relationship(User)
    assure = relationship(Assure)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    def __str__(self) -> str:
        return f"{self.utilisateur} : {self.assure or 'sans numéro'}"


class SessionOuverte(Model):
    """A device on which a person is signed in, until she leaves, stays idle or ends it from another one."""

    __tablename__ = "session_ouverte"
    hors_journal = True

    id = cle_primaire()
    empreinte = champ(String(64), "Empreinte du jeton", unique=True)
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", index=True)
    ouverte_le = champ(DateTime(timezone=True), "Ouverte le", default=maintenant)
    vue_le = champ(DateTime(timezone=True), "Dernière activité", "À cinq minutes près", default=maintenant)
    appareil = champ(String(60), "Appareil")
    adresse = champ(String(40), "Adresse réseau", "Abrégée")
    second_facteur = champ(Boolean, "Ouverte avec un second facteur", default=False)
    terminee_le = champ(DateTime(timezone=True), "Terminée le", facultatif=True)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return self.appareil


class Compteur(Model):
    """Attempts counted against an account, a network address, a device (see `app.identites.verrou`)."""

    __tablename__ = "compteur"
    hors_journal = True

    id = cle_primaire()
    cle = champ(String(80), "Compté pour", "Sans nom ni adresse en clair", unique=True)
    nombre = champ(Integer, "Essais", default=1)
    le = champ(DateTime(timezone=True), "Dernier essai compté", index=True)
    ferme_jusqu_a = champ(DateTime(timezone=True), "Fermé jusqu’à", facultatif=True)
    utilisateur_id = cle_etrangere("ab_user.id", "Compte essayé", facultatif=True, index=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()


class Expediteur(enum.Enum):
    """Of whom the files sent in a day are counted."""

    personne = "Une personne, par son compte"
    visiteur = "Un visiteur, par son adresse"
    reseau = "Les visiteurs d’un réseau"
    visiteurs = "Tous les visiteurs"


class EnvoisDuJour(Model):
    """The files that somebody sent in a day, kept or not (see `app.identites.quotas`)."""

    __tablename__ = "envois_du_jour"
    __table_args__ = (UniqueConstraint("cle", "jour", name="uq_envois_du_jour"),)
    hors_journal = True

    id = cle_primaire()
    genre = champ(Choix(Expediteur), "Envoyés par")
    cle = champ(String(80), "Compté pour", "Sans nom ni adresse en clair")
    jour = champ(Date, "Jour", index=True)
    fichiers = champ(Integer, "Fichiers")
    octets = champ(Cle, "Octets")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"{self.genre.value}, le {francais.jour(self.jour)}"


class SecondFacteur(Model):
    """A person's authenticator application: the shared secret, encrypted, and the last code it gave."""

    __tablename__ = "second_facteur"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", unique=True)
    secret = champ(Text, "Secret chiffré")
    commence_le = champ(DateTime(timezone=True), "Commencé le", default=maintenant)
    confirme_le = champ(DateTime(timezone=True), "Activé le", facultatif=True)
    dernier_pas = champ(Integer, "Dernier code accepté", "Un code ne sert qu’une fois", default=0)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Double vérification de {self.utilisateur}"


@sujet_de(SecondFacteur)
def _second_facteur(facteur: SecondFacteur) -> Sujet:
    return Sujet("second_facteur", facteur.id, str(facteur.utilisateur), "Double vérification")


class CodeDeSecours(Model):
    """A recovery code, of use once when the authenticator is lost."""

    __tablename__ = "code_de_secours"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", index=True)
    empreinte = champ(String(64), "Empreinte du code")
    utilise_le = champ(DateTime(timezone=True), "Utilisé le", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))


class CleDAcces(Model):
    """A person's passkey: the public half of a key pair whose other half never leaves her device.

    `porteur` is how the device knows her: the same for all her keys, and it says nothing of her.
    """

    __tablename__ = "cle_d_acces"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur", index=True)
    nom = champ(String(80), "Nom", "Pour la reconnaître parmi d’autres")
    porteur = champ(String(64), "Porteur", "En base64url, comme l’identifiant et la clé publique")
    identifiant = champ(String(1400), "Identifiant de la clé", unique=True)
    cle_publique = champ(Text, "Clé publique")
    compteur = champ(BigInteger, "Signatures", "Comptées par la clé ; zéro si elle ne compte pas")
    transports = champ(String(80), "Transports", "Par où l’appareil la joint", default="")
    synchronisee = champ(Boolean, "Peut être copiée sur les autres appareils de la personne")
    sauvegardee = champ(Boolean, "L’est à présent")
    cree_le = champ(DateTime(timezone=True), "Ajoutée le", default=maintenant)
    utilisee_le = champ(DateTime(timezone=True), "Dernière utilisation", facultatif=True)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return self.nom


@sujet_de(CleDAcces)
def _cle_d_acces(cle: CleDAcces) -> Sujet:
    return Sujet("cle_d_acces", cle.id, str(cle.utilisateur), "Clé d’accès")


class IdentiteFederee(Model):
    """Who somebody is for an issuer of identities, which opens her account too (see `federation`)."""

    __tablename__ = "identite_federee"
    __table_args__ = (
        UniqueConstraint("emetteur", "sujet", name="uq_identite_federee"),
        UniqueConstraint("utilisateur_id", "emetteur", name="uq_identite_federee_compte"),
    )

    id = cle_primaire()
    emetteur = champ(String(255), "Émetteur", "L’adresse de qui prouve l’identité")
    sujet = champ(String(255), "Sujet", "Comme l’émetteur nomme la personne")
    utilisateur_id = cle_etrangere("ab_user.id", "Utilisateur")
    rattachee_le = champ(DateTime(timezone=True), "Rattachée le", default=maintenant)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Identité de {self.utilisateur}, prouvée par {self.emetteur}"


class Profil(enum.Enum):
    """As what a person uses the services online."""

    employeur = "Employeur"
    assure = "Assuré"


class Inscription(Model):
    """A person who asks for an account, from the address that she gives to the register's file opened to her.

    `employeur_id` or `assure_id` says whom she claims to be and the register knows; neither when an agent has
    to look. An insured person has yet to prove it (see `app.identites.preuves`): until then her account,
    `utilisateur_id`, shows nothing.
    """

    __tablename__ = "inscription"

    id = cle_primaire()
    profil = champ(Choix(Profil), "Profil")
    adresse = champ(String(120), "Courriel ou téléphone", index=True)
    nom = champ(String(80), "Nom", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne])
    numero = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance déclarée", facultatif=True)
    employeur_id = cle_etrangere("employeur.id", "Employeur reconnu", facultatif=True)
    assure_id = cle_etrangere("assure.id", "Assuré reconnu", facultatif=True)
    cree_le = champ(DateTime(timezone=True), "Demandée le", default=maintenant, index=True)
    utilisee_le = champ(DateTime(timezone=True), "Adresse prouvée le", facultatif=True)
    utilisateur_id = cle_etrangere("ab_user.id", "Compte ouvert", facultatif=True, index=True)
    prouvee_le = champ(DateTime(timezone=True), "Identité prouvée le", facultatif=True)
    arretee_le = champ(DateTime(timezone=True), "Arrêtée le", facultatif=True)
    remplace_id = cle_etrangere("ab_user.id", "Compte qui ouvrait le dossier avant", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    def __str__(self) -> str:
        return f"Inscription n° {self.id}"


class Invitation(Model):
    """An employer's owner asks a person, by e-mail, to act for it."""

    __tablename__ = "invitation"

    id = cle_primaire()
    employeur_id = cle_etrangere("employeur.id", "Employeur", index=True)
    courriel = champ(String(120), "Courriel")
    declarer = champ(Boolean, "Peut déclarer", "Sinon, consulter seulement", default=True)
    invitee_par_id = cle_etrangere("ab_user.id", "Invitée par")
    cree_le = champ(DateTime(timezone=True), "Envoyée le", default=maintenant)
    acceptee_le = champ(DateTime(timezone=True), "Acceptée le", facultatif=True)
    retiree_le = champ(DateTime(timezone=True), "Retirée le", facultatif=True)

    employeur = relationship(Employeur)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self) -> str:
        return f"Invitation de {self.courriel}"


class Contact(Model):
    """An e-mail or a telephone by which an account is opened and written to, once its holder proved it.

    One that is added later waits before it takes effect; meanwhile the others may stop it.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index(
            "uq_contact_adresse",
            "adresse",
            unique=True,
            sqlite_where=text("retire_le IS NULL AND arrete_le IS NULL"),
            postgresql_where=text("retire_le IS NULL AND arrete_le IS NULL"),
        ),
    )

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Compte", index=True)
    adresse = champ(String(254), "Courriel ou téléphone")
    prouve_le = champ(DateTime(timezone=True), "Prouvé le", default=maintenant)
    prouve_par_id = cle_etrangere("ab_user.id", "Prouvé devant", aide="L’agent, au guichet", facultatif=True)
    effet_le = champ(DateTime(timezone=True), "En vigueur le", default=maintenant)
    vu_le = champ(DateTime(timezone=True), "Lu pour la dernière fois le", default=maintenant)
    arrete_le = champ(DateTime(timezone=True), "Arrêté avant l’effet le", facultatif=True)
    retire_le = champ(DateTime(timezone=True), "Retiré le", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Contact du compte n° {self.utilisateur_id}"


@sujet_de(Contact)
def _contact(contact: Contact) -> Sujet:
    return Sujet("contact", contact.id, f"compte n° {contact.utilisateur_id}", "Contact d’un compte")


class CodeEnvoye(Model):
    """A code of six figures sent to an address, typed once within minutes (see `app.identites.codes`)."""

    __tablename__ = "code_envoye"
    __table_args__ = (Index("ix_code_envoye_adresse", "objet", "adresse"),)
    hors_journal = True

    id = cle_primaire()
    objet = champ(String(30), "Pour quoi")
    adresse = champ(String(254), "Envoyé à")
    empreinte = champ(String(64), "Empreinte du code")
    cree_le = champ(DateTime(timezone=True), "Envoyé le", default=maintenant, index=True)
    essais = champ(Integer, "Essais", default=0)
    fini_le = champ(DateTime(timezone=True), "Employé ou remplacé le", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()


class Alerte(Model):
    """Somebody said « ce n’est pas moi » of what was done on an account: its devices are strangers again."""

    __tablename__ = "alerte"

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Compte", index=True)
    quoi = champ(String(30), "De quoi")
    objet_id = champ(Cle, "De laquelle", facultatif=True)
    dit_le = champ(DateTime(timezone=True), "Annoncé le", "Chaque annonce ne s’arrête qu’une fois")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien()

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"Alerte sur le compte n° {self.utilisateur_id}"


@sujet_de(Alerte)
def _alerte(alerte: Alerte) -> Sujet:
    return Sujet("alerte", alerte.id, f"compte n° {alerte.utilisateur_id}", "« Ce n’est pas moi »")
