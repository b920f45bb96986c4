"""The lines of a declaration on screen: read by the agent, typed and changed by the employer."""

from collections.abc import Mapping
from functools import partial

from flask import abort, flash, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classeurs.dates import jour_ecrit
from app.demandes.ecrans.prochaine import attendu
from app.demandes.etats import A_COMPLETER
from app.generateur import reprise
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.regles import mois
from app.regles.francais import accord
from app.services.dnr import declarer, lignes_en_base
from app.services.dnr.codes import NATURES
from app.services.dnr.ecrans import grille as tableau
from app.services.dnr.ecrans.anomalies import par_ligne
from app.services.dnr.ecrans.declaration import ETAPES, DNRView
from app.services.dnr.ecrans.une_ligne import RETIREES, UneLigne
from app.services.dnr.tables import Declaration, LigneDeclaration
from app.socle.base_de_donnees import db, transaction

DEPASSEES = (
    "Rien n’est encore enregistré : d’autres que vous, ou un autre de vos onglets, viennent de changer ces "
    "lignes. Comparez ci-dessous, puis enregistrez de nouveau."
)

REPRIS = "Ligne {0} : le numéro {1} est repris de la déclaration précédente."
RIEN_A_REPRENDRE = "Ce numéro n’est plus à reprendre sur cette ligne : relisez le contrôle ci-dessous."


class LignesDNRView(UneLigne):
    """The lines of one declaration: a table to type in, a form for a whole line."""

    modele = Declaration
    espace = "employeur"
    titre = "Lignes de la DNR"
    adresse = "dnr/<int:pk>/lignes"
    droits_des_routes = {
        "index": "consulter",
        "enregistrer": "deposer",
        "ajouter": "deposer",
        "modifier": "deposer",
        "retirer": "deposer",
        "reprendre": "deposer",
    }

    def _declaration(self, pk: int) -> Declaration:
        return db.session.scalars(select(Declaration).where(Declaration.id == pk)).one_or_none() or abort(404)

    def _brouillon(self, pk: int) -> Declaration:
        declaration = self._declaration(pk)
        if declaration.statut not in A_COMPLETER:
            flash(DNRView.envoyee, "warning")
            abort(redirect(DNRView.url("show", pk=pk)))
        if declaration.feuille_a_choisir:
            flash(declarer.FEUILLE_A_CHOISIR, "warning")
            abort(redirect(DNRView.url("controle", pk=pk)))
        return declaration

    @expose("/")
    @has_access
    def index(self, pk):
        """Show a page of lines, found by name or number; days and pay are typed in place."""
        return self._page(self._declaration(pk))

    def _page(self, declaration):
        numero = max(1, request.args.get("page", 1, type=int) or 1)
        cherche = request.args.get("q", "").strip()
        lignes, total = lignes_en_base.page(db.session, declaration.id, numero, cherche)
        modifiable = self._modifiable(declaration)
        garde: Mapping[str, str] = reprise.ici().saisie or {} if modifiable else {}
        saisies = tableau.tapees(garde)
        titre = f"DNR {mois.complement(declaration.periode)} : {accord(total, 'ligne', 'lignes')}"
        return render_template(
            "dnr/lignes.html",
            titre=titre,
            fil=self._fil(declaration),
            declaration=declaration,
            lignes=lignes,
            q=cherche,
            anomalies=par_ligne(declaration.controle, [ligne.rang for ligne in lignes]),
            saisies=saisies,
            depassees=tableau.depassees(saisies, garde, lignes),
            vues=tableau.vues(lignes) if modifiable else "",
            modifiable=modifiable,
            natures=NATURES,
            jour_ecrit=jour_ecrit,
            attendu=attendu(declaration),
            etapes=ETAPES,
            numero=numero,
            derniere=-(-total // lignes_en_base.PAR_PAGE),
            base=self._base(declaration.id),
            ligne_url=partial(self.url_en_serie, "modifier", pk=declaration.id),
            **self._liens(declaration.id),
        )

    def _modifiable(self, declaration) -> bool:
        return declaration.statut in A_COMPLETER and not declaration.feuille_a_choisir

    def _base(self, pk: int) -> str:
        return self.url("index", pk=pk)

    def _liens(self, pk) -> dict:
        return {
            "fiche_url": DNRView.url("show", pk=pk),
            "fichier_url": DNRView.url("fichier", pk=pk),
            "ajouter_url": self.url("ajouter", pk=pk),
        }

    def _fil(self, declaration: Declaration) -> list[tuple[str, str | None]]:
        fiche = (mois.libelle(declaration.periode), DNRView.url("show", pk=declaration.id))
        return DNRView.fil(fiche, ("Lignes", None))

    @expose("/", methods=["POST"])
    @has_access
    def enregistrer(self, pk):
        """Save the days and pay typed in the table; the draft is checked again at once."""
        declaration = self._brouillon(pk)
        saisies = tableau.tapees(request.form)
        perdues = self._ecrire(declaration, saisies)
        if perdues is None:
            refuser(DEPASSEES)
            return redirect(request.full_path)
        etat = "Brouillon enregistré. La déclaration n’est pas encore envoyée."
        flash(etat + _a_corriger(declaration), "success")
        if perdues:
            flash(RETIREES.format(", ".join(map(str, perdues))), "warning")
        controler = "controler" in request.form
        return redirect(DNRView.url("controle", pk=pk) if controler else request.full_path)

    def _ecrire(self, declaration, saisies) -> list[int] | None:
        """Write the cells typed in; return the rows that are no more, None when another tab changed one."""
        with transaction(db.session) as session:
            self._tenir(session, declaration)
            lignes = session.scalars(
                select(LigneDeclaration).where(
                    LigneDeclaration.declaration_id == declaration.id, LigneDeclaration.rang.in_(saisies)
                )
            ).all()
            if tableau.depassees(saisies, request.form, lignes):
                return None
            for ligne in lignes:
                lignes_en_base.changer(ligne, saisies[ligne.rang])
            if any(map(session.is_modified, lignes)):
                self._recontroler(session, declaration)
        return sorted(saisies.keys() - {ligne.rang for ligne in lignes})

    @expose("/<int:rang>/reprendre", methods=["POST"])
    @has_access
    def reprendre(self, pk, rang):
        """Put in a line the number that the check proposed, and still does: of who is missing since."""
        declaration, ligne = self._brouillon(pk), self._ligne(pk, rang)
        with transaction(db.session) as session:
            self._tenir(session, declaration)
            propose = declarer.numero_propose(session, declaration, rang)
            repris = propose and propose == request.form.get("numero")
            if repris:
                lignes_en_base.changer(ligne, {"numero_assure": propose})
                self._recontroler(session, declaration)
        flash(REPRIS.format(rang, propose) if repris else RIEN_A_REPRENDRE, "success" if repris else "info")
        return redirect(DNRView.url("controle", pk=pk))

    def _tenir(self, session: Session, declaration: Declaration) -> None:
        DNRView.tenir(session, declaration)

    def _recontroler(self, session: Session, declaration: Declaration) -> None:
        session.flush()
        declarer.passer_en_ligne(declaration)
        declarer.recontroler(session, declaration)


def _a_corriger(declaration) -> str:
    """Return how many anomalies block, told at the top: the lines in red may be far below on a phone."""
    bloquantes = (declaration.controle or {}).get("bloquantes", 0)
    if not bloquantes:
        return ""
    return f" {accord(bloquantes, 'anomalie bloque', 'anomalies bloquent')} : voyez les lignes en rouge."
