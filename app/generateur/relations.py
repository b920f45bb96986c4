"""A row of another table in a form: listed when they are few, found by its words when they are many."""

import re
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from flask import url_for
from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import QueryableAttribute
from wtforms import Field, SelectField, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import Select, TextInput, html_params

from app.generateur.adaptateur import Model, User
from app.generateur.champs_lus import SelectChoice
from app.generateur.plies import mots_de, pliee_de
from app.socle import noms
from app.socle.base_de_donnees import db
from app.socle.plie import Plie

L = TypeVar("L", bound=Model)
LIGNES_EN_LISTE = 12
"""Beyond that many rows, more than a phone shows at once, a relation is searched for, not listed."""
PROPOSITIONS = 12
"""How many rows a search proposes."""
MOTS = 8
DE_FAB: dict[type[Model], tuple[str, ...]] = {User: ("last_name", "email")}
"""Columns searched in the framework's own tables; ours say theirs by `recherche`."""


def colonnes_de_recherche(modele: type[Model]) -> list[QueryableAttribute[str]]:
    """Return the columns in which rows of `modele` are searched for; AttributeError when it says none."""
    cherchees: tuple[str, ...] = DE_FAB.get(modele) or attrgetter("recherche")(modele)
    return [getattr(modele, nom) for nom in cherchees]


def nommer(ligne: Model) -> str:
    """Return the words by which a row is chosen: no two rows share them."""
    return f"{ligne.get_full_name()} ({ligne.username})" if isinstance(ligne, User) else str(ligne)


def contient(colonne: QueryableAttribute[str], texte: str) -> ColumnElement[bool]:
    """Return the test that a column holds every word of a text, whatever their order, case and accents.

    A name that is kept folded (see `app.generateur.plies`) is looked for there. Any other text is folded as
    it is searched, each of its values once where many rows share them (`champ(…, repete=True)`). A text
    without a word is looked for as it is.
    """
    pliee = pliee_de(colonne)
    mots = noms.cherches(texte) if pliee is None else mots_de(pliee)(texte)
    if not mots:
        return colonne.icontains(texte, autoescape=True)
    if pliee is not None:
        return and_(*(pliee.contains(mot, autoescape=True) for mot in mots))
    if not colonne.property.columns[0].info.get("repete"):
        return _tient(colonne, mots)
    valeurs = select(colonne.label("une")).distinct().offset(0).subquery()
    return colonne.in_(select(valeurs.c.une).where(_tient(valeurs.c.une, mots)))


def _tient(colonne: ColumnElement[str] | QueryableAttribute[str], mots: list[str]) -> ColumnElement[bool]:
    """Return the test that a text holds words: figures, first and as they are, then words of letters."""
    chiffres = [colonne.contains(mot) for mot in mots if mot.isdecimal()]
    lettres = [Plie(colonne).contains(mot) for mot in mots if not mot.isdecimal()]
    return and_(*chiffres, *lettres)


def chercher(modele: type[L], texte: str) -> list[L]:
    """Return at most PROPOSITIONS rows, in the person's scope, that hold every word of `texte`."""
    requete = select(modele).where(trouve(modele, texte)).order_by(modele.id).limit(PROPOSITIONS)
    return list(db.session.scalars(requete).unique())


def trouve(modele: type[Model], texte: str) -> ColumnElement[bool]:
    """Return the test that a row of `modele` holds every word of a text, each in any of its columns."""
    mots = re.findall(r"\w{2,}", texte)[:MOTS]
    colonnes = colonnes_de_recherche(modele)
    return and_(true(), *(or_(*(contient(c, mot) for c in colonnes)) for mot in mots))


class SaisieAssistee(TextInput):
    """A text field with proposals: those of the server as one types, or after what was sent."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        """Return the field and its list of proposals as HTML."""
        assert isinstance(field, ChampRelation)
        liste = f"{field.id}-propositions"
        if field.recherche:
            kwargs["data-choix"] = url_for(field.recherche, champ=field.name)
        saisie = super().__call__(field, list=liste, autocomplete="off", **kwargs)
        choix = "".join(f"<option {html_params(value=nommer(ligne))}>" for ligne in field.proposees)
        return saisie + type(saisie)(f"<datalist {html_params(id=liste)}>{choix}</datalist>")


class ChampRelation(SelectField):
    """One row of `modele`, among those the person may see; the route `recherche` finds one among many."""

    def __init__(
        self,
        libelle: str | None = None,
        validators: list[Any] | None = None,
        *,
        modele: type[Model],
        facultatif: bool = False,
        recherche: str = "",
        **options: Any,
    ):
        super().__init__(libelle, validators, coerce=lambda valeur: valeur, **options)
        self.modele, self.facultatif, self.recherche = modele, facultatif, recherche
        self.proposees: list[Model] = []
        colonnes_de_recherche(modele)

    @cached_property
    def listees(self) -> list[Model] | None:
        """The rows in scope by name, None when they are too many to list."""
        lignes = db.session.scalars(select(self.modele).limit(LIGNES_EN_LISTE + 1)).unique().all()
        return sorted(lignes, key=nommer) if len(lignes) <= LIGNES_EN_LISTE else None

    def __call__(self, **options: Any) -> Markup:
        """Return the list, or the searched field, as HTML."""
        if self.listees is None:
            self.widget = SaisieAssistee()
        else:
            self.widget = Select()
        return super().__call__(**options)

    def iter_choices(self) -> Iterator[tuple[Any, str, bool, dict[str, Any]]]:
        """Yield the choices of the list; where several are, none is chosen for the person."""
        vide = [SelectChoice("", "—" if self.facultatif else "Choisissez")]
        listees = self.listees or []
        seule = not self.facultatif and len(listees) == 1
        lignes = (SelectChoice(ligne.id, nommer(ligne)) for ligne in listees)
        self.choices = [*([] if seule else vide), *lignes]
        return super().iter_choices()

    @property
    def ligne(self) -> Model | None:
        """The row chosen, None for none."""
        return db.session.get(self.modele, self.data) if self.data else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return nommer(self.ligne) if self.ligne else ""

    def process_formdata(self, valeurs: list[Any]) -> None:
        """Read the key of a listed row, or the words of a searched one."""
        texte = valeurs[0].strip() if valeurs else ""
        self.data = None
        if texte:
            self.data = self._lue(texte) if self.listees is None else self._choisie(texte)

    def _choisie(self, cle: str) -> int:
        if cle not in {str(ligne.id) for ligne in self.listees or ()}:
            raise ValueError("Ce choix n’est pas dans la liste : choisissez-en un autre.")
        return int(cle)

    def _lue(self, texte: str) -> int:
        trouvees = chercher(self.modele, texte)
        exactes = [ligne for ligne in trouvees if nommer(ligne) == texte] or trouvees
        if len(exactes) == 1:
            return exactes[0].id
        self.proposees = exactes
        if not exactes:
            raise ValueError("Rien ne correspond : vérifiez le nom ou le numéro.")
        noms = " ; ".join(nommer(ligne) for ligne in exactes[:5])
        raise ValueError(f"Plusieurs correspondent, écrivez l’un d’eux en entier : {noms}.")

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an empty required choice; the row itself was checked as it was read."""
        if self.data is None and not self.facultatif and not self.process_errors:
            raise ValidationError("Choisissez dans la liste, ou cherchez par nom ou numéro.")
