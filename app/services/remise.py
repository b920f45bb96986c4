"""Late surcharges that an employer asks to be let off; a supervisor grants all or part of it."""

from flask import render_template
from sqlalchemy import Text, select
from sqlalchemy.orm import Session

from app.cotisations import remises
from app.cotisations.cotisant import RemiseRefusee
from app.demandes import pieces_demandees
from app.demandes.cycle import a_la_saisie, apres, avant
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.etats import ACCEPTER, REJETER, TERMINEES
from app.demandes.periode import ordonner_les_mois
from app.demandes.seconde_personne import acte_d_un_service
from app.demandes.tables import Demande
from app.generateur.champs import Francs, Mois, champ
from app.generateur.controles import mois_ecoule
from app.referentiel.propositions import au_refus
from app.referentiel.tables import Proposition
from app.regles import mois
from app.regles.francais import francs
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, verrouiller
from app.socle.horloge import aujourd_hui
from app.socle.refus import ChampRefuse, Refus


class DemandeRemise(Demande):
    """An employer asks to be let off the surcharges of some months; a supervisor grants all or part of it."""

    prefixe = "RMJ"
    libelle_type = "Demande de remise de majorations"
    fermees = frozenset({ACCEPTER, REJETER})
    a_deux = 0
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)

    periode_debut = champ(Mois, "Premier mois concerné", controles=[mois_ecoule])
    periode_fin = champ(Mois, "Dernier mois concerné", controles=[mois_ecoule])
    raison = champ(Text, "Raison du retard", "Ce qui a empêché de payer à temps, et ce qui est payé depuis")
    accorde = champ(Francs, "Montant remis", "Ce qu’un superviseur a accordé", facultatif=True)

    @property
    def enjeu(self) -> int:
        """Return what is let off."""
        return self.accorde or 0

    @property
    def sujet(self) -> str:
        """Return the months concerned."""
        return mois.enumerer(mois.suite(self.periode_debut, self.periode_fin))


REMETTRE = acte_d_un_service(
    DemandeRemise,
    code="remettre",
    libelle="Remettre des majorations",
    domaine="remises",
    droit="confirmer",
)


@au_refus(REMETTRE)
def oublier_le_montant(session: Session, proposition: Proposition, acteur: Acteur):
    """What was to be granted is granted no more."""
    session.get_one(DemandeRemise, proposition.objet_id).accorde = None


def concernees(session: Session, demande: DemandeRemise) -> dict[int, int]:
    """Return the surcharges owed today for the months of a request, in francs by month."""
    dues = remises.dues(session, demande.employeur, aujourd_hui())
    return {p: du for p, du in dues.items() if demande.periode_debut <= p <= demande.periode_fin}


def pendantes(session: Session, employeur_id: int) -> list[DemandeRemise]:
    """Return the requests of an employer that are sent and not decided yet, the oldest first."""
    requete = select(DemandeRemise).where(
        DemandeRemise.employeur_id == employeur_id,
        DemandeRemise.soumise_le.is_not(None),
        DemandeRemise.statut.not_in(TERMINEES),
    )
    return list(session.scalars(requete.order_by(DemandeRemise.id)))


def a_demander(session: Session, employeur: Employeur) -> dict[int, int]:
    """Return the surcharges owed today that no request waits about, in francs by month."""
    attendus = {
        periode
        for demande in pendantes(session, employeur.id)
        for periode in mois.suite(demande.periode_debut, demande.periode_fin)
    }
    dues = remises.dues(session, employeur, aujourd_hui())
    return {p: du for p, du in dues.items() if p not in attendus}


a_la_saisie(DemandeRemise)(ordonner_les_mois)


@a_la_saisie(DemandeRemise)
def exiger_des_majorations(session: Session, demande: DemandeRemise, acteur: Acteur):
    """A request is about surcharges that are owed."""
    if not concernees(session, demande):
        raise ChampRefuse(
            "periode_debut",
            "Aucune majoration n’est due pour ces mois : choisissez ceux que votre compte cotisant montre.",
        )


