"""Reconciliation, for the fund's agents: statements imported, matches confirmed, lines recognised."""

from flask import flash, jsonify, redirect, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from sqlalchemy import func, select
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.demandes.ecrans.dossier import trouver
from app.generateur import relations
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_fichier import ChampFichier
from app.generateur.controles import au_plus, lisible
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.espace import EspaceView
from app.generateur.ecrans.modele import L
from app.generateur.ecrans.vue import Vue
from app.generateur.formulaires import Formulaire
from app.generateur.relations import ChampRelation
from app.regles.francais import accord
from app.repertoire.tables import Employeur
from app.services.paiement import deux_mains, lecture_releve, rapprochement, releves_bancaires
from app.services.paiement.affecter import affecter
from app.services.paiement.lecture_releve import EXTENSIONS, ReleveIllisible
from app.services.paiement.tables import Banque, LigneReleve, Paiement
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus

AU_PLUS = 100
"""Proposals on one page; confirming them shows the next ones."""


class FormulaireReleve(FlaskForm):
    """A statement, and whose it is."""

    banque = ChampRelation("Banque", [InputRequired("Choisissez la banque.")], modele=Banque)
    fichier = ChampFichier(
        "Relevé (CSV)", [FileRequired("Choisissez le relevé à importer.")], extensions=EXTENSIONS,
        description="Le fichier tel que la banque le donne. Importer deux fois le même ne change rien.",
    )  # fmt: skip


class FormulaireChoixEmployeur(Formulaire):
    """Which employer."""

    employeur = ChampRelation(
        "Employeur",
        [InputRequired("Cherchez l’employeur par son nom ou son numéro.")],
        modele=Employeur,
        recherche="RapprochementView.employeurs",
        description="Son nom ou son numéro",
    )


class FormulaireAffectation(FormulaireChoixEmployeur):
    """Whose money it is, and how one knows."""

    motif = TextAreaField(
        "Ce qui permet de l’identifier",
        [InputRequired("Écrivez ce qui permet de l’identifier."), lisible, au_plus(500)],
        description="Un appel, un courrier, le nom du payeur… Ce motif reste au dossier.",
    )


class RapprochementView(EspaceView):
    """What the fund's banks received, beside what employers announced."""

    espace = "agent"
    domaine = "encaissements"
    titre = "Rapprochement bancaire"
    ordre = 360
    adresse = "rapprochement"
    resume = "Importer les relevés des banques et confirmer les versements annoncés"
    modele = LigneReleve
    droits_des_routes = {
        "index": "consulter", "importer": "instruire", "confirmer": "instruire", "affecter": "instruire",
        "employeurs": "instruire",
    }  # fmt: skip

    @expose("/")
    @has_access
    def index(self):
        """Show the proposals, the surest first, to confirm one by one or together."""
        propositions = rapprochement.proposer(db.session)
        return render_template(
            "rapprochement/index.html",
            titre=self.titre,
            fil=self.fil(),
            propositions=_montrer(propositions[:AU_PLUS]),
            autres=max(0, len(propositions) - AU_PLUS),
            en_attente=_en_attente(),
        )

    @expose("/confirmer", methods=["POST"])
    @has_access
    def confirmer(self):
        """Confirm the proposals ticked, or the one pressed; each stands by itself."""
        couples = request.form.getlist("un") or request.form.getlist("couple")
        if not (lus := _couples(couples)):
            refuser("Cochez au moins une proposition.")
            return redirect(self.url("index"))
        with transaction(db.session) as session:
            confirmes, refus = rapprochement.confirmer_plusieurs(session, lus, acteur())
        if confirmes:
            flash(f"{accord(confirmes, 'versement confirmé', 'versements confirmés')}.", "success")
        for raison in refus:
            refuser(raison)
        return redirect(self.url("index"))

    @expose("/importer", methods=["GET", "POST"])
    @has_access
    def importer(self):
        """Take a bank's statement; only its new lines are kept."""
        form = FormulaireReleve()
        if form.validate_on_submit() and (compte := _importer(form)) is not None:
            flash(_bilan(*compte), "success" if compte[1] else "warning")
            return redirect(self.url("index"))
        page = render_template(
            "rapprochement/importer.html",
            titre="Importer un relevé",
            fil=self.fil(("Importer un relevé", None)),
            form=form,
        )
        return page, 422 if form.errors else 200

    @expose("/lignes/<int:pk>", methods=["GET", "POST"])
    @has_access
    def affecter(self, pk):
        """Book a line that nobody announced to the employer one recognised."""
        ligne, form = trouver(LigneReleve, pk), FormulaireAffectation()
        envoye = ligne.paiement_id is None and request.method == "POST" and form.validate()
        if envoye and (paiement := _affecter(ligne, form)):
            flash(f"Porté au compte de {paiement.employeur} : paiement {paiement.numero}.", "success")
            return redirect(LigneReleveView.url("list"))
        page = render_template(
            "rapprochement/ligne.html",
            titre=f"Ligne n° {pk}",
            fil=self.fil((LigneReleveView.titre, LigneReleveView.url("list")), (f"Ligne n° {pk}", None)),
            ligne=ligne,
            a_un_autre=deux_mains.MEME_MAIN if deux_mains.empechees(db.session, [ligne], acteur()) else "",
            form=form,
        )
        return page, 422 if form.errors else 200

    @expose("/employeurs")
    @has_access
    def employeurs(self):
        """Propose, as one types, the employers that match."""
        lignes = relations.chercher(Employeur, request.args.get("q", "")[:80])
        return jsonify(choix=[relations.nommer(ligne) for ligne in lignes])


