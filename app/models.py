"""All tables: columns, labels, keys, constraints. No rule lives here.

A service is a subclass of Demande with its own columns. Each model says who sees its rows (`portee`) or that
everybody does (`publique`); `app.acces` enforces it.
"""

import enum
from datetime import UTC, datetime
from typing import ClassVar

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import column_property, declared_attr, relationship

from app.acces import Equipe, mien
from app.champs import JSON, Choix, Cle, Francs, Mois, Points, champ
from app.controles import aujourd_hui as aujourd_hui
from app.controles import (
    a_venir,
    courriel,
    entre,
    heure,
    mois_ecoule,
    nif,
    numero_d_assure,
    pas_dans_le_futur,
    telephone,
)
from app.cycle import EN_ATTENTE, Statut
from app.pieces import demandees
from app.pieces.demandees import PieceDemandee


def maintenant() -> datetime:
    """Return the present instant in UTC, as stored."""
    return datetime.now(UTC)


def en_utc(instant: datetime) -> datetime:
    """Return a stored instant with its time zone, which SQLite forgets."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def cle_primaire():
    """Return the surrogate key every table has."""
    return champ(Cle, "Clé", primary_key=True)


def lien(cible: str, libelle: str, **options):
    """Return a foreign key column to `table.colonne`, labelled for the screens."""
    return champ(Cle, libelle, options.pop("aide", ""), ForeignKey(cible), **options)


class Division(Model):
    """A regional division of the fund."""

    __tablename__ = "division"
    publique = True
    recherche = ("code", "nom", "ville")

    id = cle_primaire()
    code = champ(String(10), "Code", unique=True)
    nom = champ(String(60), "Division")
    ville = champ(String(60), "Ville")

    def __str__(self):
        return f"{self.nom} ({self.ville})"


class Periodicite(enum.Enum):
    """How often an employer declares and pays."""

    mensuelle = "Mensuelle"
    trimestrielle = "Trimestrielle"


class Employeur(Model):
    """An employer of the register."""

    __tablename__ = "employeur"
    recherche = ("numero", "raison_sociale", "sigle")
    """Columns in which one is found when a form asks for one."""

    id = cle_primaire()
    numero = champ(String(8), "N° employeur", "4 à 8 chiffres", unique=True)
    raison_sociale = champ(String(120), "Raison sociale")
    sigle = champ(String(30), "Sigle", facultatif=True)
    nif = champ(String(10), "NIF", "10 chiffres", facultatif=True, index=True)
    rccm = champ(String(40), "RCCM", facultatif=True)
    division_id = lien("division.id", "Division")
    activite = champ(String(120), "Activité principale", facultatif=True)
    adresse = champ(String(160), "Adresse", facultatif=True)
    telephone = champ(String(20), "Téléphone", facultatif=True)
    email = champ(String(120), "Courriel", facultatif=True)
    debut_activite_le = champ(Date, "Début d’activité")
    reprise_le = champ(Date, "Reprise d’activité", facultatif=True)
    ferme_le = champ(Date, "Fermeture", facultatif=True)
    periodicite = champ(Choix(Periodicite), "Périodicité", default=Periodicite.mensuelle)
    rp_majore = champ(Boolean, "Taux RP doublé (sanction)", default=False)

    division = relationship(Division)

    @classmethod
    def portee(cls, p):
        chez_qui = select(LigneCarriere.employeur_id).where(LigneCarriere.assure_id == p.assure_id)
        return mien((cls.id, p.employeur_id)) | (cls.id.in_(chez_qui) if p.assure_id else mien())

    def __str__(self):
        return f"{self.raison_sociale} (n° {self.numero})"


class Sexe(enum.Enum):
    """As written on the birth certificate."""

    feminin = "Féminin"
    masculin = "Masculin"


class Assure(Model):
    """An insured person of the register."""

    __tablename__ = "assure"
    recherche = ("numero", "nom", "prenoms")

    id = cle_primaire()
    numero = champ(String(15), "N° d’assurance", unique=True)
    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    nom_cle = champ(String(80), "Nom pour la comparaison", "Majuscules sans accents, mots triés")
    prenoms_cle = champ(String(80), "Prénoms pour la comparaison", "Majuscules sans accents, mots triés")
    naissance_le = champ(Date, "Date de naissance")
    sexe = champ(Choix(Sexe), "Sexe")
    telephone = champ(String(20), "Téléphone", facultatif=True)
    email = champ(String(120), "Courriel", facultatif=True)
    ferme_le = champ(Date, "Numéro clos depuis le", facultatif=True)
    motif_fermeture = champ(String(80), "Motif de clôture", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien((cls.id, p.assure_id))

    def __str__(self):
        return f"{self.nom} {self.prenoms} (n° {self.numero})"


class Habilitation(Model):
    """A person's right to act for an employer: several people for one, several employers for one person."""

    __tablename__ = "habilitation"
    __table_args__ = (UniqueConstraint("utilisateur_id", "employeur_id", name="uq_habilitation"),)

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Utilisateur", index=True)
    employeur_id = lien("employeur.id", "Employeur", index=True)
    declarer = champ(Boolean, "Peut déclarer", "Sinon, consulter seulement", default=True)
    titulaire = champ(Boolean, "Titulaire", "Invite et retire les autres personnes", default=False)

    utilisateur = relationship(User)
    employeur = relationship(Employeur)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id), (cls.employeur_id, p.employeur_id))

    def __str__(self):
        return f"{self.utilisateur} pour {self.employeur}"


class CompteAssure(Model):
    """The account by which an insured person signs in."""

    __tablename__ = "compte_assure"

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Utilisateur", unique=True)
    assure_id = lien("assure.id", "Assuré", unique=True)

    utilisateur = relationship(User)
    assure = relationship(Assure)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


class SessionOuverte(Model):
    """A device on which a person is signed in, until she leaves, stays idle or ends it from another one."""

    __tablename__ = "session_ouverte"

    id = cle_primaire()
    empreinte = champ(String(64), "Empreinte du jeton", unique=True)
    utilisateur_id = lien("ab_user.id", "Utilisateur", index=True)
    ouverte_le = champ(DateTime(timezone=True), "Ouverte le", default=maintenant)
    vue_le = champ(DateTime(timezone=True), "Dernière activité", "À cinq minutes près", default=maintenant)
    appareil = champ(String(60), "Appareil")
    adresse = champ(String(40), "Adresse réseau", "Abrégée")
    second_facteur = champ(Boolean, "Ouverte avec un second facteur", default=False)
    terminee_le = champ(DateTime(timezone=True), "Terminée le", facultatif=True)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


class Compteur(Model):
    """Attempts counted against an account or a network address (see `app.comptes.verrou`)."""

    __tablename__ = "compteur"

    id = cle_primaire()
    cle = champ(String(80), "Compté pour", "Sans nom ni adresse en clair", unique=True)
    nombre = champ(Integer, "Essais", default=1)
    le = champ(DateTime(timezone=True), "Dernier essai compté", index=True)

    @classmethod
    def portee(cls, p):
        return mien()


class SecondFacteur(Model):
    """A person's authenticator application: the shared secret, encrypted, and the last code it gave."""

    __tablename__ = "second_facteur"

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Utilisateur", unique=True)
    secret = champ(Text, "Secret chiffré")
    commence_le = champ(DateTime(timezone=True), "Commencé le", default=maintenant)
    confirme_le = champ(DateTime(timezone=True), "Activé le", facultatif=True)
    dernier_pas = champ(Integer, "Dernier code accepté", "Un code ne sert qu’une fois", default=0)

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))

    def __str__(self):
        return f"Double vérification de {self.utilisateur}"


