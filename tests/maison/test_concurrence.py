"""Several people at once, on a real server of several processes: each meets his own rows, one wins."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demandes import cycle, etats
from app.demandes.etats import Statut
from app.models import Declaration, Demande, Evenement, LigneCarriere, Operation, Quitus
from app.regles import mois
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, DERNIER, PERSONNES, PREMIER, SCIERIE
from tests.outils.processus import serveur
from tests.outils.visiteur import Visiteur

pytestmark = pytest.mark.petit_togo
NOMS = {SCIERIE: "Scierie de Kpalimé", AUBERGE: "Auberge du lac"}


@pytest.fixture(scope="module")
def site(app_petit_togo, copier):
    """The application on a copy of the database, where commits are real."""
    return copier(app_petit_togo)


@pytest.fixture(scope="module")
def port(site):
    """The real server on that database."""
    environnement = {
        "APP_ENV": "test",
        "DATABASE_URL": site.config["SQLALCHEMY_DATABASE_URI"],
        "INSTANCE_DIR": str(site.config["INSTANCE"]),
        "DEPOT_FICHIERS": str(site.config["DEPOT_FICHIERS"]),
    }
    with serveur("run:app", **environnement) as (port, _):
        yield port


@pytest.fixture
def base(site):
    """A session of the test's own on that database."""
    with site.app_context(), acces.systeme("tests"), Session(db.engine) as session:
        yield session


def en_instruction(base, periode: int) -> int:
    """Return the key of a correction of the sawmill for a month, one pay changed, taken in charge."""
    declaration = petit_togo.brouillon(base, periode=periode)
    petit_togo.lignes(base, declaration)[0].remuneration = "163000"
    base.flush()
    petit_togo.soumettre(base, declaration)
    cycle.appliquer(base, declaration, etats.PRENDRE_EN_CHARGE, petit_togo.acteur(base, "agent@essai.tg"))
    pk = declaration.id
    base.commit()
    return pk


def ensemble(*travaux) -> list:
    """Run these functions at the same time and return what they return."""
    with ThreadPoolExecutor(len(travaux)) as equipe:
        return [futur.result() for futur in [equipe.submit(travail) for travail in travaux]]


def naviguer(visiteur: Visiteur, tours: int, numero: str, autre: str, pk: int, pk_autre: int) -> list[str]:
    """Read, search, fill in and export, so many rounds; return what was seen of the other employer."""
    etrangers = [NOMS[autre], *(p[0] for p in PERSONNES[autre]), f"cherche-{autre}", f"marche-{autre}"]
    vues = []

    def examiner(quoi: str, page: str):
        vues.extend(f"{quoi}: {mot}" for mot in etrangers if mot in page)

    for tour in range(tours):
        for chemin in (
            f"/employeur/dnr/?numero=cherche-{numero}",
            f"/employeur/dnr/{pk}/lignes/",
            "/",
            "/employeur/dnr/export.csv",
        ):
            examiner(chemin, visiteur.lire(chemin))
        statut, _, page = visiteur.poster(
            "/employeur/quitus-social/nouvelle", reference_marche=f"marche-{numero}", date_limite="hier"
        )
        examiner("form refused", page)
        assert statut == 422
        assert f"marche-{numero}" in page
        visiteur.poster(f"/employeur/dnr/{pk}/lignes/", **{"remuneration-1": str(60_000 + tour)})
        statut, *_ = visiteur.demander("GET", f"/employeur/dnr/{pk_autre}/lignes/")
        vues.extend([] if statut == 404 else [f"the other's draft: {statut}"])
    return vues


@pytest.mark.parametrize("tours", [3, pytest.param(60, marks=pytest.mark.long)])
def test_two_employers_at_once_never_meet_each_other_s_rows_searches_or_forms(base, port, tours):
    dossiers = {numero: petit_togo.brouillon(base, numero).id for numero in (SCIERIE, AUBERGE)}
    base.commit()
    scierie, auberge = (Visiteur(port).connecter(petit_togo.email_de(n)) for n in (SCIERIE, AUBERGE))
    vues = ensemble(
        lambda: naviguer(scierie, tours, SCIERIE, AUBERGE, dossiers[SCIERIE], dossiers[AUBERGE]),
        lambda: naviguer(auberge, tours, AUBERGE, SCIERIE, dossiers[AUBERGE], dossiers[SCIERIE]),
    )
    assert vues == [[], []]
    for pk in dossiers.values():
        lignes = petit_togo.lignes(base, base.get(Declaration, pk))
        assert lignes[0].remuneration == str(60_000 + tours - 1)
        assert len({ligne.numero_assure for ligne in lignes}) == len(lignes)


