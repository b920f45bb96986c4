"""Signing in by password and out, and the framework's security manager narrowed to it."""

from urllib.parse import urlsplit

from flask import abort, flash, make_response, redirect, request, session, url_for
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.views import AuthDBView
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from app.generateur.adaptateur import expose
from app.generateur.controles import au_plus
from app.identites import appareils, cles_d_acces, connexion_par_cle, defis, second_facteur, sessions
from app.identites.authentifier import authentifier
from app.identites.verrou import Verrouille
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus

CONNEXION_REFUSEE = "Identifiant ou mot de passe incorrect. Vérifiez les deux, puis réessayez."
CODE_REFUSE = "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis réessayez."
TROP_TARD = "Vous avez attendu trop longtemps : connectez-vous de nouveau."
ENTRE_DEUX = 300
"""Seconds to give the second factor once the password is given."""
REPONSE_AU_PLUS = 20_000
"""Characters that a browser may need to say what a device signed, or the key that it made."""


class FormulaireDeConnexion(FlaskForm):
    """E-mail or telephone, and password; the field names are the framework's."""

    username = StringField(
        "Courriel ou téléphone",
        validators=[InputRequired("Écrivez votre adresse de courriel ou votre numéro de téléphone.")],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Mot de passe",
        validators=[InputRequired("Écrivez votre mot de passe.")],
        render_kw={"autocomplete": "current-password"},
    )


class FormulaireDeCode(FlaskForm):
    """What the authenticator application shows, or a recovery code."""

    code = StringField(
        "Code de vérification",
        [
            InputRequired("Écrivez le code."),
            au_plus(40, "Ce code est trop long : six chiffres, ou douze signes s’il est de secours."),
        ],
        description="Les six chiffres de votre application, ou l’un de vos codes de secours",
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True},
    )

    def adapter(self, application: bool, cles: int) -> None:
        """Ask for what the person has: a recovery code stands for her keys, which come first."""
        self.code.render_kw = {**(self.code.render_kw or {}), "autofocus": not cles}
        if not application:
            self.code.description = "L’un de vos codes de secours"


class FormulaireDeCle(FlaskForm):
    """What the browser says of the passkey that the device used; its script writes it."""

    reponse = HiddenField(validators=[InputRequired(), au_plus(REPONSE_AU_PLUS)])


