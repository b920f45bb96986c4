"""Addresses of this site written by hand in the code, and what to write instead of each.

What is an address of ours is read from the routes: the words they begin with, those they go on with.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

RACINE = Path(__file__).parents[2]
DECLARATIONS = {"route_base", "page_du_visiteur"}
"""Where a screen, or a model, says what its addresses begin with."""
INCONNU = "1"
"""What stands for a value that only the run knows, in an address made of pieces."""
_ATTRIBUT = re.compile(r"""[\w-]+=["'](/(?!/)[^"']*)""")
_SUITE = re.compile(r"/([\w.-]+)")
_AU_CHOIX = re.compile(r"<any\((.*)\):\w+>(.*)")
_DANS_UN_SCRIPT = re.compile(r"""["'`](/[\w.-]+[^"'`$]*)""")
_ROUTE = re.compile(r"\w+View\.\w+")
_DE_TEXTE = {"split", "strip", "lstrip", "rstrip", "partition", "rpartition", "startswith", "join", "replace"}
"""What reads a text, where a slash is no address."""
A_LA_PLACE = {
    ".route_base": "the screen’s own url('function', …)",
    "URL_PUBLIQUE": "adresses.adresse('View.function', …)",
}
"""What to write instead of what makes an address by hand."""
Pieces = list[str | None]
"""An address as it is written: its texts, None for what only the run knows."""


@dataclass(frozen=True)
class Ecrite:
    """An address written by hand: where, and as it reads there."""

    fichier: str
    ligne: int
    texte: str


class Routes:
    """The routes of an application, as what recognises their addresses."""

    def __init__(self, carte):
        self.carte = carte.bind("")
        self.debuts, self.suites = set(), set()
        for regle in carte.iter_rules():
            debut, *suite = regle.rule.strip("/").split("/")
            self.debuts.update(_mots(debut))
            self.suites.update(mot for morceau in suite for mot in _mots(morceau))

    def reconnaissent(self, pieces: Pieces) -> bool:
        """Say whether pieces make an address of ours, or the end of one."""
        if pieces[0] is not None:
            return self.commence(pieces[0], seule=len(pieces) == 1)
        return any(self.continue_(piece) for piece in pieces if piece)

    def commence(self, texte: str, seule: bool = True) -> bool:
        """Say whether a text begins as our addresses do; `seule` says that nothing is added to it."""
        if texte == "/":
            return True
        debut = _SUITE.match(texte)
        return bool(debut) and debut[1] in self.debuts | ({""} if seule else set())

    def continue_(self, texte: str) -> bool:
        """Say whether a text goes on as our addresses do."""
        suite = _SUITE.match(texte)
        return bool(suite) and suite[1] in self.suites | self.debuts

    def a_ecrire(self, texte: str) -> str:
        """Return what to write instead of an address, or of what makes one."""
        if texte in A_LA_PLACE:
            return A_LA_PLACE[texte]
        chemin = re.split("[?#]", texte.replace("…", INCONNU))[0]
        try:
            route, valeurs = self.carte.match(chemin)
        except MethodNotAllowed as autre:
            route, valeurs = self.carte.match(chemin, method=autre.valid_methods[0])
        except (HTTPException, RequestRedirect):
            return "the name of its route: url_for('View.function', …)"
        return f"url_for({', '.join([repr(route), *(f'{nom}=…' for nom in valeurs)])})"


def _mots(morceau: str) -> list[str]:
    """Return the words that a piece of a rule may be; none where only the run knows."""
    if choix := _AU_CHOIX.fullmatch(morceau):
        return [mot.strip(" '") + choix[2] for mot in choix[1].split(",")]
    return [] if "<" in morceau else [morceau]


def sources(*motifs: str) -> Iterator[Path]:
    """Yield the files of the project that match, written by us: neither migrations nor what tools make."""
    for motif in motifs:
        yield from (f for f in sorted(RACINE.glob(motif)) if not {"migrations", "dist"} & set(f.parts))


def en_python(fichier: Path, routes: Routes) -> Iterator[Ecrite]:
    """Yield what a module writes by hand: addresses, and what makes them by hand."""
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    for noeud in _hors_des_declarations(arbre):
        pieces = _pieces(noeud)
        if pieces and routes.reconnaissent(pieces):
            yield _ecrite(fichier, noeud.lineno, "".join("…" if p is None else p for p in pieces))
        elif isinstance(noeud, ast.Attribute) and noeud.attr == "route_base":
            yield _ecrite(fichier, noeud.lineno, ".route_base")
        elif isinstance(noeud, ast.Constant) and noeud.value == "URL_PUBLIQUE":
            yield _ecrite(fichier, noeud.lineno, "URL_PUBLIQUE")


def _ecrite(fichier: Path, ligne: int, texte: str) -> Ecrite:
    return Ecrite(fichier.relative_to(RACINE).as_posix(), ligne, texte)


def _hors_des_declarations(noeud: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that write something: neither docstrings, nor what declares routes or reads texts."""
    if not _declare(noeud):
        yield noeud
        for fils in _sous(noeud):
            yield from _hors_des_declarations(fils)


def _declare(noeud: ast.AST) -> bool:
    """Say whether a node is a docstring, or says what addresses begin with."""
    match noeud:
        case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Name(id="expose")):
            return True
        case ast.Assign(targets=[ast.Name(id=nom) | ast.Attribute(attr=nom)]):
            return nom in DECLARATIONS
    return False


def _sous(noeud: ast.AST) -> Iterable[ast.AST]:
    """Return what is under a node, but for the texts of an f-string, which are it, and those read."""
    match noeud:
        case ast.JoinedStr(values=parties):
            return [partie for partie in parties if isinstance(partie, ast.FormattedValue)]
        case ast.Call(func=ast.Attribute(attr=nom) as methode) if nom in _DE_TEXTE and _lit_un_texte(noeud):
            return [methode]
    return ast.iter_child_nodes(noeud)


def _lit_un_texte(appel: ast.Call) -> bool:
    """Say whether the texts given to a text's method hold signs alone."""
    textes = [n.value for a in appel.args for n in ast.walk(a) if isinstance(n, ast.Constant)]
    return not any(signe.isalnum() for texte in textes if isinstance(texte, str) for signe in texte)


def _pieces(noeud: ast.AST) -> Pieces:
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        return [noeud.value]
    if isinstance(noeud, ast.JoinedStr):
        return [v.value if isinstance(v, ast.Constant) else None for v in noeud.values]
    return []


def routes_nommees(fichier: Path) -> Iterator[Ecrite]:
    """Yield the routes that a module names, by a text or from the class of their screen."""
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        match noeud:
            case ast.Constant(value=str(texte)) if _ROUTE.fullmatch(texte):
                yield _ecrite(fichier, noeud.lineno, texte)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=vue), attr="url" | "url_en_serie"),
                args=[ast.Constant(value=str(route)), *_],
            ) if vue.endswith("View"):
                yield _ecrite(fichier, noeud.lineno, f"{vue}.{route}")


