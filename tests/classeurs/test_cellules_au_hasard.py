"""Cells of every kind, written by two programs: what is declared is what is seen, or an anomaly says so."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.services.dnr.codes import NATURES, TYPES_ASSURE
from app.services.dnr.colonnes import PAR_CLE
from app.services.dnr.lire import lire
from app.services.dnr.rapport import AnomalieDNR, RapportDNR
from app.socle.saisie import nettoyer
from tests.classeurs.ecrivains.habitudes import en_lettres, serie
from tests.outils.exemples import au_plus
from tests.services.dnr.outils import contexte, controler, enregistrer

ILLISIBLE = object()
"""What is seen where no value of the column is."""


class Case(NamedTuple):
    """What is put in a cell, and the value that a person sees there, or ILLISIBLE."""

    mise: object
    vue: object


def cases(valeurs: st.SearchStrategy, *manieres) -> st.SearchStrategy:
    """Return cells that show a value, each put there in one of the manners."""
    return st.builds(lambda v, maniere: Case(maniere(v), v), valeurs, st.sampled_from(manieres))


def illisibles(valeurs: st.SearchStrategy) -> st.SearchStrategy:
    """Return cells that show no value of their column."""
    return valeurs.map(lambda mise: Case(mise, ILLISIBLE))


def telle_quelle(valeur):
    return valeur


def groupe(separateur: str, suffixe: str = ""):
    """Return what writes « 1 234 567 F »."""
    return lambda montant: f"{montant:,}".replace(",", separateur) + suffixe


VRAI_OU_FAUX = illisibles(st.booleans())
MOTS = st.sampled_from(["hier", "néant", "voir plus bas", "?", "—", "N/A", "³", "½", "1e3", "0x1F", "²5"])
JOURS = st.dates(date(1950, 1, 1), date(2026, 10, 31))
HEURES = st.times(time(0), time(23, 58))
DATES = st.one_of(
    cases(JOURS, telle_quelle, serie, "{:%d/%m/%Y}".format, "{:%-d-%-m-%Y}".format, en_lettres, str),
    st.builds(lambda jour, heure: Case(datetime.combine(jour, heure), jour), JOURS, HEURES),
    illisibles(st.integers(1, 9_999) | st.integers(80_000, 999_999) | MOTS),
    VRAI_OU_FAUX,
)
MONTANTS = st.one_of(
    cases(st.integers(-9_999, 99_999_999), telle_quelle, float, str, "{} F".format, "{},00".format),
    cases(
        st.integers(1, 99_999_999),
        *(groupe(s, suffixe) for s in (" ", "\u00a0", "\u202f", ".", ",", "’") for suffixe in ("", " FCFA")),
    ),
    illisibles(st.builds(lambda n, c: n + c / 100, st.integers(0, 9_999_999), st.integers(1, 99))),
    illisibles(st.builds("{},{:02}".format, st.integers(0, 9_999_999), st.integers(1, 99))),
    illisibles(MOTS),
    VRAI_OU_FAUX,
)
ENTIERS_DE_DIX_CHIFFRES = st.integers(1_000_000_000, 2_999_999_999).map(str)
NUMEROS = st.one_of(
    cases(
        ENTIERS_DE_DIX_CHIFFRES,
        telle_quelle,
        int,
        float,
        "{}.0".format,
        " {} ".format,
        "’{}".format,
        lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
        lambda n: f"{n[:5]}-{n[5:]}",
    ),
    cases(ENTIERS_DE_DIX_CHIFFRES.map("00{}".format), telle_quelle, "\u200e{}".format),
    illisibles(
        st.builds("{}{}".format, ENTIERS_DE_DIX_CHIFFRES, st.sampled_from(["A", ",5", "E+09", "²", "½"]))
    ),
    illisibles(ENTIERS_DE_DIX_CHIFFRES.map(lambda n: int(n) + 0.5)),
    illisibles(JOURS),
)


def codes(table: dict[int, str]) -> st.SearchStrategy:
    """Return cells of a column of codes."""
    return st.one_of(
        cases(
            st.sampled_from(list(table)),
            telle_quelle,
            float,
            str,
            "{:02}".format,
            lambda code: f"{code} - {table[code]}",
            lambda code: table[code].upper(),
        ),
        illisibles(st.integers(100, 999) | st.floats(1.25, 9.75).filter(lambda x: x % 1) | MOTS),
        VRAI_OU_FAUX,
    )


SIGNES = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
TEXTES = st.text(SIGNES, max_size=40).map(lambda texte: Case("A" + texte, "A" + texte))
COLONNES = {
    "numero_assure": NUMEROS,
    "nom": TEXTES,
    "type_assure": codes(TYPES_ASSURE),
    "jours": MONTANTS,
    "remuneration": MONTANTS,
    "nature": codes(NATURES),
    "embauche_le": DATES,
    "sortie_le": DATES,
}


def par_openpyxl(rangees: Sequence[Sequence[object]]) -> bytes:
    document = Workbook()
    for rang, rangee in enumerate(rangees, 1):
        for place, mise in enumerate(rangee, 1):
            case = document.active.cell(rang, place, mise)
            if isinstance(mise, str):
                case.data_type = "s"
    return enregistrer(document)


def par_xlsxwriter(rangees: Sequence[Sequence[object]]) -> bytes:
    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"default_date_format": "dd/mm/yyyy"}) as document:
        feuille = document.add_worksheet()
        for rang, rangee in enumerate(rangees):
            for place, mise in enumerate(rangee):
                (feuille.write_string if isinstance(mise, str) else feuille.write)(rang, place, mise)
    return tampon.getvalue()


def lettres(texte: str) -> str:
    """Return what is left of a text to compare two: neither spaces nor signs."""
    return re.sub(r"\W", "", nettoyer(texte))


def est_vu(rapport: RapportDNR, rang: int, cle: str, vue: object) -> bool:
    """Return whether the value declared is the one seen, or an anomaly says that there is none."""
    typee = rapport.colonnes[cle][rang]
    if cle == "nom":
        return lettres(typee) == lettres(vue)
    if vue is not ILLISIBLE:
        return typee == vue
    ligne = rapport.lignes.numeros[rang]
    refusee = not typee.isdecimal() if cle == "numero_assure" else typee is None
    return refusee and any(_le_dit(anomalie, ligne, cle) for anomalie in rapport.anomalies)


def _le_dit(anomalie: AnomalieDNR, ligne: int, cle: str) -> bool:
    """Return whether an anomaly speaks of a cell: alone, or as one of many rows that have one cause.

    A line that is there twice is to go, and the rest of it is not said.
    """
    if suites := anomalie.details.get("plages"):
        return any(debut <= ligne <= fin for debut, fin in suites)
    return anomalie.ligne == ligne and (anomalie.colonne == cle or anomalie.code == "ligne_en_double")


@pytest.mark.usefixtures("sur_place")
@pytest.mark.parametrize("ecrire", [par_openpyxl, par_xlsxwriter])
@au_plus(200)
@given(st.lists(st.tuples(*COLONNES.values()), min_size=1, max_size=12))
def test_what_is_declared_is_what_is_seen_or_an_anomaly_says_that_it_is_not(ecrire, lignes):
    titres = [PAR_CLE[cle].entete for cle in COLONNES]
    contenu = ecrire([titres, *([case.mise for case in ligne] for ligne in lignes)])
    rapport = controler(lire(contenu), contexte())
    tues = [
        (case, rapport.colonnes[cle][rang])
        for rang, ligne in enumerate(lignes)
        for cle, case in zip(COLONNES, ligne, strict=True)
        if not est_vu(rapport, rang, cle, case.vue)
    ]
    assert tues == []
