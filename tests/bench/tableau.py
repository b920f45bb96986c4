"""The one table a run prints."""

from dataclasses import dataclass

TITRES = ("job", "database", "ours", "naive way", "ratio", "aim", "growth", "remark")


@dataclass(frozen=True)
class Rang:
    """One row: times in seconds, `croissance` in MiB, `vise` the least ratio aimed at (0 for none)."""

    travail: str
    base: str
    notre: float
    naif: float | None = None
    vise: float = 0
    croissance: float | None = None
    remarque: str = ""

    def cellules(self) -> tuple[str, ...]:
        """Return the row as it is printed."""
        rapport = self.naif / self.notre if self.naif else 0
        return (
            self.travail,
            self.base,
            duree(self.notre),
            duree(self.naif) if self.naif else "–",
            f"{rapport:.1f}×" if rapport else "–",
            f"≥ {self.vise:g}×" + (" missed" if rapport < self.vise else "") if self.vise else "–",
            "–" if self.croissance is None else f"{self.croissance:.0f} MiB",
            self.remarque,
        )


def duree(secondes: float) -> str:
    """Return a time with three figures: 5.28 s, 16.3 ms, 60.1 µs."""
    for unite, part in (("s", 1), ("ms", 1e-3)):
        if secondes >= part:
            return f"{secondes / part:#.3g} {unite}".replace(". ", " ")
    return f"{secondes * 1e6:#.3g} µs".replace(". ", " ")


def imprimer(rangs: list[Rang]) -> None:
    """Print the table, in Markdown."""
    lignes = [TITRES, *(rang.cellules() for rang in rangs)]
    largeurs = [max(map(len, colonne)) for colonne in zip(*lignes, strict=True)]
    lignes.insert(1, tuple("-" * largeur for largeur in largeurs))
    for ligne in lignes:
        cases = (case.ljust(largeur) for case, largeur in zip(ligne, largeurs, strict=True))
        print(f"| {' | '.join(cases)} |")
