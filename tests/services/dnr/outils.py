"""A small register and a clean declaration, shared by the tests of the DNR; wages are all distinct."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import update

from app.demandes.etats import Statut
from app.models import Demande
from app.regles.bareme import Bareme, charger, connus
from app.regles.cotisations import Taux
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.colonnes import COLONNES
from app.services.dnr.controler import controler
from app.services.dnr.faits import ContexteDNR, Inscrit, Precedente
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.rapport import RapportDNR
from app.socle.horloge import maintenant

FIXTURES = Path(__file__).with_name("fixtures")
OCTOBRE = 202610
TAUX = Taux.au(charger(), OCTOBRE)

PERSONNES = (
    ("0012345678", "AGBEKO", "Kossi Emmanuel"),
    ("0023456789", "N’DIAYE", "Afi"),
    ("0034567890", "AMOUZOU-KPAKPO", "Ablavi Delali"),
    ("0045678901", "LAWSON", "Têvi"),
    ("0056789012", "TCHALLA", "Essohanam"),
)
REGISTRE = {
    numero: Inscrit(cle, numero, nom, prenoms) for cle, (numero, nom, prenoms) in enumerate(PERSONNES, 101)
}


def contexte(**autres) -> ContexteDNR:
    """Return what the fund knows in October 2026: the register, and what a test adds."""
    return ContexteDNR(**{"mois": OCTOBRE, "taux": TAUX, "registre": REGISTRE, **autres})


def taux_ou(depuis: date = date(2026, 10, 1), **valeurs: int) -> Taux:
    """Return the law of October 2026 where some parameters have other values from a day on."""
    autres = [replace(connus()[code], valeur=v, effet_le=depuis) for code, v in valeurs.items()]
    return Taux.au(Bareme([*charger(), *autres]), OCTOBRE)


def saisie(rang: int = 0, **autres) -> dict[str, str]:
    """Return a clean line of the worker at `rang`, as typed in a form, with the cells a test changes."""
    numero, nom, prenoms = PERSONNES[rang]
    ligne = {
        "matricule": f"M{rang}",
        "numero_assure": numero,
        "nom": nom,
        "prenoms": prenoms,
        "type_assure": "1",
        "jours": "30",
        "remuneration": str(150_000 + 7_000 * rang),
        "nature": "1",
        "embauche_le": f"0{rang + 1}/03/2019",
    }
    return ligne | autres


def precedente(rang: int = 0, **autres) -> Precedente:
    """Return the line of the previous declaration that `saisie(rang)` continues unchanged."""
    numero, nom, prenoms = PERSONNES[rang]
    ligne = Precedente(
        numero,
        NATURE_ORDINAIRE,
        150_000 + 7_000 * rang,
        30,
        1,
        date(2019, 3, rang + 1),
        None,
        None,
        f"M{rang}",
        nom,
        prenoms,
    )
    return ligne._replace(**autres)


def precedentes(*lignes: Precedente) -> dict:
    """Return lines by (number, nature), as a Contexte holds them."""
    return {(ligne.numero_assure, ligne.nature): ligne for ligne in lignes}


def controle(*saisies: dict, **autres) -> RapportDNR:
    """Return the report of lines typed in a form."""
    return controler(LignesDNR.saisies(saisies), contexte(**autres))


def codes(rapport: RapportDNR) -> list[str]:
    """Return the codes of the anomalies, in order."""
    return [anomalie.code for anomalie in rapport.anomalies]


def classeur(saisies: list[dict], titres: list[str] | None = None) -> bytes:
    """Return an .xlsx of these lines under the fund's titles, every cell as text, titles on row 1."""
    document = Workbook()
    feuille = document.active
    feuille.title = "Paie"
    feuille.append(titres or [colonne.entete for colonne in COLONNES])
    for saisie_ in saisies:
        feuille.append([saisie_.get(colonne.cle) for colonne in COLONNES])
    return enregistrer(document)


def enregistrer(document: Workbook) -> bytes:
    """Return the bytes of an openpyxl workbook."""
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def envoyer_tel_quel(session, pk: int) -> None:
    """Send a declaration at once, as another tab would in the middle of what is tried."""
    envoi = {"statut": Statut.soumise, "soumise_le": maintenant(), "numero": f"DNR-ESSAI-{pk}"}
    session.execute(update(Demande.__table__).where(Demande.__table__.c.id == pk).values(envoi))
    session.commit()
