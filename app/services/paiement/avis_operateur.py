"""Where operators tell that a payment moved: it makes us ask them, and proves nothing by itself."""

from flask import abort, request
from sqlalchemy.orm import Session

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.identites import verrou
from app.services.paiement import notifications
from app.services.paiement.operateurs.choix import operateurs
from app.services.paiement.operateurs.operateur import NotificationRefusee
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant


class AvisOperateurView(PageOuverte):
    """One address an operator. Forged notifications, and those of nobody's payment, soon close its door."""

    route_base = "/paiement/avis"
    default_view = "recevoir"

    @expose("/<any(paygate, fedapay):code>", methods=["POST"])
    def recevoir(self, code):
        """Take a notification: 204 when it is for one of our payments, 400 when it is not the operator's."""
        if code not in operateurs():
            abort(404)
        with systeme("an operator speaks of any employer's payment"):
            statut = _recevoir(code)
        return ("", statut) if statut < 400 else abort(statut)


def _recevoir(code: str) -> int:
    """Return the answer; what is refused counts against the address it came from.

    What is of one of our payments is never shut out, whoever else stands behind the same address.
    """
    with transaction(db.session) as session:
        statut = _lire(session, code)
        if statut >= 400 and not verrou.permettre(session, verrou.cle_du_reseau("avis", request.remote_addr)):
            return 429
        return statut


def _lire(session: Session, code: str) -> int:
    """Return 204 for one of our payments, 404 for nobody's, 400 for what is not the operator's."""
    try:
        connu = notifications.recevoir(session, code, dict(request.headers), request.get_data(), maintenant())
    except NotificationRefusee:
        return 400
    return 204 if connu else 404


def installer(app) -> None:
    """Let operators post without a form's token: their signature, or our asking, is the proof."""
    app.extensions["csrf"].exempt(f"{__name__}.{AvisOperateurView.recevoir.__name__}")
