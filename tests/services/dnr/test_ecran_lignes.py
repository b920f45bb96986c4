"""The declaration filled in the browser: from last month, saved at each step, checked by the same code."""

import pytest

from app.demandes.etats import Statut
from app.models import Declaration, SourceDeclaration
from app.services.dnr import lignes_en_base
from app.services.dnr.ecrans.lignes import LignesDNRView
from tests.outils import petit_togo
from tests.outils.dnr import commencer, confirmer_tout, deposer, modele, soumettre, texte
from tests.outils.pages import formulaire
from tests.outils.petit_togo import AUBERGE, PERSONNES, SCIERIE
from tests.services.dnr.outils import envoyer_tel_quel

pytestmark = pytest.mark.petit_togo
LONG = "é" * 10_000
BIZARRES = [
    "",
    "abc",
    "-5",
    "1e9",
    "²",
    "٣",
    "🌴🌴",
    "=1+1",
    "<script>alert(1)</script>",
    "9" * 40,
    LONG,
    "a\x00b",
]


@pytest.fixture
def pk(scierie) -> int:
    """The draft of the last month, online."""
    return commencer(scierie)


@pytest.fixture
def lignes(session, pk):
    """Return the lines of the draft as they are now, by row."""

    def lignes():
        session.expire_all()
        return {ligne.rang: ligne for ligne in petit_togo.lignes(session, session.get(Declaration, pk))}

    return lignes


def nouvelle(**autres) -> dict[str, str]:
    """Return a line for a worker of the register who was not there last month."""
    return petit_togo.saisie(*PERSONNES[AUBERGE][0]) | autres


def test_a_draft_starts_from_the_workers_of_last_month(scierie, pk, lignes):
    assert [ligne.numero_assure for ligne in lignes().values()] == [p[0] for p in PERSONNES[SCIERIE]]
    page = texte(scierie.get(f"/employeur/dnr/{pk}/lignes/"))
    assert all(personne[1] in page for personne in PERSONNES[SCIERIE])


def test_a_number_typed_without_its_zeros_is_kept_as_the_register_writes_it(scierie, pk, lignes):
    numero = PERSONNES[AUBERGE][0][0]
    scierie.post(f"/employeur/dnr/{pk}/lignes/nouvelle", data=nouvelle(numero_assure=numero.lstrip("0")))
    assert numero.startswith("0")
    assert max(lignes().items())[1].numero_assure == numero


def test_what_asks_no_answer_is_told_on_the_line_and_is_no_fault_of_its_form(scierie, pk, lignes):
    adresse, ligne = f"/employeur/dnr/{pk}/lignes/1", lignes()[1]
    cles = ("numero_assure", "nom", "prenoms", "jours", "remuneration", "embauche_le")
    saisie = {cle: getattr(ligne, cle) for cle in cles} | {"type_assure": "5", "nature": "1"}
    scierie.post(adresse, data=saisie)
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/")
    assert "les cotisations restent les mêmes" in texte(page)
    assert "ligne--attention" not in page.text
    assert "Corrigez ce qui suit" not in texte(scierie.get(adresse))


def test_one_tap_takes_the_number_of_last_month_for_one_mistyped(scierie, pk, lignes):
    numero, rang = lignes()[1].numero_assure, 1
    mal_tape = numero[:-2] + numero[-1] + numero[-2] if numero[-1] != numero[-2] else numero + "9"
    adresse = f"/employeur/dnr/{pk}/lignes/{rang}"
    ligne = lignes()[rang]
    saisie = {cle: getattr(ligne, cle) for cle in ("nom", "prenoms", "jours", "remuneration", "embauche_le")}
    scierie.post(adresse, data=saisie | {"numero_assure": mal_tape, "type_assure": "1", "nature": "1"})
    page = texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert f"Reprendre le n° {numero}" in page
    assert "Travailleur absent" not in page
    assert f"Reprendre le n° {numero}" in texte(scierie.get(adresse))
    scierie.post(f"{adresse}/reprendre", data={"numero": numero})
    assert lignes()[rang].numero_assure == numero
    assert "Reprendre" not in texte(scierie.get(f"/employeur/dnr/{pk}/controle"))


def test_a_number_that_is_no_more_proposed_is_not_taken(scierie, pk, lignes):
    numero = lignes()[1].numero_assure
    page = scierie.post(
        f"/employeur/dnr/{pk}/lignes/1/reprendre",
        data={"numero": lignes()[2].numero_assure},
        follow_redirects=True,
    )
    assert "n’est plus à reprendre" in texte(page)
    assert lignes()[1].numero_assure == numero


