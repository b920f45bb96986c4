"""A quitus: asked for by the employer, decided by the rules and an agent, checked by anyone, revoked."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from app.cotisations import cotisant
from app.demandes.etats import Statut
from app.documents import cles, jeton
from app.models import Certificat, Employeur, Quitus
from app.regles import mois
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils import petit_togo
from tests.outils.dnr import texte
from tests.outils.petit_togo import AUBERGE, DERNIER, SCIERIE

pytestmark = pytest.mark.petit_togo
DEMANDE = {
    "reference_marche": "AOO n° 014/2026",
    "objet": "Charpente du marché",
    "autorite_contractante": "Commune",
    "date_limite": (aujourd_hui() + timedelta(days=20)).isoformat(),
    "cle_unique": "f" * 32,
}


@pytest.fixture
def a_jour(app, session):
    """The sawmill declared and paid its last month too."""
    with app.app_context():
        declaration = petit_togo.brouillon(session)
        petit_togo.accepter(session, declaration)
        petit_togo.payer(session, declaration)


def demander(navigateur, **autres) -> int:
    """Fill in the form, confirm the preview, and return the key of the request."""
    reponse = navigateur.post("/employeur/quitus-social/nouvelle", data=DEMANDE | autres)
    assert reponse.status_code == 302, texte(reponse)
    pk = int(re.search(r"/(\d+)/apercu", reponse.headers["Location"])[1])
    navigateur.post(f"/employeur/quitus-social/{pk}/soumettre")
    return pk


def decider(navigateur, pk: int, nom: str, motif: str = "") -> str:
    url = f"/agent/demandes/{pk}/{nom}"
    return texte(navigateur.post(url, data={"motif": motif}, follow_redirects=True))


@pytest.fixture
def pk(a_jour, connecter) -> int:
    """A request of the sawmill, which is up to date."""
    return demander(connecter("scierie@essai.tg"))


@pytest.fixture
def certificat(session, agent, pk) -> Certificat:
    """The quitus issued for it."""
    decider(agent, pk, "prendre_en_charge")
    decider(agent, pk, "accepter")
    return session.scalars(select(Certificat)).one()


def quitus(session, pk: int) -> Quitus:
    return session.get(Quitus, pk, populate_existing=True)


def test_an_employer_up_to_date_is_proposed_as_eligible(session, agent, pk):
    assert quitus(session, pk).proposition["eligible"]
    assert "éligible" in texte(agent.get(f"/agent/demandes/{pk}")).lower()


def test_unpaid_months_are_named_one_by_one_to_the_employer_and_the_agent(session, connecter, agent):
    auberge = connecter("auberge@essai.tg")
    pk = demander(auberge)
    attendus = list(mois.suite(petit_togo.PREMIER, mois.plus(DERNIER, -1)))
    exiges = [m for m in attendus if _exigible(m)]
    assert quitus(session, pk).proposition["mois_impayes"] == exiges
    for page in (auberge.get(f"/employeur/quitus-social/{pk}"), agent.get(f"/agent/demandes/{pk}")):
        assert all(mois.libelle(m) in texte(page) for m in exiges)


def _exigible(periode: int) -> bool:
    suivant = mois.premier_jour(mois.plus(periode, 1))
    return suivant.replace(day=15) < aujourd_hui()


@pytest.mark.skipif(not _exigible(DERNIER), reason="the last month is not due before the 16th")
def test_a_month_not_declared_is_named(session, connecter):
    pk = demander(connecter("scierie@essai.tg"))
    assert quitus(session, pk).proposition["mois_non_declares"] == [DERNIER]


def test_an_employer_who_owes_cannot_be_given_a_quitus(session, connecter, agent):
    pk = demander(connecter("auberge@essai.tg"))
    decider(agent, pk, "prendre_en_charge")
    assert "Le quitus ne peut être délivré" in decider(agent, pk, "accepter")
    assert quitus(session, pk).statut is Statut.en_instruction
    assert session.scalar(select(func.count(Certificat.id))) == 0


def test_who_fell_behind_since_asking_is_refused_at_the_decision(app, session, agent, pk):
    decider(agent, pk, "prendre_en_charge")
    with app.app_context():
        correction = petit_togo.brouillon(session, periode=petit_togo.PREMIER)
        petit_togo.lignes(session, correction)[0].remuneration = "190000"
        session.flush()
        petit_togo.accepter(session, correction)
    assert "Le quitus ne peut être délivré" in decider(agent, pk, "accepter")


def test_the_quitus_is_valid_three_months_and_opens_for_both(session, connecter, agent, pk, certificat):
    assert certificat.expire_le == mois.decaler(aujourd_hui(), 3)
    for navigateur, url in (
        (connecter("scierie@essai.tg"), f"/employeur/quitus-social/{pk}/quitus.pdf"),
        (agent, f"/agent/demandes/{pk}/quitus.pdf"),
    ):
        pages = PdfReader(io.BytesIO(navigateur.get(url).data)).pages
        papier = " ".join(page.extract_text() for page in pages)
        assert certificat.numero in papier
        assert certificat.code in papier


def test_accepting_twice_issues_one_quitus(session, agent, pk, certificat):
    assert "maintenant « Acceptée »" in decider(agent, pk, "accepter")
    assert session.scalar(select(func.count(Certificat.id))) == 1


def test_there_is_no_quitus_before_the_decision(connecter, pk):
    assert connecter("scierie@essai.tg").get(f"/employeur/quitus-social/{pk}/quitus.pdf").status_code == 404


def test_what_the_document_said_does_not_change_with_the_register(session, agent, pk, certificat):
    session.get(Employeur, certificat.demande.employeur_id).raison_sociale = "Autre nom SA"
    pages = PdfReader(io.BytesIO(agent.get(f"/agent/demandes/{pk}/quitus.pdf").data)).pages
    assert "Scierie de Kpalimé" in " ".join(page.extract_text() for page in pages)


def test_a_replayed_form_makes_one_request(session, connecter):
    scierie = connecter("scierie@essai.tg")
    lieux = {
        scierie.post("/employeur/quitus-social/nouvelle", data=DEMANDE).headers["Location"] for _ in "abc"
    }
    assert len(lieux) == 1
    assert session.scalar(select(func.count(Quitus.id))) == 1


def test_the_key_of_another_s_form_leads_nowhere_near_his_request(session, connecter):
    demander(connecter("scierie@essai.tg"))
    reponse = connecter("auberge@essai.tg").post("/employeur/quitus-social/nouvelle", data=DEMANDE)
    assert reponse.status_code in (302, 422)
    siens = select(func.count(Quitus.id)).where(
        Quitus.employeur_id == petit_togo.employeur(session, SCIERIE).id
    )
    assert session.scalar(siens) == 1
    assert str(session.scalars(select(Quitus.id)).first()) not in reponse.headers.get("Location", "")


def test_whose_request_it_is_is_never_taken_from_the_form(session, connecter):
    autre = petit_togo.employeur(session, AUBERGE).id
    pk = demander(
        connecter("scierie@essai.tg"), employeur_id=autre, employeur=autre, statut="acceptee", numero="X"
    )
    demande = quitus(session, pk)
    assert demande.employeur_id == petit_togo.employeur(session).id
    assert demande.statut is Statut.soumise
    assert demande.numero.startswith("QTS-")


@pytest.mark.parametrize(
    ("champ", "valeur", "attendu"),
    [
        ("reference_marche", "", "obligatoire"),
        ("reference_marche", "x" * 61, "60 caractères au plus"),
        ("objet", "🌴" * 161, "160 caractères au plus"),
        ("autorite_contractante", "é" * 10_000, "120 caractères au plus"),
        ("date_limite", "31/02/2027", "Cette date n’existe pas"),
        ("date_limite", "demain", "Cette date n’existe pas"),
        ("date_limite", "0001-01-01", "invraisemblable"),
        ("date_limite", "99999-01-01", "Cette date n’existe pas"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_what_was_typed_is_kept(
    session, connecter, champ, valeur, attendu
):
    reponse = connecter("scierie@essai.tg").post(
        "/employeur/quitus-social/nouvelle", data=DEMANDE | {champ: valeur}
    )
    assert reponse.status_code == 422
    assert re.search(rf'id="{champ}-erreur"[^>]*>(.|\n)*?{attendu}', reponse.text)
    assert valeur in reponse.text
    assert DEMANDE["objet"] in reponse.text or champ == "objet"
    assert session.scalar(select(func.count(Quitus.id))) == 0


@pytest.mark.parametrize("jour", ["2027-01-02", "02/01/2027", "2-1-2027", "02.01.2027"])
def test_a_date_is_taken_as_people_write_it(session, connecter, jour):
    pk = demander(connecter("scierie@essai.tg"), date_limite=jour)
    assert f"{quitus(session, pk).date_limite:%d/%m/%Y}" == "02/01/2027"


def test_a_request_is_changed_until_it_is_sent_and_not_after(session, connecter):
    scierie = connecter("scierie@essai.tg")
    reponse = scierie.post("/employeur/quitus-social/nouvelle", data=DEMANDE)
    pk = int(re.search(r"/(\d+)/apercu", reponse.headers["Location"])[1])
    scierie.post(f"/employeur/quitus-social/{pk}/modifier", data=DEMANDE | {"objet": "Bancs publics"})
    assert quitus(session, pk).objet == "Bancs publics"
    scierie.post(f"/employeur/quitus-social/{pk}/soumettre")
    apres = scierie.post(f"/employeur/quitus-social/{pk}/modifier", data=DEMANDE | {"objet": "Route"})
    assert "ne se modifie plus" in texte(apres)
    assert quitus(session, pk).objet == "Bancs publics"


def verifier(client, certificat) -> str:
    return texte(client.get(f"/verifier?code={certificat.code}"))


def test_anyone_reads_that_a_quitus_is_valid_with_the_least_data(client, certificat):
    page = verifier(client, certificat)
    assert "authentique et en cours de validité" in page
    assert "Scierie de Kpalimé SARL" in page
    for tu in ("10000" + SCIERIE, "AOO n° 014", "Charpente", "scierie@essai.tg", "Yawa"):
        assert tu not in page


@pytest.mark.parametrize("ecrire", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_found_however_it_is_copied(client, certificat, ecrire):
    assert "en cours de validité" in texte(
        client.get("/verifier", query_string={"code": ecrire(certificat.code)})
    )


@pytest.mark.parametrize("tape", [lambda c: c.numero, lambda c: c.code[:-1], lambda c: f"{c.code}7"])
def test_what_is_no_code_is_refused_beside_its_field_and_calls_no_document_false(client, certificat, tape):
    page = texte(client.get("/verifier", query_string={"code": tape(certificat)}))
    assert "Un code de vérification a 12 signes" in page
    assert "pour faux" not in page


def test_the_day_it_expires_a_quitus_is_still_valid_and_the_next_it_is_not(session, client, certificat):
    certificat.expire_le = aujourd_hui()
    assert "en cours de validité" in verifier(client, certificat)
    certificat.expire_le = aujourd_hui() - timedelta(days=1)
    assert "périmé" in verifier(client, certificat)


def test_a_revoked_quitus_is_told_so_even_before_its_end(session, client, certificat):
    certificat.revoque_le, certificat.motif_revocation = maintenant(), "Fausse déclaration"
    page = verifier(client, certificat)
    assert "révoqué" in page
    assert f"Révoqué le {aujourd_hui():%d/%m/%Y}" in page
    assert "Motif de la révocation Fausse déclaration" in page
    assert "en cours de validité" not in page


def test_whoever_asked_for_a_quitus_no_longer_reads_that_it_is_valid_once_it_is_not(
    session, connecter, agent, pk, certificat
):
    adresse = f"/employeur/quitus-social/{pk}"
    certificat.revoque_le, certificat.motif_revocation = maintenant(), "Fausse déclaration"
    session.commit()
    for page in (connecter("scierie@essai.tg").get(adresse), agent.get(f"/agent/demandes/{pk}")):
        assert f"Le quitus n° {certificat.numero} est révoqué depuis le" in texte(page)
        assert "il est valable jusqu’au" not in texte(page)
    assert "Demander un quitus" in texte(connecter("scierie@essai.tg").get(adresse))
    certificat.revoque_le = certificat.motif_revocation = None
    certificat.expire_le = aujourd_hui() - timedelta(days=1)
    session.commit()
    assert "il a expiré" in texte(connecter("scierie@essai.tg").get(adresse))


def test_the_paper_of_a_quitus_says_it_once_it_is_worth_nothing_any_more(session, connecter, pk, certificat):
    def papier() -> str:
        session.commit()
        recu = connecter("scierie@essai.tg").get(f"/employeur/quitus-social/{pk}/quitus.pdf").data
        return " ".join(PdfReader(io.BytesIO(recu)).pages[0].extract_text().split())

    assert not re.search("Révoqué|Expiré", papier())
    certificat.expire_le = aujourd_hui() - timedelta(days=1)
    assert "Expiré Ce document était valable jusqu’au" in papier()
    certificat.revoque_le, certificat.motif_revocation = maintenant(), "Fausse déclaration"
    assert "Ce document n’a plus d’effet. Motif : Fausse déclaration" in papier()


@pytest.mark.parametrize("code", ["2222-2222-2222", "' OR 1=1 --", "🌴", "%", "____", "a\x00b"])
def test_a_code_that_nobody_bears_is_unknown(client, certificat, code):
    reponse = client.get("/verifier", query_string={"code": code})
    assert reponse.status_code in (200, 400)
    assert "Scierie" not in reponse.text


@pytest.mark.parametrize(
    ("code", "attendu"), [("", "Écrivez le code"), ("x" * 10_000, "Ce code est trop long")]
)
def test_a_code_that_cannot_be_one_is_told_beside_the_field(client, code, attendu):
    assert attendu in texte(client.get("/verifier", query_string={"code": code}))


def test_the_token_of_the_qr_code_answers_the_same(client, certificat):
    assert "en cours de validité" in texte(client.get(f"/v/{certificat.jeton}"))


def test_a_token_of_a_forger_is_told_false(client, certificat):
    entete, charge, signature = certificat.jeton.split(".")
    for faux in (
        f"{entete}.{charge[:-4]}AAAA.{signature}",
        jeton.signer({"no": certificat.numero, "fin": "2099-01-01"}, cles.generer()),
        "a.b.c",
        "x" * 5_000,
        "🌴",
    ):
        reponse = client.get(f"/v/{faux}")
        assert reponse.status_code == 200
        assert "Scierie" not in reponse.text
        assert "en cours de validité" not in texte(reponse)


def test_a_genuine_token_of_a_revoked_quitus_is_told_revoked(client, certificat):
    certificat.revoque_le, certificat.motif_revocation = maintenant(), "Erreur"
    assert "révoqué" in texte(client.get(f"/v/{certificat.jeton}"))


def test_the_published_key_verifies_the_token_without_the_site(client, certificat):
    pem = client.get("/verifier/cles.pem").data.decode()
    contenu = jeton.verifier(certificat.jeton, cles.lire_cles_publiques(pem))
    assert contenu["no"] == certificat.numero
    assert "PRIVATE" not in pem
    assert "d" not in client.get("/verifier/cles.json").json["keys"][0]


def test_what_the_rules_say_follows_the_account_until_the_decision(app, session, connecter, agent):
    auberge = connecter("auberge@essai.tg")
    pk = demander(auberge)
    assert "Mois à payer" in texte(auberge.get(f"/employeur/quitus-social/{pk}"))
    with app.app_context():
        qui = petit_togo.employeur(session, AUBERGE)
        cotisant.encaisser(session, qui.id, 100_000_000, aujourd_hui(), "VIR-1")
        session.commit()
    for page in (auberge.get(f"/employeur/quitus-social/{pk}"), agent.get(f"/agent/demandes/{pk}")):
        assert "Mois à payer" not in texte(page)


def test_the_rules_are_read_before_the_request_is_sent(connecter):
    auberge = connecter("auberge@essai.tg")
    reponse = auberge.post("/employeur/quitus-social/nouvelle", data=DEMANDE, follow_redirects=True)
    assert "Pas encore envoyée" in texte(reponse)
    assert "Payer maintenant" in texte(reponse)
