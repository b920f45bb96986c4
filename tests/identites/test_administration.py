"""Administration under glass: who, when, why, told to the person; what gives power takes two people."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from app.identites import organisation, personnes, second_facteur, titulaires
from app.identites.organisation import Fonction
from app.models import ActeDAdministration, Affectation, Assure, Proposition
from app.referentiel import sortes
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.refus import ChampRefuse, Refus
from tests.identites.outils import SOLIDE, connecte, entrer, essayer, lien_de
from tests.outils import petit_togo
from tests.outils.dnr import texte

pytestmark = pytest.mark.petit_togo
ADMIN, AUTRE, SUPERVISEUR, AGENT, ELLE = (
    f"{nom}@essai.tg" for nom in ("admin", "autre", "superviseur", "agent", "scierie")
)
POURQUOI = "Départ à la retraite"


@pytest.fixture
def admin(connecter):
    """The administrator's browser."""
    return connecter(ADMIN)


@pytest.fixture
def seconde(connecter):
    """The browser of another person who may confirm."""
    return connecter(SUPERVISEUR)


@pytest.fixture
def requetes(app):
    """Return `requetes(action) -> how many queries it asks`."""

    def compter(action) -> int:
        with app.app_context():
            moteur, faites = db.engine, []

        def noter(_connexion, _curseur, requete, *_):
            if requete.startswith("SELECT"):
                faites.append(requete)

        event.listen(moteur, "before_cursor_execute", noter)
        try:
            action()
        finally:
            event.remove(moteur, "before_cursor_execute", noter)
        return len(faites)

    return compter


def compte(session, email: str):
    """Return the account of an e-mail."""
    return personnes.trouver(session, email)


def page_de(session, email: str) -> str:
    """Return the address of somebody's page in the administration."""
    return f"/administration/personnes/{compte(session, email).id}"


def agir(navigateur, session, email: str, geste: str, motif: str = POURQUOI) -> str:
    """Do something with somebody's account; return what the next page says."""
    adresse = f"{page_de(session, email)}/gestes/{geste}"
    return texte(navigateur.post(adresse, data={"motif": motif}, follow_redirects=True))


def decider(navigateur, session, geste: str = "confirmer", **donnees) -> str:
    """Decide on what was proposed last; return what the next page says."""
    proposition = session.scalars(select(Proposition).order_by(Proposition.id.desc())).first()
    adresse = f"/confirmations/propositions/{proposition.id}/{geste}"
    return texte(navigateur.post(adresse, data=donnees, follow_redirects=True))


def donner(session, email: str, fonction: Fonction, par: str) -> Proposition:
    """Propose a function for somebody, in the name of another."""
    ligne = Affectation(
        utilisateur_id=compte(session, email).id, fonction=fonction, raison="Renfort", effet_le=aujourd_hui()
    )
    session.add(ligne)
    session.flush()
    return sortes.proposer(session, ligne, petit_togo.acteur(session, par), ligne.raison)


def actes(session) -> list[str]:
    """Return what the administration did, oldest first."""
    return list(session.scalars(select(ActeDAdministration.quoi).order_by(ActeDAdministration.id)))


def test_the_list_says_what_each_of_the_staff_is(admin):
    page = texte(admin.get("/administration/personnes/"))
    assert "Superviseur" in page
    assert "Agent, Équipe prestations" in page
    assert "Corrigez ce qui suit" not in page


@pytest.mark.parametrize("mots", ["scierie", "SCIERIE@essai", "yawa scierie"])
def test_a_person_is_found_by_her_name_or_her_e_mail(admin, mots):
    page = texte(admin.get("/administration/personnes/", query_string={"qui": mots}))
    assert ELLE in page
    assert "auberge@essai.tg" not in page


def test_the_staff_of_a_function_are_found(admin):
    page = texte(admin.get("/administration/personnes/?fonction=superviseur"))
    assert SUPERVISEUR in page
    assert ELLE not in page


def test_the_list_asks_as_many_queries_for_few_accounts_as_for_many(admin, session, requetes, ouvrir):
    peu = requetes(lambda: admin.get("/administration/personnes/?taille=100"))
    for rang in range(30):
        ouvrir(f"agent{rang}@essai.tg", "Superviseur")
    session.commit()
    assert requetes(lambda: admin.get("/administration/personnes/?taille=100")) == peu


