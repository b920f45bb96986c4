"""The search of the site: the same interface and the same answers on SQLite (FTS5) and PostgreSQL.

Both search the words that `app.site.plier` folded; a page must hold them all, the last one may be unfinished.
"""

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, column, func, literal_column, select, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.site.cadre import edition
from app.site.plier import MOT, mots, plier, racine
from app.site.tables.contenus import EntreeIndex, RechercheVaine
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import maintenant

LONGUEUR = 80
"""Characters that a search may have."""
AU_PLUS = 50
"""Pages found that are shown."""
CHIFFRES = re.compile(r"\d{5,}")
RESSEMBLANCE = 72
"""Out of 100, how near a known word must be to be suggested."""


@dataclass(frozen=True)
class Trouve:
    """One page found."""

    genre: str
    titre: str
    adresse: str
    extrait: str


@dataclass(frozen=True)
class Resultat:
    """What a search gave: pages, or a better spelling."""

    texte: str
    trouves: list[Trouve]
    suggestion: str = ""

    @property
    def trop_longue(self) -> bool:
        """Return whether the search holds too much to be read."""
        return len(self.texte) > LONGUEUR


def chercher(session: Session, texte: str) -> Resultat:
    """Return the pages that hold the words of `texte`, the nearest first, within the scope in force."""
    texte = " ".join(texte.split())
    cherches = list(dict.fromkeys(mots(texte))) if len(texte) <= LONGUEUR else []
    if not cherches:
        return Resultat(texte, [])
    requete = _sur_sqlite(cherches) if est_sqlite(session) else _sur_postgresql(cherches)
    lignes = session.scalars(requete.limit(AU_PLUS)).all()
    trouves = [Trouve(e.genre, e.titre, e.adresse, extrait(e.texte, cherches)) for e in lignes]
    return Resultat(texte, trouves, "" if trouves else suggerer(session, texte))


def _sur_sqlite(cherches: list[str]):
    motif = " ".join(f'"{racine(mot)}"' + "*" * (mot == cherches[-1]) for mot in cherches)
    fts = table("fts_site", column("rowid"))
    tout: ColumnElement[str] = literal_column("fts_site")
    return (
        select(EntreeIndex)
        .join(fts, fts.c.rowid == EntreeIndex.id)
        .where(tout.op("MATCH")(motif))
        .order_by(func.bm25(tout, 10.0, 1.0), EntreeIndex.id)
    )


def _sur_postgresql(cherches: list[str]):
    motif = " & ".join(f"{racine(mot)}:*" if mot == cherches[-1] else racine(mot) for mot in cherches)
    vecteur: ColumnElement[str] = literal_column(
        "(setweight(to_tsvector('simple'::regconfig, index_site.titre_plie), 'A') || "
        "setweight(to_tsvector('simple'::regconfig, index_site.texte_plie), 'B'))"
    )
    demande = func.to_tsquery(literal_column("'simple'::regconfig"), motif)
    rang = func.ts_rank(vecteur, demande)
    return select(EntreeIndex).where(vecteur.op("@@")(demande)).order_by(rang.desc(), EntreeIndex.id)


def extrait(texte: str, cherches: list[str], autour: int = 90) -> str:
    """Return the words of a page around the first one searched, its beginning where none is in the text."""
    trouve = next((m for m in re.finditer(r"\w+", texte) if _repond(m[0], cherches)), None)
    milieu = trouve.start() if trouve else 0
    debut, fin = max(0, milieu - autour), milieu + autour
    morceau = texte[debut:fin]
    if debut:
        morceau = "… " + morceau.partition(" ")[2]
    return morceau.rpartition(" ")[0] + " …" if fin < len(texte) else morceau


def _repond(mot: str, cherches: list[str]) -> bool:
    tronc = racine(plier(mot))
    return tronc in {racine(c) for c in cherches} or tronc.startswith(racine(cherches[-1]))


def suggerer(session: Session, texte: str) -> str:
    """Return a search near `texte` whose words the site holds; empty when there is none better."""
    connus = _vocabulaire(session)
    propose, change = [], False
    for mot in MOT.findall(plier(texte)):
        proche = mot if mot in connus else _plus_proche(mot, connus)
        change = change or proche != mot
        propose.append(connus.get(proche, proche))
    return " ".join(propose) if change else ""


def _plus_proche(mot: str, connus: dict[str, str]) -> str:
    trouve = process.extractOne(mot, connus.keys(), scorer=fuzz.ratio, score_cutoff=RESSEMBLANCE)
    return trouve[0] if trouve else mot


def _vocabulaire(session: Session) -> dict[str, str]:
    """Return the words of the visible contents, folded, each with its usual spelling."""
    garde = _VOCABULAIRE.get("present")
    present = edition(session.get_bind())
    if garde and garde[0] == present:
        return garde[1]
    compte = Counter(
        mot
        for titre, corps in session.execute(select(EntreeIndex.titre, EntreeIndex.texte))
        for mot in re.findall(r"[^\W\d_]{3,}", f"{titre} {corps}".lower())
    )
    connus = {plier(mot): mot for mot, _ in reversed(compte.most_common())}
    _VOCABULAIRE["present"] = (present, connus)
    return connus


_VOCABULAIRE: dict[str, tuple] = {}
"""The words of the present edition, read once by process."""


def noter_vaine(session: Session, texte: str) -> None:
    """Count a search that found nothing, for the editors; long numbers, which name people, are masked."""
    propre = CHIFFRES.sub("…", " ".join(texte.lower().split()))[:LONGUEUR]
    if not mots(propre):
        return
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    vaines = RechercheVaine.__table__
    ligne = inserer(vaines).values(texte=propre)
    session.execute(
        ligne.on_conflict_do_update(
            index_elements=["texte"], set_={"fois": vaines.c.fois + 1, "derniere_le": maintenant()}
        )
    )
