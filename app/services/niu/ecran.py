"""« Rattacher mon NIU », and what the agents read of a request besides."""

from flask import render_template

from app.demandes.ecrans import dossier
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.etats import TERMINEES
from app.demandes.tables import Cote
from app.services.niu.constat import constater, memes, seuils
from app.services.niu.tables import RattachementNiu
from app.socle.base_de_donnees import db


class RattachementNiuView(DemandeView):
    """An insured person gives her national number."""

    modele = RattachementNiu
    espace = "assure"
    titre = "Rattacher mon NIU"
    ordre = 305
    creer = "Donner mon NIU"
    resume = "Donner à la CNSS votre numéro national (NIU)"
    vide = "Aucune demande : votre NIU est le numéro à 12 chiffres que l’ANID vous a donné à l’enrôlement."
    add_columns = ["niu"]
    list_columns = ["numero", "niu", "statut", "soumise_le"]
    show_columns = add_columns


@complement_de(RattachementNiu)
def complement_niu(demande: RattachementNiu, vue) -> str:
    """Return, for the agents alone, what the two registers say and who else claims the number.

    Whoever types a number would otherwise read whose it is.
    """
    if dossier.cote(vue.espace) is not Cote.caisse or not demande.soumise_le:
        return ""
    en_cours = demande.statut not in TERMINEES
    return render_template(
        "niu/complement.html",
        demande=demande,
        constat=constater(db.session, demande) if en_cours else None,
        seuils=seuils(db.session),
        memes=memes(db.session, demande) if en_cours else [],
        remplace=en_cours and demande.assure.niu not in (None, demande.niu),
    )
