"""Workbooks damaged at random, as a bad line, a bad disk or a bad mind would: lines, or one sentence."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.classeurs.annoter import annoter
from app.classeurs.refus import FichierRefuse
from app.services.dnr.lire import lire
from tests.classeurs.ecrivains.ecrivains import ECRIVAINS, lire_fichier
from tests.outils.exemples import au_plus
from tests.services.dnr.outils import OCTOBRE, contexte, controler

Partie = tuple[str, bytes]
REFERENCE = re.compile(rb'\br="[A-Z]+\d+"')
LOINTAINES = (b"XFD1048576", b"A1048576", b"XFD1", b"ZZZZZ1", b"A0", b"A99999999999", b"")
"""References that no table has: some that Excel has, some that nothing has."""


class Coup(NamedTuple):
    """One damage: its kind, the part it strikes, where in it (from 0 to 1), and with which bytes."""

    sorte: Callable[[list[Partie], "Coup"], list[Partie]]
    rang: int
    ou: float
    octets: bytes

    def porter(self, parties: list[Partie]) -> list[Partie]:
        """Return the parts of the archive once struck."""
        return self.sorte(parties, self) if parties else parties

    def place(self, longueur: int) -> int:
        """Return where it falls in something that long."""
        return int(self.ou * longueur)


def _changer(parties: list[Partie], coup: Coup, ecrire: Callable[[bytes], bytes]) -> list[Partie]:
    vise = coup.rang % len(parties)
    return [(nom, ecrire(xml) if rang == vise else xml) for rang, (nom, xml) in enumerate(parties)]


def couper(parties, coup):
    return _changer(parties, coup, lambda xml: xml[: coup.place(len(xml))])


def percer(parties, coup):
    def ecrire(xml):
        place = coup.place(len(xml))
        return xml[:place] + coup.octets + xml[place + len(coup.octets) :]

    return _changer(parties, coup, ecrire)


def inserer(parties, coup):
    def ecrire(xml):
        place = coup.place(len(xml))
        return xml[:place] + coup.octets + xml[place:]

    return _changer(parties, coup, ecrire)


def oter_une_balise(parties, coup):
    def ecrire(xml):
        balises = list(re.finditer(rb"<[^>]*>", xml))
        balise = balises[coup.place(len(balises) - 1)] if balises else None
        return xml[: balise.start()] + xml[balise.end() :] if balise else xml

    return _changer(parties, coup, ecrire)


def effacer(parties, coup):
    return [partie for rang, partie in enumerate(parties) if rang != coup.rang % len(parties)]


def echanger(parties, coup):
    un, autre = coup.rang % len(parties), coup.place(len(parties) - 1)
    contenus = [xml for _, xml in parties]
    contenus[un], contenus[autre] = contenus[autre], contenus[un]
    return [(nom, xml) for (nom, _), xml in zip(parties, contenus, strict=True)]


def doubler(parties, coup):
    return [*parties, parties[coup.rang % len(parties)]]


def renommer(parties, coup):
    nom = coup.octets.decode("latin-1").replace("\0", "") or "x"
    vise = coup.rang % len(parties)
    return [(nom if rang == vise else ancien, xml) for rang, (ancien, xml) in enumerate(parties)]


def declarer_une_entite(parties, coup):
    entite = b'<!DOCTYPE a [<!ENTITY e "%b">]>' % coup.octets.hex().encode()
    return _changer(parties, coup, lambda xml: entite + xml.replace(b"<v>", b"<v>&e;"))


def deplacer_une_cellule(parties, coup):
    loin = LOINTAINES[len(coup.octets) % len(LOINTAINES)]

    def ecrire(xml):
        references = list(REFERENCE.finditer(xml))
        if not references:
            return xml
        debut, fin = references[coup.place(len(references) - 1)].span()
        return xml[:debut] + b'r="%b"' % loin + xml[fin:]

    return [(nom, ecrire(xml) if "worksheets/" in nom else xml) for nom, xml in parties]


def mentir_sur_l_etendue(parties, coup):
    faux = rb'<dimension ref="A1:%b"/>' % LOINTAINES[len(coup.octets) % len(LOINTAINES)]
    return [(nom, re.sub(rb"<dimension[^>]*/>", faux, xml)) for nom, xml in parties]


def mentir_sur_les_types(parties, coup):
    sortes = (b"worksheet+xml", b"sheet.main+xml", b"styles+xml", b"sharedStrings+xml")
    sorte = sortes[coup.rang % len(sortes)]
    return [(nom, xml.replace(sorte, b"chartsheet+xml") if "Types" in nom else xml) for nom, xml in parties]


def imbriquer(parties, coup):
    fond = 20_000
    return _changer(parties, coup, lambda xml: xml.replace(b"<row", b"<g>" * fond + b"<row", 1))


def recoder(parties, coup):
    return _changer(parties, coup, lambda xml: xml.decode("utf-8", "replace").encode("utf-16"))


SORTES = (
    couper,
    percer,
    inserer,
    oter_une_balise,
    effacer,
    echanger,
    doubler,
    renommer,
    declarer_une_entite,
    deplacer_une_cellule,
    mentir_sur_l_etendue,
    mentir_sur_les_types,
    imbriquer,
    recoder,
)
RANGS, LIEUX = st.integers(0, 40), st.floats(0, 1)
OCTETS = st.binary(min_size=1, max_size=8) | st.sampled_from(
    [b"<", b"&#0;", b"\xff", b'"', b"</c>", b"1e999"]
)
COUPS = st.lists(st.builds(Coup, st.sampled_from(SORTES), RANGS, LIEUX, OCTETS), min_size=1, max_size=3)


def archive(parties: list[Partie]) -> bytes:
    """Return a workbook of these parts, were two of one name."""
    tampon = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, xml in parties:
            zip_.writestr(nom, xml)
    return tampon.getvalue()


def parties_de(ecrivain: str) -> list[Partie]:
    with zipfile.ZipFile(io.BytesIO(lire_fichier(ecrivain, "mois"))) as lue:
        return [(nom, lue.read(nom)) for nom in lue.namelist()]


def refus(contenu: bytes) -> str:
    """Return the sentence that refuses a workbook, or nothing once it is read, checked and annotated."""
    try:
        rapport = controler(lire(contenu, periode=OCTOBRE), contexte())
        load_workbook(io.BytesIO(annoter(contenu, rapport)))
    except FichierRefuse as refuse:
        return str(refuse)
    return ""


@pytest.mark.long
@au_plus(120)
@given(st.sampled_from(list(ECRIVAINS)), COUPS)
def test_a_workbook_whose_parts_are_damaged_is_read_or_gets_its_sentence(ecrivain, coups):
    parties = parties_de(ecrivain)
    for coup in coups:
        parties = coup.porter(parties)
    assert refus(archive(parties))[-1:] in ("", ".")


@pytest.mark.long
@au_plus(60)
@given(st.sampled_from(list(ECRIVAINS)), LIEUX, st.binary(max_size=16), st.booleans())
def test_a_workbook_whose_bytes_are_damaged_is_read_or_gets_its_sentence(ecrivain, ou, octets, coupe):
    contenu = lire_fichier(ecrivain, "mois")
    place = int(ou * len(contenu))
    abime = contenu[:place] + octets + (b"" if coupe else contenu[place + len(octets) :])
    assert refus(abime)[-1:] in ("", ".")
