"""Dated rows out and in by YAML: what comes in is proposed, and waits for a second person."""

import pytest
import yaml
from sqlalchemy import select

from app.models import Affectation, EquipeDeLaCaisse, ParametreLegal, Proposition
from app.repertoire.parametres import bareme
from app.socle.horloge import aujourd_hui

pytestmark = pytest.mark.petit_togo
PAR = ("--par", "superviseur@essai.tg")
SMIG = """parametre_legal:
- code: smig
  libelle: SMIG mensuel
  valeur: 60000
  unite: francs
  reference: Décret n° 2027-001/PR
  a_confirmer: false
  effet_le: 2027-07-01
"""


@pytest.fixture
def importer(flask, tmp_path):
    """Return `importer(text, *words) -> result`."""

    def importer(texte: str, *mots: str):
        fichier = tmp_path / "reference.yaml"
        fichier.write_text(texte, encoding="utf-8")
        return flask("referentiel", "importer", fichier, *(mots or PAR))

    return importer


def proposees(session) -> list[str]:
    """Return what waits for a second person."""
    return list(session.scalars(select(Proposition.resume).where(Proposition.issue.is_(None))))


def test_what_goes_out_and_comes_back_is_there_already(flask, importer, session):
    sorti = flask("referentiel", "exporter").output
    assert {"equipe", "attribution", "affectation", "parametre_legal"} <= yaml.safe_load(sorti).keys()
    resultat = importer(sorti)
    assert resultat.output.startswith("0 ligne proposée".replace(" ", "\u00a0", 1)), resultat.output
    assert proposees(session) == []


def test_one_kind_goes_out_alone(flask):
    sorti = yaml.safe_load(flask("referentiel", "exporter", "equipe").output)
    assert list(sorti) == ["equipe"]
    assert {"code", "nom", "sante", "effet_le"} <= sorti["equipe"][0].keys()


def test_accounts_go_out_by_their_e_mail(flask):
    sorti = yaml.safe_load(flask("referentiel", "exporter", "affectation").output)
    assert "superviseur@essai.tg" in {ligne["utilisateur_id"] for ligne in sorti["affectation"]}


def test_a_row_that_comes_in_waits_for_somebody_else(importer, session):
    resultat = importer(SMIG)
    assert resultat.exit_code == 0, resultat.output
    assert proposees(session) == ["Paramètre de la loi : SMIG mensuel au 01/07/2027"]
    ligne = session.scalars(select(ParametreLegal).where(ParametreLegal.valeur == 60_000)).one()
    assert ligne.confirme_le is None
    assert bareme(session).au(ligne.effet_le)["smig"].valeur == 52_500


def test_a_row_proposed_already_is_left_alone(importer, session):
    importer(SMIG)
    assert "1\u00a0ligne déjà là" in importer(SMIG.replace("60000", "61000")).output
    assert len(proposees(session)) == 1


def test_the_text_of_who_commands_may_add_a_function_to_another_and_not_to_himself(importer, session):
    jour = aujourd_hui().isoformat()
    texte = (
        "affectation:\n- utilisateur_id: {}\n  fonction: auditeur\n  raison: Contrôle annuel\n"
        f"  effet_le: {jour}\n"
    )
    refus = importer(texte.format("superviseur@essai.tg"))
    assert refus.exit_code == 1
    assert "Ligne 2 : Vous ne vous donnez pas un pouvoir" in refus.stderr
    assert importer(texte.format("collegue@essai.tg")).exit_code == 0
    assert len(proposees(session)) == 1
    assert session.scalars(select(Affectation).where(Affectation.confirme_le.is_(None))).one()


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("valeur: 60000", "valeur: -5", "Ligne 2, valeur : Une valeur de la loi n’est pas négative"),
        ("valeur: 60000", "valeur: beaucoup", "Ligne 2, valeur : "),
        ("code: smig", "code: niu_score_sur", "Ligne 2, valeur : Un score va de 0 à 100 points"),
        ("effet_le: 2027-07-01", "effet_le: hier", "Ligne 2, effet_le : Cette date"),
        ("effet_le: 2027-07-01", "effet_le:", "Ligne 2, effet_le : Ce champ est obligatoire"),
        ("code: smig", "code: smigg", "Ligne 2, code : "),
        ("unite: francs", "unites: francs", "Ligne 2, unites : cette colonne n’existe pas"),
        ("a_confirmer: false", "a_confirmer: false\n  fin_le: 2026-01-01", "Ligne 2, fin_le : La fin vient"),
        ("parametre_legal:", "parametre:", "Ligne 1 : « parametre » n’est pas une sorte de référence"),
        ("parametre_legal:\n", "", "Ligne 1 : écrivez le nom"),
        ("  valeur", " valeur", "n’est pas du YAML lisible"),
        ("- code: smig\n", "- smig\n- code: smig\n", "Ligne 2 : écrivez les colonnes"),
    ],
)
def test_a_fault_is_told_by_its_line_and_nothing_is_proposed(importer, session, avant, apres, dit):
    assert avant in SMIG
    resultat = importer(SMIG.replace(avant, apres))
    assert resultat.exit_code == 1
    assert dit in resultat.stderr
    assert proposees(session) == []


def test_all_the_faults_of_a_file_are_told_at_once_and_its_good_rows_wait_for_them(importer, session):
    autre = SMIG.replace("parametre_legal:\n", "").replace("2027-07-01", "demain")
    bonne = "equipe:\n- code: guichet\n  nom: Guichet\n  sante: false\n  redige: false\n  fermee: false\n"
    resultat = importer(SMIG.replace("smig", "smigg") + autre + bonne + "  effet_le: 2027-01-01\n")
    assert resultat.exit_code == 1
    assert "Ligne 2, code" in resultat.stderr
    assert "Ligne 9, effet_le" in resultat.stderr
    assert session.scalars(select(EquipeDeLaCaisse).where(EquipeDeLaCaisse.code == "guichet")).all() == []


def test_a_python_object_in_a_file_is_not_made(importer, session):
    resultat = importer("parametre_legal: !!python/object/apply:os.system ['true']\n")
    assert resultat.exit_code == 1
    assert "n’est pas du YAML lisible" in resultat.stderr


@pytest.mark.parametrize(
    ("adresse", "dit"),
    [
        ("personne@essai.tg", "Aucun compte ouvert"),
        ("scierie@essai.tg", "ne vous est pas ouverte"),
        ("agent@essai.tg", "ne vous est pas ouverte"),
    ],
)
def test_only_who_might_propose_it_on_screen_proposes_it_here(importer, session, adresse, dit):
    resultat = importer(SMIG, "--par", adresse)
    assert resultat.exit_code == 1
    assert dit in resultat.stderr
    assert proposees(session) == []
