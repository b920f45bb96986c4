"""Fields filled in on screen (AcroForm), laid over a document that fpdf2 drew: it has none itself.

pypdf writes the objects; the boxes one sees are part of the page, so that a form printed empty keeps them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag
from io import BytesIO

from fpdf import FPDF
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from app.documents.charte import VERT

ENCRE = "/Helv 10 Tf 0.09 0.12 0.11 rg"
COCHE = "/ZaDb 0 Tf 0 g"
JOUR = "dd/mm/yyyy"
ARRONDI = 4
IMPRIMABLE = 4
"""The flag « print » of an annotation."""


class Drapeau(IntFlag):
    """Flags of fields (PDF 32000-1, § 12.7.4)."""

    OBLIGATOIRE = 1 << 1
    PARAGRAPHE = 1 << 12
    UN_SEUL = 1 << 14
    RADIO = 1 << 15
    DEROULANT = 1 << 17


@dataclass(frozen=True)
class Case:
    """Where a field stands: its page, from 0, and its box in millimetres from the top left corner."""

    page: int
    x: float
    y: float
    largeur: float
    hauteur: float


@dataclass(frozen=True)
class ChampPDF:
    """What every field says: its name, what a screen reader reads of it, whether it must be filled in."""

    nom: str
    infobulle: str
    obligatoire: bool


@dataclass(frozen=True)
class Zone(ChampPDF):
    """A box to write in: at most `longueur` characters (0: no limit), on several lines, or a date."""

    case: Case
    longueur: int = 0
    paragraphe: bool = False
    date: bool = False


@dataclass(frozen=True)
class Options(ChampPDF):
    """Boxes one of which is ticked: `(value, box)`; a single one is a check box."""

    cases: tuple[tuple[str, Case], ...]


@dataclass(frozen=True)
class ListeDeChoix(ChampPDF):
    """One of many values, in a list that drops down."""

    case: Case
    valeurs: tuple[str, ...]


Champ = Zone | Options | ListeDeChoix
"""What is laid over a page."""
Entrees = dict[str, PdfObject]
"""What an object of a PDF says, by the names of the format, « /Type »."""


def poser(document: FPDF, octets: bytes, champs: Iterable[Champ]) -> bytes:
    """Return the PDF `octets`, drawn by `document`, with its fields, in the order in which one tabs."""
    ecrivain = PdfWriter(clone_from=BytesIO(octets))
    pose = _Pose(ecrivain, document.k, document.h)
    poses = ArrayObject([pose.poser(champ) for champ in champs])
    for page in ecrivain.pages:
        page[NameObject("/Tabs")] = NameObject("/R")
    formulaire: Entrees = {
        "/Fields": poses,
        "/NeedAppearances": BooleanObject(True),
        "/DA": TextStringObject(ENCRE),
        "/DR": DictionaryObject({NameObject("/Font"): pose.polices}),
    }
    ecrivain.root_object[NameObject("/AcroForm")] = ecrivain._add_object(_dictionnaire(formulaire))
    sortie = BytesIO()
    ecrivain.write(sortie)
    return sortie.getvalue()


class _Pose:
    """Writes fields on the pages of a document: `k` points a millimetre, pages `hauteur` millimetres high."""

    def __init__(self, ecrivain: PdfWriter, k: float, hauteur: float) -> None:
        self.ecrivain, self.k, self.hauteur = ecrivain, k, hauteur
        noms = {"/Helv": ("/Helvetica", "/WinAnsiEncoding"), "/ZaDb": ("/ZapfDingbats", None)}
        self.polices = _dictionnaire({nom: self._police(*police) for nom, police in noms.items()})

    def _police(self, nom: str, codage: str | None) -> IndirectObject:
        police: Entrees = {
            "/Type": NameObject("/Font"),
            "/Subtype": NameObject("/Type1"),
            "/BaseFont": NameObject(nom),
        }
        if codage:
            police["/Encoding"] = NameObject(codage)
        return self.ecrivain._add_object(_dictionnaire(police))

    def poser(self, champ: Champ) -> IndirectObject:
        """Write a field and its widgets; return the reference of the field."""
        if isinstance(champ, Zone):
            return self._zone(champ)
        if isinstance(champ, ListeDeChoix):
            return self._liste(champ)
        return self._coche(champ) if len(champ.cases) == 1 else self._radio(champ)

    def _zone(self, zone: Zone) -> IndirectObject:
        drapeaux = Drapeau.PARAGRAPHE if zone.paragraphe else Drapeau(0)
        entrees = self._entrees(zone, "/Tx", drapeaux) | {"/DA": TextStringObject(ENCRE)}
        if zone.longueur:
            entrees["/MaxLen"] = NumberObject(zone.longueur)
        if zone.date:
            entrees["/AA"] = _dictionnaire(
                {
                    "/K": _script(f'AFDate_KeystrokeEx("{JOUR}");'),
                    "/F": _script(f'AFDate_FormatEx("{JOUR}");'),
                }
            )
        return self._vignette(zone.case, entrees)

    def _liste(self, liste: ListeDeChoix) -> IndirectObject:
        valeurs = ArrayObject([TextStringObject(valeur) for valeur in ("", *liste.valeurs)])
        entrees = self._entrees(liste, "/Ch", Drapeau.DEROULANT)
        return self._vignette(liste.case, entrees | {"/Opt": valeurs, "/DA": TextStringObject(ENCRE)})

    def _coche(self, options: Options) -> IndirectObject:
        ((_, case),) = options.cases
        return self._vignette(case, self._entrees(options, "/Btn", Drapeau(0)) | self._etats(case, "Oui"))

    def _radio(self, options: Options) -> IndirectObject:
        valeurs = ArrayObject([TextStringObject(valeur) for valeur, _ in options.cases])
        parent = self._entrees(options, "/Btn", Drapeau.RADIO | Drapeau.UN_SEUL) | {"/Opt": valeurs}
        champ = _dictionnaire(parent)
        reference = self.ecrivain._add_object(champ)
        champ[NameObject("/Kids")] = ArrayObject(
            self._vignette(
                case,
                {"/Parent": reference, "/TU": TextStringObject(f"{options.infobulle} : {valeur}")}
                | self._etats(case, str(rang)),
            )
            for rang, (valeur, case) in enumerate(options.cases)
        )
        return reference

    def _entrees(self, champ: ChampPDF, genre: str, drapeaux: Drapeau) -> Entrees:
        if champ.obligatoire:
            drapeaux |= Drapeau.OBLIGATOIRE
        return {
            "/FT": NameObject(genre),
            "/T": TextStringObject(champ.nom),
            "/TU": TextStringObject(champ.infobulle),
            "/Ff": NumberObject(int(drapeaux)),
        }

    def _etats(self, case: Case, coche: str) -> Entrees:
        """Return how a box to tick looks, ticked and not; it opens unticked."""
        dessins = {f"/{coche}": self._croix(case), "/Off": self._dessin(case, "")}
        return {
            "/AS": NameObject("/Off"),
            "/DA": TextStringObject(COCHE),
            "/MK": _dictionnaire({"/CA": TextStringObject("8")}),
            "/AP": _dictionnaire({"/N": _dictionnaire(dessins)}),
        }

    def _croix(self, case: Case) -> IndirectObject:
        largeur, hauteur = case.largeur * self.k, case.hauteur * self.k
        marge = largeur / 4
        traits = (
            f"{marge:.2f} {marge:.2f} m {largeur - marge:.2f} {hauteur - marge:.2f} l "
            f"{marge:.2f} {hauteur - marge:.2f} m {largeur - marge:.2f} {marge:.2f} l S"
        )
        return self._dessin(case, f"q {VERT.serialize().upper()} 1.4 w 1 J {traits} Q")

    def _dessin(self, case: Case, operateurs: str) -> IndirectObject:
        flux = DecodedStreamObject()
        flux.set_data(operateurs.encode())
        coins = (0, 0, case.largeur * self.k, case.hauteur * self.k)
        flux.update(
            _dictionnaire(
                {
                    "/Type": NameObject("/XObject"),
                    "/Subtype": NameObject("/Form"),
                    "/BBox": _reels(coins),
                    "/Resources": DictionaryObject(),
                }
            )
        )
        return self.ecrivain._add_object(flux)

    def _vignette(self, case: Case, entrees: Entrees) -> IndirectObject:
        gauche, bas = case.x, self.hauteur - case.y - case.hauteur
        coins = (gauche, bas, gauche + case.largeur, bas + case.hauteur)
        vignette: Entrees = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Widget"),
            "/F": NumberObject(IMPRIMABLE),
            "/Rect": _reels(coin * self.k for coin in coins),
        }
        posee = self.ecrivain.add_annotation(case.page, _dictionnaire(vignette | entrees))
        assert posee.indirect_reference is not None, "what was added to a page has a reference"
        return posee.indirect_reference


def _dictionnaire(entrees: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(nom): valeur for nom, valeur in entrees.items()})


def _reels(valeurs: Iterable[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(valeur, ARRONDI)) for valeur in valeurs])


def _script(code: str) -> DictionaryObject:
    return _dictionnaire({"/S": NameObject("/JavaScript"), "/JS": TextStringObject(code)})
