"""The table of rights, written into SECURITY.md: `flask --app run droits`."""

from pathlib import Path

import click

from app.referentiel import matrice
from app.socle.droits import DOMAINES, DROITS, Qualite

SECURITY = Path(__file__).parents[2] / "SECURITY.md"
DEBUT, FIN = "<!-- droits: début -->", "<!-- droits: fin -->"
"""The lines between which the table is written."""


@click.command("droits", help="Écrire la table des droits dans SECURITY.md.")
def droits() -> None:
    """Write the table of rights where it stands in SECURITY.md."""
    SECURITY.write_text(actualise(SECURITY.read_text(encoding="utf-8")), encoding="utf-8")
    click.echo(f"Table des droits écrite : {SECURITY.name}")


def actualise(texte: str) -> str:
    """Return the text with the present table between its two lines."""
    avant, _, reste = texte.partition(DEBUT)
    return f"{avant}{DEBUT}\n{tableau()}\n{FIN}{reste.partition(FIN)[2]}"


def tableau() -> str:
    """Return what each right lets one do, the table of rights, and what takes two, in Markdown."""
    legende = [f"- **{droit}**: {mots}" for droit, mots in DROITS.items()]
    entete = ["Domaine", *(qualite.value for qualite in Qualite)]
    lignes = [entete, ["---"] * len(entete), *map(_ligne, DOMAINES.values())]
    actes = [
        f"- {domaine.libelle} ({droit}) : {' ; '.join(siens)}"
        for domaine in DOMAINES.values()
        for droit in DROITS
        if (siens := matrice.a_deux(domaine, droit))
    ]
    table = [f"| {' | '.join(cellules)} |" for cellules in lignes]
    return "\n".join([*legende, "", *table, "", "Ce qui se fait à deux :", "", *actes])


def _ligne(domaine) -> list[str]:
    return [domaine.libelle, *(", ".join(matrice.droits_de(domaine, q)) or "–" for q in Qualite)]
