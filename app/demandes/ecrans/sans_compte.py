"""A request made without an account: its form, its pieces and its sending, then where it stands.

The address of a request carries its signed key: whoever made it, or reads the e-mail it gave, comes back. No
piece is taken but from who came by the e-mail, which proves its address (see `suivi`). Robots are stopped by
a field that people do not see, and by counting the sendings of a network address.
"""

from typing import Any

from flask import abort, flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import func, inspect, select

from app.demandes import avertir, cycle, etats, lettres, suivi
from app.demandes.deposant import Deposant
from app.demandes.ecrans import dossier, rubriques
from app.demandes.ecrans.prochaine import prochaine
from app.demandes.etats import A_COMPLETER
from app.demandes.pieces import dossier as depot
from app.demandes.pieces.retraits import raconter
from app.demandes.tables import Cote, Demande, Piece
from app.generateur import piege
from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_adresse, champ_texte
from app.generateur.colonnes import colonne_de
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.ecrans.modele import Contexte, Section
from app.generateur.ecrans.saisie import HORS_DE_LA_LIGNE
from app.generateur.formulaires import FormulaireModele, formulaire_pour
from app.generateur.piege import ChampPiege
from app.generateur.telechargements import pdf
from app.identites import quotas, verrou
from app.regles.francais import duree
from app.socle import liens_signes, noms
from app.socle.acces import Perimetre, systeme
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.refus import Refus
from app.travaux.canaux import est_un_telephone
from app.travaux.sms import budget

A_PROUVER = "Ouvrez d’abord le lien du message que la CNSS vous a envoyé : il prouve votre adresse."
RENVOYE = "Un nouveau message est parti à {} : ouvrez son lien."
TROP_DE_MESSAGES = (
    "Trop de messages sont déjà partis à cette adresse : cherchez-les, courriers indésirables compris, ou "
    "attendez {} avant d’en demander un autre."
)
ENVOYEE = (
    "Si une demande porte ce numéro et cette adresse, un message vient d’y être envoyé, avec le lien qui "
    "montre où elle en est. Rien reçu ? Regardez dans les courriers indésirables, puis vérifiez le numéro et "
    "l’adresse."
)


def colonnes(modele: type[Demande], fixees: tuple[str, ...] = ()) -> list[str]:
    """Return the columns that the visitor fills in, in the order of their parts, but for `fixees`."""
    propres = [c.key for c in inspect(modele).local_table.columns if not c.primary_key]
    return rubriques.ordonner(modele, [cle for cle in propres if cle not in fixees])


class FormulaireSuivi(FlaskForm):
    """The number of the request and the address that it gave."""

    numero = champ_texte("N° de la demande", "Par exemple PIE-2026-000123", 30)
    adresse = champ_adresse(aide="Celui que vous avez indiqué")


