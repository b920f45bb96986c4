"""« Au guichet »: an agent has the person, her piece of identity and her telephone before him.

The code that she reads aloud proves her contact, a colleague's decision her identity: two proofs, one visit.
"""

from flask import abort, flash, redirect, session, url_for
from flask_login import current_user
from flask_wtf.file import FileRequired

from app.demandes.pieces.formats import LIMITES
from app.demandes.tables import Demande
from app.generateur.adaptateur import expose, has_access
from app.generateur.champs_courants import champ_adresse, champ_texte
from app.generateur.champs_fichier import ChampFichier
from app.generateur.controles import nom_de_personne
from app.generateur.ecrans.espace import EspaceView
from app.identites import codes, contacts, inscription, verrou
from app.identites.preuves import etat
from app.identites.preuves.tables import SorteDePreuve
from app.identites.tables import Inscription, Profil
from app.repertoire import assures
from app.services import inscription_en_ligne
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import ChampRefuse, Refus
from app.views.identites import code_recu
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.mon_identite import FormulaireDePieces, FormulaireDeRevendication


class FormulaireDuGuichet(FormulaireDeRevendication):
    """Who stands at the desk, and the telephone or e-mail that she reads there."""

    nom = champ_texte("Nom", "Comme sur la pièce", 80, nom_de_personne)
    prenoms = champ_texte("Prénoms", "Comme sur la pièce", 80, nom_de_personne)
    adresse = champ_adresse("Téléphone ou courriel de la personne", "Celui qu’elle peut lire ici, maintenant")


class FormulaireDesPiecesVues(FormulaireDePieces):
    """The piece of identity and the person, as the agent has them before him."""

    portrait = ChampFichier(
        "Photographie de la personne tenant sa pièce",
        [FileRequired("Choisissez la photographie où la personne tient sa pièce.")],
        description="Son visage et la pièce se lisent sur la même image",
        **LIMITES,
    )


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
    droits_des_routes = {"index": "consulter", "prouver": "instruire", "joindre": "instruire"}

    @expose("/", methods=["GET", "POST"])
    @has_access
    def index(self):
        """Ask who stands there, and send the code that she will read aloud."""
        form = FormulaireDuGuichet()
        if form.validate_on_submit():
            try:
                with systeme("a person at the desk"), transaction(db.session):
                    nouvelle = self._commencer(form)
                    cle = self._envoyer(nouvelle)
                session["codes_au_guichet"] = session.get("codes_au_guichet", {}) | {str(nouvelle.id): cle}
                return redirect(self.url("prouver", pk=nouvelle.id))
            except ChampRefuse as refus:
                form[refus.champ].errors = [str(refus)]
            except (verrou.Verrouille, Refus) as refus:
                form.adresse.errors = [str(refus)]
        return self._page(form, "Envoyer le code à la personne", 422 if form.errors else 200)

    def _commencer(self, form) -> Inscription:
        """Write down who stands there; raises ChampRefuse beside what the register or an account denies."""
        assure = assures.par_numero(db.session, form.numero.data or "")
        if assure is None or assure.ferme_le:
            raise ChampRefuse("numero", AUCUN)
        declare = (form.nom.data or "", form.prenoms.data or "", form.naissance_le.data)
        for champ, phrase in assures.desaccords(assure, *declare).items():
            raise ChampRefuse(champ, phrase)
        nom, prenoms, naissance_le = declare
        nouvelle = Inscription(
            profil=Profil.assure,
            adresse=form.adresse.data,
            nom=nom,
            prenoms=prenoms,
            numero=assure.numero,
            naissance_le=naissance_le,
            assure_id=assure.id,
            cree_le=maintenant(),
        )
        if inscription.d_une_autre(db.session, nouvelle):
            raise ChampRefuse("adresse", A_UNE_AUTRE)
        db.session.add(nouvelle)
        db.session.flush()
        return nouvelle

    def _envoyer(self, trouvee: Inscription) -> int:
        return codes.envoyer(
            db.session, f"guichet-{trouvee.id}", trouvee.adresse, "", modele="code_au_guichet"
        )

    @expose("/<int:pk>/code", methods=["GET", "POST"])
    @has_access
    def prouver(self, pk):
        """Take the code that the person reads aloud: her contact is proved, her account opened."""
        form, siens = FormulaireDuCodeRecu(), session.get("codes_au_guichet", {})
        with systeme("a person at the desk"):
            trouvee = db.session.get(Inscription, pk) or abort(404)
            autre = code_recu.renvoyer(lambda: self._envoyer(trouvee))
        if autre is not None:
            session["codes_au_guichet"] = siens | ({str(pk): autre} if autre else {})
            return redirect(self.url("prouver", pk=pk))
        if form.validate_on_submit():
            try:
                with systeme("a person at the desk"), transaction(db.session):
                    juste = self._ouvrir(trouvee, siens.get(str(pk), 0), form.code.data or "")
            except (Refus, liens_signes.LienMort) as mort:
                flash(str(mort), "warning")
                return redirect(self.url("index"))
            if juste:
                return redirect(self.url("joindre", pk=pk))
            form.code.errors = [codes.FAUX]
        return code_recu.page(
            self,
            form,
            introduction=CODE.format(f"{trouvee.prenoms} {trouvee.nom}"),
            bouton="Valider le code",
            autre_url=self.url("index"),
            titre="Code lu par la personne",
            fil=self.fil(("Code", None)),
        )

    def _ouvrir(self, trouvee: Inscription, cle: int, saisi: str) -> bool:
        """Say whether the code is right; her account is then opened, and her contact hers from today."""
        if codes.verifier(db.session, f"guichet-{trouvee.id}", cle, saisi) is None:
            return False
        if inscription.d_une_autre(db.session, trouvee):
            raise Refus(A_UNE_AUTRE)
        inscription.ouvrir(db.session, trouvee, devant_id=current_user.id)
        contacts.dater(db.session, trouvee.adresse)
        etat.ajouter(db.session, trouvee, SorteDePreuve.contact, current_user.id)
        return True

    @expose("/<int:pk>/pieces", methods=["GET", "POST"])
    @has_access
    def joindre(self, pk):
        """Take the piece and the photograph, and lead to the request, to be decided as any other."""
        with systeme("a person at the desk"):
            trouvee = db.session.get(Inscription, pk)
            if trouvee is None or SorteDePreuve.contact not in etat.faites(db.session, trouvee):
                abort(404)
            demande = inscription_en_ligne.en_attente(db.session, trouvee)
        form = FormulaireDesPiecesVues()
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
AUCUN = "Aucun assuré ouvert ne porte ce numéro : relisez la carte, ou cherchez la personne au registre."
A_UNE_AUTRE = (
    "Ce contact ouvre déjà le compte d’une autre personne : prenez-en un autre. Si ce numéro a changé de "
    "main, son nouveau titulaire le dit depuis « Recevoir un code »."
)
CODE = (
    "Demandez à {} de vous lire le code qui vient de lui être envoyé. Ne prenez pas son téléphone. "
    "Un collègue décidera sur sa pièce."
)
PIECES = "Numérisez la pièce, puis photographiez la personne qui la tient près de son visage."


def _suite(demande: Demande):
    """Lead to the request who decides on it; tell any other agent that it is on its way."""
    if inscription_en_ligne.instruite_par(acteur().perimetre.caisse):
        return redirect(url_for("InstructionView.show", pk=demande.id))
    flash(f"La demande {demande.numero} est envoyée à l’équipe qui en décide.", "success")
    return redirect(url_for("GuichetView.index"))
