"""A service's screens: its list and form, then preview before sending, transitions, journal."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypedDict, TypeVar

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.demandes import a_deux, cycle, delais, etats, motifs
from app.demandes.cycle import sans_demande
from app.demandes.ecrans import dossier, rubriques
from app.demandes.ecrans.prochaine import attendu, prochaine
from app.demandes.etats import INSTRUIRE
from app.demandes.pieces.dossier import manquantes
from app.demandes.tables import Cote, Demande, Evenement
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.modele import Action, Contexte, Parties, Section
from app.generateur.ecrans.saisie import CONCURRENCE
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import FormulaireModele
from app.generateur.recherche import S
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.droits import CHEZ_SOI
from app.socle.refus import Refus
from app.socle.registre import Registre, de_la_classe

D = TypeVar("D", bound=Demande)
Complement = Callable[[Any, "DemandeView[Any]"], str]
COMPLEMENTS: Registre[type, Complement] = Registre("complements", obstacle=sans_demande)
"""A service's own part of its pages, as HTML."""


def complement_de(modele: type) -> Callable[[Complement], Complement]:
    """Return a decorator: the function `(demande, vue) -> html` adds a service's own part to its pages.

    The same part shows on the page, the preview and the agent's screen.
    """
    return lambda fonction: COMPLEMENTS.inscrire(modele, fonction)


GENRES = {
    etats.REJETER: "danger",
    etats.ANNULER: "danger",
    etats.ACCEPTER_PAR_EXCEPTION: "secondaire",
}
"""How the button of a move is drawn, where it is not what goes on."""


class Bouton(TypedDict):
    """The button of a move: its name and words, whether it asks for a reason, where it leads."""

    nom: str
    libelle: str
    motif: bool
    url: str
    genre: str


def _boutons(demande: Demande, droits: frozenset[str], adresse: Callable[..., str]) -> list[Bouton]:
    """Return the moves that `droits` open, the one that goes on first, what ends it last."""
    renvoi = demande.statut is etats.Statut.complement_demande
    mots = demande.verbes | ({etats.SOUMETTRE: "Renvoyer la demande"} if renvoi else {})
    boutons: list[Bouton] = [
        {
            "nom": t.nom,
            "libelle": mots.get(t, t.libelle),
            "motif": t.motif,
            "url": adresse(nom=t.nom),
            "genre": GENRES.get(t, "principal"),
        }
        for t in cycle.possibles(demande, droits)
    ]
    return sorted(boutons, key=lambda b: (b["genre"] == "danger", b["motif"], b["genre"] == "secondaire"))


