"""A service's screens: its list and form, then preview before sending, transitions, journal."""

from flask import flash, redirect, request
from flask_appbuilder import expose, has_access
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app import cycle
from app.base_de_donnees import db, ecriture, verrouiller
from app.models import Evenement
from app.securite import acteur
from app.views.base import CONCURRENCE, Vue

_VOLETS: dict[type, object] = {}


def volet(modele: type):
    """Return a decorator: the function `(objet, vue) -> html` adds a service's own part to its pages.

    The same part shows on the page, the preview and the agent's screen.
    """

    def inscrire(fonction):
        _VOLETS[modele] = fonction
        return fonction

    return inscrire


PROCHAINE = {
    cycle.Statut.brouillon: "Pas encore envoyée : relisez-la, puis confirmez pour l’envoyer à la CNSS.",
    cycle.Statut.soumise: "Envoyée : la CNSS va la prendre en charge.",
    cycle.Statut.en_instruction: "La CNSS l’examine.",
    cycle.Statut.complement_demande: "La CNSS attend un complément : modifiez la demande, puis renvoyez-la.",
    cycle.Statut.acceptee: "Traitée : la demande est acceptée.",
    cycle.Statut.rejetee: "Traitée : la demande est rejetée.",
    cycle.Statut.annulee: "Annulée par son auteur.",
}
"""What happens next, in words, for each state."""


def prochaine(demande) -> str:
    """Return what happens next, with the reason the fund gave where it asks or refuses."""
    phrase = PROCHAINE[demande.statut]
    if demande.motif and demande.statut in (cycle.Statut.complement_demande, cycle.Statut.rejetee):
        return f"{phrase} Motif : « {demande.motif} »"
    return phrase