class CodeDeSecours(Model):
    """A recovery code, of use once when the authenticator is lost."""

    __tablename__ = "code_de_secours"

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Utilisateur", index=True)
    empreinte = champ(String(64), "Empreinte du code")
    utilise_le = champ(DateTime(timezone=True), "Utilisé le", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


class Profil(enum.Enum):
    """As what a person uses the services online."""

    employeur = "Employeur"
    assure = "Assuré"


class Inscription(Model):
    """A person who asks for an account, from the e-mail that proves her address to the account opened.

    `employeur_id` or `assure_id` says whom she proved to be; neither when an agent has to look.
    """

    __tablename__ = "inscription"

    id = cle_primaire()
    profil = champ(Choix(Profil), "Profil")
    courriel = champ(String(120), "Courriel", index=True)
    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    numero = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance déclarée", facultatif=True)
    employeur_id = lien("employeur.id", "Employeur reconnu", facultatif=True)
    assure_id = lien("assure.id", "Assuré reconnu", facultatif=True)
    cree_le = champ(DateTime(timezone=True), "Demandée le", default=maintenant, index=True)
    utilisee_le = champ(DateTime(timezone=True), "Lien utilisé le", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien()


class Invitation(Model):
    """An employer's owner asks a person, by e-mail, to act for it."""

    __tablename__ = "invitation"

    id = cle_primaire()
    employeur_id = lien("employeur.id", "Employeur", index=True)
    courriel = champ(String(120), "Courriel")
    declarer = champ(Boolean, "Peut déclarer", "Sinon, consulter seulement", default=True)
    invitee_par_id = lien("ab_user.id", "Invitée par")
    cree_le = champ(DateTime(timezone=True), "Envoyée le", default=maintenant)
    acceptee_le = champ(DateTime(timezone=True), "Acceptée le", facultatif=True)
    retiree_le = champ(DateTime(timezone=True), "Retirée le", facultatif=True)

    employeur = relationship(Employeur)

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


class ChangementCourriel(Model):
    """A new e-mail for an account, in force once both addresses said yes."""

    __tablename__ = "changement_courriel"

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Utilisateur", index=True)
    ancien = champ(String(120), "Adresse actuelle")
    nouveau = champ(String(120), "Nouvelle adresse")
    cree_le = champ(DateTime(timezone=True), "Demandé le", default=maintenant)
    ancien_le = champ(DateTime(timezone=True), "Confirmé à l’adresse actuelle le", facultatif=True)
    nouveau_le = champ(DateTime(timezone=True), "Confirmé à la nouvelle adresse le", facultatif=True)
    fait_le = champ(DateTime(timezone=True), "En vigueur depuis le", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


class EtatCourrier(enum.Enum):
    """Where an e-mail stands."""

    en_attente = "En attente d’envoi"
    envoye = "Envoyé"
    echoue = "Non remis"
    garde = "Gardé, sans serveur d’envoi"


class Courrier(Model):
    """An e-mail of the portal: written with the decision it tells, sent after the commit."""

    __tablename__ = "courrier"
    __table_args__ = (Index("ix_courrier_etat", "etat", "id"),)

    id = cle_primaire()
    modele = champ(String(40), "Modèle")
    destinataire = champ(String(254), "Destinataire")
    objet = champ(String(200), "Objet")
    texte = champ(Text, "Texte", "Effacé après l’envoi s’il porte un lien secret", facultatif=True)
    etat = champ(Choix(EtatCourrier), "État", default=EtatCourrier.en_attente)
    cree_le = champ(DateTime(timezone=True), "Écrit le", default=maintenant)
    envoye_le = champ(DateTime(timezone=True), "Envoyé le", facultatif=True)
    tentatives = champ(Integer, "Tentatives", default=0)
    erreur = champ(String(200), "Pourquoi il n’est pas parti", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return f"Courriel n° {self.id} : {self.objet}"


class ModeleCourrier(Model):
    """The words of one kind of e-mail, changed on screen by the administration (see `app.courrier`)."""

    __tablename__ = "modele_courrier"
    publique = True

    id = cle_primaire()
    code = champ(String(40), "Code", unique=True)
    libelle = champ(String(120), "Envoyé quand")
    objet = champ(String(160), "Objet")
    texte = champ(Text, "Texte", "Une ligne vide sépare deux paragraphes ; les liens deviennent cliquables")

    def __str__(self):
        return self.libelle


class Fichier(Model):
    """A file received, kept under its sha-256 outside the web root (see `app.fichiers`)."""

    __tablename__ = "fichier"

    id = cle_primaire()
    sha256 = champ(String(64), "Empreinte SHA-256", index=True)
    nom = champ(String(160), "Nom du fichier")
    taille = champ(Integer, "Taille (octets)")
    depose_le = champ(DateTime(timezone=True), "Déposé le", default=maintenant)
    depose_par_id = lien("ab_user.id", "Déposé par", facultatif=True)

    @classmethod
    def portee(cls, p):
        de_mes_demandes = (
            cls.id.in_(select(cle).where(demande_a_moi(demande, p)))
            for cle, demande in (
                (Piece.fichier_id, Piece.demande_id),
                (Declaration.__table__.c.fichier_id, Declaration.__table__.c.id),
                (Paiement.__table__.c.bordereau_id, Paiement.__table__.c.id),
            )
        )
        return or_(mien((cls.depose_par_id, p.utilisateur_id)), *de_mes_demandes)


class Cote(enum.Enum):
    """On which side of a request one stands."""

    caisse = "À lire par la CNSS"
    demandeur = "À lire par le demandeur"


class Demande(Model):
    """What every request has: number, owner, state, dates, agent; one table per service joins it."""

    __tablename__ = "demande"

    id = cle_primaire()
    type = champ(String(40), "Type de demande")
    numero = champ(String(30), "Numéro", unique=True, facultatif=True)
    employeur_id = lien("employeur.id", "Employeur", facultatif=True)
    assure_id = lien("assure.id", "Assuré", facultatif=True)
    statut = champ(Choix(Statut), "État", default=Statut.brouillon)
    cree_le = champ(DateTime(timezone=True), "Créée le", default=maintenant)
    cree_par_id = lien("ab_user.id", "Créée par", facultatif=True)
    soumise_le = champ(DateTime(timezone=True), "Soumise le", facultatif=True)
    prise_en_charge_le = champ(DateTime(timezone=True), "Prise en charge le", facultatif=True)
    decidee_le = champ(DateTime(timezone=True), "Décidée le", facultatif=True)
    agent_id = lien("ab_user.id", "Agent", facultatif=True)
    equipe = champ(Choix(Equipe), "Équipe", default=Equipe.recouvrement)
    motif = champ(Text, "Motif", facultatif=True)
    conclusion = champ(Text, "Conclusion", "Ce que la décision donne, en clair", facultatif=True)
    etude = champ(JSON, "Étude", "Ce que les règles ont conclu à la décision", facultatif=True, deferred=True)
    message_pour = champ(Choix(Cote), "Message", "Qui a un message à lire", facultatif=True)
    cle_unique = champ(String(40), "Clé contre le double envoi", unique=True, facultatif=True)
    version = champ(Integer, "Version", default=1)

    employeur = relationship(Employeur)
    assure = relationship(Assure)
    agent = relationship(User, foreign_keys=[agent_id])
    evenements = relationship("Evenement", back_populates="demande", order_by="Evenement.id")
    pieces = relationship("Piece", back_populates="demande", order_by="Piece.id")
    messages = relationship("Message", back_populates="demande", order_by="Message.id")

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "demande", "version_id_col": version}

    prefixe = "DEM"
    """First letters of the number given to a request of this service."""
    libelle_type = "Demande"
    """The service's name, as people read it."""
    verbes: ClassVar[dict[str, str]] = {}
    """The service's own words for a transition, `name -> button`, where the common ones do not say it."""
    confiee_a = Equipe.recouvrement
    """The team that sees the requests of this service first."""
    sensible = False
    """Whether it holds health data: then the fund's other teams do not read it, and each reading is noted."""
    pieces_demandees: ClassVar[tuple[PieceDemandee, ...]] = ()
    """The papers to join, in the order they are asked for."""
    rubriques: ClassVar[dict[str, str]] = {}
    """The parts of its form and pages, in order: `column that opens the part -> title`."""

    courriel_du_visiteur: ClassVar[str | None] = None
    """Where to write to who asks without an account; such a service has it as a column's value."""

    def __init__(self, **valeurs):
        super().__init__(**{"equipe": self.confiee_a} | valeurs)

    @property
    def demandeur(self) -> str:
        """Return who asks, as the pages name it."""
        return str(self.employeur or self.assure)

    @classmethod
    def portee(cls, p):
        return mien((Demande.employeur_id, p.employeur_id), (Demande.assure_id, p.assure_id))

    @classmethod
    def reserve(cls, equipes):
        services = [m for m in Demande.__mapper__.self_and_descendants if m.class_.sensible]
        return Demande.type.not_in([m.polymorphic_identity for m in services]) | Demande.equipe.in_(equipes)

    def __init_subclass__(cls, **options):
        """Give each service its own joined table, key and identity: a service writes its fields only."""
        cls.__tablename__ = cls.__name__.lower()
        cls.__mapper_args__ = {"polymorphic_identity": cls.__tablename__}
        cls.id = champ(Cle, "Clé", "", ForeignKey("demande.id"), primary_key=True)
        super().__init_subclass__(**options)

    def __str__(self):
        return f"{self.libelle_type} {self.numero or 'en préparation'}"


Index("ix_demande_employeur", Demande.employeur_id, Demande.id)
Index("ix_demande_assure", Demande.assure_id, Demande.id)
Index("ix_demande_file", Demande.statut, Demande.soumise_le)
for nom, regle in {
    "soumise": "statut in ('brouillon', 'annulee') or soumise_le is not null",
    "decidee": "statut not in ('acceptee', 'rejetee', 'annulee') or decidee_le is not null",
    "motif": "statut <> 'rejetee' or motif is not null",
    "proprietaire": "employeur_id is not null or assure_id is not null or cree_par_id is null",
}.items():
    Demande.__table__.append_constraint(CheckConstraint(regle, name=f"ck_demande_{nom}"))


def demande_a_moi(colonne, p):
    """Return the criterion « this column points to one of my requests »."""
    return colonne.in_(select(Demande.id).where(Demande.portee(p)))


class Evenement(Model):
    """One line of a request's journal; never changed."""

    __tablename__ = "evenement"

    id = cle_primaire()
    demande_id = lien("demande.id", "Demande", index=True)
    transition = champ(String(30), "Action")
    de = champ(Choix(Statut), "De")
    vers = champ(Choix(Statut), "Vers")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    acteur_id = lien("ab_user.id", "Par", facultatif=True)
    acteur_nom = champ(String(120), "Par")
    motif = champ(Text, "Motif", facultatif=True)

    demande = relationship(Demande, back_populates="evenements")

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)


class FormatPiece(enum.Enum):
    """What a piece may be, told from its content."""

    pdf = "PDF"
    jpeg = "JPEG"
    png = "PNG"
    heic = "HEIC"


class Analyse(enum.Enum):
    """What the search for malware in a piece gave."""

    saine = "Analysé, rien trouvé"
    infectee = "Bloqué : fichier dangereux"
    non_analysee = "Non analysé"


class Piece(Model):
    """A file joined to a request, of a kind the service demands, or joined to one of its messages."""

    __tablename__ = "piece"

    id = cle_primaire()
    demande_id = lien("demande.id", "Demande", index=True)
    message_id = lien("message.id", "Message", facultatif=True)
    fichier_id = lien("fichier.id", "Fichier")
    code = champ(String(40), "Sorte de pièce", "Voir `app.pieces.demandees`")
    nature = champ(String(60), "Nature", facultatif=True)
    format = champ(Choix(FormatPiece), "Format")
    analyse = champ(Choix(Analyse), "Analyse", default=Analyse.non_analysee)
    jointe_le = champ(DateTime(timezone=True), "Jointe le", default=maintenant)
    jointe_par_id = lien("ab_user.id", "Jointe par", facultatif=True)

    demande = relationship(Demande, back_populates="pieces")
    fichier = relationship(Fichier)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)

    @classmethod
    def reserve(cls, equipes):
        return cls.demande_id.in_(select(Demande.id).where(Demande.equipe.in_(equipes)))

    def __str__(self):
        return self.fichier.nom


class Message(Model):
    """What the person and the fund write to each other about a request."""

    __tablename__ = "message"

    id = cle_primaire()
    demande_id = lien("demande.id", "Demande", index=True)
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    auteur_id = lien("ab_user.id", "Auteur", facultatif=True)
    auteur_nom = champ(String(120), "De")
    pour = champ(Choix(Cote), "Pour")
    texte = champ(Text, "Message")

    demande = relationship(Demande, back_populates="messages")
    pieces = relationship(Piece, order_by=Piece.id)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)


