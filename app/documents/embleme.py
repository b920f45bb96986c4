"""The portal's own emblem: a palaver tree, green on a gold ground, in a ring. It is not the fund's logo."""

from fpdf import FPDF

from app.documents.charte import BLANC, OR, VERT

#: The ring and its ground, then the crown of the tree as discs (x, y, radius), for an emblem one unit wide.
ANNEAUX = (((0.5, 0.5, 0.5), VERT), ((0.5, 0.5, 0.465), OR), ((0.5, 0.5, 0.44), BLANC))
COURONNE = ((0.5, 0.31, 0.15), (0.34, 0.39, 0.13), (0.66, 0.39, 0.13), (0.22, 0.46, 0.08), (0.78, 0.46, 0.08))
TRONC = ((0.455, 0.40), (0.545, 0.40), (0.56, 0.66), (0.63, 0.745), (0.37, 0.745), (0.44, 0.66))


def dessiner(pdf: FPDF, x: float, y: float, cote: float) -> None:
    """Draw the emblem in a square of `cote` millimetres."""
    for (a, b, rayon), couleur in (*ANNEAUX, *((disque, VERT) for disque in COURONNE)):
        pdf.set_fill_color(couleur)
        pdf.circle(x + a * cote, y + b * cote, rayon * cote, style="F")
    pdf.polygon([(x + a * cote, y + b * cote) for a, b in TRONC], style="F")
    pdf.set_fill_color(OR)
    pdf.rect(x + 0.24 * cote, y + 0.765 * cote, 0.52 * cote, 0.035 * cote, style="F")
