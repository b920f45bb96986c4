"""Pages of one's own account: for whoever is signed in, about nobody else."""

from flask import url_for
from flask_login import current_user

from app.generateur.ecrans.espace import PagePersonnelle, accueil
from app.identites import mot_de_passe, sessions, verrou
from app.socle.base_de_donnees import db, transaction

REFUSE = "Ce n’est pas votre mot de passe actuel : vérifiez-le, puis réessayez."


class PageDuCompte(PagePersonnelle, abstrait=True):
    """A page about the account of the person signed in."""

    titre = ""

    def fil(self, *suite) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, my account, this page, then the pairs given."""
        ici = [(self.titre, self.url("index") if suite else None)]
        return [
            accueil(),
            ("Mon compte", url_for("MonCompteView.index")),
            *ici,
            *suite,
        ]

    def prouver(self, champ) -> bool:
        """Say whether the present password typed in `champ` is right; the refusal is written beside it.

        Whoever sits at an open session guesses no more often than at the door (see `app.identites.verrou`),
        and slows that session alone.
        """
        cle = verrou.cle("mot-de-passe", str(sessions.courante()))
        with transaction(db.session) as session:
            permis = verrou.permettre(session, cle, de=current_user.id)
        if not permis:
            champ.errors = [str(verrou.Verrouille(verrou.attente(db.session, cle)))]
            return False
        if not mot_de_passe.est_le_sien(current_user, champ.data):
            champ.errors = [REFUSE]
            return False
        with transaction(db.session) as session:
            verrou.oublier(session, cle)
        return True

    def formulaire(self, form, bouton: str):
        """Return the page of a form of the account, and its status."""
        page = self.render_template(
            "compte/formulaire.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            bouton=bouton,
            annuler_url=url_for("MonCompteView.index"),
        )
        return page, 422 if form.errors else 200
