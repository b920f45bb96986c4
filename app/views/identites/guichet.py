"""« Au guichet »: an agent has the person, her piece of identity and her telephone before him.

The code that she reads aloud proves her contact, his decision her identity: two proofs, one visit. Some of
the decisions, drawn by lot, take a second look.
"""

from flask import abort, flash, redirect, session, url_for
from flask_login import current_user

from app.demandes.tables import Demande
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_courants import champ_adresse, champ_texte
from app.generateur.controles import nom_de_personne
from app.generateur.ecrans.espace import EspaceView
from app.identites import codes, inscription, verrou
from app.identites.preuves import etat
from app.identites.preuves.tables import SorteDePreuve
from app.identites.tables import Inscription, Profil
from app.services import inscription_en_ligne
from app.socle.acces import systeme
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.mon_identite import FormulaireDePieces, FormulaireDeRevendication

OBJET = "guichet"


class FormulaireDuGuichet(FormulaireDeRevendication):
    """Who stands at the desk, and the telephone or e-mail that she reads there."""

    nom = champ_texte("Nom", "Comme sur la pièce", 80, nom_de_personne)
    prenoms = champ_texte("Prénoms", "Comme sur la pièce", 80, nom_de_personne)
    adresse = champ_adresse("Téléphone ou courriel de la personne", "Celui qu’elle peut lire ici, maintenant")


class GuichetView(EspaceView):
    """From the person at the desk to the request that opens her file."""

    espace = "agent"
    domaine = "guichet"
    titre = "Ouvrir un accès au guichet"
    adresse = "guichet"
    ordre = 445
    default_view = "index"
    modele = Inscription
    resume = "La personne est là, avec sa pièce et son téléphone"
    droits_des_routes = {"index": "instruire", "prouver": "instruire", "joindre": "instruire"}

    @expose("/", methods=["GET", "POST"])
    @has_access
    def index(self):
        """Ask who stands there, and send the code that she will read aloud."""
        form = FormulaireDuGuichet()
        if form.validate_on_submit():
            try:
                with systeme("a person at the desk"), transaction(db.session):
                    nouvelle = self._commencer(form)
                    cle = codes.envoyer(db.session, OBJET, nouvelle.adresse, "", modele="code_au_guichet")
                session["code_au_guichet"] = cle
                return redirect(self.url("prouver", pk=nouvelle.id))
            except (verrou.Verrouille, Refus) as refus:
                form.adresse.errors = [str(refus)]
        return self._page(form, "Envoyer le code à la personne", 422 if form.errors else 200)

    def _commencer(self, form) -> Inscription:
        nouvelle = Inscription(
            profil=Profil.assure,
            adresse=form.adresse.data,
            nom=form.nom.data,
            prenoms=form.prenoms.data,
            numero=form.numero.data,
            naissance_le=form.naissance_le.data,
            cree_le=maintenant(),
        )
        _, nouvelle.assure_id = inscription.reconnaitre(db.session, nouvelle)
        db.session.add(nouvelle)
        db.session.flush()
        return nouvelle

    @expose("/<int:pk>/code", methods=["GET", "POST"])
    @has_access
    def prouver(self, pk):
        """Take the code that the person reads aloud: her contact is proved, her account opened."""
        form, cle = FormulaireDuCodeRecu(), session.get("code_au_guichet", 0)
        with systeme("a person at the desk"):
            if db.session.get(Inscription, pk) is None:
                abort(404)
        if form.validate_on_submit():
            try:
                with systeme("a person at the desk"), transaction(db.session):
                    juste = codes.verifier(db.session, OBJET, cle, form.code.data or "")
                    if juste:
                        self._ouvrir(db.session.get_one(Inscription, pk), juste)
            except codes.CodeMort as mort:
                flash(str(mort), "warning")
                return redirect(self.url("index"))
            if juste:
                return redirect(self.url("joindre", pk=pk))
            form.code.errors = [codes.FAUX]
        return self._page(form, "Valider le code", 422 if form.errors else 200, CODE)

    def _ouvrir(self, trouvee: Inscription, prouvee: str) -> None:
        if trouvee.adresse != prouvee or trouvee.utilisateur_id:
            abort(404)
        inscription.ouvrir(db.session, trouvee, devant_id=current_user.id)
        etat.ajouter(db.session, trouvee, SorteDePreuve.contact, current_user.id)

    @expose("/<int:pk>/pieces", methods=["GET", "POST"])
    @has_access
    def joindre(self, pk):
        """Take the piece and the photograph, and lead to the request, to be decided as any other."""
        with systeme("a person at the desk"):
            trouvee = db.session.get(Inscription, pk)
            if trouvee is None or SorteDePreuve.contact not in etat.faites(db.session, trouvee):
                abort(404)
            demande = inscription_en_ligne.en_attente(db.session, trouvee)
        form = FormulaireDePieces()
        envois = form.examiner() if demande is None and form.validate_on_submit() else None
        if envois:
            with systeme("a person at the desk"), transaction(db.session):
                demande = inscription_en_ligne.confier_a_un_agent(
                    db.session, trouvee, envois, form.nature.data, guichet_id=current_user.id
                )
        if demande:
            return _suite(demande)
        return self._page(
            form, "Joindre et ouvrir la demande", 422 if form.errors else 200, PIECES, fichiers=True
        )

    def _page(self, form, bouton: str, statut: int, introduction: str = "", **contexte):
        page = self.render_template(
            "compte/formulaire.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            introduction=introduction or DEBUT,
            bouton=bouton,
            annuler_url=url_for("DossiersView.list"),
            **contexte,
        )
        return page, statut


DEBUT = (
    "Comparez la personne à sa pièce d’identité, puis la pièce au registre. Un code part au téléphone ou au "
    "courriel qu’elle lit devant vous."
)
CODE = "Demandez à la personne de vous lire le code qu’elle vient de recevoir. Ne prenez pas son téléphone."
PIECES = "Numérisez la pièce, puis photographiez la personne qui la tient près de son visage."


def _suite(demande: Demande):
    """Lead to the request who decides on it; tell any other agent that it is on its way."""
    if inscription_en_ligne.instruite_par(acteur().perimetre.caisse):
        return redirect(url_for("InstructionView.show", pk=demande.id))
    flash(f"La demande {demande.numero} est envoyée à l’équipe qui en décide.", "success")
    return redirect(url_for("GuichetView.index"))
