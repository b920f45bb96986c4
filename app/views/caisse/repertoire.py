"""The register as the fund's staff read it: employers, insured, divisions."""

from flask import url_for

from app.generateur.ecrans.vue import Vue
from app.repertoire.tables import Assure, Division, Employeur
from app.socle.acteur import acteur


class EmployeurView(Vue):
    """Find an employer and read his file."""

    modele = Employeur
    espace = "agent"
    domaine = "registre"
    titre = "Employeurs"
    ordre = 390
    resume = "Retrouver un employeur au registre"
    list_columns = ["numero", "raison_sociale", "division", "activite", "debut_activite_le", "ferme_le"]
    search_columns = ["numero", "raison_sociale", "nif", "activite"]
    sections = [
        ("Identité", ["numero", "raison_sociale", "sigle", "nif", "rccm", "activite", "domestique"]),
        ("Coordonnées", ["division", "adresse", "telephone", "email"]),
        ("Vie de l’entreprise", ["debut_activite_le", "reprise_le", "ferme_le", "periodicite", "rp_majore"]),
    ]

    def actions_de_fiche(self, objet):
        """Return the way to the employer's account."""
        compte = {"libelle": "Compte cotisant", "url": url_for("CompteEmployeurView.index", pk=objet.id)}
        return [*super().actions_de_fiche(objet), compte]


class AssureView(Vue):
    """Find an insured person and read the file."""

    modele = Assure
    espace = "agent"
    domaine = "registre"
    titre = "Assurés"
    ordre = 400
    resume = "Retrouver un assuré au registre"
    list_columns = ["numero", "nom", "prenoms", "naissance_le", "ferme_le"]
    search_columns = ["numero", "nom", "prenoms", "naissance_le", "niu"]
    show_columns = [*list_columns, "sexe", "niu", "telephone", "email", "motif_fermeture"]

    def actions_de_fiche(self, objet):
        """Return the way to say why the person has no national number, for who may."""
        actions = super().actions_de_fiche(objet)
        if objet.niu or "instruire" not in acteur().droits("campagne"):
            return actions
        url = url_for("SansNiuView.add", assure=objet.id)
        return [*actions, {"libelle": "Noter pourquoi il n’y a pas de NIU", "url": url}]


class DivisionView(Vue):
    """The regional divisions, kept by the administration."""

    modele = Division
    espace = "administration"
    titre = "Divisions régionales"
    ordre = 630
    creer = "Ajouter une division"
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer"}
    droits_des_routes = {"add": "configurer", "edit": "configurer", "supprimer": "configurer"}
