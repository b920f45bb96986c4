"""What every request has: state, events, pieces, messages, certificates."""

import enum
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    false,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, relationship

from app.demandes.etats import (
    ACCEPTER,
    ACCEPTER_PAR_EXCEPTION,
    DEMANDER_COMPLEMENT,
    EN_ATTENTE,
    REJETER,
    SOUMETTRE,
    Statut,
    Transition,
)
from app.demandes.pieces_demandees import PieceDemandee
from app.generateur.adaptateur import Model, User
from app.generateur.champs import JSON, Choix, Cle, champ, cle_etrangere, cle_primaire
from app.identites.organisation import equipes_a_choisir
from app.journal.sujets import Sujet, sujet_de
from app.regles import francais
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import SERVICES, Caisse, Equipe, Perimetre, elargit, mien, si
from app.socle.horloge import aujourd_hui, en_utc, maintenant
from app.travaux.tables import Fichier


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
    employeur_id = cle_etrangere("employeur.id", "Employeur", facultatif=True)
    assure_id = cle_etrangere("assure.id", "Assuré", facultatif=True)
    statut = champ(Choix(Statut), "État", default=Statut.brouillon)
    cree_le = champ(DateTime(timezone=True), "Créée le", default=maintenant)
    cree_par_id = cle_etrangere("ab_user.id", "Créée par", facultatif=True)
    soumise_le = champ(DateTime(timezone=True), "Soumise le", facultatif=True)
    prise_en_charge_le = champ(DateTime(timezone=True), "Prise en charge le", facultatif=True)
    decidee_le = champ(DateTime(timezone=True), "Décidée le", facultatif=True)
    agent_id = cle_etrangere("ab_user.id", "Agent", facultatif=True)
    equipe = champ(
        String(40),
        "Équipe",
        "Celle qui la traite",
        default=Equipe.recouvrement.value,
        choix=equipes_a_choisir,
    )
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
    verbes: ClassVar[dict[Transition, str]] = {}
    """The service's own words for a transition, on its button, where the common ones do not say it."""
    confiee_a: str = Equipe.recouvrement.value
    """The team its requests go to, until the fund says another (see `app.identites.organisation`)."""
    sante = False
    """Whether it holds health data: then only the team that holds it reads it, and one that may."""
    reservee = False
    """Whether only the team that holds it reads it, as for health; the others see where it stands at most."""
    fermees: frozenset[Transition] = frozenset()
    """The transitions that no button makes: a third party decides, or a screen of its own."""
    exceptionnelle = False
    """Whether it may be accepted against what the rules conclude."""
    a_deux: ClassVar[int | None] = None
    """From how many francs its acceptance takes two people, None for never; rows of the fund prevail."""
    rejet_a_deux = False
    """Whether its rejection is read again by a second person, wherever its acceptance is."""
    pieces_demandees: ClassVar[tuple[PieceDemandee, ...]] = ()
    """The papers to join, in the order they are asked for."""
    delais: ClassVar[tuple[str, str] | None] = None
    """The parameters of the law that bound how long the fund takes to answer: shortest, longest."""
    rubriques: ClassVar[dict[str, str]] = {}
    """The parts of its form and pages, in order: `column that opens the part -> title`."""

    courriels: ClassVar[dict[Transition, str]] = {
        SOUMETTRE: "demande_soumise",
        DEMANDER_COMPLEMENT: "complement_demande",
        ACCEPTER: "demande_acceptee",
        ACCEPTER_PAR_EXCEPTION: "demande_acceptee",
        REJETER: "demande_rejetee",
    }
    """The e-mail of each transition that its persons are told of, by its code (see `courriers.toml`)."""

    @property
    def courriel_du_visiteur(self) -> str | None:
        """Return where to write to who asks without an account: a column of such a service."""
        return None

    page_du_visiteur = ""
    """Where who has no account makes and follows such a request, on this site (see `app.demandes.suivi`)."""

    def __init__(self, **valeurs: Any) -> None:
        super().__init__(**{"equipe": str(self.confiee_a)} | valeurs)

    @property
    def demandeur(self) -> str:
        """Return who asks, as the pages name it."""
        return str(self.employeur or self.assure)

    @property
    def sujet(self) -> str:
        """Return what tells this request from the others of its service, in a list: nothing by default."""
        return ""

    @property
    def enjeu(self) -> int | None:
        """Return how many francs its acceptance gives; None where one hand is enough whatever the amount."""
        return int((self.etude or {}).get("montant", 0) or 0)

    @property
    def cle_employeur(self) -> int:
        """Return the key of its employer, for a service that asks in the name of one."""
        assert self.employeur_id is not None
        return self.employeur_id

    @property
    def cle_assure(self) -> int:
        """Return the key of its insured person, for a service that asks in the name of one."""
        assert self.assure_id is not None
        return self.assure_id

    def beneficiaires(self) -> list[PersonneNommee]:
        """Return whom it is for besides its insured person: those it names; nobody by default."""
        return []

    @property
    def attente(self) -> str:
        """Return since when it waits for the fund: « 3 jours »; nothing once it does not."""
        if self.statut not in EN_ATTENTE or self.soumise_le is None:
            return ""
        jours = (aujourd_hui() - en_utc(self.soumise_le).date()).days
        return francais.accord(jours, "jour", "jours") if jours else "Aujourd’hui"

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((Demande.employeur_id, p.employeur_id), (Demande.assure_id, p.assure_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        """Those of the services of one's teams, and those handed over to them; all, for who oversees."""
        return si(True) if caisse.voit_tout else Demande.lisible(caisse)

    @staticmethod
    def lisible(caisse: Caisse) -> ColumnElement[bool]:
        """Return the criterion of the requests whose content somebody of the staff reads."""
        return _lisible(Demande, caisse)

    def __init_subclass__(cls, **options: Any) -> None:
        """Give each service its own joined table, key and identity: a service writes its fields only.

        What several services share, an abstract class, has none.
        """
        if "__abstract__" not in cls.__dict__:
            cls.reservee = cls.reservee or cls.sante
            cls.__tablename__ = SERVICES.inscrire(cls.__name__.lower(), cls).__name__.lower()
            cls.__mapper_args__ = {"polymorphic_identity": cls.__tablename__}
            cls.id = champ(Cle, "Clé", "", ForeignKey("demande.id"), primary_key=True)
        super().__init_subclass__(**options)

    def __str__(self) -> str:
        return f"{self.libelle_type} {self.numero or 'en préparation'}"


def _identites(propriete: str) -> frozenset[str]:
    """Return the services of which something is true."""
    return frozenset(e.cle for e in SERVICES if getattr(e.valeur, propriete))


@sujet_de(Demande)
def _demande(demande: Demande) -> Sujet:
    return Sujet(
        "demande",
        demande.id,
        demande.numero or "en préparation",
        demande.libelle_type,
        assure_id=demande.assure_id,
        employeur_id=demande.employeur_id,
    )


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


def demande_a_moi(
    colonne: InstrumentedAttribute[int] | ColumnElement[int], p: Perimetre
) -> ColumnElement[bool]:
    """Return the criterion « this column points to one of my requests »."""
    return colonne.in_(select(Demande.id).where(Demande.portee(p)))


class DUneDemande:
    """What is part of a request: who of the staff reads the request's content reads it."""

    demande_id: Any

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return _parmi(cls.demande_id, _lisible(DEMANDES, caisse))


DEMANDES = Demande.__table__.c


def _lisible(d: Any, caisse: Caisse) -> ColumnElement[bool]:
    """Return `Demande.lisible` on the model, or on its bare table `d`: every statement of the staff has it.

    Health files are read where one's team may, whoever they are entrusted to.
    """
    reservees = _identites("reservee")
    confiees = _des_services(d, caisse.services - reservees)
    vues = [~_des_services(d, reservees) if caisse.voit_tout else confiees]
    if autres := caisse.equipes - caisse.sante:
        vues.append(d.equipe.in_(autres) & ~_des_services(d, _identites("sante")))
    if caisse.sante:
        vues.append(d.equipe.in_(caisse.sante))
    return or_(*vues)


def _des_services(d: Any, services: frozenset[str]) -> ColumnElement[bool]:
    """Return the criterion of the requests of some services, named in the statement itself.

    They are the names of our classes; a score of parameters would be gone through by each statement.
    """
    assert all(nom.isidentifier() for nom in services)
    if not services:
        return false()
    noms = ", ".join(f"'{nom}'" for nom in sorted(services))
    critere: ColumnElement[bool] = d.type.op("IN", is_comparison=True)(literal_column(f"({noms})"))
    return critere


def _parmi(colonne: Any, demandes: ColumnElement[bool]) -> ColumnElement[bool]:
    critere: ColumnElement[bool] = colonne.in_(select(DEMANDES.id).where(demandes))
    return critere


def _dont_on_voit_la_demande(colonne: Any, caisse: Caisse) -> ColumnElement[bool]:
    """Return the criterion of what is joined to a request that shows in the lists of the staff."""
    return si(True) if caisse.voit_tout else _parmi(colonne, _lisible(DEMANDES, caisse))


class Evenement(Model):
    """One line of a request's journal; never changed."""

    __tablename__ = "evenement"

    id = cle_primaire()
    demande_id = cle_etrangere("demande.id", "Demande", index=True)
    transition = champ(String(30), "Action")
    de = champ(Choix(Statut), "De")
    vers = champ(Choix(Statut), "Vers")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    acteur_id = cle_etrangere("ab_user.id", "Par", facultatif=True)
    acteur_nom = champ(String(120), "Par")
    motif = champ(Text, "Motif", facultatif=True)

    demande = relationship(Demande, back_populates="evenements")

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.demande_id, p)

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return _dont_on_voit_la_demande(cls.demande_id, caisse)


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


class Piece(DUneDemande, Model):
    """A file joined to a request, of a kind the service demands, or joined to one of its messages."""

    __tablename__ = "piece"

    id = cle_primaire()
    demande_id = cle_etrangere("demande.id", "Demande", index=True)
    message_id = cle_etrangere("message.id", "Message", facultatif=True)
    fichier_id = cle_etrangere("fichier.id", "Fichier")
    code = champ(String(40), "Sorte de pièce", "Voir `app.demandes.pieces_demandees`")
    nature = champ(String(60), "Nature", facultatif=True)
    format = champ(Choix(FormatPiece), "Format")
    analyse = champ(Choix(Analyse), "Analyse", default=Analyse.non_analysee)
    empreinte_recue = champ(String(64), "Empreinte de ce qui a été reçu", facultatif=True)
    desarmee_le = champ(DateTime(timezone=True), "Désarmée le", "Vide : elle ne s’ouvre pas", facultatif=True)
    retraits = champ(JSON, "Retiré", "Voir `app.demandes.pieces.retraits`", facultatif=True)
    feuilles = champ(JSON, "Feuilles", "Largeur et hauteur de chacune", facultatif=True)
    jointe_le = champ(DateTime(timezone=True), "Jointe le", default=maintenant)
    jointe_par_id = cle_etrangere("ab_user.id", "Jointe par", facultatif=True)

    demande = relationship(Demande, back_populates="pieces")
    fichier = relationship(Fichier)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.demande_id, p)

    def __str__(self) -> str:
        return str(self.fichier.nom)


