"""What editors send: a picture, a sound, a film or a PDF, told from its bytes and kept in our own store."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from app import fichiers
from app.models import Analyse, FormatPiece, Media, NatureMedia, TexteReglementaire
from app.pieces import antivirus
from app.pieces.formats import PieceRefusee, reconnaitre
from app.site import images

SIGNATURES = (
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
)
"""Where a sound or a film says what it is: offset, bytes, type."""
PAGES_LUES = 400
"""Pages of a PDF whose text is searched."""


class FichierRefuse(ValueError):
    """The file is not taken; the message is a French sentence that says what to do."""


def recevoir(session, media: Media, nom: str, contenu: bytes, utilisateur_id: int | None) -> None:
    """Keep a file as the content of `media`, its widths with it; raises FichierRefuse.

    Runs in the caller's transaction, which writes the row.
    """
    _analyser(contenu)
    type_mime = _type_sonore(contenu)
    image = None if type_mime else _image(contenu)
    media.fichier = fichiers.deposer(session, nom, contenu, utilisateur_id)
    if image is None:
        media.type_mime = type_mime
        media.nature = NatureMedia.audio if type_mime.startswith("audio") else NatureMedia.video
        return
    media.nature, media.type_mime = NatureMedia.image, "image/webp"
    media.largeur, media.hauteur = image.size
    media.variantes.clear()
    session.add(media)
    session.flush()
    images.decliner(session, media, image, "webp")
    images.differer_avif(session, media)


def _image(contenu: bytes):
    try:
        return images.ouvrir(contenu)
    except images.ImageRefusee as refus:
        raise FichierRefuse(
            f"{refus} Un son se prend en MP3, M4A ou OGG, un film en MP4 ou WebM."
            if "n’est pas une image" in str(refus)
            else str(refus)
        ) from None


def _type_sonore(contenu: bytes) -> str:
    trouves = (t for debut, signe, t in SIGNATURES if contenu[debut : debut + len(signe)] == signe)
    return next(trouves, "")


def _analyser(contenu: bytes) -> None:
    if not contenu:
        raise FichierRefuse("Ce fichier est vide (0 octet) : vérifiez-le, puis recommencez.")
    if antivirus.analyser(contenu) is Analyse.infectee:
        raise FichierRefuse("L’antivirus signale un danger dans ce fichier : il n’a pas été gardé.")


def recevoir_pdf(session, texte: TexteReglementaire, nom: str, contenu: bytes, utilisateur_id: int | None):
    """Keep a PDF as the file of a text, and its words for the search; raises FichierRefuse."""
    try:
        if reconnaitre(contenu) is not FormatPiece.pdf:
            raise FichierRefuse("Ce fichier n’est pas un PDF : enregistrez le document en PDF.")
    except PieceRefusee as refus:
        raise FichierRefuse(str(refus)) from None
    _analyser(contenu)
    texte.texte_extrait = lire_pdf(contenu)
    texte.fichier = fichiers.deposer(session, nom, contenu, utilisateur_id)


def lire_pdf(contenu: bytes) -> str | None:
    """Return the words of a PDF; None when it holds none (a scan) or cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        pages = PdfReader(io.BytesIO(contenu)).pages[:PAGES_LUES]
        mots = " ".join(" ".join(page.extract_text() for page in pages).replace("\0", " ").split())
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return None
    return mots or None
