"""The command line, as payroll departments and scripts use it: names, exit codes and JSON that stay."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.classeurs import annoter
from app.demandes import cycle, etats
from app.documents import cles, jeton
from app.models import LigneDeclaration, Quitus, User
from app.regles import mois
from app.services.quitus.certificat import delivrer
from app.socle.horloge import aujourd_hui
from app.travaux import trousseau
from demonstration.acteurs import ACCES
from tests.outils import petit_togo
from tests.outils.dnr import retoucher
from tests.outils.francais import anglais
from tests.outils.petit_togo import DERNIER, PERSONNES, SCIERIE
from tests.services.dnr.outils import FIXTURES

pytestmark = pytest.mark.petit_togo
PERIODE = mois.iso(DERNIER)
NOMS = {"check"}
"""Names of commands, which scripts know."""


@pytest.fixture
def modele(flask, tmp_path):
    """The model workbook of the sawmill for the last month."""
    chemin = tmp_path / "modele.xlsx"
    resultat = flask("dnr", "model", "--employeur", SCIERIE, "--periode", PERIODE, chemin)
    assert resultat.exit_code == 0, resultat.output
    return chemin


def controler(flask, fichier, *autres, employeur: str = SCIERIE, periode: str = PERIODE):
    return flask("dnr", "check", fichier, "--employeur", employeur, "--periode", periode, *autres)


def test_the_model_passes_its_own_check(flask, modele):
    resultat = controler(flask, modele)
    assert resultat.exit_code == 0
    assert "4 lignes, 4 travailleurs" in resultat.output


def test_a_check_in_json_has_the_shape_promised(flask, modele):
    rapport = json.loads(controler(flask, modele, "--json").output)
    assert list(rapport) == ["lignes", "totaux", "anomalies"]
    assert rapport["lignes"] == 4
    assert rapport["anomalies"] == []
    salaires = sum(p[3] + 6 * 1_100 for p in PERSONNES[SCIERIE])
    assert rapport["totaux"]["masse_salariale"] == salaires
    branches = ("rp", "pf", "pv", "amu")
    assert rapport["totaux"]["total"] == sum(rapport["totaux"][b] for b in branches)


def test_what_blocks_exits_1_and_tells_line_column_and_remedy(flask, modele):
    modele.write_bytes(retoucher(modele.read_bytes(), jours_2=40, remuneration_3="abc"))
    resultat = controler(flask, modele, "--json")
    assert resultat.exit_code == 1
    anomalies = json.loads(resultat.output)["anomalies"]
    assert [(a["ligne"], a["colonne"], a["valeur"], a["niveau"]) for a in anomalies] == [
        (5, "jours", "40", "bloquante"),
        (6, "remuneration", "abc", "bloquante"),
    ]
    assert set(anomalies[0]) == {"ligne", "colonne", "valeur", "code", "message", "niveau"}


def test_a_warning_alone_exits_0(flask, modele):
    modele.write_bytes(retoucher(modele.read_bytes(), remuneration_4=900_000))
    resultat = controler(flask, modele)
    assert resultat.exit_code == 0
    assert "1\u00a0avertissement" in resultat.output


@pytest.mark.parametrize("nom", ["ancien.xls", "vide.xlsx", "facture.xlsx"])
def test_a_file_that_cannot_be_read_exits_2_with_one_sentence(flask, tmp_path, nom):
    contenus = {"ancien.xls": (FIXTURES / "ancien.xls").read_bytes(), "facture.xlsx": b"%PDF-1.7"}
    fichier = tmp_path / nom
    fichier.write_bytes(contenus.get(nom, b""))
    resultat = controler(flask, fichier)
    assert resultat.exit_code == 2
    assert resultat.stdout == ""
    assert len(resultat.stderr.strip().splitlines()) == 1
    assert list(json.loads(controler(flask, fichier, "--json").output)) == ["erreur"]


@pytest.mark.parametrize(
    ("employeur", "periode"), [("999", PERIODE), (SCIERIE, "octobre"), (SCIERIE, "2026-13")]
)
def test_an_unknown_employer_or_month_exits_2(flask, modele, employeur, periode):
    resultat = controler(flask, modele, employeur=employeur, periode=periode)
    assert resultat.exit_code == 2
    assert "Traceback" not in resultat.output


def test_a_month_before_the_law_known_is_told(flask, modele):
    resultat = controler(flask, modele, periode="1950-01")
    assert resultat.exit_code == 2
    assert "ne connaît pas de texte" in resultat.output


def test_a_file_that_is_not_there_exits_2(flask, tmp_path):
    assert controler(flask, tmp_path / "absent.xlsx").exit_code == 2


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        ("dnr check", "Il manque l’argument 'FICHIER'."),
        (
            "dnr check /absent.xlsx --employeur 1 --periode 2026-10",
            "'FICHIER' : le fichier « /absent.xlsx » n’existe pas",
        ),
        ("dnr model /tmp/x.xlsx --periode 2026-10", "Il manque l’option '--employeur'."),
        ("dnr model /tmp/x.xlsx --employeur", "L’option --employeur attend une valeur."),
        (
            "dnr model /absent/x.xlsx --employeur 1 --periode 2026-10",
            "'SORTIE' : le dossier « /absent » n’existe pas",
        ),
        ("dnr model /tmp --employeur 1 --periode 2026-10", "'SORTIE' : « /tmp » est un dossier"),
        (
            "dnr model /tmp/x.xlsx --employeur 1 --periode octobre",
            "'--periode' : « octobre » n’est pas un mois",
        ),
        ("dnr verifier", "La commande « verifier » n’existe pas."),
        ("pension --naissace 1966-05-02", "L’option --naissace n’existe pas. Vouliez-vous '--naissance' ?"),
        ("pension --salaire-futur beaucoup", "« beaucoup » n’est pas un montant"),
        ("quitus verify un deux", "Un mot de trop : deux."),
    ],
)
def test_a_command_badly_called_exits_2_with_a_french_sentence(flask, mots, attendu):
    resultat = flask(*mots.split())
    assert resultat.exit_code == 2
    assert attendu in resultat.stderr.replace("\xa0", " ")
    assert anglais(resultat.stderr) <= NOMS


@pytest.mark.parametrize(
    "mots", ["dnr", "dnr check", "dnr model", "pension", "quitus verify", "create-admin", "demo-comptes"]
)
def test_a_command_explains_itself_in_french(flask, mots):
    aide = flask(*mots.split(), "--help")
    assert aide.exit_code == 0
    assert "Afficher cette aide." in aide.output
    assert anglais(aide.output) <= NOMS


def test_the_report_is_told_even_when_its_annotated_copy_cannot_be_made(flask, modele, tmp_path, monkeypatch):
    monkeypatch.setattr(annoter, "ANNOTATION", replace(annoter.ANNOTATION, secondes=0))
    resultat = controler(flask, modele, "--annote", tmp_path / "annote.xlsx")
    assert resultat.exit_code == 0
    assert "masse salariale" in resultat.stdout
    assert "trop lourd pour être annoté" in resultat.stderr
    assert not (tmp_path / "annote.xlsx").exists()


def test_an_annotated_copy_that_cannot_be_written_is_told_before_the_check(flask, modele):
    resultat = controler(flask, modele, "--annote", "/absent/annote.xlsx")
    assert resultat.exit_code == 2
    assert resultat.stdout == ""
    assert "le dossier « /absent » n’existe pas : créez-le d’abord." in resultat.stderr


@pytest.mark.parametrize("nom", ["xlsxwriter.xlsx", "libreoffice.csv"])
def test_the_workbooks_of_each_program_are_read_alike(flask, nom):
    rapport = json.loads(controler(flask, FIXTURES / nom, "--json").output)
    reference = json.loads(controler(flask, FIXTURES / "libreoffice.xlsx", "--json").output)
    assert rapport["lignes"] == reference["lignes"] > 0
    assert rapport["totaux"] == reference["totaux"]


def test_a_formula_that_no_program_computed_is_told(flask):
    resultat = controler(flask, FIXTURES / "openpyxl.xlsx", "--json")
    assert "formule_sans_valeur" in [a["code"] for a in json.loads(resultat.output)["anomalies"]]


def test_the_annotated_copy_is_written_and_marks_the_cell(flask, modele, tmp_path):
    modele.write_bytes(retoucher(modele.read_bytes(), jours_2=40))
    annote = tmp_path / "annote.xlsx"
    assert controler(flask, modele, "--annote", annote).exit_code == 1
    assert load_workbook(annote)["DNR"]["F5"].comment


def test_a_check_writes_nothing(session, flask, modele):
    avant = session.scalar(select(func.count(LigneDeclaration.id)))
    controler(flask, modele)
    assert session.scalar(select(func.count(LigneDeclaration.id))) == avant


def carriere(
    tmp_path, mois_assures: int, salaire: int, fin: int = 202605, entete: str = "periode,remuneration"
):
    """Write a career whose last 36 months have mean `salaire`, every month different, the older lower."""
    lignes = [entete] if entete else []
    for rang in range(mois_assures):
        ecart = (rang - 17) * 100 - 50 if rang < 36 else -(10_000 + 10 * rang)
        lignes.append(f"{mois.iso(mois.plus(fin, -rang))},{salaire + ecart}")
    fichier = tmp_path / "carriere.csv"
    fichier.write_text("\n".join(lignes), encoding="utf-8")
    return fichier


def simuler(flask, fichier, naissance: str = "1966-05-02", depart: str = "2026-06-01", *autres):
    return flask("pension", fichier, "--naissance", naissance, "--depart", depart, "--json", *autres)


@pytest.mark.parametrize(
    ("mois_assures", "salaire", "naissance", "montant", "taux", "type_"),
    [
        (360, 300_000, "1966-05-02", 119_850, 39.95, "normale"),
        (360, 300_000, "1969-05-02", 101_873, 39.95, "anticipee"),
        (270, 500_000, "1966-05-02", 146_550, 29.31, "normale"),
        (180, 150_000, "1966-05-02", 31_500, 20, "normale"),
    ],
)
def test_the_vectors_of_the_law_come_out_of_a_career_in_a_file(
    flask, tmp_path, mois_assures, salaire, naissance, montant, taux, type_
):
    simulation = json.loads(simuler(flask, carriere(tmp_path, mois_assures, salaire), naissance).output)
    assert (simulation["mois"], simulation["rmm"]) == (mois_assures, salaire)
    assert (simulation["montant"], simulation["taux"], simulation["type"]) == (montant, taux, type_)


def test_a_simulation_in_json_has_the_shape_promised(flask, tmp_path):
    simulation = json.loads(simuler(flask, carriere(tmp_path, 200, 300_000)).output)
    assert {"mois", "rmm", "taux", "montant", "type", "etapes"} <= set(simulation)
    assert {"libelle", "valeur", "parametre", "reference"} <= set(simulation["etapes"][0])
    assert any(etape["reference"] for etape in simulation["etapes"])


def test_a_simulation_in_words_writes_francs_as_one_reads_them(flask, tmp_path):
    depart = ("--naissance", "1966-05-02", "--depart", "2026-06-01")
    resultat = flask("pension", carriere(tmp_path, 180, 150_000), *depart)
    assert "normale : 31\u202f500\u202fF" in resultat.output


def test_too_short_a_career_gives_the_lump_sum(flask, tmp_path):
    simulation = json.loads(simuler(flask, carriere(tmp_path, 36, 120_000)).output)
    assert (simulation["type"], simulation["montant"]) == ("allocation_unique", 3 * 120_000)


def test_before_the_age_nothing_is_due(flask, tmp_path):
    simulation = json.loads(simuler(flask, carriere(tmp_path, 200, 300_000), "1975-05-02").output)
    assert simulation["montant"] == 0


@pytest.mark.parametrize(
    "contenu",
    [
        b"periode,remuneration\n2026-01,abc",
        b"periode,remuneration\noctobre,100",
        b"2026-01",
        b"\xff\xfe\x00",
        "periode,remuneration\n2026-01,²".encode(),
        b"2026-01,-5",
    ],
)
def test_a_career_that_cannot_be_read_is_told_in_one_french_sentence(flask, tmp_path, contenu):
    fichier = tmp_path / "carriere.csv"
    fichier.write_bytes(contenu)
    resultat = simuler(flask, fichier)
    assert resultat.exit_code == 1
    assert "Traceback" not in resultat.output
    assert not any(mot in resultat.output for mot in ("codec", "invalid", "can't"))


@pytest.mark.parametrize(("naissance", "depart"), [("1966-13-02", "2026-06-01"), ("1966-05-02", "demain")])
def test_a_wrong_date_exits_2_and_says_how_to_write_one(flask, tmp_path, naissance, depart):
    resultat = simuler(flask, carriere(tmp_path, 12, 60_000), naissance, depart)
    assert resultat.exit_code == 2
    assert "écrivez-la comme 2026-06-01" in resultat.output


@pytest.mark.parametrize("separateur", [",", ";"])
@pytest.mark.parametrize("entete", ["periode,remuneration", ""])
def test_a_career_is_read_with_or_without_its_title(flask, tmp_path, separateur, entete):
    fichier = carriere(tmp_path, 180, 150_000, entete=entete)
    fichier.write_text(fichier.read_text(encoding="utf-8").replace(",", separateur), encoding="utf-8-sig")
    assert json.loads(simuler(flask, fichier).output)["montant"] == 31_500


@pytest.fixture
def certificat(app, session):
    """A quitus of the sawmill, three months long."""
    with app.app_context():
        demande = Quitus(
            employeur=petit_togo.employeur(session),
            reference_marche="AO",
            objet="Bancs",
            autorite_contractante="Commune",
        )
        session.add(demande)
        session.flush()
        cycle.appliquer(session, demande, etats.SOUMETTRE, petit_togo.acteur(session, "scierie@essai.tg"))
        agent = petit_togo.acteur(session, "agent@essai.tg")
        return delivrer(session, demande, aujourd_hui(), aujourd_hui() + timedelta(days=90), agent)


def test_a_genuine_token_is_verified_offline(flask, certificat):
    resultat = flask("quitus", "verify", certificat.jeton)
    assert resultat.exit_code == 0
    assert certificat.numero in resultat.output
    assert "Scierie de Kpalimé SARL" in resultat.output


def test_the_address_that_a_quitus_is_scanned_to_is_verified_too(flask, certificat):
    resultat = flask("quitus", "verify", f"https://exemple.tg/v/{certificat.jeton}")
    assert (resultat.exit_code, certificat.numero in resultat.output) == (0, True)


@pytest.mark.parametrize(
    ("doc", "papier"), [("attestation", "d’une attestation"), ("quittance", "de la quittance d’un paiement")]
)
def test_the_genuine_token_of_another_paper_exits_1_and_says_what_it_is(app, flask, doc, papier):
    with app.app_context():
        autre = jeton.signer({"doc": doc, "no": "AT-2026-000031"}, trousseau.cle_privee())
    resultat = flask("quitus", "verify", autre)
    assert resultat.exit_code == 1
    assert f"Ce code est authentique, mais c’est celui {papier}" in resultat.stderr
    assert "AT-2026-000031" in resultat.stderr


def test_a_genuine_token_without_a_last_day_nor_a_known_paper_asks_for_one_up_to_date(app, flask):
    with app.app_context():
        sans_fin = jeton.signer({"doc": "quitus", "no": "QS-1"}, trousseau.cle_privee())
    resultat = flask("quitus", "verify", sans_fin)
    assert (resultat.exit_code, "demandez un document à jour" in resultat.stderr) == (1, True)


def test_an_expired_token_is_genuine_and_exits_1(app, flask):
    with app.app_context():
        vieux = jeton.signer(
            {"no": "QS-1", "emp": "1", "nom": "X", "fin": date(2020, 1, 1).isoformat()},
            trousseau.cle_privee(),
        )
    resultat = flask("quitus", "verify", vieux)
    assert (resultat.exit_code, "expiré" in resultat.output) == (1, True)


def test_a_token_signed_by_somebody_else_exits_1(flask):
    resultat = flask("quitus", "verify", jeton.signer({"no": "QS-1", "fin": "2099-01-01"}, cles.generer()))
    assert resultat.exit_code == 1
    assert "faux" in resultat.stderr


@pytest.mark.parametrize("faux", ["a.b.c", "", "🌴", "x" * 5_000])
def test_a_forged_token_exits_1_with_a_french_sentence(flask, faux):
    resultat = flask("quitus", "verify", faux)
    assert resultat.exit_code == 1
    assert "Traceback" not in resultat.output
    assert resultat.stderr.strip()


TACHES = "/administration/taches-differees/"
ADMIN = ("--nom", "Lawson", "--prenoms", "Ayélé", "--email")


def test_the_first_administrator_is_made_and_signs_in(session, flask, client):
    resultat = flask("create-admin", *ADMIN, " Chef@CNSS.tg ", "--mot-de-passe", "palmier-rouge-2026")
    assert resultat.exit_code == 0, resultat.output
    chef = session.scalars(select(User).where(User.email == "chef@cnss.tg")).one()
    assert [role.name for role in chef.roles] == ["Personnel"]
    assert client.connecter("chef@cnss.tg", "palmier-rouge-2026").get(TACHES).status_code == 200


@pytest.mark.parametrize(
    ("email", "mot_de_passe", "attendu"),
    [
        ("chef@cnss.tg", "court", "trop court"),
        ("ADMIN@essai.tg", "palmier-rouge-2026", "existe déjà"),
        ("chef.cnss.tg", "palmier-rouge-2026", "n’est pas complète"),
    ],
)
def test_a_weak_password_a_known_or_broken_e_mail_makes_nobody(session, flask, email, mot_de_passe, attendu):
    avant = session.scalar(select(func.count(User.id)))
    resultat = flask("create-admin", *ADMIN, email, "--mot-de-passe", mot_de_passe)
    assert resultat.exit_code == 1
    assert attendu in resultat.output
    assert session.scalar(select(func.count(User.id))) == avant


def test_a_second_release_step_adds_nothing(flask):
    resultat = flask("synchroniser")
    assert resultat.exit_code == 0
    assert "0\u00a0rôle" in resultat.output


def test_the_demonstration_is_not_loaded_over_an_employer(session, flask):
    assert "déjà des données" in flask("demo").output
    demos = select(func.count(User.id)).where(User.email.in_([a.email for a in ACCES]))
    assert session.scalar(demos) == 0


def test_the_demonstration_is_refused_where_it_has_no_place(app, session, flask, monkeypatch):
    monkeypatch.setitem(app.config, "DEMONSTRATION", False)
    resultat = flask("demo")
    assert resultat.exit_code == 1
    assert "démonstration ne se charge pas ici" in resultat.output


def test_without_a_demonstration_its_accounts_are_none(flask):
    assert json.loads(flask("demo-comptes", "--json").output) == []


def test_the_accounts_of_the_demonstration_are_told_with_their_numbers(app_demo):
    with app_demo.app_context():
        resultat = app_demo.test_cli_runner().invoke(args=["demo-comptes", "--json"], catch_exceptions=False)
    comptes = json.loads(resultat.output)
    assert [set(compte) for compte in comptes] == [{"email", "role", "employeur", "assure"}] * len(ACCES)
    assert {c["email"] for c in comptes} == {a.email for a in ACCES}
