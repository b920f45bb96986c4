"""« Double vérification »: an application or passkeys besides the password, recovery codes, leaving it."""

from flask import Response, abort, current_app, flash, redirect, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from app.generateur.adaptateur import expose
from app.identites import cles_d_acces, contacts, second_facteur, sessions, verrou
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.views.identites.connexion import CODE_REFUSE, FormulaireDeCode
from app.views.identites.page_du_compte import FormulaireProuve, PageDuCompte, PageProuvee

ACTIVEE = "La double vérification de votre compte est activée."
RETIREE = "La double vérification de votre compte est retirée."
SANS_APPLICATION = "L’application de vérification de votre compte est retirée ; vos clés d’accès restent."
RENOUVELES = "De nouveaux codes de secours ont été créés ; les anciens ne valent plus rien."


class DoubleVerificationView(PageProuvee):
    """What besides the password, or in its place: six figures from an application, passkeys."""

    route_base = "/compte/double-verification"
    default_view = "index"
    titre = "Double vérification"

    @expose("/")
    def index(self):
        """Say where it stands: off, being set up, on."""
        return self._page()

    def _page(self, statut=200, code=None, preuve=None):
        facteur = second_facteur.trouver(db.session, current_user.id)
        confirme = facteur is not None and facteur.confirme_le is not None
        page = self.render_template(
            "compte/double_verification.html",
            titre=self.titre,
            fil=self.fil(),
            facteur=facteur,
            confirme=confirme,
            actif=second_facteur.actif(db.session, current_user.id),
            exigee=exigee(),
            derniere=derniere(),
            cles=cles_d_acces.de_la_personne(db.session, current_user.id),
            secret="" if confirme or facteur is None else _par_quatre(second_facteur.cle_lisible(facteur)),
            restants=second_facteur.codes_restants(db.session, current_user.id),
            form=code or FormulaireDeCode(formdata=None),
            preuve=preuve or FormulaireProuve(formdata=None),
        )
        return page, statut

    @expose("/qr.svg")
    def qr(self):
        """Draw the code that the application reads, while it is being set up only."""
        facteur = second_facteur.trouver(db.session, current_user.id)
        if facteur is None or facteur.confirme_le:
            abort(404)
        return Response(second_facteur.dessin(facteur, current_user), mimetype="image/svg+xml")

    @expose("/commencer", methods=["POST"])
    def commencer(self):
        """Draw a new secret."""
        with transaction(db.session) as session:
            second_facteur.commencer(session, current_user.id)
        return redirect(url_for("DoubleVerificationView.index"))

    @expose("/confirmer", methods=["POST"])
    def confirmer(self):
        """Turn it on once the application proved that it holds the secret, and give the recovery codes."""
        form, codes = FormulaireDeCode(), None
        if not form.validate_on_submit():
            return self._page(422, code=form)
        try:
            with transaction(db.session) as session:
                codes = self._activer(session, form.code.data or "")
        except verrou.Verrouille as trop:
            form.form_errors.append(str(trop))
        if codes is None:
            form.code.errors = [CODE_REFUSE]
            return self._page(422, code=form)
        return montrer_les_codes(self, codes, ACTIVEE)

    def _activer(self, session: Session, code: str) -> list[str] | None:
        facteur = second_facteur.trouver(session, current_user.id)
        if facteur is None or facteur.confirme_le:
            return None
        codes = second_facteur.confirmer(session, facteur, code)
        if codes:
            sessions.renforcer(session)
            prevenir(session, ACTIVEE)
        return codes

    @expose("/codes", methods=["POST"])
    def codes(self):
        """Give new recovery codes."""
        return self._apres_preuve(self._renouveler)

    def _renouveler(self, session: Session):
        if not second_facteur.actif(session, current_user.id):
            abort(404)
        prevenir(session, RENOUVELES)
        codes = second_facteur.renouveler_les_codes(session, current_user.id)
        return lambda: montrer_les_codes(self, codes, RENOUVELES)

    @expose("/retirer", methods=["POST"])
    def retirer(self):
        """Leave the application; the fund's staff may not while they have no passkey."""
        a_retirer = second_facteur.par_application(db.session, current_user.id)
        if not a_retirer or exigee() and derniere():
            abort(404)
        return self._apres_preuve(self._retirer)

    def _retirer(self, session: Session):
        second_facteur.retirer_l_application(session, current_user.id)
        changement = SANS_APPLICATION if second_facteur.actif(session, current_user.id) else RETIREE
        prevenir(session, changement)
        flash(changement, "success")
        return lambda: redirect(url_for("DoubleVerificationView.index"))

    def _apres_preuve(self, agir):
        """Do what asks for the password, and return the answer that `agir(session)` gives the way to."""
        preuve = FormulaireProuve()
        if not preuve.validate_on_submit() or not self.prouver(preuve):
            return self._page(422, preuve=preuve)
        with transaction(db.session) as session:
            repondre = agir(session)
        return repondre()


def montrer_les_codes(vue: PageDuCompte, codes: list[str], texte: str):
    """Return the page that shows recovery codes, this once; `texte` is what was done."""
    return vue.render_template(
        "compte/codes.html",
        titre="Vos codes de secours",
        fil=vue.fil(("Codes de secours", None)),
        codes=codes,
        texte=texte,
        imprimable=True,
    )


def exigee() -> bool:
    """Say whether the person may not do without."""
    exige = current_app.config["SECOND_FACTEUR_EXIGE"]
    return exige and acteur().de_la_caisse


def derniere() -> bool:
    """Say whether the person has but one way to give her second factor: she would do without it."""
    return second_facteur.moyens(db.session, current_user.id) == 1


def _par_quatre(cle: str) -> str:
    return " ".join(cle[i : i + 4] for i in range(0, len(cle), 4))


def prevenir(session: Session, changement: str) -> None:
    """Write to the person what has just changed."""
    contacts.ecrire(
        session,
        current_user,
        "second_facteur_change",
        prenoms=current_user.first_name,
        changement=changement,
    )