class DemandeView(Vue):
    """A service: its list, its form, preview before sending, transitions, journal."""

    include_route_methods = {"list", "show", "exporter", "add", "edit", "apercu", "transition"}
    search_columns = ["numero", "statut", "soumise_le"]
    gabarit_apercu = "apercu.html"

    def _init_properties(self):
        propres = self._champs_propres()
        self.list_columns = self.list_columns or ["numero", "statut", "soumise_le", *propres[:2]]
        self.show_columns = self.show_columns or propres
        super()._init_properties()

    def lien_vers(self, ligne) -> str:
        """Return a row's page: its preview while it is being prepared."""
        fin = (
            "/apercu"
            if ligne.statut is cycle.Statut.brouillon and "apercu" in self.include_route_methods
            else ""
        )
        return f"{self.route_base}/{ligne.id}{fin}"

    def avant_ajout(self, objet, form):
        """Give the request its owner and author; the form never says whose it is."""
        moi = acteur()
        objet.employeur_id = moi.perimetre.employeur_id if self.espace == "employeur" else None
        objet.assure_id = moi.perimetre.assure_id if self.espace == "assure" else None
        objet.cree_par_id = moi.utilisateur_id
        objet.cle_unique = form.cle_unique.data or None

    def add(self):
        """Ask for a new request; a replayed form leads to the request it already made."""
        if request.method == "POST" and (deja := self._deja_envoyee(request.form.get("cle_unique"))):
            return redirect(self.apres_ajout(deja))
        return super().add()

    add._urls, add._permission_name = [("/nouvelle", ("GET", "POST"))], "add"

    def _deja_envoyee(self, cle):
        return (
            db.session.scalars(select(self.modele).where(self.modele.cle_unique == cle)).one_or_none()
            if cle
            else None
        )

    def apres_ajout(self, objet) -> str:
        """Return the preview, from which one confirms."""
        return self.url("apercu", pk=objet.id)

    def avant_modification(self, objet, form):
        """Refuse a change once the request is sent."""
        if objet.statut not in cycle.A_COMPLETER or "deposer" not in acteur().droits_sur(objet):
            raise cycle.TransitionRefusee(
                f"Cette demande est « {objet.statut.value} » : elle ne se modifie plus."
            )

    @expose("/<int:pk>/apercu")
    @has_access
    def apercu(self, pk):
        """Show the request as it will be sent, to print, change or confirm."""
        objet = self.trouver(pk)
        if objet.statut not in cycle.A_COMPLETER:
            return redirect(self.url("show", pk=pk))
        return self._apercu(objet)

    def url_de_modification(self, objet) -> str:
        """Return where the author changes what the preview shows."""
        return self.url("edit", pk=objet.id)

    def obstacle(self, objet) -> str:
        """Return the French sentence that says why the request cannot be sent yet; empty when it can."""
        return ""

    def _apercu(self, objet, **contexte):
        obstacle = self.obstacle(objet)
        return self.render_template(
            self.gabarit_apercu,
            titre=f"Aperçu : {self.titre}",
            fil=self.fil(("Aperçu avant envoi", None)),
            objet=objet,
            sections=self.sections_de(objet),
            complement=self.complement(objet),
            imprimable=True,
            modifier_url=self.url_de_modification(objet),
            confirmer_url=None if obstacle else self.url("transition", pk=objet.id, nom="soumettre"),
            obstacle=obstacle,
            documents=self.documents(objet),
            **contexte,
        )

    def _fiche(self, objet, **contexte):
        possibles = cycle.possibles(objet, acteur().droits_sur(objet))
        boutons = (
            [
                {
                    "nom": t.nom,
                    "libelle": objet.verbes.get(t.nom, t.libelle),
                    "motif": t.motif,
                    "url": self.url("transition", pk=objet.id, nom=t.nom),
                    "genre": "danger" if t.nom in ("rejeter", "annuler") else "principal",
                }
                for t in possibles
            ]
            if "transition" in self.include_route_methods
            else []
        )
        return super()._fiche(
            objet,
            **{
                "demande": objet,
                "evenements": objet.evenements,
                "transitions": boutons,
                "actions": self._actions(objet),
                "documents": self.documents(objet),
                "prochaine": prochaine(objet),
                **contexte,
            },
        )

    def _actions(self, objet) -> list[dict]:
        """Return the way to change the request, while its author may."""
        if objet.statut not in cycle.A_COMPLETER or "deposer" not in acteur().droits_sur(objet):
            return []
        return [{"libelle": "Modifier", "url": self.url_de_modification(objet)}]

    def complement(self, objet):
        """Return the service's own part of its pages, registered by `volet`."""
        fonction = _VOLETS.get(type(objet))
        return Markup(fonction(objet, self)) if fonction else ""  # noqa: S704 - a template rendered it, escaped

    def documents(self, objet) -> list[dict]:
        """Return the documents of a request, `{libelle, url}`: none by default."""
        return []

    @expose(
        "/<int:pk>/<any(soumettre, annuler, prendre_en_charge, demander_complement, accepter, rejeter):nom>",
        methods=["POST"],
    )
    @has_access
    def transition(self, pk, nom):
        """Move the request; the life cycle says who may, and a move made twice is made once."""
        objet = self.trouver(pk)
        try:
            with ecriture(db.session) as session:
                verrouiller(session, objet)
                evenement = cycle.appliquer(session, objet, nom, acteur(), request.form.get("motif", ""))
                message = self.message_de(objet, evenement)
            flash(message, "success")
        except cycle.TransitionRefusee as refus:
            flash(str(refus), "warning")
        except StaleDataError:
            flash(CONCURRENCE, "warning")
        return redirect(self.url("show", pk=pk))

    def message_de(self, objet, evenement: Evenement) -> str:
        """Return what to tell the person who moved the request."""
        if evenement.transition == "soumettre":
            return f"Envoyée : votre demande porte le numéro {objet.numero}. Gardez-le pour la suivre."
        return f"{objet.libelle_type} {objet.numero or ''} : {objet.statut.value.lower()}."
