"""The lines of a declaration on screen: read by the agent, typed and changed by the employer."""

from flask import abort, flash, redirect, render_template, request
from flask_appbuilder import expose, has_access
from sqlalchemy import func, select

from app import reprise
from app.base_de_donnees import db, ecriture, verrouiller
from app.classeurs.dates import jour_ecrit
from app.cycle import A_COMPLETER
from app.dnr import declarer, lignes_en_base
from app.dnr.codes import NATURES
from app.models import Declaration, LigneDeclaration
from app.regles import mois
from app.regles.ecriture import accord
from app.views.base import EspaceView
from app.views.brouillons import refuser
from app.views.employeur.dnr import ETAPES, DNRView
from app.views.employeur import tableau_dnr as tableau
from app.views.employeur.ligne_dnr import LONGUEUR, FormulaireLigne
from app.views.prochaine import attendu

PAR_PAGE = 50
DEPASSEES = (
    "Rien n’est encore enregistré : d’autres que vous, ou un autre de vos onglets, viennent de changer ces "
    "lignes. Comparez ci-dessous, puis enregistrez de nouveau."
)
RETIREES = "Lignes retirées entre-temps : {0}. Ce que vous y aviez écrit n’est pas enregistré."
LIGNE_CHANGEE = "Cette ligne a changé entre-temps : elle n’est pas retirée. Relisez-la, puis recommencez."
LIGNE_DEPASSEE = (
    "Cette ligne a changé entre-temps, dans un autre onglet : elle n’est pas remplacée. Comparez avec la "
    "liste, puis enregistrez de nouveau pour garder ce qui est écrit ici."
)


