"""What the public site shows from a date on: the state of a content, and who sees it."""

import re
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, DateTime, Integer, String, and_, bindparam, or_, true
from sqlalchemy.orm import declared_attr
from wtforms.validators import Regexp

from app.generateur.badges import Etat
from app.generateur.champs import Choix, champ
from app.socle.acces import Perimetre
from app.socle.horloge import maintenant

adresse_de_page = Regexp(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", message="Écrivez des minuscules sans accent, des chiffres et des tirets."
)
destination = Regexp(
    r"^(/(?!/)|https://|mailto:|tel:)\S*$",
    re.IGNORECASE,
    "Écrivez une adresse du site (/pages/…) ou une adresse complète (https://…, mailto:…, tel:…).",
)


class EtatPublication(Etat):
    """Where a content stands; its dates complete it."""

    brouillon = "Brouillon"
    programmee = "Programmée"
    publiee = "Publiée"
    archivee = "Archivée"


EN_LIGNE = (EtatPublication.programmee, EtatPublication.publiee)
"""States in which the dates alone say whether visitors see a content."""


def aux_redacteurs(p, sinon):
    """Return the criterion « every row » for who edits the site, `sinon` for the others."""
    return true() if p.caisse and p.caisse.redige else sinon


def a_son_heure(cls):
    """Return the criterion « the dates of this row hold now »; the hour is read when the statement runs."""
    instant = bindparam("instant", callable_=lambda: maintenant(), type_=DateTime(timezone=True), unique=True)
    return and_(cls.publiee_le <= instant, or_(cls.archivee_le.is_(None), cls.archivee_le > instant))


class Programmee:
    """The columns of what is shown between two dates; visitors see what is online and nothing else."""

    if TYPE_CHECKING:
        __tablename__: str

    titre = champ(String(160), "Titre")
    etat = champ(Choix(EtatPublication), "État", default=EtatPublication.brouillon)
    publiee_le = champ(
        DateTime(timezone=True), "En ligne à partir du", "Vide : dès la publication", facultatif=True
    )
    archivee_le = champ(DateTime(timezone=True), "Retirée le", "Vide : sans limite", facultatif=True)
    cree_le = champ(DateTime(timezone=True), "Créée le", default=maintenant)
    modifiee_le = champ(DateTime(timezone=True), "Modifiée le", default=maintenant, onupdate=maintenant)
    version = champ(Integer, "Version", default=1)

    @declared_attr.directive
    def __table_args__(cls):
        regle = "etat not in ('programmee', 'publiee') or publiee_le is not null"
        return (CheckConstraint(regle, name=f"ck_{cls.__tablename__}_publiee"),)

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"version_id_col": cls.version}

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return aux_redacteurs(p, and_(cls.etat.in_(EN_LIGNE), a_son_heure(cls)))

    def __str__(self) -> str:
        return self.titre


class Publiee(Programmee):
    """What has besides a page of its own, at an address made from its title."""

    slug = champ(
        String(120),
        "Adresse de la page",
        "Vide : faite d’après le titre",
        unique=True,
        controles=[adresse_de_page],
    )
