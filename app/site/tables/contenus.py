"""The contents of the public site: pages, news, questions, words, texts, media, and their history."""

import enum

from sqlalchemy import Boolean, ColumnElement, Date, DateTime, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import declared_attr, relationship
from wtforms import ValidationError

from app.generateur.adaptateur import Model
from app.generateur.champs import JSON, Choix, Cle, champ, cle_etrangere, cle_primaire
from app.site import sous_titres
from app.site.tables.publication import Publiee, a_son_heure, aux_redacteurs
from app.socle.acces import Perimetre, mien
from app.socle.horloge import maintenant
from app.travaux.tables import Fichier

MARKDOWN = (
    "Titres : ## ; listes : - ; gras : **mot** ; lien : [texte](/adresse) ; "
    "valeur de la loi : {{ parametre:smig }}"
)

LONG = 60_000
"""Characters that a text of the site may have."""


class NatureMedia(enum.Enum):
    """What a medium is, told from its content."""

    image = "Image"
    audio = "Audio"
    video = "Vidéo"


def une_image(_form, champ) -> None:
    """Refuse a sound or a film where a picture is shown; a WTForms validator."""
    if champ.ligne is not None and champ.ligne.nature is not NatureMedia.image:
        raise ValidationError(f"« {champ.ligne} » n’est pas une image : choisissez-en une.")


class Media(Publiee, Model):
    """A picture, sound or film of the site, kept in our own store."""

    __tablename__ = "media"
    recherche = ("titre", "legende")

    id = cle_primaire()
    nature = champ(Choix(NatureMedia), "Nature")
    fichier_id = cle_etrangere("fichier.id", "Fichier")
    type_mime = champ(String(60), "Format")
    largeur = champ(Integer, "Largeur (pixels)", facultatif=True)
    hauteur = champ(Integer, "Hauteur (pixels)", facultatif=True)
    duree = champ(Integer, "Durée (secondes)", facultatif=True)
    description = champ(
        String(300), "Texte de remplacement", "Ce que montre l’image, pour qui ne la voit pas", default=""
    )
    legende = champ(String(300), "Légende", facultatif=True)
    credit = champ(String(120), "Crédit", facultatif=True)
    transcription = champ(
        Text,
        "Transcription",
        "Ce qui est dit, mot à mot ; vide : le texte des sous-titres",
        facultatif=True,
        longueur=LONG,
    )
    sous_titres = champ(
        Text,
        "Sous-titres",
        "D’un son ou d’un film, au format WebVTT : « WEBVTT », une ligne vide, puis l’horaire "
        "(00:04.000 --> 00:09.500) et, dessous, le texte",
        facultatif=True,
        longueur=LONG,
        controles=[sous_titres.lisibles],
    )
    affiche_id = cle_etrangere(
        "media.id",
        "Affiche",
        aide="L’image montrée d’un film avant sa lecture, ajoutée d’abord comme média",
        facultatif=True,
        controles=[une_image],
    )
    au_catalogue = champ(Boolean, "Montrée dans la médiathèque", default=True)

    fichier = relationship(Fichier)
    affiche = relationship("Media", remote_side=[id])
    variantes = relationship(
        "VarianteImage",
        back_populates="media",
        order_by="VarianteImage.largeur",
        cascade="all, delete-orphan",
    )


class VarianteImage(Model):
    """A picture at one width in one format, made from the original."""

    __tablename__ = "variante_image"
    __table_args__ = (UniqueConstraint("media_id", "largeur", "format", name="uq_variante_image"),)

    id = cle_primaire()
    media_id = cle_etrangere("media.id", "Média")
    fichier_id = cle_etrangere("fichier.id", "Fichier")
    largeur = champ(Integer, "Largeur (pixels)")
    hauteur = champ(Integer, "Hauteur (pixels)")
    format = champ(String(10), "Format")

    media = relationship(Media, back_populates="variantes")
    fichier = relationship(Fichier)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return cls.media.has(Media.portee(p))


class Illustree:
    """The column of what a picture illustrates."""

    image_id = cle_etrangere(
        "media.id", "Image", aide="Une image de la médiathèque", facultatif=True, controles=[une_image]
    )

    @declared_attr
    def image(cls):
        return relationship(Media)


class Rubrique(enum.Enum):
    """The part of the site a page belongs to."""

    caisse = "La CNSS"
    prestations = "Prestations & Services"
    employeurs = "Employeurs"
    assures = "Assurés"
    services = "Services en ligne"
    informations = "Informations"
    documentation = "Documentation"
    mediatheque = "Médiathèque"
    projets = "Projets"


class PageSite(Illustree, Publiee, Model):
    """A page of the site; that of a benefit leads to its form and its service."""

    __tablename__ = "page_site"

    id = cle_primaire()
    rubrique = champ(Choix(Rubrique), "Rubrique")
    ordre = champ(Integer, "Ordre", "Dans sa rubrique", default=100)
    chapeau = champ(String(400), "Chapeau", "L’essentiel en une ou deux phrases")
    corps = champ(Text, "Texte", MARKDOWN, longueur=LONG)
    service = champ(String(40), "Service en ligne", "Celui que la page permet de commencer", facultatif=True)
    formulaire = champ(String(40), "Formulaire à télécharger", facultatif=True)
    sources = champ(Text, "Sources", "Les textes sur lesquels la page repose", facultatif=True)


