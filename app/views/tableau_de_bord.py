"""What each role finds on arrival: key figures, quick links, what waits for an answer."""

from flask import current_app
from sqlalchemy import func, select

from app.acces import Acteur
from app.affichage import affiche
from app.regles.ecriture import nombre
from app.base_de_donnees import db
from app.cycle import A_COMPLETER, EN_ATTENTE
from app.models import Demande

RECENTES = 8


def tableau(moi: Acteur) -> dict:
    """Return the variables of the dashboard template for the person."""
    comptes = dict(db.session.execute(select(Demande.statut, func.count()).group_by(Demande.statut)).all())
    attente = sum(comptes.get(s, 0) for s in EN_ATTENTE)
    a_completer = sum(comptes.get(s, 0) for s in A_COMPLETER)
    agent = bool(moi.droits("agent"))
    return {
        "chiffres": [
            {"libelle": "En attente de la CNSS", "valeur": nombre(attente), "note": "", "url": None},
            {
                "libelle": "À compléter" if not agent else "Chez le déclarant",
                "valeur": nombre(a_completer),
                "note": "",
                "url": None,
            },
        ],
        "liens": liens(moi),
        "avis_liste": [],
        "demandes": _recentes(),
    }


def liens(moi: Acteur) -> list[dict]:
    """Return the quick links of the person: each screen he may open that says what it is for."""
    return [
        {"libelle": vue.titre, "url": f"{vue.route_base}/", "texte": vue.resume}
        for vue in current_app.extensions["menu"]
        if vue.resume and "consulter" in moi.droits(vue.espace)
    ]


def _recentes() -> list[dict]:
    requete = select(Demande).order_by(Demande.id.desc()).limit(RECENTES)
    vues = {v.modele: v for v in current_app.extensions["menu"] if getattr(v, "modele", None)}
    return [
        {
            "numero": d.numero or "En préparation",
            "libelle": d.libelle_type,
            "statut": d.statut,
            "date": affiche(d.soumise_le or d.cree_le),
            "url": vues[type(d)].lien_vers(d) if type(d) in vues else None,
        }
        for d in db.session.scalars(requete)
    ]
