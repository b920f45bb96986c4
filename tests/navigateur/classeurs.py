"""Workbooks as an employer handles them: opened, changed in a few cells, saved."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from app.services.dnr.colonnes import FORMAT


class Classeur:
    """A declaration's workbook, kept at `chemin`, whose lines are found by insured number."""

    def __init__(self, chemin: Path):
        self.chemin = chemin
        self.document: Workbook = load_workbook(chemin)
        self.feuille = self.document["DNR"]
        entete, places = next(
            (rang, places)
            for rang, titres in enumerate(self.feuille.iter_rows(values_only=True), 1)
            if len(places := FORMAT.reconnaitre(list(titres))) >= len(FORMAT.par_cle)
        )
        self.places = {cle: ici[0] + 1 for cle, ici in places.items()}
        numeros = self.feuille.iter_rows(
            entete + 1, min_col=self.places["numero_assure"], max_col=self.places["numero_assure"]
        )
        self.rangs = {cellule.value: cellule.row for (cellule,) in numeros if cellule.value}

    def cellule(self, numero: str, cle: str):
        """Return the cell of a worker in the column `cle`."""
        return self.feuille.cell(self.rangs[numero], self.places[cle])

    def changer(self, numero: str, cle: str, valeur):
        """Write in the cell of a worker, and return what it held."""
        cellule = self.cellule(numero, cle)
        avant, cellule.value = cellule.value, valeur
        return avant

    def enregistrer(self) -> Path:
        """Save the workbook where it was."""
        self.document.save(self.chemin)
        return self.chemin
