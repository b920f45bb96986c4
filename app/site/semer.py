"""The first contents of the public site: pages, news, questions, words, texts and menus, from `contenu/`.

Their pictures come first (see `app.site.illustrer`).

What the site holds already is left alone, whoever wrote it: a page is known by its address, and a series of
links (menus, quick links, Flash infos, adverts) is sown where there is none. So it may be run again.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Model
from app.site.illustrer import CONTENU, illustrer, semer_medias
from app.site.tables.contenus import (
    Article,
    NatureArticle,
    NatureTexte,
    PageSite,
    QuestionFrequente,
    Rubrique,
    Terme,
    TexteReglementaire,
    Theme,
)
from app.site.tables.publication import EtatPublication
from app.site.tables.vitrine import Encart, EntreeMenu, FlashInfo, LienRapide, Place, ReglageSite
from app.socle.horloge import maintenant

TETE = "+++\n"
PAS = 10
"""Between the ranks of two rows, so that one may be put between them."""


def semer(session: Session, demonstration: bool = False) -> int:
    """Add the contents that the site lacks; return how many. Does not commit.

    `demonstration` adds those that say that the data are invented.
    """
    return (
        semer_medias(session)
        + sum(_ajouter(session, contenu) for contenu in _contenus(session, demonstration))
        + _menus(session)
        + _reglages(session, demonstration)
    )


def _contenus(session: Session, demonstration: bool) -> Iterator:
    yield from map(_page, _fiches("pages"))
    for fiche in _fiches("articles"):
        if not fiche.pop("demonstration", False) or demonstration:
            yield _article(illustrer(session, fiche))
    yield from map(_question, enumerate(_lire("questions")["questions"]))
    yield from map(_texte, _lire("textes")["textes"])
    for slug, mot, definition in _lire("lexique")["termes"]:
        yield Terme(slug=slug, titre=mot, definition=definition)


def _ajouter(session: Session, contenu) -> bool:
    modele = type(contenu)
    if session.scalar(select(modele.id).where(modele.slug == contenu.slug)):
        return False
    contenu.etat = EtatPublication.publiee
    contenu.publiee_le = contenu.publiee_le or maintenant()
    session.add(contenu)
    session.flush()
    return True


def _lire(nom: str) -> dict:
    return tomllib.loads((CONTENU / f"{nom}.toml").read_text(encoding="utf-8"))


def _fiches(dossier: str) -> Iterator[dict]:
    """Yield each file of a folder: its TOML head between « +++ », its Markdown, its name as an address."""
    for chemin in sorted((CONTENU / dossier).glob("*.md")):
        _, tete, corps = chemin.read_text(encoding="utf-8").split(TETE, 2)
        yield {**tomllib.loads(tete), "corps": corps.strip(), "slug": chemin.stem}


def _page(fiche: dict) -> PageSite:
    return PageSite(**fiche | {"rubrique": Rubrique[fiche["rubrique"]]})


def _article(fiche: dict) -> Article:
    """Return an article: dated of its own day, or one after the other just before now."""
    paru_le, rang = fiche.pop("paru_le", None), fiche.pop("ordre")
    instant = datetime.combine(paru_le, datetime.min.time(), UTC) if paru_le else None
    return Article(
        **fiche | {"nature": NatureArticle[fiche["nature"]]},
        publiee_le=instant or maintenant() - timedelta(minutes=rang),
    )


def _question(numerotee: tuple[int, dict]) -> QuestionFrequente:
    rang, fiche = numerotee
    return QuestionFrequente(**fiche | {"theme": Theme[fiche["theme"]]}, ordre=PAS * (rang + 1))


def _texte(fiche: dict) -> TexteReglementaire:
    return TexteReglementaire(**fiche, nature=NatureTexte.texte)


def _menus(session: Session) -> int:
    menus, semes = _lire("menus"), 0
    if _vide(session, EntreeMenu):
        for place in Place:
            semes += _entrees(session, menus[place.name], place)
    if _vide(session, LienRapide):
        liens = [LienRapide(libelle=m, adresse=a, ordre=r) for r, m, a in _ranger(menus["liens_rapides"])]
        semes += _tous(session, liens)
    instant = {"etat": EtatPublication.publiee, "publiee_le": maintenant()}
    if _vide(session, FlashInfo):
        flashs = [FlashInfo(titre=t, adresse=a, ordre=r, **instant) for r, t, a in _ranger(menus["flashs"])]
        semes += _tous(session, flashs)
    if _vide(session, Encart):
        encarts = [
            Encart(**illustrer(session, f), ordre=PAS * (r + 1), **instant)
            for r, f in enumerate(menus["encarts"])
        ]
        semes += _tous(session, encarts)
    return semes


def _entrees(session: Session, entrees: list, place: Place, parent: EntreeMenu | None = None) -> int:
    """Sow entries, and those under each."""
    semes = 0
    for rang, (libelle, adresse, *sous) in enumerate(entrees, start=1):
        entree = EntreeMenu(
            libelle=libelle, adresse=adresse or None, place=place, ordre=PAS * rang, parent=parent
        )
        semes += _tous(session, [entree])
        semes += sum(_entrees(session, filles, place, entree) for filles in sous)
    return semes


def _ranger(lignes: list) -> Iterator[tuple[int, str, str]]:
    return ((PAS * rang, libelle, adresse) for rang, (libelle, adresse) in enumerate(lignes, start=1))


def _tous(session: Session, lignes: list) -> int:
    session.add_all(lignes)
    session.flush()
    return len(lignes)


def _vide(session: Session, modele: type[Model]) -> bool:
    return session.scalars(select(func.count()).select_from(modele.__table__)).one() == 0


def _reglages(session: Session, demonstration: bool) -> int:
    if not _vide(session, ReglageSite):
        return 0
    menus = _lire("menus")
    valeurs = menus["reglages"] | (menus["reglages_de_demonstration"] if demonstration else {})
    return _tous(session, [ReglageSite(id=1, **valeurs)])
