"""Workbooks whose styles or properties are missing or damaged: nothing is lost of them but their looks."""

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from app.classeurs import parties
from app.classeurs.alleger import STYLES_OMIS
from app.classeurs.annoter import annoter
from app.services.dnr.lire import lire
from tests.classeurs.ecrivains.ecrivains import lire_fichier
from tests.services.dnr.outils import OCTOBRE, contexte, controler

PROPRIETES = "docProps/core.xml"
UN_SEUL = b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>'
DEGATS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": (parties.STYLES, lambda xml: b""),
    "cut": (parties.STYLES, lambda xml: xml[: len(xml) // 2]),
    "another document": (parties.STYLES, lambda xml: b"<html><body>"),
    "not closed": (parties.STYLES, lambda xml: xml.replace(b"</cellXfs>", b"")),
    "no style of cells": (parties.STYLES, lambda xml: re.sub(rb"<cellXfs.*</cellXfs>", b"", xml, flags=re.S)),
    "one style alone": (
        parties.STYLES,
        lambda xml: re.sub(rb"<cellXfs.*</cellXfs>", UN_SEUL, xml, flags=re.S),
    ),
    "a date that is none": (
        PROPRIETES,
        lambda xml: re.sub(rb"(<dcterms:created[^>]*>)[^<]*", rb"\1hier", xml),
    ),
}
"""What is done to which part."""


ABIMES = [*DEGATS, "missing"]
ARCHIVE_VIDE = b"PK\5\6" + bytes(18)


def abimer(ecrivain: str, degat: str) -> bytes:
    """Return a workbook of the forty with a part damaged, or without the styles that its cells still call."""
    contenu = lire_fichier(ecrivain, "mois")
    if degat == "missing":
        autres = parties.lues(contenu, lambda nom: nom != parties.STYLES)
        return parties.remplacer(ARCHIVE_VIDE, dict(autres))
    partie, faire = DEGATS[degat]
    return parties.reecrire(contenu, partie.__eq__, faire)


@pytest.mark.parametrize("degat", ABIMES)
@pytest.mark.parametrize("ecrivain", ["openpyxl", "excelize", "libreoffice"])
@pytest.mark.usefixtures("sur_place")
def test_the_same_lines_are_read_without_the_styles(ecrivain, degat):
    lues = lire(abimer(ecrivain, degat), periode=OCTOBRE)
    assert lues.colonnes == lire(lire_fichier(ecrivain, "mois"), periode=OCTOBRE).colonnes


@pytest.mark.parametrize("degat", ABIMES)
def test_the_annotated_copy_says_that_it_goes_without_the_styles(degat):
    contenu = abimer("libreoffice", degat)
    lues = lire(contenu, periode=OCTOBRE)
    copie = load_workbook(io.BytesIO(annoter(contenu, controler(lues, contexte()))))
    assert STYLES_OMIS in copie["Anomalies"]["A2"].value
    assert copie["Octobre 2026"]["A3"].comment.text.startswith("À CORRIGER")