class SansCompteView(PageOuverte, abstrait=True):
    """From the form to the number, by the signed address of the request."""

    default_view = "suivi"
    modeles: dict[str, type[Demande]] = {}
    """What may be asked for, by the word of the address."""
    fixees: tuple[str, ...] = ()
    """Columns that the address decides: the form does not ask for them."""
    titres: dict[str, str] = {}
    """The title of each form, by the word of the address; the service's name by default."""
    titre_du_suivi = ""
    courriel_du_suivi = "sans_compte_suivi"
    """The e-mail that gives the signed address to who asks for it again."""
    introduction = ""
    formulaires: dict[type[Demande], type[FormulaireModele]]
    """The form of each model, made from its columns."""

    def __init_subclass__(cls, abstrait: bool = False, **options: Any) -> None:
        super().__init_subclass__(abstrait=abstrait, **options)
        suivi.PAGES.inscrire(cls.route_base, cls)
        cls.formulaires = {
            modele: formulaire_pour(modele, colonnes(modele, cls.fixees)) for modele in cls.modeles.values()
        }
        for formulaire in cls.formulaires.values():
            setattr(formulaire, piege.NOM, ChampPiege())

    def fixer(self, demande: Demande, categorie: str) -> None:
        """Write on a new request what its address decides: nothing by default."""

    def _demander(self, categorie: str) -> ResponseReturnValue:
        """Ask for what the service needs; what is typed becomes a request once it is whole."""
        modele = self.modeles[categorie]
        form = self.formulaires[modele]()
        if form.validate_on_submit():
            self._freiner(self.route_base)
            demande = modele()
            self.fixer(demande, categorie)
            _remplir(demande, form)
            if refus := _faire_prouver(demande):
                refuser(refus)
            return redirect(suivi.chemin(demande))
        titre = self.titres.get(categorie, modele.libelle_type)
        return self._formulaire(form, modele, url_for("AccueilView.index"), titre)

    @expose("/dossier/<jeton_signe>/modifier", methods=["GET", "POST"])
    def modifier(self, jeton_signe: str) -> ResponseReturnValue:
        """Change what was typed, until it is sent."""
        with systeme("the signed address says whose request this is"):
            demande = self._a_completer(jeton_signe)
            form = self.formulaires[type(demande)](obj=demande if request.method == "GET" else None)
            ici = self.url("index", jeton_signe=jeton_signe)
            if form.validate_on_submit():
                ecrite_a = demande.courriel_du_visiteur
                _remplir(demande, form)
                if demande.courriel_du_visiteur != ecrite_a and (refus := _faire_prouver(demande)):
                    refuser(refus)
                return redirect(ici)
            return self._formulaire(form, type(demande), ici, str(demande))

    def _formulaire(
        self, form: FormulaireModele, modele: type[Demande], annuler_url: str, titre: str
    ) -> ResponseReturnValue:
        page = self.render_template(
            "services/formulaire_sans_compte.html",
            titre=titre,
            fil=[],
            form=form,
            bouton="Continuer : prouver votre adresse",
            annuler_url=annuler_url,
            introduction=self.introduction,
            titres=rubriques.titres(modele, colonnes(modele, self.fixees)),
            pieces_demandees=modele.pieces_demandees,
        )
        return page, 422 if form.errors else 200

    @expose("/dossier/<jeton_signe>")
    def index(self, jeton_signe: str) -> ResponseReturnValue:
        """Show the request: its pieces to join and its sending, then where it stands."""
        with systeme("the signed address says whose request this is"):
            return self._page(self._trouver(jeton_signe), jeton_signe)

    def _page(
        self, demande: Demande, jeton: str, formulaires: dict[str, dossier.FormulairePiece] | None = None
    ) -> ResponseReturnValue:
        formulaires = formulaires or {s.code: dossier.FormulairePiece.de(s) for s in depot.sortes(demande)}
        jointes = depot.jointes(demande)
        page = self.render_template(
            "services/sans_compte.html",
            titre=str(demande),
            fil=[],
            demande=demande,
            prochaine=prochaine(demande),
            a_completer=demande.statut in A_COMPLETER,
            prouvee=suivi.prouvee(demande, jeton),
            sections=self.sections(demande),
            messages=[m for m in demande.messages if m.pour is Cote.demandeur],
            sortes=[
                (s, formulaires[s.code], [_fichier(p) for p in jointes[s.code]])
                for s in depot.sortes(demande)
            ],
            manquantes=depot.manquantes(demande),
            **self._adresses(jeton),
        )
        return page, dossier.statut(formulaires.values())

    def _adresses(self, jeton: str) -> dict[str, str]:
        routes = ("prouver", "joindre", "retirer", "soumettre", "modifier", "recepisse")
        return {f"{route}_url": self.url(route, jeton_signe=jeton) for route in routes}

    @expose("/dossier/<jeton_signe>/prouver", methods=["POST"])
    def prouver(self, jeton_signe: str) -> ResponseReturnValue:
        """Send again the e-mail whose link proves the address."""
        with systeme("the signed address says whose request this is"):
            demande = self._a_completer(jeton_signe)
            if refus := _faire_prouver(demande):
                refuser(refus)
            else:
                flash(RENVOYE.format(demande.courriel_du_visiteur), "success")
            return redirect(self.url("index", jeton_signe=jeton_signe))

    @expose("/dossier/<jeton_signe>/pieces", methods=["POST"])
    def joindre(self, jeton_signe: str) -> ResponseReturnValue:
        """Keep the files fit to be; tell about the others."""
        with systeme("the signed address says whose request this is"):
            demande, ici = self._a_completer(jeton_signe), self.url("index", jeton_signe=jeton_signe)
            if not suivi.prouvee(demande, jeton_signe):
                refuser(A_PROUVER)
                return redirect(ici)
            formulaires = {s.code: dossier.FormulairePiece.de(s) for s in depot.sortes(demande)}
            form = formulaires.get(request.form.get("code", "")) or abort(404)
            envoyeurs = quotas.d_un_visiteur(demande.courriel_du_visiteur or "", request.remote_addr)
            dossier.recevoir(demande, request.form["code"], form, _visiteur(demande), envoyeurs)
            if form.fichiers.errors:
                return self._page(demande, jeton_signe, formulaires)
            return redirect(ici)

    @expose("/dossier/<jeton_signe>/retirer", methods=["POST"])
    def retirer(self, jeton_signe: str) -> ResponseReturnValue:
        """Take back a piece, until the request is sent."""
        with systeme("the signed address says whose request this is"):
            demande = self._a_completer(jeton_signe)
            voulue = request.form.get("piece", "")
            piece = next((p for p in demande.pieces if str(p.id) == voulue), None) or abort(404)
            with transaction(db.session) as session:
                depot.retirer(session, verrouiller(session, piece))
            return redirect(self.url("index", jeton_signe=jeton_signe))

    @expose("/dossier/<jeton_signe>/soumettre", methods=["POST"])
    def soumettre(self, jeton_signe: str) -> ResponseReturnValue:
        """Send the request to the fund."""
        with systeme("the signed address says whose request this is"):
            demande = self._trouver(jeton_signe)
            try:
                with transaction(db.session) as session:
                    verrouiller(session, demande)
                    cycle.appliquer(session, demande, etats.SOUMETTRE, _visiteur(demande))
                flash(f"Envoyée : votre demande porte le numéro {demande.numero}. Gardez-le.", "success")
            except Refus as refus:
                refuser(str(refus))
            return redirect(self.url("index", jeton_signe=jeton_signe))

    @expose("/dossier/<jeton_signe>/recepisse.pdf")
    def recepisse(self, jeton_signe: str) -> ResponseReturnValue:
        """Send the receipt."""
        with systeme("the signed address says whose request this is"):
            demande = self._trouver(jeton_signe)
            if demande.soumise_le is None:
                abort(404)
            parties = [(s["titre"], s["paires"]) for s in self.sections(demande)]
            return pdf(lettres.recepisse(db.session, demande, parties), f"recepisse-{demande.numero}")

    @expose("/suivi", methods=["GET", "POST"])
    def suivi(self) -> ResponseReturnValue:
        """Send the page of a request to who gives its number and address; the answer is always the same."""
        form = FormulaireSuivi()
        if form.validate_on_submit():
            self._freiner("suivi")
            self._envoyer_l_adresse(form.numero.data or "", form.adresse.data or "")
            return self.render_template(
                "compte/message.html", titre="Consultez vos messages", fil=[], texte=ENVOYEE
            )
        return self.render_template(
            "formulaire.html",
            titre=self.titre_du_suivi,
            fil=[],
            form=form,
            introduction="Un lien vers votre dossier vous sera envoyé : il dit où il en est.",
            bouton="Recevoir le lien",
            annuler_url=url_for("AccueilView.index"),
        ), 422 if form.errors else 200

    def _envoyer_l_adresse(self, numero: str, courriel: str) -> None:
        """Mail where a request is read, to the address it gave, unless it received too many already."""
        demande = self._par_numero(numero, courriel)
        if demande is None or demande.courriel_du_visiteur is None:
            return
        with systeme("a visitor's own request"), transaction(db.session) as session:
            if verrou.permettre(session, verrou.cle("suivi-courriel", courriel)):
                avertir.ecrire(session, demande, self.courriel_du_suivi, demande.courriel_du_visiteur)

    def _freiner(self, quoi: str) -> None:
        """Stop an address of the network that tries too often: 429."""
        with systeme("attempts are counted for nobody"), transaction(db.session) as session:
            permis = verrou.permettre(session, verrou.cle_du_reseau(quoi, request.remote_addr))
        if not permis:
            abort(429)

    def _trouver(self, jeton: str) -> Demande:
        """Return the request of a signed address; a dead one says where to ask for another."""
        try:
            cle = suivi.lire(self.route_base, jeton)
        except liens_signes.LienMort as mort:
            page = self.render_template(
                "compte/message.html",
                titre="Lien périmé",
                fil=[],
                texte=str(mort),
                suite_url=self.url("suivi"),
                suite="Recevoir un autre lien",
            )
            abort(make_response(page, 404))
        return db.session.scalars(select(Demande).where(Demande.id == cle)).one_or_none() or abort(404)

    def _a_completer(self, jeton: str) -> Demande:
        """Return a request that may still change; back to its page once it is sent."""
        return _encore(self._trouver(jeton))

    def _par_numero(self, numero: str, courriel: str) -> Demande | None:
        """Return the request of this number if it gave that address; None otherwise, saying no more."""
        with systeme("a visitor looks for his own request"):
            for modele in dict.fromkeys(self.modeles.values()):
                requete = select(modele).where(
                    modele.numero == noms.numero_ecrit(numero),
                    func.lower(inspect(modele).columns["courriel"]) == courriel.lower(),
                )
                if demande := db.session.scalars(requete).one_or_none():
                    return demande
        return None

    def sections(self, demande: Demande) -> list[Section]:
        """Return what the visitor typed, in titled parts."""
        modele = type(demande)
        return [
            {"titre": titre, "paires": [_paire(demande, cle) for cle in cles]}
            for titre, cles in rubriques.ranger(modele, colonnes(modele))
        ]


