"""The forms of a row, new or changed: a refusal is told beside the form, which keeps what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import QueryableAttribute, Session
from sqlalchemy.orm.exc import StaleDataError

from app.generateur import relations
from app.generateur.adaptateur import Model, expose, has_access
from app.generateur.ecrans.modele import Contexte, L, SurUnModele
from app.generateur.formulaires import FormulaireModele
from app.generateur.relations import ChampRelation
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import ChampRefuse, Refus

CONCURRENCE = "Une autre personne vient de modifier cette fiche. Vérifiez son état actuel, puis recommencez."
DEPASSEE = (
    "Cette fiche a été modifiée entre-temps, dans un autre onglet ou par une autre personne : rien n’a été "
    "remplacé. Votre saisie est gardée ci-dessous ; comparez avec la fiche, puis enregistrez de nouveau."
)
DEJA_LA = "Une fiche existe déjà avec ces valeurs : vérifiez les numéros et codes saisis."
HORS_DE_LA_LIGNE = ("csrf_token", "cle_unique", "version")
"""Fields of every form that are not columns of its row."""


class Saisie(SurUnModele[L], abstrait=True):
    """The routes `add`, `edit` and `choix` of a declarative screen."""

    bouton_ajout = ""
    """Label of the button that sends the form of a new row, `creer` by default."""
    introduction = ""
    gabarit_formulaire = "formulaire.html"
    droits_des_routes = {"add": "deposer", "edit": "deposer", "choix": "deposer"}
    hors_de_la_ligne: tuple[str, ...] = ()
    """Fields that a screen adds to its forms and that are no columns of its row."""
    enregistre = "C’est enregistré."
    """What is told once a row is written; empty where the page that follows says it."""

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def add(self) -> ResponseReturnValue:
        """Ask for a new row; a form sent again leads to the row that it already made."""
        if request.method == "POST" and (deja := self._deja_envoyee(request.form.get("cle_unique"))):
            return redirect(self.apres_ajout(deja))
        form = self.add_form(data=self.valeurs_initiales() if request.method == "GET" else None)
        if request.method == "GET":
            form.cle_unique.data = uuid.uuid4().hex
        elif form.validate():
            objet = self.modele()
            if self._enregistrer(form, objet, self.avant_ajout):
                return self._enregistree(objet)
        titre = self.creer or "Ajouter"
        return self._formulaire(form, titre, self.bouton_ajout or titre, self.url("list"))

    def _deja_envoyee(self, cle: str | None) -> L | None:
        """Return the row that the form of this key made; None where rows do not keep it (`cle_unique`)."""
        colonne: QueryableAttribute[str] | None = getattr(self.modele, "cle_unique", None)
        if not cle or colonne is None:
            return None
        return db.session.scalars(select(self.modele).where(colonne == cle)).one_or_none()

    def _relations(self) -> dict[str, type[Model]]:
        """Return the columns of the forms that point to another table, with what they point to."""
        champs = vars(self.add_form) | vars(self.edit_form)
        return {
            nom: champ.kwargs["modele"]
            for nom, champ in champs.items()
            if getattr(champ, "field_class", None) is ChampRelation
        }

    def valeurs_initiales(self) -> dict[str, Any]:
        """Return what a new form opens on, by column: nothing by default."""
        return {}

    @expose("/<int:pk>/modifier", methods=["GET", "POST"])
    @has_access
    def edit(self, pk: int) -> ResponseReturnValue:
        """Change a row."""
        objet = self.trouver(pk)
        classe = self.formulaire_de(objet)
        form = classe(obj=objet) if request.method == "GET" else classe()
        form.fiche = objet
        valide = request.method == "POST" and form.validate()
        if valide and self._enregistrer(form, objet, self.avant_modification):
            return self._enregistree(objet)
        return self._formulaire(form, f"Modifier : {self.titre}", "Enregistrer", self.url("show", pk=pk))

    def _enregistree(self, objet: L) -> ResponseReturnValue:
        if self.enregistre:
            flash(self.enregistre, "success")
        return redirect(self.apres_ajout(objet))

    def formulaire_de(self, objet: L) -> type[FormulaireModele]:
        """Return the form that changes a row: the view's own by default."""
        return self.edit_form

    @expose("/choix")
    @has_access
    def choix(self) -> ResponseReturnValue:
        """Propose, as one types in a relation of the form, the rows in scope that match."""
        modele = self._relations().get(request.args.get("champ", "")) or abort(404)
        lignes = relations.chercher(modele, request.args.get("q", "")[:80])
        return jsonify(choix=[relations.nommer(ligne) for ligne in lignes])

    def _formulaire(
        self, form: FormulaireModele, titre: str, bouton: str, annuler_url: str
    ) -> ResponseReturnValue:
        statut = 422 if form.errors else 200
        page = self.render_template(
            self.gabarit_formulaire,
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            bouton=bouton,
            annuler_url=annuler_url,
            introduction=self.introduction,
            **self.contexte_de_formulaire(form),
        )
        return page, statut

    def contexte_de_formulaire(self, form: FormulaireModele) -> Contexte:
        """Return what the template of the form needs beyond the form itself: nothing by default."""
        return {}

    def _enregistrer(
        self, form: FormulaireModele, objet: L, avant: Callable[[L, FormulaireModele], None]
    ) -> bool:
        """Write the form on the row; a refusal is put beside the form, which keeps what was typed."""
        champs = [champ for champ in form if champ.name not in (*HORS_DE_LA_LIGNE, *self.hors_de_la_ligne)]
        try:
            with transaction(db.session) as session:
                if inspect(objet).persistent:
                    _exiger_la_version_lue(verrouiller(session, objet), form)
                elif hasattr(objet, "cle_unique"):
                    objet.cle_unique = form.cle_unique.data or None
                for champ in champs:
                    champ.populate_obj(objet, champ.name)
                avant(objet, form)
                session.add(objet)
                session.flush()
                self.exiger(session, objet)
            return True
        except IntegrityError:
            form.form_errors.append(DEJA_LA)
        except StaleDataError:
            form.form_errors.append(CONCURRENCE)
        except ChampRefuse as refus:
            form[refus.champ].errors = [str(refus)]
        except Refus as refus:
            form.form_errors.append(str(refus))
        return False

    def avant_ajout(self, objet: L, form: FormulaireModele) -> None:
        """Complete a new row before it is written (owner, author): nothing by default."""

    def avant_modification(self, objet: L, form: FormulaireModele) -> None:
        """Check or complete a row before its change is written: nothing by default."""

    def exiger(self, session: Session, objet: L) -> None:
        """Raise Refus, or ChampRefuse, unless a row just written may stand: any may."""

    def apres_ajout(self, objet: L) -> str:
        """Return where to go once the row is written."""
        return self.url("show", pk=objet.id)


def _exiger_la_version_lue(objet: Model, form: FormulaireModele) -> None:
    """Refuse to write over a row changed since the form was opened; sent again, it replaces it knowingly."""
    presente = str(getattr(objet, "version", ""))
    if form.version.data not in (None, "", presente):
        form.version.data = presente
        raise Refus(DEPASSEE)
