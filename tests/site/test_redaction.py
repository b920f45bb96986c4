"""Editing: from the draft to the site, with its history; files told from their bytes; others kept out."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import create_engine, select, update

from app.demandes.etats import Statut
from app.generateur.champs_fichier import MEGA_OCTETS
from app.models import (
    Article,
    Division,
    EtatPublication,
    Media,
    ReglageSite,
    Tache,
    TexteReglementaire,
    VarianteImage,
    VersionContenu,
)
from app.services.reclamation import Reclamation
from app.site import images
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.horloge import maintenant
from app.travaux.taches import executer_en_attente
from tests.demandes.hostiles import script_a_l_ouverture
from tests.outils import horloge as outils_horloge
from tests.outils import papiers
from tests.outils.services import ligne_de, texte
from tests.site.outils import ecrire, jpeg, pdf

pytestmark = pytest.mark.petit_togo
decliner = images.decliner
ARTICLES = "/communication/actualites-et-communiques"
SAISIE = {"titre": "Un nouveau guichet", "nature": "actualite", "chapeau": "À Kara.", "corps": "Il **ouvre**"}


@pytest.fixture
def redactrice(connecter):
    """Somebody of the communication team."""
    return connecter("redaction@essai.tg")


def rediger(navigateur, **autres) -> int:
    """Send the form of an article and return its key."""
    reponse = navigateur.post(f"{ARTICLES}/nouvelle", data=SAISIE | autres)
    assert reponse.status_code == 302, texte(reponse)
    return int(re.search(r"/(\d+)$", reponse.headers["Location"])[1])


def geste(navigateur, pk: int, quoi: str, **autres) -> str:
    """Press a button of publication and return the text of the page that follows."""
    adresse = f"{ARTICLES}/{pk}/publication"
    return texte(navigateur.post(adresse, data={"geste": quoi} | autres, follow_redirects=True))


def envoyer(navigateur, ecran: str, contenu: bytes, nom: str = "fichier", **saisie):
    """Send the form of a content that holds a file."""
    donnees = {"titre": "Essai", "description": "Une façade", "au_catalogue": "oui"} | saisie
    donnees["fichier"] = (io.BytesIO(contenu), nom)
    return navigateur.post(f"/communication/{ecran}/nouvelle", data=donnees)


def test_an_article_is_written_previewed_published_and_taken_down(app, session, redactrice, client):
    pk = rediger(redactrice)
    assert "Il <strong>ouvre</strong>" in redactrice.get(f"{ARTICLES}/{pk}/apercu").text
    assert client.get("/actualites/un-nouveau-guichet").status_code == 404
    assert "publiée" in geste(redactrice, pk, "publier")
    assert client.get("/actualites/un-nouveau-guichet").status_code == 200
    geste(redactrice, pk, "archiver")
    assert client.get("/actualites/un-nouveau-guichet").status_code == 404


def test_an_article_is_scheduled_in_the_hour_of_togo(app, session, redactrice, client, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    pk = rediger(redactrice)
    horloge.avancer(minutes=1)
    demain = (horloge.instant.replace(second=0) + outils_horloge.timedelta(days=1)).strftime("%d/%m/%Y %H:%M")
    assert "programmée" in geste(redactrice, pk, "programmer", le=demain)
    assert client.get("/actualites/un-nouveau-guichet").status_code == 404


@pytest.mark.parametrize("le", ["01/01/2020 08:00", "demain", ""])
def test_an_hour_that_cannot_be_is_refused_in_french(app, session, redactrice, le):
    pk = rediger(redactrice)
    page = geste(redactrice, pk, "programmer", le=le)
    assert any(m in page for m in ("heure est passée", "n’est pas lisible", "est obligatoire"))
    assert session.get(Article, pk).etat is EtatPublication.brouillon


def test_two_articles_of_one_title_have_two_addresses(app, session, redactrice):
    rediger(redactrice), rediger(redactrice)
    assert set(session.scalars(select(Article.slug))) == {"un-nouveau-guichet", "un-nouveau-guichet-2"}


def test_the_history_says_who_changed_what(app, session, redactrice):
    pk = rediger(redactrice)
    redactrice.post(f"{ARTICLES}/{pk}/modifier", data=SAISIE | {"titre": "Un guichet", "slug": "guichet"})
    version = session.scalars(select(VersionContenu).order_by(VersionContenu.id.desc())).first()
    assert (version.avant["titre"], version.apres["titre"]) == ("Un nouveau guichet", "Un guichet")
    assert version.auteur_nom == "Yawa Redaction"
    assert "<del>Un nouveau guichet</del>" in redactrice.get(f"{ARTICLES}/{pk}").text


def test_a_text_goes_back_to_what_it_was_and_stays_online(app, session, redactrice):
    pk = rediger(redactrice)
    geste(redactrice, pk, "publier")
    redactrice.post(f"{ARTICLES}/{pk}/modifier", data=SAISIE | {"corps": "Raté", "slug": "guichet"})
    version = session.scalars(select(VersionContenu).order_by(VersionContenu.id.desc())).first()
    redactrice.post(f"{ARTICLES}/{pk}/retablir", data={"version": version.id})
    article = session.get(Article, pk)
    assert (article.corps, article.etat) == (SAISIE["corps"], EtatPublication.publiee)


def test_the_history_of_another_content_restores_nothing(app, session, redactrice):
    un, deux = rediger(redactrice), rediger(redactrice)
    version = session.scalars(select(VersionContenu.id).where(VersionContenu.objet_id == deux)).first()
    assert redactrice.post(f"{ARTICLES}/{un}/retablir", data={"version": version}).status_code == 404


@pytest.mark.parametrize("email", ["agent@essai.tg", "superviseur@essai.tg", "scierie@essai.tg"])
def test_the_others_do_not_write_the_site(app, session, connecter, email):
    navigateur = connecter(email)
    assert navigateur.get(f"{ARTICLES}/").status_code == 403
    assert navigateur.post(f"{ARTICLES}/nouvelle", data=SAISIE).status_code == 403


def test_an_editor_reads_no_register_and_no_request_but_the_letters_of_her_team(app, session, redactrice):
    for adresse in ("/agent/employeurs/", "/agent/paiements/", "/administration/taches-differees/"):
        assert redactrice.get(adresse).status_code == 403
    plainte = ligne_de(Reclamation)
    plainte.numero, plainte.soumise_le, plainte.statut = "REC-2026-000099", maintenant(), Statut.soumise
    session.add(plainte)
    session.commit()
    assert redactrice.get("/agent/dossiers/").status_code == 200
    assert plainte.numero not in redactrice.get("/agent/dossiers/").text


def test_a_picture_is_made_at_several_widths_without_what_the_camera_wrote(app, session, redactrice, client):
    assert envoyer(redactrice, "medias", jpeg(), "photo.jpg").status_code == 302
    media = session.scalars(select(Media)).one()
    assert [v.largeur for v in media.variantes] == [320, 640, 960, 1440]
    media.etat, media.publiee_le = EtatPublication.publiee, media.cree_le
    session.commit()
    reponse = client.get("/media/essai/640.webp?v=1")
    with Image.open(io.BytesIO(reponse.data)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (640, 360), {})
    assert "immutable" in reponse.headers["Cache-Control"]


def test_a_picture_is_made_in_both_formats_while_others_write(app_a_part, monkeypatch):
    ailleurs = create_engine(app_a_part.config["SQLALCHEMY_DATABASE_URI"])

    def pendant(image, format_):
        with ailleurs.begin() as connexion:
            connexion.execute(update(Division.__table__).values(ville=f"Écrite pendant {format_}"))
        return decliner(image, format_)

    monkeypatch.setattr(images, "decliner", pendant)
    redactrice = app_a_part.test_client().connecter("redaction@essai.tg")
    for format_, travail in (
        ("webp", lambda: envoyer(redactrice, "medias", jpeg(400, 300), "photo.jpg")),
        ("avif", lambda: executer_en_attente(app_a_part)),
    ):
        travail()
        with app_a_part.app_context(), acces.systeme("test"):
            assert set(db.session.scalars(select(Division.ville))) == {f"Écrite pendant {format_}"}
    with app_a_part.app_context(), acces.systeme("test"):
        formats = db.session.scalars(select(VarianteImage.format).order_by(VarianteImage.id)).all()
        assert formats == ["webp", "webp", "avif", "avif"]
        assert not db.session.scalar(select(Tache.erreur).where(Tache.nom == "decliner_en_avif"))
    ailleurs.dispose()


def test_a_draft_picture_is_shown_to_nobody_but_the_editors_who_preview_it(
    app, session, redactrice, client, connecter
):
    envoyer(redactrice, "medias", jpeg(400, 300), "photo.jpg")
    for navigateur in (client, connecter("scierie@essai.tg")):
        assert navigateur.get("/media/essai/320.webp?v=1").status_code == 404
    apercu = redactrice.get("/media/essai/320.webp?v=1")
    assert (apercu.mimetype, apercu.headers["Cache-Control"]) == ("image/webp", "no-store")


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"", "vide"),
        (b"<svg onload=alert(1)>", "n’est pas une image"),
        (b"MZ" + bytes(200), "n’est pas une image"),
        (jpeg(300, 200)[:400], "n’est pas une image"),
        (pdf("texte"), "n’est pas une image"),
    ],
)
def test_what_is_no_picture_is_refused_and_what_was_typed_stays(app, session, redactrice, contenu, phrase):
    reponse = envoyer(redactrice, "medias", contenu, "photo.jpg", legende="La façade de Kara")
    assert reponse.status_code == 422
    assert phrase in texte(reponse)
    assert "La façade de Kara" in reponse.text
    assert session.scalars(select(Media)).all() == []


def test_a_picture_of_too_many_points_is_refused(app, session, redactrice, monkeypatch):
    monkeypatch.setattr("app.site.images.POINTS_AU_PLUS", 10_000)
    assert "réduisez-la" in texte(envoyer(redactrice, "medias", jpeg(200, 100), "photo.jpg"))


def test_a_picture_heavier_than_a_request_may_be_is_refused(app, session, redactrice, monkeypatch):
    assert app.config["MAX_CONTENT_LENGTH"] == MEGA_OCTETS * 1024 * 1024
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 10_000)
    reponse = envoyer(redactrice, "medias", jpeg(), "photo.jpg")
    assert reponse.status_code == 413
    assert "dépasse 20 Mo" in texte(reponse)


def test_a_sound_is_served_by_parts(app, session, redactrice, client):
    envoyer(redactrice, "medias", b"ID3" + bytes(range(200)), "annonce.mp3")
    media = session.scalars(select(Media)).one()
    media.etat, media.publiee_le = EtatPublication.publiee, media.cree_le
    session.commit()
    reponse = client.get("/media/essai/son-ou-film", headers={"Range": "bytes=0-2"})
    assert (reponse.status_code, reponse.data, reponse.mimetype) == (206, b"ID3", "audio/mpeg")


TEXTES = "textes-et-cnss-info"
DOCUMENT = {"nature": "texte", "reference": "Loi 2011-006", "resume": "Le code."}


def test_the_words_of_a_pdf_sent_are_searched(app, session, redactrice, client):
    envoyer(redactrice, TEXTES, pdf("Les cotisations"), "loi.pdf", **DOCUMENT)
    document = session.scalars(select(TexteReglementaire)).one()
    redactrice.post(f"/communication/{TEXTES}/{document.id}/publication", data={"geste": "publier"})
    assert "/textes/essai" in client.get("/recherche?q=cotisation").text
    assert client.get("/documents/essai.pdf").data.startswith(b"%PDF")


def test_a_script_in_a_text_never_reaches_who_reads_the_site(app, session, redactrice, client):
    envoyer(redactrice, TEXTES, papiers.pdf(arranger=script_a_l_ouverture), "loi.pdf", **DOCUMENT)
    document = session.scalars(select(TexteReglementaire)).one()
    redactrice.post(f"/communication/{TEXTES}/{document.id}/publication", data={"geste": "publier"})
    lu = client.get("/documents/essai.pdf").data
    assert lu.startswith(b"%PDF")
    assert b"/JS" not in lu


def test_a_pdf_without_text_is_kept_and_the_editor_told(app, session, redactrice):
    reponse = envoyer(redactrice, TEXTES, pdf(), "scan.pdf", **DOCUMENT)
    assert "ne contient pas de texte lisible" in texte(redactrice.get(reponse.headers["Location"]))


def test_scripts_in_a_text_never_reach_a_visitor(app, session, client):
    ecrire(session, Article, "Piege", corps="<script>alert(1)</script> <img src=x onerror=alert(2)>")
    page = client.get("/actualites/piege").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_link_of_the_menu_leads_to_the_site_or_to_a_full_address(app, session, redactrice):
    donnees = {"libelle": "Piège", "adresse": "javascript:alert(1)", "ordre": "1", "visible": "oui"}
    reponse = redactrice.post("/communication/liens-rapides/nouvelle", data=donnees)
    assert reponse.status_code == 422
    assert "Écrivez une adresse du site" in texte(reponse)


def test_there_is_one_row_of_settings(app, session, redactrice):
    for annonce in ("Une", "Deux"):
        saisie = {"annonce": annonce, "maintenance": "non"}
        redactrice.post("/communication/reglages-du-site/nouvelle", data=saisie)
    assert session.scalars(select(ReglageSite.annonce)).all() == ["Une"]