def test_the_page_of_a_person_says_for_whom_she_acts_and_on_which_devices(connecter, session, admin):
    connecter(ELLE)
    page = texte(admin.get(page_de(session, ELLE)))
    assert "Scierie de Kpalimé SARL" in page
    assert "Consulter et déclarer, titulaire du compte" in page
    assert "Sessions ouvertes" in page
    assert "Double vérification Non" in page


def test_no_page_of_the_administration_holds_or_takes_a_password(session, admin):
    liste, formulaire = "/administration/personnes/", "/administration/invitations/nouvelle"
    for adresse in (liste, page_de(session, ELLE), formulaire):
        page = admin.get(adresse).text.partition("<main")[2]
        assert 'type="password"' not in page
        assert compte(session, ELLE).password not in page


def test_a_person_who_lost_her_password_receives_a_link_and_chooses_another(app, session, admin, courriers):
    agir(admin, session, ELLE, "lien", "Mot de passe perdu")
    app.test_client().post(lien_de(courriers(ELLE)[0]), data={"nouveau": SOLIDE, "confirmation": SOLIDE})
    assert essayer(app.test_client(), ELLE, SOLIDE).status_code == 302
    assert actes(session) == ["Lien de mot de passe envoyé"]


def test_a_link_that_is_not_sent_is_not_said_to_be(session, admin, courriers):
    for _ in range(6):
        agir(admin, session, ELLE, "lien")
    partis = len(courriers(ELLE))
    assert "attendez un quart d’heure" in agir(admin, session, ELLE, "lien")
    assert len(courriers(ELLE)) == partis


@pytest.mark.parametrize("geste", ["lien", "fermer", "rouvrir", "double-verification"])
def test_nothing_is_done_without_a_reason(session, admin, geste):
    assert "écrivez d’abord pourquoi" in agir(admin, session, AGENT, geste, "  ")
    assert compte(session, AGENT).is_active
    assert actes(session) == []


def test_an_account_is_closed_at_once_by_one_hand_and_its_person_is_told_why(
    connecter, session, admin, courriers
):
    elle = connecter(AGENT)
    agir(admin, session, AGENT, "fermer")
    assert not connecte(elle)
    assert not compte(session, AGENT).is_active
    assert POURQUOI in courriers(AGENT)[0].texte
    assert "Yawa Admin" in courriers(AGENT)[0].texte


def test_what_was_done_with_an_account_stays_on_its_page(session, admin):
    agir(admin, session, AGENT, "fermer")
    page = texte(admin.get(page_de(session, AGENT)))
    assert f"Compte fermé, par Yawa Admin. Motif : {POURQUOI}" in page


def test_nobody_closes_his_own_account(session, admin):
    assert "votre propre compte" in agir(admin, session, ADMIN, "fermer")
    assert compte(session, ADMIN).is_active


def test_the_last_administrator_s_account_is_not_closed(session, seconde):
    assert "donnez d’abord cette fonction" in agir(seconde, session, ADMIN, "fermer")
    assert compte(session, ADMIN).is_active


def test_the_account_of_one_administrator_of_two_is_closed(session, seconde, ouvrir):
    ouvrir(AUTRE, "Admin")
    agir(seconde, session, ADMIN, "fermer")
    assert not compte(session, ADMIN).is_active


def test_an_administrator_whose_account_is_closed_does_not_count_as_another(session, seconde, ouvrir):
    ouvrir(AUTRE, "Admin")
    compte(session, AUTRE).active = False
    assert "donnez d’abord cette fonction" in agir(seconde, session, ADMIN, "fermer")


def test_an_account_of_the_staff_is_opened_again_by_two(app, session, admin, seconde, courriers):
    agir(admin, session, AGENT, "fermer")
    assert "une autre personne doit confirmer" in agir(admin, session, AGENT, "rouvrir", "Retour")
    assert not compte(session, AGENT).is_active
    assert "Vous l’avez proposé" in decider(admin, session)
    assert not compte(session, AGENT).is_active
    decider(seconde, session)
    assert entrer(app.test_client(), AGENT).status_code == 302
    assert "Yawa Admin, avec Yawa Superviseur" in courriers(AGENT)[0].texte