class Consultation(Model):
    """Who read a health file or a piece, and when; never changed."""

    __tablename__ = "consultation"

    id = cle_primaire()
    demande_id = lien("demande.id", "Demande", index=True)
    piece_id = champ(Cle, "N° de la pièce", "La pièce peut avoir été retirée depuis", facultatif=True)
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    acteur_id = lien("ab_user.id", "Par", facultatif=True)
    acteur_nom = champ(String(120), "Consulté par")
    quoi = champ(String(200), "Ce qui a été lu")

    @classmethod
    def portee(cls, p):
        return mien()

    def __str__(self):
        return f"Consultation n° {self.id}"


class Brouillon(Model):
    """What a person typed in a form and has not sent, as typed (see `app.brouillons`)."""

    __tablename__ = "brouillon"
    __table_args__ = (
        UniqueConstraint("utilisateur_id", "employeur_id", "adresse", name="uq_brouillon"),
    )

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Auteur")
    employeur_id = champ(Cle, "Pour le compte de", "L’employeur choisi à la saisie ; 0 pour soi-même")
    adresse = champ(String(300), "Adresse du formulaire")
    saisie = champ(JSON, "Saisie", "Les textes tapés, par nom de champ")
    le = champ(DateTime(timezone=True), "Saisi le", default=maintenant)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


class NatureDeclaration(enum.Enum):
    """Whether a declaration is the first of its period or replaces an accepted one."""

    initiale = "Initiale"
    rectificative = "Rectificative"


class SourceDeclaration(enum.Enum):
    """Where the lines came from."""

    en_ligne = "Saisie en ligne"
    fichier = "Fichier"


class Declaration(Demande):
    """The monthly declaration of wages by name (déclaration nominative des rémunérations, DNR)."""

    prefixe = "DNR"
    libelle_type = "Déclaration nominative des rémunérations"

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    source = champ(Choix(SourceDeclaration), "Source", default=SourceDeclaration.en_ligne)
    rectifie_id = lien("declaration.id", "Déclaration rectifiée", facultatif=True)
    fichier_id = lien("fichier.id", "Fichier", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    controle = champ(JSON, "Dernier contrôle", "Anomalies et totaux, tels que contrôlés", facultatif=True)

    fichier = relationship(Fichier)
    rectifie = relationship(
        "Declaration", remote_side="Declaration.id", foreign_keys=[rectifie_id], post_update=True
    )

    @property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu

    @property
    def fichier_envoye(self) -> str:
        """Return the name of the file the lines came from, empty when they were typed online."""
        return self.fichier.nom if self.fichier else ""


class EtatLigne(enum.Enum):
    """A line against the previous declaration."""

    nouvelle = "Nouvelle"
    modifiee = "Modifiée"
    inchangee = "Inchangée"


class LigneDeclaration(Model):
    """One line of a declaration, each cell as it was typed (canonical text, see `app.dnr.colonnes`)."""

    __tablename__ = "ligne_declaration"
    __table_args__ = (UniqueConstraint("declaration_id", "rang", name="uq_ligne_declaration"),)

    id = cle_primaire()
    declaration_id = lien("declaration.id", "Déclaration")
    rang = champ(Integer, "Ligne", "Numéro de ligne dans le fichier")
    matricule = champ(Text, "No. Mle", default="")
    numero_assure = champ(Text, "No. Assurance", default="")
    nom = champ(Text, "Nom", default="")
    prenoms = champ(Text, "Prénoms", default="")
    type_assure = champ(Text, "Code Type Ass.", default="")
    jours = champ(Text, "Nbr. Jr", default="")
    remuneration = champ(Text, "Rémunération", default="")
    nature = champ(Text, "Nature Rémun.", default="")
    embauche_le = champ(Text, "Date Emb.", default="")
    sortie_le = champ(Text, "Date Sortie", default="")
    motif_sortie = champ(Text, "Code Motif Sortie", default="")
    rp = champ(Text, "RP", default="")
    pf = champ(Text, "PF", default="")
    pv = champ(Text, "PV", default="")
    amu = champ(Text, "AMU", default="")
    etat = champ(Choix(EtatLigne), "Comparaison", facultatif=True)

    declaration = relationship(Declaration)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.declaration_id, p)


class Justification(Model):
    """What the declarant answered to a warning: confirmed, with or without words."""

    __tablename__ = "justification"
    __table_args__ = (UniqueConstraint("declaration_id", "anomalie", name="uq_justification"),)

    id = cle_primaire()
    declaration_id = lien("declaration.id", "Déclaration")
    anomalie = champ(String(80), "Avertissement", "Code et numéro d’assurance")
    texte = champ(String(500), "Justification", default="")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    par_id = lien("ab_user.id", "Par", facultatif=True)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.declaration_id, p)


