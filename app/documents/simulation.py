"""The result of a pension simulation, normal and early side by side, with every step of the reasoning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents import blocs
from app.documents.blocs import Paires
from app.documents.charte import ETIQUETTE, FILET, FOND, NOTE, OR, VERT, Style
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import jour_en_lettres
from app.regles.droit import TypePension
from app.regles.etapes import Etape
from app.regles.francais import francs, jour, pourcentage, quantite
from app.regles.simulation import Simulation

TITRES = {
    TypePension.NORMALE: "Pension normale",
    TypePension.ANTICIPEE: "Pension anticipée",
    TypePension.ALLOCATION_UNIQUE: "Allocation de vieillesse",
    TypePension.NON_OUVERTE: "Aucun droit ouvert",
}
LIMITES = {
    "minimum": "Le montant est relevé à la pension minimale.",
    "maximum": "Le montant est ramené à la pension maximale.",
}
PETIT = Style(7.8)
MONTANT = Style(19, gras=True, couleur=VERT)
NOM = Style(11, gras=True)
HAUTEUR_CARTE = 34
ECART = 6
COLONNES = (
    ColonneImprimee("Étape", 48),
    ColonneImprimee("Résultat", 16, Cadrage.DROITE),
    ColonneImprimee("Texte de référence", 38),
    ColonneImprimee("Depuis le", 14),
    ColonneImprimee("Paramètre", 27),
)


@dataclass(frozen=True)
class SimulationImprimee:
    """What to print: the insured (empty names for a visitor), and departures as the rules simulated them.

    `hypotheses` are sentences, for instance the wage taken for the months to come.
    """

    nom: str
    numero_assurance: str
    naissance_le: date
    simulations: Sequence[Simulation]
    edite_le: date
    hypotheses: tuple[str, ...] = ()


def imprimer(etude: SimulationImprimee) -> bytes:
    """Return the simulations as a PDF; it commits the fund to nothing, and says so."""
    page = Page(Cartouche("Simulation de pension", "", etude.edite_le, "Pension de vieillesse"))
    page.titre(f"Éditée le {jour_en_lettres(etude.edite_le)}")
    if any(simulation.estimation for simulation in etude.simulations):
        _estimation(page)
    blocs.fiche(page, *_identite(etude))
    _cartes(page, etude.simulations)
    page.paragraphe(
        "Cette simulation n’ouvre aucun droit et n’engage pas la Caisse\u00a0: seule la liquidation d’une "
        "demande, sur pièces, fixe le montant d’une pension.",
        NOTE,
    )
    if etude.hypotheses:
        page.section("Hypothèses")
        blocs.enumeration(page, etude.hypotheses)
    for simulation in etude.simulations:
        _detail(page, simulation)
    return page.octets()


def _estimation(page: Page) -> None:
    blocs.bandeau(
        page,
        "Estimation",
        "Le calcul repose sur un salaire à venir ou sur un paramètre «\u00a0à\u00a0confirmer\u00a0»\u00a0: "
        "les montants sont indicatifs. Chaque étape dit quel texte elle applique.",
    )


def _identite(etude: SimulationImprimee) -> list[Paires]:
    naissance = ("Date de naissance", jour(etude.naissance_le))
    if not etude.nom:
        return [[naissance]]
    return [[("Assuré", etude.nom)], [("Numéro d’assurance", etude.numero_assurance), naissance]]


def _cartes(page: Page, simulations: Sequence[Simulation]) -> None:
    """Draw the departures two a row, the amount first."""
    largeur = (page.epw - ECART) / 2
    for debut in range(0, len(simulations), 2):
        page.reserver(HAUTEUR_CARTE + 4)
        for rang, simulation in enumerate(simulations[debut : debut + 2]):
            _carte(page, page.l_margin + rang * (largeur + ECART), largeur, simulation)
        page.y += HAUTEUR_CARTE + 4


def _carte(page: Page, x: float, largeur: float, simulation: Simulation) -> None:
    page.set_draw_color(FILET)
    page.set_fill_color(FOND)
    page.set_line_width(0.2)
    page.rect(x, page.y, largeur, HAUTEUR_CARTE, style="DF")
    page.set_fill_color(OR)
    page.rect(x, page.y, largeur, 1, style="F")
    page.ecrire(x + 4, page.y + 6, TITRES[simulation.type], NOM)
    page.ecrire(x + 4, page.y + 11, f"Départ le {jour_en_lettres(simulation.depart_le)}", NOTE)
    montant = francs(simulation.montant)
    page.ecrire(x + 4, page.y + 19.5, montant, MONTANT)
    suite = x + 7 + page.largeur_de(montant)
    en_une_fois = simulation.type is TypePension.ALLOCATION_UNIQUE
    page.ecrire(suite, page.y + 20.5, "en une fois" if en_une_fois else "par mois", NOTE)
    page.ecrire_lignes(x + 4, page.y + 27, _resume(simulation), ETIQUETTE)


def _resume(simulation: Simulation) -> tuple[str, str]:
    taux = f", taux de la pension {pourcentage(simulation.taux)}" if simulation.taux else ""
    duree = f"{quantite(simulation.mois, 'mois')} d’assurance{taux}"
    return duree, f"Rémunération mensuelle moyenne\u00a0: {francs(simulation.rmm)}"


def _detail(page: Page, simulation: Simulation) -> None:
    depart = f"départ le {jour_en_lettres(simulation.depart_le)}"
    page.section(f"{TITRES[simulation.type]}, {depart}\u00a0: le calcul pas à pas", suite=26)
    blocs.enumeration(page, _remarques(simulation))
    Grille(page, COLONNES).tracer(map(_rangee, simulation.etapes))


def _remarques(simulation: Simulation) -> list[str]:
    """Say what is missing, and which limit set the amount."""
    limite = [LIMITES[simulation.limite]] if simulation.limite else []
    return [*simulation.droit.manques, *limite]


def _rangee(etape: Etape) -> Rangee:
    depuis = jour(etape.effet_le) if etape.effet_le else ""
    return Rangee((etape.libelle, etape.valeur, etape.reference or "", depuis, etape.parametre or ""), PETIT)
