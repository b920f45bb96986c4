"""The individual certificate: affiliation or career of an insured person, checked like the quitus."""

from dataclasses import dataclass, field
from datetime import date

from app.documents import blocs, cloture
from app.documents.charte import CORPS
from app.documents.cloture import SIGNE_PAR_LE_QR, Signature, Verification
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import INSECABLE, jour, jour_en_lettres
from app.regles.francais import francs, nombre, quantite

NOM_DANS_LE_JETON = 32
COLONNES = (
    ColonneImprimee("Année", 4),
    ColonneImprimee("Mois assurés", 4, Cadrage.DROITE),
    ColonneImprimee("Rémunérations déclarées", 6, Cadrage.DROITE),
)


@dataclass(frozen=True)
class Attestation:
    """A certificate issued.

    `annees` are (year, insured months, francs declared), empty for one of affiliation; `mois_assures` counts
    the insured months on `situation_au`.
    """

    numero: str
    titre: str
    delivree_le: date
    situation_au: date
    titulaire: str
    assure_numero: str
    naissance_le: date
    destinataire: str
    mois_assures: int
    employeur: str = ""
    annees: list[tuple[int, int, int]] = field(default_factory=list)
    signataire: str = ""


def contenu(attestation: Attestation) -> dict[str, str]:
    """Return what the token of a certificate says: enough to tell a forged paper, nothing more."""
    nom = attestation.titulaire
    return {
        "doc": "attestation",
        "no": attestation.numero,
        "ass": attestation.assure_numero,
        "nom": nom if len(nom) <= NOM_DANS_LE_JETON else f"{nom[: NOM_DANS_LE_JETON - 1]}…",
    }


def imprimer(attestation: Attestation, verification: Verification) -> bytes:
    """Return the certificate as a PDF; `verification.url` carries the token."""
    a = attestation
    page = Page(Cartouche(a.titre, a.numero, a.delivree_le, f"Assuré {a.assure_numero}"))
    page.titre()
    cloture.avertir(page, verification)
    page.paragraphe(
        f"La Caisse Nationale de Sécurité Sociale du Togo atteste que {a.titulaire}, né(e) le "
        f"{jour(a.naissance_le)}, est immatriculé(e) sous le numéro d’assurance {a.assure_numero} et compte, "
        f"au {jour_en_lettres(a.situation_au)}, {quantite(a.mois_assures, 'mois')} d’assurance.",
        CORPS,
    )
    page.y += 4
    blocs.fiche(
        page,
        [("Assuré", a.titulaire), ("N° d’assurance", a.assure_numero)],
        [("Dernier employeur déclarant", a.employeur or "–"), ("Destinée à", a.destinataire)],
    )
    if a.annees:
        lignes = (Rangee((str(annee), nombre(n), francs(somme))) for annee, n, somme in a.annees)
        Grille(page, COLONNES).tracer(lignes)
    cloture.clore(
        page,
        "La présente attestation est délivrée pour servir et valoir ce que de droit.",
        Signature(
            f"Fait à Lomé, le{INSECABLE}{jour_en_lettres(a.delivree_le)}",
            "Pour le Directeur général",
            a.signataire,
            SIGNE_PAR_LE_QR,
        ),
        verification,
    )
    return page.octets()
