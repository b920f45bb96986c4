"""The first pictures and films of the site, received as those that editors send."""

import tomllib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.site import medias
from app.site.tables.contenus import Media
from app.site.tables.publication import EtatPublication
from app.socle.horloge import maintenant

CONTENU = Path(__file__).with_name("contenu")
FICHIERS = CONTENU / "medias"


def semer_medias(session: Session) -> int:
    """Add the media that the site lacks, known by their address; return how many. Does not commit."""
    connus = set(session.scalars(select(Media.slug)))
    fiches = tomllib.loads((CONTENU / "medias.toml").read_text(encoding="utf-8"))["medias"]
    manquants = [f for f in fiches if Path(f["fichier"]).stem not in connus]
    for fiche in manquants:
        _ajouter(session, FICHIERS / fiche.pop("fichier"), fiche)
    return len(manquants)


def _ajouter(session: Session, fichier: Path, fiche: dict) -> None:
    fiche = illustrer(session, fiche, "affiche")
    publie = {"etat": EtatPublication.publiee, "publiee_le": maintenant()}
    media = Media(**fiche | publie, slug=fichier.stem)
    if (sous_titres := fichier.with_suffix(".vtt")).exists():
        media.sous_titres = sous_titres.read_text(encoding="utf-8")
    medias.garder(session, media, fichier.name, medias.lire(fichier.read_bytes()), None)
    session.add(media)
    session.flush()


def illustrer(session: Session, fiche: dict, lien: str = "image") -> dict:
    """Return what describes a content, the address of its picture (under `lien`) turned into its key."""
    adresse = fiche.get(lien)
    cle = session.scalar(select(Media.id).where(Media.slug == adresse)) if adresse else None
    return {nom: valeur for nom, valeur in fiche.items() if nom != lien} | {f"{lien}_id": cle}
