"""Contributions: declared, paid at the bank and by phone, and the account that says it all."""

from datetime import date

import pytest

from app.regles import mois
from tests.navigateur import portail
from tests.navigateur.documents import texte
from tests.navigateur.parcours import numero, ouvrir_la_demande
from tests.navigateur.visite import Visite
from tests.outils.papiers import PDF
from tests.outils.processus import attendre

REFERENCE = "BRD-99001"
TELEPHONE = "90 12 34 50"
"""A phone whose owner pays at once (see `demonstration.simulateur_paiement`)."""


@pytest.fixture(scope="module")
def adresse(base_demo, tmp_path_factory):
    """A portal with its worker and the simulated operator."""
    with portail.ouvert(tmp_path_factory.mktemp("portail"), base_demo, ouvrier=True) as adresse:
        yield adresse


def choisir(visite: Visite, quoi: str, mode: str) -> None:
    """Choose what to pay and how, from the menu."""
    visite.suivre("Paiement de cotisations", dans="nav")
    visite.suivre("Payer mes cotisations")
    visite.page.locator("label.choix", has_text=quoi).locator("input").check()
    visite.page.locator("label.choix", has_text=mode).locator("input").check()
    visite.presser("Continuer")


def test_E5_contributions_are_declared_by_hand_previewed_sent_and_accepted(visiteur):
    employeur = visiteur("employeur2@demo.tg")
    employeur.suivre("Déclaration de cotisations", dans="nav")
    employeur.suivre("Déclarer des cotisations")
    employeur.ecrire(periode=mois.iso(mois.de_date(date.today())))
    employeur.presser("Continuer")
    employeur.ecrire(effectif="48", masse_salariale="7 000 000", assiette="7 000 000")
    employeur.presser("Calculer les montants")
    assert employeur.champ("pv").input_value().replace("\u202f", "") == "1155000"
    employeur.examiner()
    employeur.presser("Continuer")
    assert employeur.lit("Pas encore envoyée")
    employeur.examiner()
    employeur.presser("Confirmer et soumettre")
    envoyee = numero(employeur)
    assert envoyee in texte(employeur.pdf("Récépissé (PDF)"))

    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, envoyee)
    agent.presser("Prendre en charge")
    agent.presser("Accepter")
    employeur.page.reload()
    assert employeur.lit("Acceptée")
    assert employeur.lien("Payer maintenant").is_visible()


def test_E6a_a_deposit_is_announced_found_on_the_bank_s_statement_and_receipted(visiteur, tmp_path):
    employeur = visiteur("employeur2@demo.tg")
    choisir(employeur, "Un autre montant", "Dépôt bancaire")
    assert employeur.lit("Écrivez le montant que vous payez")
    employeur.ecrire(montant="94 500")
    employeur.presser("Continuer")
    employeur.page.get_by_label("Banque de la CNSS").select_option(label="Union togolaise de banque")
    employeur.ecrire(paye_le=date.today().isoformat(), reference=REFERENCE)
    employeur.examiner()
    employeur.presser("Continuer")
    bordereau = {"name": "bordereau.pdf", "mimeType": "application/pdf", "buffer": PDF}
    employeur.page.locator('[name="bordereau-fichiers"]').set_input_files(bordereau)
    employeur.par(employeur.page.get_by_role("button", name="Joindre", exact=True).first.click)
    employeur.suivre("Continuer : vérifier la demande")
    assert employeur.lit("Ce que ce paiement éteindra")
    employeur.presser("Confirmer et soumettre")
    assert employeur.lit("en attente de rapprochement")
    envoye = numero(employeur)

    comptable = visiteur("agent2@demo.tg")
    comptable.suivre("Rapprochement bancaire", dans="nav")
    comptable.suivre("Importer un relevé")
    releve = tmp_path / "utb.csv"
    jour = f"{date.today():%d/%m/%Y}"
    releve.write_text(f"Date;Référence;Libellé;Crédit\n{jour};{REFERENCE};VERSEMENT;94 500\n")
    comptable.page.get_by_label("Banque").select_option(label="Union togolaise de banque")
    comptable.champ("fichier").set_input_files(releve)
    comptable.presser("Importer")
    assert comptable.lit("1 versement nouveau")
    assert comptable.lit("À confirmer par une autre personne")
    comptable.examiner()

    agent = visiteur("agent@demo.tg")
    agent.suivre("Rapprochement bancaire", dans="nav")
    agent.examiner()
    proposition = agent.page.locator("section", has_text=envoye)
    agent.par(proposition.get_by_role("button", name="Confirmer celle-ci seule").click)
    assert agent.lit("1 versement confirmé")

    employeur.page.reload()
    assert employeur.lit("votre quittance est prête")
    assert envoye in texte(employeur.pdf("Quittance (PDF)"))


def test_E6b_a_month_is_paid_by_t_money_and_receipted_once_the_operator_says_so(visiteur):
    employeur = visiteur("employeur2@demo.tg")
    choisir(employeur, "Tout ce qui est dû", "T-Money")
    employeur.ecrire(telephone="22 25 96 96")
    employeur.presser("Continuer")
    assert employeur.lit("numéro de mobile togolais")
    employeur.ecrire(telephone=TELEPHONE)
    employeur.presser("Continuer")
    assert employeur.lit("Pas encore envoyée")
    employeur.presser("Confirmer et soumettre")
    envoye = numero(employeur)
    assert employeur.lit("En attente de l’opérateur")
    employeur.examiner()
    attendre(lambda: _actualise(employeur), 60)
    quittance = texte(employeur.pdf("Quittance (PDF)"))
    assert envoye in quittance


def _actualise(visite: Visite) -> bool:
    """Follow « Actualiser » and say whether the payment is confirmed."""
    if visite.lien("Actualiser").count():
        visite.suivre("Actualiser")
    return visite.lit("votre quittance est prête")


def test_E7_the_account_says_what_is_owed_why_and_what_was_paid(visiteur, tmp_path):
    employeur = visiteur("employeur2@demo.tg")
    employeur.suivre("Compte cotisant", dans="nav")
    assert employeur.lit("Ce qui est à faire, et pour quand")
    assert employeur.lit(f"Calendrier {date.today().year}")
    employeur.examiner()
    employeur.ecrire(au=f"{date.today().year + 1}-12-31")
    employeur.presser("Voir la situation à cette date")
    assert employeur.lit(f"Dû au 31/12/{date.today().year + 1}")
    employeur.suivre("Pourquoi ce solde ?")
    employeur.page.locator("main details summary").first.click()
    assert employeur.lit("Débit")
    employeur.examiner()
    employeur.suivre("Compte cotisant", dans="nav")
    releve = employeur.recevoir("/employeur/compte-cotisant/releve?forme=pdf", "application/pdf")
    assert "Relevé du compte cotisant" in texte(releve)
    employeur.suivre("Historique des paiements")
    assert employeur.lit("Dépôt bancaire")
