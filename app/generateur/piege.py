"""A trap for programs: a field that people do not see, and that a program fills in as it does all the others.

Who fills it is never told that it went well: an honest tool may have done so, and its person then sees why.
"""

from typing import Any

from markupsafe import Markup
from wtforms import Field, StringField, ValidationError
from wtforms.form import BaseForm

NOM = "site_web"
REMPLI = "Rien n’est encore envoyé : un outil a rempli ce champ à votre place. Effacez-le, puis renvoyez."


class ChampPiege(StringField):
    """The field that stays empty; once it was filled, it is shown."""

    def __init__(self, **options: Any):
        attributs = {"tabindex": "-1", "autocomplete": "off"}
        super().__init__("À laisser vide", [_vide], render_kw=attributs, **options)

    def __call__(self, **attributs: Any) -> Markup:
        """Draw the field, out of the way of the keyboard while nobody sees it."""
        return super().__call__(**({"tabindex": "0"} if self.errors else {}) | attributs)


def _vide(_form: BaseForm, champ: Field) -> None:
    if champ.data:
        raise ValidationError(REMPLI)
