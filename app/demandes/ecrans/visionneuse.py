"""The pieces of a request looked at beside its data: pictures of their sheets, which the server draws.

The address of the request's page says which piece is open, how large and how turned: links do the rest,
without a script. The reading is noted when a piece is opened, not again for each of its sheets.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import abort, request, session, url_for

from app.demandes import consultations
from app.demandes.pieces import dossier
from app.demandes.pieces.retraits import raconter
from app.demandes.tables import Demande, Piece
from app.generateur.ecrans.modele import Contexte
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant

ZOOMS = (100, 150, 200)
"""Per cent of the width of the place where sheets are shown."""
LARGEUR = 900
"""Points of a sheet at 100 %: twice those of the place it takes on a desk, for sharp screens."""
UNE_LECTURE = timedelta(minutes=30)
"""Beyond, looking at the same piece is reading it again."""
LUE = "piece_lue"
"""Of the browser's session: the piece being read, and since when."""


@dataclass(frozen=True)
class FeuilleDemandee:
    """A sheet to draw: its place from 0, its width in points, the quarters of a turn."""

    rang: int
    largeur: int
    quarts: int


def feuille_demandee(piece: Piece) -> FeuilleDemandee | None:
    """Return the sheet that the address asks for; None when the piece has no such sheet."""
    rang = request.args.get("rang", 1, int) - 1
    zoom, quarts = _reglages()
    return (
        FeuilleDemandee(rang, LARGEUR * zoom // 100, quarts)
        if 0 <= rang < len(piece.feuilles or ())
        else None
    )


def noter_la_lecture(piece: Piece) -> None:
    """Write down that the person reads a piece, unless it is the one that she is reading already."""
    cle, depuis = session.get(LUE, (0, 0))
    a_l_instant = maintenant().timestamp()
    if cle == piece.id and a_l_instant - depuis < UNE_LECTURE.total_seconds():
        return
    with transaction(db.session) as ecriture:
        consultations.noter_la_piece(ecriture, piece, acteur())
    session[LUE] = (piece.id, a_l_instant)


def adresse(piece: Piece, zoom: int = ZOOMS[0], quarts: int = 0) -> str:
    """Return what opens a piece beside the data, from the page of its request."""
    reglages = f"&zoom={zoom}&quarts={quarts}" if (zoom, quarts) != (ZOOMS[0], 0) else ""
    return f"?piece={piece.id}{reglages}#visionneuse"


def contexte(demande: Demande) -> Contexte | None:
    """Return the variables of the viewer for the piece that the address opens; None when it opens none."""
    if "piece" not in request.args:
        return None
    cle = request.args.get("piece", 0, int)
    piece = next((p for p in demande.pieces if p.id == cle), None) or abort(404)
    refus = dossier.obstacle(piece)
    if not refus:
        noter_la_lecture(piece)
    zoom, quarts = _reglages()
    rang = demande.pieces.index(piece)
    return {
        "pieces": [_ligne(demande, p, p is piece) for p in demande.pieces],
        "precedente": adresse(demande.pieces[rang - 1]) if rang else None,
        "suivante": adresse(demande.pieces[rang + 1]) if rang + 1 < len(demande.pieces) else None,
        "nom": piece.fichier.nom,
        "telecharger": url_for("PieceAgentView.index", pk=piece.id),
        "refus": refus,
        "zoom": zoom,
        "moins": _a_cote(piece, zoom, quarts, -1),
        "plus": _a_cote(piece, zoom, quarts, +1),
        "tourner": adresse(piece, zoom, (quarts + 1) % 4),
        "feuilles": [] if refus else _feuilles(piece, zoom, quarts),
    }


def _ligne(demande: Demande, piece: Piece, ouverte: bool) -> Contexte:
    return {
        "libelle": piece.nature or dossier.sorte(demande, piece.code).libelle,
        "nom": piece.fichier.nom,
        "pages": len(piece.feuilles or ()),
        "retire": raconter(piece.retraits or ()),
        "url": adresse(piece),
        "ouverte": ouverte,
    }


def _feuilles(piece: Piece, zoom: int, quarts: int) -> list[Contexte]:
    return [
        {
            "url": url_for("PieceAgentView.feuille", pk=piece.id, rang=rang, zoom=zoom, quarts=quarts),
            "largeur": hauteur if quarts % 2 else largeur,
            "hauteur": largeur if quarts % 2 else hauteur,
        }
        for rang, (largeur, hauteur) in enumerate(piece.feuilles or (), start=1)
    ]


def _a_cote(piece: Piece, zoom: int, quarts: int, pas: int) -> str | None:
    """Return what shows the piece larger or smaller; None when it cannot be."""
    rang = ZOOMS.index(zoom) + pas
    return adresse(piece, ZOOMS[rang], quarts) if 0 <= rang < len(ZOOMS) else None


def _reglages() -> tuple[int, int]:
    """Return how large and how turned the address asks for a piece to be."""
    zoom = request.args.get("zoom", ZOOMS[0], int)
    return zoom if zoom in ZOOMS else ZOOMS[0], request.args.get("quarts", 0, int) % 4
