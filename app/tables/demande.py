"""What every request has: state, events, pieces, messages, readings and drafts."""

import enum
from typing import ClassVar

from flask_appbuilder import Model
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import relationship

from app.acces import Equipe, mien
from app.champs import JSON, Choix, Cle, champ, cle_primaire, lien
from app.cycle import EN_ATTENTE, Statut
from app.horloge import aujourd_hui, en_utc, maintenant
from app.pieces.demandees import PieceDemandee
from app.regles import ecriture
from app.tables.registre import Assure, Employeur


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
        from app.tables.dnr import Declaration
        from app.tables.immatriculations import ImmatriculationCollective

        de_mes_demandes = (
            cls.id.in_(select(cle).where(demande_a_moi(demande, p)))
            for cle, demande in (
                (Piece.fichier_id, Piece.demande_id),
                (Declaration.__table__.c.fichier_id, Declaration.__table__.c.id),
                (ImmatriculationCollective.__table__.c.fichier_id, ImmatriculationCollective.__table__.c.id),
            )
        )
        return or_(mien((cls.depose_par_id, p.utilisateur_id)), *de_mes_demandes)

    def __str__(self):
        return self.nom


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
    fermees: frozenset[str] = frozenset()
    """The transitions that no button makes: a third party decides, or a screen of its own."""
    pieces_demandees: ClassVar[tuple[PieceDemandee, ...]] = ()
    """The papers to join, in the order they are asked for."""
    delais: ClassVar[tuple[str, str] | None] = None
    """The parameters of the law that bound how long the fund takes to answer: shortest, longest."""
    rubriques: ClassVar[dict[str, str]] = {}
    """The parts of its form and pages, in order: `column that opens the part -> title`."""

    courriels: ClassVar[dict[str, str]] = {
        "soumettre": "demande_soumise",
        "demander_complement": "complement_demande",
        "accepter": "demande_acceptee",
        "rejeter": "demande_rejetee",
    }
    """The e-mail of each transition that its persons are told of, by its code (see `courriers.toml`)."""
    courriel_du_visiteur: ClassVar[str | None] = None
    """Where to write to who asks without an account; such a service has it as a column's value."""
    page_du_visiteur = ""
    """Where who has no account makes and follows such a request, on this site (see `app.suivi`)."""

    def __init__(self, **valeurs):
        super().__init__(**{"equipe": self.confiee_a} | valeurs)

    @property
    def demandeur(self) -> str:
        """Return who asks, as the pages name it."""
        return str(self.employeur or self.assure)

    @property
    def sujet(self) -> str:
        """Return what tells this request from the others of its service, in a list: nothing by default."""
        return ""

    @property
    def attente(self) -> str:
        """Return since when it waits for the fund: « 3 jours »; nothing once it does not."""
        if self.statut not in EN_ATTENTE:
            return ""
        jours = (aujourd_hui() - en_utc(self.soumise_le).date()).days
        return ecriture.accord(jours, "jour", "jours") if jours else "Aujourd’hui"

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
    __table_args__ = (UniqueConstraint("utilisateur_id", "employeur_id", "adresse", name="uq_brouillon"),)

    id = cle_primaire()
    utilisateur_id = lien("ab_user.id", "Auteur")
    employeur_id = champ(Cle, "Pour le compte de", "L’employeur choisi à la saisie ; 0 pour soi-même")
    adresse = champ(String(300), "Adresse du formulaire")
    saisie = champ(JSON, "Saisie", "Les textes tapés, par nom de champ")
    le = champ(DateTime(timezone=True), "Saisi le", default=maintenant)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))
