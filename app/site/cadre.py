"""What surrounds every public page: menus, links, Flash infos, adverts, settings; read once an edition.

The edition of the site is its last change (see `app.site.versions`) and the minute: one row to read tells
whether what a process kept is still what the site says; what is to appear at an hour does within a minute.
"""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.site.images import Image, image_de
from app.site.markdown import en_html
from app.site.tables.contenus import Media
from app.site.tables.vitrine import (
    Encart,
    EntreeMenu,
    FlashInfo,
    LienRapide,
    Place,
    ReglageSite,
    ReseauSocial,
)
from app.socle.horloge import en_utc, maintenant

TRANCHE = 60
"""Seconds during which what a process kept is believed."""
DERNIER = "select id, le from version_contenu order by id desc limit 1"
Edition = tuple[str, int, str, int]


def edition(moteur) -> Edition:
    """Return what the site is now: its database, its last change, the minute.

    Asked at each page, on a bare connection of the pool: a session would make of it a tenfold work, and the
    scope of rows has nothing to add to two columns.
    """
    with closing(moteur.raw_connection()) as connexion, closing(connexion.cursor()) as curseur:
        cle, heure = curseur.execute(DERNIER).fetchone() or (0, "")
    return moteur.engine.url.database, cle, str(heure), int(maintenant().timestamp()) // TRANCHE


@dataclass(frozen=True)
class Lien:
    """A link of the frame; `sous` are those that drop down from it, `genre` the network it leads to."""

    libelle: str
    adresse: str
    sous: tuple["Lien", ...] = ()
    genre: str = ""


@dataclass(frozen=True)
class Affiche:
    """An advert."""

    titre: str
    texte: str
    bouton: str
    adresse: str
    image: Image | None


@dataclass(frozen=True)
class Cadre:
    """The whole frame."""

    bandeau: tuple[Lien, ...]
    barre: tuple[Lien, ...]
    rapides: tuple[Lien, ...]
    reseaux: tuple[Lien, ...]
    flashs: tuple[Lien, ...]
    encarts: tuple[Affiche, ...]
    annonce: Lien | None
    devise: str
    maintenance: bool
    maintenance_message: str
    directeur_nom: str
    directeur_mot: str
    directeur_photo: Image | None


_CADRES: dict[str, tuple[Edition, Cadre]] = {}
"""The frame of the present edition, by database."""


def cadre(session: Session, present: Edition) -> Cadre:
    """Return the frame of an edition; what it shows is what the scope in force, the visitors', lets see."""
    garde = _CADRES.get(present[0])
    if garde is None or garde[0] != present:
        garde = _CADRES[present[0]] = (present, _lire(session))
    return garde[1]


def _lire(session: Session) -> Cadre:
    photo = joinedload(ReglageSite.directeur_photo).selectinload(Media.variantes)
    reglage = session.scalars(select(ReglageSite).options(photo)).first() or ReglageSite(maintenance=False)
    illustration = joinedload(Encart.image).selectinload(Media.variantes)
    entrees = list(session.scalars(_en_ordre(EntreeMenu)))
    return Cadre(
        bandeau=_arbre(entrees, Place.bandeau),
        barre=_arbre(entrees, Place.barre),
        rapides=tuple(Lien(r.libelle, r.adresse) for r in session.scalars(_en_ordre(LienRapide))),
        reseaux=tuple(
            Lien(r.libelle, r.adresse, genre=r.reseau.name) for r in session.scalars(_en_ordre(ReseauSocial))
        ),
        flashs=tuple(Lien(f.titre, f.adresse or "") for f in session.scalars(_en_ordre(FlashInfo))),
        encarts=tuple(
            Affiche(e.titre, e.texte, e.bouton, e.adresse, image_de(e.image))
            for e in session.scalars(_en_ordre(Encart).options(illustration))
        ),
        annonce=_annonce(reglage),
        devise=reglage.devise or "",
        maintenance=reglage.maintenance,
        maintenance_message=reglage.maintenance_message or "",
        directeur_nom=reglage.directeur_nom or "",
        directeur_mot=en_html(reglage.directeur_mot or ""),
        directeur_photo=image_de(reglage.directeur_photo),
    )


def _en_ordre(modele):
    return select(modele).order_by(modele.ordre, modele.id)


def _arbre(entrees: list[EntreeMenu], place: Place) -> tuple[Lien, ...]:
    """Return the entries of a place with those under them; one under a hidden entry is hidden with it."""
    return tuple(
        Lien(
            racine.libelle,
            racine.adresse or "",
            tuple(Lien(e.libelle, e.adresse or "") for e in entrees if e.parent_id == racine.id),
        )
        for racine in entrees
        if racine.parent_id is None and racine.place is place
    )


def _annonce(reglage: ReglageSite) -> Lien | None:
    finie = reglage.annonce_jusqu_au and en_utc(reglage.annonce_jusqu_au) <= maintenant()
    return None if finie or not reglage.annonce else Lien(reglage.annonce, reglage.annonce_adresse or "")
