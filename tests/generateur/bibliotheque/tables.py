"""What the library keeps: authors, whom everybody sees, books, seen by their reader alone, what left."""

import enum

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import DeclarativeBase, mapped_column, relationship

from app.generateur.badges import Etat
from app.generateur.champs import Choix, Cle, Francs, champ, cle_etrangere, cle_primaire
from app.generateur.controles import Chiffres, pas_dans_le_futur
from app.socle.acces import mien


class Genre(enum.Enum):
    """What kind of book it is."""

    roman = "Roman"
    conte = "Conte"
    poesie = "Poésie"


class Place(Etat):
    """Where a book is."""

    en_rayon = "En rayon"
    prete = "Prêté"


class Rayon(DeclarativeBase):
    """The tables of the library, a family of their own."""


class Auteur(Rayon):
    """Who wrote books."""

    __tablename__ = "auteur"
    publique = True
    recherche = ("nom",)

    id = cle_primaire()
    nom = champ(String(60), "Nom")

    def __str__(self):
        return self.nom


class Livre(Rayon):
    """A book of a reader's."""

    __tablename__ = "livre"

    id = cle_primaire()
    titre = champ(String(80), "Titre", "Tel qu’il est imprimé")
    auteur_id = cle_etrangere("auteur.id", "Auteur")
    genre = champ(Choix(Genre), "Genre")
    prix = champ(Francs, "Prix d’achat")
    paru_le = champ(Date, "Paru le", controles=[pas_dans_le_futur])
    isbn = champ(
        String(13), "ISBN", controles=[Chiffres(13, 13, "Un ISBN est fait de 13 chiffres.")], facultatif=True
    )
    place = champ(Choix(Place), "Place", default=Place.en_rayon)
    lecteur_id = champ(Cle, "Lecteur")
    cle_unique = champ(String(40), "Clé contre le double envoi", unique=True, facultatif=True)
    version = mapped_column(Integer, nullable=False)
    __mapper_args__ = {"version_id_col": version}

    auteur = relationship(Auteur)

    def __str__(self):
        return self.titre

    @classmethod
    def portee(cls, p):
        """A reader sees his own books."""
        return mien((cls.lecteur_id, p.utilisateur_id))


class Emport(Rayon):
    """What somebody took away, and why."""

    __tablename__ = "emport"
    publique = True

    id = cle_primaire()
    liste = champ(String(80), "Liste")
    lignes = champ(Integer, "Lignes")
    motif = champ(String(500), "Motif")
