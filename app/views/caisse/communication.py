"""The editing of the public site by the communication team: generated screens, preview, publication."""

from datetime import UTC

from flask import abort, flash, redirect, render_template, request
from flask_appbuilder import expose, has_access
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from markupsafe import Markup
from sqlalchemy import select
from wtforms import TextAreaField
from wtforms.validators import InputRequired, StopValidation

from app.affichage import instant
from app.base_de_donnees import db, ecriture, verrouiller
from app.cycle import TransitionRefusee
from app.formulaires import OBLIGATOIRE, ChampInstant
from app.models import (
    Article,
    Encart,
    EntreeMenu,
    EtatPublication,
    FlashInfo,
    LienRapide,
    Media,
    Offre,
    PageSite,
    Publiee,
    QuestionFrequente,
    RechercheVaine,
    ReglageSite,
    ReseauSocial,
    Terme,
    TexteReglementaire,
    VersionContenu,
)
from app.securite import acteur
from app.site import contenus, medias, publier, versions
from app.site.redaction import raccourcis_connus
from app.views.base import Vue
from app.views.brouillons import refuser
from app.views.site.articles import page_d_article
from app.views.site.documents import page_de_media, page_de_texte
from app.views.site.pages import page_du_site
from app.views.site.visiteurs import page_d_offre

GERER = dict.fromkeys(("add", "edit", "supprimer", "choix"), "deposer")
HORS_FORMULAIRE = {"etat", "publiee_le", "archivee_le", "cree_le", "modifiee_le", "version"}
"""Columns that publication writes, not the form."""
APERCUS = {
    PageSite: page_du_site,
    Article: page_d_article,
    TexteReglementaire: page_de_texte,
    Media: page_de_media,
    Offre: page_d_offre,
}
"""How a content that has its own page is drawn before it is published."""


@versions.auteur
def signataire() -> tuple[int | None, str]:
    """Return who changes the site: the person of the request, the fund itself outside of one."""
    if not request:
        return None, "La Caisse"
    return acteur().utilisateur_id, acteur().nom


class FormulaireDePublication(FlaskForm):
    """The hour at which a content goes online."""

    le = ChampInstant(
        "En ligne à partir du", [InputRequired(OBLIGATOIRE)], description="Jour et heure du Togo"
    )


class RedactionView(Vue):
    """What all screens of the site share: the team's own espace, adding, changing, deleting."""

    espace = "communication"
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer"}
    droits_des_routes = GERER

    def _champs_propres(self):
        """Return the columns that an editor fills in, those of publication left out."""
        cles = [c.key for c in self.modele.__table__.columns if not c.primary_key]
        return sorted((c for c in cles if c not in HORS_FORMULAIRE), key=_place)

    def complement(self, objet) -> str:
        """Return the history of the row."""
        retour = self.url("retablir", pk=objet.id) if "retablir" in self.include_route_methods else None
        return histoire(objet, retour)


def _place(cle: str) -> int:
    """Return where a column comes in a form: what names the row first, where it shows last."""
    return {"titre": -1, "libelle": -1, "slug": 1, "ordre": 2, "visible": 3}.get(cle, 0)


