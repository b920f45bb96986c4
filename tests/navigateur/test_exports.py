"""Lists leave as the screen shows them: CSV for French Excel, XLSX with true dates and numbers."""

import csv
import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

DNR = "Déclaration nominative (DNR)"


@pytest.fixture
def liste(visiteur):
    """An employer before his declarations of a year, the smallest payroll first."""
    employeur = visiteur("employeur@demo.tg")
    employeur.suivre(DNR, dans="nav")
    employeur.page.locator("summary", has_text="Filtrer la liste").click()
    employeur.ecrire(soumise_le_du="2025-06-01", soumise_le_au="2026-05-31")
    employeur.presser("Filtrer")
    employeur.par(employeur.page.locator("thead a", has_text="Masse salariale").click)
    return employeur


def numeros(visite) -> list[str]:
    """Return the numbers on screen, in order."""
    return visite.page.locator("main tbody td:first-child").all_inner_texts()


def test_a_csv_opens_in_french_excel_as_filtered_and_sorted(liste, tmp_path):
    octets = liste.telecharger("Exporter en CSV", tmp_path).read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    entete, *lignes = csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";")
    assert "Masse salariale" in entete
    assert [ligne[0] for ligne in lignes] == numeros(liste)
    payes = [int(ligne[entete.index("Masse salariale")]) for ligne in lignes]
    assert payes == sorted(payes)


def test_an_xlsx_holds_true_dates_and_numbers_in_the_same_order(liste, tmp_path):
    feuille = load_workbook(liste.telecharger("Exporter en Excel", tmp_path)).active
    entete, *lignes = feuille.iter_rows(values_only=True)
    assert [ligne[0] for ligne in lignes] == numeros(liste)
    assert all(isinstance(ligne[entete.index("Masse salariale")], int) for ligne in lignes)
    assert all(isinstance(ligne[entete.index("Soumise le")], datetime) for ligne in lignes)
