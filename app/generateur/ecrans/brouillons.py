"""Drafts over HTTP: kept while one types, listed, given up, forgotten once the form is sent."""

from contextlib import suppress
from datetime import datetime
from typing import TypedDict

from flask import Flask, Response, abort, current_app, flash, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.generateur import brouillons, reprise
from app.generateur.adaptateur import appbuilder, expose
from app.generateur.affichage import heure
from app.generateur.brouillons import CHAMP, Signet, SignetInvalide, TropLong
from app.generateur.ecrans.espace import PageOuverte, accueil
from app.generateur.tables import Brouillon
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant


class BrouillonView(PageOuverte):
    """Where forms keep what is typed; the signed bookmark says for whom, even once the session is over."""

    route_base = "/brouillons"
    default_view = "garder"

    @expose("/", methods=["POST"])
    def garder(self) -> ResponseReturnValue:
        """Keep what is typed so far, and say since when it is safe."""
        try:
            enregistrer()
        except SignetInvalide as refus:
            return jsonify(message=str(refus)), 400
        except TropLong as refus:
            return jsonify(message=str(refus)), 422
        return jsonify(message=f"Brouillon enregistré à {heure(maintenant())}, pas encore envoyé.")

    @expose("/effacer", methods=["POST"])
    def effacer(self) -> ResponseReturnValue:
        """Give up a draft of one's own."""
        signet = _le_mien() or abort(400)
        with transaction(db.session) as session:
            brouillons.effacer(session, signet)
        flash("Le brouillon est effacé.", "success")
        return redirect(accueil()[1] if "liste" in request.form else signet.adresse)


def enregistrer() -> Signet:
    """Keep the posted form as a draft of whoever it was made for, and return its bookmark.

    Raises SignetInvalide when it carries none of ours, TropLong when it holds too much.
    """
    signet = brouillons.lire_signet(request.form.get(CHAMP))
    textes = brouillons.saisie(request.form)
    with transaction(db.session) as session:
        brouillons.garder(session, signet, textes)
    return signet


def _le_mien() -> Signet | None:
    """Return the bookmark of the posted form when the person signed in is its author."""
    try:
        signet = brouillons.lire_signet(request.form.get(CHAMP))
    except SignetInvalide:
        return None
    return signet if current_user.is_authenticated and signet.utilisateur_id == current_user.id else None


def refuser(phrase: str, niveau: str = "warning") -> None:
    """Tell why nothing was done; what was typed in the form is its draft, which outlives the redirection."""
    flash(phrase, niveau)
    g.brouillon_garde = True
    with suppress(SignetInvalide, TropLong, RequestEntityTooLarge):
        enregistrer()


def _oublier_ce_qui_est_envoye(reponse: Response) -> Response:
    """Forget the draft of a form that was accepted, which a redirection says."""
    envoye = request.method == "POST" and reponse.status_code in (302, 303) and "brouillon_garde" not in g
    if envoye and request.form.get(CHAMP) and (signet := _le_mien()):
        with transaction(db.session) as session:
            brouillons.effacer(session, signet)
    return reponse


class EnAttente(TypedDict):
    """A draft as pages list it."""

    titre: str
    url: str
    le: datetime
    signet: str


def en_attente() -> list[EnAttente]:
    """Return the drafts of the person, `{titre, url, le, signet}`, those whose page still exists."""
    moi = acteur()
    lignes = brouillons.en_attente(db.session, moi.utilisateur_id, moi.mandant_id)
    return [
        {"titre": titre, "url": b.adresse, "le": b.le, "signet": reprise.signet_de(moi, b.adresse).signer()}
        for b in lignes
        if (titre := _titre(b))
    ]


def _titre(brouillon: Brouillon) -> str:
    """Return the title of the page where the form is, empty when there is none any more."""
    try:
        point, _ = current_app.url_map.bind_to_environ(request.environ).match(
            brouillon.adresse.partition("#")[0].partition("?")[0], "GET"
        )
    except HTTPException:
        return ""
    nom, _, fonction = point.partition(".")
    vue = next(vue for vue in appbuilder().baseviews if vue.endpoint == nom)
    return getattr(vue, "creer" if fonction == "add" else "titre", "")


def installer(app: Flask) -> None:
    """Let templates reach drafts, and forget those that are sent; the bookmark is a form's own proof."""
    app.jinja_env.globals.update(reprise=reprise.ici, brouillons_en_attente=en_attente)
    app.after_request(_oublier_ce_qui_est_envoye)
    app.extensions["csrf"].exempt(f"{__name__}.{BrouillonView.garder.__name__}")
