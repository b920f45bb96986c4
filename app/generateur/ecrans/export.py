"""The rows of a list as a file: one's own at once; other people's by right, bounded, once it is said why."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.generateur import exports
from app.generateur.adaptateur import expose, has_access
from app.generateur.controles import au_plus, lisible
from app.generateur.ecrans.espace import tiret
from app.generateur.ecrans.liste import Actions, Liste
from app.generateur.ecrans.modele import L
from app.generateur.recherche import Recherche
from app.generateur.sorties import Sortie, noter_export
from app.regles.francais import INSECABLE, accord, nombre
from app.socle.acces import a_portee
from app.socle.base_de_donnees import db, transaction
from app.socle.droits import CHEZ_SOI

FORMES = {"csv": exports.csv, "xlsx": exports.xlsx}
LIBELLES = {"csv": "CSV", "xlsx": "Excel"}
D_AUTRUI_AU_PLUS = 10_000
"""Other people's rows in one file, where EXPORT_LIGNES_AU_PLUS says nothing."""


class FormulaireExport(FlaskForm):
    """Why other people's rows leave."""

    motif = TextAreaField(
        "Motif de l’export",
        [
            InputRequired("Écrivez à quoi ce fichier va servir."),
            Length(min=10, message="Dites-en un peu plus : à quoi ce fichier va servir, et à qui."),
            lisible,
            au_plus(500),
        ],
        filters=[lambda texte: texte.strip() if texte else texte],
        description="À quoi ce fichier va servir, et à qui. Ce motif reste au journal avec votre nom.",
    )


class Export(Liste[L], abstrait=True):
    """The route `exporter` of a declarative screen."""

    gabarit_export = "export.html"
    droits_des_routes = {"exporter": "consulter"}

    def __init_subclass__(cls, abstrait: bool = False, **options: Any) -> None:
        super().__init_subclass__(abstrait=abstrait, **options)
        if cls.montre_autrui():
            cls.method_permission_name = {**cls.method_permission_name, "exporter": "exporter"}

    @classmethod
    def montre_autrui(cls) -> bool:
        """Say whether its rows are other people's than who reads them."""
        return hasattr(cls, "modele") and a_portee(cls.modele) and cls.espace not in CHEZ_SOI

    def exports_de_liste(self, recherche: Recherche[L]) -> Actions:
        """Return the ways to take the list away, for whoever may."""
        if not self._ouvre("exporter"):
            return []
        return [
            {
                "libelle": f"Exporter en {libelle}",
                "url": _comme(recherche, self.url("exporter", forme=forme)),
            }
            for forme, libelle in LIBELLES.items()
        ]

    @expose("/export.<any(csv, xlsx):forme>", methods=["GET", "POST"])
    @has_access
    def exporter(self, forme: str) -> ResponseReturnValue:
        """Send all rows of the list, as filtered and sorted on screen; other people's once it is said why."""
        recherche = Recherche(self, request.args, self.url("list"))
        if self.montre_autrui():
            return self._demander_pourquoi(recherche, forme)
        return self._envoyer(recherche, forme, exports.LIGNES_AU_PLUS)

    def _demander_pourquoi(self, recherche: Recherche[L], forme: str) -> ResponseReturnValue:
        """Show what would leave, and let it go for a reason."""
        form, borne = FormulaireExport(), current_app.config.get("EXPORT_LIGNES_AU_PLUS", D_AUTRUI_AU_PLUS)
        trouvees = recherche.compte(db.session, borne)
        obstacle = _obstacle(recherche, trouvees, borne)
        if not obstacle and form.validate_on_submit():
            self._noter(recherche, forme, trouvees, form.motif.data or "")
            return self._envoyer(recherche, forme, borne)
        page = self.render_template(
            self.gabarit_export,
            titre=f"Exporter en {LIBELLES[forme]}{INSECABLE}: {self.titre}",
            fil=self.fil(("Exporter", None)),
            form=form,
            obstacle=obstacle,
            lignes=nombre(trouvees) if trouvees <= borne else f"Plus de {nombre(borne)}",
            filtres=_filtres(recherche),
            colonnes=self._entetes(),
            forme=LIBELLES[forme],
            liste_url=_comme(recherche, self.url("list")),
        )
        return page, 422 if form.errors else 200

    def _noter(self, recherche: Recherche[L], forme: str, lignes: int, motif: str) -> None:
        """Write down what leaves, before it is read: what cannot be noted stays."""
        sortie = Sortie(
            titre=self.titre,
            modele=self.modele,
            motif=motif,
            filtres=_filtres(recherche),
            colonnes=self._entetes(),
            lignes=lignes,
            forme=forme,
        )
        with transaction(db.session) as session:
            noter_export(session, sortie)

    def _entetes(self) -> list[str]:
        return [colonne.libelle for colonne in self.colonnes]

    def _envoyer(self, recherche: Recherche[L], forme: str, borne: int) -> Response:
        """Send the first rows as a file, written as they are read."""
        requete = recherche.requete().limit(borne).execution_options(yield_per=500)
        with db.session.scalars(requete) as resultat:
            lignes = ([c.valeur_exportee(ligne) for c in self.colonnes] for ligne in resultat)
            fichier = FORMES[forme](self.titre, self._entetes(), lignes)
        return send_file(fichier, download_name=f"{tiret(self.titre)}.{forme}", as_attachment=True)


def _comme(recherche: Recherche[Any], adresse: str) -> str:
    """Return an address for the list as it is filtered and sorted."""
    return f"{adresse}?{recherche.lien(page=None, taille=None).partition('?')[2]}"


def _filtres(recherche: Recherche[Any]) -> dict[str, str]:
    return {filtre["libelle"]: filtre["valeur"] for filtre in recherche.actifs()}


def _obstacle(recherche: Recherche[Any], trouvees: int, borne: int) -> str:
    """Return why nothing leaves, as a sentence that says what to do; empty when nothing stands in the way."""
    if not recherche.filtres_valides:
        return "Un filtre n’est pas lisible : revenez à la liste et corrigez-le."
    if not trouvees:
        return "Aucune ligne ne correspond à ces filtres : revenez à la liste et retirez-en un."
    if trouvees > borne:
        au_plus = accord(borne, "ligne", "lignes")
        return f"Un fichier contient {au_plus} au plus : revenez à la liste et filtrez-la davantage."
    return ""
