"""The rows of the guide that need no account: the home, the inscriptions, the pre-registrations."""

import re

from app.demandes.ecrans.sans_compte import colonnes
from app.models import InscriptionEnLigne, PreImmatriculationDomestique, PreImmatriculationEntreprise
from tests.identites.outils import PNG as IMAGE
from tests.navigateur.documents import texte
from tests.navigateur.guide.services import AGENT, accepter, joindre, remplir
from tests.navigateur.visite import Visite
from tests.outils.papiers import PDF
from tests.outils.services import saisie

SOLIDE = "girafe ruban carnaval tuile"


def suivre_le_courriel(visite: Visite, objet: str) -> None:
    """Open the last e-mail of that subject in the mailbox of development, and its link."""
    visite.aller("/boite-de-developpement/")
    courriel = visite.page.locator("section.bloc", has=visite.page.locator("h2", has_text=objet)).first
    chemin = courriel.get_by_role("link").first.get_attribute("href")
    visite.aller(re.sub(r"^https?://[^/]+", "", chemin))


def ouvrir_le_compte(visite: Visite, email: str) -> None:
    """Choose a password from the inscription's link, and sign in with it."""
    suivre_le_courriel(visite, "Poursuivre votre inscription")
    visite.ecrire(nouveau=SOLIDE, confirmation=SOLIDE)
    visite.presser("Ouvrir mon accès")
    visite.ecrire(username=email, password=SOLIDE)
    visite.presser("Se connecter")
    assert visite.lit("Tableau de bord")


def test_P1_the_home_signs_in_and_leads_to_everything_that_needs_no_account(visiteur):
    visite = visiteur().aller("/services/")
    for lien in ("Inscription employeur", "Pré-immatriculation GE/PME", "Suivre une pré-immatriculation"):
        assert visite.lien(lien).is_visible()
    visite.suivre("Lire l’aide")
    visite.page.locator("summary", has_text="Ouvrir un compte").click()
    assert visite.lit("Un code de six chiffres vous vient par SMS")
    visite.examiner()
    visite.connecter("employeur@demo.tg")


def test_P2_an_employer_unknown_by_its_e_mail_joins_a_piece_and_an_agent_opens_the_account(visiteur, chez):
    visite, email = visiteur().aller("/services/"), "direction@anie.tg"
    visite.suivre("Inscription employeur")
    visite.ecrire(numero="20318", identifiant="1000203186", nom="Lamboni", prenoms="Bawa", adresse=email)
    visite.presser("Continuer")
    suivre_le_courriel(visite, "Poursuivre votre inscription")
    visite.champ("nature").select_option("Passeport")
    visite.champ("piece").set_input_files(
        {"name": "passeport.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    visite.presser("Envoyer à la CNSS")
    numero = re.search(r"INS-\d{4}-\d{6}", visite.texte)[0]
    accepter(chez(AGENT), numero, InscriptionEnLigne)
    ouvrir_le_compte(visite, email)


LEON = {"numero": "186000001", "nom": "Bléza", "prenoms": "Sénamé Léon", "naissance_le": "1968-02-13"}
PNG = {"name": "image.png", "mimeType": "image/png", "buffer": IMAGE}


def code_recu(visite: Visite) -> str:
    """Return the code of the last SMS kept in the outbox of development, read in another tab."""
    page = visite.contexte.new_page()
    page.goto(f"{visite.adresse}/boite-de-developpement/")
    lu = re.search(r"(\d{3} \d{3}) est votre code", page.locator("section.bloc").first.inner_text())[1]
    page.close()
    return lu


def test_P3_an_insured_person_with_a_telephone_proves_who_she_is_by_letter_and_before_an_agent(
    visiteur, chez, tmp_path
):
    visite = visiteur().aller("/services/")
    visite.suivre("Inscription assuré")
    visite.ecrire(**LEON, adresse="90 12 34 56")
    visite.presser("Continuer")
    visite.ecrire(code=code_recu(visite))
    visite.presser("Ouvrir mon compte")
    visite.examiner()
    visite.champ("remise").select_option(index=1)
    visite.presser("Demander une lettre")
    chef = chez("admin@demo.tg").aller("/administration/lettres-d-identite/")
    lettre = texte(chef.telecharger("Imprimer 1\xa0lettre", tmp_path, "button").read_bytes())
    visite.ecrire(code_poste=re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4})\b", lettre)[1])
    visite.presser("Valider le code de la lettre")
    visite.champ("nature").select_option("Passeport")
    for champ in ("identite", "portrait"):
        visite.champ(champ).set_input_files(PNG)
    visite.presser("Envoyer à la CNSS")
    accepter(chez(AGENT), re.search(r"INS-\d{4}-\d{6}", visite.texte)[0], InscriptionEnLigne)
    visite.aller("/assure/compte-individuel/")
    assert visite.lit("Mois assurés")


def pre_immatriculer(visite: Visite, agent: Visite, lien: str, modele: type, **champs: str) -> None:
    """Ask without an account, prove the address, join pieces, send; an agent accepts; the account opens."""
    visite.aller("/services/")
    visite.suivre(lien)
    remplir(visite, saisie(modele, colonnes(modele), **champs), champs)
    visite.presser("Continuer : prouver votre adresse")
    suivre_le_courriel(visite, f"Poursuivre votre demande : {modele.libelle_type}")
    joindre(visite, modele)
    visite.presser("Confirmer et envoyer")
    numero = re.search(r"PI[ED]-\d{4}-\d{6}", visite.texte)[0]
    accepter(agent, numero, modele)
    suivre_le_courriel(visite, f"Pré-immatriculation {numero} reçue")
    assert visite.lit("Numéro d’employeur attribué")
    ouvrir_le_compte(visite, champs["courriel"])


def test_E2a_a_firm_is_registered_without_an_account(visiteur, chez):
    champs = {"nif": "1000999888", "courriel": "patron@mono.tg", "raison_sociale": "Menuiserie du Mono"}
    lien = "Pré-immatriculation GE/PME"
    pre_immatriculer(visiteur(), chez(AGENT), lien, PreImmatriculationEntreprise, **champs)


def test_E2b_somebody_who_employs_at_home_is_registered_without_an_account(visiteur, chez):
    champs = {"courriel": "maison@mono.tg"}
    pre_immatriculer(visiteur(), chez(AGENT), "Employeur domestique", PreImmatriculationDomestique, **champs)
