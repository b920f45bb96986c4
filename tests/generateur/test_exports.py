"""Lists exported: what is on screen, in the same order, and no formula."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from app.demandes.etats import Statut
from app.generateur import exports
from app.generateur.ecrans import export
from app.generateur.sorties import Sortie
from app.models import Assure, Demande
from app.regles import mois
from app.socle.base_de_donnees import db
from tests.outils.pages import champs
from tests.outils.petit_togo import DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo
FORMULES = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.tg";"clic")']
DNR = "/employeur/dnr/"
DOSSIERS = "/agent/dossiers/"
ASSURES = "/agent/assures/"
POURQUOI = "Contrôle annuel demandé par la direction"


def ecrire(forme, *lignes: list, titre: str = "Liste") -> bytes:
    """Return the file of these rows."""
    with forme(titre, [str(rang) for rang in range(len(lignes[0]))], lignes) as fichier:
        return fichier.read()


def lire_csv(octets: bytes) -> list[list[str]]:
    assert octets.startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


def lire_xlsx(octets: bytes) -> list[list]:
    return [[cellule.value for cellule in ligne] for ligne in load_workbook(io.BytesIO(octets)).active]


@pytest.mark.parametrize("texte", FORMULES)
def test_a_text_that_looks_like_a_formula_stays_a_text(texte):
    assert lire_csv(ecrire(exports.csv, [texte]))[1] == [f"'{texte}"]
    cellule = load_workbook(io.BytesIO(ecrire(exports.xlsx, [texte]))).active["A2"]
    assert cellule.data_type == "s"


def test_a_negative_amount_is_a_number_and_not_a_formula():
    assert lire_csv(ecrire(exports.csv, [-1500]))[1] == ["-1500"]
    assert lire_xlsx(ecrire(exports.xlsx, [-1500]))[1] == [-1500]


def test_dates_and_states_are_written_as_people_read_them():
    ligne = [date(2026, 1, 2), Statut.acceptee, True, None, 1_234_567]
    lue = lire_csv(ecrire(exports.csv, ligne))[1]
    assert lue == ["02/01/2026", "Acceptée", "Oui", "", "1234567"]


def test_a_workbook_holds_true_dates_and_numbers():
    ligne = [date(2026, 1, 2), datetime(2026, 1, 2, 10, 42, tzinfo=UTC), 1_234_567]
    lue = lire_xlsx(ecrire(exports.xlsx, ligne))[1]
    assert lue == [datetime(2026, 1, 2), datetime(2026, 1, 2, 10, 42), 1_234_567]


@pytest.mark.parametrize("titre", ["x" * 40, "a/b\\c[d]e:f*g?", "Déclaration nominative (DNR)"])
def test_any_title_names_a_sheet(titre):
    assert lire_xlsx(ecrire(exports.xlsx, ["b"], titre=titre))[1] == ["b"]


@pytest.mark.parametrize("valeur", ["point;virgule", 'guille"mets', "deux\nlignes", "é 🌴 N’Dja"])
def test_any_text_is_read_back_from_the_csv(valeur):
    assert lire_csv(ecrire(exports.csv, [valeur]))[1] == [valeur]


LIRE = {"csv": lire_csv, "xlsx": lire_xlsx}


@pytest.fixture
def notees(app, monkeypatch) -> list[Sortie]:
    """What the host is told of the rows that leave, in place of its journal."""
    dites: list[Sortie] = []
    monkeypatch.setitem(app.extensions, "noter_export", lambda _session, sortie: dites.append(sortie))
    return dites


def exporter(navigateur, question: str = "", forme: str = "csv", chemin: str = DNR):
    """Return what the file of one's own rows says."""
    return lire(navigateur.get(f"{chemin}export.{forme}?{question}"), forme)


def emporter(navigateur, chemin: str, question: str = "", forme: str = "csv"):
    """Return what the file of other people's rows says, to who gives a reason."""
    return lire(navigateur.post(f"{chemin}export.{forme}?{question}", data={"motif": POURQUOI}), forme)


def lire(reponse, forme: str) -> list[list]:
    """Return the rows of a file that was sent."""
    assert reponse.status_code == 200
    assert reponse.headers["Content-Disposition"].startswith("attachment")
    return LIRE[forme](reponse.data)


def test_a_list_is_exported_whole_with_its_titles(scierie):
    entetes, *lignes = exporter(scierie)
    assert entetes[:4] == ["Numéro", "Période", "Nature", "État"]
    assert [ligne[1] for ligne in lignes] == [
        mois.iso(m) for m in reversed(list(mois.suite(PREMIER, mois.plus(DERNIER, -1))))
    ]


def test_both_shapes_say_the_same(scierie):
    assert [ligne[0] for ligne in exporter(scierie)] == [
        ligne[0] for ligne in exporter(scierie, forme="xlsx")
    ]


def test_the_order_on_screen_is_that_of_the_file(scierie):
    periodes = [ligne[1] for ligne in exporter(scierie, "tri=periode:asc")[1:]]
    assert periodes == sorted(periodes)


def test_the_filters_on_screen_are_those_of_the_file(scierie):
    lignes = exporter(scierie, f"periode={mois.iso(PREMIER)}")
    assert [ligne[1] for ligne in lignes[1:]] == [mois.iso(PREMIER)]
    assert len(exporter(scierie, "statut=rejetee")) == 1


def test_the_page_on_screen_does_not_cut_the_file(scierie):
    assert len(exporter(scierie, "page=2&taille=25")) == 8


