"""The screen of a kind of dated rows: proposed on a form, confirmed elsewhere, withdrawn for a reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.modele import L
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import FormulaireModele
from app.referentiel import sortes
from app.referentiel.propositions import en_attente
from app.referentiel.sortes import SORTES
from app.referentiel.tables import EtatDeLigne, Proposition
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus


class VueDatee(Vue[L], abstrait=True):
    """A kind of dated rows: a value is not changed, the next one is proposed with its day of effect."""

    domaine = "referentiel"
    base_order = ("effet_le", "desc")
    include_route_methods = {"list", "show", "exporter", "add", "retirer"}
    droits_des_routes = {"add": "configurer", "choix": "configurer", "retirer": "configurer"}
    label_columns = {"etat": "État"}
    enregistre = "C’est proposé : cela s’appliquera quand une autre personne l’aura confirmé."
    introduction = (
        "Une ligne ne se modifie pas : proposez la nouvelle avec sa date d’effet. Une autre personne la "
        "confirmera ; elle s’appliquera alors à partir de sa date."
    )

    def avant_ajout(self, objet: L, form: FormulaireModele) -> None:
        """Complete the row, or refuse it."""
        sortes.preparer(db.session, objet)  # type: ignore[arg-type]  # the model mixes Datee in

    def exiger(self, session: Session, objet: L) -> None:
        """Propose the row just written."""
        sortes.proposer(session, objet, acteur(), self.motif_de(objet))  # type: ignore[arg-type]  # so

    def motif_de(self, objet: L) -> str:
        """Return why a row is proposed, as it says itself: nothing by default."""
        return str(getattr(objet, "raison", "") or "")

    def apres_ajout(self, objet: L) -> str:
        """Go to what waits for somebody else."""
        return self.url("show", pk=objet.id)

    def _fiche(self, objet: L, **contexte: Any) -> ResponseReturnValue:
        sorte = SORTES[type(objet)]
        attendue = en_attente(db.session, sorte.ajouter, objet.id) or en_attente(
            db.session, sorte.retirer, objet.id
        )
        etat: EtatDeLigne = objet.etat  # type: ignore[attr-defined]  # the model mixes Datee in
        retirable = etat in (EtatDeLigne.confirmee, EtatDeLigne.a_venir) and not attendue
        bouton = {
            "nom": "retirer",
            "libelle": "Proposer le retrait",
            "motif": True,
            "genre": "danger",
            "url": self.url("retirer", pk=objet.id),
        }
        ouverte = retirable and "configurer" in acteur().droits(self.domaine)
        return super()._fiche(
            objet,
            transitions=[bouton] if ouverte else [],
            prochaine=_ou_elle_en_est(etat, attendue),
            documents=_a_confirmer(attendue),
            **contexte,
        )

    @expose("/<int:pk>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk: int) -> ResponseReturnValue:
        """Propose that the row stops being read."""
        objet = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                ligne = verrouiller(session, objet)
                motif = request.form.get("motif", "")
                sortes.proposer_le_retrait(session, ligne, acteur(), motif)  # type: ignore[arg-type]  # the model mixes Datee in
            flash("Le retrait est proposé : une autre personne doit le confirmer.", "success")
        except Refus as refus:
            refuser(str(refus))
            return redirect(self.url("show", pk=pk, sans_motif="retirer", _anchor="motif-retirer"))
        return redirect(self.url("show", pk=pk))


def _ou_elle_en_est(etat: EtatDeLigne, attendue: Proposition | None) -> str:
    if attendue:
        return f"{attendue.resume} : proposé par {attendue.proposee_par_nom}, attend une autre personne."
    return {
        EtatDeLigne.confirmee: "En vigueur, tant qu’aucune ligne plus récente ne la remplace.",
        EtatDeLigne.a_venir: "Confirmée : s’appliquera à partir de sa date d’effet.",
        EtatDeLigne.terminee: "Terminée : elle vaut encore pour les jours qu’elle couvrait.",
        EtatDeLigne.refusee: "Refusée, ou retirée avant d’être confirmée : elle ne s’est jamais appliquée.",
        EtatDeLigne.retiree: "Retirée : elle ne s’applique plus à aucun jour.",
    }.get(etat, "")


def _a_confirmer(attendue: Proposition | None) -> list[dict[str, str]]:
    if attendue is None:
        return []
    return [{"libelle": "Voir la proposition", "url": url_for("PropositionView.show", pk=attendue.id)}]
