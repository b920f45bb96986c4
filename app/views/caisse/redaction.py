"""Writing the public site: what its screens share, from the draft to the history of each change."""

from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy import select
from wtforms import TextAreaField
from wtforms.validators import InputRequired, StopValidation

from app.generateur.adaptateur import expose, has_access
from app.generateur.affichage import instant
from app.generateur.champs_lus import ChampInstant
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import OBLIGATOIRE
from app.site import contenus, publier, versions
from app.site.redaction import raccourcis_connus
from app.site.tables.contenus import VersionContenu
from app.site.tables.publication import EtatPublication, Publiee
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus

GERER = dict.fromkeys(("add", "edit", "supprimer", "choix"), "deposer")
HORS_FORMULAIRE = {"etat", "publiee_le", "archivee_le", "cree_le", "modifiee_le", "version"}
"""Columns that publication writes, not the form."""


@versions.auteur
def signataire() -> tuple[int | None, str]:
    """Return who changes the site: the person of the request, the fund itself outside of one."""
    if not request:
        return None, "La Caisse"
    return acteur().utilisateur_id, acteur().nom


class FormulaireDePublication(FlaskForm):
    """The hour at which a content goes online."""

    le = ChampInstant(
        "En ligne à partir du", [InputRequired(OBLIGATOIRE)], description="Jour et heure du Togo"
    )


class RedactionView(Vue, abstrait=True):
    """What all screens of the site share: the team's own espace, adding, changing, deleting."""

    espace = "communication"
    include_route_methods = {"list", "show", "exporter", "add", "edit", "supprimer"}
    droits_des_routes = GERER

    def _champs_propres(self):
        """Return the columns that an editor fills in, those of publication left out."""
        cles = [c.key for c in self.modele.__table__.columns if not c.primary_key]
        return sorted((c for c in cles if c not in HORS_FORMULAIRE), key=_place)

    def complement(self, objet) -> str:
        """Return the history of the row."""
        retour = self.url("retablir", pk=objet.id) if "retablir" in self.include_route_methods else None
        return histoire(objet, retour)


def _place(cle: str) -> int:
    """Return where a column comes in a form: what names the row first, where it shows last."""
    return {"titre": -1, "libelle": -1, "slug": 1, "ordre": 2, "visible": 3}.get(cle, 0)


