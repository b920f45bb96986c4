"""The demonstration Togo: believable, whole, and consistent with the rules of the house."""

from datetime import date

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import and_, case, func, or_, select
from werkzeug.security import check_password_hash

from app.cotisations.cotisant import BRANCHES
from app.demandes import interets
from app.demandes.etats import Statut
from app.demandes.interets import Interet
from app.models import (
    Assure,
    CompteAssure,
    CompteComptable,
    Declaration,
    Demande,
    Division,
    Ecriture,
    Employeur,
    Habilitation,
    LigneCarriere,
    LigneDeclaration,
    Quitus,
    Reclamation,
)
from app.regles import mois
from app.regles.bareme import charger as charger_la_loi
from app.repertoire.parametres import bareme
from app.services.dnr import declarer
from app.services.quitus.decision import proposer_quitus
from app.socle.horloge import aujourd_hui
from demonstration.acteurs import ACCES, MOT_DE_PASSE, comptes
from demonstration.chargement import DemonstrationRefusee, charger
from demonstration.decor import Decor
from demonstration.feuilles import etablir
from demonstration.population import peupler

pytestmark = pytest.mark.demo
CARRIERE = LigneCarriere.__table__
DEMANDES = Demande.__table__
COMPTES_DES_BRANCHES = [CompteComptable[branche] for branche in BRANCHES]


def compte(session, modele, *criteres) -> int:
    return session.scalar(select(func.count(modele.id)).where(*criteres))


def employeur(session, email: str) -> Employeur:
    """Return the main employer of an account."""
    numeros = {c["email"]: c["employeur"] for c in comptes(session)}
    return session.scalars(select(Employeur).where(Employeur.numero == numeros[email])).one()


def assure(session, email: str) -> Assure:
    requete = select(Assure).join(CompteAssure, CompteAssure.assure_id == Assure.id)
    return session.scalars(requete.join(CompteAssure.utilisateur).where(User.email == email)).one()


def carriere(session, qui: Assure) -> list[LigneCarriere]:
    requete = select(LigneCarriere).where(LigneCarriere.assure_id == qui.id).order_by(LigneCarriere.periode)
    return list(session.scalars(requete))


def dernier_mois() -> int:
    return mois.plus(mois.de_date(aujourd_hui()), -1)


def tous_les_employeurs(session) -> list[Employeur]:
    return list(session.scalars(select(Employeur).order_by(Employeur.id)))


def test_the_six_divisions_are_there(session):
    assert compte(session, Division) == 6


def test_employers_go_from_one_worker_to_four_hundred(session):
    acceptees = (DEMANDES.c.statut == Statut.acceptee) & (DEMANDES.c.type == Declaration.__tablename__)
    derniere = select(func.max(DEMANDES.c.id)).where(acceptees).group_by(DEMANDES.c.employeur_id)
    declaration = Declaration.__table__
    effectifs = session.scalars(select(declaration.c.effectif).where(declaration.c.id.in_(derniere))).all()
    assert len(effectifs) >= 12
    assert (min(effectifs), max(effectifs)) == (1, 400)


def test_there_are_at_least_1500_insured(session):
    assert compte(session, Assure) >= 1_500


def test_insured_numbers_are_digits_and_some_begin_with_a_zero(session):
    numeros = session.scalars(select(Assure.numero)).all()
    assert all(n.isdigit() and n.isascii() and len(n) <= 15 for n in numeros)
    assert any(n.startswith("0") for n in numeros)


def test_some_numbers_are_closed_and_say_why(session):
    clos = session.scalars(select(Assure).where(Assure.ferme_le.is_not(None))).all()
    assert clos
    assert all(a.motif_fermeture for a in clos)


def test_careers_last_from_a_few_months_to_forty_years(session):
    durees = session.scalars(
        select(func.count(CARRIERE.c.periode.distinct())).group_by(CARRIERE.c.assure_id)
    ).all()
    assert min(durees) < 12
    assert 444 <= max(durees) <= 480


def test_no_career_has_the_same_wage_twice(session):
    couples = session.execute(
        select(func.count(CARRIERE.c.id), func.count(CARRIERE.c.remuneration.distinct()))
        .where(CARRIERE.c.nature == 1)
        .group_by(CARRIERE.c.assure_id)
    ).all()
    assert all(mois_payes == salaires for mois_payes, salaires in couples)


def test_some_careers_have_months_missing(session):
    requete = select(
        func.min(CARRIERE.c.periode), func.max(CARRIERE.c.periode), func.count(CARRIERE.c.periode.distinct())
    ).group_by(CARRIERE.c.assure_id)
    manquants = [mois.ecart(debut, fin) + 1 - nombre for debut, fin, nombre in session.execute(requete)]
    assert sum(n > 0 for n in manquants) > 100
    assert manquants.count(0) > 100


