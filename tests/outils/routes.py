"""Every route of the application with the rights it asks for, and keys to fill its address with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import select
from werkzeug.routing import AnyConverter, Rule

from app.generateur.ecrans.espace import EspaceView, PagePersonnelle
from app.generateur.ecrans.gestes import AvecGestes
from app.generateur.ecrans.vue import Vue
from app.socle import acces
from app.socle.acces import Perimetre
from app.socle.droits import droits_de
from tests.outils import petit_togo
from tests.outils.lignes import Proprietaire
from tests.outils.petit_togo import PERSONNES

VALEURS = {
    "rang": "1",
    "jeton_signe": "a.b.c",
    "locale": "fr",
    "filename": "absent.css",
    "sha256": "0" * 64,
    "slug": "absent",
    "largeur": "320",
    "papier": "employeur-quitus-social",
}
"""What fills the parameters that are not the key of somebody's row."""
INCONNUE = 999_999_999
METHODES = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """One rule of the URL map: its view, the function that answers, the right it asks for (None: open)."""

    regle: Rule
    vue: object
    fonction: str
    methodes: tuple[str, ...]
    """Those tried: its own, and those that no route of this address takes."""

    @property
    def fermee(self) -> bool:
        """Whether the route asks for a right."""
        fonction = getattr(type(self.vue), self.fonction, None)
        return hasattr(fonction, "_permission_name") or not d_un_espace(self) and self.personnelle

    @property
    def personnelle(self) -> bool:
        """Whether the page is everybody's own account."""
        return isinstance(self.vue, PagePersonnelle)

    def ouverte_a(self, role: str) -> bool:
        """Say whether the table of rights opens the route to a role."""
        if self.personnelle:
            return True
        droits = droits_de(frozenset(petit_togo.QUALITES[role]), self.vue.domaine)
        return self.vue.method_permission_name[self.fonction] in droits

    @property
    def modele(self):
        """The model whose key the address holds; fails, saying what to add, when the view does not tell."""
        modele = getattr(self.vue, "modele", None) or getattr(
            getattr(self.vue, "datamodel", None), "obj", None
        )
        if modele is None:
            pytest.fail(f"{self.regle.rule} holds a key: declare `modele` on {type(self.vue).__name__}.")
        return modele

    @property
    def a_une_cle(self) -> bool:
        """Whether the address holds the key of a row."""
        return "pk" in self.regle.arguments

    def adresses(self, cles: list[object]) -> Iterator[str]:
        """Yield the address with each of the keys, and each word it allows."""
        choix = {nom: self._valeurs(nom, cles) for nom in sorted(self.regle.arguments)}
        for valeurs in product(*choix.values()):
            domaine_et_chemin = self.regle.build(dict(zip(choix, valeurs, strict=True)), append_unknown=False)
            yield domaine_et_chemin[1]

    def _valeurs(self, nom: str, cles: list[object]) -> list[object]:
        if nom == "pk":
            return cles
        convertisseur = self.regle._converters[nom]
        if isinstance(convertisseur, AnyConverter):
            return sorted(convertisseur.items)
        if nom == "geste" and isinstance(self.vue, AvecGestes):
            return sorted(self.vue.gestes)
        if nom not in VALEURS:
            pytest.fail(
                f"{self.regle.rule} has a new parameter « {nom} ». If it is the key of a row, call it `pk` "
                "and let the view declare its `modele`; otherwise give it a value in tests/outils/routes.py."
            )
        return [VALEURS[nom]]


def routes(app) -> list[Route]:
    """Return every route but the static files; signing out, after which nothing opens, comes last."""
    vues = {vue.endpoint: vue for vue in app.appbuilder.baseviews}
    regles = [r for r in app.url_map.iter_rules() if r.endpoint not in ("static", "appbuilder.static")]
    regles.sort(key=lambda regle: regle.endpoint == "ConnexionView.logout")
    prises = defaultdict(set)
    for regle in regles:
        prises[regle.rule] |= regle.methods
    return [
        Route(r, vues[vue], fonction, tuple(m for m in METHODES if m in r.methods or m not in prises[r.rule]))
        for r in regles
        for vue, _, fonction in [r.endpoint.partition(".")]
    ]


def d_un_espace(route: Route) -> bool:
    """Say whether the route belongs to an espace."""
    return isinstance(route.vue, (Vue, EspaceView))


def cles_hors_de_portee(session, modele: type, qui: Perimetre) -> list[int]:
    """Return keys of rows that the person does not own: one for each state, where the model has states."""
    siennes = set(session.scalars(select(modele.id).where(acces.lignes_vues(modele, qui))))
    autres = [ligne for ligne in session.scalars(select(modele)) if ligne.id not in siennes]
    par_etat = {getattr(ligne, "statut", None): ligne.id for ligne in autres}
    return sorted(par_etat.values()) or d_un_autre(session, qui).posseder(modele)


def d_un_autre(session, qui: Perimetre) -> Proprietaire:
    """Return somebody with whom the person has nothing in common."""
    numero = next(n for n in PERSONNES if petit_togo.employeur(session, n).id != qui.employeur_id)
    return Proprietaire(session, numero, PERSONNES[numero][-1][0])