class ContenuView(RedactionView, abstrait=True):
    """A content with a life: draft, online at once or at an hour, archived; seen before it is published."""

    include_route_methods = RedactionView.include_route_methods | {"apercu", "publication", "retablir"}
    droits_des_routes = GERER | {"apercu": "consulter", "publication": "deposer", "retablir": "deposer"}
    base_order = ("modifiee_le", "desc")

    def _init_properties(self):
        self.list_columns = self.list_columns or ["titre", "etat", "publiee_le", "modifiee_le"]
        self.search_columns = self.search_columns or ["titre", "etat", "publiee_le"]
        self.show_columns = self.show_columns or [
            *self._champs_propres(), "etat", "publiee_le", "archivee_le", "modifiee_le",
        ]  # fmt: skip
        self.add_columns = self.add_columns or self._champs_propres()
        super()._init_properties()

    def _init_forms(self):
        super()._init_forms()
        for form in (self.add_form, self.edit_form):
            if hasattr(form, "slug"):
                form.slug.kwargs["validators"] = [
                    v for v in form.slug.kwargs["validators"] if not isinstance(v, InputRequired)
                ]
                form.slug.kwargs["validators"].insert(0, Facultatif())
            for champ in (c for c in vars(form).values() if getattr(c, "field_class", None) is TextAreaField):
                champ.kwargs["validators"].append(raccourcis_connus)

    def avant_ajout(self, objet, form):
        """Give a new content an address made from its title."""
        if isinstance(objet, Publiee) and not objet.slug:
            objet.slug = publier.slug(db.session, objet)

    def avant_modification(self, objet, form):
        """Give back an address to a content whose address was erased."""
        self.avant_ajout(objet, form)

    gabarit_fiche = "communication/contenu.html"
    page: Callable[[Any], str] | None = None
    """How a content that has a page of its own is drawn, `page(row) -> HTML`, before it is published."""

    def _contexte_de_publication(self, objet, form=None) -> dict:
        return {
            "etat": objet.etat,
            "publication_url": self.url("publication", pk=objet.id),
            "apercu_url": self.url("apercu", pk=objet.id) if self.page is not None else None,
            "public_url": contenus.adresse(objet) if self._en_ligne(objet) else None,
            "form": form or FormulaireDePublication(formdata=None),
        }

    def _en_ligne(self, objet) -> bool:
        return type(objet) in contenus.GENRES and objet.etat is EtatPublication.publiee

    def _fiche(self, objet, form=None, **contexte):
        return super()._fiche(objet, **self._contexte_de_publication(objet, form), **contexte)

    @expose("/<int:pk>/apercu")
    @has_access
    def apercu(self, pk):
        """Show the page as visitors will see it."""
        objet = self.trouver(pk)
        if self.page is None:
            return redirect(self.url("show", pk=pk))
        return self.page(objet)

    @expose("/<int:pk>/publication", methods=["POST"])
    @has_access
    def publication(self, pk):
        """Publish, schedule, archive, or make a draft again."""
        objet, form = self.trouver(pk), FormulaireDePublication()
        geste = request.form.get("geste", "")
        if geste == "programmer" and not form.validate():
            return self._fiche(objet, form), 422

        def programmer() -> None:
            assert form.le.data
            publier.publier(objet, form.le.data.replace(tzinfo=UTC))

        gestes: dict[str, Callable[[], None]] = {
            "publier": lambda: publier.publier(objet),
            "programmer": programmer,
            "archiver": lambda: publier.archiver(objet),
            "reprendre": lambda: publier.reprendre(objet),
        }
        try:
            with transaction(db.session) as session:
                verrouiller(session, objet)
                gestes.get(geste, _aucun)()
            flash(f"{objet} : {objet.etat.value.lower()}.", "success")
        except Refus as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))

    @expose("/<int:pk>/retablir", methods=["POST"])
    @has_access
    def retablir(self, pk):
        """Write again what a change replaced; that is a change too, and the history keeps both."""
        objet, voulue = self.trouver(pk), request.form.get("version", "")
        version = db.session.get(VersionContenu, int(voulue)) if voulue.isdecimal() else None
        if version is None or (version.objet_type, version.objet_id) != (objet.__tablename__, pk):
            abort(404)
        with transaction(db.session) as session:
            versions.retablir(verrouiller(session, objet), session.merge(version, load=True))
        flash(f"Rétabli comme avant le {instant(version.le)}.", "success")
        return redirect(self.url("show", pk=pk))


def _aucun():
    raise Refus("Cette action n’existe pas : choisissez l’un des boutons de la page.")


def histoire(objet, retour_url: str | None) -> Markup:
    """Return, as HTML, the latest changes of a row, each with its columns before and after."""
    requete = (
        select(VersionContenu)
        .where(VersionContenu.objet_type == objet.__tablename__, VersionContenu.objet_id == objet.id)
        .order_by(VersionContenu.id.desc())
        .limit(20)
    )
    return montrer_versions(db.session.scalars(requete).all(), retour_url)


def montrer_versions(lignes: Sequence[VersionContenu], retour_url: str | None = None) -> Markup:
    """Return changes as HTML; `retour_url` is where one asks for what each replaced."""
    return Markup(  # noqa: S704 - drawn by a template, which escapes
        render_template(
            "communication/historique.html",
            versions=[(v, versions.changements(v)) for v in lignes],
            retour_url=retour_url,
        )
    )


class Facultatif:
    """Let a field be empty, whatever its column says: the server fills it."""

    field_flags = {"optional": True}  # noqa: RUF012 - the shape that WTForms reads

    def __call__(self, form, champ):
        """Stop there when nothing was typed."""
        if not (champ.data or "").strip():
            champ.errors = []
            raise StopValidation