def routes_nommees_en_gabarit(fichier: Path, arbre: nodes.Template) -> Iterator[Ecrite]:
    """Yield the routes that a template, parsed, names."""
    for noeud in arbre.find_all(nodes.Const):
        if isinstance(noeud.value, str) and _ROUTE.fullmatch(noeud.value):
            yield _ecrite(fichier, noeud.lineno, noeud.value)


def en_gabarit(fichier: Path, arbre: nodes.Template, routes: Routes) -> Iterator[Ecrite]:
    """Yield what a template, parsed, writes by hand."""
    lignes = fichier.read_text(encoding="utf-8").splitlines()
    for noeud in arbre.find_all((nodes.Output, nodes.Const)):
        for texte in _du_gabarit(noeud, routes):
            voici = next((n for n, li in enumerate(lignes, 1) if n >= noeud.lineno and texte in li), 0)
            yield _ecrite(fichier, voici or noeud.lineno, texte)


def _du_gabarit(noeud: nodes.Node, routes: Routes) -> Iterator[str]:
    if isinstance(noeud, nodes.Const):
        if isinstance(noeud.value, str) and (routes.commence(noeud.value) or routes.continue_(noeud.value)):
            yield noeud.value
        return
    precedent: nodes.Node | None = None
    for partie in noeud.nodes:
        if isinstance(partie, nodes.TemplateData):
            yield from _ATTRIBUT.findall(partie.data)
            if precedent is not None and routes.continue_(partie.data):
                yield _SUITE.match(partie.data)[0]
        precedent = partie


def en_script(fichier: Path, routes: Routes) -> Iterator[Ecrite]:
    """Yield what a script of the pages writes by hand."""
    for ligne, texte in enumerate(fichier.read_text(encoding="utf-8").splitlines(), 1):
        yield from (_ecrite(fichier, ligne, t) for t in _DANS_UN_SCRIPT.findall(texte) if routes.commence(t))


def en_toml(fichier: Path, routes: Routes) -> Iterator[Ecrite]:
    """Yield what a file of texts writes by hand."""
    lignes = fichier.read_text(encoding="utf-8").splitlines()
    for texte in _textes(tomllib.loads("\n".join(lignes))):
        if routes.commence(texte):
            yield _ecrite(fichier, next((n for n, li in enumerate(lignes, 1) if texte in li), 1), texte)


def _textes(valeur: object) -> Iterator[str]:
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, dict | list):
        for fils in valeur.values() if isinstance(valeur, dict) else valeur:
            yield from _textes(fils)


def raconter(ecrites: Iterable[Ecrite], routes: Routes) -> str:
    """Return what is written by hand and what to write instead, a line each."""
    return "\n".join(
        f"{e.fichier}:{e.ligne}: « {e.texte} »: write {routes.a_ecrire(e.texte)}" for e in ecrites
    )
