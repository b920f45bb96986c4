"""Columns whose titles say nothing to us: asked once, remembered for the employer, shown, undone."""

import io

import pytest
from openpyxl import load_workbook

from app.demandes.etats import Statut
from app.models import ColonneNommee, Declaration
from app.services.dnr.ecrans.declaration import DNRView
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
from tests.services.dnr.outils import enregistrer, envoyer_tel_quel

pytestmark = pytest.mark.petit_togo
TITRES = PREMIERE_LIGNE - 1
PAIE = "G"
"""The letter of the pay in the model."""
IMPOSABLE = "Salaire brut imposable"


@pytest.fixture
def pk(scierie) -> int:
    """The draft of the last month, by file."""
    return commencer(scierie, mode="fichier")


def retitre(contenu: bytes, **titres: str) -> bytes:
    """Return the model with other titles, by the letter of their column."""
    document = load_workbook(io.BytesIO(contenu))
    for lettre, titre in titres.items():
        document["DNR"][f"{lettre}{TITRES}"] = titre
    return enregistrer(document)


def page_des_colonnes(navigateur, pk: int):
    return navigateur.get(f"/employeur/dnr/{pk}/colonnes")


def nommer(navigateur, pk: int, **choix: str):
    """Post the page of the columns as the browser does, every list with what it shows, but for `choix`."""
    montres = formulaire(page_des_colonnes(navigateur, pk))
    donnees = montres | {f"colonne_{lettre}": cle for lettre, cle in choix.items()}
    return navigateur.post(f"/employeur/dnr/{pk}/colonnes", data=donnees, follow_redirects=True)


def declaration(session, pk: int) -> Declaration:
    return session.get(Declaration, pk, populate_existing=True)


def test_a_required_column_that_no_title_says_is_asked_for_with_the_likely_one_chosen(scierie, pk):
    reponse = deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE))
    page = page_des_colonnes(scierie, pk)
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}/colonnes")
    assert "À dire avant de lire ce fichier : Rémunération" in texte(page)
    assert formulaire(page)["colonne_G"] == "remuneration"


def test_the_answer_reads_the_file_and_is_shown_at_the_check_and_on_the_preview(session, scierie, pk):
    deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE))
    controle = nommer(scierie, pk)
    assert f"Vous avez dit : « {IMPOSABLE} » est la colonne Rémunération" in texte(controle)
    assert IMPOSABLE in texte(scierie.get(f"/employeur/dnr/{pk}/apercu"))
    assert declaration(session, pk).masse_salariale > 0


def test_the_answer_is_remembered_for_the_next_file_of_that_employer(scierie, pk):
    contenu = retitre(modele(scierie), G=IMPOSABLE)
    deposer(scierie, pk, contenu)
    nommer(scierie, pk)
    reponse = deposer(scierie, pk, contenu)
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}/controle")


def test_another_employer_is_asked_for_himself(scierie, pk, auberge):
    contenu = retitre(modele(scierie), G=IMPOSABLE)
    deposer(scierie, pk, contenu)
    nommer(scierie, pk)
    autre = commencer(auberge, mode="fichier")
    assert deposer(auberge, autre, contenu).headers["Location"].endswith(f"/dnr/{autre}/colonnes")


def test_an_answer_is_undone_where_it_was_given(session, scierie, pk):
    deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE, A="Montant net"))
    nommer(scierie, pk)
    nommer(scierie, pk, G="", A="remuneration")
    nommees = {(c.intitule, c.cle) for c in session.query(ColonneNommee)}
    assert nommees == {("Montant net", "remuneration")}
    reponse = deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE))
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}/colonnes")


def test_the_lines_of_before_stay_and_nothing_is_sent_until_the_columns_are_named(session, scierie, pk):
    deposer(scierie, pk, modele(scierie))
    masse = declaration(session, pk).masse_salariale
    deposer(scierie, pk, retitre(modele(scierie), G="Brut"), nom="avec-brut.xlsx")
    deposer(scierie, pk, retitre(modele(scierie), G="Gains"), nom="avec-gains.xlsx")
    confirmer_tout(scierie, pk)
    page = texte(soumettre(scierie, pk))
    assert "« avec-gains.xlsx » n’est pas encore lu" in texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert "dites ce que contiennent ses colonnes" in page
    assert declaration(session, pk).statut is Statut.brouillon
    assert declaration(session, pk).masse_salariale == masse


def test_a_file_may_be_given_up_instead_of_named(session, scierie, pk):
    deposer(scierie, pk, modele(scierie), nom="premier.xlsx")
    deposer(scierie, pk, retitre(modele(scierie), G="Gains"), nom="second.xlsx")
    donnees = {"abandonner": "oui"}
    page = scierie.post(f"/employeur/dnr/{pk}/colonnes", data=donnees, follow_redirects=True)
    assert "« second.xlsx » est abandonné" in texte(page)
    assert declaration(session, pk).fichier.nom == "premier.xlsx"
    confirmer_tout(scierie, pk)
    soumettre(scierie, pk)
    assert declaration(session, pk).statut is Statut.soumise


