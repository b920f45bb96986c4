"""The way of any service in a browser: asked for from the menu, decided by an agent, answered by a letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from playwright.sync_api import Locator

from app.demandes.etats import ACCEPTER, REJETER
from tests.navigateur.documents import texte
from tests.navigateur.parcours import motiver, ouvrir_la_demande, seconder
from tests.navigateur.visite import Visite
from tests.outils.papiers import PDF
from tests.outils.services import saisie

AGENT, COLLEGUE = "agent@demo.tg", "agent2@demo.tg"


@dataclass
class Services:
    """The services of a portal, whose people are met by `chez(email)`."""

    app: Flask
    chez: Callable[..., Visite]

    def accepter(self, email: str, vue: type, **champs) -> Visite:
        """Go from the menu to the letter of an acceptance; return the page of the request, decided."""
        numero = self.deposer(email, vue, **champs)
        accepter(self.chez(AGENT), numero, vue.modele)
        if vue.modele.a_deux is not None:
            seconder(self.chez(COLLEGUE), numero)
        visite = self.retrouver(email, vue, numero)
        assert visite.lit("Acceptée")
        lettre = texte(visite.pdf("Lettre de décision (PDF)"))
        assert numero in lettre
        assert "l’accepte" in lettre
        return visite

    def refuser(self, email: str, vue: type, motif: str, **champs) -> Visite:
        """Go from the menu to the letter of a refusal; return the agent's page, the request refused."""
        numero = self.deposer(email, vue, **champs)
        agent = prendre_en_charge(self.chez(AGENT), numero)
        motiver(agent, vue.modele.verbes.get(REJETER, REJETER.libelle), motif)
        visite = self.retrouver(email, vue, numero)
        assert visite.lit(motif)
        assert motif in texte(visite.pdf("Lettre de décision (PDF)"))
        return agent

    def deposer(self, email: str, vue: type, **champs) -> str:
        """Fill the form, join the pieces, read the preview, confirm; return the number."""
        visite = self.chez(email)
        visite.suivre(vue.titre, dans="nav")
        visite.suivre(vue.creer)
        remplir(visite, self.saisie(vue, **champs), champs)
        visite.presser(vue.bouton_ajout)
        if vue.modele.pieces_demandees:
            joindre(visite, vue.modele)
            visite.suivre("Continuer : vérifier la demande")
        return confirmer(visite)

    def saisie(self, vue: type, **champs) -> dict[str, str]:
        """Return what fills the form of a service."""
        enregistree = next(v for v in self.app.extensions["menu"] if type(v) is vue)
        return saisie(vue.modele, enregistree.add_columns, **champs)

    def retrouver(self, email: str, vue: type, numero: str) -> Visite:
        """Open a request from the list of its service."""
        visite = self.chez(email)
        visite.suivre(vue.titre, dans="nav")
        visite.ouvrir_la_ligne(numero)
        return visite


def remplir(visite: Visite, valeurs: dict[str, str], imposees=()) -> None:
    """Fill the fields that the portal left empty, and those whose value is imposed."""
    for nom, valeur in valeurs.items():
        champ = visite.champ(nom)
        if nom in imposees or not champ.input_value():
            poser(champ, valeur)


def poser(champ: Locator, valeur: str) -> None:
    """Choose or type one value."""
    nature = champ.evaluate("e => e.tagName === 'SELECT' ? 'liste' : e.type")
    if nature == "liste":
        champ.select_option(valeur)
    elif nature == "date":
        champ.fill(f"{datetime.strptime(valeur, '%d/%m/%Y'):%Y-%m-%d}")
    else:
        champ.fill(valeur)


def joindre(visite: Visite, modele: type) -> None:
    """Join a paper of each kind that the service requires."""
    for rang, sorte in enumerate(s for s in modele.pieces_demandees if s.obligatoire):
        bloc = visite.page.locator("section.bloc", has=visite.page.locator(f"#piece-{sorte.code}"))
        if sorte.natures:
            bloc.locator("select").select_option(sorte.natures[0])
        contenu = PDF + b"%%%d\n" % rang
        papier = {"name": f"{sorte.code}.pdf", "mimeType": "application/pdf", "buffer": contenu}
        bloc.locator('input[type="file"]').set_input_files(papier)
        visite.par(bloc.get_by_role("button", name="Joindre", exact=True).click)


def confirmer(visite: Visite) -> str:
    """Read the preview, confirm, and return the number of the request."""
    assert visite.lit("Pas encore envoyée")
    visite.presser("Confirmer et soumettre")
    return numero(visite)


def numero(visite: Visite) -> str:
    """Return the number that the page gives to what was just sent."""
    assert visite.lit("votre demande porte le numéro")
    return visite.page.locator(".avis").first.inner_text().split("numéro ")[1].split(".")[0]


def prendre_en_charge(agent: Visite, numero: str) -> Visite:
    """Find a request in the agents' inbox, open it, take it up."""
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    return agent


def accepter(agent: Visite, numero: str, modele: type) -> None:
    """Take up a request and accept it, in the words of its service."""
    prendre_en_charge(agent, numero).presser(modele.verbes.get(ACCEPTER, ACCEPTER.libelle))