class ContenuView(RedactionView):
    """A content with a life: draft, online at once or at an hour, archived; seen before it is published."""

    include_route_methods = RedactionView.include_route_methods | {"apercu", "publication", "retablir"}
    droits_des_routes = GERER | {"publication": "deposer", "retablir": "deposer"}
    base_order = ("modifiee_le", "desc")

    def _init_properties(self):
        self.list_columns = self.list_columns or ["titre", "etat", "publiee_le", "modifiee_le"]
        self.search_columns = self.search_columns or ["titre", "etat", "publiee_le"]
        self.show_columns = self.show_columns or [
            *self._champs_propres(), "etat", "publiee_le", "archivee_le", "modifiee_le",
        ]  # fmt: skip
        self.add_columns = self.add_columns or self._champs_propres()
        super()._init_properties()

    def _init_forms(self):
        super()._init_forms()
        for form in (self.add_form, self.edit_form):
            if hasattr(form, "slug"):
                form.slug.kwargs["validators"] = [
                    v for v in form.slug.kwargs["validators"] if not isinstance(v, InputRequired)
                ]
                form.slug.kwargs["validators"].insert(0, Facultatif())
            for champ in (c for c in vars(form).values() if getattr(c, "field_class", None) is TextAreaField):
                champ.kwargs["validators"].append(raccourcis_connus)

    def avant_ajout(self, objet, form):
        """Give a new content an address made from its title."""
        if isinstance(objet, Publiee) and not objet.slug:
            objet.slug = publier.slug(db.session, objet)

    def avant_modification(self, objet, form):
        """Give back an address to a content whose address was erased."""
        self.avant_ajout(objet, form)

    gabarit_fiche = "communication/contenu.html"

    def _contexte_de_publication(self, objet, form=None) -> dict:
        return {
            "etat": objet.etat,
            "publication_url": self.url("publication", pk=objet.id),
            "apercu_url": self.url("apercu", pk=objet.id) if self.modele in APERCUS else None,
            "public_url": contenus.adresse(objet) if self._en_ligne(objet) else None,
            "form": form or FormulaireDePublication(formdata=None),
        }

    def _en_ligne(self, objet) -> bool:
        return type(objet) in contenus.GENRES and objet.etat is EtatPublication.publiee

    def _fiche(self, objet, form=None):
        return super()._fiche(objet, **self._contexte_de_publication(objet, form))

    @expose("/<int:pk>/apercu")
    @has_access
    def apercu(self, pk):
        """Show the page as visitors will see it."""
        objet = self.trouver(pk)
        if self.modele not in APERCUS:
            return redirect(self.url("show", pk=pk))
        return APERCUS[self.modele](objet)

    @expose("/<int:pk>/publication", methods=["POST"])
    @has_access
    def publication(self, pk):
        """Publish, schedule, archive, or make a draft again."""
        objet, form = self.trouver(pk), FormulaireDePublication()
        geste = request.form.get("geste", "")
        if geste == "programmer" and not form.validate():
            return self._fiche(objet, form), 422
        gestes = {
            "publier": lambda: publier.publier(objet),
            "programmer": lambda: publier.publier(objet, form.le.data.replace(tzinfo=UTC)),
            "archiver": lambda: publier.archiver(objet),
            "reprendre": lambda: publier.reprendre(objet),
        }
        try:
            with ecriture(db.session) as session:
                verrouiller(session, objet)
                gestes.get(geste, _aucun)()
            flash(f"{objet} : {objet.etat.value.lower()}.", "success")
        except TransitionRefusee as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))

    @expose("/<int:pk>/retablir", methods=["POST"])
    @has_access
    def retablir(self, pk):
        """Write again what a change replaced; that is a change too, and the history keeps both."""
        objet, voulue = self.trouver(pk), request.form.get("version", "")
        version = db.session.get(VersionContenu, int(voulue)) if voulue.isdecimal() else None
        if version is None or (version.objet_type, version.objet_id) != (objet.__tablename__, pk):
            abort(404)
        with ecriture(db.session) as session:
            versions.retablir(verrouiller(session, objet), session.merge(version, load=True))
        flash(f"Rétabli comme avant le {instant(version.le)}.", "success")
        return redirect(self.url("show", pk=pk))


def _aucun():
    raise TransitionRefusee("Cette action n’existe pas : choisissez l’un des boutons de la page.")


def histoire(objet, retour_url: str | None) -> Markup:
    """Return, as HTML, the latest changes of a row, each with its columns before and after."""
    requete = (
        select(VersionContenu)
        .where(VersionContenu.objet_type == objet.__tablename__, VersionContenu.objet_id == objet.id)
        .order_by(VersionContenu.id.desc())
        .limit(20)
    )
    return montrer_versions(db.session.scalars(requete).all(), retour_url)


def montrer_versions(lignes: list[VersionContenu], retour_url: str | None = None) -> Markup:
    """Return changes as HTML; `retour_url` is where one asks for what each replaced."""
    return Markup(  # noqa: S704 - drawn by a template, which escapes
        render_template(
            "communication/historique.html",
            versions=[(v, versions.changements(v)) for v in lignes],
            retour_url=retour_url,
        )
    )


class Facultatif:
    """Let a field be empty, whatever its column says: the server fills it."""

    field_flags = {"optional": True}  # noqa: RUF012 - the shape that WTForms reads

    def __call__(self, form, champ):
        """Stop there when nothing was typed."""
        if not (champ.data or "").strip():
            champ.errors = []
            raise StopValidation