def test_pay_under_the_minimum_wage_is_the_exception(session):
    textes = [p for p in charger_la_loi() if p.code == "smig"]
    smig = case(*((CARRIERE.c.periode >= mois.de_date(p.effet_le), p.valeur) for p in reversed(textes)))
    pleins = select(func.count(CARRIERE.c.id)).where(CARRIERE.c.nature == 1, CARRIERE.c.jours == 30)
    sous = session.scalar(pleins.where(CARRIERE.c.remuneration < smig))
    assert 0 < sous < session.scalar(pleins) // 100


def test_nobody_works_before_18_nor_at_two_employers_in_the_same_month(session):
    requete = (
        select(
            Assure.naissance_le,
            func.min(CARRIERE.c.periode),
            func.count(CARRIERE.c.id),
            func.count(CARRIERE.c.periode.distinct()),
        )
        .join(CARRIERE, CARRIERE.c.assure_id == Assure.id)
        .where(CARRIERE.c.nature == 1)
        .group_by(Assure.id)
    )
    for naissance, premier, lignes, periodes in session.execute(requete):
        assert mois.ecart(mois.de_date(naissance), premier) >= 18 * 12
        assert lignes == periodes


def test_every_booked_line_belongs_to_the_accepted_declaration_of_its_employer_and_month(session):
    etrangeres = session.scalar(
        select(func.count(CARRIERE.c.id))
        .outerjoin(Declaration.__table__, Declaration.__table__.c.id == CARRIERE.c.declaration_id)
        .outerjoin(DEMANDES, DEMANDES.c.id == CARRIERE.c.declaration_id)
        .where(
            or_(
                DEMANDES.c.id.is_(None),
                DEMANDES.c.statut != Statut.acceptee,
                DEMANDES.c.employeur_id != CARRIERE.c.employeur_id,
                Declaration.__table__.c.periode != CARRIERE.c.periode,
            )
        )
    )
    assert etrangeres == 0


def test_headcount_and_payroll_of_every_declaration_are_those_of_its_lines(session):
    d = Declaration.__table__
    ecarts = session.scalars(
        select(d.c.id)
        .join(CARRIERE, CARRIERE.c.declaration_id == d.c.id)
        .group_by(d.c.id)
        .having(
            or_(
                func.sum(CARRIERE.c.remuneration) != d.c.masse_salariale,
                func.count(CARRIERE.c.assure_id.distinct()) != d.c.effectif,
            )
        )
    ).all()
    assert ecarts == []


@pytest.mark.parametrize("email", ["employeur@demo.tg", "employeur2@demo.tg"])
def test_the_check_finds_in_a_recent_declaration_the_totals_that_were_booked(session, email):
    qui = employeur(session, email).id
    declaration = session.scalars(
        select(Declaration)
        .where(Declaration.employeur_id == qui, Declaration.statut == Statut.acceptee)
        .order_by(Declaration.periode.desc())
        .limit(1)
    ).one()
    rapport = declarer.verifier(session, declaration)
    assert not rapport.bloque
    for nom in ("effectif", "masse_salariale", *BRANCHES):
        assert getattr(rapport.totaux, nom) == getattr(declaration, nom)


def test_an_employer_declares_each_month_once_from_the_first_to_the_last(session):
    for e in tous_les_employeurs(session):
        periodes = session.scalars(
            select(Declaration.periode).where(Declaration.employeur_id == e.id).order_by(Declaration.periode)
        ).all()
        assert periodes == list(mois.suite(mois.de_date(e.debut_activite_le), periodes[-1]))


def test_lines_as_typed_are_kept_for_the_last_thirteen_months_only(session):
    qui = employeur(session, "employeur@demo.tg")
    periodes = session.scalars(
        select(Declaration.periode)
        .join(LigneDeclaration, LigneDeclaration.declaration_id == Declaration.id)
        .where(Declaration.employeur_id == qui.id)
        .distinct()
        .order_by(Declaration.periode)
    ).all()
    assert periodes == list(mois.suite(mois.plus(dernier_mois(), -12), dernier_mois()))


def test_what_the_ledger_makes_due_is_what_the_declarations_say(session):
    t, d = Ecriture.__table__, Declaration.__table__
    portes = func.sum(case((t.c.credit.in_(COMPTES_DES_BRANCHES), t.c.montant), else_=0))
    du = dict(session.execute(select(t.c.employeur_id, portes).group_by(t.c.employeur_id)).all())
    declare = session.execute(
        select(DEMANDES.c.employeur_id, func.sum(d.c.rp + d.c.pf + d.c.pv + d.c.amu))
        .join(DEMANDES, and_(DEMANDES.c.id == d.c.id, DEMANDES.c.statut == Statut.acceptee))
        .group_by(DEMANDES.c.employeur_id)
    ).all()
    assert du == dict(declare)


def test_one_account_is_up_to_date_and_the_other_owes_two_months(session):
    jour, lois = aujourd_hui(), bareme(session)
    assert proposer_quitus(session, employeur(session, "employeur@demo.tg"), jour, lois).eligible
    debiteur = proposer_quitus(session, employeur(session, "employeur2@demo.tg"), jour, lois)
    assert not debiteur.eligible
    assert debiteur.mois_impayes == (mois.plus(dernier_mois(), -2), mois.plus(dernier_mois(), -1))