class LigneCarriere(Model):
    """One booked line of an individual account (compte individuel).

    A corrective declaration marks the lines it replaces with its own key; nothing is deleted.
    """

    __tablename__ = "ligne_carriere"
    __table_args__ = (
        Index(
            "ix_ligne_carriere_assure",
            "assure_id",
            "periode",
            postgresql_include=["remuneration", "jours", "employeur_id", "nature", "remplacee_par_id"],
        ),
        Index("ix_ligne_carriere_declaration", "declaration_id"),
    )

    id = cle_primaire()
    assure_id = lien("assure.id", "Assuré")
    employeur_id = lien("employeur.id", "Employeur")
    declaration_id = lien("declaration.id", "Déclaration")
    periode = champ(Mois, "Période")
    nature = champ(SmallInteger, "Nature")
    jours = champ(SmallInteger, "Jours")
    remuneration = champ(Francs, "Rémunération")
    remplacee_par_id = lien("declaration.id", "Remplacée par", facultatif=True)

    assure = relationship(Assure)
    employeur = relationship(Employeur)
    numero_declaration = column_property(
        select(Demande.__table__.c.numero).where(Demande.__table__.c.id == declaration_id).scalar_subquery(),
        info={"libelle": "Source"},
    )
    """Read past the scope on purpose: the insured sees where a line comes from, not the declaration."""

    @property
    def etat(self) -> str:
        """Say whether the line counts."""
        return "Comptée" if self.remplacee_par_id is None else "Remplacée"

    @classmethod
    def portee(cls, p):
        return mien((cls.assure_id, p.assure_id))


class Quitus(Demande):
    """Social-security clearance asked for by an employer, to bid for a public contract."""

    prefixe = "QTS"
    libelle_type = "Demande de quitus social"
    verbes: ClassVar = {"accepter": "Délivrer le quitus", "rejeter": "Refuser le quitus"}

    reference_marche = champ(
        String(60), "Référence du marché", "Telle qu’elle figure dans l’avis d’appel d’offres"
    )
    objet = champ(String(160), "Objet du marché")
    autorite_contractante = champ(String(120), "Autorité contractante")
    date_limite = champ(Date, "Date limite de dépôt des offres", controles=[a_venir], facultatif=True)
    proposition = champ(JSON, "Proposition", "Ce que les règles ont conclu à la soumission", facultatif=True)

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


class SituationMatrimoniale(enum.Enum):
    """As declared to the civil registry."""

    celibataire = "Célibataire"
    marie = "Marié(e)"
    divorce = "Divorcé(e)"
    veuf = "Veuf ou veuve"


class EtatCivil:
    """The columns by which a service names somebody; the register compares names by `app.dnr.noms`."""

    nom = champ(String(80), "Nom", "Comme sur l’acte de naissance")
    prenoms = champ(String(80), "Prénoms", "Tous, dans l’ordre de l’acte")
    naissance_le = champ(Date, "Date de naissance", controles=[pas_dans_le_futur])
    naissance_lieu = champ(String(80), "Lieu de naissance")
    sexe = champ(Choix(Sexe), "Sexe")


class ImmatriculationTravailleur(EtatCivil, Demande):
    """An employer registers a worker, within 8 days of hiring; accepting gives the insured number."""

    prefixe = "IMM"
    libelle_type = "Immatriculation d’un travailleur"
    verbes: ClassVar = {"accepter": "Immatriculer"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (demandees.IDENTITE, demandees.NAISSANCE)
    rubriques: ClassVar = {
        "nom": "Le travailleur",
        "nationalite": "Sa situation",
        "telephone": "Ses coordonnées",
        "embauche_le": "Son emploi",
    }

    nationalite = champ(String(40), "Nationalité", default="Togolaise")
    situation = champ(Choix(SituationMatrimoniale), "Situation matrimoniale")
    nom_mere = champ(String(120), "Nom et prénoms de la mère")
    nom_pere = champ(String(120), "Nom et prénoms du père", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel", controles=[courriel], facultatif=True)
    adresse = champ(String(160), "Adresse", "Ville, quartier", facultatif=True)
    embauche_le = champ(Date, "Date d’embauche", controles=[pas_dans_le_futur])
    poste = champ(String(80), "Poste occupé")
    remuneration = champ(Francs, "Rémunération mensuelle")
    ancien_numero = champ(
        String(15),
        "N° d’assurance déjà connu",
        "S’il a déjà travaillé ailleurs",
        controles=[numero_d_assure],
        facultatif=True,
    )
    immatricule_id = lien("assure.id", "Assuré immatriculé", facultatif=True)

    immatricule = relationship(Assure, foreign_keys=[immatricule_id])


class ServiceConcerne(enum.Enum):
    """What a complaint is about."""

    cotisations = "Déclarations, cotisations, paiements"
    carriere = "Compte individuel, mois manquants"
    immatriculation = "Immatriculation, état civil"
    prestations = "Pension, allocation ou indemnité"

    @property
    def equipe(self) -> Equipe:
        """Return the team that answers; a missing month is asked of the employer's service."""
        return {
            ServiceConcerne.immatriculation: Equipe.immatriculation,
            ServiceConcerne.prestations: Equipe.prestations,
        }.get(self, Equipe.recouvrement)


class Reclamation(Demande):
    """A complaint of an employer or an insured person about a service of the fund."""

    prefixe = "REC"
    libelle_type = "Réclamation"
    verbes: ClassVar = {"accepter": "Donner suite", "rejeter": "Ne pas donner suite"}
    pieces_demandees = (demandees.JUSTIFICATIF,)

    service = champ(Choix(ServiceConcerne), "Service concerné")
    objet = champ(String(120), "Objet", "En quelques mots")
    explication = champ(Text, "Explication", "Ce qui s’est passé, et ce que vous attendez de la CNSS")
    periode_debut = champ(Mois, "Premier mois concerné", controles=[mois_ecoule], facultatif=True)
    periode_fin = champ(Mois, "Dernier mois concerné", controles=[mois_ecoule], facultatif=True)
    employeur_concerne = champ(String(120), "Employeur concerné", facultatif=True)


class RectificationCarriere(Demande):
    """An insured person says that months are missing or wrong; the employer's service settles it."""

    prefixe = "RCA"
    libelle_type = "Rectification de carrière"
    pieces_demandees = (demandees.BULLETINS, demandees.TRAVAIL, demandees.JUSTIFICATIF)

    periode_debut = champ(Mois, "Premier mois à rectifier", controles=[mois_ecoule])
    periode_fin = champ(Mois, "Dernier mois à rectifier", controles=[mois_ecoule])
    employeur_concerne = champ(String(120), "Employeur de cette période")
    remuneration = champ(Francs, "Rémunération mensuelle", "Celle de vos bulletins de paie", facultatif=True)
    explication = champ(Text, "Ce qui est à rectifier")


class AssuranceVolontaire(Demande):
    """Who lost salaried status goes on paying for the pension branch alone."""

    prefixe = "AVO"
    libelle_type = "Assurance volontaire"
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        demandees.IDENTITE,
        demandees.BULLETINS,
        PieceDemandee("carte_assure", "Carte d’assuré ou livret", obligatoire=False),
    )
    rubriques: ClassVar = {
        "dernier_employeur": "Votre dernier emploi",
        "telephone": "Vos coordonnées",
    }

    dernier_employeur = champ(String(120), "Dernier employeur")
    sortie_le = champ(Date, "Date de fin de l’emploi", controles=[pas_dans_le_futur])
    motif_sortie = champ(String(120), "Motif de fin de l’emploi", "Licenciement, fin de contrat, démission…")
    dernier_salaire = champ(Francs, "Dernier salaire mensuel", "Il sert de base à la cotisation")
    profession = champ(String(80), "Activité actuelle", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone])
    adresse = champ(String(160), "Adresse au Togo", "Ville, quartier")


class VersementPension(enum.Enum):
    """How a pension is paid."""

    virement = "Virement bancaire"
    mobile = "Paiement mobile"
    guichet = "Guichet de la CNSS"


class Versement:
    """The columns that say how to pay somebody."""

    versement = champ(Choix(VersementPension), "Mode de paiement")
    compte_a_crediter = champ(
        String(40), "Compte ou téléphone à créditer", "RIB, IBAN ou numéro mobile", facultatif=True
    )
    telephone = champ(String(20), "Téléphone", controles=[telephone])
    adresse = champ(String(160), "Adresse", "Ville, quartier")


class NaturePension(enum.Enum):
    """Which old-age pension is asked for."""

    normale = "Pension normale"
    anticipee = "Pension anticipée"


