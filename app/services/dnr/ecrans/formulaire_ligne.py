"""The form of one line of a declaration: the columns of the workbook, in words."""

from typing import Any

from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired

from app.classeurs.colonnes import Colonne, Genre
from app.classeurs.dates import jour_ecrit
from app.generateur.champs_lus import en_choix
from app.generateur.controles import au_plus, lisible
from app.generateur.formulaires import OBLIGATOIRE, Formulaire
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.colonnes import COLONNES

SAISIES = [c for c in COLONNES if c.cle not in ("rp", "pf", "pv", "amu")]
"""What is typed online; the contributions are ours to compute."""
LONGUEUR = 80
LIBELLES = {
    "matricule": "Matricule",
    "numero_assure": "N° d’assurance",
    "type_assure": "Type d’assuré",
    "jours": "Jours travaillés",
    "nature": "Nature de la rémunération",
    "embauche_le": "Date d’embauche",
    "sortie_le": "Date de sortie",
    "motif_sortie": "Motif de sortie",
}
"""In words, the titles that the workbook abbreviates."""
D_ORDINAIRE = {"type_assure": "1", "nature": str(NATURE_ORDINAIRE)}
"""What a new line starts with: a normal insured, ordinary pay."""


class ChampJour(StringField):
    """A date typed freely: a mistake is kept, to be mended."""

    def _value(self) -> str:
        return jour_ecrit(super()._value())  # type: ignore[misc]  # its types leave it out


def _champ(colonne: Colonne) -> Field:
    aide = colonne.aide.removeprefix("Obligatoire. ").removesuffix(" Facultatif.")
    options: dict[str, Any] = {"label": LIBELLES.get(colonne.cle, colonne.entete), "description": aide}
    if colonne.genre is Genre.code:
        choix = [("", "—")] + [(str(code), f"{code} – {libelle}") for code, libelle in colonne.table.items()]
        defaut = D_ORDINAIRE.get(colonne.cle, "")
        return SelectField(choices=en_choix(choix), default=defaut, validate_choice=False, **options)
    controles = [lisible, au_plus(LONGUEUR)]
    if colonne.requise:
        controles.insert(0, InputRequired(OBLIGATOIRE))
    if colonne.genre in (Genre.entier, Genre.numero):
        options["render_kw"] = {"inputmode": "numeric"}
    classe = ChampJour if colonne.genre is Genre.date else StringField
    return classe(validators=controles, **options)


FormulaireLigne = type("FormulaireLigne", (Formulaire,), {c.cle: _champ(c) for c in SAISIES})
"""One line of the declaration."""
