"""No request, of any service and by any path, ends with a decision of somebody it interests."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from app.demandes import cycle, transfert
from app.demandes.etats import TRANSITIONS, Statut
from app.models import (
    Demande,
    Evenement,
    Habilitation,
    LienFamilial,
    MembreFamille,
    Personnel,
    Reclamation,
)
from app.repertoire.personne_nommee import PersonneNommee
from app.socle.acces import Equipe
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.exemples import au_plus
from tests.outils.interets import cle
from tests.outils.petit_togo import AGENT_ASSUREE, AGENT_CHEZ_ELLE, AUBERGE, SCIERIE
from tests.outils.services import ligne_de

pytestmark = pytest.mark.petit_togo
DE_LA_CAISSE = [t for t in TRANSITIONS.values() if t.de_la_caisse]
SERVICES = [m.class_ for m in inspect(Demande).self_and_descendants if m.class_ is not Demande]
ESSI = "0012345678"
NUMEROS = (AGENT_ASSUREE, ESSI, "0023456789")
CHEZ_SOI = {"essi@essai.tg": ESSI, AGENT_CHEZ_ELLE: AGENT_ASSUREE}
"""The accounts by which insured people sign in."""
DECLARANTS = {("scierie@essai.tg", SCIERIE), ("auberge@essai.tg", AUBERGE)}
CAISSE = ("agent@essai.tg", "collegue@essai.tg", "superviseur@essai.tg")
COMPTES = (*CAISSE, *CHEZ_SOI, "scierie@essai.tg")


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


def liees(modele: type[Demande]) -> dict[str, int]:
    """Return what a request of a service must point to: the first row of each."""
    colonnes = inspect(modele).local_table.columns
    return {c.key: 1 for c in colonnes if c.foreign_keys and not c.nullable and not c.primary_key}


@pytest.mark.parametrize("role", ["Agent", "Superviseur"])
@pytest.mark.parametrize("modele", SERVICES, ids=lambda m: m.__name__)
def test_no_service_lets_its_beneficiary_or_its_author_act_for_the_fund(session, modele, role):
    tevi = petit_togo.assure(session, AGENT_ASSUREE)
    agent = petit_togo.dans_le_role(petit_togo.acteur(session, "agent@essai.tg"), role)
    employeur = petit_togo.employeur(session)
    sienne = ligne_de(modele, assure_id=tevi.id, **liees(modele))
    ecrite = ligne_de(modele, employeur_id=employeur.id, cree_par_id=agent.utilisateur_id, **liees(modele))
    session.add_all([sienne, ecrite])
    session.flush()
    for demande in (sienne, ecrite):
        demande.soumise_le = maintenant()
        for etape in DE_LA_CAISSE:
            demande.statut = next(iter(etape.depuis))
            with pytest.raises(Refus, match="un collègue la prendra"):
                cycle.appliquer(session, demande, etape, agent, "parce que")
        autre = next(e for e in Equipe if e != demande.equipe)
        with pytest.raises(Refus, match="un collègue la prendra"):
            transfert.transferer(session, demande, autre, agent, "parce que")


@dataclass(frozen=True)
class Monde:
    """What binds people: whom the administration says who is, who acts for whom, who is of whose family."""

    personnel: dict[str, str | None]
    mandats: frozenset[tuple[str, str]]
    familles: frozenset[tuple[str, str]]

    def numeros(self, email: str) -> set[str]:
        return {n for n in (self.personnel.get(email), CHEZ_SOI.get(email)) if n}

    def comptes(self, email: str) -> set[str]:
        return {autre for autre in COMPTES if autre == email or self.numeros(email) & self.numeros(autre)}

    def interesse(self, email: str, dossier: "Dossier") -> bool:
        """Say whether a request is somebody's, told from these facts alone."""
        comptes, siens = self.comptes(email), self.numeros(email)
        parents = {b if a in siens else a for a, b in self.familles if a in siens or b in siens}
        return bool(
            comptes & dossier.auteurs
            or dossier.pour in siens | parents
            or any((compte, dossier.pour) in self.mandats | DECLARANTS for compte in comptes)
        )


@dataclass
class Dossier:
    """A request: its row, the number of whom it is for, who wrote it."""

    demande: Demande
    pour: str
    auteurs: set[str]