def test_days_and_pay_typed_in_the_table_are_saved_at_once(scierie, pk, lignes):
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"remuneration-2": "101 500 F", "jours-3": "12"})
    assert lignes()[2].remuneration == "101500"
    assert lignes()[3].jours == "12"


def test_leaving_and_coming_back_from_another_browser_loses_nothing(connecter, scierie, pk):
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"remuneration-2": "101500"})
    assert 'value="101500"' in connecter("scierie@essai.tg").get(f"/employeur/dnr/{pk}/lignes/2").text


def test_what_cannot_be_read_is_kept_as_typed_with_its_anomaly_beside(scierie, pk, lignes):
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"remuneration-2": "cent mille"})
    assert lignes()[2].remuneration == "cent mille"
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/")
    assert 'value="cent mille"' in page.text
    assert "« cent mille » n’est pas un montant en francs entiers" in texte(page)


def test_a_row_that_is_not_in_the_table_is_left_alone(scierie, pk, lignes):
    donnees = {"remuneration-99": "1", "statut-2": "acceptee"}
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/", data=donnees)
    assert reponse.status_code == 302
    assert list(lignes()) == [1, 2, 3, 4]


def test_a_draft_kept_with_faults_tells_how_many_block(scierie, pk):
    fautes = {"jours-1": "40", "remuneration-2": "1O0 000"}
    page = texte(scierie.post(f"/employeur/dnr/{pk}/lignes/", data=fautes, follow_redirects=True))
    assert "n’est pas encore envoyée. 2 anomalies bloquent : voyez les lignes en rouge." in page
    bonnes = {"jours-1": "30", "remuneration-2": "100000"}
    page = texte(scierie.post(f"/employeur/dnr/{pk}/lignes/", data=bonnes, follow_redirects=True))
    assert "Brouillon enregistré." in page
    assert "bloque" not in page


@pytest.mark.parametrize("valeur", BIZARRES)
@pytest.mark.parametrize("champ", ["jours-1", "remuneration-1"])
def test_nothing_typed_in_the_table_breaks_the_page(scierie, pk, champ, valeur):
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/", data={champ: valeur})
    assert reponse.status_code in (302, 400, 422)
    assert scierie.get(f"/employeur/dnr/{pk}/lignes/").status_code == 200
    assert scierie.get(f"/employeur/dnr/{pk}/controle").status_code == 200


def test_a_worker_is_added_with_his_whole_line(scierie, pk, lignes):
    scierie.post(f"/employeur/dnr/{pk}/lignes/nouvelle", data=nouvelle())
    ajoutee = lignes()[5]
    assert (ajoutee.numero_assure, ajoutee.remuneration) == (PERSONNES[AUBERGE][0][0], "88900")
    assert ajoutee.etat.name == "nouvelle"


def test_what_is_missing_is_told_beside_each_field_and_the_rest_is_kept(scierie, pk, lignes):
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/nouvelle", data={"nom": "TCHALLA", "jours": "30"})
    assert reponse.status_code == 422
    assert 'value="TCHALLA"' in reponse.text
    for champ in ("numero_assure", "remuneration", "embauche_le"):
        assert f'id="{champ}-erreur"' in reponse.text
    assert 'id="jours-erreur"' not in reponse.text
    assert len(lignes()) == 4


@pytest.mark.parametrize("valeur", BIZARRES)
@pytest.mark.parametrize(
    "champ",
    [
        "numero_assure",
        "nom",
        "type_assure",
        "jours",
        "remuneration",
        "nature",
        "embauche_le",
        "motif_sortie",
    ],
)
def test_nothing_typed_in_a_line_breaks_the_form(scierie, pk, champ, valeur):
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/nouvelle", data=nouvelle(**{champ: valeur}))
    assert reponse.status_code in (302, 400, 422)
    assert scierie.get(f"/employeur/dnr/{pk}/controle").status_code == 200


def test_a_search_longer_than_any_name_finds_nobody_and_is_shown_again_whole(scierie, pk):
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/", query_string={"q": LONG}).text
    assert "Aucun travailleur ne correspond" in page
    assert f'value="{LONG}"' in page


