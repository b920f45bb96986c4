"""Many workers by a workbook: the model, the check, the annotated copy, the pieces, the numbers given."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from app.classeurs.colonnes import lettre
from app.classeurs.lire import lire
from app.demandes.etats import Statut
from app.models import Assure, ImmatriculationCollective
from app.services.immatriculation.colonnes import COLONNES, FORMAT
from app.services.immatriculation.ecran_collectif import ImmatriculationCollectiveView
from app.services.immatriculation.rapport import LignesTravailleurs
from app.socle.horloge import aujourd_hui
from tests.outils import horloge as outils_horloge
from tests.outils.services import decider, joindre_tout, soumettre, texte

pytestmark = pytest.mark.petit_togo
RACINE = ImmatriculationCollectiveView.route_base
YAO = {
    "nom": "Kpodar",
    "prenoms": "Yao",
    "naissance_le": date(1999, 4, 12),
    "naissance_lieu": "Tsévié",
    "sexe": "M",
    "situation": "Célibataire",
    "nom_mere": "Kpodar Adjo",
    "poste": "Scieur",
    "embauche_le": aujourd_hui() - timedelta(days=3),
    "remuneration": 75_000,
}
AFI = YAO | {"nom": "Agbo", "prenoms": "Afi", "sexe": "1 - Féminin", "naissance_le": "02/05/2001"}
ESSI = YAO | {"nom": "AGBEKO", "prenoms": "Essi Mawuena", "sexe": "F", "naissance_le": date(1969, 5, 2)}
"""Already in the register."""


def classeur(*travailleurs: dict) -> bytes:
    document, tampon = Workbook(), io.BytesIO()
    document.active.append([c.entete for c in COLONNES])
    for travailleur in travailleurs:
        document.active.append([travailleur.get(cle) for cle in FORMAT.cles])
    document.save(tampon)
    return tampon.getvalue()


def envoyer(navigateur, contenu: bytes, adresse: str = f"{RACINE}/nouvelle", cle: str = "un-envoi"):
    donnees = {"cle_unique": cle, "fichier": (io.BytesIO(contenu), "travailleurs.xlsx")}
    return navigateur.post(adresse, data=donnees)


def deposer(scierie, session, *travailleurs: dict) -> ImmatriculationCollective:
    reponse = envoyer(scierie, classeur(*travailleurs))
    assert reponse.status_code == 302, texte(reponse)
    return session.query(ImmatriculationCollective).one()


def envoyee(scierie, session, *travailleurs: dict) -> ImmatriculationCollective:
    demande = deposer(scierie, session, *travailleurs)
    joindre_tout(scierie, ImmatriculationCollectiveView, demande.id)
    assert "Envoyée" in texte(soumettre(scierie, ImmatriculationCollectiveView, demande.id))
    return demande


def controle(scierie, demande) -> str:
    return texte(scierie.get(f"{RACINE}/{demande.id}/controle"))


def test_the_acceptance_gives_each_worker_a_number_and_leaves_his_own_to_who_has_one(scierie, agent, session):
    demande = envoyee(scierie, session, YAO, AFI, ESSI)
    page = texte(agent.get(f"/agent/demandes/{demande.id}"))
    assert "0012345678 Même nom" in page
    decider(agent, demande.id, "accepter")
    assert demande.statut is Statut.acceptee
    yao, afi, essi = (t.immatricule for t in demande.travailleurs)
    assert essi.numero == "0012345678"
    assert len({yao.numero, afi.numero} & set(session.scalars(session.query(Assure.numero).statement))) == 2
    assert "3 travailleurs immatriculés, dont 1 était déjà" in texte(scierie.get(f"{RACINE}/{demande.id}"))
    numeros = load_workbook(io.BytesIO(scierie.get(f"{RACINE}/{demande.id}/numeros").data)).active
    assert [ligne[3].value for ligne in numeros.iter_rows(2)] == [yao.numero, afi.numero, essi.numero]


@pytest.mark.parametrize(
    ("cle", "valeur", "attendu"),
    [
        ("nom", None, "Nom : Ce champ est obligatoire"),
        ("sexe", "X", "« X » n’est pas un choix de la colonne « Sexe » : écrivez Féminin ou Masculin."),
        ("naissance_le", "hier", "valeur « hier » : Date de naissance : Cette date n’existe pas"),
        ("naissance_le", date(2999, 4, 12), "valeur « 12/04/2999 »"),
        ("telephone", "12", "Téléphone : Ce numéro n’est pas reconnu"),
        ("remuneration", "beaucoup", "Rémunération mensuelle :"),
        ("embauche_le", date(1998, 1, 1), "ne suit pas la naissance"),
    ],
)
def test_each_fault_blocks_and_is_told_at_its_line_by_the_rules_of_the_form(
    scierie, session, cle, valeur, attendu
):
    demande = deposer(scierie, session, YAO, AFI | {cle: valeur})
    page = controle(scierie, demande)
    assert attendu in page
    assert "Ligne 3" in page
    assert demande.travailleurs == []
    soumettre(scierie, ImmatriculationCollectiveView, demande.id)
    assert demande.statut is Statut.brouillon


def test_a_colleague_gets_the_workbook_he_did_not_send(scierie, associe, session):
    demande = deposer(scierie, session, YAO)
    document = load_workbook(io.BytesIO(associe.get(f"{RACINE}/{demande.id}/classeur-annote").data))
    assert YAO["nom"] in [cellule.value for cellule in document.worksheets[-1][2]]


def test_a_workbook_with_a_fault_is_not_sent_whatever_is_joined_to_it(scierie, session):
    demande = deposer(scierie, session, YAO | {"poste": None})
    joindre_tout(scierie, ImmatriculationCollectiveView, demande.id)
    page = texte(soumettre(scierie, ImmatriculationCollectiveView, demande.id))
    assert "à corriger d’abord : ouvrez « Contrôle »" in page
    assert demande.statut is Statut.brouillon


def test_a_birth_year_of_two_digits_is_of_somebody_born_already(scierie, session):
    annee = aujourd_hui().year + 2
    demande = deposer(scierie, session, YAO | {"naissance_le": f"12/4/{annee % 100:02d}"})
    assert demande.travailleurs[0].naissance_le == date(annee - 100, 4, 12)


def test_the_process_that_reads_the_workbook_takes_the_year_from_the_portal_s_clock(monkeypatch):
    annee = aujourd_hui().year + 2
    outils_horloge.installer(monkeypatch).avancer(days=3 * 366)
    lignes = lire(LignesTravailleurs, classeur(YAO | {"naissance_le": f"12/4/{annee % 100:02d}"}))
    assert lignes.colonnes["naissance_le"] == [f"{annee}-04-12"]


def test_the_annotated_copy_writes_dates_as_people_do(scierie, session):
    demande = deposer(scierie, session, YAO | {"embauche_le": date(2999, 1, 2)})
    document = load_workbook(io.BytesIO(scierie.get(f"{RACINE}/{demande.id}/classeur-annote").data))
    assert [ligne[4].value for ligne in document["Anomalies"].iter_rows(5)] == ["02/01/2999"]


def test_all_faults_are_shown_at_once_and_the_annotated_copy_bears_them(scierie, session):
    demande = deposer(scierie, session, YAO, YAO, AFI | {"poste": None, "nom_mere": None})
    page = controle(scierie, demande)
    assert "3 anomalies bloquantes" in page
    assert "est déjà à la ligne 2" in page
    document = load_workbook(io.BytesIO(scierie.get(f"{RACINE}/{demande.id}/classeur-annote").data))
    assert document.sheetnames[0] == "Anomalies"
    assert document.worksheets[1]["A3"].comment.text.startswith("À CORRIGER")


def test_who_may_be_registered_already_and_late_hires_are_warnings(scierie, session):
    demande = deposer(scierie, session, ESSI, YAO | {"embauche_le": aujourd_hui() - timedelta(days=40)})
    page = controle(scierie, demande)
    assert "Peut-être" not in page
    assert "est au registre : demandez sa carte d’assuré à AGBEKO Essi Mawuena" in page
    assert "embauché depuis plus de 8 jours" in page
    assert "0012345678" not in page
    assert len(demande.travailleurs) == 2


def test_a_warning_on_the_file_as_a_whole_names_no_line_on_the_page_of_the_request(scierie, session):
    document = load_workbook(io.BytesIO(classeur(ESSI, YAO)))
    document.active.row_dimensions[3].hidden = True
    document.active.append(["Total", None, None])
    tampon = io.BytesIO()
    document.save(tampon)
    envoyer(scierie, tampon.getvalue())
    page = texte(scierie.get(f"{RACINE}/{session.query(ImmatriculationCollective).one().id}"))
    assert "Ensemble du fichier : Nous avons lu aussi 1 ligne masquée" in page
    assert "Ensemble du fichier : 1 ligne n’est pas un travailleur" in page
    assert "Ligne 2 : Une personne de ce nom" in page
    assert "None" not in page


def test_a_mended_workbook_takes_the_place_of_the_first(scierie, session):
    demande = deposer(scierie, session, YAO | {"poste": None})
    assert "anomalies bloquantes restent" in texte(scierie.get(f"{RACINE}/{demande.id}/apercu"))
    envoyer(scierie, classeur(YAO, AFI), f"{RACINE}/{demande.id}/fichier")
    assert "Continuer : joindre les pièces" in controle(scierie, demande)
    assert [t.nom for t in demande.travailleurs] == ["Kpodar", "Agbo"]


def test_a_workbook_sent_twice_makes_one_request(scierie, session):
    for _ in range(2):
        envoyer(scierie, classeur(YAO))
    assert session.query(ImmatriculationCollective).count() == 1


def test_the_model_filled_in_is_read_and_a_foreign_file_is_refused_beside_the_field(scierie, session):
    document = load_workbook(io.BytesIO(scierie.get(f"{RACINE}/modele").data))
    document["Travailleurs"].append([YAO.get(cle) for cle in FORMAT.cles])
    tampon = io.BytesIO()
    document.save(tampon)
    assert envoyer(scierie, tampon.getvalue()).status_code == 302
    assert session.query(ImmatriculationCollective).one().controle["bloquantes"] == 0
    refus = envoyer(scierie, b"%PDF-1.7", cle="autre")
    assert refus.status_code == 422
    assert "Ce fichier est un PDF" in texte(refus)


def test_two_register_entries_of_the_same_name_stop_the_acceptance(scierie, agent, session):
    demande = envoyee(scierie, session, YAO, ESSI)
    connue = session.query(Assure).filter_by(numero="0012345678").one()
    colonnes = ("nom", "prenoms", "nom_cle", "prenoms_cle", "naissance_le", "sexe")
    session.add(Assure(numero="77", **{c: getattr(connue, c) for c in colonnes}))
    session.commit()
    assert "clôturez d’abord le doublon" in texte(decider(agent, demande.id, "accepter"))
    assert all(t.immatricule_id is None for t in demande.travailleurs)


def test_a_column_whose_title_says_nothing_is_named_once(scierie, session):
    document = load_workbook(io.BytesIO(classeur(YAO, AFI)))
    document.active["A1"] = "Patronyme"
    tampon = io.BytesIO()
    document.save(tampon)
    reponse = envoyer(scierie, tampon.getvalue())
    demande = session.query(ImmatriculationCollective).one()
    assert reponse.headers["Location"].endswith(f"{RACINE}/{demande.id}/colonnes")
    page = scierie.get(f"{RACINE}/{demande.id}/colonnes")
    assert "À dire avant de lire ce fichier : Nom" in texte(page)
    choix = {f"colonne_{lettre(rang)}": cle for rang, cle in enumerate(FORMAT.cles)}
    scierie.post(f"{RACINE}/{demande.id}/colonnes", data=choix)
    assert "« Patronyme » est la colonne Nom" in controle(scierie, demande)
    session.expire_all()
    assert [t.nom for t in demande.travailleurs] == ["Kpodar", "Agbo"]
    assert "/controle" in envoyer(scierie, tampon.getvalue(), cle="un-autre").headers["Location"]
