"""Fields that many hand-written forms ask for."""

from typing import Any

from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired

from app.generateur.champs import Controle
from app.generateur.controles import au_plus, courriel, lisible, telephone_ou_courriel
from app.generateur.formulaires import OBLIGATOIRE


def champ_texte(
    libelle: str, aide: str = "", longueur: int = 80, *controles: Controle, **attributs: Any
) -> StringField:
    """Return a required field of one line; `longueur` is of what `controles` make of it."""
    return StringField(
        libelle,
        [DataRequired(OBLIGATOIRE), *controles, au_plus(longueur), lisible],
        filters=[lambda texte: texte.strip() if texte else texte],
        description=aide,
        render_kw=attributs,
    )


def champ_adresse(libelle: str = "Téléphone ou courriel", aide: str = "") -> StringField:
    """Return the field for what a person is written to by: a telephone, or an e-mail."""
    return StringField(
        libelle,
        [
            InputRequired("Écrivez un numéro de téléphone ou une adresse de courriel."),
            au_plus(120, "Cette adresse est trop longue : {0} caractères au plus."),
            telephone_ou_courriel,
        ],
        filters=[lambda texte: texte.strip() if texte else texte],
        description=aide or "90 12 34 56, ou prenom.nom@exemple.tg",
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


def champ_courriel(libelle: str = "Adresse de courriel", aide: str = "") -> StringField:
    """Return the field for an e-mail."""
    return StringField(
        libelle,
        [
            InputRequired("Écrivez une adresse de courriel."),
            au_plus(120, "Cette adresse est trop longue : {0} caractères au plus."),
            courriel,
        ],
        filters=[lambda texte: texte.strip().lower() if texte else texte],
        description=aide,
        render_kw={"autocomplete": "email", "type": "email", "inputmode": "email"},
    )
