"""The journal as files: a day each, checked with nothing but themselves and the public key."""

import pytest

from app.documents import cles
from app.journal.controle import JournalFaux
from app.journal.fichiers import POINT, exporter, verifier_les_fichiers
from app.journal.points import signer_le_journal
from app.socle.base_de_donnees import transaction
from app.travaux.trousseau import cles_publiques
from tests.journal.outils import ecrire
from tests.outils import horloge as outils_horloge
from tests.outils.base import commande


@pytest.fixture
def horloge(monkeypatch):
    return outils_horloge.installer(monkeypatch)


@pytest.fixture
def export(base, horloge, tmp_path):
    """Four days exported: two with lines, one without any, and today."""
    for jours, lignes in ((0, 3), (2, 2), (1, 0)):
        horloge.avancer(days=jours)
        ecrire(base, lignes)
    with transaction(base) as session:
        signer_le_journal(session)
    exporter(base, tmp_path)
    return tmp_path


def jours(dossier) -> list:
    return sorted(dossier.glob("journal-*.jsonl"))


def relire(dossier, trousseau=None) -> str:
    """Return what is wrong with the files; empty when the chain is whole."""
    try:
        verifier_les_fichiers(dossier, trousseau or cles_publiques())
    except JournalFaux as faux:
        return str(faux)
    return ""


def test_each_day_has_its_file_even_one_without_a_line(export):
    assert [len(chemin.read_text().splitlines()) for chemin in jours(export)] == [4, 1, 3, 2]


def test_files_untouched_are_a_whole_chain(export):
    assert verifier_les_fichiers(export, cles_publiques()) == 6


def test_an_export_goes_on_from_the_last_day_written_and_leaves_the_others(base, export, horloge):
    premier = jours(export)[0].stat().st_mtime_ns
    horloge.avancer(days=1)
    ecrire(base)
    assert exporter(base, export) == 2
    assert jours(export)[0].stat().st_mtime_ns == premier
    assert verifier_les_fichiers(export, cles_publiques()) == 7


@pytest.mark.parametrize("rang", [0, 1, 2])
def test_a_missing_day_is_seen(export, rang):
    jours(export)[rang].unlink()
    assert relire(export)


def test_a_missing_day_without_a_line_is_named(export):
    absent = jours(export)[1]
    absent.unlink()
    jour = "/".join(reversed(absent.stem.removeprefix("journal-").split("-")))
    assert relire(export) == f"Le fichier du {jour} manque."


def test_the_last_days_taken_away_are_given_away_by_what_was_signed(export):
    for chemin in jours(export)[2:]:
        chemin.unlink()
    assert "manque" in relire(export)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("Dossier 1", "Dossier 7"),
        ('"rang": 2', '"rang": 3'),
        ('"pourquoi": ""', '"pourquoi": "\\ud800"'),
        ('"quoi"', '"quoy"'),
        ("{", "["),
        ('"apres": 0', '"apres": 1'),
        ('"jour": "', '"jour": "1'),
    ],
)
def test_a_file_changed_is_seen(export, avant, apres):
    premier = jours(export)[0]
    premier.write_text(premier.read_text().replace(avant, apres))
    assert relire(export)


def test_two_lines_exchanged_are_seen(export):
    premier = jours(export)[0]
    debut, un, deux, trois = premier.read_text().splitlines(keepends=True)
    premier.write_text(debut + deux + un + trois)
    assert relire(export)


def test_a_checkpoint_that_another_key_signed_is_refused(export):
    autre = cles.trousseau([cles.generer().public_key()])
    assert "n’est pas signé par une clé de la Caisse" in relire(export, autre)


def test_a_checkpoint_of_more_lines_than_the_files_hold_is_refused(export):
    point = export / POINT
    point.write_text(point.read_text().replace("\n5\n", "\n9\n"))
    assert relire(export)


def test_the_command_reads_the_files_and_says_that_they_are_whole(app_a_part, export):
    assert "Chaîne entière : 6" in commande(app_a_part, "journal", "verify", "--fichiers", str(export))


def test_the_command_names_the_fault_and_ends_in_one(app_a_part, export):
    premier = jours(export)[0]
    premier.write_text(premier.read_text().replace("Dossier 1", "Dossier 7"))
    resultat = app_a_part.test_cli_runner().invoke(args=["journal", "verify", "--fichiers", str(export)])
    assert (resultat.exit_code, resultat.output.strip()) == (1, "La ligne 2 a été changée.")


def test_the_command_reads_with_the_keys_it_is_given(app_a_part, export, tmp_path):
    pem = tmp_path / "cles.pem"
    pem.write_text(cles.pem_public(cles_publiques()))
    dit = commande(app_a_part, "journal", "verify", "--fichiers", str(export), "--cle", str(pem))
    assert "Chaîne entière" in dit


def test_the_command_writes_the_files(app_a_part, base, tmp_path):
    ecrire(base, 2)
    dossier = tmp_path / "export"
    assert "1" in commande(app_a_part, "journal", "exporter", str(dossier))
    assert verifier_les_fichiers(dossier, cles_publiques()) == 2
