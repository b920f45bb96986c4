"""Workbooks that Excel opens although no reader likes how they were written."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from app.classeurs import aplomb
from app.classeurs.annoter import annoter
from app.services.dnr.colonnes import COLONNES
from app.services.dnr.lire import lire
from tests.services.dnr.outils import FIXTURES, contexte, controler, enregistrer, saisie

ENTETES = [colonne.entete for colonne in COLONNES]
STRICTS = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/")


def bon() -> bytes:
    """Return three workers, the second in a hidden row."""
    document = Workbook()
    document.active.append(ENTETES)
    for rang in range(3):
        document.active.append([saisie(rang).get(c.cle) for c in COLONNES])
    document.active.row_dimensions[3].hidden = True
    return enregistrer(document)


def recrire(nommer: Callable[[str], str], ecrire: Callable[[bytes], bytes]) -> bytes:
    """Return the good workbook, each name and each part of it passed through a function."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bon())) as avant, zipfile.ZipFile(tampon, "w") as apres:
        for nom in avant.namelist():
            apres.writestr(nommer(nom), ecrire(avant.read(nom)))
    return tampon.getvalue()


def antislash() -> bytes:
    return recrire(lambda nom: nom.replace("/", "\\") if "/" in nom else nom, lambda xml: xml)


def strict() -> bytes:
    return recrire(str, lambda xml: STRICTS.sub(rb"http://purl.oclc.org/ooxml/\1/", xml))


def prefixe() -> bytes:
    def prefixer(xml: bytes) -> bytes:
        if b"<worksheet" not in xml:
            return xml
        return re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=", 1)

    return recrire(str, prefixer)


def sans_reference() -> bytes:
    return recrire(str, lambda xml: re.sub(rb'<(row|c) r="\w+"', rb"<\1", xml))


ECRITURES = [antislash, strict, prefixe, sans_reference]


@pytest.mark.parametrize("ecriture", ECRITURES)
def test_however_it_is_written_a_workbook_gives_the_same_lines_and_hidden_rows(ecriture):
    lues, voulues = lire(ecriture()), lire(bon())
    assert [lues.textes(rang) for rang in range(3)] == [voulues.textes(rang) for rang in range(3)]
    assert list(lues.masquees) == list(voulues.masquees) == [3]


@pytest.mark.parametrize("ecriture", ECRITURES)
def test_however_it_is_written_a_workbook_is_annotated(ecriture):
    rapport = controler(lire(ecriture()), contexte())
    annote = load_workbook(io.BytesIO(annoter(ecriture(), rapport)))
    assert annote["Sheet"]["B3"].value == saisie(1)["numero_assure"]


@pytest.mark.parametrize("nom", ["openpyxl.xlsx", "xlsxwriter.xlsx", "libreoffice.xlsx"])
def test_a_workbook_that_readers_like_is_left_as_it_is(nom):
    contenu = (FIXTURES / nom).read_bytes()
    assert aplomb.redresser(contenu) is contenu


def test_a_tag_cut_where_the_examination_ends_is_not_taken_for_one_without_reference():
    attributs = b'<row spans="1:15" ht="15.75" customHeight="1" s="0" customFormat="1" r='
    longue = recrire(str, lambda xml: xml.replace(b"<row r=", attributs))
    for examines in range(900, 1_100):
        with pytest.MonkeyPatch.context() as rustine:
            rustine.setattr(aplomb, "EXAMINES", examines)
            assert aplomb.redresser(longue) is longue


def test_a_space_left_in_the_last_row_of_excel_is_no_line():
    document = load_workbook(io.BytesIO(bon()))
    document.active["A1048576"] = " "
    assert list(lire(enregistrer(document)).numeros) == [2, 3, 4]
