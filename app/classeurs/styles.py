"""All that a cell looks like, kept to be given back: openpyxl copies it so, through a private attribute."""

from copy import copy

from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.styleable import StyleableObject


def style_de(cellule: StyleableObject) -> StyleArray:
    """Return what a cell looks like."""
    style: StyleArray = cellule._style  # type: ignore[attr-defined]  # the stubs leave it out
    return copy(style)


def donner_style(cellule: StyleableObject, style: StyleArray) -> None:
    """Make a cell look as `style_de` found another, or itself."""
    cellule._style = copy(style)  # type: ignore[attr-defined]  # the stubs leave it out
