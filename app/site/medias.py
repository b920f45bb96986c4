"""What editors send: a picture, a sound, a film or a PDF, told from its bytes and kept in our own store."""

import io
import logging
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from sqlalchemy.orm import Session

from app.demandes.pieces import antivirus
from app.demandes.pieces.desarmer import desarmer
from app.demandes.pieces.formats import reconnaitre
from app.demandes.pieces.refus import PieceRefusee
from app.demandes.tables import Analyse, FormatPiece
from app.site import images
from app.site.tables.contenus import Media, NatureMedia, TexteReglementaire
from app.travaux import fichiers

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


class MediaRefuse(ValueError):
    """The file is not taken; the message is a French sentence that says what to do."""


@dataclass(frozen=True)
class MediaLu:
    """A picture (its size in points, its widths), a sound or a film, as read from its bytes."""

    contenu: bytes
    nature: NatureMedia
    type_mime: str
    taille: tuple[int, int] = (0, 0)
    versions: tuple[images.Version, ...] = ()


@dataclass(frozen=True)
class PdfLu:
    """A PDF and its words, None when it holds none that can be read."""

    contenu: bytes
    mots: str | None


def lire(contenu: bytes) -> MediaLu:
    """Return what a file is and, for a picture, its widths; raises FichierRefuse.

    Takes seconds for a large picture: to be called before the transaction that keeps it.
    """
    _analyser(contenu)
    if type_mime := _type_sonore(contenu):
        nature = NatureMedia.audio if type_mime.startswith("audio") else NatureMedia.video
        return MediaLu(contenu, nature, type_mime)
    image = _image(contenu)
    versions = images.decliner(image, "webp")
    return MediaLu(contenu, NatureMedia.image, "image/webp", image.size, versions)


def garder(session: Session, media: Media, nom: str, lu: MediaLu, utilisateur_id: int | None) -> None:
    """Keep a file as the content of `media`, in the caller's transaction, which writes the row."""
    media.fichier = fichiers.deposer(session, nom, lu.contenu, utilisateur_id)
    media.nature, media.type_mime = lu.nature, lu.type_mime
    if not lu.versions:
        return
    media.largeur, media.hauteur = lu.taille
    media.variantes.clear()
    session.add(media)
    session.flush()
    images.garder(session, media, lu.versions)
    images.differer_avif(session, media)


def _image(contenu: bytes):
    try:
        return images.ouvrir(contenu)
    except images.ImageRefusee as refus:
        raise MediaRefuse(
            f"{refus} Un son se prend en MP3, M4A ou OGG, un film en MP4 ou WebM."
            if "n’est pas une image" in str(refus)
            else str(refus)
        ) from None


def _type_sonore(contenu: bytes) -> str:
    trouves = (t for debut, signe, t in SIGNATURES if contenu[debut : debut + len(signe)] == signe)
    return next(trouves, "")


def _analyser(contenu: bytes) -> None:
    if not contenu:
        raise MediaRefuse("Ce fichier est vide (0 octet) : vérifiez-le, puis recommencez.")
    if antivirus.analyser(contenu) is Analyse.infectee:
        raise MediaRefuse("L’antivirus signale un danger dans ce fichier : il n’a pas été gardé.")


def lire_pdf(contenu: bytes) -> PdfLu:
    """Return a PDF made harmless, and its words for the search; raises MediaRefuse. May take seconds."""
    try:
        if reconnaitre(contenu) is not FormatPiece.pdf:
            raise MediaRefuse("Ce fichier n’est pas un PDF : enregistrez le document en PDF.")
        _analyser(contenu)
        propre = desarmer(contenu, FormatPiece.pdf).contenu
    except PieceRefusee as refus:
        raise MediaRefuse(str(refus)) from None
    return PdfLu(propre, _mots(propre))


def garder_pdf(
    session: Session, texte: TexteReglementaire, nom: str, lu: PdfLu, utilisateur_id: int | None
) -> None:
    """Keep a PDF as the file of a text, in the caller's transaction."""
    texte.texte_extrait = lu.mots
    texte.fichier = fichiers.deposer(session, nom, lu.contenu, utilisateur_id)


def _mots(contenu: bytes) -> str | None:
    """Return the words of a PDF; None when it holds none (a scan) or cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        pages = PdfReader(io.BytesIO(contenu)).pages[:PAGES_LUES]
        mots = " ".join(" ".join(page.extract_text() for page in pages).replace("\0", " ").split())
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return None
    return mots or None
