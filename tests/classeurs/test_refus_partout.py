"""What the processes that read and annotate refuse is a sentence wherever they are called, never a 500."""

import io

import pytest

from app.classeurs.annoter import ANNOTATION
from app.classeurs.lire import LECTURE
from app.classeurs.refus import MESSAGES
from app.classeurs.typographie import francais
from app.models import Employeur
from app.regles import mois
from app.services.immatriculation.ecran_collectif import ImmatriculationCollectiveView
from app.socle.isole import TravailIsole
from tests.outils import dnr
from tests.outils.petit_togo import DERNIER
from tests.outils.services import joindre_tout, texte
from tests.services.immatriculation.test_immatriculation_collective import RACINE, YAO, deposer

pytestmark = pytest.mark.petit_togo
DNR = "/employeur/dnr"


@pytest.fixture
def refuser(monkeypatch):
    """Return what makes one of the two processes refuse all it is given, from now on."""

    def en_panne(travail: TravailIsole) -> str:
        lancer = TravailIsole.__call__

        def refusant(soi, *arguments):
            if soi is travail:
                raise soi.refus(soi.si_mort)
            return lancer(soi, *arguments)

        monkeypatch.setattr(TravailIsole, "__call__", refusant)
        return " ".join(francais(MESSAGES[travail.si_mort]).split())

    return en_panne


@pytest.fixture
def declaration(scierie) -> int:
    """A draft by file, with one anomaly."""
    pk = dnr.commencer(scierie, mode="fichier")
    dnr.deposer(scierie, pk, dnr.retoucher(dnr.modele(scierie), jours_1=40))
    return pk


@pytest.fixture
def collective(scierie, session) -> int:
    """A workbook of workers ready to be sent."""
    demande = deposer(scierie, session, YAO)
    joindre_tout(scierie, ImmatriculationCollectiveView, demande.id)
    return demande.id


def page_de(navigateur, methode: str, adresse: str) -> str:
    """Return the text of the page that follows; a workbook is joined to what is posted."""
    joint = {"data": {"fichier": (io.BytesIO(b"PK\3\4"), "paie.xlsx")}} if methode == "post" else {}
    return texte(getattr(navigateur, methode)(adresse, follow_redirects=True, **joint))


@pytest.mark.parametrize(
    ("travail", "methode", "adresse"),
    [
        (LECTURE, "post", "fichier"),
        (LECTURE, "post", "feuille"),
        (LECTURE, "get", "classeur-annote"),
        (ANNOTATION, "get", "classeur-annote"),
    ],
)
def test_each_screen_of_a_declaration_says_what_is_refused(
    scierie, declaration, refuser, travail, methode, adresse
):
    phrase = refuser(travail)
    assert phrase in page_de(scierie, methode, f"{DNR}/{declaration}/{adresse}")


@pytest.mark.parametrize(
    ("travail", "methode", "adresse"),
    [
        (LECTURE, "post", "{0}/nouvelle"),
        (LECTURE, "post", "{0}/{1}/fichier"),
        (LECTURE, "get", "{0}/{1}/controle"),
        (LECTURE, "get", "{0}/{1}/classeur-annote"),
        (LECTURE, "post", "{0}/{1}/soumettre"),
        (ANNOTATION, "get", "{0}/{1}/classeur-annote"),
    ],
)
def test_each_screen_of_the_workers_by_workbook_says_what_is_refused(
    scierie, collective, refuser, travail, methode, adresse
):
    phrase = refuser(travail)
    assert phrase in page_de(scierie, methode, adresse.format(RACINE, collective))


@pytest.mark.parametrize("travail", [LECTURE, ANNOTATION])
def test_the_command_says_what_is_refused(app, scierie, session, refuser, tmp_path, travail):
    fichier = tmp_path / "paie.xlsx"
    fichier.write_bytes(dnr.modele(scierie))
    numero = session.query(Employeur.numero).limit(1).scalar()
    phrase = refuser(travail)
    arguments = ["dnr", "check", str(fichier), "--employeur", numero, "--periode", mois.iso(DERNIER)]
    rendu = app.test_cli_runner().invoke(args=[*arguments, "--annote", str(tmp_path / "annote.xlsx")])
    assert phrase in " ".join(rendu.output.split())
    assert rendu.exit_code in (1, 2) if travail is LECTURE else rendu.exit_code in (0, 1)


def test_a_refusal_that_no_screen_tells_is_a_page_with_its_sentence(app, scierie, collective, monkeypatch):
    def brute(pk):
        raise LECTURE.refus(LECTURE.si_mort)

    nom = f"{ImmatriculationCollectiveView.__name__}.controle"
    monkeypatch.setitem(app.view_functions, nom, brute)
    page = scierie.get(f"{RACINE}/{collective}/controle")
    assert page.status_code == 422
    assert "démesuré" in texte(page)
