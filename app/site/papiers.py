"""The paper form of each service, made from the same columns, parts and papers as its form on screen."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, Text, inspect, select
from wtforms.validators import NumberRange

from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.documents.champs_a_imprimer import ChampAImprimer, FormulairePapier, GenreDeSaisie, PieceAJoindre
from app.generateur.adaptateur import Model
from app.generateur.champs import Francs, Mois, Points
from app.generateur.formulaires import TEXTE_LONG
from app.repertoire.tables import Assure, Division, Employeur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

Parties = Iterable[tuple[str, list[str]]]
DEMANDEURS = {
    "employeur": ("L’employeur", Employeur, ("numero", "raison_sociale", "telephone", "email")),
    "assure": ("L’assuré", Assure, ("numero", "naissance_le", "nom", "prenoms", "telephone", "email")),
}
"""Who asks, by espace: on screen the account says it, on paper it has to be written."""
GENRES = (
    (Francs, GenreDeSaisie.MONTANT),
    (Mois, GenreDeSaisie.MOIS),
    (Date, GenreDeSaisie.DATE),
    ((Integer, Points), GenreDeSaisie.NOMBRE),
    (Text, GenreDeSaisie.PARAGRAPHE),
)
"""What is written in a column, by its SQL type; the first that fits."""


def composer(
    modele: type[Demande], parties: Parties, espace: str = "", titre: str = "", en_ligne: str = ""
) -> FormulairePapier:
    """Return the form of a service: its titled columns, who asks (`espace`; none asks without an account).

    `titre` is the service's own name by default; `en_ligne` the address where it is done on screen.
    """
    demandeur = [_demandeur(espace)] if espace else []
    return FormulairePapier(
        titre=titre or modele.libelle_type,
        public={"employeur": "des employeurs", "assure": "des assurés"}.get(espace, "d’immatriculation"),
        edite_le=aujourd_hui(),
        parties=(*demandeur, *((nom, tuple(saisie(modele, cle) for cle in cles)) for nom, cles in parties)),
        pieces=tuple(_piece(piece) for piece in modele().pieces_demandees),
        guichets=tuple(map(str, db.session.scalars(select(Division).order_by(Division.id)))),
        en_ligne=en_ligne,
    )


def saisie(modele: type[Model], cle: str, prefixe: str = "") -> ChampAImprimer:
    """Return the field of a column: the same label, help, length, choices and duty as on screen."""
    colonne: Column[Any] = inspect(modele).columns[cle]
    genre, choix = _genre(colonne)
    longueur = getattr(colonne.type, "length", None) or 0
    if genre is GenreDeSaisie.PARAGRAPHE:
        longueur = colonne.info.get("longueur") or TEXTE_LONG
    return ChampAImprimer(
        nom=prefixe + cle,
        libelle=colonne.info["libelle"],
        genre=genre,
        aide=", ".join(filter(None, (colonne.info["aide"], *_bornes(colonne)))),
        longueur=0 if genre is GenreDeSaisie.CHOIX else longueur,
        choix=choix,
        obligatoire=not colonne.nullable,
    )


def _genre(colonne) -> tuple[GenreDeSaisie, tuple[str, ...]]:
    if isinstance(colonne.type, Enum):
        return GenreDeSaisie.CHOIX, tuple(membre.value for membre in colonne.type.enum_class or ())
    if isinstance(colonne.type, Boolean):
        return GenreDeSaisie.CHOIX, ("Oui", "Non")
    if colonne.foreign_keys:
        choix = _lignes_liees(colonne)
        return (GenreDeSaisie.CHOIX, choix) if choix else (GenreDeSaisie.TEXTE, ())
    return next(
        (genre for types, genre in GENRES if isinstance(colonne.type, types)), GenreDeSaisie.TEXTE
    ), ()


def _lignes_liees(colonne) -> tuple[str, ...]:
    """Return the rows that a relation offers; those of a table that is not public are written by hand."""
    table = next(iter(colonne.foreign_keys)).column.table
    cible = next(m.class_ for m in Division.registry.mappers if m.local_table is table)
    if not getattr(cible, "publique", False):
        return ()
    return tuple(map(str, db.session.scalars(select(cible).order_by(cible.id))))


def _bornes(colonne) -> list[str]:
    bornes = (controle for controle in colonne.info["controles"] if isinstance(controle, NumberRange))
    return [f"de {borne.min} à {borne.max}" for borne in bornes]


def _demandeur(espace: str) -> tuple[str, tuple[ChampAImprimer, ...]]:
    titre, modele, cles = DEMANDEURS[espace]
    return titre, tuple(saisie(modele, cle, "demandeur_") for cle in cles)


def _piece(piece: PieceDemandee) -> PieceAJoindre:
    return PieceAJoindre(piece.code, piece.libelle, piece.aide, piece.obligatoire, piece.natures)
