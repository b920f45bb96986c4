"""One's passkeys: adding one, calling it otherwise, taking it off."""

from flask import abort, flash, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm

from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_texte
from app.generateur.ecrans.espace import accueil
from app.identites import cles_d_acces, defis, second_facteur, sessions
from app.identites.tables import CleDAcces
from app.regles.francais import INSECABLE
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.views.identites.connexion import FormulaireDeCle
from app.views.identites.double_verification import (
    DoubleVerificationView,
    derniere,
    exigee,
    montrer_les_codes,
    prevenir,
)
from app.views.identites.page_du_compte import FormulaireProuve, PageProuvee

A_AJOUTER = "cle_a_ajouter"
"""Where the session holds how the key to come is called, once the password was proved."""
TROP_TARD = "Vous avez attendu trop longtemps : écrivez de nouveau votre mot de passe."


def _entre_guillemets(nom: str) -> str:
    """Return a name in quotation marks that never stand alone at the end of a line."""
    return f"«{INSECABLE}{nom}{INSECABLE}»"


class FormulaireDeNom(FlaskForm):
    """How a person calls a key."""

    nom = champ_texte(
        "Nom de la clé",
        f"Pour la reconnaître : {_entre_guillemets('Mon téléphone')}, {_entre_guillemets('Clé du bureau')}",
    )


class FormulaireDAjout(FormulaireDeNom, FormulaireProuve):
    """How the key to come is called, and the password that proves who asks for it."""


class ClesDAccesView(PageProuvee):
    """The passkeys of the person signed in, below « Double vérification »."""

    route_base = "/compte/cles-d-acces"
    default_view = "ajouter"
    modele = CleDAcces

    def fil(self, *suite):
        """Return the breadcrumb: these pages stand below « Double vérification »."""
        return [
            accueil(),
            ("Mon compte", url_for("MonCompteView.index")),
            (DoubleVerificationView.titre, url_for("DoubleVerificationView.index")),
            *suite,
        ]

    @expose("/ajouter", methods=["GET", "POST"])
    def ajouter(self):
        """Ask for the password, and how the key to come is called."""
        if not defis.domaine():
            abort(404)
        form = FormulaireDAjout(nom=sessions.appareil(request.user_agent.string))
        if form.validate_on_submit() and self.prouver(form):
            depuis = maintenant().timestamp()
            session[A_AJOUTER] = {"qui": current_user.id, "nom": form.nom.data, "depuis": depuis}
            return redirect(url_for("ClesDAccesView.creer"))
        return self._page("compte/ajouter_une_cle.html", "Ajouter une clé d’accès", form=form)

    @expose("/creer", methods=["GET", "POST"])
    def creer(self):
        """Have the device make the key, and keep it."""
        attendue, form = _attendue(), FormulaireDeCle()
        if attendue is None:
            flash(TROP_TARD, "warning")
            return redirect(url_for("ClesDAccesView.ajouter"))
        if form.validate_on_submit():
            try:
                return self._garder(attendue["nom"], form.reponse.data or "")
            except Refus as refus:
                form.form_errors.append(str(refus))
        titre = f"Créer la clé {_entre_guillemets(attendue['nom'])}"
        return self._page("compte/creer_une_cle.html", titre, form=form)

    def _garder(self, nom: str, reponse: str):
        """Keep the key made; who had no second factor yet gets recovery codes with it. Raises Refus."""
        faite = f"La clé d’accès « {nom} » est ajoutée à votre compte."
        with transaction(db.session) as base:
            cles_d_acces.ajouter(base, current_user, nom, reponse)
            codes = second_facteur.premiers_codes(base, current_user.id)
            sessions.renforcer(base)
            prevenir(base, faite)
        del session[A_AJOUTER]
        if codes:
            return montrer_les_codes(self, codes, faite)
        flash(faite, "success")
        return redirect(url_for("DoubleVerificationView.index"))

    @expose("/creer/defi", methods=["POST"])
    def defi(self):
        """Return what the device needs to make the key."""
        if _attendue() is None:
            abort(404)
        return cles_d_acces.options_d_ajout(db.session, current_user)

    @expose("/<int:pk>", methods=["GET", "POST"])
    def cle(self, pk):
        """Show one of the person's keys, or call it otherwise; another person's is not found."""
        cle = _sienne(pk)
        nom = FormulaireDeNom(obj=cle)
        if nom.validate_on_submit():
            with transaction(db.session) as base:
                cles_d_acces.renommer(base, cle, nom.nom.data or "")
            flash("Le nom de la clé est changé.", "success")
            return redirect(url_for("DoubleVerificationView.index"))
        return self._fiche(cle, nom, FormulaireProuve(formdata=None))

    @expose("/<int:pk>/retirer", methods=["POST"])
    def retirer(self, pk):
        """Take a key off; not the last way of who may not do without."""
        cle, preuve = _sienne(pk), FormulaireProuve()
        if _indispensable():
            abort(404)
        if not preuve.validate_on_submit() or not self.prouver(preuve):
            return self._fiche(cle, FormulaireDeNom(formdata=None, obj=cle), preuve)
        faite = f"La clé d’accès « {cle.nom} » est retirée de votre compte."
        with transaction(db.session) as base:
            second_facteur.retirer_une_cle(base, cle)
            prevenir(base, faite)
        flash(faite, "success")
        return redirect(url_for("DoubleVerificationView.index"))

    def _fiche(self, cle: CleDAcces, nom: FormulaireDeNom, preuve: FormulaireProuve):
        return self._page(
            "compte/cle_d_acces.html",
            f"Clé d’accès {_entre_guillemets(cle.nom)}",
            cle=cle,
            nom=nom,
            preuve=preuve,
            indispensable=_indispensable(),
            derniere=derniere(),
        )

    def _page(self, gabarit: str, titre: str, **contexte):
        """Return a page, and its status: what a form of it refuses is 422."""
        page = self.render_template(gabarit, titre=titre, fil=self.fil((titre, None)), **contexte)
        refuse = any(form.errors for form in contexte.values() if isinstance(form, FlaskForm))
        return page, 422 if refuse else 200


def _attendue() -> dict | None:
    """Return how the key to come is called; None once the password was proved too long ago."""
    attendue = session.get(A_AJOUTER)
    if not attendue or attendue["qui"] != current_user.id:
        return None
    age = maintenant().timestamp() - attendue["depuis"]
    return attendue if age < defis.VALIDITE.total_seconds() else None


def _sienne(pk: int) -> CleDAcces:
    siennes = cles_d_acces.de_la_personne(db.session, current_user.id)
    return next((cle for cle in siennes if cle.id == pk), None) or abort(404)


def _indispensable() -> bool:
    """Say whether a key of the person's stands for all that her role demands."""
    return exigee() and derniere()
