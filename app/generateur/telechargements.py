"""Documents sent to the browser: PDFs shown, workbooks downloaded, what strangers sent held in a sandbox."""

from io import BytesIO

from flask import Response, send_file

from app.socle.securite_http import POLITIQUE_D_UNE_PIECE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(contenu: bytes, nom: str, garder: bool = False) -> Response:
    """Return the response that shows a PDF in the browser, or has it kept, named `nom`.pdf."""
    return send_file(BytesIO(contenu), "application/pdf", as_attachment=garder, download_name=f"{nom}.pdf")


def classeur(contenu: bytes, nom: str) -> Response:
    """Return the response that downloads a workbook, named `nom`.xlsx."""
    return send_file(BytesIO(contenu), XLSX, as_attachment=True, download_name=f"{nom}.xlsx")


def piece(contenu: bytes, type_mime: str, nom: str = "") -> Response:
    """Return the response that gives what a stranger sent: downloaded as `nom`, or shown in a page.

    No browser keeps it, guesses what it is, nor lets it act.
    """
    reponse = send_file(BytesIO(contenu), type_mime, as_attachment=bool(nom), download_name=nom or None)
    reponse.headers["Content-Security-Policy"] = POLITIQUE_D_UNE_PIECE
    reponse.headers["Cache-Control"] = "no-store"
    return reponse