comptes, numeros, employeurs = map(st.sampled_from, (COMPTES, NUMEROS, (SCIERIE, AUBERGE)))
mondes = st.builds(
    Monde,
    personnel=st.dictionaries(st.sampled_from(CAISSE), st.none() | numeros, min_size=1),
    mandats=st.frozensets(st.tuples(st.sampled_from(CAISSE), employeurs), max_size=2),
    familles=st.frozensets(st.permutations(NUMEROS).map(lambda n: (n[0], n[1])), max_size=2),
)
depots = st.tuples(
    numeros | employeurs, st.none() | comptes, st.sampled_from((Statut.brouillon, Statut.soumise))
)
gestes = st.tuples(
    comptes,
    st.sampled_from(("Agent", "Superviseur", "Assuré", "Employeur")),
    st.sampled_from([*TRANSITIONS, transfert.NOM]),
    st.integers(0, 1),
)


@au_plus(200)
@given(
    monde=mondes,
    deposes=st.lists(depots, min_size=2, max_size=2),
    suite=st.lists(gestes, min_size=10, max_size=40),
)
def test_no_path_leads_to_a_decision_of_somebody_it_interests(session, monkeypatch, monde, deposes, suite):
    monkeypatch.setattr(cycle.EFFETS, "_inscriptions", {})
    avec = session.begin_nested()
    try:
        batir(session, monde)
        dossiers = [ouvrir(session, *depose) for depose in deposes]
        for email, role, nom, rang in suite:
            tenter(session, monde, dossiers[rang], email, role, nom)
        for dossier in dossiers:
            assert not decideurs(session, dossier) & {e for e in COMPTES if monde.interesse(e, dossier)}
    finally:
        avec.rollback()


def batir(session, monde: Monde) -> None:
    """Write what binds people."""
    session.query(Personnel).delete()
    for email, numero in monde.personnel.items():
        assure_id = petit_togo.assure(session, numero).id if numero else None
        session.add(Personnel(utilisateur_id=cle(session, email), assure_id=assure_id))
    for email, numero in monde.mandats:
        employeur = petit_togo.employeur(session, numero)
        session.add(Habilitation(utilisateur_id=cle(session, email), employeur_id=employeur.id))
    for assure, membre in monde.familles:
        declaree, qui = ouvrir(session, assure, None), PersonneNommee.de(petit_togo.assure(session, membre))
        session.add(
            MembreFamille(
                assure_id=declaree.demande.assure_id,
                demande_id=declaree.demande.id,
                lien_familial=LienFamilial.conjoint,
                nom=qui.nom,
                prenoms=qui.prenoms,
                naissance_le=qui.naissance_le,
            )
        )
    session.flush()


def ouvrir(session, pour: str, auteur: str | None, statut: Statut = Statut.brouillon) -> Dossier:
    """Write a request for an insured person or an employer."""
    employeur = pour in (SCIERIE, AUBERGE)
    demande = ligne_de(
        Reclamation,
        employeur_id=petit_togo.employeur(session, pour).id if employeur else None,
        assure_id=None if employeur else petit_togo.assure(session, pour).id,
        cree_par_id=auteur and cle(session, auteur),
        statut=statut,
        soumise_le=maintenant(),
    )
    session.add(demande)
    session.flush()
    return Dossier(demande, pour, {auteur} if auteur else set())


def tenter(session, monde: Monde, dossier: Dossier, email: str, role: str, nom: str) -> None:
    """Try a move in a role; one that is reserved to a colleague is so for a reason, and no other is."""
    acteur = petit_togo.dans_le_role(petit_togo.acteur(session, email), role)
    demande = dossier.demande
    try:
        if nom == transfert.NOM:
            autre = next(e for e in Equipe if e != demande.equipe)
            transfert.transferer(session, demande, autre, acteur, "parce que")
        else:
            cycle.appliquer(session, demande, TRANSITIONS[nom], acteur, "parce que")
    except Refus as refus:
        reservee = "un collègue" in str(refus)
    else:
        reservee = False
        dossier.auteurs |= {email} if nom == "soumettre" else set()
    assert not reservee or monde.interesse(email, dossier)


def decideurs(session, dossier: Dossier) -> set[str]:
    """Return who acted for the fund on a request."""
    noms = [transfert.NOM, *(t.nom for t in DE_LA_CAISSE)]
    agi = select(Evenement.acteur_id).where(
        Evenement.demande_id == dossier.demande.id, Evenement.transition.in_(noms)
    )
    cles = set(session.scalars(agi))
    return {email for email in COMPTES if cle(session, email) in cles}
