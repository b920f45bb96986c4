"""The rows of the guide of the employer's space that other files do not hold."""

from openpyxl import load_workbook

from app.services.immatriculation.colonnes import FORMAT
from app.services.immatriculation.ecran import ImmatriculationView
from app.services.immatriculation.ecran_collectif import ImmatriculationCollectiveView
from app.services.modification_infos import ModificationEmployeurView
from app.services.reclamation import ReclamationEmployeurView
from tests.navigateur.documents import texte
from tests.navigateur.guide.services import AGENT, accepter, confirmer, joindre

PATRONNE = "employeur2@demo.tg"
TRAVAILLEUSE = {
    "nom": "Sossou", "prenoms": "Ama", "naissance_le": "14/03/2002", "naissance_lieu": "Aného", "sexe": "F",
    "situation": "Célibataire", "nom_mere": "Sossou Akoélé", "embauche_le": "02/11/2026",
    "poste": "Caissière", "remuneration": 62_000,
}  # fmt: skip


def test_E1_the_dashboard_says_what_is_owed_and_leads_to_every_service(chez):
    employeur = chez(PATRONNE)
    for attendu in ("Solde dû", "Déclaration nominative (DNR)", "Immatriculation par classeur"):
        assert employeur.lit(attendu)
    employeur.examiner()


def test_E3_a_worker_is_registered_and_gets_a_number(services):
    page = services.accepter(PATRONNE, ImmatriculationView, nom="Kpodar", prenoms="Yao", ancien_numero="")
    assert page.lit("il reçoit le numéro d’assurance")


def test_E3_many_workers_are_registered_by_a_workbook(services, chez, tmp_path):
    employeur = chez(PATRONNE)
    employeur.suivre("Immatriculation par classeur", dans="nav")
    employeur.suivre("Immatriculer plusieurs travailleurs")
    chemin = employeur.telecharger("Téléchargez le classeur modèle (Excel)", tmp_path)
    document = load_workbook(chemin)
    for nom in ("Sossou", "Lawani"):
        document["Travailleurs"].append([(TRAVAILLEUSE | {"nom": nom}).get(cle) for cle in FORMAT.cles])
    document.save(chemin)
    employeur.champ("fichier").set_input_files(chemin)
    employeur.presser("Envoyer pour contrôle")
    employeur.suivre("Continuer : joindre les pièces")
    joindre(employeur, ImmatriculationCollectiveView.modele)
    employeur.suivre("Continuer : vérifier la demande")
    employeur.examiner()
    numero = confirmer(employeur)
    accepter(chez(AGENT), numero, ImmatriculationCollectiveView.modele)
    page = services.retrouver(PATRONNE, ImmatriculationCollectiveView, numero)
    assert page.lit("2 travailleurs immatriculés")
    assert numero in texte(page.pdf("Lettre de décision (PDF)"))


def test_E9_a_complaint_is_sent_and_answered(services):
    services.accepter(PATRONNE, ReclamationEmployeurView, objet="Paiement non affiché")


def test_E10_the_history_has_a_tab_for_each_service_and_leads_to_the_request(chez):
    employeur = chez(PATRONNE)
    employeur.suivre("Historique des activités", dans="nav")
    employeur.suivre("Réclamations")
    employeur.ouvrir_la_ligne("Acceptée")
    assert "l’accepte" in texte(employeur.pdf("Lettre de décision (PDF)"))


def test_E11_a_change_of_telephone_is_asked_for_and_written(services):
    services.accepter(PATRONNE, ModificationEmployeurView, telephone="22 25 11 22")


def test_G1_an_agent_filters_decides_and_exports(services, chez, tmp_path):
    numero = services.deposer(PATRONNE, ReclamationEmployeurView, objet="Relevé illisible")
    agent = chez(AGENT)
    agent.suivre("Demandes à instruire", dans="nav")
    agent.page.locator("summary", has_text="Filtrer la liste").click()
    agent.ecrire(numero=numero)
    agent.presser("Filtrer")
    agent.suivre("Exporter en CSV")
    agent.ecrire(motif="Point hebdomadaire sur les réclamations")
    assert numero in agent.telecharger("Exporter", tmp_path, "button").read_text(encoding="utf-8-sig")
    agent.suivre("Revenir à la liste")
    accepter(agent, numero, ReclamationEmployeurView.modele)
    assert agent.lit("Acceptée")
