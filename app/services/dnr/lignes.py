"""The lines of a declaration, as they were read or typed."""

from typing import ClassVar

from app.classeurs import lignes
from app.services.dnr.colonnes import FORMAT


class LignesDNR(lignes.Lignes):
    """The lines of a declaration: one a worker and nature of pay."""

    __slots__ = ()
    FORMAT: ClassVar = FORMAT
