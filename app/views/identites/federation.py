"""The State's single sign-on, where one is set: signing in by it, attaching an identity to one's account."""

from flask import abort, flash, redirect, request, session, url_for
from flask_login import current_user

from app.generateur.adaptateur import before_request, expose
from app.generateur.ecrans.espace import PageOuverte
from app.identites import authentifier, federation, verrou
from app.identites.federation import EmetteurInjoignable, PreuveRefusee
from app.identites.sessions import adresse_abregee
from app.journal.notes import noter
from app.journal.sujets import Sujet, nommer
from app.journal.tables import Fait
from app.socle import adresses
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.views.identites.connexion import ENTRE_DEUX, adresse_interne, entrer
from app.views.identites.page_du_compte import FormulaireProuve, PageProuvee

INJOIGNABLE = (
    "{} ne répond pas pour le moment. Connectez-vous avec votre mot de passe, ou réessayez plus tard."
)
NON_PROUVEE = (
    "{} n’a pas confirmé votre identité : vous y avez renoncé, ou sa réponse est trop ancienne ou n’est pas "
    "pour vous. Recommencez, ou connectez-vous avec votre mot de passe."
)
SANS_COMPTE = (
    "{} a confirmé votre identité, mais elle n’ouvre encore aucun compte ici. Vous avez un compte : "
    "connectez-vous comme d’habitude, puis rattachez-la depuis « Mon compte ». Vous n’en avez pas : "
    "inscrivez-vous d’abord."
)
COMPTE_FERME = (
    "Le compte que cette identité ouvrait est fermé : présentez-vous à une agence de la CNSS avec votre "
    "pièce d’identité."
)
A_RATTACHER = (
    "{} vient de confirmer votre identité. Une fois rattachée, elle ouvrira ce compte sans mot de passe ; la "
    "double vérification, si vous l’avez activée, restera demandée."
)
A_DETACHER = "L’identité {} ouvre votre compte. Une fois détachée, elle ne l’ouvrira plus."
A_ELLE = "L’identité {} ouvre déjà votre compte."


class FederationView(PageOuverte):
    """To the issuer and back: what the proven identity opens is opened, the second factor asked for first."""

    route_base = "/connexion/federation"
    default_view = "partir"

    @before_request
    def exiger_un_emetteur(self):
        """Answer that there is nothing here where no issuer is set."""
        if not federation.nom():
            abort(404)

    @expose("/")
    def partir(self):
        """Send the person to the issuer."""
        try:
            reponse = federation.partir(adresses.adresse("FederationView.revenir"))
        except EmetteurInjoignable:
            return self._refuser(INJOIGNABLE, 503)
        session["suite"] = adresse_interne(request.args.get("next"))
        return reponse

    @expose("/retour")
    def revenir(self):
        """Take the person back from the issuer."""
        cle = verrou.cle_du_reseau("federation", request.remote_addr)
        with transaction(db.session):
            permis = verrou.permettre(db.session, cle)
        if not permis:
            abort(429)
        try:
            sujet = federation.sujet_prouve()
        except EmetteurInjoignable:
            return self._refuser(INJOIGNABLE, 503)
        except PreuveRefusee:
            return self._refuser(NON_PROUVEE, 401)
        with transaction(db.session):
            verrou.reussir(db.session, cle)
        return _proposer(sujet) if current_user.is_authenticated else self._ouvrir(sujet)

    def _ouvrir(self, sujet: str):
        """Open the account of the subject; what nobody attached, or is of a closed account, opens nothing."""
        personne = federation.titulaire(db.session, sujet)
        if personne is None or not personne.is_active:
            with transaction(db.session):
                _noter(Fait.ecarte, personne)
            return self._refuser(COMPTE_FERME if personne else SANS_COMPTE, 401)
        with transaction(db.session):
            _noter(Fait.verifie, personne)
        return entrer(personne, session.pop("suite", url_for("AccueilView.index")))

    def _refuser(self, phrase: str, statut: int):
        page = self.render_template(
            "compte/message.html",
            titre=f"Se connecter avec {federation.nom()}",
            fil=[],
            texte=phrase.format(federation.nom()),
            suite="Se connecter ou s’inscrire",
            suite_url=url_for("AccueilView.index"),
        )
        return page, statut


def _noter(fait: Fait, personne) -> None:
    """Have the journal tell whom the issuer brought, and whether she was let in."""
    sur = nommer(personne) if personne else Sujet("compte", None, federation.nom())
    reseau = {"reseau": adresse_abregee(request.remote_addr or "")}
    noter(db.session, fait, "Identité fédérée", sur=sur, acteur=authentifier.INCONNU, details=reseau)


def _proposer(sujet: str):
    """Lead the person signed in to where she says that the proven identity is hers."""
    sien = federation.titulaire(db.session, sujet)
    if sien is not None and sien.id == current_user.id:
        flash(A_ELLE.format(federation.nom()), "info")
        return redirect(url_for("MonCompteView.index"))
    session["a_rattacher"] = {"sujet": sujet, "depuis": maintenant().timestamp()}
    return redirect(url_for("MonIdentiteFedereeView.rattacher"))


class MonIdentiteFedereeView(PageProuvee):
    """Having an identity proved elsewhere open one's account, or no more."""

    route_base = "/compte/identite-federee"
    default_view = "index"
    titre = "Mon identité numérique"

    @expose("/")
    def index(self):
        """Lead to what can be done: proving one's identity to attach it, or detaching it."""
        if federation.rattachee(db.session, current_user.id):
            return redirect(self.url("detacher"))
        return redirect(FederationView.url("partir"))

    @expose("/rattacher", methods=["GET", "POST"])
    def rattacher(self):
        """Attach the identity just proved, once the password says whose account this is."""
        prouvee = session.get("a_rattacher")
        if not prouvee or maintenant().timestamp() - prouvee["depuis"] >= ENTRE_DEUX:
            return redirect(FederationView.url("partir"))
        return self._apres_preuve(
            A_RATTACHER,
            "Rattacher cette identité",
            federation.RATTACHEE,
            lambda: federation.rattacher(db.session, current_user, prouvee["sujet"]),
        )

    @expose("/detacher", methods=["GET", "POST"])
    def detacher(self):
        """Detach it, on the password too."""
        if not federation.rattachee(db.session, current_user.id):
            return redirect(url_for("MonCompteView.index"))
        return self._apres_preuve(
            A_DETACHER,
            "Détacher cette identité",
            federation.DETACHEE,
            lambda: federation.detacher(db.session, current_user),
        )

    def _apres_preuve(self, introduction: str, bouton: str, fait: str, agir):
        """Ask for the password, then `agir()` and say what is done."""
        form, nom = FormulaireProuve(), federation.nom()
        if form.validate_on_submit() and self.prouver(form) and self._agir(form, agir):
            session.pop("a_rattacher", None)
            flash(fait.format(nom), "success")
            return redirect(url_for("MonCompteView.index"))
        return self.formulaire(form, bouton, introduction=introduction.format(nom))

    def _agir(self, form, agir) -> bool:
        try:
            with transaction(db.session):
                agir()
        except Refus as refus:
            form.form_errors.append(str(refus))
        return not form.errors
