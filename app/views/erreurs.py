"""Errors as pages: a French sentence that says what to do, in the frame of the site."""

import logging

from flask import g, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.generateur.champs_fichier import MEGA_OCTETS
from app.regles.bareme import AvantPremierTexte
from app.socle.base_de_donnees import db
from app.socle.provenance import VenueDAilleurs
from app.socle.refus import EnvoiRefuse, RefusParCode
from app.views import retour

journal = logging.getLogger(__name__)

PHRASES = {
    400: ("Demande incomplète", "Le formulaire reçu est incomplet. Revenez en arrière et recommencez."),
    403: ("Accès non ouvert", "Cette page n’est pas ouverte à votre compte. Revenez au tableau de bord."),
    404: (
        "Page introuvable",
        "Cette page n’existe pas, ou n’est pas à vous. Vérifiez l’adresse, ou revenez à l’accueil.",
    ),
    405: (
        "Action impossible ici",
        "Cette action se fait depuis un bouton du site. Revenez au tableau de bord.",
    ),
    409: ("Déjà fait", "L’état a changé entre-temps. Rechargez la page pour voir où en est la demande."),
    413: (
        "Fichier trop lourd",
        f"Le fichier dépasse {MEGA_OCTETS} Mo. Allégez-le ou coupez-le en plusieurs envois, "
        "puis recommencez.",
    ),
    422: ("Fichier refusé", "Ce fichier ne peut pas être lu. Enregistrez-le à nouveau, puis renvoyez-le."),
    429: ("Trop d’essais", "Vous avez fait trop d’essais. Attendez quelques minutes, puis recommencez."),
    500: (
        "Une erreur s’est produite",
        "Ce n’est pas de votre fait et rien n’est perdu de ce qui était enregistré. "
        "Recommencez dans un instant.",
    ),
    507: ("Plus de place", "La place manque pour garder des fichiers. Recommencez dans quelques heures."),
}
FORMULAIRE_EXPIRE = (
    "Votre session a expiré pendant que la page était ouverte, rien n’a été envoyé. "
    "Rouvrez la page et recommencez."
)


def installer(app) -> None:
    """Register the pages of errors."""
    app.register_error_handler(VenueDAilleurs, lambda refus: _page(400, refus.description))
    app.register_error_handler(CSRFError, lambda _: retour.session_expiree() or _page(400, FORMULAIRE_EXPIRE))
    app.register_error_handler(413, lambda _: retour.envoi_refuse(PHRASES[413][1]) or _page(413))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(AvantPremierTexte, lambda erreur: _page(404, str(erreur)))
    app.register_error_handler(EnvoiRefuse, _envoi_refuse)
    app.register_error_handler(RefusParCode, lambda refus: _page(422, str(refus)))
    if not app.config.get("TESTING"):
        app.register_error_handler(Exception, _inattendue)


def _http(erreur: HTTPException):
    if erreur.response is not None or erreur.code is None or erreur.code < 400:
        return erreur
    return _page(erreur.code)


def _envoi_refuse(refus: EnvoiRefuse):
    return retour.envoi_refuse(str(refus)) or _page(refus.statut, str(refus))


def _inattendue(erreur: Exception):
    """Log what happened and show a page that says so; what was under way is rolled back."""
    journal.exception("erreur inattendue : %s", type(erreur).__name__)
    db.session.rollback()
    return _page(500)


def _page(code: int, texte: str = ""):
    titre, phrase = PHRASES.get(code, PHRASES[400] if code < 500 else PHRASES[500])
    page = render_template(
        "erreur.html",
        titre=titre,
        texte=texte or phrase,
        code=code,
        numero=g.get("numero_requete", ""),
        fil=[],
        hors_service=code >= 500,
    )
    return page, code