class PensionVieillesse(Versement, Demande):
    """The old-age pension at its normal age, or early on request (loi 2011-006, art. 41 to 47)."""

    prefixe = "PVI"
    libelle_type = "Pension de vieillesse"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    pieces_demandees = (demandees.IDENTITE, demandees.NAISSANCE, demandees.TRAVAIL, demandees.COMPTE)
    rubriques: ClassVar = {"nature": "La pension", "versement": "Le paiement"}

    nature = champ(Choix(NaturePension), "Pension demandée", default=NaturePension.normale)
    depart_le = champ(Date, "Date de départ", "Premier jour sans activité")
    dernier_employeur = champ(String(120), "Dernier employeur")


class PensionInvalidite(Versement, Demande):
    """The pension of who can work no more before the normal age (loi 2011-006)."""

    prefixe = "PIN"
    libelle_type = "Pension d’invalidité"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        demandees.CERTIFICAT_MEDICAL, demandees.IDENTITE, demandees.NAISSANCE, demandees.TRAVAIL,
        demandees.COMPTE,
    )
    rubriques: ClassVar = {"depuis_le": "L’invalidité", "versement": "Le paiement"}

    depuis_le = champ(Date, "Inapte au travail depuis le", controles=[pas_dans_le_futur])
    cause = champ(String(160), "Maladie ou accident en cause", "Sans lien avec le travail")
    incapacite = champ(
        Integer, "Taux d’incapacité constaté (%)", "Celui du certificat médical", controles=[entre(1, 100)]
    )
    tierce_personne = champ(
        Boolean, "Aide d’une tierce personne", "Nécessaire pour les actes de tous les jours", default=False
    )
    medecin = champ(String(120), "Médecin traitant")


class LienSurvivant(enum.Enum):
    """How a survivor is related to the deceased."""

    conjoint = "Conjoint survivant"
    tuteur = "Tuteur des enfants orphelins"
    enfant = "Enfant majeur à charge"


class PensionSurvivant(Versement, Demande):
    """The pension of the spouse and children of a deceased insured person (loi 2011-006)."""

    prefixe = "PSU"
    libelle_type = "Pension de survivant"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    pieces_demandees = (
        PieceDemandee("deces", "Acte de décès"),
        PieceDemandee("mariage", "Acte de mariage", "Pour le conjoint", obligatoire=False),
        PieceDemandee("enfants", "Actes de naissance des enfants", obligatoire=False),
        demandees.IDENTITE,
        demandees.COMPTE,
    )
    rubriques: ClassVar = {
        "defunt_numero": "La personne décédée", "lien_familial": "Les survivants", "versement": "Le paiement",
    }

    defunt_numero = champ(String(15), "N° d’assurance du défunt", controles=[numero_d_assure])
    defunt_nom = champ(String(160), "Nom et prénoms du défunt")
    deces_le = champ(Date, "Date du décès", controles=[pas_dans_le_futur])
    lien_familial = champ(Choix(LienSurvivant), "Vous êtes")
    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur], facultatif=True)
    enfants = champ(Integer, "Enfants à charge", default=0, controles=[entre(0, 30)])


class PartPrenatale(enum.Enum):
    """The three parts of the antenatal allowance, each after its examination."""

    premiere = "Première part, examen du 3e mois"
    deuxieme = "Deuxième part, examen du 6e mois"
    troisieme = "Troisième part, examen du 8e mois"


class AllocationPrenatale(Demande):
    """One part of the antenatal allowance, asked for after its examination."""

    prefixe = "APN"
    libelle_type = "Allocation prénatale"
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificat de grossesse", "Celui de l’examen de cette part"),
        PieceDemandee("presence", "Attestation de présence au travail"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
    )

    part = champ(Choix(PartPrenatale), "Part demandée")
    examen_le = champ(Date, "Date de l’examen", controles=[pas_dans_le_futur])
    terme_le = champ(Date, "Date présumée de l’accouchement")
    rang = champ(Integer, "Rang de la grossesse", "1 pour la première", controles=[entre(1, 20)])
    medecin = champ(String(120), "Médecin ou sage-femme")
    employeur_actuel = champ(String(120), "Employeur")


class IndemniteMaternite(Demande):
    """The daily maternity allowance (IJM): maternity leave at full pay (loi 2022-016)."""

    prefixe = "IJM"
    libelle_type = "Indemnité journalière de maternité (IJM)"
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificats prénatals", "Les trois examens"),
        PieceDemandee("arret", "Attestation d’arrêt de travail", "Signée de l’employeur"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
        demandees.BULLETINS,
    )

    terme_le = champ(Date, "Date présumée de l’accouchement")
    arret_le = champ(Date, "Premier jour du congé")
    reprise_le = champ(Date, "Dernier jour du congé")
    accouchement_le = champ(Date, "Date de l’accouchement", controles=[pas_dans_le_futur], facultatif=True)
    maladie = champ(
        Boolean, "Prolongation pour maladie", "Maladie due à la grossesse ou aux couches", default=False
    )
    employeur_actuel = champ(String(120), "Employeur")


class Emploi:
    """The columns that say where somebody works, for a risk of work."""

    employeur_nom = champ(String(120), "Employeur")
    employeur_activite = champ(String(120), "Activité principale")
    employeur_effectif = champ(Integer, "Effectif", facultatif=True, controles=[entre(1, 100_000)])
    employeur_telephone = champ(
        String(20), "Téléphone de l’employeur", controles=[telephone], facultatif=True
    )
    employeur_email = champ(String(120), "Courriel de l’employeur", controles=[courriel], facultatif=True)


class Victime(EtatCivil):
    """The columns that name who suffers from work, and the post held."""

    numero_assurance = champ(String(15), "N° d’assurance", controles=[numero_d_assure])
    nom_marital = champ(String(80), "Nom d’épouse", facultatif=True)
    situation = champ(Choix(SituationMatrimoniale), "Situation matrimoniale")
    nationalite = champ(String(40), "Nationalité", default="Togolaise")
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    qualification = champ(String(80), "Qualification professionnelle")
    poste = champ(String(80), "Poste occupé")
    embauche_le = champ(Date, "Date d’embauche", controles=[pas_dans_le_futur])
    anciennete_poste = champ(
        Integer, "Ancienneté au poste (mois)", controles=[entre(0, 720)], facultatif=True
    )


class AccidentTravail(Emploi, Victime, Demande):
    """An accident at work: the employer has 3 working days to declare it, the worker 2 years."""

    prefixe = "ATR"
    libelle_type = "Accident du travail"
    verbes: ClassVar = {"accepter": "Reconnaître l’accident", "rejeter": "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        PieceDemandee("certificat_initial", "Certificat médical initial", "Avec la nature des lésions"),
        PieceDemandee("constat", "Procès-verbal ou constat", "Police ou gendarmerie", obligatoire=False),
        demandees.JUSTIFICATIF,
    )
    rubriques: ClassVar = {
        "employeur_nom": "L’employeur",
        "nom": "La victime",
        "numero_assurance": "Sa situation",
        "qualification": "Son poste",
        "survenu_le": "L’accident",
        "lesions": "Les suites",
        "precedent": "Accident précédent",
    }

    survenu_le = champ(Date, "Date de l’accident", controles=[pas_dans_le_futur])
    survenu_a = champ(String(5), "Heure de l’accident", "Par exemple 08:30", controles=[heure])
    lieu = champ(String(160), "Lieu précis", "Chantier, atelier, trajet…")
    horaires = champ(String(60), "Horaires de travail ce jour-là", "Par exemple 07:30 à 12:00, 14:30 à 17:30")
    circonstances = champ(Text, "Circonstances", "Ce que faisait la victime, ce qui s’est passé")
    autres_victimes = champ(Boolean, "Autres victimes", default=False)
    lesions = champ(String(200), "Lésions", "Siège et nature, telles que constatées")
    arret = champ(Boolean, "Arrêt de travail", default=False)
    temoins = champ(String(200), "Témoins", "Noms et adresses", facultatif=True)
    tiers = champ(String(200), "Tiers en cause", "Nom, adresse, assurance", facultatif=True)
    precedent = champ(Boolean, "Accident précédent", default=False)
    precedent_numero = champ(String(30), "N° du précédent dossier", facultatif=True)
    precedent_taux = champ(
        Integer, "Taux d’incapacité déjà reconnu (%)", controles=[entre(0, 100)], facultatif=True
    )


