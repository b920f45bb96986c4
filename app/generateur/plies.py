"""Names folded beside themselves: columns without accents nor capitals, which searches look in.

Whoever writes a name through its model, one row or many, writes the folded column.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Column, String, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import ColumnProperty, MappedColumn, QueryableAttribute
from sqlalchemy.orm.attributes import Event

from app.generateur.adaptateur import Model, User
from app.generateur.champs import champ
from app.socle import noms

Mots = Callable[[str], list[str]]
"""What folds a text into the words that are kept of it."""


def champ_plie(
    libelle: str,
    *sources: str,
    longueur: int,
    aide: str = "Sans accents, mots triés",
    mots: Mots = noms.cherches,
) -> MappedColumn[str]:
    """Return the column that holds the words of `sources`, folded by `mots` and sorted.

    Each of the columns `sources` names it (`champ(…, cle=…)`). `longueur` is in characters: « œ » folds into
    two, and what is beyond is not searched.
    """

    def plier(valeurs: Mapping[str, str | None]) -> str:
        return " ".join(sorted(mots(" ".join(filter(None, map(valeurs.get, sources))))))[:longueur]

    def plier_en_inserant(contexte: DefaultExecutionContext) -> str:
        return plier(contexte.get_current_parameters())  # type: ignore[no-untyped-call]  # a library's

    colonne = champ(String(longueur), libelle, aide, default=plier_en_inserant)
    colonne.column.info |= {"sources": sources, "mots": mots, "plier": plier}
    return colonne


def mots_de(colonne: QueryableAttribute[str]) -> Mots:
    """Return how a folded column cuts and folds a text: searches fold what is typed in the same way."""
    mots: Mots = colonne.property.columns[0].info["mots"]
    return mots


def pliee_de(colonne: QueryableAttribute[str]) -> QueryableAttribute[str] | None:
    """Return the folded column of a name, None where it has none."""
    cle = colonne.property.columns[0].info.get("cle")
    return getattr(colonne.class_, cle) if cle else None


@event.listens_for(Model, "attribute_instrument", propagate=True)
def _tenir(_modele: type[Model], nom: str, attribut: QueryableAttribute[Any]) -> None:
    """Fold a name again each time it is written."""
    colonne = attribut.property.columns[0] if isinstance(attribut.property, ColumnProperty) else None
    if not (isinstance(colonne, Column) and colonne.info.get("cle")):
        return

    def plier_de_nouveau(ligne: Model, valeur: str | None, _avant: object, _evenement: Event) -> None:
        pliee = pliee_de(getattr(type(ligne), nom))
        assert pliee is not None
        info = pliee.property.columns[0].info
        lues = {source: getattr(ligne, source) for source in info["sources"]}
        setattr(ligne, pliee.key, info["plier"](lues | {nom: valeur}))

    event.listen(attribut, "set", plier_de_nouveau)


User.nom_cle = champ_plie("Nom pour la recherche", "last_name", "first_name", longueur=260)
for _source in (User.last_name, User.first_name):
    _source.property.columns[0].info["cle"] = "nom_cle"
