"""The jobs of the benchmark, each a few rows of the table."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench import (
    annotation,
    cadre_nu,
    classeurs,
    cotisations,
    dnr,
    dnr_naive,
    document,
    pages,
    retraite,
    site,
)
from tests.bench import journal as tenue
from tests.bench.echelles import ECHANTILLON, Echelle
from tests.bench.mesure import Temps, a_part, mediane, plusieurs
from tests.bench.tableau import Rang, duree

FOIS = 3
"""Fresh processes of which the median is kept."""
VISES = {"SQLite": 20, "PostgreSQL": 40}
LISTE = "/employeur/quitus-social/"
PAGES = {"first": "", "deep": "?page=400"}
COMPTE = {"balance": "/employeur/compte-cotisant/", "statement": "/employeur/compte-cotisant/pourquoi"}
PAGES_NUES = {"first": "/quitusvue/list/", "deep": "/quitusvue/list/?page_QuitusVue=399"}


def declarations(base: str, url: str, dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    """Declare workbooks of each size, against openpyxl and the ORM row by row."""
    naifs: dict[int, tuple[float, float]] = {}
    for lignes in echelle.classeurs:
        classeur = _classeur(dossier, lignes, echelle)
        arguments = {"url": url, "dossier": dossier, "classeur": classeur}
        trait = plusieurs(dnr.d_un_trait, FOIS, **arguments)
        mesure = plusieurs(dnr.mesurer, FOIS, **arguments)
        if lignes <= ECHANTILLON:
            naifs[lignes] = tuple(
                a_part(facon, **arguments)["total"]
                for facon in (dnr_naive.en_un_temps, dnr_naive.en_deux_temps)
            )
        yield from _rangs_dnr(base, lignes, trait, mesure, naifs)
    suivante = plusieurs(dnr.d_un_trait, FOIS, suite=True, **arguments)
    yield Rang("– in one pass, each line compared with as many of the month before", base, suivante["total"],
               None, 0, suivante["mib"])  # fmt: skip
    for partie in ("read", *dnr.PARTIES):
        yield Rang(f"– – – {partie}", base, mesure[partie], remarque=_REMARQUES.get(partie, ""))


def _rangs_dnr(base: str, lignes: int, trait: Temps, mesure: Temps, naifs: dict) -> Iterator[Rang]:
    mesurees = min(lignes, ECHANTILLON)
    un, deux = (secondes * lignes / mesurees for secondes in naifs[mesurees])
    echelle = f"; naive measured on {mesurees} rows, scaled" if lignes > mesurees else ""
    vise = VISES[base] if lignes > mesurees else 0
    yield Rang(f"DNR of {lignes} rows: read, match, check, book", base, trait["total"], un, vise,
               trait["mib"], f"one ORM query and object a row{echelle}")  # fmt: skip
    yield Rang("– as the portal does: stored as a draft, checked again when accepted", base, mesure["total"],
               deux, vise, mesure["mib"], f"the same two steps, the naive way{echelle}")  # fmt: skip
    yield Rang("– – upload, as the employer waits", base, mesure["upload"])
    yield Rang("– – acceptance, as the agent waits", base, mesure["accept"])


_REMARQUES = {
    "read": "guard, calamine in a process of its own, columns sent back",
    "gather": "register; at upload, the previous declaration too",
    "check": "twice; at upload, what others declared is looked up meanwhile",
    "store": "the draft’s lines, with their comparison",
}


def annotations(dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    """Give a workbook back annotated, against openpyxl in the same process."""
    chemin = dossier / f"annote_{echelle.assures}.xlsx"
    classeur = classeurs.ecrire(chemin, ECHANTILLON, echelle.assures, fautes=500)
    notre, naif = (
        plusieurs(facon, FOIS, classeur=classeur, assures=echelle.assures)
        for facon in (annotation.mesurer, annotation.naive)
    )
    fautes, mib = notre["anomalies"], naif["mib"]
    remarque = f"{fautes:.0f} anomalies; the naive way has no list nor links, and grows by {mib:.0f} MiB"
    yield Rang("annotated copy, 10000 rows", "–", notre["total"], naif["total"], 0, notre["mib"], remarque)


def pensions() -> Iterator[Rang]:
    """Reckon one pension of 480 months."""
    mesure = plusieurs(retraite.mesurer, FOIS)
    yield Rang("pension of 480 months, sums alone", "–", mesure["sums"], mesure["fractions"], 0, None,
               "against a Fraction at each step")  # fmt: skip
    yield Rang("pension of 480 months, with its steps", "–", mesure["steps"])


def documents() -> Iterator[Rang]:
    """Print one quitus."""
    mesure = plusieurs(document.mesurer, FOIS)
    yield Rang("one quitus (PDF)", "–", mesure["ours"], mesure["naive"], 0, None,
               "fonts parsed each time, table(), QR as a picture")  # fmt: skip


def listes(base: str, url: str, dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    """Open the employer's list over all the requests, against a stock view; then the simulator's page."""
    adresses = {nom: LISTE + suite for nom, suite in PAGES.items()}
    employeur = {"url": url, "dossier": dossier, "email": "employeur@demo.tg"}
    notre = plusieurs(pages.mesurer, FOIS, adresses=adresses, **employeur)
    nu = plusieurs(cadre_nu.mesurer, FOIS, url=url, adresses=PAGES_NUES)
    for nom in PAGES:
        requetes = f"{notre[f'{nom} queries']:.0f} queries (aim ≤ 8), stock {nu[f'{nom} queries']:.0f}"
        yield Rang(f"employer’s list over {echelle.demandes} requests, {nom} page", base, notre[nom], nu[nom],
                   1, None, requetes)  # fmt: skip
    assure = {"url": url, "dossier": dossier, "email": "assure@demo.tg"}
    page = plusieurs(pages.mesurer, FOIS, adresses={"page": "/assure/simulateur-de-pension/"}, **assure)
    yield Rang("pension of 480 months, the page", base, page["page"], None, 0, None,
               f"{page['page queries']:.0f} queries; two simulations and the curve")  # fmt: skip


def comptes(base: str, url: str, dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    """Charge every employer with lateness; open an account of 600 months beside one page of a list."""
    mesure = a_part(cotisations.majorations, url=url, dossier=dossier)
    titre = f"surcharges of {echelle.cotisants} employers × 60 months (aim ≤ 60 s)"
    remarque = f"{mesure['written']:.0f} booked; naive: one account at a time, measured on a sample, scaled"
    yield Rang(titre, base, mesure["job"], mesure["naive"], 0, None, remarque)
    titulaire = {"url": url, "dossier": dossier, "email": "cotisant@demo.tg"}
    employeur = {"url": url, "dossier": dossier, "email": "employeur@demo.tg"}
    page = mediane(
        [
            a_part(pages.mesurer, adresses=COMPTE, **titulaire)
            | a_part(pages.mesurer, adresses={"list": LISTE}, **employeur)
            for _ in range(FOIS)  # in turns: a slow moment of the machine is felt by both
        ]
    )
    for nom in COMPTE:
        yield Rang(f"contribution account of 600 months, {nom}", base, page[nom], page["list"], 1, None,
                   f"{page[f'{nom} queries']:.0f} queries; against one page of a list")  # fmt: skip


def journal(base: str, url: str, dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    """Decide with a line of the journal and without; read the whole chain again."""
    decision = plusieurs(tenue.decider, FOIS, url=url, dossier=dossier)
    cout = duree(decision["with"] - decision["without"])
    yield Rang("a decision, with its line in the journal", base, decision["with"], decision["without"], 0,
               None, f"naive: the same without a line; the line costs {cout}")  # fmt: skip
    relue = a_part(tenue.relire, url=url, dossier=dossier, lignes=echelle.journal)
    yield Rang(f"journal of {echelle.journal} lines read again (aim ≤ 10 s a million)", base,
               relue["ours"], relue["naive"], 2, None, "an ORM object a line, scaled")  # fmt: skip


def rapprochements() -> Iterator[Rang]:
    """Match a statement to the payments that wait."""
    mesure = plusieurs(cotisations.rapprochement, FOIS)
    titre = f"statement of {cotisations.LIGNES} lines against {cotisations.PAIEMENTS} payments (aim ≤ 10 s)"
    yield Rang(titre, "–", mesure["ours"], mesure["naive"], 0, None, "naive: each line against each payment")


def site_public(base: str, url: str, dossier: Path) -> Iterator[Rang]:
    """Load the public home and an article, against pages of stock Flask-AppBuilder on the same rows."""
    debits = site.mesurer(url, dossier)
    for nom in site.ADRESSES:
        notre, nu = debits[nom], debits[f"stock {nom}"]
        yield Rang(f"public site through two processes, {nom}", base, 1 / notre, 1 / nu, 5, None,
                   f"{notre:.0f} requests a second, stock {nu:.0f}")  # fmt: skip


def _classeur(dossier: Path, lignes: int, echelle: Echelle) -> Path:
    chemin = dossier / f"dnr_{echelle.assures}_{lignes}.xlsx"
    return classeurs.ecrire(chemin, lignes, echelle.assures, fautes=lignes // 200)