class MaladieProfessionnelle(Emploi, Victime, Demande):
    """An illness due to work."""

    prefixe = "MPR"
    libelle_type = "Maladie professionnelle"
    verbes: ClassVar = {"accepter": "Reconnaître la maladie", "rejeter": "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        demandees.CERTIFICAT_MEDICAL,
        PieceDemandee("exposition", "Attestation d’exposition", "De l’employeur", obligatoire=False),
        demandees.JUSTIFICATIF,
    )
    rubriques: ClassVar = {
        "employeur_nom": "L’employeur",
        "nom": "La victime",
        "numero_assurance": "Sa situation",
        "qualification": "Son poste",
        "maladie": "La maladie",
    }

    maladie = champ(String(160), "Maladie", "Son nom, ou le numéro du tableau")
    constatee_le = champ(Date, "Première constatation médicale", controles=[pas_dans_le_futur])
    travail_expose = champ(Text, "Travail exposé au risque", "Produits, gestes, bruits… et depuis quand")
    exposition_du = champ(Date, "Exposé depuis le", controles=[pas_dans_le_futur])
    exposition_au = champ(Date, "Exposé jusqu’au", controles=[pas_dans_le_futur], facultatif=True)
    medecin = champ(String(120), "Médecin")
    arret = champ(Boolean, "Arrêt de travail", default=False)


class Scolarite(enum.Enum):
    """What a child does, on which the age limit of the family allowances rests."""

    aucune = "Ni école ni apprentissage"
    ecole = "École ou études"
    apprentissage = "Apprentissage"


class DeclarationEnfant(EtatCivil, Demande):
    """An insured person declares a child."""

    prefixe = "ENF"
    libelle_type = "Déclaration d’enfant"
    verbes: ClassVar = {"accepter": "Inscrire l’enfant"}
    confiee_a = Equipe.prestations
    pieces_demandees = (
        demandees.NAISSANCE,
        PieceDemandee("scolarite", "Certificat de scolarité ou d’apprentissage", obligatoire=False),
    )
    rubriques: ClassVar = {
        "nom": "L’enfant",
        "acte_numero": "L’acte de naissance",
        "autre_parent": "Sa famille",
    }

    acte_numero = champ(String(30), "N° de l’acte de naissance")
    acte_le = champ(Date, "Date de l’acte", controles=[pas_dans_le_futur])
    acte_centre = champ(String(80), "Centre d’état civil")
    autre_parent = champ(String(160), "Autre parent", "Nom et prénoms", facultatif=True)
    scolarite = champ(Choix(Scolarite), "Scolarité")


class DeclarationConjoint(EtatCivil, Demande):
    """An insured person declares a spouse."""

    prefixe = "CJT"
    libelle_type = "Déclaration de conjoint"
    verbes: ClassVar = {"accepter": "Inscrire le conjoint"}
    confiee_a = Equipe.prestations
    pieces_demandees = (demandees.MARIAGE, PieceDemandee("identite_conjoint", "Pièce d’identité du conjoint"))
    rubriques: ClassVar = {"nom": "Le conjoint", "mariage_le": "Le mariage", "profession": "Son activité"}

    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur])
    mariage_lieu = champ(String(80), "Lieu du mariage")
    acte_numero = champ(String(30), "N° de l’acte de mariage")
    profession = champ(String(80), "Profession", facultatif=True)
    employeur_conjoint = champ(String(120), "Employeur du conjoint", facultatif=True)
    numero_conjoint = champ(
        String(15), "N° d’assurance du conjoint", controles=[numero_d_assure], facultatif=True
    )


class LienFamilial(enum.Enum):
    """How a person of the family is related to the insured."""

    enfant = "Enfant"
    conjoint = "Conjoint"


class MembreFamille(Model):
    """A child or spouse of the register, entered by an accepted declaration."""

    __tablename__ = "membre_famille"

    id = cle_primaire()
    assure_id = lien("assure.id", "Assuré", index=True)
    demande_id = lien("demande.id", "Déclaration", unique=True)
    lien_familial = champ(Choix(LienFamilial), "Lien")
    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    naissance_le = champ(Date, "Date de naissance")

    @classmethod
    def portee(cls, p):
        return mien((cls.assure_id, p.assure_id))


class NatureAttestation(enum.Enum):
    """What an individual certificate says."""

    affiliation = "Attestation d’affiliation"
    carriere = "Attestation de carrière"


class AttestationIndividuelle(Demande):
    """A certificate of affiliation or of career, issued at once when nothing needs a human."""

    prefixe = "ATT"
    libelle_type = "Attestation individuelle"
    verbes: ClassVar = {"accepter": "Délivrer l’attestation"}
    confiee_a = Equipe.immatriculation

    nature = champ(Choix(NatureAttestation), "Attestation demandée")
    destinataire = champ(String(120), "À qui elle est destinée", "Banque, ambassade, employeur…")
    precisions = champ(
        Text, "Précisions", "Seulement pour une demande particulière : un agent la traitera", facultatif=True
    )

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


class FuturEmployeur:
    """The columns of whoever asks to be an employer: where, since when, how many workers."""

    debut_activite_le = champ(Date, "Début d’activité", controles=[pas_dans_le_futur])
    premiere_embauche_le = champ(Date, "Première embauche", controles=[pas_dans_le_futur])
    effectif = champ(Integer, "Effectif", controles=[entre(1, 100_000)])
    masse_salariale = champ(Francs, "Masse salariale mensuelle")
    division_id = lien("division.id", "Division de la CNSS", aide="Celle de votre région")
    prefecture = champ(String(60), "Préfecture")
    commune = champ(String(60), "Commune")
    quartier = champ(String(120), "Quartier", "Et tout repère utile pour vous trouver")
    boite_postale = champ(String(40), "Boîte postale", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone])
    courriel = champ(String(120), "Courriel", "La réponse y sera envoyée", controles=[courriel])

    @declared_attr
    def division(cls):
        return relationship(Division)

    @property
    def courriel_du_visiteur(self) -> str:
        """Return where to write: there is no account yet."""
        return self.courriel


RECENSEMENT = PieceDemandee("recensement", "État de recensement des travailleurs")
BOITE_POSTALE = PieceDemandee("boite_postale", "Attestation ou autorisation d’utilisation de boîte postale")


class FormeJuridique(enum.Enum):
    """What kind of firm it is (Acte uniforme OHADA)."""

    individuelle = "Entreprise individuelle"
    sarl = "SARL ou SARL unipersonnelle"
    sa = "SA ou SAS"
    association = "Association, ONG, coopérative"
    publique = "Établissement public ou collectivité"
    autre = "Autre"


class PreImmatriculationEntreprise(FuturEmployeur, Demande):
    """A firm (GE/PME) asks to be registered, within 8 days of opening: no account yet."""

    prefixe = "PIE"
    libelle_type = "Pré-immatriculation d’un employeur (GE/PME)"
    verbes: ClassVar = {"accepter": "Immatriculer l’employeur"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        RECENSEMENT, BOITE_POSTALE, PieceDemandee("plan", "Plan de situation"), demandees.IDENTITE,
    )
    rubriques: ClassVar = {
        "raison_sociale": "L’entreprise",
        "dirigeant_nom": "Le dirigeant",
        "debut_activite_le": "L’activité",
        "division_id": "L’adresse",
    }

    raison_sociale = champ(String(120), "Raison sociale")
    sigle = champ(String(30), "Sigle", facultatif=True)
    forme_juridique = champ(Choix(FormeJuridique), "Forme juridique")
    rccm = champ(String(40), "RCCM", "Par exemple TG-LFW-01-2021-B12-01539", facultatif=True)
    nif = champ(String(10), "NIF", "10 chiffres", controles=[nif])
    activite = champ(String(120), "Activité principale")
    activite_secondaire = champ(String(120), "Activité secondaire", facultatif=True)
    dirigeant_nom = champ(String(80), "Nom du dirigeant")
    dirigeant_prenoms = champ(String(80), "Prénoms du dirigeant")
    dirigeant_fonction = champ(String(60), "Fonction")
    dirigeant_piece = champ(String(40), "N° de sa pièce d’identité")

    @property
    def demandeur(self) -> str:
        """Return the firm's name."""
        return self.raison_sociale


class EmploiDomestique(enum.Enum):
    """What a domestic worker does."""

    chauffeur = "Chauffeur"
    jardinier = "Jardinier"
    cuisinier = "Cuisinier"
    gardien = "Gardien"
    menage = "Femme ou homme de ménage"
    blanchisseur = "Blanchisseur"
    autre = "Autre emploi de maison"


