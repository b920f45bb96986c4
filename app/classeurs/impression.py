"""How a sheet prints: on A4, as wide as the page, its head on each page, its pages numbered."""

from xlsxwriter.worksheet import Worksheet

A4 = 9
"""The number of that paper in a workbook."""


def en_a4(feuille: Worksheet, entete: int | None = None, paysage: bool = True) -> None:
    """Set how a sheet prints; `entete` is the row, from 0, written again at the head of each page."""
    if paysage:
        feuille.set_landscape()
    feuille.set_paper(A4)
    feuille.fit_to_pages(1, 0)
    if entete is not None:
        feuille.repeat_rows(entete)
    feuille.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    feuille.set_footer("&L&A&RPage &P sur &N")
