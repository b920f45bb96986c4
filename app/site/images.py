"""Pictures of the site: checked, turned upright, stripped of what the camera wrote, made at several widths.

WebP is made at once; AVIF, smaller and slower, by the worker. The original is kept and never shown.
"""

import io
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from sqlalchemy.orm import Session

from app.site.tables.contenus import Media, NatureMedia, VarianteImage
from app.socle import adresses
from app.socle.base_de_donnees import transaction
from app.travaux import fichiers
from app.travaux.taches import differer, tache

LARGEURS = (320, 640, 960, 1440)
POINTS_AU_PLUS = 40_000_000
"""Pixels of a picture: beyond, a small file may fill the memory."""
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
QUALITES = {"webp": 78, "avif": 55}


class ImageRefusee(ValueError):
    """The picture is not taken; the message is a French sentence that says what to do."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture as a page shows it: `srcsets` by format, the most modern first, and one address for all."""

    slug: str
    description: str
    legende: str
    credit: str
    largeur: int
    hauteur: int
    srcsets: tuple[tuple[str, str], ...]
    src: str


def image_de(media: Media | None) -> Image | None:
    """Return a picture ready to show; None for none, or one whose widths are not made."""
    if media is None or media.nature is not NatureMedia.image or not media.variantes:
        return None
    webp = [v for v in media.variantes if v.format == "webp"]
    moyenne = next((v for v in webp if v.largeur >= 640), webp[-1])
    return Image(
        slug=media.slug,
        description=media.description,
        legende=media.legende or "",
        credit=media.credit or "",
        largeur=webp[-1].largeur,
        hauteur=webp[-1].hauteur,
        srcsets=tuple((f"image/{f}", s) for f in ("avif", "webp") if (s := _srcset(media, f))),
        src=adresse(media, moyenne),
    )


def adresse(media: Media, variante: VarianteImage) -> str:
    """Return where a width of a picture is read; it changes when the picture does."""
    lieu = adresses.en_serie(
        "MediasView.image", slug=media.slug, largeur=variante.largeur, forme=variante.format
    )
    return f"{lieu}?v={media.fichier_id}"


def _srcset(media: Media, format_: str) -> str:
    return ", ".join(f"{adresse(media, v)} {v.largeur}w" for v in media.variantes if v.format == format_)


def ouvrir(contenu: bytes) -> Pillow.Image:
    """Return the picture held by bytes, upright; raises ImageRefusee."""
    try:
        with Pillow.open(io.BytesIO(contenu), formats=list(TYPES)) as image:
            if image.width * image.height > POINTS_AU_PLUS:
                raise ImageRefusee(
                    f"Cette image a {image.width} × {image.height} points : réduisez-la à 40 millions de "
                    "points au plus, puis recommencez."
                )
            droite = ImageOps.exif_transpose(image)
            return droite.convert(
                "RGBA" if "A" in droite.getbands() or "transparency" in droite.info else "RGB"
            )
    except (
        UnidentifiedImageError,
        Pillow.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as erreur:
        if isinstance(erreur, ImageRefusee):
            raise
        raise ImageRefusee(
            "Ce fichier n’est pas une image JPEG, PNG ou WebP lisible, quel que soit son nom : "
            "enregistrez-la de nouveau dans l’un de ces formats."
        ) from None


def largeurs(image: Pillow.Image) -> list[int]:
    """Return the widths to make: those smaller than the picture, and its own where it is small."""
    plus_petites = [largeur for largeur in LARGEURS if largeur < image.width]
    return [*plus_petites, image.width] if len(plus_petites) < len(LARGEURS) else list(LARGEURS)


class Version(NamedTuple):
    """A picture at one width, ready to be kept."""

    largeur: int
    hauteur: int
    format: str
    contenu: bytes


def decliner(image: Pillow.Image, format_: str) -> tuple[Version, ...]:
    """Make a picture at every width in one format: seconds for a large one, so outside any transaction."""
    return tuple(_version(image, largeur, format_) for largeur in largeurs(image))


def _version(image: Pillow.Image, largeur: int, format_: str) -> Version:
    hauteur = max(1, round(image.height * largeur / image.width))
    sortie = io.BytesIO()
    reduite = image.resize((largeur, hauteur), Pillow.Resampling.LANCZOS)
    reduite.save(sortie, format_.upper(), quality=QUALITES[format_])
    return Version(largeur, hauteur, format_, sortie.getvalue())


def garder(session: Session, media: Media, versions: tuple[Version, ...]) -> None:
    """Keep the widths of a picture, in the caller's transaction."""
    for v in versions:
        fichier = fichiers.deposer(session, f"{media.slug}-{v.largeur}.{v.format}", v.contenu, None)
        media.variantes.append(
            VarianteImage(fichier=fichier, largeur=v.largeur, hauteur=v.hauteur, format=v.format)
        )


def differer_avif(session: Session, media: Media) -> None:
    """Ask the worker for the smaller format of a picture just received."""
    differer(session, decliner_en_avif, f"avif:{media.id}:{media.fichier_id}", media_id=media.id)


@tache("decliner_en_avif", dehors=True)
def decliner_en_avif(session: Session, media_id: int) -> None:
    """Make a picture in AVIF, once."""
    media = session.get(Media, media_id)
    if media is None or any(v.format == "avif" for v in media.variantes):
        return
    versions = decliner(ouvrir(fichiers.lire(media.fichier)), "avif")
    with transaction(session):
        garder(session, session.get_one(Media, media_id), versions)