def test_a_new_firm_may_only_have_the_attestation(session):
    nouvelle = max(tous_les_employeurs(session), key=lambda e: e.debut_activite_le)
    proposition = proposer_quitus(session, nouvelle, aujourd_hui(), bareme(session))
    assert proposition.attestation
    assert not proposition.mois_impayes


def test_some_employers_have_not_declared_their_last_months(session):
    derniers = session.scalars(select(func.max(Declaration.periode)).group_by(Declaration.employeur_id)).all()
    assert any(mois.ecart(periode, dernier_mois()) == 4 for periode in derniers)


def test_one_employer_is_closed_and_one_bears_the_doubled_rate(session):
    assert compte(session, Employeur, Employeur.ferme_le.is_not(None)) == 1
    assert compte(session, Employeur, Employeur.rp_majore) == 1


def test_the_fund_has_declarations_waiting_with_their_lines_and_their_check(session):
    attente = session.scalars(
        select(Declaration).where(Declaration.statut.in_([Statut.soumise, Statut.en_instruction]))
    ).all()
    assert {d.statut for d in attente} == {Statut.soumise, Statut.en_instruction}
    for declaration in attente:
        assert declaration.controle["bloquantes"] == 0
        assert compte(session, LigneDeclaration, LigneDeclaration.declaration_id == declaration.id) > 0


def test_a_draft_and_a_quitus_request_are_under_way(session):
    assert compte(session, Declaration, Declaration.statut == Statut.brouillon) == 1
    assert compte(session, Quitus, Quitus.statut == Statut.soumise) == 1


def test_every_account_opens_with_the_published_password(session):
    personnes = session.scalars(select(User)).all()
    assert len(personnes) == len(ACCES)
    assert all(check_password_hash(p.password, MOT_DE_PASSE) for p in personnes)


def test_the_list_of_accounts_tells_each_role_and_number(session):
    liste = {c["email"]: c for c in comptes(session)}
    assert liste["employeur@demo.tg"]["employeur"]
    assert liste["assure@demo.tg"]["assure"] == assure(session, "assure@demo.tg").numero
    assert liste["agent@demo.tg"] == {
        "email": "agent@demo.tg",
        "role": "Agent",
        "employeur": None,
        "assure": None,
    }


def test_the_agent_is_insured_and_a_request_of_hers_waits_for_a_colleague(session):
    attend = session.scalars(select(Reclamation).where(Reclamation.statut == Statut.soumise)).one()
    agent = session.scalars(select(User).where(User.email == "agent@demo.tg")).one()
    assert interets.obstacle(session, attend, agent.id) == Interet.soi.value


def test_the_first_declarant_acts_for_two_employers(session):
    requete = select(func.count(Habilitation.id)).join(Habilitation.utilisateur)
    assert session.scalar(requete.where(User.email == "employeur@demo.tg")) == 2


def test_the_older_insured_nears_sixty_with_a_long_career_at_two_employers(session):
    qui = assure(session, "assure@demo.tg")
    lignes = carriere(session, qui)
    periodes = {ligne.periode for ligne in lignes}
    assert 59 * 12 <= mois.ecart(mois.de_date(qui.naissance_le), mois.de_date(aujourd_hui())) < 60 * 12
    assert len(periodes) >= 25 * 12
    assert len(periodes) < mois.ecart(min(periodes), max(periodes)) + 1
    assert len({ligne.employeur_id for ligne in lignes}) == 2


def test_the_younger_insured_has_six_years_at_one_employer(session):
    lignes = carriere(session, assure(session, "assure2@demo.tg"))
    assert 69 <= len({ligne.periode for ligne in lignes}) <= 72
    assert len({ligne.employeur_id for ligne in lignes}) == 1


def test_a_second_load_does_nothing(app, session):
    avant = compte(session, Demande)
    with app.app_context():
        assert charger(session) is False
    assert compte(session, Demande) == avant


def test_production_refuses_the_demonstration(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "ENV_NOM", "production")
    with app.app_context(), pytest.raises(DemonstrationRefusee, match="APP_ENV=development"):
        charger(session)


def feuilles_au(jour: date):
    decor = Decor(jour, charger_la_loi())
    return etablir(peupler(decor), decor)


def test_the_same_day_always_gives_the_same_togo():
    une, autre = (
        {cle: (f.totaux, f.decidee_le) for cle, f in feuilles_au(date(2027, 1, 15)).items()} for _ in range(2)
    )
    assert une == autre


@pytest.mark.parametrize("jour", [date(2026, 12, 1), date(2028, 2, 29)])
def test_wages_stop_the_month_before_and_nothing_is_decided_after_the_day(jour):
    feuilles = feuilles_au(jour)
    assert max(feuilles)[0] == mois.plus(mois.de_date(jour), -1)
    assert max(f.decidee_le.date() for f in feuilles.values()) <= jour
