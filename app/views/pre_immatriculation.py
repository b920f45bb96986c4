"""« Pré-immatriculation en ligne »: a firm or a household asks to be registered, without an account.

The address of a request carries its signed key: whoever made it, or reads the e-mail it gave, comes back.
"""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_appbuilder import expose
from flask_wtf import FlaskForm
from sqlalchemy import func, inspect, select

from app import avertir, cycle, lettres, suivi
from app.acces import Perimetre, systeme
from app.base_de_donnees import db, ecriture, verrouiller
from app.comptes import liens, verrou
from app.comptes.inscription import Deposant
from app.cycle import A_COMPLETER, TransitionRefusee
from app.formulaires import formulaire_pour
from app.models import Demande, Piece, PreImmatriculationDomestique, PreImmatriculationEntreprise
from app.pieces import dossier as depot
from app.pieces.formats import EXTENSIONS
from app.services import pre_immatriculation
from app.views import dossier, rubriques
from app.views.base import HORS_DE_LA_LIGNE, PageOuverte
from app.views.brouillons import refuser
from app.views.demande import prochaine, volet
from app.views.envois import pdf
from app.views.inscription import champ_texte
from app.views.mot_de_passe_oublie import champ_courriel
from app.views.recherche import colonne_de

MODELES = {"entreprise": PreImmatriculationEntreprise, "domestique": PreImmatriculationDomestique}
ENVOYEE = (
    "Si une pré-immatriculation porte ce numéro et cette adresse, un courriel vient d’y être envoyé, avec le "
    "lien qui montre où elle en est. Rien reçu ? Regardez dans les courriers indésirables, puis vérifiez le "
    "numéro et l’adresse."
)


def colonnes(modele: type) -> list[str]:
    """Return the columns that the visitor fills in, in the order of their parts."""
    propres = [c.key for c in inspect(modele).local_table.columns if not c.primary_key]
    return rubriques.ordonner(modele, propres)


FORMULAIRES = {categorie: formulaire_pour(m, colonnes(m)) for categorie, m in MODELES.items()}


class FormulaireSuivi(FlaskForm):
    """The number of the request and the address it gave."""

    numero = champ_texte("N° de la demande", "Par exemple PIE-2026-000123", 30)
    courriel = champ_courriel("Courriel", "Celui que vous avez indiqué")


