"""What the database folds is what Python folds, whichever the database."""

import pytest
from sqlalchemy import Text, literal, select

from app.socle import noms
from app.socle.plie import Plie

TEXTES = (
    "",
    "Scierie de Kpalimé SARL",
    "N’SOUVI Têvi-Ɔbɔ",
    "n'diaye ‘Afi’ ʼ`´",
    "Éléments à déclarer, 2ᵉ trimestre",
    "E\u0301nergie e\u0302tre",
    "Œuvres du Cœur, Æsop",
    "ƉƑƲƔƆƐŊ ɖƒʋɣɔɛŋ",
    "Ɩsɩfʊ Ʊrʊ ñɔɔ",
    "Ɓala Ɗan ƙarfi Ɲalla ƴar Ƙano",
    "ÀÂÄÇÉÈÊËÎÏÔÙÛÜŸ ǎěǐǒǔ ẹọ ḿǹ",
    "Straße, Øre",
)


@pytest.mark.parametrize("texte", TEXTES)
def test_both_databases_fold_a_text_as_python_does(session, texte):
    assert session.scalar(select(Plie(literal(texte, Text)))) == noms.plier(texte)


def test_nothing_folds_into_nothing(session):
    assert session.scalar(select(Plie(literal(None, Text)))) is None
