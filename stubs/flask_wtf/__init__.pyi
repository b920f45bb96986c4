"""What this house uses of Flask-WTF, which says no types."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

Recu = MultiDict[str, Any] | None
"""What was posted; None for a form that shows what a row or a draft holds."""

class FlaskForm(Form):
    class Meta(DefaultMeta):
        def wrap_formdata(self, form: BaseForm, formdata: Recu) -> Recu: ...  # type: ignore[override]  # as it does

    def __init__(
        self,
        formdata: Recu = ...,
        obj: object | None = None,
        prefix: str = "",
        data: Mapping[str, Any] | None = None,
        meta: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None: ...
    def is_submitted(self) -> bool: ...
    def validate_on_submit(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool: ...
