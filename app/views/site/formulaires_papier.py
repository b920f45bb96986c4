"""« Formulaires à télécharger »: every service on paper, for who cannot or will not do it on screen."""

from dataclasses import dataclass
from hashlib import sha256

from flask import abort, current_app, request, url_for

from app.demandes.ecrans import rubriques
from app.demandes.ecrans.demande import DemandeView
from app.demandes.ecrans.sans_compte import colonnes
from app.demandes.tables import Demande
from app.documents.formulaire_papier import imprimer
from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.telechargements import classeur, pdf
from app.regles import mois
from app.regles.cotisations import Taux
from app.repertoire.parametres import bareme
from app.services.dnr.fichier_modele import classeur_modele
from app.services.pre_immatriculation.ecran import PreImmatriculationView
from app.site import papiers
from app.site.plier import indexer, mots, racine
from app.site.publique import montrer, publique
from app.site.recherche import Trouve
from app.socle import adresses
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

PUBLICS = {
    "": ("futurs-employeurs", "Futurs employeurs"),
    "employeur": ("employeurs", "Employeurs"),
    "assure": ("assures", "Assurés"),
}
"""The parts of the list, `espace -> (anchor, title)`."""
UNE_HEURE = "public, max-age=3600"
GENRE = "Formulaire à télécharger"


@dataclass(frozen=True, kw_only=True)
class Papier:
    """A form on offer: its name in addresses, for whom (an espace, or "" without account), of what."""

    nom: str
    espace: str
    modele: type[Demande]
    parties: tuple[tuple[str, list[str]], ...]
    resume: str
    en_ligne: str

    @property
    def adresse(self) -> str:
        """Return where the form is downloaded."""
        return url_for("FormulairesView.telecharger", papier=self.nom)

    def sert(self, service: str | None) -> bool:
        """Say whether it is the form of a service, named as its table."""
        return self.modele.__tablename__ == service

    def octets(self) -> bytes:
        """Return the form as a PDF."""
        adresse = adresses.publique(self.en_ligne)
        return imprimer(papiers.composer(self.modele, self.parties, self.espace, en_ligne=adresse))


def catalogue() -> dict[str, Papier]:
    """Return every form by its name, in the order of the navigation: a service added is in it."""
    offerts = [*papiers_sans_compte(), *map(_du_service, filter(_sur_papier, current_app.extensions["menu"]))]
    return {papier.nom: papier for papier in offerts}


def _sur_papier(vue) -> bool:
    return isinstance(vue, DemandeView) and vue.sur_papier != () and "add" in vue.include_route_methods


def _du_service(vue: DemandeView) -> Papier:
    nom = vue.route_base.strip("/").replace("/", "-")
    parties = tuple(rubriques.ranger(vue.modele, [*(vue.sur_papier or vue.add_columns)]))
    return Papier(
        nom=nom,
        espace=vue.espace,
        modele=vue.modele,
        parties=parties,
        resume=vue.resume,
        en_ligne=vue.url("add"),
    )


def papiers_sans_compte() -> list[Papier]:
    """Return the forms of who has no account yet."""
    return [
        Papier(
            nom=f"pre-immatriculation-{categorie}",
            espace="",
            modele=modele,
            parties=tuple(rubriques.ranger(modele, colonnes(modele))),
            resume="Obtenir un numéro d’employeur, dans les 8 jours de l’ouverture",
            en_ligne=url_for("PreImmatriculationView.demander", categorie=categorie),
        )
        for categorie, modele in PreImmatriculationView.modeles.items()
    ]


def chercher(texte: str) -> list[Trouve]:
    """Return the forms whose name or purpose holds every word of `texte`, as the search shows them."""
    cherches = {racine(mot) for mot in mots(texte)}
    return [
        Trouve(GENRE, papier.modele.libelle_type, papier.adresse, papier.resume)
        for papier in catalogue().values()
        if cherches
        and cherches <= set(indexer(f"{GENRE} {papier.modele.libelle_type} {papier.resume}").split())
    ]


class FormulairesView(PageOuverte):
    """The list, and each form as a PDF to fill in."""

    route_base = "/formulaires"
    default_view = "index"

    @expose("/")
    @publique
    def index(self):
        """List the forms, by whom they are for."""
        offerts = catalogue().values()
        groupes = [
            (*public, [papier for papier in offerts if papier.espace == espace])
            for espace, public in PUBLICS.items()
        ]
        return montrer("site/formulaires.html", titre="Formulaires à télécharger", groupes=groupes)

    @expose("/<papier>.pdf")
    def telecharger(self, papier):
        """Send a form; a browser that has it is told so."""
        octets = (catalogue().get(papier) or abort(404)).octets()
        reponse = pdf(octets, f"formulaire-{papier}")
        reponse.set_etag(sha256(octets).hexdigest()[:16])
        reponse.headers["Cache-Control"] = UNE_HEURE
        return reponse.make_conditional(request)

    @expose("/modele-dnr.xlsx")
    def modele_dnr(self):
        """Send the empty workbook of last month's declaration."""
        periode = mois.plus(mois.de_date(aujourd_hui()), -1)
        taux = Taux.au(bareme(db.session), periode)
        return classeur(classeur_modele("Employeur", periode, [], taux), "modele-dnr")
