"""Fields of files: each carries which are taken and how heavy, which the page says beforehand and watches."""

from collections.abc import Sequence
from typing import Any, TypedDict

from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field

MEGA_OCTETS = 20
"""What a request may weigh (`MAX_CONTENT_LENGTH`), hence any file."""


class LimitesDEnvoi(TypedDict):
    """What a field of files takes, said once for several (see `Limite`)."""

    extensions: str
    mega_octets: int


class Limite(Field):
    """What a field takes: `extensions` as browsers read them (« .xlsx,.csv »), `mega_octets` at most."""

    def __init__(
        self,
        libelle: str,
        validators: Sequence[Any] = (),
        *,
        extensions: str,
        mega_octets: int = MEGA_OCTETS,
        **options: Any,
    ):
        super().__init__(libelle, tuple(validators), **options)
        self.extensions, self.mega_octets = extensions, mega_octets


class ChampFichier(Limite, FileField):
    """One file."""


class ChampFichiers(Limite, MultipleFileField):
    """Files, as many as one likes; none is as good as an empty one."""

    @property
    def choisis(self) -> list[FileStorage]:
        """Return the files that were chosen."""
        return [f for f in self.data or [] if getattr(f, "filename", "")]