class PreImmatriculationDomestique(FuturEmployeur, Demande):
    """Somebody who employs at home asks to be registered: no account yet."""

    prefixe = "PID"
    libelle_type = "Pré-immatriculation d’un employeur domestique"
    verbes: ClassVar = {"accepter": "Immatriculer l’employeur"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (RECENSEMENT, BOITE_POSTALE, demandees.IDENTITE)
    rubriques: ClassVar = {
        "nom": "L’employeur",
        "debut_activite_le": "Le personnel",
        "division_id": "L’adresse",
    }

    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    profession = champ(String(80), "Profession", facultatif=True)
    piece_identite = champ(String(40), "N° de la pièce d’identité")
    emploi = champ(Choix(EmploiDomestique), "Emploi du travailleur")

    @property
    def demandeur(self) -> str:
        """Return the employer's name."""
        return f"{self.prenoms} {self.nom}"


class NatureCertificat(enum.Enum):
    """What a certificate certifies."""

    quitus = "Quitus"
    quittance = "Quittance"
    attestation = "Attestation"


class Certificat(Model):
    """A document issued by the fund that anyone may check by its code."""

    __tablename__ = "certificat"
    __table_args__ = (
        CheckConstraint("(revoque_le is null) = (motif_revocation is null)", name="ck_certificat_revocation"),
    )

    id = cle_primaire()
    nature = champ(Choix(NatureCertificat), "Nature", default=NatureCertificat.quitus)
    demande_id = lien("demande.id", "Demande", unique=True)
    numero = champ(String(30), "Numéro", unique=True)
    code = champ(String(20), "Code de vérification", unique=True)
    delivre_le = champ(Date, "Délivré le")
    situation_le = champ(Date, "Situation arrêtée au")
    expire_le = champ(Date, "Valable jusqu’au", "Vide : sans limite", facultatif=True)
    jeton = champ(Text, "Jeton signé")
    contenu = champ(JSON, "Contenu", "Ce que le document dit, figé à la délivrance")
    delivre_par_id = lien("ab_user.id", "Délivré par", facultatif=True)
    revoque_le = champ(DateTime(timezone=True), "Révoqué le", facultatif=True)
    motif_revocation = champ(String(300), "Motif de révocation", facultatif=True)

    demande = relationship(Demande)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)

    def __str__(self):
        return f"{self.nature.value} {self.numero}"


class Cause(enum.Enum):
    """Why an operation of the contribution account exists."""

    declaration = "Déclaration nominative"
    cotisations = "Déclaration de cotisations"
    paiement = "Paiement"
    majoration = "Majoration de retard"
    remise = "Remise"
    correction = "Correction"


class CompteComptable(enum.Enum):
    """The accounts between which the contribution ledger moves francs."""

    employeur = "Employeur : cotisations dues"
    retard = "Employeur : majorations dues"
    avances = "Employeur : versements à affecter"
    rp = "Risques professionnels"
    pf = "Prestations familiales et maternité"
    pv = "Pensions vieillesse-invalidité-décès"
    amu = "Assurance maladie universelle"
    majorations = "Majorations de retard"
    remises = "Remises de majorations"
    encaissements = "Encaissements"


class Operation(Model):
    """One booking of the contribution account; never changed or deleted (see `app.compte.grand_livre`)."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_employeur", "employeur_id", "le"),)

    id = cle_primaire()
    employeur_id = lien("employeur.id", "Employeur")
    cause = champ(Choix(Cause), "Cause")
    le = champ(Date, "Date")
    libelle = champ(String(160), "Libellé")
    cle = champ(String(80), "Clé d’unicité", "Une même opération ne s’écrit qu’une fois", unique=True)
    demande_id = lien("demande.id", "Demande", aide="Ce qui l’a fait écrire", facultatif=True)
    contrepasse_id = lien("operation.id", "Opération contre-passée", facultatif=True)
    motif = champ(Text, "Motif", facultatif=True)
    par_id = lien("ab_user.id", "Par", facultatif=True)
    ecrite_le = champ(DateTime(timezone=True), "Écrite le", default=maintenant)

    employeur = relationship(Employeur)
    demande = relationship(Demande)
    ecritures = relationship("Ecriture", back_populates="operation", order_by="Ecriture.id")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))

    def __str__(self):
        return self.libelle


class Ecriture(Model):
    """Francs that leave the account `credit` and enter the account `debit`, for one period.

    Double entry by shape: no row can add a franc that another account does not give, so that the sum of all
    accounts is zero whatever is written.
    """

    __tablename__ = "ecriture"
    __table_args__ = (
        CheckConstraint("montant > 0", name="ck_ecriture_montant"),
        CheckConstraint("debit <> credit", name="ck_ecriture_comptes"),
        Index(
            "ix_ecriture_employeur",
            "employeur_id",
            "periode",
            postgresql_include=["debit", "credit", "le", "montant"],
        ),
    )

    id = cle_primaire()
    operation_id = lien("operation.id", "Opération", index=True)
    employeur_id = lien("employeur.id", "Employeur")
    debit = champ(Choix(CompteComptable), "Débit")
    credit = champ(Choix(CompteComptable), "Crédit")
    periode = champ(Mois, "Période", "Vide : versement non encore affecté", facultatif=True)
    le = champ(Date, "Date de valeur")
    montant = champ(Francs, "Montant")

    operation = relationship(Operation, back_populates="ecritures")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


class DeclarationCotisations(Demande):
    """What an employer says he owes for a month, in figures: from his DNR, by hand before it, or nil."""

    prefixe = "DCO"
    libelle_type = "Déclaration de cotisations"

    periode = champ(Mois, "Période", index=True)
    nature = champ(Choix(NatureDeclaration), "Nature", default=NatureDeclaration.initiale)
    neant = champ(Boolean, "Néant", "Aucune rémunération versée ce mois-là", default=False)
    dnr_id = lien("declaration.id", "DNR reprise", facultatif=True)
    rectifie_id = lien("declarationcotisations.id", "Déclaration rectifiée", facultatif=True)
    effectif = champ(Integer, "Effectif", default=0)
    masse_salariale = champ(Francs, "Masse salariale", default=0)
    assiette = champ(Francs, "Assiette", default=0)
    rp = champ(Francs, "RP", "Risques professionnels", default=0)
    pf = champ(Francs, "PF", "Prestations familiales et maternité", default=0)
    pv = champ(Francs, "PV", "Pensions vieillesse-invalidité-décès", default=0)
    amu = champ(Francs, "AMU", "Assurance maladie universelle", default=0)
    part_employeur = champ(Francs, "Part de l’employeur", default=0)
    part_travailleur = champ(Francs, "Part des travailleurs", default=0)

    dnr = relationship(Declaration, foreign_keys=[dnr_id])
    rectifie = relationship(
        "DeclarationCotisations",
        remote_side="DeclarationCotisations.id",
        foreign_keys=[rectifie_id],
        post_update=True,
    )

    @property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu


class ModePaiement(enum.Enum):
    """How an employer pays."""

    virement = "Virement bancaire"
    depot = "Dépôt bancaire"
    tmoney = "T-Money (Mixx by Yas)"
    flooz = "Flooz (Moov Africa)"

    @property
    def mobile(self) -> bool:
        """Whether an operator confirms it, instead of the fund's bank."""
        return self in (ModePaiement.tmoney, ModePaiement.flooz)


class EtatPaiement(enum.Enum):
    """Where a payment stands, as people read it."""

    en_preparation = "En préparation"
    en_attente_rapprochement = "En attente de rapprochement"
    en_attente_operateur = "En attente de l’opérateur"
    confirme = "Confirmé"
    echoue = "Échoué"
    annule = "Annulé"


class Banque(Model):
    """A bank of the fund, and how the columns of its statements are named."""

    __tablename__ = "banque"
    publique = True

    id = cle_primaire()
    code = champ(String(10), "Code", unique=True)
    nom = champ(String(80), "Banque")
    correspondance = champ(JSON, "Colonnes du relevé", "Voir `app.compte.releves`", facultatif=True)

    def __str__(self):
        return self.nom


