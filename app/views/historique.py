"""Everything a person asked for, at one place: a tab for each service, states, dates, papers, exports."""

from flask import current_app, request
from markupsafe import Markup
from wtforms import SelectField

from app.demandes.ecrans.demande import DemandeView
from app.demandes.ecrans.vues_des_services import charger, vue_du_service
from app.demandes.tables import Demande
from app.generateur.champs_lus import en_choix
from app.generateur.ecrans.vue import Vue
from app.generateur.filtres import Filtre, formulaire_de_filtres


def services(espace: str) -> dict[str, str]:
    """Return the services of an espace, `type -> title`, in the order of the navigation."""
    vues = (v for v in current_app.extensions["menu"] if v.espace == espace and isinstance(v, DemandeView))
    return {v.modele.__tablename__: v.titre for v in vues}


class ChampService(Filtre, SelectField):
    """One of the services of the espace."""

    def __init__(self, libelle=None, validators=None, espace="", **options):
        super().__init__(
            libelle,
            validators,
            default="",
            choices=lambda: en_choix([("", "Tous"), *services(espace).items()]),
            **options,
        )

    def critere(self, valeur):
        """Return the SQL criterion of what is chosen."""
        return Demande.type == valeur


class HistoriqueView(Vue, abstrait=True):
    """The operations of whoever acts in the espace, the latest first."""

    modele = Demande
    titre = "Historique des activités"
    adresse = "historique"
    vide = "Aucune opération pour le moment : vos demandes et leurs documents apparaîtront ici."
    gabarit_liste = "services/historique.html"
    include_route_methods = {"list", "exporter"}
    base_order = ("cree_le", "desc")
    list_columns = [
        "libelle_type",
        "sujet",
        "numero",
        "statut",
        "soumise_le",
        "decidee_le",
        "message_pour",
        "documents",
    ]
    si_remplies = ("sujet", "message_pour")
    label_columns = {"libelle_type": "Opération", "sujet": "Objet", "documents": "Documents"}

    def _init_forms(self):
        super()._init_forms()
        cles = ["statut", "numero", "soumise_le", "message_pour"]
        filtres = formulaire_de_filtres(Demande, cles, self.label_columns)
        self.search_form = type(
            "FiltresHistorique", (filtres,), {"service": ChampService("Opération", espace=self.espace)}
        )

    def requete_initiale(self, requete):
        """Keep what was asked for in this espace."""
        a_moi = getattr(Demande, f"{self.espace}_id").is_not(None)
        return requete.where(a_moi, Demande.type.in_(services(self.espace)))

    def chargements(self):
        """Load what each request is about with the list."""
        return (charger("sujet"),)

    def lien_vers(self, ligne):
        """Return the page of the request in its service, its preview while it is being prepared."""
        return vue_du_service(type(ligne), self.espace).lien_vers(ligne)

    def _ligne(self, ligne):
        affichee = super()._ligne(ligne)
        return affichee | {"cellules": [*affichee["cellules"][:-1], self._documents(ligne)]}

    def _documents(self, demande: Demande) -> Markup:
        lien = Markup('<a href="{url}">{libelle}</a>')
        documents = vue_du_service(type(demande), self.espace).documents(demande)
        return Markup("<br>").join(lien.format(**d) for d in documents)

    def contexte_de_liste(self):
        """Return the tabs, one a service, and the one that is open."""
        ouvert = request.args.get("service", "")
        onglets = {"": "Tout"} | services(self.espace)
        return {
            "onglets": [
                {
                    "libelle": libelle,
                    "url": self.url("list", **({"service": cle} if cle else {})),
                    "actif": cle == ouvert,
                }
                for cle, libelle in onglets.items()
            ]
        }


class HistoriqueEmployeurView(HistoriqueView):
    """What was done for the employer."""

    espace = "employeur"
    ordre = 260


class HistoriqueAssureView(HistoriqueView):
    """What the insured person did."""

    espace = "assure"
    ordre = 270
