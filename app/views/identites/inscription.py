"""« Inscription sur les services en ligne »: asked for here, gone on with from the e-mail's link or a code.

An insured person's account then asks her to prove who she is (see `mon_identite`).
"""

from flask import abort, flash, redirect, request, session, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.demandes import pieces_demandees
from app.demandes.pieces import dossier
from app.demandes.pieces.formats import LIMITES
from app.demandes.pieces.refus import PieceRefusee
from app.generateur import piege
from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_adresse, champ_courriel, champ_texte
from app.generateur.champs_fichier import ChampFichier
from app.generateur.champs_lus import ChampDate, en_choix
from app.generateur.controles import deja_ne, nom_de_personne
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.piege import ChampPiege
from app.identites import codes, inscription, personnes, quotas, verrou
from app.identites.tables import Profil
from app.regles import francais
from app.repertoire.controles import numero_d_assure, numero_d_employeur
from app.services import inscription_en_ligne
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import EnvoiRefuse, Refus
from app.views.identites import code_recu
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.compte import FormulaireNouveauMotDePasse
from app.views.identites.connexion import entrer

ENVOYEE = (
    "Un courriel vient d’être envoyé à cette adresse, avec un lien valable 24 heures pour poursuivre. "
    "Rien reçu ? Regardez dans les courriers indésirables, puis vérifiez l’adresse et recommencez."
)
CODE_ENVOYE = (
    "Un code de six chiffres vient d’être envoyé au {}. Il sert une fois, dans les dix minutes. Ce numéro a "
    "déjà un compte ? Le message vous le dit."
)
CONFIEE = (
    "Votre demande porte le numéro {}. Un agent vérifie votre pièce ; la réponse vous viendra par courriel."
)


class FormulaireInscription(FlaskForm):
    """Who asks, whatever the profile; `site_web` is a trap (see `piege`)."""

    nom = champ_texte("Nom", "", 80, nom_de_personne, autocomplete="family-name")
    prenoms = champ_texte("Prénoms", "", 80, nom_de_personne, autocomplete="given-name")
    adresse = champ_adresse()
    site_web = ChampPiege()

    def saisie(self) -> dict:
        """Return what is typed, by column of Inscription."""
        a_part = ("csrf_token", piege.NOM, "adresse")
        return {champ.name: champ.data for champ in self if champ.name not in a_part}


class FormulaireEmployeur(FormulaireInscription):
    """The number, the NIF or RCCM and the e-mail that the fund knows."""

    numero = champ_texte(
        "N° employeur",
        "4 à 8 chiffres",
        8,
        numero_d_employeur,
        inputmode="numeric",
    )
    identifiant = champ_texte("NIF ou RCCM", "L’un des deux, tel qu’il est connu de la CNSS", 40)
    adresse = champ_courriel("Courriel de contact", "Celui que la CNSS connaît pour cet employeur")


class FormulaireAssure(FormulaireInscription):
    """The number, the name and the date of birth."""

    numero = champ_texte(
        "N° d’assurance", "Tel qu’il figure sur votre carte", 15, numero_d_assure, inputmode="numeric"
    )
    naissance_le = ChampDate(
        "Date de naissance",
        [InputRequired("Indiquez votre date de naissance."), deja_ne],
        render_kw={"autocomplete": "bday"},
    )
    adresse = champ_adresse(
        "Votre téléphone ou votre courriel", "Ce sera votre identifiant : 90 12 34 56, par exemple"
    )


FORMULAIRES = {Profil.employeur: FormulaireEmployeur, Profil.assure: FormulaireAssure}


class FormulaireIdentite(FlaskForm):
    """The piece of identity that an agent will look at."""

    nature = SelectField(
        "Document joint",
        [InputRequired("Dites quel document vous joignez.")],
        choices=en_choix([("", "—"), *((n, n) for n in pieces_demandees.IDENTITE.natures)]),
    )
    piece = ChampFichier(
        "Pièce d’identité",
        [FileRequired("Choisissez le fichier de votre pièce d’identité.")],
        description=pieces_demandees.IDENTITE.aide,
        **LIMITES,
    )