class DemandeView(Vue[D], abstrait=True):
    """A service: its list, its form, preview before sending, transitions, journal."""

    include_route_methods = {"list", "show", "exporter", "add", "edit", "apercu", "transition"}
    droits_des_routes = {"apercu": "consulter", "transition": "consulter"}
    """A transition then asks the life cycle, which knows the owner."""
    search_columns = ["numero", "statut", "soumise_le"]
    bouton_ajout = "Continuer"
    sur_papier: tuple[str, ...] | None = None
    """Columns of its paper form, the screen's by default; empty for what is a workbook or a payment."""
    enregistre = ""
    vide = "Aucune demande pour le moment : elles apparaîtront ici, avec leur état et leurs documents."
    gabarit_apercu = "services/apercu.html"
    gabarit_fiche = "services/fiche.html"
    gabarit_formulaire = "services/formulaire.html"

    def _init_properties(self) -> None:
        propres = self._champs_propres()
        self.list_columns = self.list_columns or ["numero", "statut", "soumise_le", *propres[:2]]
        self.show_columns = self.show_columns or propres
        super()._init_properties()

    def _champs_propres(self) -> list[str]:
        """Return the columns the service declares, in the order of its parts."""
        return rubriques.ordonner(self.modele, super()._champs_propres())

    def _init_forms(self) -> None:
        super()._init_forms()
        for form, cles in ((self.add_form, self.add_columns), (self.edit_form, self.edit_columns)):
            form.titres = rubriques.titres(self.modele, cles)

    def contexte_de_formulaire(self, form: FormulaireModele) -> Contexte:
        """Return the parts, steps, time and pieces of the request, and the service's own word."""
        return {
            "titres": form.titres,
            "etapes": (self.etapes(self.modele)[0], 0),
            "attendu": attendu(form.fiche if isinstance(form.fiche, Demande) else None),
            "delai": delais.annonce(db.session, self.modele),
            "pieces_demandees": self.modele.pieces_demandees,
            "avant": self.avant_le_formulaire(),
        }

    def avant_le_formulaire(self) -> str:
        """Return what a service says above its form, as HTML: nothing by default."""
        return ""

    def requete_initiale(self, requete: S) -> S:
        """Keep, at one's own, the requests of this espace: a service may be asked for in both."""
        if self.espace in CHEZ_SOI:
            return requete.where(getattr(Demande, f"{self.espace}_id").is_not(None))
        return requete

    def parties(self, objet: D) -> Parties:
        """Return the parts of the service's model."""
        return self.sections or rubriques.ranger(type(objet), self.show_columns)

    def lien_vers(self, ligne: D) -> str:
        """Return a row's page: its preview while it is being prepared."""
        preparee = ligne.statut is etats.Statut.brouillon and "apercu" in self.include_route_methods
        return self.url_en_serie("apercu" if preparee else "show", pk=ligne.id)

    def avant_ajout(self, objet: D, form: FormulaireModele) -> None:
        """Give the request its owner and author; the form never says whose it is."""
        moi = acteur()
        objet.employeur_id = moi.perimetre.employeur_id if self.espace == "employeur" else None
        objet.assure_id = moi.perimetre.assure_id if self.espace == "assure" else None
        objet.cree_par_id = moi.utilisateur_id

    def apres_ajout(self, objet: D) -> str:
        """Return where its pieces are asked for, if it takes some, else the preview."""
        if objet.pieces_demandees:
            return dossier.adresse(self.espace, "pieces", objet.id)
        return self.url("apercu", pk=objet.id)

    envoyee = "Cette demande est envoyée : elle ne se modifie plus."
    """What is told to who would change what was sent."""

    def a_completer(self, pk: int) -> D:
        """Return a request that may still change; 404 for another's, back to its page once it is sent."""
        return self._encore(self.trouver(pk))

    @classmethod
    def tenir(cls, session: Session, objet: D) -> D:
        """Return a request under its lock, still to be completed; else back to its page, nothing written.

        Another tab, or a colleague, may have sent it while a file was read or a line typed.
        """
        return cls._encore(verrouiller(session, objet))

    @classmethod
    def _encore(cls, objet: D) -> D:
        if objet.statut not in etats.A_COMPLETER:
            flash(cls.envoyee, "warning")
            abort(redirect(cls.url("show", pk=objet.id)))
        return objet

    def avant_modification(self, objet: D, form: FormulaireModele) -> None:
        """Refuse a change once the request is sent."""
        if objet.statut not in etats.A_COMPLETER or "deposer" not in acteur().droits_sur(objet):
            raise Refus(f"Cette demande est « {objet.statut.value} » : elle ne se modifie plus.")

    def exiger(self, session: Session, objet: D) -> None:
        """Refuse, beside the form, what could not be sent whatever was done of the preview."""
        cycle.exiger_coherente(session, objet, acteur())

    @expose("/<int:pk>/apercu")
    @has_access
    def apercu(self, pk: int) -> ResponseReturnValue:
        """Show the request as it will be sent, to print, change or confirm."""
        objet = self.trouver(pk)
        if objet.statut not in etats.A_COMPLETER:
            return redirect(self.url("show", pk=pk))
        return self._apercu(objet)

    def url_de_modification(self, objet: D) -> str:
        """Return where the author changes what the preview shows."""
        return self.url("edit", pk=objet.id)

    def obstacle(self, objet: D) -> str:
        """Return the French sentence that says why the request cannot be sent yet; empty when it can."""
        absentes = ", ".join(f"« {s.libelle} »" for s in manquantes(objet))
        return f"Il manque encore des pièces : {absentes}. Joignez-les, puis confirmez." if absentes else ""

    def etapes(self, objet: D | type[D]) -> tuple[tuple[str, ...], int]:
        """Return the steps of the journey of a request (or of its model), and the place of the preview."""
        pieces = ("Joindre les pièces",) if objet.pieces_demandees else ()
        return ("Remplir", *pieces, "Vérifier", "Envoyer"), 1 + len(pieces)

    def _apercu(self, objet: D, **contexte: Any) -> ResponseReturnValue:
        obstacle = self.obstacle(objet)
        return self.render_template(
            self.gabarit_apercu,
            titre=f"Aperçu : {self.titre}",
            fil=self.fil(("Aperçu avant envoi", None)),
            objet=objet,
            sections=self.sections_de(objet),
            complement=self.complement(objet),
            etapes=self.etapes(objet),
            imprimable=True,
            modifier_url=self.url_de_modification(objet),
            confirmer_url=None if obstacle else self.url("transition", pk=objet.id, nom="soumettre"),
            obstacle=obstacle,
            documents=self.documents(objet),
            **dossier.contexte(objet, self.espace),
            **contexte,
        )

    def interet(self, objet: D) -> str:
        """Return why the person does nothing for the fund on this page, in French; empty where she may.

        Nothing is asked where nothing is to be done.
        """
        agirait = dossier.cote(self.espace) is Cote.caisse and objet.statut not in etats.TERMINEES
        return dossier.interet(objet) if agirait and INSTRUIRE in acteur().droits_sur(objet) else ""

    def droits_utiles(self, objet: D) -> frozenset[str]:
        """Return the rights that the person may use on this page: the fund's on the fund's side alone."""
        droits = acteur().droits_sur(objet)
        libre = dossier.cote(self.espace) is Cote.caisse and not self.interet(objet)
        return droits if libre else droits - {INSTRUIRE}

    def _fiche(self, objet: D, **contexte: Any) -> ResponseReturnValue:
        non_lu = dossier.marquer_lus(objet, self.espace)
        boutons = self.boutons(objet) if "transition" in self.include_route_methods else []
        return super()._fiche(
            objet,
            **{
                "demande": objet,
                "evenements": objet.evenements,
                "transitions": boutons,
                "interet": self.interet(objet),
                "documents": self.documents(objet),
                "prochaine": prochaine(objet, self.espace),
                "non_lu": non_lu,
                **dossier.contexte(objet, self.espace),
                **contexte,
            },
        )

    def boutons(self, objet: D) -> list[Bouton]:
        """Return the moves of a request that are open to the person."""
        return _boutons(objet, self.droits_utiles(objet), partial(self.url, "transition", pk=objet.id))

    def actions_de_fiche(self, objet: D) -> list[Action]:
        """Return the way to change the request while its author may, or to make another one in its place."""
        if "deposer" not in acteur().droits_sur(objet):
            return []
        if objet.statut in etats.A_COMPLETER:
            return [{"libelle": "Modifier", "url": self.url_de_modification(objet)}]
        if self.a_refaire(objet) and self._ouvre("add"):
            return [{"libelle": self.refaire or self.creer, "url": self.url("add"), "genre": "principal"}]
        return []

    refaire = ""
    """Label of the button that asks again after a request that came to nothing, `creer` by default."""

    def a_refaire(self, objet: D) -> bool:
        """Say whether nothing comes of a request any more, so that another one is the next step."""
        return objet.statut in (etats.Statut.rejetee, etats.Statut.annulee)

    def parties_du_recepisse(self, objet: D) -> list[Section]:
        """Return the parts that the receipt repeats, which says by itself whose request it is."""
        return self.sections_de(objet)

    def complement(self, objet: D) -> str:
        """Return the service's own part of its pages (see `complement_de`)."""
        fonction = de_la_classe(COMPLEMENTS, type(objet))
        return Markup(fonction(objet, self)) if fonction else ""  # noqa: S704 - a template rendered it, escaped

    def documents(self, objet: D) -> list[Action]:
        """Return the documents of a request, `{libelle, url}`: its receipt and the letter of its decision."""
        return dossier.papiers(objet, self.espace)

    @expose(
        f"/<int:pk>/<any({', '.join(etats.TRANSITIONS)}):nom>",
        methods=["POST"],
    )
    @has_access
    def transition(self, pk: int, nom: str) -> ResponseReturnValue:
        """Move the request; the life cycle says who may, and a move made twice is made once."""
        objet = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                verrouiller(session, objet)
                transition, envoi = etats.TRANSITIONS[nom], request.form
                motif = motifs.composer(
                    session, objet, transition, envoi.get("motif_type", ""), envoi.get("motif", "")
                )
                evenement = cycle.appliquer(session, objet, transition, acteur(), motif)
                message = self.message_de(objet, evenement)
            flash(message, "success")
        except cycle.MotifManquant as refus:
            refuser(str(refus))
            return redirect(self.url("show", pk=pk, sans_motif=nom, _anchor=f"motif-{nom}"))
        except Refus as refus:
            refuser(str(refus))
        except StaleDataError:
            refuser(CONCURRENCE)
        return redirect(self.url("show", pk=pk))

    def message_de(self, objet: D, evenement: Evenement) -> str:
        """Return what to tell the person who moved the request."""
        if evenement.transition == etats.SOUMETTRE.nom:
            return f"Envoyée : votre demande porte le numéro {objet.numero}. Gardez-le pour la suivre."
        if evenement.transition == a_deux.NOM:
            return f"{objet.libelle_type} {objet.numero} : c’est proposé, une autre personne doit confirmer."
        return f"{objet.libelle_type} {objet.numero or ''} : {objet.statut.value.lower()}."
