"""The screens where the communication team writes the public site."""

from flask import flash
from sqlalchemy.orm import Session
from wtforms.fields.core import UnboundField

from app.generateur.champs_fichier import ChampFichier
from app.site import medias
from app.site.sous_titres import verser
from app.site.tables.contenus import (
    Article,
    Media,
    PageSite,
    QuestionFrequente,
    RechercheVaine,
    Terme,
    TexteReglementaire,
    VersionContenu,
)
from app.site.tables.offres import Offre
from app.site.tables.vitrine import Encart, EntreeMenu, FlashInfo, LienRapide, ReglageSite, ReseauSocial
from app.views.caisse.redaction import ContenuView, RedactionView, montrer_versions
from app.views.caisse.redaction_avec_fichier import AvecFichierView
from app.views.site.articles import page_d_article
from app.views.site.documents import page_de_media, page_de_texte
from app.views.site.pages import page_du_site
from app.views.site.visiteurs import page_d_offre


class PageSiteView(ContenuView):
    """The pages of the site."""

    modele = PageSite
    page = staticmethod(page_du_site)
    titre = "Pages"
    ordre = 410
    creer = "Écrire une page"
    resume = "Écrire et publier les pages du site"
    list_columns = ["titre", "rubrique", "ordre", "etat", "modifiee_le"]
    search_columns = ["titre", "rubrique", "etat"]


class ArticleView(ContenuView):
    """News and statements."""

    modele = Article
    page = staticmethod(page_d_article)
    titre = "Actualités et communiqués"
    ordre = 420
    creer = "Écrire une actualité"
    resume = "Annoncer, communiquer"
    list_columns = ["titre", "nature", "etat", "publiee_le", "modifiee_le"]
    search_columns = ["titre", "nature", "etat", "publiee_le"]


class QuestionView(ContenuView):
    """The frequent questions; the title is the question."""

    modele = QuestionFrequente
    titre = "Questions fréquentes"
    ordre = 430
    creer = "Ajouter une question"
    label_columns = {"titre": "Question"}


class TermeView(ContenuView):
    """The words of the lexicon."""

    modele = Terme
    titre = "Termes du lexique"
    ordre = 440
    creer = "Ajouter un terme"
    label_columns = {"titre": "Terme"}


class MediaView(AvecFichierView):
    """Pictures, sounds and films."""

    modele = Media
    page = staticmethod(page_de_media)
    titre = "Images, sons et films"
    ordre = 460
    adresse = "medias"
    creer = "Ajouter un média"
    resume = "Tenir la médiathèque"
    list_columns = ["titre", "nature", "etat", "publiee_le", "modifiee_le"]
    search_columns = ["titre", "nature", "etat"]
    fichier_aide = "Image JPEG, PNG ou WebP ; son MP3, M4A ou OGG ; film MP4 ou WebM"
    hors_de_la_ligne = ("fichier", "vtt")
    extensions = ".jpg,.jpeg,.png,.webp,.mp3,.m4a,.ogg,.mp4,.webm"

    def _init_forms(self):
        super()._init_forms()
        for form in (self.add_form, self.edit_form):
            champ = ChampFichier(
                "Fichier de sous-titres",
                extensions=".vtt",
                mega_octets=1,
                description="Il remplace le texte ci-dessus.",
            )
            sous_titres = vars(form)["sous_titres"]
            assert isinstance(champ, UnboundField)
            champ.creation_counter = sous_titres.creation_counter  # beside it, in order of names
            form.vtt = champ
            sous_titres.kwargs["validators"].insert(0, verser)

    lire = staticmethod(medias.lire)
    garder = staticmethod(medias.garder)


class TexteView(AvecFichierView):
    """Texts of law and issues of CNSS INFO."""

    modele = TexteReglementaire
    page = staticmethod(page_de_texte)
    titre = "Textes et CNSS INFO"
    ordre = 450
    creer = "Ajouter un document"
    saisis = frozenset({"nature"})
    fichier_obligatoire = False
    list_columns = ["titre", "nature", "reference", "etat", "publiee_le"]
    search_columns = ["titre", "nature", "etat"]
    fichier_aide = "Le document en PDF ; ses mots seront trouvés par la recherche"
    extensions = ".pdf"

    lire = staticmethod(medias.lire_pdf)

    def garder(self, session: Session, objet, nom, lu, utilisateur_id):
        """Keep the PDF and its words; say so when it holds none."""
        medias.garder_pdf(session, objet, nom, lu, utilisateur_id)
        if lu.mots is None:
            flash(
                "Ce PDF ne contient pas de texte lisible (document numérisé ?) : il est gardé, mais la "
                "recherche ne trouvera que son titre, sa référence et son résumé.",
                "warning",
            )


class OffreView(ContenuView):
    """Jobs and internships."""

    modele = Offre
    page = staticmethod(page_d_offre)
    titre = "Offres d’emploi et de stage"
    ordre = 470
    creer = "Ajouter une offre"
    list_columns = ["titre", "nature", "lieu", "etat", "cloture_le"]
    search_columns = ["titre", "nature", "etat", "cloture_le"]


class FlashInfoView(ContenuView):
    """The lines of the « Flash infos » band."""

    modele = FlashInfo
    titre = "Flash infos"
    ordre = 480
    creer = "Ajouter une ligne"
    list_columns = ["titre", "ordre", "etat", "publiee_le", "archivee_le"]
    search_columns = ["titre", "etat"]


class EncartView(ContenuView):
    """The adverts of the home page."""

    modele = Encart
    titre = "Encarts de l’accueil"
    ordre = 490
    creer = "Ajouter un encart"
    list_columns = ["titre", "ordre", "etat", "publiee_le", "archivee_le"]
    search_columns = ["titre", "etat"]


class EntreeMenuView(RedactionView):
    """The entries of the header and of the menu bar."""

    modele = EntreeMenu
    titre = "Menus"
    ordre = 500
    creer = "Ajouter une entrée"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "place", "parent", "ordre", "visible"]
    search_columns = ["libelle", "place"]


class LienRapideView(RedactionView):
    """The quick links."""

    modele = LienRapide
    titre = "Liens rapides"
    ordre = 510
    creer = "Ajouter un lien"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "adresse", "ordre", "visible"]
    adresse = "liens-rapides"


class ReseauView(RedactionView):
    """The accounts of the fund on social networks."""

    modele = ReseauSocial
    titre = "Réseaux sociaux"
    ordre = 520
    creer = "Ajouter un réseau"
    base_order = ("ordre", "asc")
    list_columns = ["libelle", "reseau", "adresse", "ordre", "visible"]


class ReglageSiteView(RedactionView):
    """The one row of settings: maintenance, announcement, word of the Director General."""

    modele = ReglageSite
    titre = "Réglages du site"
    ordre = 530
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
    ordre = 550
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
    ordre = 540
    resume = "Ce que les visiteurs cherchent et ne trouvent pas"
    include_route_methods = {"list", "show", "exporter", "supprimer"}
    base_order = ("fois", "desc")
    list_columns = ["texte", "fois", "premiere_le", "derniere_le"]

    def complement(self, objet) -> str:
        """A search has no history."""
        return ""
