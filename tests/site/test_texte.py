"""What editors write becomes clean HTML."""

import pytest

from app.site.markdown import en_html, en_mots, resumer

HOSTILES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[cliquez](javascript:alert(1))",
    "[cliquez](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href='https://exemple.tg' onclick='alert(1)'>ici</a>",
    "<style>body{display:none}</style>",
    '<iframe src="https://exemple.tg"></iframe>',
    "![suivi](https://exemple.tg/pixel.gif)",
    '[x](<https://exemple.tg"onmouseover="alert(1)>)',
]


@pytest.mark.parametrize("source", HOSTILES)
def test_nothing_that_runs_or_spies_comes_out_of_a_text(source):
    rendu = en_html(source).lower()
    vivant = rendu.replace("&lt;", "").replace("&quot;", "")
    balises = ("<script", "<style", "<iframe", "<img src")
    for interdit in (*balises, 'href="javascript', 'href="data', 'onclick="'):
        assert interdit not in vivant


def test_titles_lists_links_and_tables_are_drawn():
    rendu = en_html("# Titre\n\n- un\n\n[la page](/pages/retraite)\n\n| A |\n|---|\n| 1 |")
    assert "<h2>Titre</h2>" in rendu
    assert '<a href="/pages/retraite"' in rendu
    assert '<th scope="col">A</th>' in rendu
    assert 'tabindex="0"' in rendu


def test_the_words_of_a_text_lose_its_marks():
    assert en_mots("## Âge\n\nÀ **60 ans** & plus") == "Âge À 60 ans & plus"


def test_a_summary_stops_between_two_words():
    assert resumer("la pension de vieillesse", 12) == "la pension…"