def test_a_text_too_long_is_told_beside_its_field_and_kept(scierie, pk):
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/nouvelle", data=nouvelle(nom=LONG))
    assert reponse.status_code == 422
    assert "80 caractères au plus" in texte(reponse)
    assert LONG in reponse.text


def test_a_line_is_changed_and_what_blocks_is_shown_on_it(scierie, pk, lignes):
    ligne = lignes()[1]
    saisie = {cle: getattr(ligne, cle) for cle in petit_togo.saisie("", "", "", 0)}
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/1", data=saisie | {"sortie_le": "15/01/1999"})
    assert reponse.headers["Location"].endswith("/lignes/1")
    assert "La sortie du 15/01/1999 précède l’embauche" in texte(scierie.get(reponse.headers["Location"]))


def test_a_line_is_removed_and_the_worker_is_then_missing(session, scierie, pk, lignes):
    scierie.post(f"/employeur/dnr/{pk}/lignes/4/retirer")
    assert list(lignes()) == [1, 2, 3]
    declaration = session.get(Declaration, pk)
    assert declaration.effectif == 3
    assert declaration.controle["manquantes"] == [PERSONNES[SCIERIE][3][0]]


def test_removing_a_line_twice_takes_one_out_and_says_that_it_is_gone(scierie, pk):
    assert scierie.post(f"/employeur/dnr/{pk}/lignes/4/retirer").status_code == 302
    encore = scierie.post(f"/employeur/dnr/{pk}/lignes/4/retirer", follow_redirects=True)
    assert "Lignes retirées entre-temps : 4" in texte(encore)


def test_from_the_first_change_online_the_file_no_longer_counts(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    declaration = session.get(Declaration, pk)
    assert declaration.source is SourceDeclaration.fichier
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"jours-4": "15"})
    session.refresh(declaration)
    assert (declaration.source, declaration.fichier_id) == (SourceDeclaration.en_ligne, None)


def test_a_draft_filled_online_is_sent_like_one_by_file(session, scierie, pk):
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"remuneration-1": "153000"})
    confirmer_tout(scierie, pk)
    assert "Envoyée" in texte(soumettre(scierie, pk))
    assert session.get(Declaration, pk, populate_existing=True).statut is Statut.soumise


@pytest.mark.parametrize("chemin", ["", "1", "nouvelle", "1/retirer"])
def test_the_lines_of_a_declaration_sent_are_not_changed(scierie, pk, lignes, chemin):
    confirmer_tout(scierie, pk)
    soumettre(scierie, pk)
    avant = {rang: ligne.remuneration for rang, ligne in lignes().items()}
    reponse = scierie.post(f"/employeur/dnr/{pk}/lignes/{chemin}", data=nouvelle() | {"remuneration-1": "5"})
    assert reponse.status_code in (302, 409)
    assert {rang: ligne.remuneration for rang, ligne in lignes().items()} == avant


@pytest.mark.parametrize(
    "question", ["AGBEKO", "0012345678", "agbeko", "essi", "Essi Agbeko", "mawùéna AGBÈKO", "agb 5678"]
)
def test_lines_are_found_by_name_or_number(scierie, pk, question):
    page = texte(scierie.get(f"/employeur/dnr/{pk}/lignes/", query_string={"q": question}))
    assert "AGBEKO" in page
    assert "LAWSON" not in page


@pytest.mark.parametrize(
    "question",
    [
        "page=-1",
        "page=0",
        "page=abc",
        "page=99999999999999999999",
        "q=%25",
        "q=_",
        "q=%00",
        f"q={LONG}",
        "q=🌴",
    ],
)
def test_no_question_breaks_the_table(scierie, pk, question):
    assert scierie.get(f"/employeur/dnr/{pk}/lignes/?{question}").status_code in (200, 400)


def test_two_hundred_lines_are_shown_by_pages_and_saved_where_they_are(app, session, scierie, pk, lignes):
    with app.app_context():
        lignes_en_base.remplacer(
            session,
            pk,
            lignes_en_base.LignesDNR.saisies(
                petit_togo.saisie(f"{n:010d}", f"NOM{n}", "Afi", 60_000 + n) for n in range(200)
            ),
        )
    premiere = scierie.get(f"/employeur/dnr/{pk}/lignes/").text
    derniere = scierie.get(f"/employeur/dnr/{pk}/lignes/?page=4").text
    assert premiere.count('name="jours-') == derniere.count('name="jours-') == 50
    scierie.post(f"/employeur/dnr/{pk}/lignes/?page=4", data={"remuneration-200": "77777"})
    assert lignes()[200].remuneration == "77777"
    assert len(lignes()) == 200


