"""Timed captions: what is taken, what is refused and where, and what visitors get."""

import io

import pytest
from sqlalchemy import select

from app.models import Media
from app.site import sous_titres
from tests.outils.services import texte

VALIDES = """WEBVTT – Comment vérifier

NOTE Relu le 3 novembre

1
00:00.000 --> 00:04.000
Ouvrez la page « Vérifier ».

00:04.000 --> 01:00:09.500 line:90%
Tapez le code imprimé
sur le document.

01:00:15.000 --> 01:00:16.000
La réponse s’affiche.
"""
FILM = b"\x1aE\xdf\xa3" + b"film" * 50


def test_captions_are_read_in_order_with_their_times():
    lues = sous_titres.lire(VALIDES)
    assert [(r.debut, r.fin) for r in lues] == [(0, 4000), (4000, 3_609_500), (3_615_000, 3_616_000)]
    assert lues[1].texte == "Tapez le code imprimé sur le document."


@pytest.mark.parametrize(
    "source",
    [
        "\ufeff" + VALIDES,
        VALIDES.replace("\n", "\r\n"),
        VALIDES.strip(),
        VALIDES.replace("Tapez", "Ta\u200bpez"),
    ],
)
def test_what_editors_paste_is_read_alike(source):
    assert sous_titres.lire(source) == sous_titres.lire(VALIDES)


@pytest.mark.parametrize(
    ("source", "refus"),
    [
        ("", "Ligne 1 : écrivez « WEBVTT »"),
        ("1\n00:00:01,000 --> 00:00:02,000\nBonjour", "Ligne 1 : écrivez « WEBVTT »"),
        ("WEBVTT\n", "Ligne 1 : écrivez un sous-titre"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nBonjour", "par exemple 00:04.000 --> 00:09.500"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nBonjour", "un point, pas une virgule"),
        ("WEBVTT\n\nBonjour", "Ligne 3 : un horaire est attendu"),
        ("WEBVTT\n\n00:75.000 --> 00:80.000\nBonjour", "Ligne 3 : un horaire est attendu"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nBonjour", "Ligne 3 : la fin vient avant le début"),
        ("WEBVTT\n\n00:01.000 --> 00:01.000\nBonjour", "Ligne 3 : la fin vient avant le début"),
        (
            "WEBVTT\n\n00:01.000 --> 00:03.000\nBonjour\n\nb\n00:02.000 --> 00:04.000\nBonsoir",
            "Ligne 7 : ce sous-titre commence avant la fin du précédent",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "Ligne 3 : écrivez le texte"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n<b>mot</b>", "Ligne 5 : écrivez le texte seul"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n00:02.000 --> 00:03.000\nDeux", "Ligne 5 : écrivez"),
        ("WEBVTT\n\nSTYLE\n::cue { color: red }\n", "Ligne 3 : retirez ce bloc « STYLE »"),
    ],
)
def test_what_is_not_plain_webvtt_is_refused_by_its_line(source, refus):
    with pytest.raises(sous_titres.SousTitresRefuses) as leve:
        sous_titres.lire(source)
    assert refus in str(leve.value)


def test_a_transcript_is_made_of_captions_a_paragraph_after_each_silence():
    assert sous_titres.transcrire(VALIDES) == (
        "Ouvrez la page « Vérifier ». Tapez le code imprimé sur le document.\n\nLa réponse s’affiche."
    )


def deposer(redactrice, vtt: bytes = b"", **saisie):
    """Send a film with what is typed beside it, and a file of captions."""
    envoi = {"titre": "Vérifier", "description": "Un film", "au_catalogue": "oui"} | saisie
    envoi["vtt"] = (io.BytesIO(vtt), "film.vtt" if vtt else "")
    envoi["fichier"] = (io.BytesIO(FILM), "film.webm")
    return redactrice.post("/communication/medias/nouvelle", data=envoi)


@pytest.mark.petit_togo
def test_an_editor_captions_a_film_that_visitors_get_timed_and_transcribed(app, session, connecter, client):
    redactrice = connecter("redaction@essai.tg")
    assert deposer(redactrice, sous_titres=VALIDES).status_code == 302
    film = session.scalars(select(Media)).one()
    adresse = f"/media/{film.slug}/sous-titres.vtt"
    assert client.get(adresse).status_code == 404
    redactrice.post(f"/communication/medias/{film.id}/publication", data={"geste": "publier"})
    page = client.get(f"/mediatheque/{film.slug}")
    assert f'<track kind="captions" srclang="fr" label="Français" src="{adresse}?v=' in page.text
    assert "La réponse s’affiche." in texte(page)
    servi = client.get(adresse)
    assert servi.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert "default-src 'self'" in servi.headers["Content-Security-Policy"]
    assert sous_titres.lire(servi.text) == sous_titres.lire(VALIDES)
    assert client.get(adresse, headers={"If-None-Match": servi.headers["ETag"]}).status_code == 304
    assert "Vérifier" in client.get("/recherche?q=imprimé").text


@pytest.mark.petit_togo
@pytest.mark.parametrize("marque", ["", "\ufeff"])
def test_a_file_of_captions_is_kept_as_if_it_were_pasted(app, session, connecter, marque):
    redactrice = connecter("redaction@essai.tg")
    envoi = (marque + VALIDES.replace("\n", "\r\n")).encode()
    assert deposer(redactrice, envoi, sous_titres="Un vieux texte").status_code == 302
    gardes = session.scalars(select(Media)).one().sous_titres
    assert sous_titres.lire(gardes) == sous_titres.lire(VALIDES)


@pytest.mark.petit_togo
def test_a_file_of_captions_refused_is_told_by_its_line_and_shown_to_be_mended(app, session, connecter):
    fautif = "WEBVTT\n\n00:04.000 --> 00:02.000\nOuvrez la page."
    reponse = deposer(connecter("redaction@essai.tg"), fautif.encode())
    assert reponse.status_code == 422
    assert "Ligne 3 : la fin vient avant le début" in texte(reponse)
    assert "Ouvrez la page." in reponse.text
    assert session.scalars(select(Media)).all() == []


@pytest.mark.petit_togo
def test_a_file_that_is_no_text_is_no_captions_and_what_was_typed_stays(app, session, connecter):
    reponse = deposer(connecter("redaction@essai.tg"), FILM + b"\xff", sous_titres=VALIDES)
    assert reponse.status_code == 422
    assert "n’est pas un texte : enregistrez-le en WebVTT" in texte(reponse)
    assert "Tapez le code imprimé" in reponse.text


@pytest.mark.petit_togo
def test_captions_refused_say_why_beside_the_field_and_are_kept_as_typed(app, session, connecter):
    fautifs = "WEBVTT\n\n00:04.000 --> 00:02.000\nOuvrez la page."
    reponse = deposer(connecter("redaction@essai.tg"), sous_titres=fautifs)
    assert reponse.status_code == 422
    assert "Ligne 3 : la fin vient avant le début" in texte(reponse)
    assert "Ouvrez la page." in reponse.text
    assert session.scalars(select(Media)).all() == []


@pytest.mark.petit_togo
def test_a_film_without_captions_has_no_track(app, session, connecter, client):
    redactrice = connecter("redaction@essai.tg")
    deposer(redactrice)
    film = session.scalars(select(Media)).one()
    redactrice.post(f"/communication/medias/{film.id}/publication", data={"geste": "publier"})
    assert "<track" not in client.get(f"/mediatheque/{film.slug}").text
    assert client.get(f"/media/{film.slug}/sous-titres.vtt").status_code == 404
