"""Contents that hold a file: a picture, a sound, a film, a PDF."""

from collections.abc import Callable
from typing import Any

from wtforms.fields.core import UnboundField
from wtforms.validators import StopValidation

from app.generateur.champs_fichier import ChampFichier
from app.site import medias
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.views.caisse.redaction import ContenuView


class FichierLu:
    """Read the file sent, by `lire(bytes)`, into `field.lu`: long, so before what keeps it begins."""

    def __init__(self, lire, obligatoire: bool):
        self.lire = lire
        self.field_flags = {"required": True} if obligatoire else {}

    def __call__(self, form, champ):
        """Say beside the field what is wrong with the file, or that one is asked for."""
        champ.lu = None
        if champ.data:
            try:
                champ.lu = self.lire(champ.data.read())
            except medias.MediaRefuse as refus:
                raise StopValidation(str(refus)) from None
        elif self.field_flags:
            raise StopValidation("Choisissez d’abord un fichier.")


class AvecFichierView(ContenuView, abstrait=True):
    """A content that holds a file: asked for by the form, told from its bytes.

    Each says how it is read, `lire(bytes)`, which raises FichierRefuse, and how what was read is kept,
    `garder(session, row, name, what was read, user)`.
    """

    fichier_obligatoire = True
    fichier_aide = ""
    extensions = ""
    hors_de_la_ligne: tuple[str, ...] = ("fichier",)
    lire: Callable[[bytes], Any]
    garder: Callable[..., None]
    saisis: frozenset[str] = frozenset()
    """Columns of those that the file tells, which this content asks for all the same."""

    def _init_forms(self):
        super()._init_forms()
        for form in (self.add_form, self.edit_form):
            lecture = FichierLu(self.lire, self.fichier_obligatoire and form is self.add_form)
            champ = ChampFichier(
                "Fichier", [lecture], extensions=self.extensions, description=self.fichier_aide
            )
            assert isinstance(champ, UnboundField)
            champ.creation_counter = 0  # WTForms draws the fields in this order: the file comes first
            form.fichier = champ

    def avant_ajout(self, objet, form):
        """Keep the file with the row."""
        super().avant_ajout(objet, form)
        if lu := form.fichier.lu:
            with db.session.no_autoflush:
                self.garder(db.session, objet, form.fichier.data.filename, lu, acteur().utilisateur_id)

    def _champs_propres(self):
        ecrits = {"nature", "fichier_id", "type_mime", "largeur", "hauteur", "duree", "texte_extrait"}
        return [c for c in super()._champs_propres() if c not in ecrits - self.saisis]