def _encore(demande: Demande) -> Demande:
    """Return a request that may still change; back to its page once it is sent."""
    if demande.statut not in A_COMPLETER:
        abort(redirect(suivi.chemin(demande)))
    return demande


def _visiteur(demande: Demande) -> Deposant:
    return Deposant(None, demande.demandeur, frozenset(), Perimetre(tout=True))


def _remplir(demande: Demande, form: FormulaireModele) -> None:
    with systeme("a visitor's own request"), transaction(db.session) as session:
        if inspect(demande).persistent:
            _encore(verrouiller(session, demande))
        for champ in form:
            if champ.name not in (*HORS_DE_LA_LIGNE, piege.NOM):
                champ.populate_obj(demande, champ.name)
        session.add(demande)
        session.flush()


def _faire_prouver(demande: Demande) -> str:
    """Send the link that proves the address of a request; return why not: too many left, no SMS leaves."""
    adresse = (demande.courriel_du_visiteur or "").strip().lower()
    cle = verrou.cle("adresse-a-prouver", adresse)
    with systeme("a visitor's own request"), transaction(db.session) as session:
        if est_un_telephone(adresse) and (obstacle := budget.refus(session, adresse, connu=False)):
            return obstacle
        if not verrou.permettre(session, cle):
            return TROP_DE_MESSAGES.format(duree(verrou.attente(session, cle)))
        avertir.ecrire(session, demande, "adresse_a_prouver", adresse)
    return ""


def _paire(demande: Demande, cle: str) -> tuple[str, str]:
    relation = cle.removesuffix("_id")
    colonne = colonne_de(type(demande), relation if hasattr(type(demande), relation) else cle, {})
    return colonne.libelle, colonne.affiche(colonne.valeur(demande))


def _fichier(piece: Piece) -> Contexte:
    return {
        "id": piece.id,
        "nom": piece.fichier.nom,
        "nature": piece.nature or "",
        "format": piece.format.value,
        "octets": piece.fichier.taille,
        "analyse": piece.analyse.value,
        "retire": raconter(piece.retraits or ()),
    }
