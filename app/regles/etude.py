"""What the rules conclude on a request: conditions with their reasons, an amount with its steps."""

from dataclasses import dataclass

from app.regles.etapes import Etape


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing the law asks for: what, whether it holds, and the fact on which that rests.

    One that does not `bloque` is told to the agent, who decides.
    """

    libelle: str
    remplie: bool
    constat: str
    bloque: bool = True


@dataclass(frozen=True, slots=True)
class Etude:
    """Conditions, steps, the amount in francs (0: none), and the sentence that tells an acceptance.

    `estimation` is true as soon as a text still to be confirmed was read.
    """

    conditions: tuple[Condition, ...] = ()
    etapes: tuple[Etape, ...] = ()
    montant: int = 0
    conclusion: str = ""
    estimation: bool = False

    @property
    def favorable(self) -> bool:
        """Whether nothing stands against accepting."""
        return all(c.remplie for c in self.conditions if c.bloque)

    @property
    def manques(self) -> list[str]:
        """Return, in sentences, what stands against accepting."""
        return [c.constat for c in self.conditions if c.bloque and not c.remplie]
