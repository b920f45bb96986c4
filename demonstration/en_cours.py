"""What is under way: declarations sent or begun for the last month, a quitus asked for."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.demandes import cycle
from app.demandes.etats import ACCEPTER, PRENDRE_EN_CHARGE, SOUMETTRE, Transition
from app.demandes.tables import Demande
from app.services.dnr import declarer
from app.services.dnr.tables import Declaration, LigneDeclaration
from app.services.quitus.tables import Quitus
from app.socle import par_lots
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import AGENT, Qualite
from demonstration.acteurs import Troupe
from demonstration.declarations import COLONNES, cellules, ordonner
from demonstration.decor import Decor, Entreprise
from demonstration.feuilles import Feuille, Feuilles

MARCHE_ATTRIBUE = {
    "reference_marche": "AOO n° 009/MSPS/PRMP",
    "objet": "Fourniture de draps et de blouses",
    "autorite_contractante": "Centre hospitalier régional de Tsévié",
}
MARCHE_A_VENIR = {
    "reference_marche": "AOO n° 014/MEPS/PRMP",
    "objet": "Fourniture de tenues scolaires",
    "autorite_contractante": "Ministère des Enseignements primaire et secondaire",
}
TRAJETS: dict[str, tuple[Transition, ...]] = {
    "brouillon": (),
    "soumise": (SOUMETTRE,),
    "en_instruction": (SOUMETTRE, PRENDRE_EN_CHARGE),
}
"""How a declaration came to where it stands."""


def ouvrir(session: Session, feuilles: Feuilles, decor: Decor, equipe: Troupe) -> None:
    """Open the declarations of the last month that are not accepted, and a request for a quitus."""
    for entreprise in decor.entreprises:
        if entreprise.dossier in TRAJETS:
            _declarer(session, feuilles[decor.dernier, entreprise.id], equipe)
    delivre = _demander_un_quitus(session, decor, equipe, MARCHE_ATTRIBUE)
    for transition in (PRENDRE_EN_CHARGE, ACCEPTER):
        cycle.appliquer(session, delivre, transition, _agent(equipe))
    _demander_un_quitus(session, decor, equipe, MARCHE_A_VENIR)


def _declarer(session: Session, feuille: Feuille, equipe: Troupe) -> None:
    acteur = _declarant(feuille.entreprise, equipe)
    declaration = Declaration(
        employeur_id=feuille.entreprise.id,
        periode=feuille.periode,
        cree_le=feuille.soumise_le,
        cree_par_id=acteur.utilisateur_id,
    )
    session.add(declaration)
    session.flush()
    par_lots.inserer(
        session,
        LigneDeclaration.__table__,
        COLONNES[:-1],
        (
            (declaration.id, rang, *cellules(ligne, feuille), "", "", "", "")
            for rang, ligne in enumerate(ordonner(feuille), 1)
        ),
    )
    rapport = declarer.recontroler(session, declaration)
    trajet = TRAJETS[feuille.entreprise.dossier]
    if trajet:
        reponses = {a.cle: "Vérifié avec le service de la paie." for a in rapport.avertissements}
        declarer.justifier(session, declaration, reponses, acteur)
    instants = {SOUMETTRE: feuille.soumise_le, PRENDRE_EN_CHARGE: feuille.prise_en_charge_le}
    for transition in trajet:
        qui = acteur if transition.droit == "deposer" else _agent(equipe)
        _avancer(session, declaration, transition, qui, instants[transition])


def _demander_un_quitus(session: Session, decor: Decor, equipe: Troupe, marche: dict[str, str]) -> Quitus:
    """Return the request of the largest employer for a public contract, submitted."""
    entreprise = decor.entreprises[0]
    acteur = _declarant(entreprise, equipe)
    quitus = Quitus(
        employeur_id=entreprise.id,
        cree_par_id=acteur.utilisateur_id,
        date_limite=decor.aujourd_hui + timedelta(days=21),
        **marche,
    )
    session.add(quitus)
    session.flush()
    cycle.appliquer(session, quitus, SOUMETTRE, acteur)
    return quitus


def _avancer(
    session: Session, demande: Demande, transition: Transition, acteur: Acteur, instant: datetime
) -> None:
    """Make a transition as of `instant`."""
    evenement = cycle.appliquer(session, demande, transition, acteur)
    evenement.le = instant
    if transition.date:
        setattr(demande, transition.date, instant)
    session.flush()


def _declarant(entreprise: Entreprise, equipe: Troupe) -> Acteur:
    """Return who declares for an employer: its account, or somebody without one in the demonstration."""
    utilisateur = equipe.declarants.get(entreprise.numero)
    nom = str(utilisateur or entreprise.raison_sociale)
    perimetre = Perimetre(employeur_id=entreprise.id, utilisateur_id=utilisateur.id if utilisateur else None)
    return Acteur(perimetre.utilisateur_id, nom, frozenset({Qualite.employeur}), perimetre)


def _agent(equipe: Troupe) -> Acteur:
    return Acteur(equipe.agent.id, str(equipe.agent), AGENT, Perimetre(tout=True))
