"""« Prouver mon identité »: what an insured person's account asks of her before it shows her file."""

from flask import abort, flash, redirect, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from sqlalchemy import select
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from app.demandes import pieces_demandees
from app.demandes.pieces import dossier
from app.demandes.pieces.formats import LIMITES
from app.demandes.pieces.refus import PieceRefusee
from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_texte
from app.generateur.champs_fichier import ChampFichier
from app.generateur.champs_lus import ChampDate, en_choix
from app.generateur.controles import au_plus, deja_ne
from app.identites import codes, inscription, quotas, verrou
from app.identites.preuves import contact, etat, lettres
from app.identites.preuves.tables import SorteDePreuve
from app.identites.tables import Inscription, Profil
from app.repertoire.controles import numero_d_assure
from app.repertoire.tables import Division
from app.services import inscription_en_ligne
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import EnvoiRefuse, Refus
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.page_du_compte import PageDuCompte

CODE_PARTI = (
    "Si la CNSS connaît un contact prouvé de cette personne, un code vient d’y partir : écrivez-le ici dans "
    "les dix minutes."
)
LETTRE_DEMANDEE = "Votre lettre est demandée : elle sera du prochain envoi. Revenez ici avec son code."
PIECE_ENVOYEE = "Vos pièces sont envoyées sous le n° {}. Un agent les examine ; vous serez prévenu."
OUVERT = "Votre dossier d’assuré vous est ouvert : il n’y a rien d’autre à prouver."
PROUVEE = "Cette preuve est donnée."
PAR_LA_POSTE = "poste"


class FormulaireDeRevendication(FlaskForm):
    """Whom the account claims to be."""

    numero = champ_texte(
        "N° d’assurance", "Tel qu’il figure sur la carte", 15, numero_d_assure, inputmode="numeric"
    )
    naissance_le = ChampDate(
        "Date de naissance", [InputRequired("Indiquez votre date de naissance."), deja_ne]
    )


class FormulaireDeLettre(FlaskForm):
    """How the letter reaches her."""

    remise = SelectField(
        "Où recevoir la lettre",
        [InputRequired("Dites où vous voulez recevoir la lettre.")],
        description="Par la poste si la CNSS a votre adresse ; sinon, au guichet, pièce d’identité en main",
    )

    def __init__(self, *args, **valeurs):
        super().__init__(*args, **valeurs)
        divisions = db.session.execute(
            select(Division.id, Division.nom, Division.ville).order_by(Division.nom)
        )
        guichets = [(str(cle), f"Au guichet : {nom} ({ville})") for cle, nom, ville in divisions]
        self.remise.choices = en_choix([("", "—"), *guichets, (PAR_LA_POSTE, "Par la poste, à mon adresse")])


