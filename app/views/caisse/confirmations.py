"""What waits for a second person: the old beside the new, confirmed or refused with a reason."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from sqlalchemy import select

from app.demandes.a_confirmer import lues
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.referentiel import propositions
from app.referentiel.propositions import acte_de
from app.referentiel.tables import Proposition
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus

GESTES: dict[str, tuple[Callable[..., None], str]] = {
    "confirmer": (propositions.confirmer, "C’est confirmé, et c’est fait."),
    "refuser": (propositions.refuser, "C’est refusé : la personne qui proposait lira votre motif."),
    "retirer": (propositions.retirer, "Votre proposition est retirée."),
}
"""What may be done with a proposition, and what is said of it."""


OU_LIRE = {
    "accepter": "InstructionView.show",
    "crediter": "InstructionView.show",
    "remettre": "InstructionView.show",
    "rattacher_niu": "InstructionView.show",
    "detacher_niu": "NiuRattacheView.show",
    "remettre_d_office": "CompteEmployeurView.index",
    "annuler_une_operation": "OperationView.show",
    "double_verification": "PersonneView.show",
    "reouverture": "PersonneView.show",
    "invitation": "InvitationDuPersonnelView.show",
}
"""The page that shows what an act is about."""


class PropositionView(Vue):
    """What others propose in the domains that one reads, and what oneself proposed."""

    modele = Proposition
    espace = "confirmations"
    titre = "À confirmer"
    ordre = 325
    adresse = "propositions"
    resume = "Confirmer ou refuser ce qu’une autre personne propose"
    vide = "Rien n’attend de seconde personne."
    base_order = ("proposee_le", "desc")
    list_columns = ["resume", "montant", "proposee_par_nom", "proposee_le", "issue"]
    label_columns = {"proposee_par_nom": "Proposée par", "issue": "Issue"}
    si_remplies = ("montant", "motif", "issue", "statuee_par_nom", "statuee_le", "motif_refus")
    search_columns = ["proposee_le", "proposee_par_nom", "issue"]
    show_columns = [
        "resume",
        "montant",
        "motif",
        "proposee_par_nom",
        "proposee_le",
        "issue",
        "statuee_par_nom",
        "statuee_le",
        "motif_refus",
    ]
    include_route_methods = {"list", "show", "decider"}
    droits_des_routes = {"decider": "instruire"}

    def requete_initiale(self, requete):
        """Keep the acts of the domains that one reads; what waits, unless a filter asks for the rest."""
        requete = requete.where(lues(acteur()))
        passees = any(request.args.get(filtre) for filtre in self.search_columns)
        return requete if passees else requete.where(Proposition.issue.is_(None))

    def trouver(self, pk):
        """Return a proposition of a domain that one reads."""
        requete = select(Proposition).where(Proposition.id == pk, lues(acteur()))
        return db.session.scalars(requete).one_or_none() or abort(404)

    def sections_de(self, objet):
        """Return what is proposed, then the old beside the new."""
        changement = [{"titre": "Ce qui changerait", "paires": _compare(objet.avant, objet.apres)}]
        return [*super().sections_de(objet), *changement]

    def _fiche(self, objet, **contexte):
        empeche = propositions.obstacle(db.session, objet, acteur())
        return super()._fiche(
            objet, transitions=self._boutons(objet, empeche), prochaine=_phrase(objet, empeche), **contexte
        )

    def actions_de_fiche(self, objet):
        """Return the way to what would change."""
        route = OU_LIRE.get(acte_de(objet).code)
        return (
            [{"libelle": "Voir de quoi il s’agit", "url": url_for(route, pk=objet.objet_id)}] if route else []
        )

    def _boutons(self, objet, empeche):
        """Return what the person may do: decide, or take back what is hers."""
        if not empeche:
            return [
                self._bouton(objet, "confirmer", "Confirmer", "principal"),
                self._bouton(objet, "refuser", "Refuser", "danger", motif=True),
            ]
        mienne = objet.issue is None and objet.proposee_par_id == acteur().utilisateur_id
        return [self._bouton(objet, "retirer", "Retirer ma proposition", "danger")] if mienne else []

    def _bouton(self, objet, nom, libelle, genre, *, motif=False):
        url = self.url("decider", pk=objet.id, geste=nom)
        return {"nom": nom, "libelle": libelle, "motif": motif, "genre": genre, "url": url}

    @expose("/<int:pk>/<any(confirmer, refuser, retirer):geste>", methods=["POST"])
    @has_access
    def decider(self, pk, geste):
        """Confirm, refuse with a reason, or take back."""
        proposition, (faire, dit) = self.trouver(pk), GESTES[geste]
        motif = (request.form.get("motif", ""),) if geste == "refuser" else ()
        try:
            with transaction(db.session) as session:
                faire(session, proposition, acteur(), *motif)
            flash(dit, "success")
        except Refus as refus:
            refuser(str(refus))
            if geste == "refuser":
                return redirect(self.url("show", pk=pk, sans_motif="refuser", _anchor="motif-refuser"))
        return redirect(self.url("show", pk=pk))


def _compare(avant: list, apres: list) -> list[tuple[str, str]]:
    """Return one line a label: what it was, then what it would be where it differs."""
    anciens, nouveaux = dict(avant), dict(apres)
    return [(mot, _difference(anciens.get(mot), nouveaux.get(mot))) for mot in anciens | nouveaux]


def _difference(ancien: str | None, nouveau: str | None) -> str:
    if ancien == nouveau or ancien is None:
        return nouveau or "—"
    return f"{ancien or '—'} → {nouveau or '—'}" if nouveau is not None else f"{ancien} → retiré"


def _phrase(objet, empeche: str) -> str:
    """Return where a proposition stands, and why one may not decide on it."""
    if objet.issue:
        return f"{objet.issue.value} par {objet.statuee_par_nom}."
    return empeche or f"{objet.proposee_par_nom} le propose : à vous de confirmer ou de refuser."
