"""The declaration by workbook: from the model to the receipt, then to the worker's account."""

from hashlib import sha256

from openpyxl import load_workbook

from app.regles import mois
from app.regles.francais import francs
from tests.navigateur.classeurs import Classeur
from tests.navigateur.documents import texte
from tests.navigateur.parcours import CE_MOIS, commencer, envoyer, envoyer_le_fichier, ouvrir_la_demande

SALARIEE = "assure2@demo.tg"
"""An insured person who works for the employer of the journey."""
INCONNU = "9999999999"
FAUTES = ("« 45 » jours déclarés", f"Le numéro {INCONNU} n’existe pas", "« cent mille » n’est pas un montant")


def abimer(classeur: Classeur, sauf: str) -> dict:
    """Put a blocking fault on three workers, `sauf` left alone; return what the faults replaced."""
    trop_de_jours, mal_paye, inconnu = [n for n in classeur.rangs if n != sauf][:3]
    return {
        (trop_de_jours, "jours"): classeur.changer(trop_de_jours, "jours", 45),
        (mal_paye, "remuneration"): classeur.changer(mal_paye, "remuneration", "cent mille"),
        (inconnu, "numero_assure"): classeur.changer(inconnu, "numero_assure", INCONNU),
    }


def corriger(classeur: Classeur, bonnes: dict) -> None:
    """Mend each coloured cell as its comment asks."""
    for (numero, cle), valeur in bonnes.items():
        ou = INCONNU if cle == "numero_assure" else numero
        assert classeur.cellule(ou, cle).comment.text.startswith("À CORRIGER")
        classeur.changer(ou, cle, valeur)


def test_E4b_a_workbook_is_mended_sent_accepted_and_read_by_the_worker(visiteur, numeros, tmp_path):
    employeur = visiteur("employeur@demo.tg")
    commencer(employeur, CE_MOIS, "fichier")
    classeur = Classeur(employeur.telecharger("Téléchargez le classeur modèle (Excel)", tmp_path))
    assert len(classeur.rangs) > 350
    salariee = numeros[SALARIEE]
    paie = 2 * classeur.cellule(salariee, "remuneration").value + 137
    classeur.changer(salariee, "remuneration", paie)
    bonnes = abimer(classeur, sauf=salariee)

    envoyer_le_fichier(employeur, classeur.enregistrer())
    assert employeur.lit("Pas encore envoyée : 3 anomalies bloquantes")
    for message in FAUTES:
        assert employeur.lit(message)
    employeur.examiner()

    annote = Classeur(employeur.telecharger("Télécharger votre classeur annoté", tmp_path))
    liste = load_workbook(annote.chemin)["Anomalies"]
    assert "À corriger" in {cellule.value for cellule in liste["B"]}
    corriger(annote, bonnes)

    employeur.suivre("Envoyer un fichier corrigé")
    envoyer_le_fichier(employeur, annote.enregistrer())
    assert not employeur.lit("anomalie bloquante")
    assert employeur.lit("La rémunération passe de")
    employeur.presser("Tout confirmer")
    numero = envoyer(employeur)

    recepisse = texte(employeur.pdf("Récépissé (PDF)"))
    empreinte = sha256(annote.chemin.read_bytes()).hexdigest()
    assert numero in recepisse
    assert empreinte in recepisse.replace(" ", "")

    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    agent.presser("Accepter")
    assert agent.lit("Acceptée")

    assuree = visiteur(SALARIEE)
    assuree.suivre("Compte individuel")
    for attendu in (mois.libelle(CE_MOIS), numero, francs(paie)):
        assert assuree.lit(attendu)
    assert numero in texte(assuree.pdf("Relevé à imprimer (PDF)"))
    table = assuree.telecharger("Exporter en CSV", tmp_path).read_bytes()
    assert f"{mois.iso(CE_MOIS)};Ateliers textiles d’Agbavi SA;{paie};".encode() in table
