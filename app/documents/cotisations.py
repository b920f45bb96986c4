"""The « déclaration de cotisations » on paper: a draft to read again, then the receipt of what was sent."""

from dataclasses import dataclass
from datetime import date, datetime

from app.documents import blocs
from app.documents.blocs import Paires
from app.documents.charte import MENTION
from app.documents.page import Cartouche, Page
from app.documents.recepisse import tracer_cotisations
from app.documents.totaux import Totaux
from app.documents.typographie import ABSENT, horodatage, jour_en_lettres
from app.regles import mois
from app.regles.francais import francs, nombre


@dataclass(frozen=True)
class DeclarationDeCotisations:
    """A declaration of a month (202610); a draft has no number and was not sent.

    `dnr` is the number of the DNR its figures come from, `remplace` of the declaration it corrects.
    """

    numero: str
    soumise_le: datetime | None
    edite_le: datetime
    employeur_numero: str
    employeur_nom: str
    periode: int
    nature: str
    dnr: str
    remplace: str
    assiette: int
    totaux: Totaux
    exigible_le: date


def imprimer(declaration: DeclarationDeCotisations) -> bytes:
    """Return the declaration as a PDF."""
    envoyee = declaration.soumise_le is not None
    titre = "Récépissé de déclaration de cotisations" if envoyee else "Déclaration de cotisations"
    jour = (declaration.soumise_le or declaration.edite_le).date()
    periode = mois.libelle(declaration.periode)
    objet = f"Cotisations {mois.complement(declaration.periode)}"
    page = Page(Cartouche(titre, declaration.numero, jour, objet))
    page.titre(objet if envoyee else f"{objet} – projet, non envoyé")
    blocs.fiche(page, *_identite(declaration, periode))
    tracer_cotisations(page, declaration.totaux)
    page.section("La suite")
    blocs.enumeration(page, _suite(declaration), MENTION)
    return page.octets()


def _identite(d: DeclarationDeCotisations, periode: str) -> list[Paires]:
    remplace = f" – remplace {d.remplace}" if d.remplace else ""
    return [
        [("Employeur", d.employeur_nom), ("Numéro d’employeur", d.employeur_numero)],
        [("Période", periode), ("Nature de la déclaration", d.nature + remplace)],
        [
            ("Déposée le (heure de Lomé)", horodatage(d.soumise_le) if d.soumise_le else ABSENT),
            ("DNR reprise", d.dnr or "Aucune – saisie"),
        ],
        [
            ("Travailleurs", nombre(d.totaux.effectif)),
            ("Masse salariale", francs(d.totaux.masse)),
            ("Assiette", francs(d.assiette)),
        ],
    ]


def _suite(d: DeclarationDeCotisations) -> list[str]:
    if not d.totaux.cotisations:
        return ["Aucune cotisation n’est due pour cette période."]
    phrases = [
        f"{francs(d.totaux.cotisations)} sont à payer au plus tard le\u00a0{jour_en_lettres(d.exigible_le)}"
        "\u00a0; passé ce jour, une majoration de retard s’ajoute."
    ]
    if not d.dnr:
        phrases.append(
            "La déclaration nominative des rémunérations (DNR) de la période reste à déposer\u00a0: si elle "
            "donne d’autres montants, la différence est portée au compte."
        )
    return phrases