Index("ix_page_site_rubrique", PageSite.rubrique, PageSite.ordre)


class NatureArticle(enum.Enum):
    """Illustrated news, or an official statement."""

    actualite = "Actualité"
    communique = "Communiqué"


class Article(Illustree, Publiee, Model):
    """A piece of news or a statement."""

    __tablename__ = "article"

    id = cle_primaire()
    nature = champ(Choix(NatureArticle), "Nature")
    chapeau = champ(String(400), "Chapeau", "L’essentiel en une ou deux phrases")
    corps = champ(Text, "Texte", MARKDOWN, longueur=LONG)
    reference = champ(String(80), "Référence", "Numéro du communiqué", facultatif=True)


Index("ix_article_parution", Article.nature, Article.publiee_le)


class Theme(enum.Enum):
    """What a frequent question is about."""

    employeurs = "Employeurs"
    assures = "Assurés"
    prestations = "Prestations"
    services = "Services en ligne"


class QuestionFrequente(Publiee, Model):
    """A question people ask, and the answer; the title is the question."""

    __tablename__ = "question_frequente"

    id = cle_primaire()
    theme = champ(Choix(Theme), "Thème")
    ordre = champ(Integer, "Ordre", default=100)
    reponse = champ(Text, "Réponse", MARKDOWN, longueur=LONG)


class Terme(Publiee, Model):
    """A word of the lexicon; the title is the word."""

    __tablename__ = "terme"

    id = cle_primaire()
    definition = champ(Text, "Définition", MARKDOWN)


class NatureTexte(enum.Enum):
    """A text of law, or an issue of the fund's own newsletter."""

    texte = "Texte réglementaire"
    cnss_info = "CNSS INFO"


class TexteReglementaire(Publiee, Model):
    """A document to read: a text of law or an issue of CNSS INFO, as a file or as a link to its publisher."""

    __tablename__ = "texte_reglementaire"

    id = cle_primaire()
    nature = champ(Choix(NatureTexte), "Nature")
    reference = champ(String(120), "Référence", "Numéro et date du texte, ou numéro de parution")
    date_texte = champ(Date, "Date du texte", facultatif=True)
    resume = champ(Text, "Résumé", MARKDOWN, default="")
    adresse_officielle = champ(String(300), "Adresse officielle", "Où le texte est publié", facultatif=True)
    fichier_id = cle_etrangere("fichier.id", "Fichier PDF", facultatif=True)
    texte_extrait = champ(
        Text, "Texte du PDF", "Lu dans le fichier, pour la recherche", facultatif=True, deferred=True
    )

    fichier = relationship(Fichier)


class VersionContenu(Model):
    """Who changed what in the site, when, from what to what; never changed."""

    __tablename__ = "version_contenu"
    __table_args__ = (Index("ix_version_contenu_objet", "objet_type", "objet_id", "id"),)

    id = cle_primaire()
    objet_type = champ(String(40), "Contenu")
    objet_id = champ(Cle, "N° du contenu")
    titre = champ(String(160), "Titre")
    action = champ(String(30), "Action")
    le = champ(DateTime(timezone=True), "Le", default=maintenant)
    auteur_id = cle_etrangere("ab_user.id", "Par", facultatif=True)
    auteur_nom = champ(String(120), "Par")
    avant = champ(JSON, "Avant", "Les valeurs remplacées", facultatif=True)
    apres = champ(JSON, "Après", "Les valeurs écrites", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return aux_redacteurs(p, mien())

    def __str__(self) -> str:
        return f"{self.action} : {self.titre}"


class EntreeIndex(Model):
    """What the search of the site knows of a content: its words without accents nor endings."""

    __tablename__ = "index_site"
    __table_args__ = (UniqueConstraint("objet_type", "objet_id", name="uq_index_site"),)

    id = cle_primaire()
    objet_type = champ(String(40), "Contenu")
    objet_id = champ(Cle, "N° du contenu")
    genre = champ(String(40), "Genre")
    titre = champ(String(160), "Titre")
    adresse = champ(String(200), "Adresse")
    texte = champ(Text, "Texte")
    titre_plie = champ(Text, "Titre plié")
    texte_plie = champ(Text, "Texte plié")
    publiee_le = champ(DateTime(timezone=True), "En ligne à partir du")
    archivee_le = champ(DateTime(timezone=True), "Retirée le", facultatif=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return a_son_heure(cls)


class RechercheVaine(Model):
    """What was searched on the site and not found, told to the editors."""

    __tablename__ = "recherche_vaine"

    id = cle_primaire()
    texte = champ(String(80), "Recherché", unique=True)
    fois = champ(Integer, "Fois", default=1)
    premiere_le = champ(DateTime(timezone=True), "La première fois", default=maintenant)
    derniere_le = champ(DateTime(timezone=True), "La dernière fois", default=maintenant)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return aux_redacteurs(p, mien())

    def __str__(self) -> str:
        return f"« {self.texte} »"
