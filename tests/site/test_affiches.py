"""The poster of a film: chosen among the pictures, shown by the player and the library."""

import pytest

from app.models import EtatPublication, Media, NatureMedia
from app.site import medias
from app.socle.horloge import maintenant
from tests.outils.services import texte
from tests.site.outils import jpeg
from tests.site.test_sous_titres import FILM

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def publier(app, session):
    """Return `publier(titre, contenu, **columns) -> Media` online."""

    def publier(titre: str, contenu: bytes, **colonnes) -> Media:
        publie = {"etat": EtatPublication.publiee, "publiee_le": maintenant()}
        media = Media(titre=titre, slug=titre.lower(), description="Un essai", **publie | colonnes)
        with app.app_context():
            medias.garder(session, media, "essai", medias.lire(contenu), None)
        session.add(media)
        session.commit()
        return media

    return publier


@pytest.fixture
def film(publier):
    """A film online with its poster, which the library does not show by itself."""
    affiche = publier("Affiche", jpeg(), au_catalogue=False)
    return publier("Film", FILM, affiche_id=affiche.id)


def modifier(redactrice, film: Media, affiche: str):
    saisie = {"titre": "Film", "description": "Un essai", "au_catalogue": "oui", "affiche_id": affiche}
    return redactrice.post(f"/communication/medias/{film.id}/modifier", data=saisie)


def test_the_player_and_the_library_show_the_poster(client, film):
    lecteur = client.get("/mediatheque/film").text.partition("<video")[2].partition(">")[0]
    assert 'poster="/media/affiche/640.webp?v=' in lecteur
    planche = client.get("/mediatheque/").text
    assert "/media/affiche/640.webp" in planche
    assert "/mediatheque/affiche" not in planche


def test_a_poster_not_yet_online_is_not_shown_to_visitors(session, client, film):
    film.affiche.etat = EtatPublication.brouillon
    session.commit()
    page = client.get("/mediatheque/film")
    assert page.status_code == 200
    assert "poster=" not in page.text


def test_a_film_without_a_poster_has_none(client, publier):
    publier("Film", FILM)
    assert "poster=" not in client.get("/mediatheque/film").text


def test_an_editor_chooses_a_poster_among_the_pictures_and_no_film(session, connecter, publier, film):
    redactrice = connecter("redaction@essai.tg")
    autre = publier("Autre", FILM)
    assert autre.nature is NatureMedia.video
    refus = modifier(redactrice, film, str(autre.id))
    assert refus.status_code == 422
    assert "« Autre » n’est pas une image : choisissez-en une." in texte(refus)
    assert modifier(redactrice, film, "").status_code == 302
    session.refresh(film)
    assert film.affiche is None
    nouvelle = publier("Nouvelle", jpeg())
    assert modifier(redactrice, film, str(nouvelle.id)).status_code == 302
    session.refresh(film)
    assert film.affiche is nouvelle
