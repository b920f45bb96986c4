"""Who asks to be registered as an employer, a firm or a household: no account yet."""

import enum
from typing import ClassVar

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import declared_attr, relationship

from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import SansCompte
from app.demandes.etats import ACCEPTER, DEMANDER_COMPLEMENT, REJETER, SOUMETTRE
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import Choix, Francs, champ, cle_etrangere
from app.generateur.controles import courriel, entre, nom_de_personne, pas_dans_le_futur, telephone
from app.repertoire.controles import nif
from app.repertoire.tables import Division
from app.socle.acces import Equipe


class FuturEmployeur(SansCompte):
    """The columns of whoever asks to be an employer: where, since when, how many workers."""

    courriels: ClassVar = {
        SOUMETTRE: "pre_immatriculation_recue",
        DEMANDER_COMPLEMENT: "pre_immatriculation_complement",
        REJETER: "pre_immatriculation_refusee",
    }
    page_du_visiteur = "/pre-immatriculation"

    debut_activite_le = champ(Date, "Début d’activité", controles=[pas_dans_le_futur])
    premiere_embauche_le = champ(Date, "Première embauche", controles=[pas_dans_le_futur])
    effectif = champ(Integer, "Effectif", controles=[entre(1, 100_000)])
    masse_salariale = champ(Francs, "Masse salariale mensuelle")
    division_id = cle_etrangere("division.id", "Division de la CNSS", aide="Celle de votre région")
    prefecture = champ(String(60), "Préfecture", souvenir="address-level1")
    commune = champ(String(60), "Commune", souvenir="address-level2")
    quartier = champ(
        String(120), "Quartier", "Et tout repère utile pour vous trouver", souvenir="address-line1"
    )
    boite_postale = champ(String(40), "Boîte postale", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone], souvenir="tel")
    courriel = champ(
        String(120), "Courriel", "La réponse y sera envoyée", controles=[courriel], souvenir="email"
    )

    @declared_attr
    def division(cls):
        return relationship(Division)


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
    verbes: ClassVar = {ACCEPTER: "Immatriculer l’employeur"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        RECENSEMENT,
        BOITE_POSTALE,
        PieceDemandee("plan", "Plan de situation"),
        pieces_demandees.IDENTITE,
    )
    rubriques: ClassVar = {
        "raison_sociale": "L’entreprise",
        "dirigeant_nom": "Le dirigeant",
        "debut_activite_le": "L’activité",
        "division_id": "L’adresse",
    }

    raison_sociale = champ(String(120), "Raison sociale", souvenir="organization")
    sigle = champ(String(30), "Sigle", facultatif=True)
    forme_juridique = champ(Choix(FormeJuridique), "Forme juridique")
    rccm = champ(String(40), "RCCM", "Par exemple TG-LFW-01-2021-B12-01539", facultatif=True)
    nif = champ(String(10), "NIF", "10 chiffres", controles=[nif])
    activite = champ(String(120), "Activité principale")
    activite_secondaire = champ(String(120), "Activité secondaire", facultatif=True)
    dirigeant_nom = champ(String(80), "Nom du dirigeant", controles=[nom_de_personne], souvenir="family-name")
    dirigeant_prenoms = champ(
        String(80), "Prénoms du dirigeant", controles=[nom_de_personne], souvenir="given-name"
    )
    dirigeant_fonction = champ(String(60), "Fonction", souvenir="organization-title")
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
    verbes: ClassVar = {ACCEPTER: "Immatriculer l’employeur"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (RECENSEMENT, BOITE_POSTALE, pieces_demandees.IDENTITE)
    rubriques: ClassVar = {
        "nom": "L’employeur",
        "debut_activite_le": "Le personnel",
        "division_id": "L’adresse",
    }

    nom = champ(String(80), "Nom", controles=[nom_de_personne], souvenir="family-name")
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne], souvenir="given-name")
    profession = champ(String(80), "Profession", souvenir="organization-title", facultatif=True)
    piece_identite = champ(String(40), "N° de la pièce d’identité")
    emploi = champ(Choix(EmploiDomestique), "Emploi du travailleur")
