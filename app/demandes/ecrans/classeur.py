"""The screens of a request that a workbook fills in: the file received, its columns named where need be."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug import Response

from app.classeurs.lignes import Lignes
from app.classeurs.lire import lire_les_titres
from app.classeurs.refus import A_NOMMER, FichierRefuse
from app.demandes.classeur_envoye import ClasseurEnvoye
from app.demandes.ecrans.demande import DemandeView
from app.demandes.ecrans.formulaire_colonnes import ChoixDesColonnes, formulaire
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.identites import quotas
from app.repertoire import colonnes_nommees
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import EnvoiRefuse, Refus
from app.travaux import fichiers
from app.travaux.tables import Fichier

C = TypeVar("C", bound=ClasseurEnvoye)
L = TypeVar("L", bound=Lignes)
SANS_FICHIER = "Aucun fichier n’est envoyé : choisissez-en un."
ABANDONNE = "Le fichier « {0} » est abandonné : rien n’en a été lu."
RETENUES = "Fichier lu. Ce que vous avez dit de ses colonnes est retenu pour vos prochains fichiers."
AUTRE_FICHIER = "Un autre fichier a été envoyé entre-temps\u00a0: c’est de lui qu’il s’agit maintenant."


class ClasseurView(DemandeView[C], Generic[C, L], abstrait=True):
    """A request filled by a workbook; `lignes` is what its file holds, `etape_du_fichier` the step it is."""

    lignes: type[L]
    etape_du_fichier = 0
    include_route_methods = (DemandeView.include_route_methods - {"edit"}) | {"nommer"}
    droits_des_routes = {"nommer": "deposer"}

    def lire(self, contenu: bytes, nommees: Mapping[str, str], periode: int = 0, feuille: str = "") -> L:
        """Return the lines of a file, its columns named (see `app.classeurs.lire`); raises FichierRefuse."""
        raise NotImplementedError

    def garder_les_lignes(self, session: Session, demande: C, lignes: L) -> None:
        """Put the lines of its file in place of those of the request, and check them."""
        raise NotImplementedError

    def periode_du_fichier(self, demande: C) -> int:
        """Return the month (yyyymm) that the file is to be of, 0 for none."""
        return 0

    def nommees(self, employeur_id: int | None) -> dict[str, str]:
        """Return what an employer said of the columns of such files."""
        return colonnes_nommees.nommees(db.session, employeur_id, self.lignes.FORMAT)

    def recevoir(
        self, champ: ChampFichier, tenue: Callable[[Session], C], employeur_id: int | None, periode: int = 0
    ) -> C | None:
        """Keep the file chosen in `champ` on the request that `tenue` gives, locked or new, and return it.

        Its lines are read first; where its columns are to be named, it waits for that. None, with the reason
        beside the field, for a file that no answer would make readable.
        """
        envoi = champ.data
        assert envoi is not None
        nom, contenu, lignes = envoi.filename or "", envoi.read(), None
        try:
            quotas.admettre(db.session, quotas.d_un_compte(acteur().utilisateur_id), contenu)
            lignes = self.lire(contenu, self.nommees(employeur_id), periode)
        except EnvoiRefuse as refus:
            champ.errors = [str(refus)]
            return None
        except FichierRefuse as refus:
            if refus.code not in A_NOMMER:
                champ.errors = [str(refus)]
                return None
        with transaction(db.session) as session:
            demande = tenue(session)
            fichier = fichiers.deposer(session, nom, contenu, acteur().utilisateur_id)
            if lignes is None:
                demande.fichier_a_lire = fichier
            else:
                self._lire(session, demande, fichier, lignes)
        return demande

    def _lire(self, session: Session, demande: C, fichier: Fichier, lignes: L) -> None:
        demande.fichier, demande.fichier_a_lire = fichier, None
        session.flush()
        self.garder_les_lignes(session, demande, lignes)

    def suite(self, demande: C) -> Response:
        """Lead to what comes after a file is received: its columns to name, or its check."""
        return redirect(self.url("nommer" if demande.fichier_a_lire_id else "controle", pk=demande.id))

    @expose("/<int:pk>/colonnes", methods=["GET", "POST"])
    @has_access
    def nommer(self, pk: int) -> ResponseReturnValue:
        """Ask which column of the file is which, remember it for this employer, and read the file so."""
        demande = self.a_completer(pk)
        fichier = demande.fichier_a_lire or demande.fichier
        if fichier is None:
            flash(SANS_FICHIER, "info")
            return redirect(self.url("fichier", pk=pk))
        if "abandonner" in request.form:
            return self._abandonner(demande, fichier)
        contenu, connues = fichiers.lire(fichier), self.nommees(demande.employeur_id)
        feuille = "" if demande.fichier_a_lire else demande.feuille_lue
        periode = self.periode_du_fichier(demande)
        try:
            titres = lire_les_titres(self.lignes, contenu, periode, feuille, connues)
        except FichierRefuse as refus:
            flash(str(refus), "danger")
            return redirect(self.url("fichier", pk=pk))
        form = formulaire(titres, self.lignes.FORMAT.nommant(connues))
        if form.validate_on_submit() and self._lire_ainsi(demande, fichier, contenu, form, feuille):
            flash(RETENUES, "success")
            return redirect(self.url("controle", pk=pk))
        titre = "Colonnes de votre fichier"
        return render_template(
            "services/colonnes.html",
            titre=titre,
            fil=self.fil((titre, None)),
            form=form,
            fichier=fichier,
            feuille=titres.feuille,
            etapes=self.etapes(demande)[0],
            etape=self.etape_du_fichier,
            en_attente=demande.fichier_a_lire is not None,
            fichier_url=self.url("fichier", pk=pk),
            controle_url=self.url("controle", pk=pk),
        ), 422 if form.errors else 200

    def _lire_ainsi(
        self, demande: C, fichier: Fichier, contenu: bytes, form: ChoixDesColonnes, feuille: str
    ) -> bool:
        """Read the file with the columns that the form names, and keep them; if not, the form says why."""
        format_ = self.lignes.FORMAT
        nommees = colonnes_nommees.avec(self.nommees(demande.employeur_id), form.choix, format_)
        try:
            lignes = self.lire(contenu, nommees, self.periode_du_fichier(demande), feuille)
            with transaction(db.session) as session:
                self.tenir(session, demande)
                if fichier.id != (demande.fichier_a_lire_id or demande.fichier_id):
                    flash(AUTRE_FICHIER, "warning")
                    abort(self.suite(demande))
                colonnes_nommees.retenir(session, demande.employeur_id, format_, form.choix)
                self._lire(session, demande, fichier, lignes)
        except Refus as refus:
            form.form_errors.append(str(refus))
            return False
        return True

    def _abandonner(self, demande: C, fichier: Fichier) -> ResponseReturnValue:
        """Give up a file whose columns were to be named; what was there before it stays."""
        with transaction(db.session) as session:
            self.tenir(session, demande)
            abandonne = demande.fichier_a_lire_id == fichier.id
            if abandonne:
                demande.fichier_a_lire = None
        if abandonne:
            flash(ABANDONNE.format(fichier.nom), "info")
        return redirect(self.url("fichier", pk=demande.id))
