"""The individual account: months, employers, pay, gaps, and the picture of the career."""

from dataclasses import replace

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.carriere import individuel
from app.carriere.ecrans import moi_assure
from app.carriere.tables import LigneCarriere
from app.documents import compte_individuel
from app.generateur.adaptateur import expose, has_access
from app.generateur.colonnes import ColonneDeListe
from app.generateur.ecrans.vue import Vue
from app.generateur.telechargements import pdf
from app.regles import francais, mois
from app.services.dnr.codes import NATURE_ORDINAIRE, NATURES
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui


class CompteIndividuelView(Vue):
    """Every line declared for the person, the one that counts and the one replaced."""

    modele = LigneCarriere
    espace = "assure"
    titre = "Compte individuel"
    ordre = 110
    resume = "Vos mois déclarés, vos employeurs, vos rémunérations"
    base_order = ("periode", "desc")
    list_columns = [
        "periode",
        "employeur.raison_sociale",
        "remuneration",
        "nature",
        "jours",
        "numero_declaration",
        "etat",
    ]
    label_columns = {"employeur.raison_sociale": "Employeur", "etat": "État"}
    si_remplies = ("nature",)
    search_columns = ["periode", "employeur.raison_sociale"]
    include_route_methods = {"list", "exporter", "releve"}
    droits_des_routes = {"releve": "consulter"}
    vide = (
        "Aucun mois n’est encore déclaré à votre nom. Si vous travaillez, demandez à votre employeur de vous "
        "déclarer ; s’il dit l’avoir fait, signalez-le par une réclamation."
    )
    gabarit_liste = "assure/compte.html"

    def _init_properties(self):
        super()._init_properties()
        self.colonnes = [_en_clair(c) if c.cle == "nature" else c for c in self.colonnes]

    def lien_vers(self, ligne):
        """Return nothing: a line has no page of its own."""

    def contexte_de_liste(self):
        """Return the career in figures, above the lines."""
        releve = individuel.relever(db.session, moi_assure().id)
        return {
            "releve": releve,
            "assure": moi_assure(),
            "releve_url": self.url("releve"),
            "annees": [
                {
                    "libelle": str(a),
                    "valeur": n,
                    "texte": f"{francais.quantite(n, 'mois')}, {francais.francs(s)}",
                }
                for a, n, s in releve.par_annee()
            ],
            "lacunes": [
                {"texte": _lacune(*b), "url": url_for("ReclamationAssureView.add", lacune=mois.iso(b[0]))}
                for b in releve.lacunes
            ],
        }

    @expose("/releve.pdf")
    @has_access
    def releve(self):
        """Send the account as a PDF."""
        assure = moi_assure()
        releve = individuel.relever(db.session, assure.id)
        return pdf(
            compte_individuel.imprimer(
                compte_individuel.CompteImprime(
                    numero_assurance=assure.numero,
                    nom=assure.nom,
                    prenoms=assure.prenoms,
                    naissance_le=assure.naissance_le,
                    lignes=lignes_du_compte(db.session),
                    mois_assures=releve.mois_assures,
                    lacunes=releve.lacunes,
                    edite_le=aujourd_hui(),
                )
            ),
            f"compte-individuel-{assure.numero}",
        )


def lignes_du_compte(session: Session) -> list:
    """Return the lines in scope as the statement prints them, oldest first."""
    requete = (
        select(LigneCarriere)
        .options(joinedload(LigneCarriere.employeur))
        .order_by(LigneCarriere.periode, LigneCarriere.id)
    )
    return [
        compte_individuel.LigneCompte(
            mois=ligne.periode,
            employeur=ligne.employeur.raison_sociale if ligne.employeur else "",
            jours=ligne.jours,
            remuneration=ligne.remuneration,
            source=ligne.numero_declaration,
            nature=_nature_particuliere(ligne.nature),
            comptee=ligne.remplacee_par_id is None,
        )
        for ligne in session.scalars(requete)
    ]


def _en_clair(colonne: ColonneDeListe) -> ColonneDeListe:
    """Return the column of the natures of pay, in words."""
    return replace(colonne, affiche=_nature_particuliere, exporte=NATURES.get, numerique=False)


def _nature_particuliere(code: int) -> str:
    """Return what a line pays that is no ordinary wage, « Treizième mois »; empty for an ordinary one."""
    return "" if code == NATURE_ORDINAIRE else NATURES.get(code, str(code))


def _lacune(debut: int, fin: int) -> str:
    duree = francais.quantite(mois.ecart(debut, fin) + 1, "mois")
    return (
        f"{mois.libelle(debut)} ({duree})"
        if debut == fin
        else f"{mois.libelle(debut)} à {mois.libelle(fin)} ({duree})"
    )
