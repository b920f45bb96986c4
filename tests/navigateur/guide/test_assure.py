"""The rows of the guide of the insured person's space."""

from datetime import date, timedelta

from app.services.accident_travail import AccidentAssureView
from app.services.allocation_prenatale import AllocationPrenataleView
from app.services.assurance_volontaire import AssuranceVolontaireView
from app.services.attestation_individuelle import AttestationView
from app.services.declaration_conjoint import DeclarationConjointView
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.indemnite_maternite import IndemniteMaterniteView
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.services.modification_infos import ModificationAssureView
from app.services.pension_invalidite import PensionInvaliditeView
from app.services.pension_vieillesse import PensionVieillesseView
from app.services.reclamation import ReclamationAssureView
from tests.navigateur.documents import texte

AINE, CADETTE = "assure@demo.tg", "assure2@demo.tg"
"""An insured person of 59; one of six years of career."""
HIER = date.today() - timedelta(days=1)


def test_A1_the_dashboard_leads_to_every_service(chez):
    assure = chez(AINE)
    for attendu in ("Compte individuel", "Simulateur de pension", "Pension de vieillesse"):
        assert assure.lit(attendu)
    assure.examiner()


def test_A2_voluntary_insurance_is_refused_to_who_still_has_a_wage(services):
    motif = "Un salaire est encore déclaré : demandez de nouveau après la fin de l’emploi."
    sortie = date.today() - timedelta(days=90)
    agent = services.refuser(AINE, AssuranceVolontaireView, motif, sortie_le=sortie)
    assert agent.lit("Un salaire a été déclaré après la fin de l’emploi")


def test_A3a_an_early_pension_is_asked_for_and_granted(services):
    page = services.accepter(AINE, PensionVieillesseView, nature="anticipee")
    assert page.lit("par mois")


def test_A3b_an_invalidity_pension_is_asked_for_and_granted(services):
    services.accepter(AINE, PensionInvaliditeView, incapacite="70")


def test_A3c_a_part_of_the_antenatal_allowance_is_asked_for_and_granted(services):
    terme = date.today() + timedelta(days=90)
    page = services.accepter(CADETTE, AllocationPrenataleView, part="deuxieme", terme_le=terme)
    assert page.lit("8 000 F")


def test_A3d_the_maternity_allowance_is_asked_for_and_granted(services):
    arret = date.today() - timedelta(days=70)
    services.accepter(CADETTE, IndemniteMaterniteView, arret_le=arret, reprise_le=arret + timedelta(days=97))


def test_A4a_an_accident_at_work_is_declared_and_accepted(services):
    services.accepter(CADETTE, AccidentAssureView, survenu_le=HIER)


def test_A4b_an_occupational_disease_is_declared_and_accepted(services):
    services.accepter(CADETTE, MaladieProfessionnelleView)


def test_A4c_a_child_is_declared_and_accepted(services):
    services.accepter(AINE, DeclarationEnfantView, nom="Amégan", prenoms="Kodjo Junior")


def test_A4d_a_spouse_is_declared_and_accepted(services):
    services.accepter(AINE, DeclarationConjointView, nom="Lawson", prenoms="Akouvi")


def test_A5_a_complaint_is_sent_and_answered(services):
    services.accepter(CADETTE, ReclamationAssureView, objet="Mois absent de mon compte")


def test_A8_a_certificate_of_career_is_issued_at_once(services):
    numero = services.deposer(AINE, AttestationView, nature="carriere", precisions="")
    page = services.retrouver(AINE, AttestationView, numero)
    assert "Amégan" in texte(page.pdf("Attestation (PDF)"))
    assert numero in texte(page.pdf("Lettre de décision (PDF)"))


def test_A9_the_history_has_a_tab_for_each_service_and_leads_to_the_request(chez):
    assure = chez(CADETTE)
    assure.suivre("Historique des activités", dans="nav")
    assure.suivre("Allocation prénatale")
    assure.ouvrir_la_ligne("Acceptée")
    assert "l’accepte" in texte(assure.pdf("Lettre de décision (PDF)"))


def test_A10_a_change_of_telephone_is_asked_for_and_written(services):
    services.accepter(CADETTE, ModificationAssureView, telephone="91 23 45 67")
