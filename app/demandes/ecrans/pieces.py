"""What all services share, written once for each espace: joining and reading pieces, messages, papers."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from app.demandes import consultations, lettres, messages
from app.demandes.ecrans import dossier, visionneuse
from app.demandes.ecrans.vues_des_services import page_de, vue_du_service
from app.demandes.etats import A_COMPLETER
from app.demandes.pieces import dossier as depot
from app.demandes.pieces.dossier import Envoi
from app.demandes.pieces.formats import TYPES_MIME
from app.demandes.pieces.refus import PieceRefusee
from app.demandes.tables import Demande, Piece
from app.generateur import telechargements
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.espace import EspaceView
from app.generateur.ecrans.saisie import CONCURRENCE
from app.generateur.telechargements import pdf
from app.identites import quotas
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus

Formulaires = dict[str, dossier.FormulairePiece]
"""The forms of a request, by the code of what each asks for."""


class PieceView(EspaceView, abstrait=True):
    """One file of a request in scope: a download, never shown by the browser; each reading is noted."""

    modele = Piece
    titre = "Pièces"
    droits_des_routes = {"index": "consulter", "retirer": "deposer"}

    @expose("/<int:pk>")
    @has_access
    def index(self, pk: int) -> ResponseReturnValue:
        """Send the file."""
        piece = self._trouver(pk)
        try:
            contenu = depot.lire(piece)
        except PieceRefusee as refus:
            refuser(str(refus))
            return redirect(page_de(piece.demande, self.espace))
        with transaction(db.session) as session:
            consultations.noter_la_piece(session, piece, acteur())
        return telechargements.piece(contenu, TYPES_MIME[piece.format], piece.fichier.nom)

    @expose("/<int:pk>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk: int) -> ResponseReturnValue:
        """Take back a piece of a request that may still change."""
        piece = self._trouver(pk)
        suite = dossier.adresse(self.espace, "pieces", piece.demande_id)
        try:
            with transaction(db.session) as session:
                nom = verrouiller(session, piece).fichier.nom
                depot.retirer(session, piece)
            flash(f"Retiré : {nom}.", "success")
        except Refus as refus:
            refuser(str(refus))
        return redirect(suite)

    def _trouver(self, pk: int) -> Piece:
        piece = dossier.trouver(Piece, pk)
        if piece.demande is None or (self.espace == "agent" and not piece.demande.soumise_le):
            abort(404)
        return piece


class DossierView(EspaceView, abstrait=True):
    """The pieces, messages and papers of a request in scope, whatever its service."""

    modele = Demande
    titre = "Dossier"
    default_view = "recepisse"
    droits_des_routes = {
        "pieces": "deposer",
        "message": "deposer",
        "recepisse": "consulter",
        "decision": "consulter",
    }

    def _trouver(self, pk: int) -> Demande:
        demande = dossier.trouver(Demande, pk)
        return demande if acteur().lit(demande) else abort(404)

    def _envoyee(self, pk: int) -> Demande:
        demande = self._trouver(pk)
        return demande if demande.soumise_le else abort(404)

    @expose("/<int:pk>/pieces", methods=["GET", "POST"])
    @has_access
    def pieces(self, pk: int) -> ResponseReturnValue:
        """Ask for the pieces, kind by kind: what is taken is kept at once, what is not is told."""
        demande = self._trouver(pk)
        if demande.statut not in A_COMPLETER:
            refuser("Cette demande est envoyée : ajoutez une pièce en écrivant un message à la CNSS.")
            return redirect(page_de(demande, self.espace))
        formulaires = {s.code: dossier.FormulairePiece.de(s) for s in depot.sortes(demande)}
        if request.method == "POST" and self._joindre(demande, formulaires):
            return redirect(request.path)
        return self._page_des_pieces(demande, formulaires)

    def _joindre(self, demande: Demande, formulaires: Formulaires) -> bool:
        """Keep the files fit to be; return whether nothing was refused."""
        code = request.form.get("code", "")
        form = formulaires.get(code) or abort(404)
        dossier.recevoir(demande, code, form, acteur(), quotas.d_un_compte(acteur().utilisateur_id))
        return not form.fichiers.errors

    def _page_des_pieces(self, demande: Demande, formulaires: Formulaires) -> ResponseReturnValue:
        jointes = depot.jointes(demande)
        vue = vue_du_service(type(demande), self.espace)
        etapes, apercu = vue.etapes(demande)
        page = render_template(
            "services/pieces_a_joindre.html",
            titre="Joindre les pièces",
            fil=vue.fil(("Pièces", None)),
            demande=demande,
            etapes=(etapes, apercu - 1),
            sortes=[
                (s, formulaires[s.code], [dossier.fiche_de(p, self.espace) for p in jointes[s.code]])
                for s in depot.sortes(demande)
            ],
            manquantes=depot.manquantes(demande),
            suite_url=page_de(demande, self.espace, "apercu"),
        )
        return page, dossier.statut(formulaires.values())

    @expose("/<int:pk>/message", methods=["POST"])
    @has_access
    def message(self, pk: int) -> ResponseReturnValue:
        """Write to the other side, with pieces; a refusal is read first, and the text stays typed."""
        demande, form = self._trouver(pk), dossier.FormulaireMessage()
        try:
            bons, refus = dossier.envois(form.fichiers, quotas.d_un_compte(acteur().utilisateur_id))
            if refus:
                raise Refus(f"Message non envoyé. {' '.join(refus)}")
            self._ecrire(demande, form.texte.data or "", bons)
            flash("Message envoyé.", "success")
            return redirect(f"{page_de(demande, self.espace)}#messages")
        except (Refus, PieceRefusee) as raison:
            refuser(str(raison))
        except StaleDataError:
            refuser(CONCURRENCE)
        return redirect(page_de(demande, self.espace))

    def _ecrire(self, demande: Demande, texte: str, bons: list[Envoi]) -> None:
        with transaction(db.session) as session:
            verrouiller(session, demande)
            messages.ecrire(
                session,
                demande=demande,
                texte=texte,
                envois=bons,
                acteur=acteur(),
                cote=dossier.cote(self.espace),
            )

    @expose("/<int:pk>/recepisse.pdf")
    @has_access
    def recepisse(self, pk: int) -> ResponseReturnValue:
        """Send the receipt of a request that was sent."""
        demande = self._envoyee(pk)
        vue = vue_du_service(type(demande), self.espace)
        parties = [(s["titre"], s["paires"]) for s in vue.parties_du_recepisse(demande)]
        return pdf(lettres.recepisse(db.session, demande, parties), f"recepisse-{demande.numero}")

    @expose("/<int:pk>/decision.pdf")
    @has_access
    def decision(self, pk: int) -> ResponseReturnValue:
        """Send the letter of a decision."""
        demande = self._envoyee(pk)
        if demande.statut not in lettres.DECIDEES:
            abort(404)
        return pdf(lettres.decision(demande), f"decision-{demande.numero}")


class PieceEmployeurView(PieceView):
    """At an employer's."""

    espace = "employeur"