@a_la_saisie(DemandeRemise)
def refuser_des_mois_deja_demandes(session: Session, demande: DemandeRemise, acteur: Acteur):
    """The surcharges of a month are asked about once at a time: two decisions would be of the same sum."""
    verrouiller(session, demande.employeur)
    voulus = set(mois.suite(demande.periode_debut, demande.periode_fin))
    for autre in pendantes(session, demande.cle_employeur):
        deja = voulus.intersection(mois.suite(autre.periode_debut, autre.periode_fin))
        if deja and autre.id != demande.id:
            raise ChampRefuse(
                "periode_debut",
                f"La demande {autre.numero} attend déjà une réponse pour {mois.enumerer(sorted(deja))} : "
                "suivez-la dans la liste « Remise de majorations », ou choisissez d’autres mois.",
            )


@avant(REJETER, DemandeRemise)
def reserver_au_superviseur(session: Session, demande: DemandeRemise, acteur: Acteur):
    """Only who may propose to grant it refuses it."""
    if "configurer" not in acteur.droits("remises"):
        raise Refus("Seul un superviseur décide d’une remise de majorations.")


@avant(ACCEPTER, DemandeRemise)
def exiger_un_montant_accorde(session: Session, demande: DemandeRemise, acteur: Acteur):
    """A supervisor says how much; whoever confirms changes nothing of it."""
    if demande.accorde is None:
        raise Refus("Seul un superviseur décide d’une remise de majorations.")


@apres(ACCEPTER, DemandeRemise)
def porter_la_remise(session: Session, demande: DemandeRemise, acteur: Acteur):
    """The sum granted is let off in the account, with the supervisor's reason."""
    dues, cle = concernees(session, demande), f"demande:{demande.id}"
    try:
        remises.accorder(
            session,
            employeur=demande.employeur,
            choisies=dues,
            montant=demande.accorde or 0,
            motif=demande.motif or "",
            acteur=acteur,
            cle=cle,
            le=aujourd_hui(),
            demande_id=demande.id,
        )
    except RemiseRefusee as refus:
        raise Refus(str(refus)) from None
    demande.conclusion = (
        f"Remise accordée : {francs(demande.accorde or 0)} sur {francs(sum(dues.values()))} de majorations, "
        f"portée au compte cotisant. Motif : « {demande.motif} »"
    )


class DemandeRemiseView(DemandeView):
    """The requests of an employer; a new one opens on all that the account shows."""

    modele = DemandeRemise
    espace = "employeur"
    titre = "Remise de majorations"
    ordre = 60
    adresse = "remises-de-majorations"
    creer = "Demander une remise"
    resume = "Demander la remise, en tout ou en partie, de majorations de retard"
    vide = "Aucune demande de remise."
    list_columns = ["numero", "sujet", "statut", "soumise_le", "accorde"]
    label_columns = {"sujet": "Mois concernés"}
    add_columns = ["periode_debut", "periode_fin", "raison"]
    show_columns = add_columns

    def valeurs_initiales(self):
        """Open on the months whose surcharges are owed and not asked about yet."""
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id or 0)
        dues = a_demander(db.session, employeur) if employeur else {}
        return {"periode_debut": min(dues), "periode_fin": max(dues)} if dues else {}


@complement_de(DemandeRemise)
def complement_remise(demande: DemandeRemise, vue) -> str:
    """Return what is owed for these months until it is decided, and where a supervisor decides."""
    decidee = demande.statut in TERMINEES
    superviseur = "configurer" in acteur().droits("remises") and not vue.interet(demande)
    return render_template(
        "cotisations/complement_remise.html",
        demande=demande,
        dues={} if decidee else concernees(db.session, demande),
        espace=vue.espace,
        decide=not decidee and demande.soumise_le and superviseur,
    )
