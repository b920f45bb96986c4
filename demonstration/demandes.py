"""Requests of the other services, begun, waiting, answered: something of everything to look at."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.carriere import valeurs_connues
from app.demandes import cycle, etats, messages
from app.demandes.colonnes_communes import SituationMatrimoniale, VersementPension
from app.demandes.pieces import dossier
from app.demandes.tables import Cote, Demande
from app.documents.page import Cartouche, Page
from app.regles import mois
from app.repertoire.tables import Assure, Employeur, Sexe
from app.services.accident_travail import AccidentTravail
from app.services.allocation_prenatale import AllocationPrenatale, PartPrenatale
from app.services.attestation_individuelle import AttestationIndividuelle, NatureAttestation
from app.services.declaration_conjoint import DeclarationConjoint
from app.services.declaration_enfant import DeclarationEnfant, Scolarite
from app.services.immatriculation.tables import ImmatriculationTravailleur
from app.services.niu.tables import MotifSansNiu, RattachementNiu, SansNiu
from app.services.pension_vieillesse import NaturePension, PensionVieillesse
from app.services.reclamation import Reclamation, ServiceConcerne
from app.services.rectification_carriere import RectificationCarriere
from app.services.remise import DemandeRemise
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import AGENT, Qualite
from demonstration.acteurs import Troupe
from demonstration.decor import Decor
from demonstration.population import AGENT_CHEZ_ELLE

EMPLOYEUR, DEBITEUR, AINE, CADETTE = (
    "employeur@demo.tg", "employeur2@demo.tg", "assure@demo.tg", "assure2@demo.tg"
)  # fmt: skip
MOTIVES = 24
"""How many have a dated reason for having no national number."""
RECUE, EXAMINEE = ("soumettre",), ("soumettre", "prendre_en_charge")
ACCEPTEE = (*EXAMINEE, "accepter")


class Dossier(NamedTuple):
    """A request of somebody, how far it came, and what was written about it."""

    email: str
    modele: type[Demande]
    champs: dict
    trajet: tuple[str, ...] = ()
    message: str = ""


def ouvrir(session: Session, decor: Decor, equipe: Troupe) -> None:
    """Open a few requests of the insured and of the largest employer; say why some have no NIU."""
    for fiche in _dossiers(session, decor.aujourd_hui):
        deposer(session, fiche, equipe)
    _motiver(session, decor, equipe)


def _dossiers(session: Session, au: date) -> list[Dossier]:
    def il_y_a(jours: int) -> date:
        return au - timedelta(days=jours)

    aine, cadette = (_assure(session, email) for email in (AINE, CADETTE))
    recent = mois.plus(mois.de_date(au), -14)
    return [
        Dossier(
            EMPLOYEUR,
            ImmatriculationTravailleur,
            {
                "nom": "Djossou",
                "prenoms": "Ayélé",
                "naissance_le": date(2001, 3, 14),
                "naissance_lieu": "Tsévié",
                "sexe": Sexe.feminin,
                "nom_mere": "Djossou Abra",
                "situation": SituationMatrimoniale.celibataire,
                "embauche_le": il_y_a(6),
                "poste": "Couturière",
                "remuneration": 68_000,
            },
            RECUE,
        ),
        Dossier(
            EMPLOYEUR,
            ImmatriculationTravailleur,
            {
                "nom": "Tchangai",
                "prenoms": "Essowè",
                "naissance_le": date(1998, 11, 2),
                "naissance_lieu": "Kara",
                "sexe": Sexe.masculin,
                "nom_mere": "Tchangai Afi",
                "situation": SituationMatrimoniale.marie,
                "embauche_le": il_y_a(40),
                "poste": "Mécanicien",
                "remuneration": 105_000,
            },
            ACCEPTEE,
        ),
        Dossier(
            EMPLOYEUR,
            Reclamation,
            {
                "service": ServiceConcerne.cotisations,
                "objet": "Virement non rapproché",
                "explication": "Le virement du mois dernier n’apparaît pas au compte cotisant.",
            },
            EXAMINEE,
            "Nous cherchons ce virement : pouvez-vous joindre le bordereau ?",
        ),
        Dossier(
            DEBITEUR,
            DemandeRemise,
            {
                "periode_debut": mois.plus(recent, 11),
                "periode_fin": mois.plus(recent, 11),
                "raison": "Le virement est parti avec deux jours de retard, faute de signataire à la banque.",
            },
            RECUE,
        ),
        Dossier(EMPLOYEUR, AccidentTravail, _accident(session, cadette, il_y_a(2)), RECUE),
        Dossier(
            AINE,
            PensionVieillesse,
            {
                "nature": NaturePension.anticipee,
                "depart_le": au,
                "versement": VersementPension.virement,
                "compte_a_crediter": "TG53TG0530100101234567890157",
                "dernier_employeur": valeurs_connues.emploi(session, aine)["dernier_employeur"],
                "telephone": "+22890114257",
                "adresse": "Lomé, Tokoin",
            },
            EXAMINEE,
        ),
        Dossier(
            AINE,
            RectificationCarriere,
            {
                "periode_debut": recent,
                "periode_fin": recent,
                "employeur_concerne": "Crédit du Golfe",
                "explication": "Mon bulletin de ce mois porte une prime qui n’est pas au compte.",
            },
        ),
        Dossier(
            AINE,
            AttestationIndividuelle,
            {
                "nature": NatureAttestation.carriere,
                "destinataire": "Ma banque",
            },
            RECUE,
        ),
        Dossier(
            CADETTE,
            DeclarationConjoint,
            {
                "nom": "Bodjona",
                "prenoms": "Kpatcha",
                "naissance_le": date(1995, 7, 9),
                "naissance_lieu": "Sokodé",
                "sexe": Sexe.masculin,
                "mariage_le": il_y_a(700),
                "mariage_lieu": "Lomé",
                "acte_numero": "211/2024",
            },
            ACCEPTEE,
        ),
        Dossier(
            CADETTE,
            DeclarationEnfant,
            {
                "nom": "Bodjona",
                "prenoms": "Amina",
                "naissance_le": il_y_a(120),
                "naissance_lieu": "Lomé",
                "sexe": Sexe.feminin,
                "acte_numero": "1045",
                "acte_le": il_y_a(110),
                "acte_centre": "Lomé, Golfe 4",
                "scolarite": Scolarite.aucune,
            },
            RECUE,
        ),
        Dossier(
            CADETTE,
            AllocationPrenatale,
            {
                "part": PartPrenatale.troisieme,
                "examen_le": il_y_a(150),
                "terme_le": il_y_a(118),
                "rang": 1,
                "medecin": "Dr Ablavi Mensah",
                "employeur_actuel": "Employeur actuel",
            },
            ACCEPTEE,
        ),
        Dossier(AINE, RattachementNiu, {"niu": "419027365520"}, RECUE),
        Dossier(CADETTE, RattachementNiu, {"niu": "419830217744"}, EXAMINEE),
        Dossier(
            AGENT_CHEZ_ELLE,
            Reclamation,
            {
                "service": ServiceConcerne.carriere,
                "objet": "Mois absent de mon compte",
                "explication": "Le dernier mois de mon ancien emploi n’est pas à mon compte individuel.",
            },
            RECUE,
        ),
    ]


def _motiver(session: Session, decor: Decor, equipe: Troupe) -> None:
    """Note why a few insured have no national number yet."""
    motifs = [motif for motif in MotifSansNiu if motif is not MotifSansNiu.autre]
    sans = select(Assure.id).where(Assure.niu.is_(None), Assure.ferme_le.is_(None), Assure.email.is_(None))
    for rang, assure_id in enumerate(session.scalars(sans.order_by(Assure.id.desc()).limit(MOTIVES))):
        session.add(
            SansNiu(
                assure_id=assure_id,
                motif=motifs[rang % len(motifs)],
                constate_le=decor.aujourd_hui - timedelta(days=3 * rang),
                note_par_id=equipe.agent.id,
            )
        )
    session.flush()


def _accident(session: Session, victime: Assure, survenu_le: date) -> dict:
    connu = valeurs_connues.identite(victime) | valeurs_connues.emploi(session, victime)
    qui, ou = ("nom", "prenoms", "naissance_le", "sexe"), ("employeur_nom", "employeur_activite")
    noms = (*qui, "numero_assurance", *ou)
    return {nom: connu[nom] for nom in noms} | {
        "naissance_lieu": "Sokodé",
        "situation": SituationMatrimoniale.marie,
        "qualification": "Ouvrière",
        "poste": "Piqueuse",
        "embauche_le": survenu_le - timedelta(days=2_000),
        "survenu_le": survenu_le,
        "survenu_a": "10:20",
        "lieu": "Atelier 2",
        "horaires": "07:30 à 12:00, 14:30 à 17:30",
        "circonstances": "Main prise dans la machine au changement de bobine.",
        "lesions": "Plaie à l’index",
    }


def deposer(session: Session, fiche: Dossier, equipe: Troupe) -> None:
    """Make a request, join what its service requires, then make it go its way."""
    auteur = _auteur(session, fiche.email, equipe)
    moi = auteur.perimetre
    demande = fiche.modele(
        employeur_id=moi.employeur_id, assure_id=moi.assure_id, cree_par_id=moi.utilisateur_id, **fiche.champs
    )
    session.add(demande)
    session.flush()
    for sorte in demande.pieces_demandees:
        if sorte.obligatoire:
            envoi = dossier.examiner(f"{sorte.code}.pdf", _piece(sorte.libelle))
            dossier.joindre(
                session,
                demande=demande,
                code=sorte.code,
                envoi=envoi,
                acteur=auteur,
                nature=(sorte.natures or ("",))[0],
            )
    for nom in fiche.trajet:
        qui = auteur if etats.TRANSITIONS[nom].droit == "deposer" else _agent(equipe)
        cycle.appliquer(session, demande, etats.TRANSITIONS[nom], qui)
    if fiche.message:
        messages.ecrire(
            session, demande=demande, texte=fiche.message, envois=[], acteur=_agent(equipe), cote=Cote.caisse
        )


def _piece(libelle: str) -> bytes:
    """Return a sheet that stands for a paper."""
    page = Page(Cartouche(libelle, "", date(2026, 1, 1)))
    page.titre("Document de démonstration")
    return page.octets()


def _auteur(session: Session, email: str, equipe: Troupe) -> Acteur:
    personne = equipe.utilisateurs[email]
    numero = next((n for n, p in equipe.declarants.items() if p is personne), None)
    employeur_id = session.scalar(select(Employeur.id).where(Employeur.numero == numero)) if numero else None
    assure_id = None if numero else _assure(session, email).id
    qualite = Qualite.employeur if numero else Qualite.assure
    perimetre = Perimetre(employeur_id, assure_id, personne.id)
    return Acteur(personne.id, str(personne), frozenset({qualite}), perimetre)


def _assure(session: Session, email: str) -> Assure:
    return session.scalars(select(Assure).where(Assure.email == email)).one()


def _agent(equipe: Troupe) -> Acteur:
    return Acteur(equipe.agent.id, str(equipe.agent), AGENT, Perimetre(tout=True))