def _montrer(propositions) -> list[tuple]:
    """Return each proposal with its line, its payment, and whether another person must confirm it."""
    lignes = _par_cle(LigneReleve, [p.ligne_id for p in propositions])
    paiements = _par_cle(Paiement, [p.paiement_id for p in propositions])
    empechees = deux_mains.empechees(db.session, lignes.values(), acteur())
    return [(p, lignes[p.ligne_id], paiements[p.paiement_id], p.ligne_id in empechees) for p in propositions]


def _par_cle(modele: type[L], cles: list[int]) -> dict[int, L]:
    return {x.id: x for x in db.session.scalars(select(modele).where(modele.id.in_(cles)))}


def _en_attente() -> int:
    compte = select(func.count(LigneReleve.id)).where(LigneReleve.paiement_id.is_(None))
    return db.session.scalars(compte).one()


def _couples(textes: list[str]) -> list[tuple[int, int]]:
    """Return the pairs (line, payment) posted as « 12-34 »; what is not one is left out."""
    paires = [texte.partition("-") for texte in textes[:AU_PLUS]]
    return [(int(a), int(b)) for a, _, b in paires if _cle(a) and _cle(b)]


def _cle(texte: str) -> bool:
    return texte.isdecimal() and len(texte) < 10


def _importer(form) -> tuple[int, int] | None:
    """Return how many lines are new and how many the file holds, None with the error on its field."""
    contenu = form.fichier.data.read()
    try:
        with transaction(db.session) as session:
            banque = session.get_one(Banque, form.banque.data)
            lues = len(lecture_releve.lire(contenu, releves_bancaires.correspondance(banque)))
            deja = releves_bancaires.connu(session, banque, contenu)
            nom = form.fichier.data.filename
            releve = releves_bancaires.importer(session, banque, nom, contenu, acteur().utilisateur_id)
            return (0 if deja else releve.lignes), lues
    except ReleveIllisible as refus:
        form.fichier.errors = [str(refus)]
        return None


def _bilan(nouvelles: int, lues: int) -> str:
    if not lues:
        return "Ce relevé ne porte aucun versement reçu : rien n’est importé."
    connues = accord(lues - nouvelles, "déjà connu", "déjà connus")
    return f"{accord(nouvelles, 'versement nouveau', 'versements nouveaux')}, {connues}."


def _affecter(ligne, form) -> Paiement | None:
    try:
        with transaction(db.session) as session:
            employeur = session.get_one(Employeur, form.employeur.data)
            return affecter(session, ligne.id, employeur, form.motif.data, acteur())
    except Refus as refus:
        form.form_errors.append(str(refus))
        return None


class LigneReleveView(Vue):
    """The credits that nothing answers to yet: each opens where it can be booked to an employer."""

    modele = LigneReleve
    espace = "agent"
    domaine = "encaissements"
    titre = "Versements à identifier"
    ordre = 370
    adresse = "versements-a-identifier"
    vide = "Aucun versement à identifier."
    base_order = ("le", "asc")
    list_columns = ["reference", "le", "banque", "libelle", "montant"]
    search_columns = ["le", "reference", "libelle", "montant"]
    include_route_methods = {"list", "exporter"}

    def requete_initiale(self, requete):
        """Keep what nothing answers to."""
        return requete.where(LigneReleve.paiement_id.is_(None))

    def lien_vers(self, ligne):
        """Return where it can be booked."""
        return RapprochementView.url_en_serie("affecter", pk=ligne.id)
