"""What a document received says."""

import io

from pypdf import PdfReader


def texte(pdf: bytes) -> str:
    """Return the text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
