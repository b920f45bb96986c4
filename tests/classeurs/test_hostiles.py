"""Workbooks made to harm: each refused with its sentence, while the serving process stays light."""

import io
import resource
import zipfile

import pytest

from app.classeurs.refus import FichierRefuse
from app.services.dnr.lire import lire
from tests.services.dnr.outils import classeur, saisie

CROISSANCE_MAX = 60 * 1024
"""KiB the serving process may grow by while it refuses a file."""


def remplacer(partie: str, contenu: bytes | list[bytes]) -> bytes:
    """Return a good workbook with one part replaced; a list is written piece by piece."""
    tampon = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(classeur([saisie()]))) as bon,
        zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as piege,
    ):
        for nom in bon.namelist():
            if nom != partie:
                piege.writestr(nom, bon.read(nom))
        with piege.open(partie, "w", force_zip64=True) as flux:
            for morceau in contenu if isinstance(contenu, list) else [contenu]:
                flux.write(morceau)
    return tampon.getvalue()


def feuille(lignes: bytes) -> bytes:
    espace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (espace, lignes)


FEUILLE = "xl/worksheets/sheet1.xml"
MEGA = b"A" * 2**20


def cellule_lointaine() -> bytes:
    debut = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    return remplacer(FEUILLE, feuille(debut + b'<row r="1048576"><c r="GR1048576"><v>1</v></c></row>'))


def chaine_de_un_gigaoctet() -> bytes:
    return remplacer("xl/sharedStrings.xml", [b"<sst><si><t>", *[MEGA] * 1024, b"</t></si></sst>"])


def chaine_cent_fois_moindre() -> bytes:
    return remplacer("xl/sharedStrings.xml", [b"<sst><si><t>", *[MEGA] * 100, b"</t></si></sst>"])


def vingt_cinq_millions_de_lignes() -> bytes:
    return remplacer(FEUILLE, [feuille(b"")[:-24], *[b"<row/>" * 250_000] * 100, feuille(b"")[-24:]])


def lignes_sans_reference() -> bytes:
    morceau = b"".join(b"<row><c><v>%d</v></c></row>" % (n * 7919 % 99_991) for n in range(50_000))
    return remplacer(FEUILLE, [feuille(b"")[:-24], *[morceau] * 100, feuille(b"")[-24:]])


def bombe_d_entites() -> bytes:
    entites = b"".join(b'<!ENTITY a%d "%b">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
    return remplacer(FEUILLE, b'<!DOCTYPE x [<!ENTITY a0 "ah">' + entites + b"]>" + feuille(b"&a9;"))


def taille_annoncee_mensongere() -> bytes:
    contenu = remplacer("xl/sharedStrings.xml", [b"<sst><si><t>", *[MEGA] * 1024, b"</t></si></sst>"])
    annonce = (1024 * 2**20 + 27).to_bytes(4, "little")
    assert annonce in contenu
    return contenu.replace(annonce, (1_000).to_bytes(4, "little"))


PIEGES = {
    cellule_lointaine: {"demesure"},
    chaine_de_un_gigaoctet: {"demesure"},
    chaine_cent_fois_moindre: {"demesure"},
    vingt_cinq_millions_de_lignes: {"demesure", "entete_introuvable"},
    lignes_sans_reference: {"demesure", "trop_de_lignes"},
    bombe_d_entites: {"anormal"},
    taille_annoncee_mensongere: {"demesure", "tronque"},
}
LONGS = {chaine_de_un_gigaoctet, lignes_sans_reference, taille_annoncee_mensongere}
"""The traps of a gigabyte, and of five million cells: a second and more each to make."""


@pytest.mark.parametrize(
    "piege",
    [pytest.param(p, id=p.__name__, marks=[pytest.mark.long] if p in LONGS else []) for p in PIEGES],
)
def test_a_trap_is_refused_and_the_server_goes_on(piege):
    contenu = piege()
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FichierRefuse) as refuse:
        lire(contenu)
    assert refuse.value.code in PIEGES[piege]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant < CROISSANCE_MAX
    assert len(lire(classeur([saisie()]))) == 1


def test_ten_thousand_characters_in_a_name_are_cut():
    lignes = lire(classeur([saisie(nom="É" * 10_000)]))
    assert len(lignes.colonnes["nom"][0]) <= 200
