"""Documents sent to the browser: PDFs shown, workbooks downloaded."""

from io import BytesIO

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(contenu: bytes, nom: str) -> Response:
    """Return the response that shows a PDF in the browser, named `nom`.pdf."""
    return send_file(BytesIO(contenu), "application/pdf", download_name=f"{nom}.pdf")


def classeur(contenu: bytes, nom: str) -> Response:
    """Return the response that downloads a workbook, named `nom`.xlsx."""
    return send_file(BytesIO(contenu), XLSX, as_attachment=True, download_name=f"{nom}.xlsx")
