"""Documents to print, and how a reader sees them: their text, their pages, their QR code."""

from datetime import date, datetime
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from app.documents import cles, jeton, quitus, totaux
from app.documents.cloture import Verification

FINE, INSECABLE = "\u202f", "\u00a0"


class Lu:
    """A PDF as it is read."""

    def __init__(self, octets: bytes) -> None:
        self.octets, self.pdf = octets, PdfReader(BytesIO(octets))

    @property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.extract_text() for page in self.pdf.pages]

    @property
    def texte(self) -> str:
        """All the text, lines and columns joined by single spaces."""
        return " ".join(" ".join(self.pages).split(" ")).replace("\n", " ")

    def codes_qr(self, page: int = 0, echelle: float = 3) -> list[str]:
        """What a scanner reads on a page rendered at `echelle` times 72 dots an inch."""
        image = pypdfium2.PdfDocument(self.octets)[page].render(scale=echelle).to_pil()
        return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.fixture(scope="session")
def lire():
    """Return the function that reads a PDF."""
    return Lu


@pytest.fixture(scope="session")
def cle():
    """Return a private key of the fund."""
    return cles.generer()


@pytest.fixture
def un_quitus():
    """Return a quitus for a tender."""
    return quitus.QuitusImprime(
        numero="QS-2026-000123",
        delivre_le=date(2026, 11, 2),
        situation_au=date(2026, 10, 31),
        valable_au=date(2027, 2, 1),
        employeur_numero="10245678",
        employeur_nom="Société togolaise des œuvres électriques (STOE) SARL",
        nif="1000123456",
        objet="Appel d’offres n° 014/2026 – réhabilitation de la route nationale",
        autorite="Ministère des travaux publics",
        signataire="Afi Mensah-Kodjo",
        qualite="Le Directeur du recouvrement",
    )


@pytest.fixture
def verification(un_quitus, cle):
    """Return how that quitus is checked, with its signed token."""
    adresse = "https://portail.example.tg/verifier"
    return Verification(
        f"{adresse}/{jeton.signer(quitus.contenu(un_quitus), cle)}", adresse, "K7QF-93MX-2TRD"
    )


@pytest.fixture
def les_totaux():
    """Return the totals of a declaration of three workers, paid 300 000, 52 500 and 87 650 francs."""
    branches = (
        totaux.Branche("Risques professionnels", 200, 8803),
        totaux.Branche("Prestations familiales", 300, 13205),
        totaux.Branche("Pensions", 1650, 72625),
        totaux.Branche("Assurance maladie universelle", 1000, 44015),
    )
    return totaux.Totaux(3, 440150, branches, 99034, 39614)


@pytest.fixture
def moment():
    """Return when things are submitted or printed."""
    return datetime(2026, 11, 9, 14, 5)
