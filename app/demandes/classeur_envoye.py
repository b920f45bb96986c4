"""A request that a workbook fills in: the file that was read, and the one whose columns are still to name."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Mapped, declared_attr, relationship

from app.demandes.tables import Demande, demande_a_moi
from app.generateur.adaptateur import Model
from app.generateur.champs import cle_etrangere
from app.socle.acces import Perimetre
from app.socle.refus import Refus
from app.travaux.tables import Fichier

COLONNES_A_NOMMER = (
    "Votre dernier fichier n’est pas encore lu : dites ce que contiennent ses colonnes, ou abandonnez-le."
)


class ClasseurEnvoye(Demande):
    """What such requests share.

    `fichier_a_lire` waits for its sender to say which column is which; the lines are still those of before.
    """

    __abstract__ = True

    fichier_id = cle_etrangere("fichier.id", "Fichier", facultatif=True)
    fichier_a_lire_id = cle_etrangere(
        "fichier.id", "Fichier dont les colonnes sont à nommer", facultatif=True
    )

    @declared_attr
    def fichier(cls) -> Mapped[Fichier | None]:
        return relationship(Fichier, foreign_keys=[cls.fichier_id])  # type: ignore[list-item]  # of the class

    @declared_attr
    def fichier_a_lire(cls) -> Mapped[Fichier | None]:
        return relationship(Fichier, foreign_keys=[cls.fichier_a_lire_id])  # type: ignore[list-item]  # of the class

    @property
    def fichier_envoye(self) -> str:
        """Return the name of the file that was read, empty where there is none."""
        return self.fichier.nom if self.fichier else ""

    @property
    def feuille_lue(self) -> str:
        """Return the name of the sheet that was read, empty where it does not matter."""
        return ""

    def exiger_lu(self) -> None:
        """Raise Refus while a file waits for its columns to be named."""
        if self.fichier_a_lire_id is not None:
            raise Refus(COLONNES_A_NOMMER)


def fichiers_de(modele: type[Model], p: Perimetre) -> ColumnElement[bool]:
    """Return the criterion of the files of the requests that `p` sees."""
    t = modele.__table__.c
    return or_(
        *(
            Fichier.id.in_(select(cle).where(demande_a_moi(t.id, p), cle.is_not(None)))
            for cle in (t.fichier_id, t.fichier_a_lire_id)
        )
    )