def test_a_tab_left_open_writes_only_the_cells_typed_in_it(scierie, pk, lignes):
    onglet = formulaire(scierie.get(f"/employeur/dnr/{pk}/lignes/"))
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data=onglet | {"jours-2": "12"})
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data=onglet | {"jours-3": "14"})
    assert (lignes()[2].jours, lignes()[3].jours) == ("12", "14")


def test_a_cell_changed_in_two_tabs_is_told_kept_and_replaced_only_knowingly(scierie, pk, lignes):
    onglet = formulaire(scierie.get(f"/employeur/dnr/{pk}/lignes/"))
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data=onglet | {"jours-2": "12"})
    page = scierie.post(
        f"/employeur/dnr/{pk}/lignes/", data=onglet | {"jours-2": "14", "jours-3": "9"}, follow_redirects=True
    )
    assert "Rien n’est encore enregistré" in texte(page)
    assert "elle porte maintenant : 12 jours" in texte(page)
    assert (lignes()[2].jours, lignes()[3].jours) == ("12", "30")
    relu = formulaire(page)
    assert (relu["jours-2"], relu["jours-3"]) == ("14", "9")
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data=relu)
    assert (lignes()[2].jours, lignes()[3].jours) == ("14", "9")


def test_pay_typed_for_one_worker_never_goes_to_another_that_a_file_put_in_his_row(scierie, pk, lignes):
    onglet = formulaire(scierie.get(f"/employeur/dnr/{pk}/lignes/"))
    deposer(scierie, pk, modele(scierie))
    avant = {rang: ligne.remuneration for rang, ligne in lignes().items()}
    commun = next(rang for rang in sorted(avant) if f"remuneration-{rang}" in onglet)
    donnees = onglet | {f"remuneration-{commun}": "999 000"}
    page = scierie.post(f"/employeur/dnr/{pk}/lignes/", data=donnees, follow_redirects=True)
    assert "Rien n’est encore enregistré" in texte(page)
    assert {rang: ligne.remuneration for rang, ligne in lignes().items()} == avant


def test_a_whole_line_changed_in_another_tab_is_told_and_replaced_only_knowingly(scierie, pk, lignes):
    adresse = f"/employeur/dnr/{pk}/lignes/2"
    onglet = formulaire(scierie.get(adresse))
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={"jours-2": "12"})
    page = scierie.post(adresse, data=onglet | {"remuneration": "222 000"})
    assert "Cette ligne a changé entre-temps" in texte(page)
    assert lignes()[2].jours == "12"
    scierie.post(adresse, data=formulaire(page))
    assert lignes()[2].remuneration == "222000"


def test_a_line_taken_out_in_another_tab_leads_back_to_the_list(scierie, pk):
    scierie.post(f"/employeur/dnr/{pk}/lignes/2/retirer")
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/2", follow_redirects=True)
    assert "Lignes retirées entre-temps : 2" in texte(page)
    assert page.request.path == f"/employeur/dnr/{pk}/lignes/"


def test_a_line_of_a_declaration_already_sent_leads_to_its_page(scierie, pk):
    soumettre(scierie, pk)
    page = scierie.get(f"/employeur/dnr/{pk}/lignes/2", follow_redirects=True)
    assert "Cette déclaration est envoyée" in texte(page)
    assert page.request.path == f"/employeur/dnr/{pk}"


@pytest.mark.parametrize("adresse", ["", "nouvelle", "4", "4/retirer", "4/reprendre"])
def test_lines_typed_while_the_declaration_was_being_sent_change_nothing(
    session, scierie, pk, lignes, monkeypatch, adresse
):
    monkeypatch.setattr(LignesDNRView, "_brouillon", LignesDNRView._declaration)
    premier = next(iter(lignes()))
    avant = [(rang, ligne.jours) for rang, ligne in lignes().items()]
    envoyer_tel_quel(session, pk)
    donnees = nouvelle() | {f"jours-{premier}": "3"}
    ici = f"/employeur/dnr/{pk}/lignes/{adresse.replace('4', str(premier))}"
    reponse = scierie.post(ici, data=donnees)
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}")
    assert [(rang, ligne.jours) for rang, ligne in lignes().items()] == avant
