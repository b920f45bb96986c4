"""All tables, under one name: what each family declares is in `app.tables`.

A service is a subclass of Demande with its own columns. Each model says who sees its rows (`portee`) or that
everybody does (`publique`); `app.acces` enforces it. No rule lives here.
"""

from flask_appbuilder import Model as Model
from flask_appbuilder.security.sqla.models import User as User

from app.tables.certificats import (
    AttestationIndividuelle as AttestationIndividuelle,
)
from app.tables.certificats import (
    Certificat as Certificat,
)
from app.tables.certificats import (
    NatureAttestation as NatureAttestation,
)
from app.tables.certificats import (
    NatureCertificat as NatureCertificat,
)
from app.tables.communs import (
    Emploi as Emploi,
)
from app.tables.communs import (
    EtatCivil as EtatCivil,
)
from app.tables.communs import (
    SituationMatrimoniale as SituationMatrimoniale,
)
from app.tables.communs import (
    Versement as Versement,
)
from app.tables.communs import (
    VersementPension as VersementPension,
)
from app.tables.communs import (
    Victime as Victime,
)
from app.tables.comptes import (
    ChangementCourriel as ChangementCourriel,
)
from app.tables.comptes import (
    CodeDeSecours as CodeDeSecours,
)
from app.tables.comptes import (
    CompteAssure as CompteAssure,
)
from app.tables.comptes import (
    Compteur as Compteur,
)
from app.tables.comptes import (
    Habilitation as Habilitation,
)
from app.tables.comptes import (
    Inscription as Inscription,
)
from app.tables.comptes import (
    Invitation as Invitation,
)
from app.tables.comptes import (
    Profil as Profil,
)
from app.tables.comptes import (
    SecondFacteur as SecondFacteur,
)
from app.tables.comptes import (
    SessionOuverte as SessionOuverte,
)
from app.tables.cotisations import (
    DU_EMPLOYEUR as DU_EMPLOYEUR,
)
from app.tables.cotisations import (
    UN_AGENT as UN_AGENT,
)
from app.tables.cotisations import (
    Banque as Banque,
)
from app.tables.cotisations import (
    Cause as Cause,
)
from app.tables.cotisations import (
    CompteComptable as CompteComptable,
)
from app.tables.cotisations import (
    DeclarationCotisations as DeclarationCotisations,
)
from app.tables.cotisations import (
    Ecriture as Ecriture,
)
from app.tables.cotisations import (
    EtatPaiement as EtatPaiement,
)
from app.tables.cotisations import (
    Exercice as Exercice,
)
from app.tables.cotisations import (
    LigneReleve as LigneReleve,
)
from app.tables.cotisations import (
    ModePaiement as ModePaiement,
)
from app.tables.cotisations import (
    Operation as Operation,
)
from app.tables.cotisations import (
    Paiement as Paiement,
)
from app.tables.cotisations import (
    ReleveBancaire as ReleveBancaire,
)
from app.tables.cotisations import (
    SoldeMensuel as SoldeMensuel,
)
from app.tables.cotisations import (
    ajoute_au_solde as ajoute_au_solde,
)
from app.tables.courrier import (
    Courrier as Courrier,
)
from app.tables.courrier import (
    EtatCourrier as EtatCourrier,
)
from app.tables.courrier import (
    ModeleCourrier as ModeleCourrier,
)
from app.tables.demande import (
    Analyse as Analyse,
)
from app.tables.demande import (
    Brouillon as Brouillon,
)
from app.tables.demande import (
    Consultation as Consultation,
)
from app.tables.demande import (
    Cote as Cote,
)
from app.tables.demande import (
    Demande as Demande,
)
from app.tables.demande import (
    Evenement as Evenement,
)
from app.tables.demande import (
    Fichier as Fichier,
)
from app.tables.demande import (
    FormatPiece as FormatPiece,
)
from app.tables.demande import (
    Message as Message,
)
from app.tables.demande import (
    Piece as Piece,
)
from app.tables.demande import (
    demande_a_moi as demande_a_moi,
)
from app.tables.dnr import (
    Declaration as Declaration,
)
from app.tables.dnr import (
    EtatLigne as EtatLigne,
)
from app.tables.dnr import (
    Justification as Justification,
)
from app.tables.dnr import (
    LigneCarriere as LigneCarriere,
)
from app.tables.dnr import (
    LigneDeclaration as LigneDeclaration,
)
from app.tables.dnr import (
    NatureDeclaration as NatureDeclaration,
)
from app.tables.dnr import (
    SourceDeclaration as SourceDeclaration,
)
from app.tables.employeur import (
    BOITE_POSTALE as BOITE_POSTALE,
)
from app.tables.employeur import (
    RECENSEMENT as RECENSEMENT,
)
from app.tables.employeur import (
    EmploiDomestique as EmploiDomestique,
)
from app.tables.employeur import (
    FormeJuridique as FormeJuridique,
)
from app.tables.employeur import (
    FuturEmployeur as FuturEmployeur,
)
from app.tables.employeur import (
    PreImmatriculationDomestique as PreImmatriculationDomestique,
)
from app.tables.employeur import (
    PreImmatriculationEntreprise as PreImmatriculationEntreprise,
)
from app.tables.employeur import (
    Quitus as Quitus,
)
from app.tables.famille import (
    AllocationPrenatale as AllocationPrenatale,
)
from app.tables.famille import (
    DeclarationConjoint as DeclarationConjoint,
)
from app.tables.famille import (
    DeclarationEnfant as DeclarationEnfant,
)
from app.tables.famille import (
    IndemniteMaternite as IndemniteMaternite,
)
from app.tables.famille import (
    PartPrenatale as PartPrenatale,
)
from app.tables.famille import (
    Scolarite as Scolarite,
)
from app.tables.immatriculations import (
    ImmatriculationCollective as ImmatriculationCollective,
)
from app.tables.immatriculations import (
    ImmatriculationTravailleur as ImmatriculationTravailleur,
)
from app.tables.immatriculations import (
    LigneImmatriculation as LigneImmatriculation,
)
from app.tables.immatriculations import (
    Travailleur as Travailleur,
)
from app.tables.pensions import (
    AssuranceVolontaire as AssuranceVolontaire,
)
from app.tables.pensions import (
    LienSurvivant as LienSurvivant,
)
from app.tables.pensions import (
    NaturePension as NaturePension,
)
from app.tables.pensions import (
    PensionInvalidite as PensionInvalidite,
)
from app.tables.pensions import (
    PensionSurvivant as PensionSurvivant,
)
from app.tables.pensions import (
    PensionVieillesse as PensionVieillesse,
)
from app.tables.personnelles import (
    DemandeDonnees as DemandeDonnees,
)
from app.tables.personnelles import (
    DroitExerce as DroitExerce,
)
from app.tables.personnelles import (
    InscriptionEnLigne as InscriptionEnLigne,
)
from app.tables.personnelles import (
    ModificationInfos as ModificationInfos,
)
from app.tables.publication import (
    EtatPublication as EtatPublication,
)
from app.tables.publication import (
    Programmee as Programmee,
)
from app.tables.publication import (
    Publiee as Publiee,
)
from app.tables.reclamations import (
    Reclamation as Reclamation,
)
from app.tables.reclamations import (
    RectificationCarriere as RectificationCarriere,
)
from app.tables.reclamations import (
    ServiceConcerne as ServiceConcerne,
)
from app.tables.registre import (
    Assure as Assure,
)
from app.tables.registre import (
    Division as Division,
)
from app.tables.registre import (
    Employeur as Employeur,
)
from app.tables.registre import (
    LienFamilial as LienFamilial,
)
from app.tables.registre import (
    MembreFamille as MembreFamille,
)
from app.tables.registre import (
    Periodicite as Periodicite,
)
from app.tables.registre import (
    Sexe as Sexe,
)
from app.tables.remises import (
    DemandeRemise as DemandeRemise,
)
from app.tables.risques import (
    AccidentTravail as AccidentTravail,
)
from app.tables.risques import (
    MaladieProfessionnelle as MaladieProfessionnelle,
)
from app.tables.site import (
    Article as Article,
)
from app.tables.site import (
    EntreeIndex as EntreeIndex,
)
from app.tables.site import (
    Media as Media,
)
from app.tables.site import (
    NatureArticle as NatureArticle,
)
from app.tables.site import (
    NatureMedia as NatureMedia,
)
from app.tables.site import (
    NatureTexte as NatureTexte,
)
from app.tables.site import (
    PageSite as PageSite,
)
from app.tables.site import (
    QuestionFrequente as QuestionFrequente,
)
from app.tables.site import (
    RechercheVaine as RechercheVaine,
)
from app.tables.site import (
    Rubrique as Rubrique,
)
from app.tables.site import (
    Terme as Terme,
)
from app.tables.site import (
    TexteReglementaire as TexteReglementaire,
)
from app.tables.site import (
    Theme as Theme,
)
from app.tables.site import (
    VarianteImage as VarianteImage,
)
from app.tables.site import (
    VersionContenu as VersionContenu,
)
from app.tables.statistiques import (
    Dimension as Dimension,
)
from app.tables.statistiques import (
    StatistiquePubliee as StatistiquePubliee,
)
from app.tables.systeme import (
    EtatTache as EtatTache,
)
from app.tables.systeme import (
    ParametreLegal as ParametreLegal,
)
from app.tables.systeme import (
    Tache as Tache,
)
from app.tables.visiteurs import (
    Candidature as Candidature,
)
from app.tables.visiteurs import (
    MessageContact as MessageContact,
)
from app.tables.visiteurs import (
    NatureMessage as NatureMessage,
)
from app.tables.visiteurs import (
    NatureOffre as NatureOffre,
)
from app.tables.visiteurs import (
    Offre as Offre,
)
from app.tables.vitrine import (
    Encart as Encart,
)
from app.tables.vitrine import (
    EntreeMenu as EntreeMenu,
)
from app.tables.vitrine import (
    FlashInfo as FlashInfo,
)
from app.tables.vitrine import (
    LienRapide as LienRapide,
)
from app.tables.vitrine import (
    Place as Place,
)
from app.tables.vitrine import (
    ReglageSite as ReglageSite,
)
from app.tables.vitrine import (
    Reseau as Reseau,
)
from app.tables.vitrine import (
    ReseauSocial as ReseauSocial,
)
