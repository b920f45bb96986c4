"""What surrounds the contents of the public site: menus, links, banners, settings. All of it is rows."""

import enum

from sqlalchemy import Boolean, CheckConstraint, ColumnElement, DateTime, Integer, String, Text
from sqlalchemy.orm import relationship

from app.generateur.adaptateur import Model
from app.generateur.champs import Choix, champ, cle_etrangere, cle_primaire
from app.site.tables.contenus import Illustree, Media, une_image
from app.site.tables.publication import Programmee, aux_redacteurs, destination
from app.socle.acces import Perimetre


class Ordonnee:
    """The columns of a link that has its place in a series, and may be hidden."""

    libelle = champ(String(80), "Libellé")
    ordre = champ(Integer, "Ordre", "Du plus petit au plus grand", default=100)
    visible = champ(Boolean, "Visible", default=True)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return aux_redacteurs(p, cls.visible.is_(True))

    def __str__(self) -> str:
        return self.libelle


class Place(enum.Enum):
    """Where a menu entry shows."""

    bandeau = "Bandeau d’entête"
    barre = "Barre des menus"


class EntreeMenu(Ordonnee, Model):
    """An entry of the header or of the menu bar; one under another drops down from it."""

    __tablename__ = "entree_menu"
    recherche = ("libelle",)

    id = cle_primaire()
    place = champ(Choix(Place), "Place", default=Place.barre)
    parent_id = cle_etrangere(
        "entree_menu.id", "Sous l’entrée", aide="Vide : au premier niveau", facultatif=True
    )
    adresse = champ(
        String(300), "Adresse", "Vide : ouvre ses sous-menus", facultatif=True, controles=[destination]
    )

    parent = relationship("EntreeMenu", remote_side=[id])


class LienRapide(Ordonnee, Model):
    """A link of the bar of quick links, at the foot of every public page."""

    __tablename__ = "lien_rapide"

    id = cle_primaire()
    adresse = champ(String(300), "Adresse", controles=[destination])


class Reseau(enum.Enum):
    """A network on which the fund may be followed."""

    facebook = "Facebook"
    x = "X"
    linkedin = "LinkedIn"
    instagram = "Instagram"
    youtube = "YouTube"
    whatsapp = "WhatsApp"


class ReseauSocial(Ordonnee, Model):
    """An account of the fund on a social network."""

    __tablename__ = "reseau_social"

    id = cle_primaire()
    reseau = champ(Choix(Reseau), "Réseau")
    adresse = champ(String(300), "Adresse", controles=[destination])


class FlashInfo(Programmee, Model):
    """A line of the « Flash infos » band."""

    __tablename__ = "flash_info"

    id = cle_primaire()
    ordre = champ(Integer, "Ordre", default=100)
    adresse = champ(
        String(300),
        "Adresse",
        "Où mène la ligne ; vide : nulle part",
        facultatif=True,
        controles=[destination],
    )


class Encart(Illustree, Programmee, Model):
    """An advert of the home page: online payment, the mobile portal…"""

    __tablename__ = "encart"

    id = cle_primaire()
    ordre = champ(Integer, "Ordre", default=100)
    texte = champ(String(300), "Texte")
    bouton = champ(String(40), "Libellé du bouton")
    adresse = champ(String(300), "Adresse", controles=[destination])


class ReglageSite(Model):
    """The settings of the site, in one row: maintenance, announcement, word of the Director General."""

    __tablename__ = "reglage_site"
    __table_args__ = (CheckConstraint("id = 1", name="ck_reglage_site_unique"),)
    publique = True

    id = cle_primaire()
    maintenance = champ(
        Boolean, "Mode maintenance", "Le site public montre alors une page d’attente", default=False
    )
    maintenance_message = champ(
        String(400), "Message de maintenance", "Jusqu’à quand, et que faire d’ici là", facultatif=True
    )
    annonce = champ(String(300), "Bandeau d’annonce", "Vide : pas de bandeau", facultatif=True)
    annonce_adresse = champ(
        String(300), "Adresse de l’annonce", "Où elle mène", facultatif=True, controles=[destination]
    )
    annonce_jusqu_au = champ(
        DateTime(timezone=True), "Annonce affichée jusqu’au", "Vide : sans limite", facultatif=True
    )
    devise = champ(String(120), "Devise de la Caisse", "Sous le nom, en haut de chaque page", facultatif=True)
    directeur_nom = champ(String(120), "Nom de la Direction générale", facultatif=True)
    directeur_photo_id = cle_etrangere(
        "media.id", "Photo de la Direction générale", facultatif=True, controles=[une_image]
    )
    directeur_mot = champ(Text, "Mot de la Direction générale", facultatif=True)
    version = champ(Integer, "Version", default=1)

    directeur_photo = relationship(Media)

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return "Réglages du site"