class InscriptionView(PageOuverte):
    """From the form to the account; the answers are the same whether the number exists or not."""

    route_base = "/inscription"
    default_view = "demander"

    @expose("/<any(employeur, assure):profil>", methods=["GET", "POST"])
    def demander(self, profil):
        """Ask who the person is, and send the link."""
        profil = Profil[profil]
        form, statut = FORMULAIRES[profil](), 200
        if form.validate_on_submit():
            try:
                return self._poursuivre_ailleurs(form, *self._demander(profil, form))
            except (verrou.Verrouille, Refus) as refus:
                form.adresse.errors, statut = [str(refus)], 429
        page = self.render_template(
            "compte/inscription.html",
            titre=f"Inscription : {profil.value.lower()}",
            fil=[],
            form=form,
            profil=profil.name,
            bouton="Continuer",
            annuler_url=url_for("AccueilView.index"),
        )
        return page, statut if statut != 200 or not form.errors else 422

    def _demander(self, profil, form) -> tuple[int, int | None]:
        cles = None
        with systeme("a visitor proves who he is"), transaction(db.session) as session_:
            permis = verrou.permettre(session_, verrou.cle_du_reseau("inscription", request.remote_addr))
            if permis:
                cles = inscription.demander(session_, profil, form.adresse.data, **form.saisie())
        if cles is None:
            abort(429)
        return cles

    def _poursuivre_ailleurs(self, form, cle: int, code: int | None):
        """Ask for the code that a telephone received, or send to the mailbox."""
        if code is None:
            return self._consulter_la_messagerie()
        session["inscription"] = {"cle": cle, "code": code, "a": form.adresse.data}
        return redirect(url_for("InscriptionView.prouver_le_telephone"))

    @expose("/code", methods=["GET", "POST"])
    def prouver_le_telephone(self):
        """Ask for the code that the telephone received; the account opens, without a password."""
        attendue = session.get("inscription")
        if not attendue:
            return redirect(url_for("AccueilView.index"))
        autre = code_recu.renvoyer(lambda: inscription.envoyer_un_code(db.session, attendue["a"]))
        if autre is not None:
            session["inscription"] = attendue | ({"code": autre} if autre else {})
            return redirect(url_for("InscriptionView.prouver_le_telephone"))
        form, faux = FormulaireDuCodeRecu(), False
        if form.validate_on_submit():
            try:
                if personne := self._ouvrir_par_code(attendue, form.code.data or ""):
                    session.pop("inscription")
                    return entrer(personne, url_for("MonIdentiteView.index"))
            except (codes.CodeMort, liens_signes.LienMort) as mort:
                flash(str(mort), "warning")
                return redirect(url_for("InscriptionView.demander", profil="assure"))
            form.code.errors, faux = [codes.FAUX], True
        return code_recu.page(
            self,
            form,
            introduction=CODE_ENVOYE.format(francais.telephone(attendue["a"])),
            bouton="Ouvrir mon compte",
            autre_url=url_for("InscriptionView.demander", profil="assure"),
            faux=faux,
        )

    def _ouvrir_par_code(self, attendue: dict, saisi: str):
        """Return the account that the right code opens, None for a wrong one, which counts."""
        with systeme("the code says whose inscription this is"), transaction(db.session) as session_:
            if codes.verifier(session_, inscription.OBJET, attendue["code"], saisi) is None:
                return None
            verrou.reprendre(session_, verrou.cle_du_reseau("inscription", request.remote_addr))
            return inscription.ouvrir(session_, inscription.lire(session_, attendue["cle"]))

    @expose("/lien/<jeton_signe>", methods=["GET", "POST"])
    def poursuivre(self, jeton_signe):
        """Open the account of an insured person or a known employer; ask others for a piece of identity."""
        try:
            with systeme("the link says whose inscription this is"):
                trouvee = inscription.lire_le_lien(db.session, jeton_signe)
                if trouvee.employeur_id or trouvee.profil is Profil.assure:
                    return self._ouvrir(trouvee, jeton_signe)
                return self._joindre(trouvee, jeton_signe)
        except liens_signes.LienMort as mort:
            return self._lien_mort(mort, jeton_signe)

    @expose("/lien/<jeton_signe>/renvoyer", methods=["POST"])
    def renvoyer(self, jeton_signe):
        """Send another link in the place of one too old."""
        try:
            with systeme("the link says whose inscription this is"), transaction(db.session) as session:
                inscription.renvoyer_le_lien(session, jeton_signe)
        except liens_signes.LienMort as mort:
            return self._lien_mort(mort)
        return self._consulter_la_messagerie()

    def _consulter_la_messagerie(self):
        return self.render_template(
            "compte/message.html", titre="Consultez votre messagerie", fil=[], texte=ENVOYEE
        )

    def _ouvrir(self, trouvee, jeton):
        """Ask for a password, or only for a click where the address already has its account."""
        connu = personnes.existe(db.session, trouvee.adresse)
        form = FlaskForm() if connu else FormulaireNouveauMotDePasse()
        if isinstance(form, FormulaireNouveauMotDePasse):
            form.de_la_personne = (trouvee.nom, trouvee.prenoms, trouvee.adresse)
        if form.validate_on_submit():
            with transaction(db.session) as session:
                choisi = form.nouveau.data or "" if isinstance(form, FormulaireNouveauMotDePasse) else ""
                inscription.ouvrir(session, inscription.lire_le_lien(session, jeton), choisi)
            flash("Votre accès est ouvert : connectez-vous.", "success")
            return redirect(url_for("ConnexionView.login"))
        page = self.render_template(
            "compte/formulaire.html",
            titre="Ouvrir mon accès",
            fil=[],
            form=form,
            introduction=(
                f"Le compte {trouvee.adresse} recevra ce nouvel accès."
                if connu
                else f"Bonjour {trouvee.prenoms} {trouvee.nom}. Choisissez le mot de passe de votre compte."
            ),
            bouton="Ouvrir mon accès",
            annuler_url=url_for("AccueilView.index"),
        )
        return page, 422 if form.errors else 200

    def _joindre(self, trouvee, jeton):
        """Take the piece of identity, and hand the request over to an agent."""
        form = FormulaireIdentite()
        if form.validate_on_submit():
            piece = form.piece.data
            assert piece
            contenu = piece.read()
            try:
                quotas.admettre(
                    db.session, quotas.d_un_visiteur(trouvee.adresse, request.remote_addr), contenu
                )
                envoi = dossier.examiner(piece.filename or "", contenu)
                with transaction(db.session) as session:
                    demande = inscription_en_ligne.confier_a_un_agent(
                        session,
                        inscription.lire_le_lien(session, jeton),
                        {pieces_demandees.IDENTITE.code: envoi},
                        form.nature.data,
                    )
                    texte = CONFIEE.format(demande.numero)
                return self.render_template(
                    "compte/message.html", titre="Demande envoyée", fil=[], texte=texte
                )
            except (PieceRefusee, EnvoiRefuse) as refus:
                form.piece.errors = [str(refus)]
        page = self.render_template(
            "compte/identite.html",
            titre="Joindre une pièce d’identité",
            fil=[],
            form=form,
        )
        return page, 422 if form.errors else 200

    def _lien_mort(self, mort, jeton: str = ""):
        """Say that a link is dead, with the way to receive another in the place of one too old."""
        renvoyer_url = url_for("InscriptionView.renvoyer", jeton_signe=jeton) if jeton else None
        page = self.render_template(
            "compte/lien_perime.html",
            titre="Lien périmé",
            fil=[],
            texte=str(mort),
            renvoyer_url=renvoyer_url,
        )
        return page, 404
