"""How far the national number has come, division by division, and who is left."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.demandes.etats import Statut
from app.models import Division, LigneCarriere, MotifSansNiu, RattachementNiu, SansNiu
from app.regles import mois
from app.services.niu import campagne
from app.services.niu.campagne import Avancement
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, SCIERIE
from tests.outils.services import rejoindre, texte

pytestmark = pytest.mark.petit_togo
ADRESSES = ("campagne-niu", "assures-sans-niu", "motifs-sans-niu")
CAMPAGNE, RESTE, MOTIFS = (f"/supervision/{adresse}/" for adresse in ADRESSES)
ESSI, AFI, ABLAVI, TEVI = (numero for numero, *_ in petit_togo.PERSONNES[SCIERIE])
ESSOHANAM, RACHIDATOU, KOMLAN = (numero for numero, *_ in petit_togo.PERSONNES[AUBERGE])


@pytest.fixture
def kara(session) -> Division:
    """The division of the inn; the sawmill is of the other."""
    division = session.scalars(select(Division).where(Division.code == "KARA")).one()
    petit_togo.employeur(session, AUBERGE).division_id = division.id
    session.commit()
    return division


@pytest.fixture
def golfe(session) -> Division:
    """The division of the sawmill."""
    return session.scalars(select(Division).where(Division.code == "T")).one()


def rattacher(session, *numeros: str) -> None:
    """Attach a number to some insured people."""
    for numero in numeros:
        assure = petit_togo.assure(session, numero)
        assure.niu = f"{assure.id:012d}"
    session.commit()


def motiver(session, numero: str) -> SansNiu:
    """Say why somebody has none."""
    qui = petit_togo.assure(session, numero)
    motif = SansNiu(assure_id=qui.id, motif=MotifSansNiu.pas_ouvert, constate_le=aujourd_hui())
    session.add(motif)
    session.commit()
    return motif


def demander(session, numero: str, statut: Statut) -> None:
    """Have a request of somebody stand where it is said."""
    decidee = maintenant() if statut in (Statut.rejetee, Statut.annulee) else None
    session.add(
        RattachementNiu(
            assure_id=petit_togo.assure(session, numero).id,
            niu="419027365520",
            statut=statut,
            soumise_le=maintenant(),
            decidee_le=decidee,
            motif="Illisible" if statut is Statut.rejetee else None,
        )
    )
    session.commit()


def compte(session, depuis: int = petit_togo.PREMIER) -> dict[int, Avancement]:
    session.expire_all()
    return campagne.compter(session, depuis).divisions


def test_each_division_counts_the_insured_of_its_employers(session, golfe, kara):
    assert compte(session) == {golfe.id: Avancement(actifs=4), kara.id: Avancement(actifs=3)}


def test_numbers_reasons_and_requests_are_told_apart_and_nobody_is_counted_twice(session, golfe, kara):
    rattacher(session, ESSI, AFI)
    motiver(session, AFI)
    motiver(session, ABLAVI)
    demander(session, ABLAVI, Statut.soumise)
    demander(session, TEVI, Statut.complement_demande)
    demander(session, KOMLAN, Statut.rejetee)
    assert compte(session) == {
        golfe.id: Avancement(actifs=4, rattaches=2, motives=1, en_cours=1),
        kara.id: Avancement(actifs=3),
    }
    assert (compte(session)[golfe.id].reste, compte(session)[kara.id].reste) == (0, 3)


@pytest.mark.parametrize(
    ("statut", "en_cours"),
    [
        (Statut.soumise, 1),
        (Statut.en_instruction, 1),
        (Statut.complement_demande, 1),
        (Statut.brouillon, 0),
        (Statut.annulee, 0),
        (Statut.rejetee, 0),
    ],
)
def test_a_request_is_under_way_until_it_is_decided(session, golfe, kara, statut, en_cours):
    demander(session, ESSI, statut)
    assert compte(session)[golfe.id].en_cours == en_cours


def test_a_closed_number_counts_nowhere(session, golfe, kara):
    petit_togo.assure(session, ESSI).ferme_le = aujourd_hui()
    session.commit()
    assert compte(session)[golfe.id].actifs == 3
    assert campagne.compter(session, petit_togo.PREMIER).inactifs == 0


def test_who_was_not_declared_since_the_month_is_left_aside_and_counted(session, golfe, kara):
    seule = petit_togo.assure(session, ESSI)
    jadis = mois.plus(petit_togo.PREMIER, -1)
    session.execute(update(LigneCarriere).where(LigneCarriere.assure_id == seule.id).values(periode=jadis))
    session.commit()
    assert compte(session)[golfe.id].actifs == 3
    assert compte(session, jadis)[golfe.id].actifs == 4
    assert campagne.compter(session, petit_togo.PREMIER).inactifs == 1


def test_the_region_is_that_of_the_last_employer(session, golfe, kara):
    _aussi_a_l_auberge(session, petit_togo.DERNIER, 1_000)
    assert {cle: a.actifs for cle, a in compte(session).items()} == {golfe.id: 3, kara.id: 4}


@pytest.mark.parametrize(("paie", "ailleurs"), [(1, False), (9_000_000, True)])
def test_of_two_employers_of_one_month_the_one_who_pays_more_tells_the_region(
    session, golfe, kara, paie, ailleurs
):
    _aussi_a_l_auberge(session, mois.plus(petit_togo.DERNIER, -1), paie)
    assert compte(session)[kara.id].actifs == (4 if ailleurs else 3)


def test_a_line_that_was_corrected_tells_no_region(session, golfe, kara):
    ligne = _aussi_a_l_auberge(session, petit_togo.DERNIER, 1_000)
    ligne.remplacee_par_id = ligne.declaration_id
    session.commit()
    assert compte(session)[kara.id].actifs == 3


def _aussi_a_l_auberge(session, periode: int, paie: int) -> LigneCarriere:
    """Have the inn declare somebody of the sawmill too."""
    auberge = petit_togo.employeur(session, AUBERGE).id
    modele = session.scalars(select(LigneCarriere).where(LigneCarriere.employeur_id == auberge)).first()
    ligne = LigneCarriere(
        assure_id=petit_togo.assure(session, ESSI).id,
        employeur_id=auberge,
        declaration_id=modele.declaration_id,
        periode=periode,
        nature=1,
        jours=10,
        remuneration=paie,
    )
    session.add(ligne)
    session.commit()
    return ligne


def test_what_is_reached_is_rounded_down_so_that_only_all_is_all():
    assert Avancement(actifs=30_000, rattaches=29_000, motives=999).part == 9_999
    assert Avancement(actifs=30_000, rattaches=29_000, motives=1_000).part == 10_000
    assert Avancement().part == 0


def test_the_board_shows_each_division_and_the_whole(session, superviseur, golfe, kara):
    rattacher(session, ESSI, ESSOHANAM)
    motiver(session, AFI)
    page = texte(superviseur.get(CAMPAGNE))
    assert "Siège et Golfe 4 1 1 0 2 50 %" in page
    assert "Kara 3 1 0 0 2 33,33 %" in page
    assert "sur 7 assurés actifs" in page
    assert "division de son dernier employeur" in page


def test_the_month_since_which_one_is_active_is_said_and_may_be_changed(session, superviseur, golfe, kara):
    ce_mois = mois.de_date(aujourd_hui())
    assert f"depuis {mois.libelle(mois.plus(ce_mois, -12))}" in texte(superviseur.get(CAMPAGNE))
    page = texte(superviseur.get(f"{CAMPAGNE}?depuis={mois.iso(ce_mois)}"))
    assert "sur 0 assurés actifs" in page
    assert "7 ne le sont pas" in page


def test_a_month_that_is_none_is_refused_beside_the_filter(superviseur, kara):
    page = texte(superviseur.get(f"{CAMPAGNE}?depuis=demain"))
    assert "n’est pas lisible" in page
    assert "sur 7 assurés actifs" in page


def test_the_board_leaves_as_csv_with_the_figures_it_shows(session, superviseur, golfe, kara):
    rattacher(session, ESSI)
    recu = superviseur.get(f"{CAMPAGNE}export.csv").data.decode("utf-8-sig")
    lignes = list(csv.reader(io.StringIO(recu), delimiter=";"))
    assert ["Siège et Golfe", "4", "1", "0", "0", "3", "25 %"] in lignes


def test_who_is_left_is_listed_by_division(session, superviseur, golfe, kara):
    rattacher(session, ESSI)
    motiver(session, AFI)
    demander(session, ABLAVI, Statut.soumise)
    tous = texte(superviseur.get(RESTE))
    assert [n for n in (ESSI, AFI, ABLAVI, TEVI, KOMLAN) if n in tous] == [TEVI, KOMLAN]
    a_kara = texte(superviseur.get(f"{RESTE}?division={kara.id}"))
    assert (KOMLAN in a_kara, TEVI in a_kara) == (True, False)


def test_the_board_leads_to_who_is_left_in_a_division(superviseur, kara):
    assert f"{RESTE}?division={kara.id}" in superviseur.get(CAMPAGNE).text


def noter(navigateur, session, numero: str, **champs):
    """Note why somebody has no number; return the page that follows."""
    donnees = {
        "assure_id": petit_togo.assure(session, numero).id,
        "motif": MotifSansNiu.pas_ouvert.name,
        "constate_le": f"{aujourd_hui():%d/%m/%Y}",
        "precision": "",
    }
    return navigateur.post(f"{MOTIFS}nouvelle", data=donnees | champs, follow_redirects=True)


def test_a_reason_is_dated_and_says_who_noted_it(session, agent, golfe, kara):
    page = texte(noter(agent, session, ESSI))
    assert "L’enrôlement n’est pas encore ouvert dans sa région" in page
    assert session.scalars(select(SansNiu)).one().note_par.email == "agent@essai.tg"
    assert compte(session)[golfe.id].motives == 1


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"motif": MotifSansNiu.autre.name}, "Écrivez cette autre raison"),
        ({"constate_le": f"{aujourd_hui() + timedelta(days=2):%d/%m/%Y}"}, "dans le futur"),
        ({"motif": ""}, "obligatoire"),
    ],
)
def test_a_reason_that_says_nothing_is_refused(session, agent, champs, phrase):
    page = noter(agent, session, ESSI, **champs)
    assert page.status_code == 422
    assert phrase in texte(page)
    assert session.scalar(select(SansNiu)) is None


def test_who_has_a_number_needs_no_reason(session, agent):
    rattacher(session, ESSI)
    assert "Cet assuré a son NIU" in texte(noter(agent, session, ESSI))


def test_one_person_has_one_reason(session, agent):
    motiver(session, ESSI)
    assert noter(agent, session, ESSI).status_code == 422


def test_nobody_of_the_fund_notes_a_reason_for_herself(session, agent):
    page = noter(agent, session, petit_togo.AGENT_ASSUREE)
    assert "Ce dossier d’assuré est le vôtre" in texte(page)
    assert session.scalar(select(SansNiu)) is None


def test_the_page_of_an_insured_person_leads_to_the_reason(session, agent):
    assure = petit_togo.assure(session, ESSI)
    lien = f"{MOTIFS}nouvelle?assure={assure.id}"
    assert lien in agent.get(f"/agent/assures/{assure.id}").text
    assert assure.numero in agent.get(lien).text


@pytest.mark.parametrize("qui", ["redaction", "scierie", "essi", "admin"])
def test_the_campaign_is_not_everybody_s(connecter, qui):
    navigateur = connecter(f"{qui}@essai.tg")
    assert {navigateur.get(adresse).status_code for adresse in (CAMPAGNE, RESTE, MOTIFS)} <= {302, 403, 404}


def test_who_only_reads_notes_no_reason(session, connecter):
    auditeur = connecter("auditeur@essai.tg")
    assert auditeur.get(MOTIFS).status_code == 200
    noter(auditeur, session, ESSI)
    assert session.scalar(select(SansNiu)) is None


def test_an_agent_of_another_team_sees_no_campaign(session, connecter):
    rejoindre(session, "collegue@essai.tg", "communication")
    assert connecter("collegue@essai.tg").get(CAMPAGNE).status_code in (302, 403, 404)
