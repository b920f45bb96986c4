"""The first contents of the public site: whole, true to the parameters, never written twice."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from app.models import (
    Article,
    Demande,
    Encart,
    EntreeMenu,
    FlashInfo,
    LienRapide,
    Media,
    NatureMedia,
    PageSite,
    QuestionFrequente,
    ReglageSite,
    Rubrique,
    Terme,
    TexteReglementaire,
)
from app.regles.bareme import charger
from app.repertoire.parametres import bareme
from app.site import raccourcis, semer
from app.site.sous_titres import lire
from app.socle.horloge import aujourd_hui
from app.views.site.formulaires_papier import catalogue
from tests.site.outils import semer_le_site

TYPES = re.compile(r"\d\s?(F|FCFA|%|ans|jours|semaines)(?!\w)")
"""An amount, a rate, an age or a delay: it comes from a parameter, never typed."""
EN_LETTRES = re.compile(r"\b(lorem|todo|xxx)\b", re.IGNORECASE)
PAGES_DU_GUIDE = {
    "immatriculation-employeur", "immatriculation-travailleur", "retraite-complementaire", "missions",
    "divisions", "mot-du-directeur-general", "services-employeurs", "services-assures", "reclamations",
    "projets",
}  # fmt: skip


@pytest.fixture
def seme(app, session):
    """The contents sown in an empty site."""
    semer_le_site(app, session)
    return session


def textes(session) -> dict[str, str]:
    """Return every text sown, by its address."""
    pages = {p.slug: f"{p.chapeau}\n{p.corps}" for p in session.scalars(select(PageSite))}
    articles = {a.slug: f"{a.chapeau}\n{a.corps}" for a in session.scalars(select(Article))}
    questions = {q.slug: q.reponse for q in session.scalars(select(QuestionFrequente))}
    lexique = {t.slug: t.definition for t in session.scalars(select(Terme))}
    lois = {t.slug: t.resume for t in session.scalars(select(TexteReglementaire))}
    return pages | articles | questions | lexique | lois


def test_the_site_opens_with_every_page_of_the_guide_s_menu(seme):
    pages = set(seme.scalars(select(PageSite.slug)))
    assert pages >= PAGES_DU_GUIDE
    assert set(seme.scalars(select(PageSite.rubrique))) >= set(Rubrique) - {Rubrique.mediatheque}
    assert seme.scalar(select(func.count(Terme.id))) >= 40
    for modele in (LienRapide, FlashInfo, Encart, QuestionFrequente, ReglageSite):
        assert seme.scalar(select(func.count(modele.id))), modele.__name__


def test_the_first_news_and_adverts_are_illustrated_and_each_picture_is_described(seme):
    for modele in (Article, Encart):
        contenus = seme.scalars(select(modele)).all()
        assert contenus
        for contenu in contenus:
            assert {v.largeur for v in contenu.image.variantes} >= {320, 640}, contenu.titre
            assert contenu.image.description.startswith("Dessin : "), contenu.titre


def test_the_film_is_ours_light_and_captioned_to_its_end(seme):
    film = seme.scalars(select(Media).where(Media.nature == NatureMedia.video)).one()
    repliques = lire(film.sous_titres)
    assert repliques[-1].fin == film.duree * 1000
    assert film.type_mime == "video/webm"
    assert film.affiche.description.startswith("Dessin : ")
    assert not film.affiche.au_catalogue
    assert film.fichier.taille <= 300_000


def test_the_sound_is_ours_light_and_described_in_words(seme):
    son = seme.scalars(select(Media).where(Media.nature == NatureMedia.audio)).one()
    assert son.type_mime == "audio/mpeg"
    assert "sans parole" in son.transcription
    assert son.fichier.taille <= 50_000


def test_sowing_again_adds_nothing_and_undoes_no_edit(app, seme):
    page = seme.scalars(select(PageSite).where(PageSite.slug == "missions")).one()
    page.titre = "Nos missions, relues"
    seme.delete(seme.scalars(select(FlashInfo)).first())
    seme.flush()
    flashs = seme.scalar(select(func.count(FlashInfo.id)))
    with app.app_context():
        assert semer.semer(seme) == 0
    assert page.titre == "Nos missions, relues"
    assert seme.scalar(select(func.count(FlashInfo.id))) == flashs


def test_no_amount_rate_age_or_delay_is_typed_in_a_text(seme):
    fautes = {ou: t[0] for ou, texte in textes(seme).items() if (t := TYPES.search(raccourcis.oter(texte)))}
    assert not fautes


def test_every_shortcut_of_the_texts_means_something(seme):
    lois = bareme(seme)
    for ou, texte in textes(seme).items():
        ecrit = raccourcis.developper(texte, lois, aujourd_hui())
        assert "{{" not in ecrit, ou
        assert not EN_LETTRES.search(ecrit), ou


def test_every_link_of_the_texts_and_menus_opens(seme, client):
    seme.commit()
    adresses = {a for texte in textes(seme).values() for a in re.findall(r"\]\((/[^)]*)\)", texte)}
    for modele in (EntreeMenu, LienRapide, FlashInfo, Encart):
        adresses |= set(seme.scalars(select(modele.adresse).where(modele.adresse.is_not(None))))
    perdues = {a for a in adresses if client.get(a.partition("#")[0]).status_code != 200}
    assert not perdues
    assert len(adresses) > 40


def test_a_page_leads_to_a_service_and_a_form_that_exist(app, seme):
    with app.test_request_context():
        connus = set(catalogue())
    services = Demande.__mapper__.polymorphic_map
    for page in seme.scalars(select(PageSite)):
        assert page.formulaire is None or page.formulaire in connus, page.slug
        assert page.service is None or page.service in services, page.slug


def test_demonstration_news_says_so_and_stays_in_the_demonstration(seme, session):
    assert not session.scalar(select(Article.id).where(Article.slug == "demonstration"))
    assert "inventés" not in (session.scalars(select(ReglageSite)).one().annonce or "")


@pytest.mark.parametrize(
    ("source", "attendu"),
    [
        ("{{ parametre:smig }}", "52 500 F"),
        ("{{ brut:exigibilite_jour }}", "15"),
        ("{{ somme:taux_pf_employeur+taux_rp_employeur }}", "5 %"),
        ("{{ parametre:pension_increment }}", "1,33 % (à confirmer)"),
    ],
)
def test_a_shortcut_gives_the_value_of_the_day(source, attendu):
    ecrit = raccourcis.en_ligne(source, charger(), date(2026, 11, 1))
    assert ecrit.replace("\u202f", " ").replace("\u00a0", " ") == attendu


def test_a_text_ends_with_the_law_it_applied():
    ecrit = raccourcis.developper("Le SMIG est de {{ parametre:smig }}.", charger(), date(2015, 6, 1))
    texte = "**Salaire minimum interprofessionnel garanti (SMIG)**, depuis le 01/01/2012"
    assert ecrit.endswith(f"- {texte}\u00a0: SMIG mensuel (35\u202f000\u202fF).")


def test_a_text_as_old_as_the_accounts_is_told_without_a_day():
    ecrit = raccourcis.developper("{{ parametre:taux_rp_employeur }}", charger(), date(2000, 6, 1))
    assert "dates à confirmer**\u00a0: Taux des risques" in ecrit


def test_a_schedule_lists_every_value_known():
    ecrit = raccourcis.en_ligne("{{ bareme:ijm_taux }}", charger(), date(2026, 11, 1))
    assert ecrit.index("100") < ecrit.index("50\u00a0%")


def test_papers_come_from_the_service_itself():
    ecrit = raccourcis.en_ligne("{{ papiers:pensionvieillesse }}", charger(), date(2026, 11, 1))
    assert "- Acte de naissance\u00a0: copie ou jugement supplétif." in ecrit


@pytest.mark.parametrize("faute", ["{{ parametre:smgi }}", "{{ prix:smig }}", "{{ somme:smig+ijm_taux }}"])
def test_a_shortcut_that_means_nothing_is_refused_in_french(faute):
    with pytest.raises(raccourcis.RaccourciInconnu, match="«"):
        raccourcis.en_ligne(faute, charger(), date(2026, 11, 1))


@pytest.mark.petit_togo
def test_an_editor_who_mistypes_a_shortcut_is_told_and_keeps_the_text(app, session, connecter):
    redactrice, saisie = connecter("redaction@essai.tg"), {
        "titre": "Le SMIG", "rubrique": "employeurs", "ordre": "10", "chapeau": "Ce qu’il est.",
        "corps": "Il est de {{ parametre:smgi }}.",
    }  # fmt: skip
    reponse = redactrice.post("/communication/pages/nouvelle", data=saisie)
    assert reponse.status_code == 422
    assert "« smgi » n’est pas connu" in reponse.text.replace("\u00a0", " ")
    assert "{{ parametre:smgi }}" in reponse.text
    corrigee = saisie | {"corps": "Il est de {{ parametre:smig }}."}
    assert redactrice.post("/communication/pages/nouvelle", data=corrigee).status_code == 302
    page = session.scalars(select(PageSite)).one()
    publication = f"/communication/pages/{page.id}/publication"
    redactrice.post(publication, data={"geste": "publier"})
    assert "52\u202f500\u202fF" in redactrice.get(f"/pages/{page.slug}").text