class Attendu:
    """Say beside a file that it is asked for; the view says so again when it is missing."""

    field_flags = {"required": True}  # noqa: RUF012 - the shape that WTForms reads

    def __call__(self, form, champ):
        """Let the form pass: the refusal is the view's, with the others that a file may meet."""


class PageSiteView(ContenuView):
    """The pages of the site."""

    modele = PageSite
    titre = "Pages"
    creer = "Écrire une page"
    resume = "Écrire et publier les pages du site"
    list_columns = ["titre", "rubrique", "ordre", "etat", "modifiee_le"]
    search_columns = ["titre", "rubrique", "etat"]


class ArticleView(ContenuView):
    """News and statements."""

    modele = Article
    titre = "Actualités et communiqués"
    creer = "Écrire une actualité"
    resume = "Annoncer, communiquer"
    list_columns = ["titre", "nature", "etat", "publiee_le", "modifiee_le"]
    search_columns = ["titre", "nature", "etat", "publiee_le"]


class QuestionView(ContenuView):
    """The frequent questions; the title is the question."""

    modele = QuestionFrequente
    titre = "Questions fréquentes"
    creer = "Ajouter une question"
    label_columns = {"titre": "Question"}


class TermeView(ContenuView):
    """The words of the lexicon."""

    modele = Terme
    titre = "Termes du lexique"
    creer = "Ajouter un terme"
    label_columns = {"titre": "Terme"}


class AvecFichierView(ContenuView):
    """A content that holds a file: asked for by the form, told from its bytes."""

    gabarit_formulaire = "communication/formulaire_fichier.html"
    fichier_obligatoire = True
    fichier_aide = ""
    extensions = ""

    def _init_forms(self):
        super()._init_forms()
        for form in (self.add_form, self.edit_form):
            exige = [Attendu()] if form is self.add_form and self.fichier_obligatoire else []
            form.fichier = FileField("Fichier", exige, description=self.fichier_aide)

    def contexte_de_formulaire(self, form) -> dict:
        """Return which files are taken."""
        return {"extensions": self.extensions}

    def avant_ajout(self, objet, form):
        """Keep the file with the row; the refusal says what to do."""
        super().avant_ajout(objet, form)
        envoye = form.fichier.data
        if getattr(envoye, "filename", ""):
            try:
                with db.session.no_autoflush:
                    self.recevoir(objet, envoye.filename, envoye.read())
            except medias.FichierRefuse as refus:
                raise TransitionRefusee(str(refus)) from None
        elif self.fichier_obligatoire and objet.fichier_id is None:
            raise TransitionRefusee("Choisissez d’abord un fichier.")

    def recevoir(self, objet, nom: str, contenu: bytes) -> None:
        """Keep the bytes as the content of the row; raises FichierRefuse."""
        raise NotImplementedError

    def _champs_propres(self):
        ecrits = {"nature", "fichier_id", "type_mime", "largeur", "hauteur", "duree", "texte_extrait"}
        return [c for c in super()._champs_propres() if c not in ecrits - self.saisis]

    saisis: frozenset[str] = frozenset()
    """Columns of those that the file tells, which this content asks for all the same."""


class MediaView(AvecFichierView):
    """Pictures, sounds and films."""

    modele = Media
    titre = "Images, sons et films"
    adresse = "medias"
    creer = "Ajouter un média"
    resume = "Tenir la médiathèque"
    list_columns = ["titre", "nature", "etat", "publiee_le", "modifiee_le"]
    search_columns = ["titre", "nature", "etat"]
    fichier_aide = "Image JPEG, PNG ou WebP ; son MP3, M4A ou OGG ; film MP4 ou WebM"
    extensions = ".jpg,.jpeg,.png,.webp,.mp3,.m4a,.ogg,.mp4,.webm"

    def recevoir(self, objet, nom, contenu):
        """Keep a picture at several widths, a sound or a film as it is."""
        medias.recevoir(db.session, objet, nom, contenu, acteur().utilisateur_id)


