"""Every service, from the form to the decision and the letter, as its people live it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete

from app.demandes import etudes
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import Statut
from app.generateur.ecrans.espace import ECRANS
from app.models import (
    Assure,
    Demande,
    LigneCarriere,
    MembreFamille,
    NaturePension,
    PartPrenatale,
    ServiceConcerne,
)
from app.regles import mois
from app.regles.droit import anniversaire
from app.services.accident_travail import AccidentAssureView, AccidentEmployeurView
from app.services.allocation_prenatale import AllocationPrenataleView
from app.services.assurance_volontaire import AssuranceVolontaireView
from app.services.attestation_individuelle import AttestationView
from app.services.declaration_conjoint import DeclarationConjointView
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.immatriculation.ecran import ImmatriculationView
from app.services.immatriculation.ecran_collectif import ImmatriculationCollectiveView
from app.services.indemnite_maternite import IndemniteMaterniteView
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.services.pension_invalidite import PensionInvaliditeView
from app.services.pension_survivant import PensionSurvivantView
from app.services.pension_vieillesse import PensionVieillesseView
from app.services.reclamation import ReclamationAssureView, ReclamationEmployeurView
from app.services.rectification_carriere import RectificationView
from app.socle.droits import CHEZ_SOI
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.services import decider, deposer, texte

pytestmark = pytest.mark.petit_togo

ESSI = {"numero_assurance": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}
HIER = aujourd_hui() - timedelta(days=1)


def demande(session, pk: int) -> Demande:
    return session.get(Demande, pk)


def pdf(navigateur, adresse: str) -> str:
    reponse = navigateur.get(adresse)
    assert reponse.mimetype == "application/pdf", texte(reponse)
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(reponse.data)).pages)


SIMPLES = {
    ImmatriculationView: {"nom": "Kpodar", "prenoms": "Yao"},
    ReclamationEmployeurView: {"objet": "Paiement non affiché"},
    AccidentEmployeurView: ESSI | {"survenu_le": HIER},
    AccidentAssureView: ESSI | {"survenu_le": HIER},
    MaladieProfessionnelleView: ESSI,
    DeclarationEnfantView: {"nom": "Agbeko", "prenoms": "Kodjo"},
    DeclarationConjointView: {"nom": "Lawson", "prenoms": "Kokou"},
    RectificationView: {},
    ReclamationAssureView: {"objet": "Mois absent"},
    AllocationPrenataleView: {
        "part": PartPrenatale.deuxieme.name,
        "terme_le": aujourd_hui() + timedelta(days=90),
    },
}
"""Services that this insured person or employer is sure to be granted, with what the form must say."""


@pytest.mark.parametrize("vue", SIMPLES, ids=lambda v: v.__name__)
def test_a_service_goes_from_the_form_to_the_letter(session, scierie, essi, agent, vue):
    navigateur = scierie if vue.espace == "employeur" else essi
    pk = deposer(navigateur, vue, **SIMPLES[vue])
    numero = demande(session, pk).numero
    assert numero in texte(agent.get("/agent/demandes/"))
    assert numero in pdf(navigateur, f"/{vue.espace}/dossier/{pk}/recepisse.pdf")
    page = texte(decider(agent, pk, "accepter"))
    assert demande(session, pk).statut is Statut.acceptee, page
    lettre = pdf(navigateur, f"/{vue.espace}/dossier/{pk}/decision.pdf")
    assert numero in lettre
    assert "l’accepte" in lettre


def test_the_receipt_an_agent_prints_is_that_of_the_author(session, scierie, agent):
    pk = deposer(scierie, ReclamationEmployeurView, **SIMPLES[ReclamationEmployeurView])
    recu = pdf(agent, f"/agent/dossier/{pk}/recepisse.pdf")
    assert "Paiement non affiché" in recu
    assert recu.count("Scierie de Kpalimé") == recu.count("Déposée le") == 1


@pytest.mark.parametrize("vue", SIMPLES, ids=lambda v: v.__name__)
def test_a_refusal_reaches_its_author_with_the_reason(session, scierie, essi, agent, vue):
    navigateur = scierie if vue.espace == "employeur" else essi
    pk = deposer(navigateur, vue, **SIMPLES[vue])
    decider(agent, pk, "rejeter", "Le document joint est illisible.")
    assert "Le document joint est illisible." in texte(navigateur.get(f"{vue.route_base}/{pk}"))
    assert "Le document joint est illisible." in pdf(navigateur, f"/{vue.espace}/dossier/{pk}/decision.pdf")


TRIES_AILLEURS = {
    "DNRView",
    "DeclarationCotisationsView",
    "PaiementView",
    "QuitusView",
    "DemandeRemiseView",
    "ModificationEmployeurView",
    "ModificationAssureView",
    "DonneesEmployeurView",
    "DonneesAssureView",
    "RattachementNiuView",
}
"""The services that have a test file of their own."""


def test_every_service_is_tried():
    a_part = {
        PensionVieillesseView,
        PensionInvaliditeView,
        PensionSurvivantView,
        IndemniteMaterniteView,
        AssuranceVolontaireView,
        AttestationView,
        ImmatriculationCollectiveView,
    }
    noms = {vue.__name__ for vue in set(SIMPLES) | a_part} | TRIES_AILLEURS
    assert noms == {
        e.__name__ for e in ECRANS.valeurs() if issubclass(e, DemandeView) and e.espace in CHEZ_SOI
    }


def test_a_worker_unknown_to_the_register_gets_a_number(session, scierie, agent):
    pk = deposer(scierie, ImmatriculationView, nom="Kpodar", prenoms="Yao", naissance_le=date(1991, 4, 2))
    decider(agent, pk, "accepter")
    inscrit = session.query(Assure).filter_by(nom="Kpodar").one()
    assert inscrit.naissance_le == date(1991, 4, 2)
    assert inscrit.numero in texte(scierie.get(f"{ImmatriculationView.route_base}/{pk}"))


def test_a_worker_hired_before_birth_is_refused(scierie):
    with pytest.raises(AssertionError, match="La date d’embauche précède la naissance"):
        deposer(scierie, ImmatriculationView, naissance_le=HIER, embauche_le=HIER)


def test_a_worker_already_in_the_register_keeps_the_number(session, scierie, agent):
    connue = petit_togo.assure(session)
    pk = deposer(
        scierie,
        ImmatriculationView,
        nom="agbeko",
        prenoms="Mawuena Essi",
        ancien_numero="",
        naissance_le=connue.naissance_le,
    )
    assert connue.numero in texte(agent.get(f"/agent/demandes/{pk}"))
    assert connue.numero not in texte(scierie.get(f"{ImmatriculationView.route_base}/{pk}"))
    decider(agent, pk, "accepter")
    assert demande(session, pk).immatricule.numero == connue.numero


FAMILLE = {
    DeclarationEnfantView: {"nom": "Agbeko", "prenoms": "Kodjo", "naissance_le": date(2020, 3, 1)},
    DeclarationConjointView: {"nom": "Lawson", "prenoms": "Kokou", "naissance_le": date(1985, 6, 2)},
}
"""Who enters the family, by the service that declares him."""


@pytest.mark.parametrize("vue", FAMILLE, ids=lambda v: v.__name__)
def test_who_is_accepted_in_the_family_enters_it_once(session, essi, agent, vue):
    membre = FAMILLE[vue]
    decider(agent, deposer(essi, vue, **membre), "accepter")
    assert session.query(MembreFamille).one().prenoms == membre["prenoms"]
    with pytest.raises(AssertionError, match="déjà inscrit"):
        deposer(essi, vue, **membre | {"acte_numero": "2"})


def test_an_attestation_that_the_register_answers_is_issued_at_once(session, essi, client):
    pk = deposer(essi, AttestationView, nature="carriere", precisions="")
    attestation = demande(session, pk)
    assert attestation.statut is Statut.acceptee
    papier = pdf(essi, f"{AttestationView.route_base}/{pk}/attestation.pdf")
    assert "AGBEKO Essi Mawuena" in papier
    page = texte(client.get("/verifier", query_string={"code": attestation.certificat.code}))
    assert "authentique" in page
    assert attestation.certificat.numero in page


def test_the_letter_of_an_attestation_names_it_and_says_nothing_of_the_screen(session, essi):
    pk = deposer(essi, AttestationView, nature="carriere", precisions="")
    numero = demande(session, pk).certificat.numero
    lettre = " ".join(pdf(essi, f"/assure/dossier/{pk}/decision.pdf").split())
    assert f"L’attestation de carrière n° {numero} est délivrée." in lettre
    assert "téléchargez" not in lettre
    assert numero in texte(essi.get(f"{AttestationView.route_base}/{pk}"))


def test_an_attestation_with_particulars_waits_for_an_agent(session, essi, agent):
    pk = deposer(essi, AttestationView, precisions="En anglais, pour l’ambassade")
    assert demande(session, pk).statut is Statut.soumise
    decider(agent, pk, "accepter")
    assert demande(session, pk).certificat is not None


def test_a_part_of_the_antenatal_allowance_is_asked_for_once(essi):
    champs = SIMPLES[AllocationPrenataleView]
    deposer(essi, AllocationPrenataleView, **champs)
    with pytest.raises(AssertionError, match="déjà demandée"):
        deposer(essi, AllocationPrenataleView, **champs)


PARTS = [("premiere", "4 000"), ("deuxieme", "8 000"), ("troisieme", "6 000")]


@pytest.mark.parametrize(("part", "francs"), PARTS)
def test_each_part_of_the_antenatal_allowance_is_worth_its_own(session, essi, agent, part, francs):
    pk = deposer(
        essi,
        AllocationPrenataleView,
        part=part,
        terme_le=aujourd_hui() + timedelta(days=30),
        examen_le=aujourd_hui() - timedelta(days=40),
    )
    decider(agent, pk, "accepter")
    assert francs in demande(session, pk).conclusion.replace("\u202f", " ")


def test_a_pension_that_is_not_open_says_what_is_missing_and_cannot_be_accepted(session, essi, agent):
    moi = petit_togo.assure(session)
    pk = deposer(essi, PensionVieillesseView, depart_le=anniversaire(moi.naissance_le, 60))
    assert "Il manque" in texte(essi.get(f"{PensionVieillesseView.route_base}/{pk}"))
    page = texte(decider(agent, pk, "accepter"))
    assert "Les conditions ne sont pas remplies : Il manque" in page
    assert demande(session, pk).statut is Statut.en_instruction


def test_a_refusal_keeps_what_the_rules_said_that_day(session, essi, agent):
    pk = deposer(essi, PensionVieillesseView)
    ce_jour = etudes.montrer(session, demande(session, pk)).manques
    decider(agent, pk, "rejeter", "Il manque des mois.")
    session.execute(delete(LigneCarriere))
    assert etudes.montrer(session, demande(session, pk)).manques == ce_jour


def test_the_pension_form_opens_on_the_first_departure_by_age(session, essi):
    page = essi.get(f"{PensionVieillesseView.route_base}/nouvelle").text
    attendu = max(anniversaire(petit_togo.assure(session).naissance_le, 55), aujourd_hui())
    assert f'value="{attendu:%Y-%m-%d}"' in page


def test_a_gap_of_the_account_opens_the_complaint_on_its_months(session, essi):
    trou, moi = mois.plus(petit_togo.PREMIER, 2), petit_togo.assure(session).id
    ligne = delete(LigneCarriere).where(LigneCarriere.assure_id == moi, LigneCarriere.periode == trou)
    session.execute(ligne)
    page = essi.get(f"{ReclamationAssureView.route_base}/nouvelle?lacune={mois.iso(trou)}").text
    assert page.count(f'value="{mois.iso(trou)}"') == 2
    assert f'selected value="{ServiceConcerne.carriere.name}"' in page


@pytest.mark.parametrize("vue", [RectificationView, ReclamationAssureView], ids=lambda v: v.__name__)
def test_a_last_month_before_the_first_is_refused(essi, vue):
    with pytest.raises(AssertionError, match="Le dernier mois précède le premier"):
        deposer(essi, vue, periode_debut="2025-03", periode_fin="2025-02")


def test_a_career_set_right_says_who_is_asked_for_what(session, essi, agent):
    pk = deposer(essi, RectificationView, employeur_concerne="Menuiserie du Zio")
    decider(agent, pk, "accepter")
    attendu = "La Caisse demande à Menuiserie du Zio une déclaration rectificative"
    assert attendu in texte(essi.get(f"{RectificationView.route_base}/{pk}"))


def test_a_complaint_goes_first_to_the_team_it_is_about(session, scierie):
    pk = deposer(scierie, ReclamationEmployeurView, service="immatriculation")
    assert demande(session, pk).equipe == ServiceConcerne.immatriculation.equipe


def test_the_employer_s_clock_is_shown_and_a_late_accident_stays_receivable(session, scierie, agent):
    pk = deposer(scierie, AccidentEmployeurView, **ESSI, survenu_le=aujourd_hui() - timedelta(days=30))
    assert "de retard" in texte(agent.get(f"/agent/demandes/{pk}"))
    decider(agent, pk, "accepter")
    assert demande(session, pk).statut is Statut.acceptee


def test_a_victim_whose_number_and_name_do_not_agree_is_told_without_telling_more(scierie):
    with pytest.raises(AssertionError, match="ne répond pas à"):
        deposer(scierie, AccidentEmployeurView, **ESSI | {"nom": "Tchalla"}, survenu_le=HIER)


def test_a_deceased_whose_number_and_name_do_not_agree_is_refused(essi):
    with pytest.raises(AssertionError, match="ne répond pas à"):
        deposer(essi, PensionSurvivantView, defunt_numero="0045678901", defunt_nom="Tchalla")


def test_a_closed_number_asks_for_nothing(session, essi):
    moi = petit_togo.assure(session)
    moi.ferme_le, moi.motif_fermeture = HIER, "Décès"
    session.commit()
    with pytest.raises(AssertionError, match="est clos depuis le"):
        deposer(essi, DeclarationEnfantView)


def test_a_volunteer_reads_each_condition_with_its_reason(session, essi):
    pk = deposer(essi, AssuranceVolontaireView, sortie_le=aujourd_hui() - timedelta(days=500))
    page = texte(essi.get(f"{AssuranceVolontaireView.route_base}/{pk}"))
    assert "Un salaire a été déclaré après la fin de l’emploi" in page
    assert "demande possible jusqu’au" in page
    assert NaturePension.normale.value not in page


@pytest.mark.parametrize("vue", [PensionInvaliditeView, IndemniteMaterniteView])
def test_the_agent_reads_the_steps_of_what_the_rules_conclude(essi, agent, vue):
    pk = deposer(essi, vue)
    assert "Comment c’est calculé" in texte(agent.get(f"/agent/demandes/{pk}"))


def test_survivors_are_told_what_the_deceased_s_career_lacks(session, essi, agent):
    pk = deposer(
        essi,
        PensionSurvivantView,
        defunt_numero="0045678901",
        defunt_nom="Lawson Têvi",
        enfants=2,
        mariage_le=date(2010, 1, 2),
    )
    page = texte(agent.get(f"/agent/demandes/{pk}")).replace("\u00a0", " ")
    assert "Le compte du défunt porte 7 mois" in page