class ConnexionView(AuthDBView):
    """Signing in by an address and a password, then the second factor, or by passkey; out by POST."""

    route_base = ""

    @expose("/connexion", methods=["GET", "POST"])
    def login(self):
        """Ask for address and password; go on to the page first asked for."""
        suite = adresse_interne(request.args.get("next"))
        if current_user.is_authenticated:
            return redirect(suite)
        form, statut = FormulaireDeConnexion(), 200
        if form.validate_on_submit():
            try:
                personne = authentifier(
                    db.session,
                    form.username.data or "",
                    form.password.data or "",
                    adresse_reseau(),
                    appareils.present(),
                )
            except Verrouille as trop:
                return self._page(form, 429, str(trop))
            if personne:
                return entrer(personne, suite)
            return self._page(form, 401, CONNEXION_REFUSEE)
        return self._page(form, statut)

    def _page(self, form, statut, refus=""):
        if refus:
            form.form_errors.append(refus)
        page = self.render_template(
            self.login_template,
            titre="Se connecter",
            title="Se connecter",
            form=form,
            fil=[],
            cle_proposee=_a_proposer(),
        )
        reponse = make_response(page, statut)
        if reconnue := session.pop("a_retenir", None):
            appareils.retenir(reponse, reconnue)
        return reponse

    @expose("/connexion/ouvrir")
    def ouvrir(self):
        """Go on with who has just proved herself on another page."""
        attendue = session.pop("a_ouvrir", None)
        frais = attendue and maintenant().timestamp() - attendue["depuis"] < ENTRE_DEUX
        personne = self.appbuilder.sm.get_user_by_id(attendue["qui"]) if frais else None
        if attendue is None or personne is None or not personne.is_active:
            return redirect(url_for("ConnexionView.login"))
        return entrer(personne, attendue["suite"])

    @expose("/connexion/defi", methods=["POST"])
    def defi(self):
        """Return what a passkey is to sign, in place of address and password."""
        return _defi()

    @expose("/connexion/cle", methods=["GET", "POST"])
    def cle(self):
        """Open the session of the person whose passkey signed: her device asked that it be her."""
        suite, form = adresse_interne(request.args.get("next")), FormulaireDeCle()
        if current_user.is_authenticated or not form.validate_on_submit():
            return redirect(suite if current_user.is_authenticated else url_for("ConnexionView.login"))
        try:
            personne = _par_cle(form)
        except Verrouille as trop:
            return self._page(FormulaireDeConnexion(formdata=None), 429, str(trop))
        except Refus as refus:
            return self._page(FormulaireDeConnexion(formdata=None), 401, str(refus))
        return _ouvrir(personne, suite, second_facteur_prouve=True)

    @expose("/connexion/code", methods=["GET", "POST"])
    def code(self):
        """Ask for the second factor of the person whose password was just given."""
        attente = _en_attente()
        if attente is None:
            return redirect(url_for("ConnexionView.login"))
        form, statut = FormulaireDeCode(), 200
        if form.validate_on_submit():
            try:
                with transaction(db.session):
                    sien = appareils.nom_connu(db.session, appareils.present(), attente["qui"])
                    juste = second_facteur.verifier(db.session, attente["qui"], form.code.data or "", sien)
            except Verrouille as trop:
                return self._page_du_code(form, 429, str(trop))
            personne = self.appbuilder.sm.get_user_by_id(attente["qui"])
            if juste and personne and personne.is_active:
                return _ouvrir(personne, attente["suite"], second_facteur_prouve=True)
            form.code.errors = [CODE_REFUSE]
            statut = 401
        return self._page_du_code(form, statut)

    @expose("/connexion/code/defi", methods=["POST"])
    def defi_du_code(self):
        """Return what a passkey of the person is to sign, whose password was just given."""
        attente = _en_attente() or abort(404)
        return _defi(attente["qui"])

    @expose("/connexion/code/cle", methods=["GET", "POST"])
    def cle_du_code(self):
        """Take a passkey of the person, whose password was just given, for a code."""
        attente, form = _en_attente(), FormulaireDeCle()
        if attente is None or not form.validate_on_submit():
            return redirect(url_for("ConnexionView.code" if attente else "ConnexionView.login"))
        try:
            personne = _par_cle(form, attente["qui"])
        except Verrouille as trop:
            return self._page_du_code(FormulaireDeCode(formdata=None), 429, str(trop))
        except Refus as refus:
            return self._page_du_code(FormulaireDeCode(formdata=None), 401, str(refus))
        return _ouvrir(personne, attente["suite"], second_facteur_prouve=True)

    def _page_du_code(self, form, statut, refus=""):
        if refus:
            form.form_errors.append(refus)
        qui = session["a_verifier"]["qui"]
        application, cles = (
            second_facteur.par_application(db.session, qui),
            cles_d_acces.nombre(db.session, qui),
        )
        form.adapter(application, cles)
        page = self.render_template(
            "compte/code.html",
            titre="Confirmez que c’est vous",
            form=form,
            fil=[],
            application=application,
            cles=cles,
        )
        return page, statut

    @expose("/deconnexion", methods=["POST"])
    def logout(self):
        """Sign out and say so; nothing of the person stays on the device."""
        with transaction(db.session):
            sessions.terminer(db.session, sessions.courante())
        logout_user()
        session.clear()
        flash("Vous êtes déconnecté.", "info")
        reponse = redirect(url_for("AccueilView.index"))
        reponse.headers["Clear-Site-Data"] = '"storage"'
        return reponse