@pytest.mark.parametrize("combien", [3, pytest.param(60, marks=pytest.mark.long)])
def test_requests_made_at_once_go_each_to_its_own_employer(base, port, combien):
    visiteurs = [Visiteur(port).connecter(petit_togo.email_de(n)) for n in (SCIERIE, AUBERGE)]

    def demander(visiteur, numero):
        for rang in range(combien):
            visiteur.poster(
                "/employeur/quitus-social/nouvelle",
                reference_marche=f"{numero}-{rang}",
                objet=f"{combien} bancs",
                autorite_contractante="Commune",
                date_limite="2099-01-01",
                cle_unique=f"{combien}-{numero}-{rang}",
            )

    ensemble(lambda: demander(visiteurs[0], SCIERIE), lambda: demander(visiteurs[1], AUBERGE))
    bancs = select(Quitus.reference_marche, Quitus.employeur_id).where(Quitus.objet == f"{combien} bancs")
    lignes = base.execute(bancs).all()
    attendues = {numero: petit_togo.employeur(base, numero).id for numero in (SCIERIE, AUBERGE)}
    assert len(lignes) == 2 * combien
    assert all(attendues[reference.partition("-")[0]] == proprietaire for reference, proprietaire in lignes)


def test_a_form_sent_twice_at_once_makes_one_request(base, port):
    visiteur = Visiteur(port).connecter("scierie@essai.tg")
    formulaire = {
        "reference_marche": "AO 7",
        "objet": "Route",
        "autorite_contractante": "Commune",
        "date_limite": "2099-01-01",
        "cle_unique": "d" * 32,
    }
    reponses = ensemble(*[lambda: visiteur.poster("/employeur/quitus-social/nouvelle", **formulaire)] * 4)
    assert {statut for statut, *_ in reponses} <= {302, 422}
    assert base.scalar(select(func.count(Quitus.id)).where(Quitus.objet == "Route")) == 1


def test_a_month_begun_twice_at_once_is_one_draft(base, port):
    courant = mois.plus(DERNIER, 1)
    visiteur = Visiteur(port).connecter("scierie@essai.tg")
    periode = mois.iso(courant)
    ensemble(*[lambda: visiteur.poster("/employeur/dnr/nouvelle", periode=periode, mode="en_ligne")] * 4)
    assert base.scalar(select(func.count(Declaration.id)).where(Declaration.periode == courant)) == 1


def test_of_two_agents_who_accept_at_once_one_wins_and_the_other_is_told(base, port):
    pk = en_instruction(base, PREMIER)
    agents = [Visiteur(port).connecter(f"{nom}@essai.tg") for nom in ("agent", "collegue")]
    adresse = f"/agent/demandes/{pk}"
    ensemble(*(lambda a=agent: a.poster(f"{adresse}/accepter") for agent in agents * 2))
    pages = "".join(agent.lire(adresse) for agent in agents)
    inscrites = select(func.count(LigneCarriere.id)).where(LigneCarriere.declaration_id == pk)
    ecrites = select(func.count(Operation.id)).where(Operation.demande_id == pk)
    assert (base.scalar(inscrites), base.scalar(ecrites)) == (4, 1)
    decisions = select(func.count(Evenement.id)).where(Evenement.transition == "accepter")
    assert base.scalar(decisions.where(Evenement.demande_id == pk)) == 1
    assert re.search(r"maintenant « Acceptée »|Une autre personne vient de modifier", pages)


def test_accepted_and_rejected_at_once_it_is_one_or_the_other(base, port):
    pk = en_instruction(base, mois.plus(PREMIER, 1))
    agents = [Visiteur(port).connecter(f"{nom}@essai.tg") for nom in ("agent", "collegue")]
    adresse = f"/agent/demandes/{pk}"
    ensemble(
        lambda: agents[0].poster(f"{adresse}/accepter"),
        lambda: agents[1].poster(f"{adresse}/rejeter", motif="Trop tard."),
    )
    statut = base.scalar(select(Demande.statut).where(Demande.id == pk))
    inscrites = base.scalar(select(func.count(LigneCarriere.id)).where(LigneCarriere.declaration_id == pk))
    assert (statut, inscrites) in [(Statut.acceptee, 4), (Statut.rejetee, 0)]
