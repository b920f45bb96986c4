"""Who sees which rows, and who may do what: closed unless something opens it."""

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, aliased

from app.identites import personnes
from app.models import (
    Assure,
    Declaration,
    Demande,
    Division,
    Employeur,
    Evenement,
    Habilitation,
    LigneDeclaration,
    Model,
    Operation,
    User,
)
from app.socle import acces
from app.socle.acces import Acteur, HorsPerimetre, Perimetre, au_nom_de, systeme
from app.socle.base_de_donnees import db
from app.socle.droits import DOMAINES, DROITS, Qualite, droits_de
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, COMPTES, SCIERIE

pytestmark = pytest.mark.petit_togo
PORTES = {
    "/employeur/dnr/": {"Employeur"},
    "/employeur/dnr/nouvelle": {"Employeur"},
    "/assure/compte-individuel/": {"Assuré"},
    "/assure/pension-de-vieillesse/nouvelle": {"Assuré"},
    "/agent/demandes/": {"Agent", "Rédaction", "Superviseur", "Auditeur"},
    "/agent/assures/": {"Agent", "Superviseur", "Auditeur"},
    "/agent/rapprochement/": {"Agent", "Superviseur", "Auditeur"},
    "/agent/rapprochement/importer": {"Agent"},
    "/supervision/operations/": {"Agent", "Superviseur", "Auditeur"},
    "/supervision/remises-de-majorations/nouvelle": {"Superviseur"},
    "/supervision/documents-delivres/": {"Superviseur", "Auditeur"},
    "/supervision/parametres-de-la-loi/": {"Superviseur", "Auditeur", "Admin"},
    "/supervision/parametres-de-la-loi/nouvelle": {"Superviseur", "Admin"},
    "/supervision/journal/": {"Superviseur", "Auditeur", "Admin"},
    "/administration/affectations/nouvelle": {"Superviseur", "Admin"},
    "/administration/habilitations/": {"Admin", "Auditeur"},
    "/administration/habilitations/nouvelle": {"Admin"},
    "/communication/pages/": {"Rédaction"},
    "/communication/pages/nouvelle": {"Rédaction"},
    "/confirmations/propositions/": {"Agent", "Rédaction", "Superviseur", "Auditeur", "Admin"},
}
"""A page to read and a page to act on in each espace, with the roles that open it."""
LIMITEES = sorted((c for c in acces.classes(Model) if hasattr(c, "portee")), key=lambda c: c.__name__)


@pytest.fixture
def lecture(app, session):
    """Return a session like the application's; the test says under which scope it reads."""
    with app.app_context(), Session(db.engine) as autre:
        yield autre


@pytest.fixture
def sans_perimetre(lecture):
    """The same session under no scope at all."""
    with au_nom_de(None):
        yield lecture


@pytest.fixture
def scierie(session) -> Perimetre:
    return petit_togo.acteur(session, "scierie@essai.tg").perimetre


@pytest.fixture
def essi(session) -> Perimetre:
    return petit_togo.acteur(session, "essi@essai.tg").perimetre


@pytest.mark.parametrize("classe", LIMITEES)
def test_a_read_without_a_scope_raises(sans_perimetre, classe):
    with pytest.raises(HorsPerimetre):
        sans_perimetre.scalars(select(classe)).all()


@pytest.mark.parametrize("classe", LIMITEES)
def test_a_person_attached_to_nothing_sees_no_row(lecture, classe):
    with au_nom_de(Perimetre()):
        assert lecture.scalars(select(classe)).all() == []


def test_what_is_public_is_read_without_a_scope(sans_perimetre):
    assert sans_perimetre.scalars(select(Division.code)).all()


@pytest.mark.parametrize(
    "requete",
    [
        select(func.count(Declaration.id)),
        select(aliased(Declaration).periode),
        select(Declaration.periode).join(LigneDeclaration, LigneDeclaration.declaration_id == Declaration.id),
        update(Declaration).values(effectif=0),
        delete(LigneDeclaration),
    ],
)
def test_no_shape_of_query_escapes_the_scope(sans_perimetre, requete):
    with pytest.raises(HorsPerimetre):
        sans_perimetre.execute(requete)


@pytest.mark.parametrize(
    "requete",
    [
        select(Division.__table__.c.id).where(select(Demande.id).exists()),
        select(Division.__table__.c.id).where(select(func.count(Demande.id)).scalar_subquery() > 0),
        select(select(Demande.id).cte().c.id),
    ],
)
def test_a_read_of_bare_tables_sees_nobody_s_rows_through_a_model(lecture, requete):
    assert lecture.execute(requete).all()
    with au_nom_de(Perimetre()):
        assert lecture.execute(requete).all() == []


