"""One quitus as a PDF."""

import io
from datetime import date

import segno
from fpdf import FPDF

from app.documents import charte, quitus
from app.documents.cloture import Verification
from app.documents.polices import FAMILLE, FICHIERS
from app.documents.typographie import jour_en_lettres
from tests.bench.mesure import RACINE, repeter

QUITUS = quitus.QuitusImprime(
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
ADRESSE = "https://portail.example.tg/verifier"
VERIFICATION = Verification(f"{ADRESSE}/{'eyJkb2MiOiJxdWl0dXMi' * 12}", ADRESSE, "K7QF-93MX-2TRD")
POLICES = RACINE / "app" / "documents" / "polices"


def mesurer() -> dict[str, float]:
    """Return the seconds of one document, once the process has made a first one, in both ways."""
    return {
        "ours": repeter(lambda: quitus.imprimer(QUITUS, VERIFICATION), 2),
        "naive": repeter(_naif, 2),
    }


def _naif() -> bytes:
    """Return a document that says the same: fonts parsed again, `table()`, the QR code as a picture."""
    pdf = FPDF(format="A4")
    for style, fichier in FICHIERS.items():
        pdf.add_font(FAMILLE, style, POLICES / fichier)
    pdf.add_page()
    for taille, texte in ((13, charte.ORGANISME), (20, "Quitus social"), (12, QUITUS.numero)):
        pdf.set_font(FAMILLE, "B", taille)
        pdf.cell(0, 10, texte, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FAMILLE, "", 10)
    pdf.multi_cell(0, 5, "La Caisse certifie que l’employeur désigné ci-dessous est à jour. " * 5)
    pdf.ln(30)
    with pdf.table() as table:
        for paire in _paires():
            table.row(paire)
    pdf.multi_cell(0, 5, f"Fait à {QUITUS.lieu}, {QUITUS.qualite}, {QUITUS.signataire}, {VERIFICATION.code}")
    image = io.BytesIO()
    segno.make(VERIFICATION.url, error="m").save(image, kind="png", scale=6)
    pdf.image(image, w=34)
    return bytes(pdf.output())


def _paires() -> list[tuple[str, str]]:
    q = QUITUS
    return [
        ("Employeur", q.employeur_nom),
        ("Numéro d’employeur", q.employeur_numero),
        ("NIF", q.nif),
        ("Objet", q.objet),
        ("Autorité contractante", q.autorite),
        ("Situation arrêtée au", jour_en_lettres(q.situation_au)),
        ("Délivré le", jour_en_lettres(q.delivre_le)),
        ("Valable jusqu’au", jour_en_lettres(q.valable_au)),
    ]