class Paiement(Demande):
    """A payment announced by an employer; only the bank's statement or the operator's answer confirms it."""

    prefixe = "PAI"
    libelle_type = "Paiement"
    verbes: ClassVar = {"accepter": "Confirmer l’encaissement", "rejeter": "Déclarer le paiement échoué"}

    mode = champ(Choix(ModePaiement), "Mode de paiement")
    montant = champ(Francs, "Montant")
    periode = champ(Mois, "Période", "Vide : tout le solde", facultatif=True)
    banque_id = lien("banque.id", "Banque", facultatif=True)
    paye_le = champ(Date, "Date du virement ou du dépôt", facultatif=True)
    reference = champ(String(60), "Référence", "Celle du virement ou du bordereau", facultatif=True)
    bordereau_id = lien("fichier.id", "Bordereau", facultatif=True)
    telephone = champ(String(20), "Téléphone qui paie", facultatif=True)
    operateur = champ(String(20), "Opérateur", facultatif=True)
    identifiant = champ(String(40), "Identifiant chez l’opérateur", unique=True, facultatif=True)
    reference_operateur = champ(String(60), "Référence de l’opérateur", index=True, facultatif=True)
    url_operateur = champ(String(1000), "Page de paiement", facultatif=True)
    message_operateur = champ(String(300), "Où en est l’opérateur", facultatif=True)
    interroge_le = champ(DateTime(timezone=True), "Opérateur interrogé le", facultatif=True)
    recu_le = champ(Date, "Reçu le", "Date de valeur chez la CNSS", facultatif=True)

    banque = relationship(Banque)
    bordereau = relationship(Fichier)
    quittance = relationship(
        "Certificat", back_populates="demande", uselist=False, foreign_keys="Certificat.demande_id"
    )

    @property
    def etat(self) -> EtatPaiement:
        """Return where the payment stands: its life cycle, in the words of a payment."""
        if self.statut in EN_ATTENTE:
            mobile = self.mode.mobile
            return (
                EtatPaiement.en_attente_operateur if mobile else EtatPaiement.en_attente_rapprochement
            )
        return _ETATS_DE_PAIEMENT[self.statut]


_ETATS_DE_PAIEMENT = {
    Statut.brouillon: EtatPaiement.en_preparation,
    Statut.complement_demande: EtatPaiement.en_preparation,
    Statut.acceptee: EtatPaiement.confirme,
    Statut.rejetee: EtatPaiement.echoue,
    Statut.annulee: EtatPaiement.annule,
}
Paiement.__table__.append_constraint(CheckConstraint("montant > 0", name="ck_paiement_montant"))


class ReleveBancaire(Model):
    """A statement of the fund's bank, imported once."""

    __tablename__ = "releve_bancaire"
    __table_args__ = (UniqueConstraint("banque_id", "sha256", name="uq_releve_bancaire"),)

    id = cle_primaire()
    banque_id = lien("banque.id", "Banque")
    sha256 = champ(String(64), "Empreinte SHA-256")
    nom = champ(String(160), "Fichier")
    lignes = champ(Integer, "Lignes nouvelles", default=0)
    importe_le = champ(DateTime(timezone=True), "Importé le", default=maintenant)
    par_id = lien("ab_user.id", "Par", facultatif=True)

    banque = relationship(Banque)

    @classmethod
    def portee(cls, p):
        return mien()


class LigneReleve(Model):
    """A credit of a bank statement, until a payment answers to it."""

    __tablename__ = "ligne_releve"
    __table_args__ = (
        UniqueConstraint("banque_id", "empreinte", name="uq_ligne_releve"),
        Index("ix_ligne_releve_attente", "paiement_id", "le"),
    )

    id = cle_primaire()
    releve_id = lien("releve_bancaire.id", "Relevé", index=True)
    banque_id = lien("banque.id", "Banque")
    empreinte = champ(String(64), "Empreinte", "Date, référence, libellé, montant et rang parmi les mêmes")
    le = champ(Date, "Date")
    reference = champ(String(60), "Référence", default="")
    libelle = champ(String(200), "Libellé", default="")
    montant = champ(Francs, "Montant")
    paiement_id = lien("paiement.id", "Paiement rapproché", unique=True, facultatif=True)
    rapprochee_le = champ(DateTime(timezone=True), "Rapprochée le", facultatif=True)
    rapprochee_par_id = lien("ab_user.id", "Rapprochée par", facultatif=True)

    banque = relationship(Banque)
    releve = relationship(ReleveBancaire)
    paiement = relationship(Paiement)

    @classmethod
    def portee(cls, p):
        return mien()


class InscriptionEnLigne(Demande):
    """Somebody whom the register does not recognise asks for an account, identity in hand."""

    prefixe = "INS"
    libelle_type = "Inscription aux services en ligne"
    verbes: ClassVar = {"accepter": "Ouvrir l’accès", "rejeter": "Refuser l’accès"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (demandees.IDENTITE,)

    profil = champ(Choix(Profil), "Demande un accès en tant que")
    numero_declare = champ(String(15), "Numéro déclaré")
    identifiant = champ(String(40), "NIF ou RCCM déclaré", facultatif=True)
    naissance_le = champ(Date, "Date de naissance", facultatif=True)
    nom = champ(String(80), "Nom")
    prenoms = champ(String(80), "Prénoms")
    courriel = champ(String(120), "Courriel", "Vérifié par un lien")

    @property
    def courriel_du_visiteur(self) -> str:
        """Return the address that the link proved."""
        return self.courriel

    @property
    def demandeur(self) -> str:
        """Return the name that the person gave."""
        return f"{self.prenoms} {self.nom}"


class ModificationInfos(Demande):
    """An employer or an insured person asks that what the register says of them be changed."""

    prefixe = "MOD"
    libelle_type = "Modification de mes informations"
    verbes: ClassVar = {"accepter": "Modifier le registre"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (demandees.JUSTIFICATIF,)

    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    email = champ(String(120), "Courriel de contact", controles=[courriel], facultatif=True)
    adresse = champ(String(160), "Adresse", facultatif=True)
    activite = champ(String(120), "Activité principale", facultatif=True)
    autre = champ(Text, "Autre changement", "Nom, naissance… : dites ce qui est faux", facultatif=True)


class DroitExerce(enum.Enum):
    """What a person may ask about the data that the fund keeps on her (loi 2019-014)."""

    rectification = "Rectification"
    effacement = "Effacement"
    opposition = "Opposition à un traitement"


class DemandeDonnees(Demande):
    """A person's rights over her own data (loi 2019-014 du 29 octobre 2019)."""

    prefixe = "DCP"
    libelle_type = "Exercice d’un droit sur mes données"
    verbes: ClassVar = {"accepter": "Donner suite", "rejeter": "Ne pas donner suite"}
    pieces_demandees = (demandees.JUSTIFICATIF,)

    droit = champ(Choix(DroitExerce), "Droit exercé")
    explication = champ(Text, "Données concernées", "Lesquelles, et ce que vous demandez")


class ParametreLegal(Model):
    """A value of the law from a date on: proposed by one agent, confirmed by another."""

    __tablename__ = "parametre_legal"
    __table_args__ = (UniqueConstraint("code", "effet_le", name="uq_parametre_legal"),)
    publique = True

    id = cle_primaire()
    code = champ(String(60), "Code")
    libelle = champ(String(160), "Paramètre")
    valeur = champ(Points, "Valeur", "Nombre entier, dans l’unité indiquée")
    unite = champ(String(30), "Unité")
    effet_le = champ(Date, "Date d’effet")
    reference = champ(String(200), "Texte de référence")
    a_confirmer = champ(
        Boolean, "À confirmer", "Les écrans portent alors la mention « estimation »", default=False
    )
    propose_par_id = lien("ab_user.id", "Proposé par", facultatif=True)
    confirme_par_id = lien("ab_user.id", "Confirmé par", facultatif=True)
    confirme_le = champ(DateTime(timezone=True), "Confirmé le", facultatif=True)

    def __str__(self):
        return f"{self.libelle} au {self.effet_le:%d/%m/%Y}"


class EtatTache(enum.Enum):
    """Where a deferred task stands."""

    en_attente = "En attente"
    en_cours = "En cours"
    faite = "Faite"
    echouee = "Échouée"


class Tache(Model):
    """Work to do after the commit that asked for it (see `app.taches`)."""

    __tablename__ = "tache"
    __table_args__ = (Index("ix_tache_etat", "etat", "a_faire_le"),)

    id = cle_primaire()
    nom = champ(String(60), "Tâche")
    cle = champ(String(100), "Clé d’unicité", unique=True)
    arguments = champ(JSON, "Arguments")
    etat = champ(Choix(EtatTache), "État", default=EtatTache.en_attente)
    tentatives = champ(Integer, "Tentatives", default=0)
    cree_le = champ(DateTime(timezone=True), "Créée le", default=maintenant)
    a_faire_le = champ(DateTime(timezone=True), "À faire le", default=maintenant)
    terminee_le = champ(DateTime(timezone=True), "Terminée le", facultatif=True)
    erreur = champ(Text, "Erreur", facultatif=True)

    @classmethod
    def portee(cls, p):
        return mien()
