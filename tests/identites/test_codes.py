"""One-time codes: six figures, ten minutes, once, however they are typed; five errors kill them."""

import re

import pytest
from sqlalchemy import select

from app.identites import codes, verrou
from app.models import CodeEnvoye, Courrier
from app.socle.refus import Refus
from app.travaux.sms import budget
from tests.identites.outils import code_de

pytestmark = pytest.mark.petit_togo
ELLE = "+22890123456"


@pytest.fixture
def envoyer(dans_l_app, courriers, horloge):
    """Return `envoyer(address) -> (key, code)`."""

    def envoyer(adresse: str = ELLE, objet: str = "connexion") -> tuple[int, str]:
        cle = codes.envoyer(dans_l_app, objet, adresse, "vous connecter")
        return cle, code_de(courriers(adresse)[0])

    return envoyer


@pytest.mark.parametrize(
    "ecrit",
    ["{}", "{0[0]}{0[1]}{0[2]}-{0[4]}{0[5]}{0[6]}", " {} ", "{0[0]} {0[1]} {0[2]} {0[4]} {0[5]} {0[6]}"],
)
def test_a_code_is_taken_however_its_figures_are_parted(dans_l_app, envoyer, ecrit):
    cle, code = envoyer()
    assert codes.verifier(dans_l_app, "connexion", cle, ecrit.format(code)) == ELLE


def test_a_code_serves_once(dans_l_app, envoyer):
    cle, code = envoyer()
    codes.verifier(dans_l_app, "connexion", cle, code)
    with pytest.raises(codes.CodeMort):
        codes.verifier(dans_l_app, "connexion", cle, code)


@pytest.mark.parametrize(("secondes", "vit"), [(599, True), (600, False)])
def test_a_code_lives_ten_minutes(dans_l_app, envoyer, horloge, secondes, vit):
    cle, code = envoyer()
    horloge.avancer(seconds=secondes)
    if vit:
        assert codes.verifier(dans_l_app, "connexion", cle, code) == ELLE
        return
    with pytest.raises(codes.CodeMort):
        codes.verifier(dans_l_app, "connexion", cle, code)


def test_the_fifth_error_kills_a_code(dans_l_app, envoyer):
    cle, code = envoyer()
    faux = f"{(int(code.replace(' ', '')) + 1) % 10**6:06}"
    for _ in range(codes.ESSAIS):
        assert codes.verifier(dans_l_app, "connexion", cle, faux) is None
    with pytest.raises(codes.CodeMort):
        codes.verifier(dans_l_app, "connexion", cle, code)


def test_a_code_that_somebody_else_asks_for_does_not_end_hers(dans_l_app, envoyer):
    cle, code = envoyer()
    autre, autre_code = envoyer()
    assert codes.verifier(dans_l_app, "connexion", cle, code) == ELLE
    assert codes.verifier(dans_l_app, "connexion", autre, autre_code) == ELLE


def test_a_code_for_one_thing_does_not_serve_for_another(dans_l_app, envoyer):
    cle, code = envoyer()
    with pytest.raises(codes.CodeMort):
        codes.verifier(dans_l_app, "contact", cle, code)


def test_the_code_is_kept_nowhere_but_in_the_message(dans_l_app, envoyer):
    cle, code = envoyer()
    ligne = dans_l_app.execute(select(CodeEnvoye.__table__).where(CodeEnvoye.id == cle)).one()
    assert code.replace(" ", "") not in str(ligne)


def test_too_many_codes_asked_for_close_the_address_for_a_while(dans_l_app, envoyer):
    for _ in range(6):
        envoyer()
    with pytest.raises(verrou.Verrouille, match="attendez"):
        envoyer()
    envoyer("afi@exemple.tg")


def test_no_code_leaves_beyond_the_budget_and_the_person_is_told(dans_l_app, envoyer):
    budget.compter(dans_l_app, ELLE, codes=budget.OBSERVES)
    with pytest.raises(Refus, match="adresse de courriel"):
        envoyer()
    assert dans_l_app.scalars(select(Courrier).where(Courrier.destinataire == ELLE)).all() == []


def test_a_silent_code_is_written_to_nobody(dans_l_app, courriers):
    cle = codes.envoyer(dans_l_app, "connexion", ELLE, "vous connecter", muet=True)
    assert courriers(ELLE) == []
    assert codes.verifier(dans_l_app, "connexion", cle, "123456") is None


def test_a_silent_code_opens_nothing_whatever_is_typed(dans_l_app, monkeypatch):
    monkeypatch.setattr(codes.secrets, "randbelow", lambda _: 123456)
    cle = codes.envoyer(dans_l_app, "connexion", ELLE, "vous connecter", muet=True)
    assert codes.verifier(dans_l_app, "connexion", cle, "123456") is None


def test_no_code_stands_in_a_subject_that_others_read(dans_l_app, envoyer, courriers):
    for adresse in (ELLE, "afi@exemple.tg"):
        _, code = envoyer(adresse)
        assert code not in courriers(adresse)[0].objet


def test_the_message_says_what_for_and_to_tell_nobody(dans_l_app, envoyer, courriers):
    envoyer()
    texte = courriers(ELLE)[0].texte
    assert re.search(r"\d{3} \d{3} est votre code pour vous connecter", texte)
    assert "personne" in texte
    assert len(texte) <= 160
