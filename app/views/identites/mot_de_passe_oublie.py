"""A forgotten password: an address is asked for, a link comes, a new password is chosen."""

from flask import abort, flash, redirect, request, session, url_for
from flask_wtf import FlaskForm

from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_adresse
from app.generateur.ecrans.espace import PageOuverte
from app.identites import mot_de_passe, verrou
from app.socle import liens_signes
from app.socle.base_de_donnees import db, transaction
from app.views.identites.compte import FormulaireNouveauMotDePasse, connus_de

ENVOYE = (
    "Si un compte existe à cette adresse, un message vient d’y être envoyé avec un lien valable une heure. "
    "Rien reçu ? Regardez dans les courriers indésirables, puis vérifiez l’adresse."
)


class FormulaireOubli(FlaskForm):
    """By what the account is known."""

    adresse = champ_adresse()


class MotDePasseOublieView(PageOuverte):
    """From the address to the new password; the answers are the same whether the account exists or not."""

    route_base = "/mot-de-passe-oublie"
    default_view = "index"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Ask for the address, and send the link."""
        form = FormulaireOubli()
        if form.validate_on_submit():
            self._envoyer(form.adresse.data or "")
            return self.render_template(
                "compte/message.html", titre="Consultez vos messages", fil=[], texte=ENVOYE
            )
        page = self.render_template(
            "compte/formulaire.html",
            titre="Mot de passe oublié",
            fil=[],
            form=form,
            introduction=(
                "Écrivez l’adresse de votre compte : vous y recevrez un lien "
                "pour choisir un nouveau mot de passe."
            ),
            bouton="Recevoir le lien",
            annuler_url=url_for("ConnexionView.login"),
        )
        return page, 422 if form.errors else 200

    def _envoyer(self, email: str) -> None:
        with transaction(db.session) as session:
            permis = verrou.permettre(session, verrou.cle_du_reseau("oubli", request.remote_addr))
            if permis:
                mot_de_passe.envoyer_un_lien(session, email)
        if not permis:
            abort(429)

    @expose("/<jeton_signe>", methods=["GET", "POST"])
    def choisir(self, jeton_signe):
        """Ask for the new password; the link then opens nothing any more, and nobody keeps her out here."""
        form = FormulaireNouveauMotDePasse()
        try:
            form.de_la_personne = connus_de(mot_de_passe.lire_le_lien(db.session, jeton_signe))
            if form.validate_on_submit():
                with transaction(db.session):
                    personne = mot_de_passe.lire_le_lien(db.session, jeton_signe)
                    mot_de_passe.changer(db.session, personne, form.nouveau.data or "")
                flash("Votre mot de passe est changé : connectez-vous avec le nouveau.", "success")
                session["a_retenir"] = personne.id
                return redirect(url_for("ConnexionView.login"))
        except liens_signes.LienMort as mort:
            return self._lien_mort(mort)
        page = self.render_template(
            "compte/formulaire.html",
            titre="Choisir un nouveau mot de passe",
            fil=[],
            form=form,
            bouton="Changer mon mot de passe",
            annuler_url=url_for("AccueilView.index"),
        )
        return page, 422 if form.errors else 200

    def _lien_mort(self, mort):
        page = self.render_template(
            "compte/message.html",
            titre="Lien périmé",
            fil=[],
            texte=str(mort),
            suite_url=url_for("MotDePasseOublieView.index"),
            suite="Demander un autre lien",
        )
        return page, 404
