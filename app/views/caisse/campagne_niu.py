"""The campaign of the national number: how far each division has come, who is left, why some have none."""

from functools import partial

from flask import g, request
from sqlalchemy import select, true
from wtforms import SelectField

from app.classeurs import dates
from app.demandes import interets
from app.generateur.champs_lus import ChampMois, en_choix
from app.generateur.colonnes import ColonneDeListe
from app.generateur.ecrans.gestes import AvecGestes, Geste
from app.generateur.ecrans.vue import Vue
from app.generateur.filtres import filtre
from app.regles import francais
from app.regles.etapes import Etape
from app.repertoire.parametres import bareme
from app.repertoire.tables import Assure, Division
from app.services.niu import campagne, detacher
from app.services.niu.campagne import Avancement, Campagne
from app.services.niu.tables import MotifSansNiu, SansNiu
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.socle.refus import ChampRefuse
from app.views.caisse.repertoire import AssureView

CAMPAGNE = "Numéro national (NIU)"
CHIFFRES = {
    "actifs": "Assurés actifs",
    "rattaches": "NIU rattachés",
    "motives": "Motif daté",
    "en_cours": "En cours",
    "reste": "Reste à faire",
}
"""What is counted in each division, in the order of the columns."""


def depuis() -> int:
    """Return the month since which one is active who was declared: the one asked for, else the fund's."""
    return dates.mois(request.args.get("depuis", "")) or campagne.debut_d_activite(db.session)


def comptee() -> Campagne:
    """Return the campaign as the request asks for it, counted once."""
    if "campagne_niu" not in g:
        g.campagne_niu = campagne.compter(db.session, depuis())
    return g.campagne_niu


def _avancement(division_id: int) -> Avancement:
    return comptee().divisions.get(division_id, Avancement())


def _chiffre(nom: str, division_id: int) -> int:
    return getattr(_avancement(division_id), nom)


def _part(division_id: int) -> str:
    return francais.pourcentage(_avancement(division_id).part)


class CampagneNiuView(Vue[Division]):
    """How far the campaign has come, one division a line."""

    modele = Division
    espace = "supervision"
    domaine = "campagne"
    groupe = CAMPAGNE
    titre = "Campagne du numéro national"
    adresse = "campagne-niu"
    ordre = 616
    resume = "Qui a son NIU ou un motif daté, division par division"
    gabarit_liste = "niu/campagne.html"
    base_order = ("nom", "asc")
    list_columns = ["nom"]
    include_route_methods = {"list", "exporter"}

    def _init_properties(self):
        """Show beside each division what is counted in it."""
        super()._init_properties()
        for nom, libelle in CHIFFRES.items():
            compte = partial(_chiffre, nom)
            affiche = _affiche(compte)
            self.colonnes.append(ColonneDeListe("id", libelle, None, affiche, True, compte))
        self.colonnes.append(ColonneDeListe("id", "Atteint", None, _part, True, _part))

    def _init_forms(self):
        super()._init_forms()
        self.search_form.depuis = _filtre_de_mois()

    def lien_vers(self, ligne):
        """Return who is left in a division."""
        return AssureARattacherView.url("list", division=ligne.id, depuis=request.args.get("depuis") or None)

    def contexte_de_liste(self):
        """Return the whole, who is left aside, and the rule that says who is active."""
        regle = bareme(db.session).au(aujourd_hui())["niu_mois_d_activite"]
        return {
            "total": comptee().total,
            "inactifs": comptee().inactifs,
            "depuis": depuis(),
            "regle": Etape.de(regle),
        }


def _affiche(compte):
    return lambda division_id: francais.nombre(compte(division_id))


def _filtre_de_mois():
    """Return the filter that says since when one must have been declared: it narrows by itself no list."""
    return filtre(ChampMois, "Déclarés depuis", lambda mois: true())


