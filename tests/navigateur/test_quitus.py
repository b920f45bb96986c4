"""Quitus social: asked for, decided by the rules, issued, checked by anyone, revoked."""

from datetime import date, timedelta

from tests.navigateur.documents import texte
from tests.navigateur.parcours import motiver, ouvrir_la_demande
from tests.navigateur.visite import Visite

MARCHE = "AOO n° 027/MTP/PRMP"


def demander(visite: Visite) -> str:
    """Ask for a quitus, read the preview, confirm; return the number of the request."""
    visite.suivre("Quitus social", dans="nav")
    visite.suivre("Demander un quitus")
    limite = date.today() + timedelta(days=20)
    visite.ecrire(
        reference_marche=MARCHE,
        objet="Réfection de salles de classe",
        autorite_contractante="Ministère des Travaux publics",
        date_limite=limite.isoformat(),
    )
    visite.presser("Continuer")
    visite.presser("Confirmer et soumettre")
    return visite.page.locator("main .avis").first.inner_text().split("numéro ")[1].split(".")[0]


def verifier(visite: Visite, code: str) -> str:
    """Check a code on the public page and return what it answers."""
    visite.aller("/verifier")
    visite.ecrire(code=code)
    visite.presser("Vérifier")
    return visite.texte


def test_E8_an_issued_quitus_is_valid_for_anyone_until_it_is_revoked(visiteur):
    employeur = visiteur("employeur@demo.tg")
    numero = demander(employeur)
    assert employeur.lit("L’employeur est à jour")

    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    agent.presser("Délivrer le quitus")

    employeur.page.reload()
    code = employeur.page.locator("dt", has_text="Code de vérification").locator("+ dd").inner_text()
    quitus = texte(employeur.pdf("Quitus social (PDF)"))
    assert code in quitus
    assert MARCHE in quitus

    passant = visiteur()
    assert "Valide" in verifier(passant, code.replace("-", "").lower())

    superviseur = visiteur("superviseur@demo.tg")
    superviseur.suivre("Documents délivrés")
    superviseur.ouvrir_la_ligne("Ateliers textiles")
    motiver(superviseur, "Révoquer ce document", "Déclaration inexacte constatée au contrôle.")

    reponse = verifier(passant, code)
    assert "Révoqué" in reponse
    assert "Valide " not in reponse
    passant.examiner()


def test_an_employer_in_debt_reads_the_exact_months(visiteur):
    employeur = visiteur("employeur2@demo.tg")
    numero = demander(employeur)
    assert employeur.lit("Non éligible")
    assert employeur.lit("Mois à payer")
    dus = employeur.page.locator("h3", has_text="Mois à payer").locator("+ ul li").all_inner_texts()
    assert len(dus) == 2
    employeur.examiner()

    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    agent.presser("Délivrer le quitus")
    assert agent.lit("Le quitus ne peut être délivré")
    motiver(agent, "Refuser le quitus", f"Payez {' et '.join(dus)}, puis demandez de nouveau.")
    assert agent.lit("Rejetée")


def test_an_invented_code_is_unknown(visiteur):
    assert "Inconnu" in verifier(visiteur(), "2222-2222-2222")


def test_a_quitus_badly_filled_is_refused_beside_the_fields_and_keeps_them(visiteur):
    employeur = visiteur("employeur@demo.tg")
    employeur.aller("/employeur/quitus-social/nouvelle")
    employeur.ecrire(objet="Fourniture de 😀 mobilier")
    employeur.presser("Continuer")
    assert employeur.page.locator("main .champ--erreur").count() == 3
    employeur.examiner()
    assert employeur.champ("objet").input_value() == "Fourniture de 😀 mobilier"
