"""What the tests of the site need: published contents, pictures, PDFs, and the queries of a page."""

import io
from contextlib import contextmanager
from datetime import timedelta

from fpdf import FPDF
from PIL import Image
from sqlalchemy import Engine, event

from app.models import (
    Article,
    EtatPublication,
    NatureArticle,
    NatureOffre,
    NatureTexte,
    Offre,
    PageSite,
    QuestionFrequente,
    Rubrique,
    Terme,
    TexteReglementaire,
    Theme,
)
from app.repertoire.parametres import semer_parametres
from app.site import semer
from app.socle.horloge import maintenant

VALEURS = {
    Article: {"nature": NatureArticle.actualite, "chapeau": "En bref.", "corps": "Le texte."},
    PageSite: {"rubrique": Rubrique.prestations, "chapeau": "En bref.", "corps": "Le texte."},
    QuestionFrequente: {"theme": Theme.assures, "reponse": "La réponse."},
    Terme: {"definition": "Le sens."},
    TexteReglementaire: {"nature": NatureTexte.texte, "reference": "Loi 2011-006"},
    Offre: {"nature": NatureOffre.emploi, "lieu": "Lomé", "description": "La mission."},
}


def ecrire(session, modele: type, titre: str, **autres):
    """Add a content online since an hour, or as `autres` say, and return it."""
    publie = {"etat": EtatPublication.publiee, "publiee_le": maintenant() - timedelta(hours=1)}
    contenu = modele(**publie | VALEURS[modele] | {"titre": titre, "slug": titre.lower()} | autres)
    session.add(contenu)
    session.commit()
    return contenu


def semer_le_site(app, session) -> None:
    """Sow the first contents, over the parameters they quote."""
    with app.app_context():
        semer_parametres(session)
        semer.semer(session)
    session.flush()


def un_de_chaque(session) -> list:
    """Publish one content of each kind, under the address « essai »."""
    return [ecrire(session, modele, f"Essai {modele.__name__}", slug="essai") for modele in VALEURS]


def jpeg(largeur: int = 1600, hauteur: int = 900) -> bytes:
    """Return a picture that says where and by what it was taken."""
    image, sortie = Image.new("RGB", (largeur, hauteur), "#00613f"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de l’agent"
    image.save(sortie, "JPEG", exif=exif)
    return sortie.getvalue()


def pdf(texte: str = "") -> bytes:
    """Return a PDF that holds a sentence, or nothing to read."""
    document = FPDF()
    document.add_page()
    if texte:
        document.set_font("helvetica")
        document.cell(text=texte)
    return bytes(document.output())


@contextmanager
def requetes():
    """Collect the statements sent to the database meanwhile, savepoints of the test apart."""
    faites = []

    def noter(_connexion, _curseur, ordre, *_reste):
        if "SAVEPOINT" not in ordre:
            faites.append(ordre)

    event.listen(Engine, "before_cursor_execute", noter)
    try:
        yield faites
    finally:
        event.remove(Engine, "before_cursor_execute", noter)
