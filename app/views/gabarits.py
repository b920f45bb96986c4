"""What every template may call: navigation, who is signed in, French formats."""

import re

from flask import current_app, get_flashed_messages, request
from markupsafe import Markup, escape

from app.generateur import affichage
from app.identites import defis
from app.identites.sessions import ANNONCEE
from app.regles import francais, mois
from app.repertoire.compte_bancaire import montrer_compte
from app.socle.acteur import acteur
from app.socle.provenance import jeton
from app.travaux.canaux import montrer_adresse

LIBELLES_DES_ESPACES = {
    "employeur": "Espace employeur",
    "assure": "Espace assuré",
    "agent": "Instruction des demandes",
    "communication": "Site public",
    "supervision": "Supervision",
    "confirmations": "Double validation",
    "administration": "Administration",
}


def navigation() -> list[dict]:
    """Return the menu of the person signed in, espace by espace, holding only what he may open."""
    moi = acteur()
    groupes = []
    for espace, libelle in LIBELLES_DES_ESPACES.items():
        if not moi.ouvre(espace):
            continue
        vues = [v for v in current_app.extensions["menu"] if v.espace == espace and _ouverte(v, moi)]
        for groupe in dict.fromkeys(("", *(v.groupe for v in vues))):
            entrees = [_entree(v) for v in vues if v.groupe == groupe]
            if entrees:
                groupes.append({"libelle": groupe or libelle, "entrees": entrees})
    return groupes


def _ouverte(vue, moi) -> bool:
    droit = vue.method_permission_name.get(vue.default_view, "consulter")
    return droit in moi.droits(vue.domaine)


def _entree(vue) -> dict:
    return _lien(vue.titre, vue.url_en_serie(vue.default_view))


def _lien(libelle: str, url: str) -> dict:
    return {"libelle": libelle, "url": url, "actif": request.path.startswith(url)}


def employeurs_habilites() -> list[tuple[int, str, bool]]:
    """Return the employers the person may act for: `(id, label, whether chosen now)`."""
    moi = acteur()
    return [(m.employeur_id, m.libelle, m.employeur_id == moi.perimetre.employeur_id) for m in moi.mandats]


INSEPARABLE = re.compile(r"\b(?:[A-Z]{2,4}-\d{4}-\d+|T-Money)\b")
"""The number of a request or of a certificate, « QTS-2026-003169 », and the names written with a hyphen."""


def ensemble(texte: str) -> Markup:
    """Return a text as HTML, in which a number or a name with hyphens never breaks over two lines."""
    return Markup(INSEPARABLE.sub(r'<span class="ensemble">\g<0></span>', str(escape(texte))))  # noqa: S704 - escaped


def installer(app) -> None:
    """Register the globals and filters of the templates."""
    app.jinja_env.globals.update(
        navigation=navigation,
        acteur=acteur,
        employeurs_habilites=employeurs_habilites,
        domaine_des_cles=defis.domaine,
        csrf_token=jeton,
        duree_de_session=int(ANNONCEE.total_seconds()),
        avis_en_attente=lambda: get_flashed_messages(with_categories=True),
    )
    app.context_processor(lambda: {"csrf_token": jeton})
    app.jinja_env.filters.update(
        montant=francais.francs,
        nombre=francais.nombre,
        accord=francais.accord,
        date_fr=francais.jour,
        instant=affichage.instant,
        taux=francais.pourcentage,
        affiche=affichage.affiche,
        compte=montrer_compte,
        ensemble=ensemble,
        mois=mois.libelle,
        mois_complement=mois.complement,
        mois_iso=mois.iso,
        adresse_lue=montrer_adresse,
        plages_de_mois=mois.enumerer,
    )