class FormulaireDuCodePoste(FlaskForm):
    """The code of the letter."""

    code_poste = StringField(
        "Code de la lettre",
        [InputRequired("Écrivez le code de la lettre."), au_plus(20, "Ce code est trop long : huit signes.")],
        description="Huit signes, comme ABCD-2345",
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


class FormulaireDePieces(FlaskForm):
    """The piece of identity, and the person who holds it."""

    nature = SelectField(
        "Document joint",
        [InputRequired("Dites quel document vous joignez.")],
        choices=en_choix([("", "—"), *((n, n) for n in pieces_demandees.IDENTITE.natures)]),
    )
    identite = ChampFichier(
        "Pièce d’identité", [FileRequired("Choisissez le fichier de votre pièce d’identité.")], **LIMITES
    )
    portrait = ChampFichier(
        pieces_demandees.PORTRAIT.libelle,
        [FileRequired("Choisissez la photographie où vous tenez la pièce.")],
        description=pieces_demandees.PORTRAIT.aide,
        **LIMITES,
    )

    def examiner(self) -> dict[str, dossier.Envoi] | None:
        """Return the files fit to be joined, by code; None where one is not, which is said beside it."""
        envois = {}
        for champ in (self.identite, self.portrait):
            try:
                assert champ.data
                contenu = champ.data.read()
                quotas.admettre(db.session, quotas.d_un_compte(current_user.id), contenu)
                envois[champ.name] = dossier.examiner(champ.data.filename or "", contenu)
            except (PieceRefusee, EnvoiRefuse) as refus:
                champ.errors = [str(refus)]
        return envois if len(envois) == 2 else None


class MonIdentiteView(PageDuCompte):
    """Two proofs of three kinds; what was proved stays, whatever is tried after."""

    route_base = "/compte/identite"
    default_view = "index"
    titre = "Prouver mon identité"

    @expose("/")
    def index(self):
        """Show what is proved, and the ways to prove the rest."""
        return self._page()

    def _page(self, statut: int = 200, **formulaires):
        mienne = etat.en_cours(db.session, current_user.id)
        if mienne is None and etat.dossier_de(db.session, current_user.id):
            return self.render_template(
                "compte/message.html", titre="Mon identité est prouvée", fil=self.fil(), texte=OUVERT
            )
        if mienne is None:
            return redirect(url_for("MonIdentiteView.revendiquer"))
        with systeme("one's own letter and request"):
            lettre = lettres.vivante(db.session, mienne)
            examen = inscription_en_ligne.en_attente(db.session, mienne)
        page = self.render_template(
            "compte/mon_identite.html",
            titre=self.titre,
            fil=self.fil(),
            inscription=mienne,
            sortes=SorteDePreuve,
            faites=etat.faites(db.session, mienne),
            requises=etat.REQUISES,
            lettre=lettre,
            examen=examen,
            code_demande=bool(session.get("code_identite")),
            code=formulaires.get("code") or FormulaireDuCodeRecu(formdata=None),
            remise=formulaires.get("remise") or FormulaireDeLettre(formdata=None),
            code_poste=formulaires.get("code_poste") or FormulaireDuCodePoste(formdata=None),
            pieces=formulaires.get("pieces") or FormulaireDePieces(formdata=None),
        )
        return page, statut

    @expose("/revendiquer", methods=["GET", "POST"])
    def revendiquer(self):
        """Claim a file, in the place of one claimed before."""
        if etat.dossier_de(db.session, current_user.id):
            return redirect(url_for("MonIdentiteView.index"))
        form = FormulaireDeRevendication()
        if not form.validate_on_submit():
            page = self.render_template(
                "compte/formulaire.html",
                titre="Demander l’accès à mon dossier d’assuré",
                fil=self.fil(),
                form=form,
                introduction="Dites quel dossier est le vôtre. Vous prouverez ensuite qui vous êtes.",
                bouton="Continuer",
                annuler_url=url_for("MonCompteView.index"),
            )
            return page, 422 if form.errors else 200
        with systeme("whom an account claims to be"), transaction(db.session) as session_:
            if verrou.permettre(session_, verrou.cle("revendication", str(current_user.id))):
                nouvelle = Inscription(
                    profil=Profil.assure,
                    adresse=current_user.username,
                    nom=current_user.last_name,
                    prenoms=current_user.first_name,
                    numero=form.numero.data,
                    naissance_le=form.naissance_le.data,
                    cree_le=maintenant(),
                    utilisee_le=maintenant(),
                    utilisateur_id=current_user.id,
                )
                _, nouvelle.assure_id = inscription.reconnaitre(session_, nouvelle)
                session_.add(nouvelle)
                session_.flush()
                etat.commencer(session_, nouvelle, current_user)
            else:
                flash("Trop de dossiers ont été demandés : attendez avant d’en demander un autre.", "warning")
        return redirect(url_for("MonIdentiteView.index"))

    @expose("/contact", methods=["POST"])
    def demander_un_code(self):
        """Send a code to a contact that the fund knows to be hers, if it knows one."""
        mienne = self._la_mienne()
        try:
            with systeme("a contact of whom she claims to be"), transaction(db.session) as session_:
                session["code_identite"] = contact.envoyer(session_, mienne)
            flash(CODE_PARTI, "info")
        except (verrou.Verrouille, Refus) as refus:
            flash(str(refus), "warning")
        return redirect(url_for("MonIdentiteView.index"))

    @expose("/contact/code", methods=["POST"])
    def prouver_par_contact(self):
        """Take the code of a known contact."""
        mienne, form = self._la_mienne(), FormulaireDuCodeRecu()
        cle = session.get("code_identite")
        if not form.validate_on_submit() or cle is None:
            return self._page(422, code=form)
        try:
            with systeme("a proof of identity"), transaction(db.session) as session_:
                juste = contact.verifier(session_, mienne, cle, form.code.data or "")
        except Refus as refus:
            session.pop("code_identite", None)
            flash(str(refus), "warning")
            return redirect(url_for("MonIdentiteView.index"))
        if not juste:
            form.code.errors = [codes.FAUX]
            return self._page(422, code=form)
        session.pop("code_identite", None)
        return self._prouvee()

    @expose("/lettre", methods=["POST"])
    def demander_une_lettre(self):
        """Ask for a letter."""
        mienne, form = self._la_mienne(), FormulaireDeLettre()
        if not form.validate_on_submit():
            return self._page(422, remise=form)
        retrait = None if form.remise.data == PAR_LA_POSTE else int(form.remise.data)
        try:
            with systeme("a letter of hers"), transaction(db.session) as session_:
                lettres.demander(session_, mienne, retrait)
            flash(LETTRE_DEMANDEE, "success")
        except Refus as refus:
            flash(str(refus), "warning")
        return redirect(url_for("MonIdentiteView.index"))

    @expose("/lettre/code", methods=["POST"])
    def prouver_par_lettre(self):
        """Take the code of the letter."""
        mienne, form = self._la_mienne(), FormulaireDuCodePoste()
        if not form.validate_on_submit():
            return self._page(422, code_poste=form)
        try:
            with systeme("a proof of identity"), transaction(db.session) as session_:
                juste = lettres.essayer(session_, mienne, form.code_poste.data or "")
        except Refus as refus:
            form.code_poste.errors = [str(refus)]
            return self._page(422, code_poste=form)
        if not juste:
            form.code_poste.errors = [
                "Ce code n’est pas celui de la dernière lettre : relisez-le, puis réessayez."
            ]
            return self._page(422, code_poste=form)
        return self._prouvee()

    @expose("/pieces", methods=["POST"])
    def envoyer_les_pieces(self):
        """Hand the piece of identity and the photograph over to an agent."""
        mienne, form = self._la_mienne(), FormulaireDePieces()
        envois = form.examiner() if form.validate_on_submit() else None
        if envois is None:
            return self._page(422, pieces=form)
        with systeme("her own pieces"):
            if inscription_en_ligne.en_attente(db.session, mienne) is None:
                with transaction(db.session) as session_:
                    demande = inscription_en_ligne.confier_a_un_agent(
                        session_, mienne, envois, form.nature.data
                    )
                    flash(PIECE_ENVOYEE.format(demande.numero), "success")
        return redirect(url_for("MonIdentiteView.index"))

    def _la_mienne(self) -> Inscription:
        mienne = etat.en_cours(db.session, current_user.id)
        if mienne is None or mienne.prouvee_le:
            flash("Il n’y a plus rien à prouver : votre dossier est ouvert, ou le sera bientôt.", "info")
            abort(redirect(url_for("MonCompteView.index")))
        return mienne

    def _prouvee(self):
        flash(PROUVEE, "success")
        return redirect(url_for("MonIdentiteView.index"))