class PieceAssureView(PieceView):
    """At an insured person's."""

    espace = "assure"


class PieceAgentView(PieceView):
    """At the fund: to read only, sheet by sheet or whole."""

    espace = "agent"
    include_route_methods = {"index", "feuille"}
    droits_des_routes = {"feuille": "consulter"}

    @expose("/<int:pk>/feuille")
    @has_access
    def feuille(self, pk: int) -> ResponseReturnValue:
        """Send the picture of the sheet that the address asks for (see `visionneuse`)."""
        piece = self._trouver(pk)
        demandee = visionneuse.feuille_demandee(piece) or abort(404)
        try:
            image = depot.montrer(piece, demandee.rang, demandee.largeur, demandee.quarts)
        except PieceRefusee as refus:
            return str(refus), 422
        visionneuse.noter_la_lecture(piece)
        return telechargements.piece(image, "image/webp")


class DossierEmployeurView(DossierView):
    """At an employer's."""

    espace = "employeur"


class DossierAssureView(DossierView):
    """At an insured person's."""

    espace = "assure"


class DossierAgentView(DossierView):
    """At the fund: it writes and reads, and joins pieces to its messages only."""

    espace = "agent"
    include_route_methods = {"message", "recepisse", "decision"}
    droits_des_routes = {"message": "instruire", "recepisse": "consulter", "decision": "consulter"}
