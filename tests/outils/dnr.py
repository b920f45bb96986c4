"""What an employer does with a declaration in the browser: begin it, change the workbook, send it."""

import html
import io
import re

from openpyxl import load_workbook

from app.regles import mois
from app.services.dnr.colonnes import CLES
from tests.outils.petit_togo import DERNIER

PREMIERE_LIGNE = 4
"""The first worker's row in the model workbook."""


def commencer(navigateur, periode: int = DERNIER, mode: str = "en_ligne") -> int:
    """Begin the declaration of a month and return its key."""
    donnees = {"periode": mois.iso(periode), "mode": mode}
    reponse = navigateur.post("/employeur/dnr/nouvelle", data=donnees)
    assert reponse.status_code == 302, reponse.text
    return int(re.search(r"/dnr/(\d+)/", reponse.headers["Location"])[1])


def modele(navigateur, periode: int = DERNIER) -> bytes:
    """Return the model workbook as downloaded."""
    return navigateur.get(f"/employeur/dnr/modele?periode={mois.iso(periode)}").data


def retoucher(contenu: bytes, **cellules) -> bytes:
    """Return the workbook with cells changed, named `remuneration_2` for the pay of the second worker."""
    classeur = load_workbook(io.BytesIO(contenu))
    for nom, valeur in cellules.items():
        cle, _, rang = nom.rpartition("_")
        classeur["DNR"].cell(PREMIERE_LIGNE + int(rang) - 1, CLES.index(cle) + 1).value = valeur
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


def deposer(navigateur, pk: int, contenu: bytes, nom: str = "paie-octobre.xlsx"):
    """Upload a file to the draft and return the answer."""
    donnees = {"fichier": (io.BytesIO(contenu), nom)}
    return navigateur.post(f"/employeur/dnr/{pk}/fichier", data=donnees)


def confirmer_tout(navigateur, pk: int) -> None:
    """Confirm every warning."""
    navigateur.post(f"/employeur/dnr/{pk}/controle", data={"tout": "oui"})


def soumettre(navigateur, pk: int):
    """Press « Confirmer et soumettre » and return the page that follows."""
    return navigateur.post(f"/employeur/dnr/{pk}/soumettre", follow_redirects=True)


def texte(reponse) -> str:
    """Return what one reads on a page: no tag, single spaces, plain ones."""
    nu = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", reponse.text, flags=re.DOTALL)
    return " ".join(html.unescape(nu).split())
