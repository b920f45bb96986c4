"""The look of the fund's documents: name, address, colours that survive a black-and-white print, styles."""

from dataclasses import dataclass, replace

from fpdf.drawing_primitives import DeviceRGB

ORGANISME = "Caisse Nationale de Sécurité Sociale – Togo"
ADRESSE = "Boulevard Eyadéma, 1 BP 69 Lomé 1"
CONTACT = "Tél. (+228) 22 25 96 96 – contact@cnsstogo.tg"
ETAT = "République togolaise"
DEVISE = "Travail – Liberté – Patrie"

MARGE = 18
MARGE_PAYSAGE = 12
BAS_DE_PAGE = 18


def _couleur(rouge: int, vert: int, bleu: int) -> DeviceRGB:
    return DeviceRGB(rouge / 255, vert / 255, bleu / 255)


VERT = _couleur(0, 92, 62)
OR = _couleur(200, 146, 22)
ROUGE = _couleur(158, 27, 27)
ENCRE = _couleur(24, 30, 28)
GRIS = _couleur(92, 98, 95)
FILET = _couleur(186, 192, 188)
FOND = _couleur(240, 244, 240)
BLANC = _couleur(255, 255, 255)


@dataclass(frozen=True)
class Style:
    """How a text is set: size in points, weight, colour."""

    taille: float
    gras: bool = False
    couleur: DeviceRGB = ENCRE

    def en(self, couleur: DeviceRGB) -> "Style":
        """Return the same style in another colour."""
        return replace(self, couleur=couleur)

    def en_gras(self) -> "Style":
        """Return the same style in bold."""
        return replace(self, gras=True)

    @property
    def interligne(self) -> float:
        """Distance between two lines, in millimetres."""
        return self.taille * 0.46


TITRE = Style(20, gras=True, couleur=VERT)
SECTION = Style(11.5, gras=True, couleur=VERT)
CORPS = Style(10.5)
FORT = Style(10.5, gras=True)
ETIQUETTE = Style(8, couleur=GRIS)
NOTE = Style(8.5, couleur=GRIS)
MENTION = Style(9.5)
CELLULE = Style(8.5)
ENTETE = Style(8, gras=True)
