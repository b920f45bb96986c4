"""A text of the site as a visitor reads it: its shortcuts written out, then its Markdown."""

from functools import cached_property

from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import ValidationError

from app.regles.bareme import Bareme
from app.repertoire.parametres import bareme
from app.site.markdown import en_html, en_mots
from app.site.raccourcis import RACCOURCI, RaccourciInconnu, developper, en_ligne
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

INCONNUE = "(valeur à confirmer)"
"""What stands for a shortcut that means nothing any more; who writes one is told at once."""


class Redaction:
    """Writes out the texts of one page: the law is read once, and for who asks for it alone."""

    def __init__(self, session: Session):
        self.session = session

    @cached_property
    def bareme(self) -> Bareme:
        """The law in force."""
        return bareme(self.session)

    def page(self, source: str | None) -> Markup:
        """Return the HTML of a page, the texts of law that it applies at its end."""
        return self._ecrire(source or "", developper)

    def passage(self, source: str | None) -> Markup:
        """Return the HTML of a few words, an answer or a definition: without the texts applied."""
        return self._ecrire(source or "", en_ligne)

    def mots(self, source: str) -> str:
        """Return the plain words of a text, for the search."""
        return en_mots(self._developper(source, en_ligne))

    def _ecrire(self, source: str, ecrire) -> Markup:
        return en_html(self._developper(source, ecrire))

    def _developper(self, source: str, ecrire) -> str:
        if not RACCOURCI.search(source):
            return source
        try:
            return ecrire(source, self.bareme, aujourd_hui())
        except RaccourciInconnu:
            return RACCOURCI.sub(INCONNUE, source)


def raccourcis_connus(_form, champ) -> None:
    """Refuse a text that holds a shortcut that means nothing (WTForms validator)."""
    if not RACCOURCI.search(champ.data or ""):
        return
    try:
        en_ligne(champ.data, bareme(db.session), aujourd_hui())
    except RaccourciInconnu as refus:
        raise ValidationError(str(refus)) from None