@pytest.mark.parametrize("qui", [None, Perimetre()])
def test_a_subquery_of_a_public_read_sees_nobody_s_rows(lecture, qui):
    with au_nom_de(qui):
        assert lecture.scalars(select(Division).where(select(Demande.id).exists())).all() == []


def test_an_employer_reads_his_own_file_and_no_other(lecture, scierie):
    with au_nom_de(scierie):
        assert lecture.scalars(select(Employeur.numero)).all() == [SCIERIE]


@pytest.mark.parametrize("classe", [Demande, Declaration, Operation])
def test_an_employer_reads_his_own_rows_and_all_of_them(session, lecture, scierie, classe):
    sienne = petit_togo.employeur(session).id
    attendues = session.scalar(select(func.count(classe.id)).where(classe.employeur_id == sienne))
    with au_nom_de(scierie):
        lues = lecture.scalars(select(classe)).all()
    assert {ligne.employeur_id for ligne in lues} == {sienne}
    assert len(lues) == attendues


def test_the_lines_and_journal_follow_the_request_they_belong_to(session, lecture, scierie):
    with au_nom_de(scierie):
        lignes = lecture.scalars(select(LigneDeclaration.numero_assure)).all()
        evenements = lecture.scalars(select(Evenement.demande_id)).all()
    assert set(lignes) == {personne[0] for personne in petit_togo.PERSONNES[SCIERIE]}
    siennes = select(Demande.id).where(Demande.employeur_id == scierie.employeur_id)
    assert set(evenements) == set(session.scalars(siennes))


def test_an_insured_reads_himself_and_the_employers_who_declared_him(lecture, essi):
    with au_nom_de(essi):
        assert lecture.scalars(select(Assure.numero)).all() == ["0012345678"]
        assert lecture.scalars(select(Employeur.numero)).all() == [SCIERIE]
        assert lecture.scalars(select(Demande)).all() == []


def test_a_relation_of_a_row_in_scope_leads_to_no_row_out_of_it(session, lecture, scierie):
    etrangere = session.scalars(
        select(Declaration).where(Declaration.employeur_id == petit_togo.employeur(session, AUBERGE).id)
    ).first()
    sienne = session.scalars(
        select(Declaration).where(Declaration.employeur_id == scierie.employeur_id)
    ).first()
    sienne.rectifie_id = etrangere.id
    session.flush()
    with au_nom_de(scierie):
        assert lecture.get(Declaration, sienne.id).rectifie is None
        assert lecture.get(Declaration, etrangere.id) is None


def test_the_fund_s_staff_reads_everything(lecture):
    with systeme("tests"):
        assert set(lecture.scalars(select(Employeur.numero))) == {SCIERIE, AUBERGE}


def test_one_scope_ends_where_it_ends(lecture, scierie):
    with au_nom_de(scierie):
        lecture.scalars(select(Employeur)).all()
    with au_nom_de(None), pytest.raises(HorsPerimetre):
        lecture.scalars(select(Employeur)).all()


def test_a_class_that_says_nothing_of_its_rows_stops_the_application(monkeypatch):
    monkeypatch.delattr(Division, "publique")
    with pytest.raises(HorsPerimetre, match="Division"):
        acces.installer(Model)


def _acteur(*qualites: Qualite, **options) -> Acteur:
    return Acteur(1, "Afi", frozenset(qualites), Perimetre(employeur_id=3), **options)


def test_qualities_add_up():
    les_deux = _acteur(Qualite.agent, Qualite.administration)
    assert les_deux.droits("administration") == {"consulter", "configurer", "exporter"}
    assert les_deux.droits("agent") == {"consulter", "instruire", "exporter"}


@pytest.mark.parametrize("domaine", DOMAINES)
def test_who_acts_in_no_quality_may_do_nothing(domaine):
    assert not _acteur().droits(domaine)


@pytest.mark.parametrize("domaine", DOMAINES)
def test_an_auditor_reads_and_changes_nothing(domaine):
    assert droits_de(frozenset({Qualite.auditeur}), domaine) <= {"consulter", "exporter"}


@pytest.mark.parametrize("domaine", DOMAINES.values(), ids=list(DOMAINES))
def test_every_right_of_the_table_is_a_known_one(domaine):
    assert {droit for droits in domaine.droits.values() for droit in droits} <= DROITS.keys()


