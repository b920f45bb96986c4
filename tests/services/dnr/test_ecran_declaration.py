"""A declaration by workbook: model, upload, check, annotated copy, preview, one submission, receipt."""

import hashlib
import io
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import func, select

from app.demandes.etats import Statut
from app.models import Declaration, Evenement, Justification
from app.regles import mois
from app.services.dnr.colonnes import CLES
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.dnr import (
    PREMIERE_LIGNE,
    commencer,
    confirmer_tout,
    deposer,
    modele,
    retoucher,
    soumettre,
    texte,
)
from tests.outils.pages import formulaire
from tests.outils.petit_togo import DERNIER, PERSONNES, SCIERIE
from tests.services.dnr.outils import FIXTURES

pytestmark = pytest.mark.petit_togo
ENVOYEE = "Envoyée"


@pytest.fixture
def pk(scierie) -> int:
    """The draft of the last month, by file."""
    return commencer(scierie, mode="fichier")


def declaration(session, pk: int) -> Declaration:
    return session.get(Declaration, pk, populate_existing=True)


def compte(session, modele_, *criteres) -> int:
    return session.scalar(select(func.count(modele_.id)).where(*criteres))


def pdf(reponse) -> str:
    assert reponse.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(reponse.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_model_holds_the_workers_of_the_last_declaration(scierie):
    feuille = load_workbook(io.BytesIO(modele(scierie)))["DNR"]
    colonne = CLES.index("numero_assure") + 1
    numeros = [feuille.cell(PREMIERE_LIGNE + rang, colonne).value for rang in range(5)]
    assert numeros == [*(p[0] for p in PERSONNES[SCIERIE]), None]


def test_the_model_as_it_is_passes_the_check(scierie, pk):
    deposer(scierie, pk, modele(scierie))
    page = texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert "Contrôle réussi, pas encore envoyée" in page
    assert "4 inchangées" in page


def test_the_cells_told_are_those_of_the_file_when_its_columns_moved(scierie, pk):
    numero, nom, prenoms = PERSONNES[SCIERIE][0][:3]
    titres = "Rémunération;Nbr. Jr;No. Assurance;Nom;Prénoms;Date Emb."
    csv = f"{titres}\n150000;40;{numero};{nom};{prenoms};01/03/2019\n"
    deposer(scierie, pk, csv.encode(), "paie.csv")
    assert "Ligne 2 (cellule B2)" in texte(scierie.get(f"/employeur/dnr/{pk}/controle"))


def test_all_the_anomalies_are_told_at_once_with_their_line(scierie, pk):
    fautif = retoucher(
        modele(scierie),
        numero_assure_1="0099999999",
        jours_2=40,
        remuneration_3="abc",
        remuneration_4=900_000,
    )
    reponse = deposer(scierie, pk, fautif)
    page = texte(scierie.get(reponse.headers["Location"]))
    assert "Pas encore envoyée : 3 anomalies bloquantes" in page
    for attendu in (
        "Ligne 4 (cellule B4)",
        "Ligne 5 (cellule F5)",
        "Ligne 6 (cellule G6)",
        "Ligne 7 (cellule G7)",
        "Le numéro 0099999999 n’existe pas au registre",
        "« abc » n’est pas un montant",
    ):
        assert attendu in page


def test_a_colleague_gets_the_workbook_he_did_not_send(scierie, associe, pk):
    deposer(scierie, pk, modele(scierie))
    annote = associe.get(f"/employeur/dnr/{pk}/classeur-annote").data
    assert load_workbook(io.BytesIO(annote))["DNR"].cell(PREMIERE_LIGNE, 2).value == PERSONNES[SCIERIE][0][0]


def test_what_concerns_the_whole_file_is_told_before_the_lines(session, scierie, pk):
    numero, nom, prenoms, *_ = PERSONNES[SCIERIE][0]
    sans_afi = retoucher(modele(scierie), numero_assure_2=numero, nom_2=nom, prenoms_2=prenoms)
    deposer(scierie, pk, sans_afi)
    lignes = [a["ligne"] for a in declaration(session, pk).controle["anomalies"]]
    assert lignes[0] is None
    assert len(lignes) > 1


def masquer(contenu: bytes, rang: int) -> bytes:
    """Return the workbook with the row of a worker hidden."""
    classeur = load_workbook(io.BytesIO(contenu))
    classeur["DNR"].row_dimensions[PREMIERE_LIGNE + rang - 1].hidden = True
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


def test_what_a_file_hides_is_told_on_screen_each_time_and_asked_about(session, scierie, pk):
    deposer(scierie, pk, masquer(modele(scierie), 2))
    for _ in range(2):
        assert "Nous avons lu aussi 1 ligne masquée" in texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert "1 avertissement reste" in texte(soumettre(scierie, pk))
    confirmer_tout(scierie, pk)
    assert ENVOYEE in texte(soumettre(scierie, pk))


def test_what_a_file_hides_is_forgotten_once_its_lines_are_changed_online(session, scierie, pk):
    deposer(scierie, pk, masquer(modele(scierie), 2))
    scierie.post(f"/employeur/dnr/{pk}/lignes/", data={f"jours-{PREMIERE_LIGNE}": "29"})
    assert "masquée" not in texte(scierie.get(f"/employeur/dnr/{pk}/controle"))


def test_the_file_of_another_month_is_told_before_it_is_sent(scierie, pk):
    deposer(scierie, pk, modele(scierie, mois.plus(DERNIER, -1)))
    page = texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert f"Le titre du tableau dit « {mois.libelle(mois.plus(DERNIER, -1))} »" in page


def test_nothing_is_sent_while_something_blocks(session, scierie, pk):
    deposer(scierie, pk, retoucher(modele(scierie), jours_1=40))
    page = texte(soumettre(scierie, pk))
    assert "1 anomalie bloquante" in page
    assert declaration(session, pk).statut is Statut.brouillon


def test_the_annotated_copy_shows_each_faulty_cell_and_mending_it_passes(session, scierie, pk):
    propre = modele(scierie)
    deposer(scierie, pk, retoucher(propre, jours_1=40, remuneration_3="abc"))
    annote = scierie.get(f"/employeur/dnr/{pk}/classeur-annote").data
    classeur = load_workbook(io.BytesIO(annote))
    for adresse in ("F4", "G6"):
        assert classeur["DNR"][adresse].comment
        assert classeur["DNR"][adresse].fill.fgColor.rgb not in (None, "00000000")
    assert classeur["DNR"]["F5"].comment is None
    assert "Anomalies" in classeur.sheetnames
    deposer(scierie, pk, retoucher(annote, jours_1=28, remuneration_3=PERSONNES[SCIERIE][2][3]))
    confirmer_tout(scierie, pk)
    assert declaration(session, pk).controle["bloquantes"] == 0
    assert ENVOYEE in texte(soumettre(scierie, pk))


def test_a_warning_must_be_answered_before_sending(session, scierie, pk):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    assert "1 avertissement reste à confirmer" in texte(soumettre(scierie, pk))
    confirmer_tout(scierie, pk)
    assert ENVOYEE in texte(soumettre(scierie, pk))


def test_words_too_long_are_told_beside_their_warning_and_shown_again(session, scierie, pk):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    cle = declaration(session, pk).controle["anomalies"][0]["cle"]
    reponse = scierie.post(f"/employeur/dnr/{pk}/controle", data={f"texte:{cle}": "é" * 501})
    assert reponse.status_code == 422
    assert "Vos réponses ne sont pas enregistrées" in texte(reponse)
    assert "500 caractères au plus" in texte(reponse)
    assert f'value="{"é" * 501}" aria-invalid="true"' in reponse.text
    assert session.scalars(select(Justification)).all() == []


def test_words_given_to_a_warning_are_kept_and_shown_to_the_agent(session, scierie, pk, connecter):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    cle = declaration(session, pk).controle["anomalies"][0]["cle"]
    scierie.post(f"/employeur/dnr/{pk}/controle", data={f"texte:{cle}": "Rappel <b>annuel</b>"})
    assert session.scalars(select(Justification.texte)).all() == ["Rappel <b>annuel</b>"]
    soumettre(scierie, pk)
    page = connecter("agent@essai.tg").get(f"/agent/demandes/{pk}")
    assert "Rappel &lt;b&gt;annuel&lt;/b&gt;" in page.text


def test_an_anomaly_names_whose_line_it_is_to_the_agent_too(session, scierie, pk, connecter):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    confirmer_tout(scierie, pk)
    soumettre(scierie, pk)
    nom, prenoms = PERSONNES[SCIERIE][3][1:3]
    page = texte(connecter("agent@essai.tg").get(f"/agent/demandes/{pk}"))
    assert f"Ligne 7, {nom} {prenoms}" in page


def test_no_answer_given_is_not_said_to_be_kept(scierie, pk):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    page = texte(scierie.post(f"/employeur/dnr/{pk}/controle", data={}, follow_redirects=True))
    assert "Aucun avertissement n’est confirmé ni justifié." in page
    assert "sont enregistrées" not in page


def test_the_preview_says_whose_declaration_it_is_on_paper_too(scierie, pk):
    deposer(scierie, pk, modele(scierie))
    page = scierie.get(f"/employeur/dnr/{pk}/apercu").text
    feuille = page.split('class="feuille-tete"')[1].split("</header>")[0]
    assert "Scierie de Kpalimé SARL" in feuille
    assert SCIERIE in feuille


def test_an_answer_outlives_a_new_upload_of_the_same_declaration(scierie, pk):
    fichier = retoucher(modele(scierie), remuneration_4=900_000)
    deposer(scierie, pk, fichier)
    confirmer_tout(scierie, pk)
    deposer(scierie, pk, retoucher(fichier, matricule_1="A7"))
    assert ENVOYEE in texte(soumettre(scierie, pk))


def test_an_answer_to_a_warning_nobody_gave_answers_nothing(scierie, pk):
    deposer(scierie, pk, retoucher(modele(scierie), remuneration_4=900_000))
    scierie.post(f"/employeur/dnr/{pk}/controle", data={"confirme": "variation_remuneration:inconnu"})
    assert "1 avertissement reste" in texte(soumettre(scierie, pk))


def test_the_preview_shows_what_will_be_sent_and_sends_nothing(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    page = texte(scierie.get(f"/employeur/dnr/{pk}/apercu"))
    assert "Aperçu" in page
    assert mois.libelle(DERNIER) in page
    assert declaration(session, pk).statut is Statut.brouillon


def test_the_declaration_prints_with_all_its_lines(scierie, pk):
    deposer(scierie, pk, modele(scierie))
    papier = pdf(scierie.get(f"/employeur/dnr/{pk}/declaration.pdf"))
    assert all(personne[0] in papier for personne in PERSONNES[SCIERIE])


def test_a_double_click_sends_once(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    premiere, seconde = soumettre(scierie, pk), soumettre(scierie, pk)
    assert ENVOYEE in texte(premiere)
    assert "Cette demande est maintenant « Soumise »" in texte(seconde)
    assert compte(session, Evenement, Evenement.demande_id == pk) == 1
    assert declaration(session, pk).numero == f"DNR-{aujourd_hui():%Y}-{pk:06d}"


def test_the_receipt_names_the_file_by_its_fingerprint(session, scierie, pk):
    fichier = modele(scierie)
    deposer(scierie, pk, fichier)
    soumettre(scierie, pk)
    recepisse = pdf(scierie.get(f"/employeur/dnr/{pk}/recepisse.pdf"))
    empreinte = hashlib.sha256(fichier).hexdigest()
    assert declaration(session, pk).numero in recepisse
    assert empreinte in re.sub(r"\s", "", recepisse)
    assert str(declaration(session, pk).masse_salariale) in re.sub(r"\s", "", recepisse)


def test_there_is_no_receipt_before_sending(scierie, pk):
    assert scierie.get(f"/employeur/dnr/{pk}/recepisse.pdf").status_code == 404


def test_the_bytes_sent_are_those_given_back_annotated(session, scierie, pk):
    fichier = retoucher(modele(scierie), matricule_1="A7")
    deposer(scierie, pk, fichier, "Paie d’octobre (1).xlsx")
    garde = declaration(session, pk).fichier
    assert garde.sha256 == hashlib.sha256(fichier).hexdigest()
    assert garde.nom == "Paie d’octobre (1).xlsx"


def test_a_csv_is_read_as_well(session, scierie, pk):
    titres = "No. Assurance;Nom;Prénoms;Nbr. Jr;Rémunération;Date Emb."
    debut = f"{mois.premier_jour(petit_togo.PREMIER):%d/%m/%Y}"
    lignes = [f"{n};{nom};{prenoms};28;{paie};{debut}" for n, nom, prenoms, paie in PERSONNES[SCIERIE]]
    deposer(scierie, pk, "\n".join([titres, *lignes]).encode("utf-8-sig"), "paie.csv")
    assert declaration(session, pk).effectif == 4
    assert declaration(session, pk).masse_salariale == sum(p[3] for p in PERSONNES[SCIERIE])


@pytest.mark.parametrize(
    ("contenu", "nom", "attendu"),
    [
        (b"", "vide.xlsx", "vide"),
        (b"%PDF-1.7 une facture", "facture.xlsx", "PDF"),
        ((FIXTURES / "ancien.xls").read_bytes(), "ancien.xls", ".xlsx"),
        ((FIXTURES / "openpyxl.xlsx").read_bytes()[:900], "coupe.xlsx", "incomplet"),
        (b"PK\x03\x04 rien", "faux.xlsx", "modèle"),
        (b"a;b\n1;2\n", "autre.csv", "titres"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence_and_changes_nothing(
    session, scierie, pk, contenu, nom, attendu
):
    deposer(scierie, pk, modele(scierie))
    reponse = deposer(scierie, pk, contenu, nom)
    assert reponse.status_code == 422
    assert attendu in texte(reponse)
    assert declaration(session, pk).effectif == 4
    assert scierie.get("/services/").status_code == 200


def test_sending_no_file_is_told_beside_the_field(scierie, pk):
    reponse = scierie.post(f"/employeur/dnr/{pk}/fichier", data={})
    assert reponse.status_code == 422
    assert "Choisissez le fichier à envoyer" in texte(reponse)


def test_a_null_character_in_a_file_is_an_anomaly_or_a_refusal_never_a_failure(scierie, pk):
    titres = "No. Assurance;Nom;Prénoms;Nbr. Jr;Rémunération;Date Emb."
    ligne = "0012345678;AGB\x00EKO;Essi Mawuena;28;152000;02/01/2026"
    assert deposer(scierie, pk, f"{titres}\n{ligne}\n".encode(), "paie.csv").status_code in (302, 422)


def test_beginning_again_the_same_month_leads_to_the_draft_begun(scierie, pk):
    assert commencer(scierie) == pk


def test_the_month_proposed_is_the_one_begun_then_the_one_after_the_last_sent(scierie, pk):
    def propose() -> str:
        return formulaire(scierie.get("/employeur/dnr/nouvelle"))["periode"]

    assert propose() == mois.iso(DERNIER)
    deposer(scierie, pk, modele(scierie))
    soumettre(scierie, pk)
    assert propose() == mois.iso(mois.plus(DERNIER, 1))
    assert mois.libelle(mois.plus(DERNIER, 1)) in titre_du_modele(scierie.get("/employeur/dnr/modele").data)


def titre_du_modele(contenu: bytes) -> str:
    return load_workbook(io.BytesIO(contenu))["DNR"]["A1"].value


def test_a_month_at_the_fund_is_not_begun_again(scierie, pk):
    deposer(scierie, pk, modele(scierie))
    soumettre(scierie, pk)
    reponse = scierie.post("/employeur/dnr/nouvelle", data={"periode": mois.iso(DERNIER), "mode": "en_ligne"})
    assert reponse.status_code == 422
    assert "est chez la CNSS : attendez sa décision" in texte(reponse)


@pytest.mark.parametrize(
    ("periode", "attendu"),
    [
        (mois.iso(mois.plus(DERNIER, 2)), "n’a pas commencé"),
        (mois.iso(mois.plus(petit_togo.PREMIER, -1)), "Votre activité a commencé en"),
        ("octobre", "Le mois « octobre » n’est pas lisible : écrivez-le comme 10/2026."),
        ("2026-13", "Le mois « 2026-13 » n’est pas lisible"),
        ("9999-12", "n’a pas commencé"),
        ("0001-01", "Votre activité a commencé en"),
        ("", "Choisissez le mois déclaré"),
    ],
)
def test_a_month_that_cannot_be_declared_is_told_and_kept_as_typed(scierie, periode, attendu):
    reponse = scierie.post("/employeur/dnr/nouvelle", data={"periode": periode, "mode": "en_ligne"})
    assert reponse.status_code == 422
    assert attendu in texte(reponse)
    assert f'value="{periode}"' in reponse.text


@pytest.mark.parametrize("periode", ["", "octobre", "1901-01", "9999-12", "0001-01"])
def test_the_model_of_an_impossible_month_is_no_failure(scierie, periode):
    assert scierie.get(f"/employeur/dnr/modele?periode={periode}").status_code in (200, 404, 422)


def test_a_declaration_sent_is_no_longer_changed_by_a_file(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    soumettre(scierie, pk)
    reponse = deposer(scierie, pk, retoucher(modele(scierie), remuneration_1=1_000_000))
    assert reponse.status_code == 302
    assert reponse.headers["Location"].endswith(f"/employeur/dnr/{pk}")
    assert declaration(session, pk).masse_salariale < 1_000_000


def test_its_author_cancels_a_declaration_not_yet_taken_in_charge(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    soumettre(scierie, pk)
    scierie.post(f"/employeur/dnr/{pk}/annuler")
    assert declaration(session, pk).statut is Statut.annulee
    assert commencer(scierie) != pk


def test_an_author_decides_nothing_on_his_own_declaration(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    soumettre(scierie, pk)
    page = scierie.post(f"/employeur/dnr/{pk}/prendre_en_charge", follow_redirects=True)
    assert "Cette action ne vous est pas ouverte" in texte(page)
    assert declaration(session, pk).statut is Statut.soumise