class AssureARattacherView(Vue[Assure]):
    """Who is active and has neither a number, nor a reason, nor a request under way."""

    modele = Assure
    espace = "supervision"
    domaine = "campagne"
    groupe = CAMPAGNE
    titre = "Assurés à rattacher"
    adresse = "assures-sans-niu"
    ordre = 617
    resume = "Qui inviter à donner son NIU, division par division"
    vide = "Tous les assurés actifs ont leur NIU, un motif daté ou une demande en cours."
    list_columns = ["numero", "nom", "prenoms", "naissance_le", "telephone"]
    search_columns = ["numero", "nom", "prenoms"]
    include_route_methods = {"list", "exporter"}

    def _init_forms(self):
        super()._init_forms()
        self.search_form.division = filtre(
            SelectField,
            "Division",
            lambda pk: campagne.de_la_division(depuis(), int(pk)),
            choices=_divisions,
            default="",
            coerce=lambda pk: pk or "",
        )
        self.search_form.depuis = _filtre_de_mois()

    def requete_initiale(self, requete):
        """Keep who is left."""
        return requete.where(campagne.a_rattacher(depuis()))

    def lien_vers(self, ligne):
        """Return the person's page of the register."""
        return AssureView.url_en_serie("show", pk=ligne.id)


def _divisions():
    divisions = db.session.scalars(select(Division).order_by(Division.id))
    return en_choix([("", "Toutes"), *((str(d.id), str(d)) for d in divisions)])


class NiuRattacheView(AvecGestes[Assure], Vue[Assure]):
    """Whose number is attached; one attached by mistake is taken off by two people."""

    modele = Assure
    espace = "supervision"
    domaine = "campagne"
    groupe = CAMPAGNE
    titre = "NIU rattachés"
    adresse = "niu-rattaches"
    ordre = 619
    resume = "Retrouver un assuré par son NIU, détacher un NIU rattaché par erreur"
    vide = "Aucun NIU n’est encore rattaché."
    list_columns = ["niu", "numero", "nom", "prenoms", "naissance_le", "ferme_le"]
    si_remplies = ("ferme_le",)
    search_columns = ["niu", "numero", "nom", "prenoms"]
    show_columns = [*list_columns, "sexe"]
    include_route_methods = {"list", "show", "exporter", "agir"}
    droits_des_routes = {"agir": "instruire"}
    gestes = {"detacher": Geste("Détacher le NIU", detacher.proposer, "danger")}

    def requete_initiale(self, requete):
        """Keep those who have one."""
        return requete.where(Assure.niu.is_not(None))

    def titre_de(self, objet):
        """Return what tells this page from that of the register."""
        return f"NIU de {objet}"

    def gestes_de(self, objet):
        """What is attached may be taken off."""
        return self.gestes if objet.niu else ()


class SansNiuView(Vue[SansNiu]):
    """Why some have no national number, noted by the agents with its day."""

    modele = SansNiu
    espace = "supervision"
    domaine = "campagne"
    groupe = CAMPAGNE
    titre = "Motifs d’absence de NIU"
    adresse = "motifs-sans-niu"
    ordre = 618
    creer = "Noter un motif"
    resume = "Pourquoi un assuré n’a pas de NIU, et depuis quand on le sait"
    vide = "Aucun motif noté : tous les assurés actifs sans NIU restent à rattacher."
    base_order = ("constate_le", "desc")
    list_columns = ["assure", "motif", "constate_le", "precision", "note_par"]
    si_remplies = ("precision",)
    search_columns = ["assure.numero", "motif", "constate_le"]
    add_columns = ["assure_id", "motif", "constate_le", "precision"]
    edit_columns = ["motif", "constate_le", "precision"]
    show_columns = ["assure", "motif", "constate_le", "precision", "note_par", "note_le"]
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer", "choix"}
    droits_des_routes = dict.fromkeys(("add", "edit", "supprimer", "choix"), "instruire")

    def valeurs_initiales(self):
        """Open on the insured person whom the address names, found today."""
        return {"assure_id": request.args.get("assure", type=int), "constate_le": aujourd_hui()}

    def avant_ajout(self, objet, form):
        """Say who noted it."""
        objet.note_par_id = acteur().utilisateur_id

    def exiger(self, session, objet):
        """Refuse a reason for who has a number, one that says nothing, and one's own."""
        if objet.assure.niu:
            raise ChampRefuse("assure_id", "Cet assuré a son NIU : il n’y a pas de motif à noter.")
        if objet.motif is MotifSansNiu.autre and not objet.precision:
            raise ChampRefuse("precision", "Écrivez cette autre raison : ce qui fut vu ou dit, et par qui.")
        if obstacle := interets.obstacle_d_un_assure(session, objet.assure_id, acteur().utilisateur_id):
            raise ChampRefuse("assure_id", obstacle)
