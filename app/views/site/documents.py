"""Texts of law, CNSS INFO, and the media library: lists, pages, and the files themselves."""

import zlib

from flask import Response, abort, g, request, session
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.identites.identification import reconnaitre
from app.site import caches
from app.site.images import image_de
from app.site.markdown import en_html
from app.site.publique import VISITEUR, fil, montrer, publique
from app.site.redaction import Redaction
from app.site.sous_titres import transcrire
from app.site.tables.contenus import Media, NatureMedia, NatureTexte, TexteReglementaire, VarianteImage
from app.socle.acces import au_nom_de, systeme
from app.socle.base_de_donnees import db
from app.socle.securite_http import pour_tous
from app.travaux import fichiers

DOSSIERS = {
    "textes": (NatureTexte.texte, "Textes réglementaires"),
    "cnss-info": (NatureTexte.cnss_info, "CNSS INFO"),
}
IMAGES = (selectinload(Media.variantes), joinedload(Media.affiche).selectinload(Media.variantes))
"""What shows a medium: its own widths, and those of its poster."""
PLANCHE = 60
"""Media shown on one page."""


class DocumentsView(PageOuverte):
    """`/textes/`, `/cnss-info/` and their files."""

    route_base = ""
    default_view = "liste"

    @expose("/<any(textes, 'cnss-info'):dossier>/")
    @publique
    def liste(self, dossier):
        """Show the documents of a kind, the latest first."""
        nature, titre = DOSSIERS[dossier]
        t = TexteReglementaire
        requete = select(t).where(t.nature == nature).order_by(t.date_texte.desc().nulls_last(), t.id)
        textes = db.session.scalars(requete.options(joinedload(t.fichier))).all()
        return montrer("site/textes.html", titre=titre, dossier=dossier, textes=textes)

    @expose("/<any(textes, 'cnss-info'):dossier>/<slug>")
    @publique
    def texte(self, dossier, slug):
        """Show what a document says and where it is read."""
        requete = select(TexteReglementaire).where(
            TexteReglementaire.slug == slug, TexteReglementaire.nature == DOSSIERS[dossier][0]
        )
        with_file = requete.options(joinedload(TexteReglementaire.fichier))
        return page_de_texte(db.session.scalars(with_file).one_or_none() or abort(404))

    @expose("/documents/<slug>.pdf")
    @pour_tous
    def fichier(self, slug):
        """Send the file of a document that visitors may read."""
        texte = _montre(select(TexteReglementaire).where(TexteReglementaire.slug == slug))
        return envoyer(texte.fichier_id if texte else None, "application/pdf")


def page_de_texte(texte: TexteReglementaire) -> str:
    """Return the page of a document, for visitors or in preview."""
    dossier, (_, titre) = next((d, t) for d, t in DOSSIERS.items() if t[0] is texte.nature)
    return montrer(
        "site/texte.html",
        titre=texte.titre,
        fil=fil((titre, DocumentsView.url("liste", dossier=dossier)), (texte.titre, None)),
        texte=texte,
        resume=Redaction(db.session).page(texte.resume),
    )


class MediasView(PageOuverte):
    """`/mediatheque/` and the files of the media."""

    route_base = ""
    default_view = "liste"

    @expose("/mediatheque/")
    @publique
    def liste(self):
        """Show the pictures, sounds and films, by kind."""
        requete = select(Media).where(Media.au_catalogue.is_(True)).order_by(Media.publiee_le.desc())
        medias = db.session.scalars(requete.options(*IMAGES).limit(PLANCHE)).all()
        montres = [(m, image_de(m) or image_de(m.affiche)) for m in medias]
        natures = {n: [(m, i) for m, i in montres if m.nature is n] for n in NatureMedia}
        return montrer("site/mediatheque.html", titre="Médiathèque", natures=natures)

    @expose("/mediatheque/<slug>")
    @publique
    def media(self, slug):
        """Show a medium with its caption and transcript."""
        requete = select(Media).where(Media.slug == slug).options(*IMAGES)
        return page_de_media(db.session.scalars(requete).one_or_none() or abort(404))

    @expose("/media/<slug>/<int:largeur>.<any(webp, avif):forme>")
    def image(self, slug, largeur, forme):
        """Send a picture at one width, in one format."""
        v = VarianteImage
        requete = select(v.fichier_id).join(v.media)
        requete = requete.where(Media.slug == slug, v.largeur == largeur, v.format == forme)
        return envoyer(_montre(requete), f"image/{forme}")

    @expose("/media/<slug>/son-ou-film")
    @pour_tous
    def source(self, slug):
        """Send a sound or a film, by parts when the player asks for some."""
        media = _montre(select(Media).where(Media.slug == slug, Media.nature != NatureMedia.image))
        return envoyer(media and media.fichier_id, media.type_mime if media else "")

    @expose("/media/<slug>/sous-titres.vtt")
    @pour_tous
    def sous_titres(self, slug):
        """Send the captions of a sound or a film."""
        texte = _montre(select(Media.sous_titres).where(Media.slug == slug)) or abort(404)
        return _dater(Response(texte, mimetype="text/vtt"), str(zlib.crc32(texte.encode())))


def page_de_media(media: Media) -> str:
    """Return the page of a medium, for visitors or in preview."""
    return montrer(
        "site/media.html",
        titre=media.titre,
        fil=fil(("Médiathèque", MediasView.url("liste")), (media.titre, None)),
        media=media,
        image=image_de(media),
        affiche=image_de(media.affiche),
        transcription=en_html(media.transcription or transcrire(media.sous_titres)),
    )


def _montre(requete):
    """Return what a visitor may read; to an editor who previews it, what is not online yet too."""
    with au_nom_de(VISITEUR):
        trouve = db.session.scalar(requete)
    if trouve is None and "_user_id" in session:
        with au_nom_de(reconnaitre().perimetre):
            trouve = db.session.scalar(requete)
        g.avant_publication = True
    return trouve


def envoyer(fichier_id: int | None, type_mime: str) -> Response:
    """Return a file of the depot whose row the caller found visible; its address changes with its bytes."""
    if fichier_id is None:
        abort(404)
    with systeme("the content that holds the file is visible"):
        fichier = db.session.get_one(fichiers.Fichier, fichier_id)
        contenu = fichiers.lire(fichier)
    return _dater(Response(contenu, mimetype=type_mime), fichier.sha256[:20])


def _dater(reponse: Response, empreinte: str) -> Response:
    publie = caches.UN_AN if "v" in request.args else caches.FRAICHEUR
    reponse.headers["Cache-Control"] = "no-store" if g.get("avant_publication") else publie
    reponse.headers["Vary"] = "Accept-Encoding"
    reponse.set_etag(empreinte)
    complet = reponse.calculate_content_length()
    reponse.make_conditional(request, accept_ranges=True, complete_length=complet)
    return reponse