class PreImmatriculationView(PageOuverte):
    """From the form to the number, by the signed address of the request."""

    route_base = "/pre-immatriculation"
    default_view = "suivi"

    @expose("/<any(entreprise, domestique):categorie>", methods=["GET", "POST"])
    def demander(self, categorie):
        """Ask for what the register needs; what is typed becomes a request once it is whole."""
        form = FORMULAIRES[categorie]()
        if form.validate_on_submit():
            self._freiner("pre-immatriculation")
            demande = MODELES[categorie]()
            _remplir(demande, form)
            return redirect(suivi.chemin(demande))
        return self._formulaire(form, MODELES[categorie], url_for("AccueilView.index"))

    @expose("/dossier/<jeton_signe>/modifier", methods=["GET", "POST"])
    def modifier(self, jeton_signe):
        """Change what was typed, until it is sent."""
        with systeme("the signed address says whose request this is"):
            demande = _a_completer(jeton_signe)
            categorie = next(c for c, m in MODELES.items() if isinstance(demande, m))
            form = FORMULAIRES[categorie](obj=demande if request.method == "GET" else None)
            if form.validate_on_submit():
                _remplir(demande, form)
                return redirect(suivi.chemin(demande))
            return self._formulaire(form, type(demande), suivi.chemin(demande))

    def _formulaire(self, form, modele, annuler_url):
        page = self.render_template(
            "services/formulaire.html",
            titre=modele.libelle_type,
            fil=[],
            form=form,
            bouton="Continuer : joindre les pièces",
            annuler_url=annuler_url,
            introduction="Sans compte : la réponse et votre numéro d’employeur vous viendront par courriel.",
            titres=rubriques.titres(modele, colonnes(modele)),
            pieces_demandees=modele.pieces_demandees,
        )
        return page, 422 if form.errors else 200

    @expose("/dossier/<jeton_signe>")
    def index(self, jeton_signe):
        """Show the request: its pieces to join and its sending, then where it stands."""
        with systeme("the signed address says whose request this is"):
            return self._page(_trouver(jeton_signe))

    def _page(self, demande, formulaires=None):
        formulaires = formulaires or {s.code: dossier.FormulairePiece.de(s) for s in depot.sortes(demande)}
        jointes = depot.jointes(demande)
        page = self.render_template(
            "services/pre_immatriculation.html",
            titre=str(demande),
            fil=[],
            demande=demande,
            prochaine=prochaine(demande),
            a_completer=demande.statut in A_COMPLETER,
            sections=_sections(demande),
            sortes=[
                (s, formulaires[s.code], [_fichier(p) for p in jointes[s.code]])
                for s in depot.sortes(demande)
            ],
            manquantes=depot.manquantes(demande),
            extensions=EXTENSIONS,
            adresse=suivi.chemin(demande),
        )
        return page, 422 if any(f.fichiers.errors for f in formulaires.values()) else 200

    @expose("/dossier/<jeton_signe>/pieces", methods=["POST"])
    def joindre(self, jeton_signe):
        """Keep the files fit to be; tell about the others."""
        with systeme("the signed address says whose request this is"):
            demande = _a_completer(jeton_signe)
            formulaires = {s.code: dossier.FormulairePiece.de(s) for s in depot.sortes(demande)}
            form = formulaires.get(request.form.get("code", "")) or abort(404)
            dossier.recevoir(demande, request.form["code"], form, _visiteur(demande))
            if form.fichiers.errors:
                return self._page(demande, formulaires)
            return redirect(suivi.chemin(demande))

    @expose("/dossier/<jeton_signe>/retirer", methods=["POST"])
    def retirer(self, jeton_signe):
        """Take back a piece, until the request is sent."""
        with systeme("the signed address says whose request this is"):
            demande = _a_completer(jeton_signe)
            voulue = request.form.get("piece", "")
            piece = next((p for p in demande.pieces if str(p.id) == voulue), None) or abort(404)
            with ecriture(db.session) as session:
                depot.retirer(session, verrouiller(session, piece))
            return redirect(suivi.chemin(demande))

    @expose("/dossier/<jeton_signe>/soumettre", methods=["POST"])
    def soumettre(self, jeton_signe):
        """Send the request to the fund."""
        with systeme("the signed address says whose request this is"):
            demande = _trouver(jeton_signe)
            try:
                with ecriture(db.session) as session:
                    verrouiller(session, demande)
                    cycle.appliquer(session, demande, "soumettre", _visiteur(demande))
                flash(f"Envoyée : votre demande porte le numéro {demande.numero}. Gardez-le.", "success")
            except TransitionRefusee as refus:
                refuser(str(refus))
            return redirect(suivi.chemin(demande))

    @expose("/dossier/<jeton_signe>/recepisse.pdf")
    def recepisse(self, jeton_signe):
        """Send the receipt."""
        with systeme("the signed address says whose request this is"):
            demande = _trouver(jeton_signe)
            if demande.soumise_le is None:
                abort(404)
            parties = [(s["titre"], s["paires"]) for s in _sections(demande)]
            return pdf(lettres.recepisse(demande, parties), f"recepisse-{demande.numero}")

    @expose("/suivi", methods=["GET", "POST"])
    def suivi(self):
        """Mail the address of a request to who gives its number and e-mail; the answer is always the same."""
        form = FormulaireSuivi()
        if form.validate_on_submit():
            self._freiner("suivi")
            _envoyer_l_adresse(form.numero.data, form.courriel.data)
            return self.render_template(
                "compte/message.html", titre="Consultez votre messagerie", fil=[], texte=ENVOYEE
            )
        return self.render_template(
            "formulaire.html",
            titre="Suivre une pré-immatriculation",
            fil=[],
            form=form,
            introduction="Un lien vers votre dossier vous sera envoyé : il dit où elle en est.",
            bouton="Recevoir le lien",
            annuler_url=url_for("AccueilView.index"),
        ), 422 if form.errors else 200

    def _freiner(self, quoi: str) -> None:
        """Stop an address of the network that tries too often: 429."""
        with systeme("attempts are counted for nobody"), ecriture(db.session) as session:
            permis = verrou.permettre(session, verrou.cle(quoi, request.remote_addr or ""))
        if not permis:
            abort(429)


