"""Back to the form when its sending was refused before anyone read it: what was typed is not lost."""

from urllib.parse import urlsplit

from flask import current_app, redirect, request, session, url_for
from flask_login import current_user

from app.generateur.brouillons import CHAMP, Signet, SignetInvalide, TropLong
from app.generateur.ecrans.brouillons import enregistrer, refuser

EXPIREE = "Votre session avait expiré : rien n’a été envoyé."
GARDEE = "Ce que vous aviez saisi est gardé : vérifiez-le, puis envoyez."
DEJA_CONNECTE = "Vous étiez déjà connecté : déconnectez-vous d’abord pour entrer avec un autre compte."


def installer(app) -> None:
    """Catch the form of a person whose session ended elsewhere, before a view turns her away."""
    app.before_request(_renvoyer)


def _renvoyer():
    if request.method != "POST" or request.endpoint == "BrouillonView.garder":
        return None
    fermee = hasattr(current_app.view_functions.get(request.endpoint or ""), "_permission_name")
    perdue = (fermee or request.form.get(CHAMP)) and not current_user.is_authenticated
    return session_expiree() if perdue else None


def session_expiree():
    """Return the way back to the form, by signing in where needed; None when no page of ours sent it."""
    page = _page_d_origine()
    if page is None:
        return None
    if request.endpoint == "ConnexionView.login":
        refuser(DEJA_CONNECTE)
        return redirect(page, 303)
    garde = _mettre_de_cote()
    refuser(f"{EXPIREE} {GARDEE if garde else 'Recommencez.'}")
    suite = garde.adresse if garde else page
    if not current_user.is_authenticated:
        suite = url_for("ConnexionView.login", next=suite)
    return redirect(suite, 303)


def _mettre_de_cote() -> Signet | None:
    """Keep the form for its author, who may not be who signs in next; the employer is chosen again."""
    try:
        signet = enregistrer()
    except (SignetInvalide, TropLong):
        return None
    session["employeur_id"] = signet.mandant_id or None
    return signet


def envoi_refuse(phrase: str):
    """Return the way back to the form with what to do about its file; None when no page of ours sent it."""
    page = _page_d_origine()
    if page is None:
        return None
    refuser(phrase, "danger")
    return redirect(page, 303)


def _page_d_origine() -> str | None:
    """Return the address of the page of this portal whose form was posted."""
    origine = urlsplit(request.referrer or "")
    if request.method != "POST" or origine.netloc != request.host:
        return None
    return origine.path + (f"?{origine.query}" if origine.query else "")