def test_an_account_of_the_public_is_opened_again_by_one(session, admin):
    agir(admin, session, ELLE, "fermer")
    agir(admin, session, ELLE, "rouvrir", "Elle est revenue")
    assert compte(session, ELLE).is_active


def test_a_second_factor_is_reset_by_two_and_the_person_is_told_twice(
    app, session, admin, seconde, activer, courriers
):
    elle, _, _ = activer(AGENT)
    agir(admin, session, AGENT, "double-verification", "Téléphone perdu")
    assert "demandée" in courriers(AGENT)[0].texte
    assert second_facteur.actif(session, compte(session, AGENT).id)
    decider(admin, session)
    assert second_facteur.actif(session, compte(session, AGENT).id)
    decider(seconde, session)
    assert "remise à zéro." in courriers(AGENT)[0].texte
    assert not connecte(elle)
    assert entrer(app.test_client(), AGENT).headers["Location"] == "/services/"


def test_a_second_factor_is_kept_when_its_reset_is_refused(session, admin, seconde, activer):
    activer(AGENT)
    agir(admin, session, AGENT, "double-verification")
    decider(seconde, session, "refuser", motif="Elle l’a retrouvé")
    assert second_facteur.actif(session, compte(session, AGENT).id)


def test_nobody_decides_on_his_own_second_factor(session, admin, activer):
    superviseur, _, _ = activer(SUPERVISEUR)
    agir(admin, session, SUPERVISEUR, "double-verification")
    assert "C’est votre double vérification" in decider(superviseur, session)
    assert second_facteur.actif(session, compte(session, SUPERVISEUR).id)


def test_nobody_decides_on_his_own_second_factor_under_another_account(
    session, admin, activer, connecter, ouvrir
):
    activer(AGENT)
    ouvrir(AUTRE, "Superviseur")
    kossi = session.scalars(select(Assure.id).order_by(Assure.id).limit(1)).one()
    for email in (AGENT, AUTRE):
        personnes.relier_le_personnel(session, compte(session, email).id, kossi)
    session.commit()
    agir(admin, session, AGENT, "double-verification")
    assert "C’est votre double vérification" in decider(connecter(AUTRE), session)
    assert second_facteur.actif(session, compte(session, AGENT).id)


def test_the_administration_never_reads_the_secret_of_a_second_factor(session, admin, activer):
    _, telephone, _ = activer(ELLE)
    page = admin.get(page_de(session, ELLE)).text
    assert "Activée" in page
    assert telephone.secret not in page
    assert second_facteur.trouver(session, compte(session, ELLE).id).secret not in page


def test_an_administrator_does_not_make_himself_a_supervisor(session):
    with pytest.raises(Refus, match="Vous ne vous donnez pas un pouvoir"):
        donner(session, ADMIN, Fonction.superviseur, par=ADMIN)


def test_nobody_confirms_what_gives_him_a_power(session, connecter, ouvrir):
    ouvrir(AUTRE, "Admin")
    donner(session, SUPERVISEUR, Fonction.administration, par=ADMIN)
    session.commit()
    assert "Cela vous donne un pouvoir" in decider(connecter(SUPERVISEUR), session)
    decider(connecter(AUTRE), session)
    tenues = organisation.fonctions_de(session, compte(session, SUPERVISEUR).id, aujourd_hui())
    assert {f.fonction for f in tenues} == {Fonction.superviseur, Fonction.administration}


def test_who_owes_his_power_to_somebody_does_not_give_him_more(session, connecter, ouvrir):
    ouvrir(AUTRE, "Admin")
    donner(session, "collegue@essai.tg", Fonction.superviseur, par=ADMIN)
    session.commit()
    decider(connecter(SUPERVISEUR), session)
    donner(session, ADMIN, Fonction.superviseur, par=AUTRE)
    session.commit()
    assert "Cela donne un pouvoir à qui a proposé" in decider(connecter("collegue@essai.tg"), session)


