"""Columns that several services share."""

import enum
from typing import TYPE_CHECKING

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import MappedColumn, Session
from wtforms import Field
from wtforms.form import BaseForm

from app.demandes.cycle import avant
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.demandes.tables import Demande
from app.generateur.affichage import instant
from app.generateur.champs import Choix, champ
from app.generateur.controles import (
    RequisSi,
    courriel,
    deja_ne,
    entre,
    mobile,
    montre_par,
    nom_de_personne,
    pas_dans_le_futur,
    telephone,
)
from app.identites import contacts
from app.regles import francais
from app.repertoire import assures
from app.repertoire.compte_bancaire import montrer_compte
from app.repertoire.controles import compte_bancaire, numero_d_assure
from app.repertoire.personne_nommee import PersonneNommee
from app.repertoire.tables import Sexe
from app.socle.acces import Acteur
from app.socle.refus import Refus


class SituationMatrimoniale(enum.Enum):
    """As declared to the civil registry."""

    celibataire = "Célibataire"
    marie = "Marié(e)"
    divorce = "Divorcé(e)"
    veuf = "Veuf ou veuve"


class EtatCivil:
    """The columns by which a service names somebody; the register compares names by `app.socle.noms`."""

    nom = champ(String(80), "Nom", "Comme sur l’acte de naissance", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", "Tous, dans l’ordre de l’acte", controles=[nom_de_personne])
    naissance_le = champ(Date, "Date de naissance", controles=[deja_ne])
    naissance_lieu = champ(String(80), "Lieu de naissance")
    sexe = champ(Choix(Sexe), "Sexe")

    @property
    def numero_nomme(self) -> str | None:
        """Return the insured number of who is named, where a column of the service says it."""
        return None

    def beneficiaires(self) -> list[PersonneNommee]:
        """Return who is named."""
        return [PersonneNommee(self.numero_nomme, self.nom, self.prenoms, self.naissance_le)]


class VersementPension(enum.Enum):
    """How a pension is paid."""

    virement = "Virement bancaire"
    mobile = "Paiement mobile"
    guichet = "Guichet de la CNSS"


@montre_par(lambda compte: montrer_compte(francais.telephone(compte)))
def compte_du_mode(form: BaseForm, champ: Field) -> None:
    """Ask for a bank account, or for a mobile number, where the pension is paid there."""
    selon = {VersementPension.virement.name: compte_bancaire, VersementPension.mobile.name: mobile}
    if controle := selon.get(form["versement"].data):
        controle(form, champ)


class Versement:
    """The columns that say how to pay somebody."""

    versement = champ(Choix(VersementPension), "Mode de paiement")
    compte_a_crediter = champ(
        String(40),
        "Compte ou téléphone à créditer",
        "RIB, IBAN ou numéro mobile",
        controles=[
            RequisSi(
                "versement", VersementPension.virement, VersementPension.mobile, selon="sauf au guichet"
            ),
            compte_du_mode,
        ],
        facultatif=True,
    )
    telephone = champ(String(20), "Téléphone", controles=[telephone], souvenir="tel")
    adresse = champ(String(160), "Adresse", "Ville, quartier", souvenir="address-line1")


@avant(SOUMETTRE, Versement)
@avant(ACCEPTER, Versement)
def refuser_un_compte_gele(session: Session, demande: Versement, acteur: Acteur) -> None:
    """No bank account is taken for a week after a new contact was asked for: a thief changes both."""
    assert isinstance(demande, Demande)
    fin = contacts.gele_jusqu_a(session, demande.assure_id) if demande.compte_a_crediter else None
    if fin:
        raise Refus(
            "Un contact du compte de cette personne vient de changer : par sécurité, aucun compte à créditer "
            f"n’est pris avant le {instant(fin)}. Choisissez le guichet, ou attendez cette date."
        )


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
    nom_marital = champ(String(80), "Nom d’épouse", facultatif=True, controles=[nom_de_personne])
    situation = champ(Choix(SituationMatrimoniale), "Situation matrimoniale")
    nationalite = champ(String(40), "Nationalité", default="Togolaise")
    telephone = champ(String(20), "Téléphone", controles=[telephone], facultatif=True)
    qualification = champ(String(80), "Qualification professionnelle")
    poste = champ(String(80), "Poste occupé")
    embauche_le = champ(Date, "Date d’embauche", controles=[pas_dans_le_futur])
    anciennete_poste = champ(
        Integer, "Ancienneté au poste (mois)", controles=[entre(0, 720)], facultatif=True
    )

    @property
    def numero_nomme(self) -> str:
        """Return the number of the victim."""
        return self.numero_assurance


@avant(SOUMETTRE, Victime)
def verifier_la_victime(session: Session, demande: Victime, acteur: Acteur) -> None:
    """The victim is an open insured of that name; who declares for himself gives his own number."""
    assert isinstance(demande, Demande)
    if demande.assure and demande.assure.numero != demande.numero_assurance:
        raise Refus("Le numéro d’assurance n’est pas le vôtre : corrigez la demande.")
    assures.exiger_la_personne(session, demande.numero_assurance, demande.nom, demande.prenoms)


class SansCompte:
    """Who asks by e-mail, without an account to sign in to: a person, unless the service says otherwise."""

    if TYPE_CHECKING:
        courriel: MappedColumn[str]
        nom: MappedColumn[str]
        prenoms: MappedColumn[str]

    @property
    def courriel_du_visiteur(self) -> str:
        """Return where to write."""
        return self.courriel

    @property
    def demandeur(self) -> str:
        """Return who asks, as the pages name it."""
        return f"{self.prenoms} {self.nom}"
