"""Pre-registration without an account: from the form to the employer's number and the activation link."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect

from app.demandes import suivi
from app.demandes.ecrans.sans_compte import colonnes
from app.demandes.etats import Statut
from app.identites import personnes
from app.models import (
    Courrier,
    Demande,
    Employeur,
    Inscription,
    Piece,
    PreImmatriculationDomestique,
    PreImmatriculationEntreprise,
)
from app.socle.horloge import maintenant
from tests.identites.outils import corps, lien_de
from tests.outils import petit_togo
from tests.outils.papiers import PDF
from tests.outils.services import decider, saisie, texte

pytestmark = pytest.mark.petit_togo
CATEGORIES = {"entreprise": PreImmatriculationEntreprise, "domestique": PreImmatriculationDomestique}


def formulaire(session, modele: type, **autres) -> dict[str, str]:
    cles = [c for c in colonnes(modele) if not inspect(modele).columns[c].foreign_keys]
    propres = {"division_id": str(petit_togo.employeur(session).division_id), "courriel": "patron@mono.tg"}
    if modele is PreImmatriculationEntreprise:
        propres |= {"nif": "1000999888", "raison_sociale": "Menuiserie du Mono"}
    return saisie(modele, cles) | propres | autres


def commencer(session, client, categorie: str, **autres) -> str:
    """Fill the form and return the signed address of the request that its e-mail gives."""
    donnees = formulaire(session, CATEGORIES[categorie], **autres)
    reponse = client.post(f"/pre-immatriculation/{categorie}", data=donnees)
    assert reponse.status_code == 302, texte(reponse)
    return lien_de(dernier_courriel(session, donnees["courriel"]))


def joindre_tout(client, adresse: str, modele: type) -> None:
    for rang, sorte in enumerate(modele.pieces_demandees):
        donnees = {
            "code": sorte.code,
            f"{sorte.code}-nature": (sorte.natures or ("",))[0],
            f"{sorte.code}-fichiers": [(io.BytesIO(PDF + b"%%%d\n%%%%EOF\n" % rang), "piece.pdf")],
        }
        assert client.post(f"{adresse}/pieces", data=donnees).status_code == 302


def deposer(session, client, categorie: str = "entreprise", **autres) -> str:
    adresse = commencer(session, client, categorie, **autres)
    joindre_tout(client, adresse, CATEGORIES[categorie])
    page = texte(client.post(f"{adresse}/soumettre", follow_redirects=True))
    assert "Envoyée : votre demande porte le numéro" in page
    return adresse


@pytest.mark.parametrize("categorie", CATEGORIES)
def test_acceptance_makes_the_employer_and_mails_number_and_link(session, client, agent, categorie):
    adresse = deposer(session, client, categorie)
    demande = session.query(Demande).filter_by(type=CATEGORIES[categorie].__tablename__).one()
    decider(agent, demande.id, "accepter")
    assert demande.statut is Statut.acceptee
    employeur = session.query(Employeur).filter_by(email="patron@mono.tg").one()
    assert employeur.numero in texte(client.get(adresse))
    assert employeur.domestique is (categorie == "domestique")
    courriers = session.query(Courrier).filter_by(destinataire="patron@mono.tg").order_by(Courrier.id)
    assert [c.modele for c in courriers][:2] == ["adresse_a_prouver", "pre_immatriculation_recue"]
    assert {"pre_immatriculation_acceptee", "inscription"} <= {c.modele for c in courriers}
    assert session.query(Inscription).one().employeur_id == employeur.id


@pytest.mark.parametrize("categorie", CATEGORIES)
def test_an_agent_reads_where_the_future_employer_is_and_whom_it_may_double(
    session, client, agent, categorie
):
    deposer(session, client, categorie)
    demande = session.query(CATEGORIES[categorie]).one()
    page = texte(agent.get(f"/agent/demandes/{demande.id}"))
    assert f"Déjà au registre ? Division : {demande.division}" in page


def test_nothing_is_sent_without_the_pieces(session, client):
    adresse = commencer(session, client, "domestique")
    page = client.get(adresse)
    assert "Il manque encore" in texte(page)
    assert "/soumettre" not in page.text
    assert "Il manque encore des pièces" in texte(client.post(f"{adresse}/soumettre", follow_redirects=True))


def test_a_refused_file_is_told_and_nothing_else_is_lost(session, client):
    adresse = commencer(session, client, "domestique")
    donnees = {"code": "recensement", "recensement-fichiers": [(io.BytesIO(b""), "etat.pdf")]}
    reponse = client.post(f"{adresse}/pieces", data=donnees)
    assert reponse.status_code == 422
    assert "Ce fichier est vide" in texte(reponse)


def test_what_was_typed_may_be_changed_until_it_is_sent(session, client):
    adresse = commencer(session, client, "entreprise")
    assert 'value="Menuiserie du Mono"' in client.get(f"{adresse}/modifier").text
    donnees = formulaire(session, PreImmatriculationEntreprise, raison_sociale="Scierie du Mono")
    client.post(f"{adresse}/modifier", data=donnees)
    assert "Scierie du Mono" in texte(client.get(adresse))


def suivre(client, numero: str, courriel: str = "Patron@mono.tg"):
    return client.post("/pre-immatriculation/suivi", data={"numero": numero, "adresse": courriel})


def dernier_courriel(session, adresse: str = "patron@mono.tg") -> Courrier:
    recus = session.query(Courrier).filter_by(destinataire=adresse)
    return recus.order_by(Courrier.id.desc()).first()


@pytest.mark.parametrize("separateur", ["-", " ", " / ", "–"])
def test_a_request_is_followed_from_the_link_mailed_to_its_address(session, client, separateur):
    deposer(session, client)
    numero = session.query(PreImmatriculationEntreprise).one().numero
    suivre(client, numero.lower().replace("-", separateur))
    page = texte(client.get(lien_de(dernier_courriel(session))))
    assert numero in page
    assert "Envoyée : la CNSS va la prendre en charge." in page


def test_a_visitor_who_gives_the_address_of_a_closed_account_is_not_written_to(session, client):
    personnes.trouver(session, "auberge@essai.tg").active = False
    dernier = session.query(func.max(Courrier.id)).scalar()
    donnees = formulaire(session, PreImmatriculationDomestique, courriel="Auberge@essai.tg")
    adresse = client.post("/pre-immatriculation/domestique", data=donnees).headers["Location"]
    assert "donnez-en une autre par « Modifier »" in texte(client.get(adresse))
    assert session.query(func.max(Courrier.id)).scalar() == dernier


def test_following_answers_the_same_whether_the_request_exists_or_not(session, client):
    deposer(session, client)
    numero = session.query(PreImmatriculationEntreprise).one().numero
    connue, autre = suivre(client, numero), suivre(client, numero, "autre@mono.tg")
    assert corps(connue) == corps(autre) == corps(suivre(client, "PIE-2020-000000"))
    assert session.query(Courrier).filter_by(destinataire="autre@mono.tg").count() == 0


def test_who_follows_too_often_is_told_to_wait(client, reseau_court):
    assert [suivre(client, f"PIE-2026-{rang:06d}").status_code for rang in range(9)] == [200] * 8 + [429]


def test_a_forged_address_is_nobody_s(session, client):
    adresse = commencer(session, client, "entreprise")
    forgee = re.sub(r".(?=.{4}$)", lambda m: "a" if m[0] != "a" else "b", adresse)
    reponse = client.get(forgee)
    assert reponse.status_code == 404
    assert "Recevoir un autre lien" in texte(reponse)


def test_a_complement_is_answered_from_the_link_of_its_e_mail(session, client, agent):
    deposer(session, client)
    demande = session.query(PreImmatriculationEntreprise).one()
    decider(agent, demande.id, "demander_complement", "Joignez un plan lisible.")
    adresse = lien_de(dernier_courriel(session))
    assert "Joignez un plan lisible." in texte(client.get(adresse))
    client.post(f"{adresse}/soumettre")
    assert demande.statut is Statut.soumise


def test_a_tax_number_already_known_stops_the_acceptance(session, client, agent):
    deposer(session, client, nif=petit_togo.employeur(session).nif)
    demande = session.query(PreImmatriculationEntreprise).one()
    assert "Scierie de Kpalimé" in texte(agent.get(f"/agent/demandes/{demande.id}"))
    assert "porte déjà ce NIF" in texte(decider(agent, demande.id, "accepter"))
    assert demande.statut is Statut.en_instruction


def test_a_piece_is_taken_back_by_its_own_request_only(session, client):
    adresse = commencer(session, client, "entreprise")
    joindre_tout(client, adresse, PreImmatriculationEntreprise)
    autre = commencer(session, client, "domestique", courriel="maison@mono.tg")
    piece = session.query(Piece).first().id
    assert client.post(f"{autre}/retirer", data={"piece": piece}).status_code == 404
    client.post(f"{adresse}/retirer", data={"piece": piece})
    assert session.get(Piece, piece) is None


@pytest.mark.parametrize(("jours", "restent"), [(89, 1), (91, 0)])
def test_what_was_begun_and_never_sent_is_erased_with_its_pieces_once_its_link_is_dead(
    session, client, jours, restent
):
    adresse = commencer(session, client, "entreprise")
    joindre_tout(client, adresse, PreImmatriculationEntreprise)
    session.query(PreImmatriculationEntreprise).one().cree_le = maintenant() - timedelta(days=jours)
    session.flush()
    suivi.purger_abandonnees(session)
    session.flush()
    assert session.query(PreImmatriculationEntreprise).count() == restent
    assert session.query(Piece).count() == restent * len(PreImmatriculationEntreprise.pieces_demandees)
