"""One whole line of a declaration on screen: added, changed, taken out."""

from flask import abort, flash, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classeurs.rapport import BLOQUANTE, INFORMATION
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.espace import EspaceView
from app.regles.francais import accord
from app.services.dnr import lignes_en_base
from app.services.dnr.ecrans import grille as tableau
from app.services.dnr.ecrans.anomalies import par_ligne
from app.services.dnr.ecrans.formulaire_ligne import FormulaireLigne
from app.services.dnr.tables import Declaration, LigneDeclaration
from app.socle.base_de_donnees import db, transaction

RETIREES = "Lignes retirées entre-temps : {0}. Ce que vous y aviez écrit n’est pas enregistré."
LIGNE_CHANGEE = "Cette ligne a changé entre-temps : elle n’est pas retirée. Relisez-la, puis recommencez."
LIGNE_DEPASSEE = (
    "Cette ligne a changé entre-temps, dans un autre onglet : elle n’est pas remplacée. Comparez avec la "
    "liste, puis enregistrez de nouveau pour garder ce qui est écrit ici."
)


class UneLigne(EspaceView, abstrait=True):
    """The screens of a line, for the view of all of them, which knows the draft and checks it again."""

    def _base(self, pk: int) -> str:
        """Return the address of the table of lines."""
        raise NotImplementedError

    def _brouillon(self, pk: int) -> Declaration:
        """Return the declaration while it may change; away from here otherwise."""
        raise NotImplementedError

    def _fil(self, declaration: Declaration) -> list[tuple[str, str | None]]:
        """Return the breadcrumb of a declaration."""
        raise NotImplementedError

    def _tenir(self, session: Session, declaration: Declaration) -> None:
        """Lock the draft, still to be completed, in the caller's transaction."""
        raise NotImplementedError

    def _recontroler(self, session: Session, declaration: Declaration) -> None:
        """Check the draft again, in the caller's transaction."""
        raise NotImplementedError

    def _ligne(self, pk: int, rang: int) -> LigneDeclaration:
        requete = select(LigneDeclaration).where(
            LigneDeclaration.declaration_id == pk, LigneDeclaration.rang == rang
        )
        if (ligne := db.session.scalars(requete).one_or_none()) is None:
            flash(RETIREES.format(rang), "warning")
            abort(redirect(self._base(pk)))
        return ligne

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def ajouter(self, pk):
        """Add a worker's line."""
        declaration, form = self._brouillon(pk), FormulaireLigne()
        if form.validate_on_submit():
            with transaction(db.session) as session:
                self._tenir(session, declaration)
                ligne = lignes_en_base.ajouter(session, pk, form.data)
                self._recontroler(session, declaration)
                rang = ligne.rang
            return self._apres(pk, rang, declaration, "La ligne est ajoutée au brouillon.")
        return self._formulaire(declaration, form, "Ajouter un travailleur")

    @expose("/<int:rang>", methods=["GET", "POST"])
    @has_access
    def modifier(self, pk, rang):
        """Change a worker's line."""
        declaration, ligne = self._brouillon(pk), self._ligne(pk, rang)
        form = FormulaireLigne(obj=ligne)
        if form.validate_on_submit() and self._changer(declaration, ligne, form):
            return self._apres(pk, rang, declaration, "La ligne est enregistrée dans le brouillon.")
        return self._formulaire(declaration, form, f"Modifier la ligne {rang}", ligne)

    def _changer(self, declaration, ligne, form) -> bool:
        """Write a whole line, unless another tab changed it since it was shown: the form then says so."""
        with transaction(db.session) as session:
            self._tenir(session, declaration)
            if not tableau.est_celle_qu_on_a_vue(ligne, request.form):
                form.form_errors.append(LIGNE_DEPASSEE)
                return False
            lignes_en_base.changer(ligne, form.data)
            self._recontroler(session, declaration)
        return True

    def _apres(self, pk, rang, declaration, message):
        """Go back to the table, or to the line while something blocks on it, to show what."""
        fautes = [a for a in par_ligne(declaration.controle, [rang])[rang] if a["niveau"] == BLOQUANTE]
        restent = accord(len(fautes), "point reste", "points restent")
        flash(
            f"{message} {restent} à corriger sur cette ligne." if fautes else message,
            "warning" if fautes else "success",
        )
        return redirect(self.url("modifier", pk=pk, rang=rang) if fautes else self._base(pk))

    def _formulaire(self, declaration, form, titre, ligne=None):
        fautes = par_ligne(declaration.controle, [ligne.rang])[ligne.rang] if ligne is not None else []
        if request.method == "GET":
            for faute in fautes:
                if faute["niveau"] != INFORMATION and faute["colonne"] in form:
                    form[faute["colonne"]].errors = [*form[faute["colonne"]].errors, faute["message"]]
        page = render_template(
            "dnr/ligne.html",
            titre=titre,
            fil=[*self._fil(declaration)[:-1], ("Lignes", self._base(declaration.id)), (titre, None)],
            form=form,
            ligne=ligne,
            vue=ligne and tableau.empreinte_de_la_ligne(ligne),
            annuler_url=self._base(declaration.id),
            declaration=declaration,
            propose=next((faute["propose"] for faute in fautes if faute.get("propose")), ""),
            reprendre_url=ligne and self.url("reprendre", pk=declaration.id, rang=ligne.rang),
            retirer_url=ligne and self.url("retirer", pk=declaration.id, rang=ligne.rang),
        )
        return page, 422 if request.method == "POST" else 200

    @expose("/<int:rang>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk, rang):
        """Take a line out of the draft."""
        declaration, ligne = self._brouillon(pk), self._ligne(pk, rang)
        with transaction(db.session) as session:
            self._tenir(session, declaration)
            if retiree := tableau.est_celle_qu_on_a_vue(ligne, request.form):
                session.delete(ligne)
                self._recontroler(session, declaration)
        if not retiree:
            flash(LIGNE_CHANGEE, "warning")
            return redirect(self.url("modifier", pk=pk, rang=rang))
        flash("La ligne est retirée du brouillon.", "success")
        return redirect(self._base(pk))
