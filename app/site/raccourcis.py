"""What editors write instead of a figure: the site's texts take it from the law in force, with its text.

- `{{ parametre:smig }}` is a parameter's value today, marked « à confirmer » where nobody has checked it;
- `{{ brut:exigibilite_jour }}` its number alone, without the unit;
- `{{ somme:taux_pf_employeur+taux_rp_employeur }}` a sum of parameters of one unit;
- `{{ bareme:smig }}` the table of its values since they are known;
- `{{ papiers:pensionvieillesse }}` the list of the papers that a service asks for.

What was used is told at the end of the text: value, day of effect, text of reference.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.regles.bareme import Bareme, EnVigueur, Parametre
from app.regles.francais import jour, nombre, valeur

RACCOURCI = re.compile(r"\{\{\s*(\w+)\s*:\s*([\w+]+)\s*\}\}")
A_CONFIRMER = " (à confirmer)"
TITRE = "## Textes appliqués"


class RaccourciInconnu(ValueError):
    """A shortcut that means nothing; the message is a French sentence."""


@dataclass
class _Lecture:
    """One text being written out: the law it is read under, and what it used of it."""

    bareme: Bareme
    au: date
    appliques: dict[str, Parametre] = field(default_factory=dict)

    @property
    def en_vigueur(self) -> EnVigueur:
        return self.bareme.au(self.au)

    def ecrire(self, genre: str, argument: str) -> str:
        """Return what stands in the place of a shortcut."""
        if genre not in GENRES:
            raise RaccourciInconnu(
                f"«\u00a0{genre}\u00a0» n’est pas un raccourci\u00a0: {', '.join(GENRES)}."
            )
        try:
            return GENRES[genre](self, argument)
        except KeyError:
            raise RaccourciInconnu(
                f"«\u00a0{argument}\u00a0» n’est pas connu\u00a0: vérifiez le code."
            ) from None

    def appliquer(self, code: str) -> Parametre:
        """Return a parameter in force, noted as used."""
        return self.appliques.setdefault(code, self.en_vigueur[code])

    def parametre(self, code: str) -> str:
        """Return its value, and whether nobody has checked it."""
        applique = self.appliquer(code)
        return valeur(applique) + (A_CONFIRMER if applique.a_confirmer else "")

    def brut(self, code: str) -> str:
        """Return its number."""
        return nombre(self.appliquer(code).valeur)

    def somme(self, codes: str) -> str:
        """Return the sum of several."""
        un, *autres = [self.appliquer(code) for code in codes.split("+")]
        if any(autre.unite != un.unite for autre in autres):
            raise RaccourciInconnu(f"«\u00a0{codes}\u00a0» mêle des unités\u00a0: faites deux sommes.")
        total = replace(un, valeur=un.valeur + sum(autre.valeur for autre in autres))
        return valeur(total) + (A_CONFIRMER if any(p.a_confirmer for p in (un, *autres)) else "")

    def historique(self, code: str) -> str:
        """Return the table of its values, the most recent first."""
        textes = [p for p in reversed(self.bareme.parametres) if p.code == code]
        if not textes:
            raise KeyError(code)
        lignes = [f"| {_depuis(p)} | {valeur(p)} | {p.reference} |" for p in textes]
        return "\n".join(["| À partir du | Valeur | Texte |", "|---|---|---|", *lignes])

    def papiers(self, service: str) -> str:
        """Return the papers of a service as a list."""
        demandees = Demande.__mapper__.polymorphic_map[service].class_.pieces_demandees
        return "\n".join(map(_papier, demandees)) or "Aucun papier n’est demandé."

    def textes(self) -> str:
        """Return what was applied, to write at the end: one line a text, with the values it sets."""
        par_texte: dict[tuple[str, date | None], list[str]] = {}
        for p in self.appliques.values():
            par_texte.setdefault((p.reference, p.depuis), []).append(f"{p.libelle} ({valeur(p)})")
        lignes = [
            f"- **{reference}**{f', depuis le {jour(le)}' if le else ''}\u00a0: {' ; '.join(valeurs)}."
            for (reference, le), valeurs in par_texte.items()
        ]
        return "\n".join(["", "", TITRE, "", *lignes]) if lignes else ""


GENRES = {
    "parametre": _Lecture.parametre,
    "brut": _Lecture.brut,
    "somme": _Lecture.somme,
    "bareme": _Lecture.historique,
    "papiers": _Lecture.papiers,
}


def developper(source: str, bareme: Bareme, au: date) -> str:
    """Return a Markdown text, its shortcuts written out under the law of a day, the texts applied at its end.

    Raises RaccourciInconnu for a shortcut that means nothing.
    """
    lecture = _Lecture(bareme, au)
    return _remplacer(source, lecture) + lecture.textes()


def en_ligne(source: str, bareme: Bareme, au: date) -> str:
    """Return a text of a few words, its shortcuts written out, without the texts applied."""
    return _remplacer(source, _Lecture(bareme, au))


def oter(source: str) -> str:
    """Return a text without its shortcuts, for the search: a value changes without the text being written."""
    return RACCOURCI.sub("…", source)


def _remplacer(source: str, lecture: _Lecture) -> str:
    return RACCOURCI.sub(lambda trouve: lecture.ecrire(trouve[1], trouve[2]), source)


def _depuis(parametre: Parametre) -> str:
    return jour(parametre.depuis) if parametre.depuis else "l’origine"


def _papier(piece: PieceDemandee) -> str:
    natures = f" ({enumerer([n[:1].lower() + n[1:] for n in piece.natures])})" if piece.natures else ""
    aide = f"\u00a0: {piece.aide[:1].lower()}{piece.aide[1:]}" if piece.aide else ""
    return f"- {piece.libelle}{natures}{aide}{'' if piece.obligatoire else ', si vous l’avez'}."


def enumerer(mots: list[str]) -> str:
    """Return « un, deux ou trois »."""
    *premiers, dernier = mots
    return f"{', '.join(premiers)} ou {dernier}" if premiers else dernier