class LignesDNRView(EspaceView):
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
    }

    def _declaration(self, pk) -> Declaration:
        return db.session.scalars(select(Declaration).where(Declaration.id == pk)).one_or_none() or abort(404)

    def _brouillon(self, pk) -> Declaration:
        declaration = self._declaration(pk)
        if declaration.statut not in A_COMPLETER:
            flash(DNRView.envoyee, "warning")
            abort(redirect(f"{DNRView.route_base}/{pk}"))
        return declaration

    def _ligne(self, pk, rang) -> LigneDeclaration:
        requete = select(LigneDeclaration).where(
            LigneDeclaration.declaration_id == pk, LigneDeclaration.rang == rang
        )
        if (ligne := db.session.scalars(requete).one_or_none()) is None:
            flash(RETIREES.format(rang), "warning")
            abort(redirect(self._base(pk)))
        return ligne

    @expose("/")
    @has_access
    def index(self, pk):
        """Show a page of lines, found by name or number; days and pay are typed in place."""
        return self._page(self._declaration(pk))

    def _page(self, declaration):
        numero, cherche = (
            max(1, request.args.get("page", 1, type=int) or 1),
            request.args.get("q", "").strip(),
        )
        lignes, total = page_de_lignes(db.session, declaration.id, numero, cherche)
        modifiable = self._modifiable(declaration)
        garde = reprise.ici().saisie or {} if modifiable else {}
        saisies = tableau.tapees(garde)
        anomalies: dict[int, list] = {}
        for anomalie in (declaration.controle or {}).get("anomalies", []):
            anomalies.setdefault(anomalie["ligne"], []).append(anomalie)
        titre = f"DNR {mois.complement(declaration.periode)} : {total} ligne{'s' if total > 1 else ''}"
        return render_template(
            "dnr/lignes.html",
            titre=titre,
            fil=self._fil(declaration),
            declaration=declaration,
            lignes=lignes,
            q=cherche,
            anomalies=anomalies,
            saisies=saisies,
            depassees=tableau.depassees(saisies, garde, lignes),
            vues=tableau.vues(lignes) if modifiable else "",
            modifiable=modifiable,
            natures=NATURES,
            jour_ecrit=jour_ecrit,
            attendu=attendu(declaration),
            etapes=ETAPES,
            numero=numero,
            derniere=-(-total // PAR_PAGE),
            base=self._base(declaration.id),
            **self._liens(declaration.id),
        )

    def _modifiable(self, declaration) -> bool:
        return declaration.statut in A_COMPLETER

    def _base(self, pk) -> str:
        return self.url("index", pk=pk)

    def _liens(self, pk) -> dict:
        dnr = DNRView.route_base
        return {
            "fiche_url": f"{dnr}/{pk}",
            "controle_url": f"{dnr}/{pk}/controle",
            "fichier_url": f"{dnr}/{pk}/fichier",
            "apercu_url": f"{dnr}/{pk}/apercu",
        }

    def _fil(self, declaration):
        return [
            ("Tableau de bord", "/services/"),
            (DNRView.titre, f"{DNRView.route_base}/"),
            (f"{mois.libelle(declaration.periode)}", f"{DNRView.route_base}/{declaration.id}"),
            ("Lignes", None),
        ]

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
        return redirect(
            f"{DNRView.route_base}/{pk}/controle" if "controler" in request.form else request.full_path
        )

    def _ecrire(self, declaration, saisies) -> list[int] | None:
        """Write the cells typed in; return the rows that are no more, None when another tab changed one."""
        with ecriture(db.session) as session:
            verrouiller(session, declaration)
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

    def _recontroler(self, session, declaration):
        session.flush()
        declarer.passer_en_ligne(declaration)
        declarer.recontroler(session, declaration)

    @expose("/nouvelle", methods=["GET", "POST"])
    @has_access
    def ajouter(self, pk):
        """Add a worker's line."""
        declaration, form = self._brouillon(pk), FormulaireLigne()
        if form.validate_on_submit():
            with ecriture(db.session) as session:
                verrouiller(session, declaration)
                ligne = lignes_en_base.ajouter(session, pk, form.data)
                self._recontroler(session, declaration)
                rang = ligne.rang
            return self._apres(pk, rang, declaration, "La ligne est ajoutée au brouillon.")
        return self._formulaire(declaration, form, "Ajouter un travailleur")

    @expose("/<int:rang>", methods=["GET", "POST"])
    @has_access
    def modifier(self, pk, rang):
        """Change a worker's line."""
        declaration, ligne = self._brouillon(pk), self._ligne(pk, rang)
        form = FormulaireLigne(obj=ligne)
        if form.validate_on_submit() and self._changer(declaration, ligne, form):
            return self._apres(pk, rang, declaration, "La ligne est enregistrée dans le brouillon.")
        return self._formulaire(declaration, form, f"Modifier la ligne {rang}", ligne)

    def _changer(self, declaration, ligne, form) -> bool:
        """Write a whole line, unless another tab changed it since it was shown: the form then says so."""
        with ecriture(db.session) as session:
            verrouiller(session, declaration)
            if not tableau.est_celle_qu_on_a_vue(ligne, request.form):
                form.form_errors.append(LIGNE_DEPASSEE)
                return False
            lignes_en_base.changer(ligne, form.data)
            self._recontroler(session, declaration)
        return True

    def _apres(self, pk, rang, declaration, message):
        """Go back to the table, or to the line while something blocks on it, to show what."""
        fautes = [
            a for a in declaration.controle["anomalies"] if a["ligne"] == rang and a["niveau"] == "bloquante"
        ]
        restent = accord(len(fautes), "point reste", "points restent")
        flash(
            f"{message} {restent} à corriger sur cette ligne." if fautes else message,
            "warning" if fautes else "success",
        )
        return redirect(self.url("modifier", pk=pk, rang=rang) if fautes else self._base(pk))

    def _formulaire(self, declaration, form, titre, ligne=None):
        controle = (declaration.controle or {}).get("anomalies", [])
        fautes = [a for a in controle if ligne is not None and a["ligne"] == ligne.rang]
        if request.method == "GET":
            for faute in fautes:
                if faute["colonne"] in form:
                    form[faute["colonne"]].errors = [*form[faute["colonne"]].errors, faute["message"]]
        page = render_template(
            "dnr/ligne.html",
            titre=titre,
            fil=[*self._fil(declaration)[:-1], ("Lignes", self._base(declaration.id)), (titre, None)],
            form=form,
            ligne=ligne,
            vue=ligne and tableau.empreinte_de_la_ligne(ligne),
            annuler_url=self._base(declaration.id),
            declaration=declaration,
            retirer_url=ligne and self.url("retirer", pk=declaration.id, rang=ligne.rang),
        )
        return page, 422 if request.method == "POST" else 200

    @expose("/<int:rang>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk, rang):
        """Take a line out of the draft."""
        declaration, ligne = self._brouillon(pk), self._ligne(pk, rang)
        with ecriture(db.session) as session:
            verrouiller(session, declaration)
            if retiree := tableau.est_celle_qu_on_a_vue(ligne, request.form):
                session.delete(ligne)
                self._recontroler(session, declaration)
        if not retiree:
            flash(LIGNE_CHANGEE, "warning")
            return redirect(self.url("modifier", pk=pk, rang=rang))
        flash("La ligne est retirée du brouillon.", "success")
        return redirect(self._base(pk))


def page_de_lignes(session, declaration_id: int, numero: int, cherche: str):
    """Return the lines of a page (from 1) whose name or number holds `cherche`, and how many in all."""
    requete = select(LigneDeclaration).where(LigneDeclaration.declaration_id == declaration_id)
    if len(cherche) > LONGUEUR:
        return [], 0
    if cherche:
        colonnes = (
            LigneDeclaration.numero_assure,
            LigneDeclaration.nom,
            LigneDeclaration.prenoms,
            LigneDeclaration.matricule,
        )
        critere = colonnes[0].icontains(cherche, autoescape=True)
        for colonne in colonnes[1:]:
            critere |= colonne.icontains(cherche, autoescape=True)
        requete = requete.where(critere)
    total = session.scalar(select(func.count()).select_from(requete.subquery()))
    page = (
        requete.order_by(LigneDeclaration.rang).limit(PAR_PAGE).offset((min(numero, 10_000) - 1) * PAR_PAGE)
    )
    return session.scalars(page).all(), total


def _a_corriger(declaration) -> str:
    """Return how many anomalies block, told at the top: the lines in red may be far below on a phone."""
    bloquantes = (declaration.controle or {}).get("bloquantes", 0)
    if not bloquantes:
        return ""
    return f" {accord(bloquantes, 'anomalie bloque', 'anomalies bloquent')} : voyez les lignes en rouge."
