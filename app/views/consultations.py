"""« Qui a consulté mon dossier »: what the fund's staff read and did of one's own file, for whose it is."""

from flask import url_for

from app.generateur.ecrans.vue import Vue
from app.journal.tables import LigneDuJournal


class ConsultationsView(Vue, abstrait=True):
    """The lines that speak of one's own file; never one's own clicks (see `LigneDuJournal.portee`)."""

    modele = LigneDuJournal
    titre = "Qui a consulté mon dossier"
    adresse = "consultations"
    resume = "Chaque fois qu’une personne de la CNSS ouvre votre dossier"
    vide = "Personne de la CNSS n’a encore ouvert votre dossier."
    gabarit_liste = "journal/consultations.html"
    include_route_methods = {"list"}
    list_columns = ["le", "lecteur", "fait", "quoi", "objet", "pourquoi"]
    si_remplies = ("objet", "pourquoi")
    label_columns = {"lecteur": "Qui", "objet": "N°"}
    search_columns = ["le", "fait"]

    def contexte_de_liste(self):
        """Return where to ask why."""
        return {"demander_url": url_for(f"Reclamation{self.espace.title()}View.add")}

    def lien_vers(self, ligne):
        """Return nothing: the list says it all."""
        return


class ConsultationsEmployeurView(ConsultationsView):
    """The file of the employer."""

    espace = "employeur"
    ordre = 310


class ConsultationsAssureView(ConsultationsView):
    """The file of the insured person."""

    espace = "assure"
    ordre = 330