@pytest.mark.parametrize(
    ("choix", "phrase"),
    [
        ({"G": ""}, "Dites quelle colonne de votre fichier contient : Rémunération"),
        ({"G": "jours"}, "est déjà lue comme « Nbr. Jr »"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_with_the_choices_still_there(scierie, pk, choix, phrase):
    deposer(scierie, pk, retitre(modele(scierie), G="Gains"))
    reponse = nommer(scierie, pk, A="", **choix)
    assert reponse.status_code == 422
    assert phrase in texte(reponse)
    assert formulaire(reponse)["colonne_G"] == choix["G"]


def test_two_columns_of_one_kind_are_parted_by_the_answer(session, scierie, pk):
    reponse = deposer(scierie, pk, retitre(modele(scierie), A="Salaire brut", G="Montant"))
    nommer(scierie, pk, A="", G="remuneration")
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}/colonnes")
    assert declaration(session, pk).masse_salariale > 0


def test_the_whole_name_in_one_column_is_checked_against_the_register(scierie, pk):
    document = load_workbook(io.BytesIO(retitre(modele(scierie), C="Nom et prénoms", D="Service")))
    feuille = document["DNR"]
    for rang in range(PREMIERE_LIGNE, feuille.max_row + 1):
        entier = f"{feuille[f'C{rang}'].value} {feuille[f'D{rang}'].value}"
        feuille[f"C{rang}"], feuille[f"D{rang}"] = entier, "Scierie"
    feuille[f"C{PREMIERE_LIGNE}"] = "TCHALLA-BODJONA Essohanam"
    deposer(scierie, pk, enregistrer(document))
    page = texte(scierie.get(f"/employeur/dnr/{pk}/controle"))
    assert page.count("n’est pas celui de") == 1
    assert "Noms non vérifiés" not in page


def test_the_annotated_copy_marks_the_named_column(scierie, pk):
    document = load_workbook(io.BytesIO(retitre(modele(scierie), G=IMPOSABLE)))
    document["DNR"][f"{PAIE}{PREMIERE_LIGNE}"] = "beaucoup"
    deposer(scierie, pk, enregistrer(document))
    nommer(scierie, pk)
    nommer_autrement = retitre(modele(scierie), G=IMPOSABLE)
    deposer(scierie, pk, nommer_autrement)
    deposer(scierie, pk, enregistrer(document))
    copie = load_workbook(io.BytesIO(scierie.get(f"/employeur/dnr/{pk}/classeur-annote").data))
    assert copie["DNR"][f"{PAIE}{PREMIERE_LIGNE}"].comment is not None


def test_a_sent_file_is_read_again_as_it_was_whatever_is_said_since(session, scierie, pk):
    deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE))
    nommer(scierie, pk)
    session.query(ColonneNommee).delete()
    session.commit()
    assert scierie.get(f"/employeur/dnr/{pk}/classeur-annote").status_code == 200


def test_a_draft_without_a_file_has_no_columns_to_name(scierie, pk):
    reponse = scierie.get(f"/employeur/dnr/{pk}/colonnes")
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}/fichier")


def test_a_file_that_waits_is_not_forgotten_when_another_sheet_of_the_one_before_is_read(
    session, scierie, pk
):
    deposer(scierie, pk, modele(scierie))
    deposer(scierie, pk, retitre(modele(scierie), G="Gains"), nom="second.xlsx")
    scierie.post(f"/employeur/dnr/{pk}/feuille", data={"feuille": "DNR"})
    assert declaration(session, pk).fichier_a_lire.nom == "second.xlsx"


@pytest.mark.parametrize("nomme", [False, True], ids=["sent again", "named"])
def test_a_declaration_sent_while_a_file_is_read_keeps_its_lines(session, scierie, pk, monkeypatch, nomme):
    deposer(scierie, pk, modele(scierie), nom="envoye.xlsx")
    masse = declaration(session, pk).masse_salariale
    autre = retitre(retoucher(modele(scierie), remuneration_1=999_000), G=IMPOSABLE)
    deposer(scierie, pk, autre, nom="autre.xlsx")
    montres = formulaire(page_des_colonnes(scierie, pk))
    monkeypatch.setattr(DNRView, "a_completer", DNRView.trouver)
    envoyer_tel_quel(session, pk)
    if nomme:
        reponse = scierie.post(f"/employeur/dnr/{pk}/colonnes", data=montres)
    else:
        reponse = deposer(scierie, pk, retoucher(modele(scierie), remuneration_1=999_000), nom="autre.xlsx")
    assert reponse.headers["Location"].endswith(f"/dnr/{pk}")
    assert declaration(session, pk).fichier.nom == "envoye.xlsx"
    assert declaration(session, pk).masse_salariale == masse


def test_columns_named_for_a_file_that_another_took_the_place_of_are_not_remembered(
    session, scierie, pk, monkeypatch
):
    deposer(scierie, pk, modele(scierie), nom="premier.xlsx")
    deposer(scierie, pk, retitre(modele(scierie), G=IMPOSABLE), nom="second.xlsx")
    tenir = DNRView.tenir

    def abandonne_ailleurs(session, objet):
        tenir(session, objet).fichier_a_lire_id = None
        return objet

    monkeypatch.setattr(DNRView, "tenir", staticmethod(abandonne_ailleurs))
    page = nommer(scierie, pk)
    assert "Un autre fichier a été envoyé entre-temps" in texte(page)
    assert session.query(ColonneNommee).count() == 0
    assert declaration(session, pk).fichier.nom == "premier.xlsx"