def entrer(personne, suite: str):
    """Open the session of who proved the first factor, or ask first for the second one.

    From another page than those of signing in, which alone see the device's cookie, it is done from there.
    """
    if not request.path.startswith(url_for("ConnexionView.login")):
        session["a_ouvrir"] = {"qui": personne.id, "suite": suite, "depuis": maintenant().timestamp()}
        return redirect(url_for("ConnexionView.ouvrir"))
    if not second_facteur.actif(db.session, personne.id):
        return _ouvrir(personne, suite)
    session["a_verifier"] = {"qui": personne.id, "suite": suite, "depuis": maintenant().timestamp()}
    return redirect(url_for("ConnexionView.code"))


def _ouvrir(personne, suite: str, second_facteur_prouve: bool = False):
    """Open the person's session on this device, known to be hers from now on, and go where she was going."""
    employeur_id = session.get("employeur_id")
    session.clear()
    session.permanent = True
    session["employeur_id"] = employeur_id
    with transaction(db.session):
        if not appareils.connu(db.session, personne.id):
            appareils.dire_le_nouveau(db.session, personne)
        sessions.ouvrir(db.session, personne, second_facteur_prouve)
    login_user(personne)
    reponse = redirect(suite)
    appareils.retenir(reponse, personne.id)
    return reponse


def _en_attente() -> dict | None:
    """Return what waits for the second factor of whose password was given; None, and said, when too late."""
    attente = session.get("a_verifier")
    if attente and maintenant().timestamp() - attente["depuis"] < ENTRE_DEUX:
        return attente
    if session.pop("a_verifier", None):
        flash(TROP_TARD, "warning")
    return None


def _a_proposer() -> bool:
    """Say whether somebody who signed in on this device before has a passkey: the browser may offer one."""
    return cles_d_acces.nombre(db.session, *map(int, appareils.present().comptes)) > 0


def _defi(utilisateur_id: int | None = None):
    if not defis.domaine():
        abort(404)
    return connexion_par_cle.options_de_connexion(db.session, utilisateur_id)


def _par_cle(form: FormulaireDeCle, utilisateur_id: int | None = None):
    reponse = form.reponse.data or ""
    return connexion_par_cle.reconnaitre(
        db.session, reponse, adresse_reseau(), appareils.present(), utilisateur_id
    )


def adresse_reseau() -> str:
    return request.remote_addr or "inconnue"


def adresse_interne(adresse: str | None) -> str:
    """Return an address of this site only: where a sign-in may lead."""
    if not adresse:
        return url_for("AccueilView.index")
    parts = urlsplit(adresse)
    if (
        parts.netloc
        and parts.netloc != request.host
        or not parts.path.startswith("/")
        or parts.path.startswith("//")
    ):
        return url_for("AccueilView.index")
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Securite(SecurityManager):
    """E-mail and password only; roles come from code; anonymous visitors hold no permission."""

    authdbview = ConnexionView

    def register_views(self):
        """Open signing in; the framework’s other doors stay shut."""
        self.auth_view = self.appbuilder.add_view_no_menu(self.authdbview)

    def load_user(self, pk):
        """Return the person of the cookie while the server knows her session; None signs her out."""
        return sessions.reconnaitre(db.session, int(pk))

    def auth_user_db(self, username, password):
        """Return the person, None when refused: any door of the framework counts failures as ours does."""
        try:
            return authentifier(db.session, username or "", password or "", adresse_reseau())
        except Verrouille:
            return None

    def get_user_roles(self, user):
        """Return the person's own roles: groups of people are not used here."""
        return user.roles if user.is_authenticated else []

    def has_access(self, permission_name, view_name):
        """Ask the table of rights."""
        return permission_name.removeprefix("can_") in acteur().droits(view_name)

    def is_item_public(self, permission_name, view_name):
        """Return False: a public page declares itself so by asking for no permission."""
        return False