class TexteView(AvecFichierView):
    """Texts of law and issues of CNSS INFO."""

    modele = TexteReglementaire
    titre = "Textes et CNSS INFO"
    creer = "Ajouter un document"
    saisis = frozenset({"nature"})
    fichier_obligatoire = False
    list_columns = ["titre", "nature", "reference", "etat", "publiee_le"]
    search_columns = ["titre", "nature", "etat"]
    fichier_aide = "Le document en PDF ; ses mots seront trouvés par la recherche"
    extensions = ".pdf"

    def recevoir(self, objet, nom, contenu):
        """Keep the PDF and its words."""
        medias.recevoir_pdf(db.session, objet, nom, contenu, acteur().utilisateur_id)
        if objet.texte_extrait is None:
            flash(
                "Ce PDF ne contient pas de texte lisible (document numérisé ?) : il est gardé, mais la "
                "recherche ne trouvera que son titre, sa référence et son résumé.",
                "warning",
            )


class OffreView(ContenuView):
    """Jobs and internships."""

    modele = Offre
    titre = "Offres d’emploi et de stage"
    creer = "Ajouter une offre"
    list_columns = ["titre", "nature", "lieu", "etat", "cloture_le"]
    search_columns = ["titre", "nature", "etat", "cloture_le"]


class FlashInfoView(ContenuView):
    """The lines of the « Flash infos » band."""

    modele = FlashInfo
    titre = "Flash infos"
    creer = "Ajouter une ligne"
    list_columns = ["titre", "ordre", "etat", "publiee_le", "archivee_le"]
    search_columns = ["titre", "etat"]


class EncartView(ContenuView):
    """The adverts of the home page."""

    modele = Encart
    titre = "Encarts de l’accueil"
    creer = "Ajouter un encart"
    list_columns = ["titre", "ordre", "etat", "publiee_le", "archivee_le"]
    search_columns = ["titre", "etat"]


class EntreeMenuView(RedactionView):
    """The entries of the header and of the menu bar."""

    modele = EntreeMenu
    titre = "Menus"
    creer = "Ajouter une entrée"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "place", "parent", "ordre", "visible"]
    search_columns = ["libelle", "place"]


class LienRapideView(RedactionView):
    """The quick links."""

    modele = LienRapide
    titre = "Liens rapides"
    creer = "Ajouter un lien"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "adresse", "ordre", "visible"]
    adresse = "liens-rapides"


class ReseauView(RedactionView):
    """The accounts of the fund on social networks."""

    modele = ReseauSocial
    titre = "Réseaux sociaux"
    creer = "Ajouter un réseau"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "reseau", "adresse", "ordre", "visible"]


class ReglageSiteView(RedactionView):
    """The one row of settings: maintenance, announcement, word of the Director General."""

    modele = ReglageSite
    titre = "Réglages du site"
    resume = "Bandeau d’annonce, maintenance, mot de la Direction"
    include_route_methods = {"list", "show", "edit", "add"}
    creer = "Écrire les réglages"
    list_columns = ["maintenance", "annonce", "annonce_jusqu_au"]

    def avant_ajout(self, objet, form):
        """There is one row of settings."""
        objet.id = 1


class VersionView(RedactionView):
    """Who changed what, when."""

    modele = VersionContenu
    titre = "Journal des modifications"
    include_route_methods = {"list", "show", "exporter"}
    base_order = ("le", "desc")
    list_columns = ["le", "action", "titre", "auteur_nom"]
    search_columns = ["titre", "auteur_nom", "le"]

    def complement(self, objet) -> str:
        """Return what the change changed."""
        return montrer_versions([objet])


class RechercheVaineView(RedactionView):
    """What visitors searched and did not find: what to write next."""

    modele = RechercheVaine
    titre = "Recherches sans réponse"
    resume = "Ce que les visiteurs cherchent et ne trouvent pas"
    include_route_methods = {"list", "show", "exporter", "supprimer"}
    base_order = ("fois", "desc")
    list_columns = ["texte", "fois", "premiere_le", "derniere_le"]

    def complement(self, objet) -> str:
        """A search has no history."""
        return ""


VUES = [
    PageSiteView,
    ArticleView,
    QuestionView,
    TermeView,
    TexteView,
    MediaView,
    OffreView,
    FlashInfoView,
    EncartView,
    EntreeMenuView,
    LienRapideView,
    ReseauView,
    ReglageSiteView,
    RechercheVaineView,
    VersionView,
]