def test_an_export_that_fails_half_way_lets_go_of_the_rows_it_had_not_read(scierie, monkeypatch):
    lues, scalars = [], db.session.scalars
    monkeypatch.setattr(db.session, "scalars", lambda *quoi: lues.append(scalars(*quoi)) or lues[-1])

    def echouer(_titre, _entetes, lignes):
        assert next(lignes)
        raise ArithmeticError

    monkeypatch.setitem(export.FORMES, "csv", echouer)
    with pytest.raises(ArithmeticError):
        scierie.get("/employeur/dnr/export.csv")
    assert lues[-1].closed


def test_one_exports_one_s_own_rows(scierie, connecter):
    siennes = {ligne[0] for ligne in exporter(scierie)[1:]}
    autres = {ligne[0] for ligne in exporter(connecter("auberge@essai.tg"))[1:]}
    assert siennes
    assert autres
    assert not siennes & autres


def test_a_formula_typed_in_a_request_reaches_the_agent_as_a_text(session, agent, notees):
    demande = session.query(Demande).first()
    demande.employeur.raison_sociale = "=cmd|calc"
    session.flush()
    octets = agent.post(f"{DOSSIERS}export.xlsx", data={"motif": POURQUOI}).data
    assert "f" not in {
        cellule.data_type for ligne in load_workbook(io.BytesIO(octets)).active for cellule in ligne
    }
    textes = [champ for ligne in emporter(agent, DOSSIERS) for champ in ligne]
    assert "'=cmd|calc" in " ".join(textes)
    assert not [t for t in textes if t.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("chemin", ["export.pdf", "export.", "export.csv.exe"])
def test_another_shape_is_not_found(scierie, chemin):
    assert scierie.get(DNR + chemin).status_code == 404


def test_the_whole_register_is_exported_by_the_fund_alone(connecter, agent, notees):
    assert len(emporter(agent, ASSURES)) == 8
    refus = connecter("scierie@essai.tg").post(f"{ASSURES}export.csv", data={"motif": POURQUOI})
    assert refus.status_code == 403
    assert len(notees) == 1


def test_the_journal_is_told_which_rows_leave_with_what_filters_and_why(agent, notees):
    emportees = emporter(agent, ASSURES, "nom=agbeko&tri=nom:asc&page=2")
    (sortie,) = notees
    assert (sortie.titre, sortie.modele, sortie.forme) == ("Assurés", Assure, "csv")
    assert (sortie.motif, sortie.lignes) == (POURQUOI, 1)
    assert sortie.filtres == {"Nom": "agbeko"}
    assert [emportees[0], len(emportees)] == [sortie.colonnes, 2]


def test_a_host_that_cannot_note_keeps_the_rows(app, agent, monkeypatch):
    def refuser(_session, _sortie):
        raise ArithmeticError

    monkeypatch.setitem(app.extensions, "noter_export", refuser)
    with pytest.raises(ArithmeticError):
        emporter(agent, ASSURES)


def test_a_form_of_another_site_takes_nothing_away(app, agent, notees, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert agent.post(f"{ASSURES}export.csv", data={"motif": POURQUOI}).status_code == 400
    jeton = champs(agent.get(f"{ASSURES}export.csv"), "csrf_token")[0]
    envoi = {"motif": POURQUOI, "csrf_token": jeton}
    assert agent.post(f"{ASSURES}export.csv", data=envoi).mimetype == "text/csv"
    assert len(notees) == 1


def test_the_fund_s_staff_takes_away_ten_thousand_rows_at_most(app, agent, notees, monkeypatch):
    assert app.config["EXPORT_LIGNES_AU_PLUS"] == 10_000
    monkeypatch.setitem(app.config, "EXPORT_LIGNES_AU_PLUS", 6)
    page = agent.post(f"{ASSURES}export.csv", data={"motif": POURQUOI})
    assert "Un fichier contient 6\u00a0lignes au plus" in page.text
    assert notees == []


def test_tables_of_nobody_s_rows_are_exported_at_once(superviseur):
    assert exporter(superviseur, chemin="/supervision/parametres-de-la-loi/")


@pytest.mark.parametrize(("forme", "lire"), [(exports.csv, lire_csv), (exports.xlsx, lire_xlsx)])
def test_a_text_is_found_by_the_spaces_of_a_keyboard(forme, lire):
    lue = lire(ecrire(forme, ["Scierie (n°\u00a010427)", "12\u202f345"]))[1]
    assert lue == ["Scierie (n° 10427)", "12 345"]


def test_the_columns_of_a_workbook_are_as_wide_as_what_they_hold():
    feuille = load_workbook(io.BytesIO(ecrire(exports.xlsx, ["x" * 40, "y" * 400, "z"]))).active
    largeurs = [feuille.column_dimensions[colonne].width for colonne in "ABC"]
    assert largeurs[0] > 40
    assert largeurs[2] < largeurs[0] < largeurs[1] < 100


def test_a_workbook_prints_as_wide_as_the_page_with_its_titles_on_each():
    feuille = load_workbook(io.BytesIO(ecrire(exports.xlsx, ["x" * 60] * 9))).active
    assert feuille.sheet_properties.pageSetUpPr.fitToPage
    assert (feuille.page_setup.orientation, feuille.page_setup.paperSize) == ("landscape", 9)
    assert (feuille.page_setup.fitToHeight, feuille.print_title_rows) == (0, "$1:$1")
