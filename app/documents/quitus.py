"""The quitus social: certifies that an employer is up to date (communiqué of 22 August 2024)."""

from dataclasses import dataclass
from datetime import date

from app.documents import blocs, cloture
from app.documents.blocs import Paires
from app.documents.charte import CORPS, OR, VERT
from app.documents.cloture import SIGNE_PAR_LE_QR, Signature, Verification
from app.documents.page import Cartouche, Page
from app.documents.typographie import ABSENT, INSECABLE, jour_en_lettres

#: The name is cut in the token, so that the QR code stays readable on paper.
NOM_DANS_LE_JETON = 32


@dataclass(frozen=True)
class QuitusImprime:
    """An issued quitus.

    `situation_au` is the day the account was looked at, `valable_au` the last day of validity; `signataire`
    and `qualite` name who signs.
    """

    numero: str
    delivre_le: date
    situation_au: date
    valable_au: date
    employeur_numero: str
    employeur_nom: str
    nif: str
    objet: str
    autorite: str
    signataire: str
    qualite: str
    lieu: str = "Lomé"


def contenu(quitus: QuitusImprime) -> dict[str, str]:
    """Return what the token of a quitus says: enough to tell a forged paper, nothing more."""
    nom = quitus.employeur_nom
    return {
        "doc": "quitus",
        "no": quitus.numero,
        "emp": quitus.employeur_numero,
        "nom": nom if len(nom) <= NOM_DANS_LE_JETON else nom[: NOM_DANS_LE_JETON - 1] + "…",
        "fin": quitus.valable_au.isoformat(),
    }


def imprimer(quitus: QuitusImprime, verification: Verification) -> bytes:
    """Return the quitus as a PDF; `verification.url` carries the token."""
    sujet = f"Employeur {quitus.employeur_numero}"
    page = Page(Cartouche("Quitus social", quitus.numero, quitus.delivre_le, sujet))
    _cadre(page)
    page.y += 4
    page.titre()
    cloture.avertir(page, verification)
    _attestation(page, quitus)
    blocs.fiche(page, *_identite(quitus))
    cloture.clore(
        page,
        "Le présent quitus est délivré pour servir et valoir ce que de droit. Il perd tout effet après la "
        "date indiquée ou s’il est révoqué\u00a0: la vérification ci-dessous donne son état du jour.",
        Signature(
            f"Fait à {quitus.lieu}, le{INSECABLE}{jour_en_lettres(quitus.delivre_le)}",
            quitus.qualite,
            quitus.signataire,
            SIGNE_PAR_LE_QR,
        ),
        verification,
    )
    return page.octets()


def _attestation(page: Page, quitus: QuitusImprime) -> None:
    page.paragraphe(
        "La Caisse Nationale de Sécurité Sociale du Togo certifie que l’employeur désigné ci-dessous est, à "
        f"la date du {jour_en_lettres(quitus.situation_au)}, à jour de ses obligations envers elle\u00a0: "
        "immatriculation de ses travailleurs, déclaration de leurs rémunérations et paiement de ses "
        "cotisations.",
        CORPS,
    )
    page.y += 4


def _identite(quitus: QuitusImprime) -> list[Paires]:
    return [
        [("Employeur", quitus.employeur_nom)],
        [
            ("Numéro d’employeur", quitus.employeur_numero),
            ("Numéro d’identification fiscale (NIF)", quitus.nif or ABSENT),
        ],
        [("Objet", quitus.objet or ABSENT)],
        [("Autorité contractante", quitus.autorite or ABSENT)],
        [
            ("Situation arrêtée au", jour_en_lettres(quitus.situation_au)),
            ("Délivré le", jour_en_lettres(quitus.delivre_le)),
            ("Valable jusqu’au (inclus)", jour_en_lettres(quitus.valable_au)),
        ],
    ]


def _cadre(page: Page) -> None:
    """Draw the double frame of a certificate."""
    for marge, couleur, epaisseur in ((6, VERT, 0.9), (7.4, OR, 0.3)):
        page.set_draw_color(couleur)
        page.set_line_width(epaisseur)
        page.rect(marge, marge, page.w - 2 * marge, page.h - 2 * marge)