def test_a_function_given_and_taken_back_is_told_to_the_person(session, connecter, courriers):
    admin, superviseur = connecter(ADMIN), connecter(SUPERVISEUR)
    ligne = donner(session, "collegue@essai.tg", Fonction.auditeur, par=ADMIN).objet_id
    session.commit()
    decider(superviseur, session)
    assert "Fonction donnée à partir du" in courriers("collegue@essai.tg")[0].texte
    admin.post(f"/administration/affectations/{ligne}/retirer", data={"motif": "Fin de mission"})
    decider(superviseur, session)
    dernier = courriers("collegue@essai.tg")[0].texte
    assert "Fonction retirée : Auditeur" in dernier
    assert "Fin de mission" in dernier


def test_a_function_refused_is_told_to_nobody(session, connecter, courriers):
    donner(session, "collegue@essai.tg", Fonction.auditeur, par=ADMIN)
    session.commit()
    decider(connecter(SUPERVISEUR), session, "refuser", motif="Non")
    assert courriers("collegue@essai.tg") == []


@pytest.mark.parametrize("email", [ADMIN, SUPERVISEUR])
def test_the_function_of_the_last_who_holds_it_is_not_taken_back(session, seconde, email):
    sienne = Affectation.utilisateur_id == compte(session, email).id
    ligne = session.scalars(select(Affectation).where(sienne)).one()
    adresse = f"/administration/affectations/{ligne.id}/retirer"
    page = texte(seconde.post(adresse, data={"motif": "Erreur"}, follow_redirects=True))
    assert "donnez d’abord cette fonction à une autre" in page
    assert session.scalars(select(Proposition)).all() == []


def test_two_withdrawals_proposed_together_leave_somebody(session, connecter, ouvrir):
    ouvrir(AUTRE, "Admin")
    superviseur = connecter(SUPERVISEUR)
    for email in (ADMIN, AUTRE):
        sienne = Affectation.utilisateur_id == compte(session, email).id
        cle = session.scalars(select(Affectation.id).where(sienne)).one()
        superviseur.post(f"/administration/affectations/{cle}/retirer", data={"motif": "Départ"})
    ouvrir("troisieme@essai.tg", "Superviseur")
    troisieme = connecter("troisieme@essai.tg")
    premiere, derniere = session.scalars(select(Proposition.id).order_by(Proposition.id))
    troisieme.post(f"/confirmations/propositions/{premiere}/confirmer")
    page = troisieme.post(f"/confirmations/propositions/{derniere}/confirmer", follow_redirects=True)
    assert "donnez d’abord cette fonction à une autre" in texte(page)
    assert titulaires.tenue_seule(session, compte(session, AUTRE).id)


@pytest.mark.parametrize("email", [AGENT, ELLE, "auditeur@essai.tg"])
def test_nobody_else_acts_on_an_account(session, connecter, email):
    adresse = f"{page_de(session, 'essi@essai.tg')}/gestes/fermer"
    assert connecter(email).post(adresse, data={"motif": "x"}).status_code == 403
    assert compte(session, "essi@essai.tg").is_active


def test_an_act_that_does_not_exist_is_not_found(session, admin):
    assert admin.post(f"{page_de(session, ELLE)}/gestes/supprimer").status_code == 404


def jusqu_au(session, email: str, fonction: Fonction, fin, effet=None) -> Affectation:
    """Return somebody's function between two days, not proposed yet."""
    return Affectation(
        utilisateur_id=compte(session, email).id, fonction=fonction, raison="Remplacement",
        effet_le=effet or aujourd_hui(), fin_le=fin,
    )  # fmt: skip


def en_vigueur(session, ligne: Affectation) -> None:
    """Have a function in force, as two people agreed earlier."""
    ligne.confirme_le = maintenant()
    session.add(ligne)
    session.commit()


ESSENTIELLES = [(ADMIN, Fonction.administration), (SUPERVISEUR, Fonction.superviseur)]
DANS_UN_MOIS = timedelta(days=30)