class Message(DUneDemande, Model):
    """What the person and the fund write to each other about a request."""

    __tablename__ = "message"

    id = cle_primaire()
    demande_id = cle_etrangere("demande.id", "Demande", index=True)
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    auteur_id = cle_etrangere("ab_user.id", "Auteur", facultatif=True)
    auteur_nom = champ(String(120), "De")
    pour = champ(Choix(Cote), "Pour")
    texte = champ(Text, "Message")

    demande = relationship(Demande, back_populates="messages")
    pieces = relationship(Piece, order_by=Piece.id)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.demande_id, p)


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
    demande_id = cle_etrangere("demande.id", "Demande", unique=True)
    numero = champ(String(30), "Numéro", unique=True)
    code = champ(String(20), "Code de vérification", unique=True)
    delivre_le = champ(Date, "Délivré le")
    situation_le = champ(Date, "Situation arrêtée au")
    expire_le = champ(Date, "Valable jusqu’au", "Vide : sans limite", facultatif=True)
    jeton = champ(Text, "Jeton signé")
    contenu = champ(JSON, "Contenu", "Ce que le document dit, figé à la délivrance")
    delivre_par_id = cle_etrangere("ab_user.id", "Délivré par", facultatif=True)
    revoque_le = champ(DateTime(timezone=True), "Révoqué le", facultatif=True)
    motif_revocation = champ(String(300), "Motif de révocation", facultatif=True)

    demande = relationship(Demande)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return demande_a_moi(cls.demande_id, p)

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return _dont_on_voit_la_demande(cls.demande_id, caisse)

    def __str__(self) -> str:
        return f"{self.nature.value} {self.numero}"


@elargit(Fichier)
def _fichiers_de_mes_demandes(p: Perimetre) -> ColumnElement[bool]:
    """The file of a piece is seen by who sees the request."""
    t = Piece.__table__.c
    return Fichier.id.in_(select(t.fichier_id).where(demande_a_moi(t.demande_id, p)))