def _visiteur(demande) -> Deposant:
    return Deposant(None, demande.demandeur, frozenset(), Perimetre(tout=True))


def _remplir(demande, form) -> None:
    with systeme("a visitor's own request"), ecriture(db.session) as session:
        if inspect(demande).persistent:
            verrouiller(session, demande)
        for champ in form:
            if champ.name not in HORS_DE_LA_LIGNE:
                champ.populate_obj(demande, champ.name)
        session.add(demande)
        session.flush()


def _trouver(jeton: str) -> Demande:
    """Return the request of a signed address; a dead one says where to ask for another."""
    try:
        cle = suivi.lire(jeton)
    except liens.LienMort as mort:
        page = render_template(
            "compte/message.html",
            titre="Lien périmé",
            fil=[],
            texte=str(mort),
            suite_url=url_for("PreImmatriculationView.suivi"),
            suite="Recevoir un autre lien",
        )
        abort(make_response(page, 404))
    return db.session.scalars(select(Demande).where(Demande.id == cle)).one_or_none() or abort(404)


def _a_completer(jeton: str) -> Demande:
    """Return a request that may still change; back to its page once it is sent."""
    demande = _trouver(jeton)
    if demande.statut not in A_COMPLETER:
        abort(redirect(suivi.chemin(demande)))
    return demande


def _envoyer_l_adresse(numero: str, courriel: str) -> None:
    """Mail where a request is read, to the address it gave, unless it received too many already."""
    demande = _par_numero(numero, courriel)
    if demande is None:
        return
    with systeme("a visitor’s own request"), ecriture(db.session) as session:
        if verrou.permettre(session, verrou.cle("suivi-courriel", courriel)):
            avertir.ecrire(session, demande, "pre_immatriculation_suivi", demande.courriel_du_visiteur)


def _par_numero(numero: str, courriel: str) -> Demande | None:
    """Return the request of this number if it gave that address; None otherwise, saying no more."""
    with systeme("a visitor looks for his own request"):
        for modele in MODELES.values():
            requete = select(modele).where(
                modele.numero == numero.strip().upper(), func.lower(modele.courriel) == courriel.lower()
            )
            if demande := db.session.scalars(requete).one_or_none():
                return demande
    return None


def _sections(demande) -> list[dict]:
    noms = {"division_id": "division"}
    return [
        {"titre": titre, "paires": [_paire(demande, noms.get(cle, cle)) for cle in cles]}
        for titre, cles in rubriques.ranger(type(demande), colonnes(type(demande)))
    ]


def _paire(demande, cle: str) -> tuple[str, str]:
    colonne = colonne_de(type(demande), cle, {})
    return colonne.libelle, colonne.affiche(colonne.valeur(demande))


def _fichier(piece: Piece) -> dict:
    return {
        "id": piece.id,
        "nom": piece.fichier.nom,
        "nature": piece.nature or "",
        "format": piece.format.value,
        "octets": piece.fichier.taille,
        "analyse": piece.analyse.value,
    }


@volet(PreImmatriculationEntreprise)
@volet(PreImmatriculationDomestique)
def volet_pre_immatriculation(demande, vue) -> str:
    """Return, for the agent, the division and the employers of the register it may double."""
    return render_template(
        "services/employeurs_semblables.html",
        division=demande.division,
        semblables=pre_immatriculation.semblables(db.session, demande),
    )