@pytest.mark.parametrize(("email", "fonction"), ESSENTIELLES)
@pytest.mark.parametrize("delai", [timedelta(0), DANS_UN_MOIS])
def test_the_last_who_holds_a_function_is_given_no_end(session, email, fonction, delai):
    debut = aujourd_hui() + delai
    with pytest.raises(ChampRefuse, match="plus personne ne serait") as refus:
        sortes.preparer(session, jusqu_au(session, email, fonction, debut + DANS_UN_MOIS, debut))
    assert refus.value.champ == "fin_le"


def test_the_form_says_beside_the_end_whom_it_would_leave(session, seconde):
    donnees = {
        "utilisateur_id": compte(session, ADMIN).id,
        "fonction": "administration",
        "raison": "Intérim",
        "effet_le": f"{aujourd_hui():%d/%m/%Y}",
        "fin_le": f"{aujourd_hui() + DANS_UN_MOIS:%d/%m/%Y}",
        "cle_unique": "f" * 32,
    }
    page = seconde.post("/administration/affectations/nouvelle", data=donnees)
    assert "plus personne ne serait « Administrateur »" in texte(page)
    assert 'value="Intérim"' in page.text
    assert session.scalars(select(Proposition)).all() == []


def test_an_end_is_given_where_another_goes_on(session, ouvrir):
    ouvrir(AUTRE, "Admin")
    sortes.preparer(session, jusqu_au(session, ADMIN, Fonction.administration, aujourd_hui() + DANS_UN_MOIS))


def test_an_end_as_late_as_dates_go_leaves_nobody_waiting(session):
    sortes.preparer(session, jusqu_au(session, ADMIN, Fonction.administration, date.max))


def test_ends_proposed_together_leave_somebody(session, connecter, ouvrir):
    ouvrir(AUTRE, "Admin")
    ouvrir("troisieme@essai.tg", "Superviseur")
    for email in (ADMIN, AUTRE):
        ligne = jusqu_au(session, email, Fonction.administration, aujourd_hui() + DANS_UN_MOIS,
                         aujourd_hui() + timedelta(days=1))  # fmt: skip
        sortes.preparer(session, ligne)
        session.add(ligne)
        session.flush()
        sortes.proposer(session, ligne, petit_togo.acteur(session, SUPERVISEUR), ligne.raison)
    session.commit()
    troisieme = connecter("troisieme@essai.tg")
    premiere, derniere = session.scalars(select(Proposition).order_by(Proposition.id)).all()
    adresse = "/confirmations/propositions/{}/confirmer"
    troisieme.post(adresse.format(premiere.id))
    page = texte(troisieme.post(adresse.format(derniere.id), follow_redirects=True))
    assert "plus personne ne serait « Administrateur »" in page
    session.refresh(derniere)
    assert derniere.issue is None


@pytest.mark.parametrize("geste", ["fermer", "retirer"])
def test_who_ends_soon_does_not_count_as_another(session, seconde, geste):
    fin = aujourd_hui() + DANS_UN_MOIS
    en_vigueur(session, jusqu_au(session, AGENT, Fonction.administration, fin))
    sienne = Affectation.utilisateur_id == compte(session, ADMIN).id
    cle = session.scalars(select(Affectation.id).where(sienne)).one()
    adresses = {
        "fermer": f"{page_de(session, ADMIN)}/gestes/fermer",
        "retirer": f"/administration/affectations/{cle}/retirer",
    }
    page = texte(seconde.post(adresses[geste], data={"motif": "Départ"}, follow_redirects=True))
    assert f"À partir du {fin + timedelta(days=1):%d/%m/%Y}, plus personne" in page
    assert compte(session, ADMIN).is_active
    assert session.scalars(select(Proposition)).all() == []


@pytest.mark.parametrize("ordre", ["update acte_d_administration set motif = 'autre'",
                                   "delete from acte_d_administration"])  # fmt: skip
def test_what_was_done_with_an_account_is_not_rewritten_in_the_database(session, admin, ordre):
    agir(admin, session, AGENT, "fermer")
    with pytest.raises(IntegrityError, match="acte d’administration ne se modifie pas"):
        session.execute(text(ordre))
    session.rollback()
    assert actes(session) == ["Compte fermé"]
