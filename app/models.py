"""All tables: columns, labels, keys, constraints. No rule lives here.

A service is a subclass of Demande with its own columns. Each model says who sees its rows (`portee`) or that
everybody does (`publique`); `app.acces` enforces it.
"""

import enum
from datetime import UTC, date, datetime
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
    select,
)
from sqlalchemy.orm import column_property, relationship

from app.acces import mien
from app.champs import JSON, Choix, Cle, Francs, Mois, Points, champ
from app.cycle import Statut


def maintenant() -> datetime:
    """Return the present instant in UTC, as stored."""
    return datetime.now(UTC)


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

    utilisateur = relationship(User)
    employeur = relationship(Employeur)

    @classmethod
    def portee(cls, p):
        return mien((cls.utilisateur_id, p.utilisateur_id))


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
        return mien((cls.depose_par_id, p.utilisateur_id))


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
    motif = champ(Text, "Motif", facultatif=True)
    cle_unique = champ(String(40), "Clé contre le double envoi", unique=True, facultatif=True)
    version = champ(Integer, "Version", default=1)

    employeur = relationship(Employeur)
    assure = relationship(Assure)
    agent = relationship(User, foreign_keys=[agent_id])
    evenements = relationship("Evenement", back_populates="demande", order_by="Evenement.id")

    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "demande", "version_id_col": version}

    prefixe = "DEM"
    """First letters of the number given to a request of this service."""
    libelle_type = "Demande"
    """The service's name, as people read it."""
    verbes: ClassVar[dict[str, str]] = {}
    """The service's own words for a transition, `name -> button`, where the common ones do not say it well."""

    @classmethod
    def portee(cls, p):
        return mien((Demande.employeur_id, p.employeur_id), (Demande.assure_id, p.assure_id))

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
    "proprietaire": "employeur_id is not null or assure_id is not null",
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
    date_limite = champ(Date, "Date limite de dépôt des offres", facultatif=True)
    proposition = champ(JSON, "Proposition", "Ce que les règles ont conclu à la soumission", facultatif=True)

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


class Certificat(Model):
    """A document issued by the fund that anyone may check by its code: quitus today, others tomorrow."""

    __tablename__ = "certificat"
    __table_args__ = (
        CheckConstraint("(revoque_le is null) = (motif_revocation is null)", name="ck_certificat_revocation"),
    )

    id = cle_primaire()
    demande_id = lien("demande.id", "Demande", unique=True)
    numero = champ(String(30), "Numéro", unique=True)
    code = champ(String(20), "Code de vérification", unique=True)
    delivre_le = champ(Date, "Délivré le")
    situation_le = champ(Date, "Situation arrêtée au")
    expire_le = champ(Date, "Valable jusqu’au")
    jeton = champ(Text, "Jeton signé")
    contenu = champ(JSON, "Contenu", "Ce que le document dit, figé à la délivrance")
    delivre_par_id = lien("ab_user.id", "Délivré par", facultatif=True)
    revoque_le = champ(DateTime(timezone=True), "Révoqué le", facultatif=True)
    motif_revocation = champ(String(300), "Motif de révocation", facultatif=True)

    demande = relationship(Demande)

    @classmethod
    def portee(cls, p):
        return demande_a_moi(cls.demande_id, p)


class Cause(enum.Enum):
    """Why an entry of the contribution account exists."""

    declaration = "Déclaration nominative"
    paiement = "Paiement"
    majoration = "Majoration de retard"
    remise = "Remise"
    correction = "Correction"


class CompteComptable(enum.Enum):
    """The accounts between which the contribution ledger moves francs."""

    employeur = "Employeur (ce qu’il doit)"
    rp = "Risques professionnels"
    pf = "Prestations familiales et maternité"
    pv = "Pensions vieillesse-invalidité-décès"
    amu = "Assurance maladie universelle"
    majorations = "Majorations de retard"
    encaissements = "Encaissements"


class Operation(Model):
    """One booking of the contribution account: its entries sum to zero; never changed or deleted."""

    __tablename__ = "operation"
    __table_args__ = (Index("ix_operation_employeur", "employeur_id", "le"),)

    id = cle_primaire()
    employeur_id = lien("employeur.id", "Employeur")
    cause = champ(Choix(Cause), "Cause")
    le = champ(Date, "Date")
    libelle = champ(String(120), "Libellé")
    cle = champ(String(80), "Clé d’unicité", "Une même opération ne s’écrit qu’une fois", unique=True)
    declaration_id = lien("declaration.id", "Déclaration", facultatif=True)
    ecrite_le = champ(DateTime(timezone=True), "Écrite le", default=maintenant)

    employeur = relationship(Employeur)
    ecritures = relationship("Ecriture", back_populates="operation", order_by="Ecriture.id")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


class Ecriture(Model):
    """One signed amount of an operation on one account, for one period."""

    __tablename__ = "ecriture"
    __table_args__ = (Index("ix_ecriture_employeur", "employeur_id", "compte", "periode"),)

    id = cle_primaire()
    operation_id = lien("operation.id", "Opération", index=True)
    employeur_id = lien("employeur.id", "Employeur")
    compte = champ(Choix(CompteComptable), "Compte")
    periode = champ(Mois, "Période", "Vide : avance non encore affectée", facultatif=True)
    montant = champ(Francs, "Montant")

    operation = relationship(Operation, back_populates="ecritures")

    @classmethod
    def portee(cls, p):
        return mien((cls.employeur_id, p.employeur_id))


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


def aujourd_hui() -> date:
    """Return today's date in Togo, which lives on UTC."""
    return maintenant().date()
