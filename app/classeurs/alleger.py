"""A workbook opened to be written again: what openpyxl cannot bear of it is left out, and that is said.

Excel opens a workbook whose styles are missing or odd, or whose author has no valid date, and thinks nothing
of a million formatted blank cells, each of which openpyxl makes an object of.
"""

import io
import re
from xml.sax.saxutils import quoteattr

from defusedxml import ElementTree
from openpyxl import Workbook, load_workbook

from app.classeurs import parties

VIDES_MAX = 50_000
"""Formatted blank cells of a sheet that are kept: half a second's work."""
VIDES_OMISES = "Les cellules vides mises en forme, trop nombreuses, ne sont pas reprises dans cette copie."
STYLES_OMIS = (
    "Les couleurs, polices, bordures et propriétés (auteur, titre) de votre classeur n’ont pas pu être"
    " reprises dans cette copie ; ses valeurs le sont."
)
STYLES_MAX = 65_490
"""Styles of cells that Excel allows in a workbook."""

_STYLE_APPELE = re.compile(rb'\b(?:s|style)="(\d{1,6})"')
_PROPRIETES = {
    "docProps/core.xml": b"<coreProperties xmlns='http://schemas.openxmlformats.org/package/2006/metadata/"
    b"core-properties'/>",
    "docProps/custom.xml": b"<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
    b"custom-properties'/>",
}
"""The parts that say who wrote the workbook, and when, with nothing said."""
_VIDE = re.compile(rb"<c\b[^>]*(?:/>|>\s*</c>)")
_LIGNE_VIDE = re.compile(rb"<row\b[^>]*(?:/>|>\s*</row>)")
_ECRITE = (b"<v>", b"<v ", b"<is", b"<f")
_ESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DEPLU = (AttributeError, IndexError, KeyError, SyntaxError, TypeError, ValueError)
"""What openpyxl raises for styles or properties that it dislikes."""


def ouvrir(contenu: bytes) -> tuple[Workbook, list[str]]:
    """Return the workbook, and a French sentence for each thing of it that is left out.

    Raise what openpyxl does for one that it cannot open even so.
    """
    omis = []
    leger = parties.reecrire(contenu, parties.FEUILLE.search, _sans_vides)
    if leger is not contenu:
        omis.append(VIDES_OMISES)
    try:
        return load_workbook(io.BytesIO(leger)), omis
    except _DEPLU:
        return load_workbook(io.BytesIO(_depouiller(leger))), [*omis, STYLES_OMIS]


def _depouiller(contenu: bytes) -> bytes:
    """Return a workbook whose styles say only how numbers are written, and its properties nothing."""
    feuilles = parties.lues(contenu, parties.FEUILLE.search)
    appeles = {int(style) for _, xml in feuilles for style in set(_STYLE_APPELE.findall(xml))}
    connues = dict(parties.lues(contenu, {parties.STYLES, *_PROPRIETES}.__contains__))
    styles = _formats_seuls(connues.get(parties.STYLES, b""), min(max(appeles, default=0) + 1, STYLES_MAX))
    proprietes = {nom: vide for nom, vide in _PROPRIETES.items() if nom in connues}
    return parties.remplacer(contenu, {parties.STYLES: styles, **proprietes})


def _sans_vides(xml: bytes) -> bytes:
    """Return a sheet with few blank cells: without those below all that is written, else without any."""
    if _trop_de_vides(xml):
        xml = _sans_ce_qui_suit(xml)
    return _LIGNE_VIDE.sub(b"", _VIDE.sub(b"", xml)) if _trop_de_vides(xml) else xml


def _trop_de_vides(xml: bytes) -> bool:
    """Return whether a sheet has too many blank cells, « <c …/> » or « <c …></c> », told without a parser."""
    return xml.count(b"<c ") - xml.count(b"</c>") + xml.count(b'"></c>') > VIDES_MAX


def _sans_ce_qui_suit(xml: bytes) -> bytes:
    """Return a sheet without the rows below the last where something is written."""
    fin_du_tableau = xml.find(b"</row>", max(xml.rfind(balise) for balise in _ECRITE))
    fin = xml.rfind(b"</sheetData>")
    return xml[: fin_du_tableau + len(b"</row>")] + xml[fin:] if 0 < fin_du_tableau < fin else xml


def _formats_seuls(xml: bytes, appeles: int) -> bytes:
    """Return a style sheet of at least so many styles, which keep only how numbers and dates are written."""
    try:
        racine = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        racine = ElementTree.fromstring(b"<styleSheet/>")
    formats = "".join(
        f"<numFmt numFmtId='{f.get('numFmtId')}' formatCode={quoteattr(f.get('formatCode', ''))}/>"
        for f in racine.iter(f"{{{_ESPACE}}}numFmt")
        if f.get("numFmtId", "").isdecimal()
    )
    cellules = racine.find(f"{{{_ESPACE}}}cellXfs")
    styles = [_xf(xf.get("numFmtId", "")) for xf in (cellules if cellules is not None else ())]
    styles += [_xf("")] * (appeles - len(styles))
    differentiels = len(racine.findall(f"{{{_ESPACE}}}dxfs/{{{_ESPACE}}}dxf"))
    return (
        f'<styleSheet xmlns="{_ESPACE}"><numFmts>{formats}</numFmts>'
        "<fonts><font><sz val='11'/><name val='Calibri'/></font></fonts>"
        "<fills><fill><patternFill/></fill><fill><patternFill patternType='gray125'/></fill></fills>"
        f"<borders><border/></borders><cellStyleXfs>{_xf('')}</cellStyleXfs><cellXfs>{''.join(styles)}</cellXfs>"
        "<cellStyles><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles>"
        f"<dxfs>{'<dxf/>' * differentiels}</dxfs></styleSheet>"
    ).encode()


def _xf(format_: str) -> str:
    numero = format_ if format_.isdecimal() else "0"
    return f"<xf numFmtId='{numero}' fontId='0' fillId='0' borderId='0' applyNumberFormat='1'/>"