@pytest.mark.parametrize("email", COMPTES)
def test_a_person_passes_the_doors_of_his_role_and_no_other(connecter, email):
    navigateur, role = connecter(email), COMPTES[email][0]
    reponses = {porte: navigateur.get(porte).status_code for porte in PORTES}
    assert reponses == {porte: 200 if role in roles else 403 for porte, roles in PORTES.items()}


def test_who_may_only_look_at_an_employer_declares_nothing_for_him():
    assert _acteur(Qualite.employeur, peut_declarer=False).droits("employeur") == {"consulter"}


def test_rights_on_a_request_are_those_of_its_owner(session):
    demande = Demande(employeur_id=4)
    assert not _acteur(Qualite.employeur).droits_sur(demande)
    demande.employeur_id = 3
    assert "deposer" in _acteur(Qualite.employeur).droits_sur(demande)


@pytest.fixture
def observateur(app, session) -> str:
    """Somebody who may look at the sawmill's files and send nothing."""
    with app.app_context():
        personne = personnes.creer(
            session, "comptable@essai.tg", "Ayité", "Dédé", petit_togo.MOT_DE_PASSE, ["Employeur"]
        )
    personnes.habiliter(session, personne, petit_togo.employeur(session).id, declarer=False)
    return personne.email


@pytest.mark.parametrize("chemin", ["/employeur/dnr/nouvelle", "/employeur/quitus-social/nouvelle"])
def test_who_may_only_look_is_refused_the_forms_that_send(connecter, observateur, chemin):
    navigateur = connecter(observateur)
    assert navigateur.get("/employeur/dnr/").status_code == 200
    assert navigateur.get(chemin).status_code == 403
    assert navigateur.post(chemin).status_code == 403


def test_who_may_only_look_changes_no_line_of_a_draft(app, session, connecter, observateur):
    with app.app_context():
        brouillon = petit_togo.brouillon(session)
    ligne = petit_togo.lignes(session, brouillon)[0]
    adresse = f"/employeur/dnr/{brouillon.id}/lignes/"
    reponse = connecter(observateur).post(adresse, data={f"remuneration-{ligne.rang}": "1"})
    assert reponse.status_code == 403
    assert ligne.remuneration != "1"


@pytest.fixture
def sa_dnr(session) -> str:
    """The address of a declaration of the sawmill."""
    scierie = petit_togo.employeur(session, SCIERIE).id
    dnr = session.scalars(select(Declaration.id).where(Declaration.employeur_id == scierie)).first()
    return f"/employeur/dnr/{dnr}"


def test_a_person_who_acts_for_two_employers_sees_one_at_a_time(session, connecter, sa_dnr):
    personne = session.scalars(select(User).where(User.email == "scierie@essai.tg")).one()
    personnes.habiliter(session, personne, petit_togo.employeur(session, AUBERGE).id)
    navigateur = connecter("scierie@essai.tg")
    assert navigateur.get(sa_dnr).status_code == 200
    navigateur.post("/espace/employeur", data={"employeur_id": petit_togo.employeur(session, AUBERGE).id})
    assert navigateur.get(sa_dnr).status_code == 404


@pytest.mark.parametrize("choix", ["999", "²", "-1", "", "9" * 40, "auberge"])
def test_a_choice_of_employer_that_is_not_hers_changes_nothing(session, connecter, sa_dnr, choix):
    navigateur = connecter("scierie@essai.tg")
    assert navigateur.post("/espace/employeur", data={"employeur_id": choix}).status_code == 302
    assert navigateur.get(sa_dnr).status_code == 200


def test_an_accountant_who_lost_the_mandate_loses_the_rows_at_once(session, connecter, sa_dnr):
    navigateur = connecter("scierie@essai.tg")
    assert navigateur.get(sa_dnr).status_code == 200
    session.execute(delete(Habilitation))
    assert navigateur.get(sa_dnr).status_code == 404


def test_an_agent_who_also_declares_meets_in_the_employers_space_only_his_own(session, connecter):
    personne = session.scalars(select(User).where(User.email == "agent@essai.tg")).one()
    personnes.habiliter(session, personne, petit_togo.employeur(session, SCIERIE).id)
    personne.roles += session.scalars(select(type(personne.roles[0])).filter_by(name="Employeur")).all()
    navigateur = connecter("agent@essai.tg")
    etrangere = session.scalars(
        select(Declaration.id).where(Declaration.employeur_id == petit_togo.employeur(session, AUBERGE).id)
    ).first()
    assert navigateur.get(f"/agent/demandes/{etrangere}").status_code == 200
    assert navigateur.get(f"/employeur/dnr/{etrangere}").status_code == 404
