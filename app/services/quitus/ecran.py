"""Quitus social: the employer's request and its certificate."""

from flask import abort, render_template

from app.demandes import certificats
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.ecrans.prochaine import suite
from app.demandes.etats import TERMINEES
from app.generateur.adaptateur import expose, has_access
from app.generateur.telechargements import pdf
from app.regles.francais import jour
from app.repertoire.parametres import bareme
from app.services.quitus.decision import proposer_quitus
from app.services.quitus.tables import Quitus
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui


class QuitusView(DemandeView):
    """The employer asks to be certified up to date, for a public contract."""

    modele = Quitus
    espace = "employeur"
    titre = "Quitus social"
    ordre = 50
    creer = "Demander un quitus"
    resume = "Attester que vous êtes à jour, pour soumissionner à un marché public"
    list_columns = ["numero", "statut", "soumise_le", "reference_marche", "autorite_contractante"]
    add_columns = ["reference_marche", "objet", "autorite_contractante", "date_limite"]
    show_columns = add_columns
    include_route_methods = DemandeView.include_route_methods | {"certificat"}
    droits_des_routes = {"certificat": "consulter"}

    def documents(self, objet):
        """Return the quitus once it is issued."""
        quitus = {"libelle": "Quitus social (PDF)", "url": self.url("certificat", pk=objet.id)}
        return [*([quitus] if objet.certificat else []), *super().documents(objet)]

    def a_refaire(self, objet):
        """A quitus that is worth nothing any more is asked for again."""
        return super().a_refaire(objet) or bool(suite_du_quitus(objet))

    @expose("/<int:pk>/quitus.pdf")
    @has_access
    def certificat(self, pk):
        """Send the quitus as a PDF."""
        certificat = self.trouver(pk).certificat or abort(404)
        return pdf(certificats.imprimer(certificat), certificat.numero)


@complement_de(Quitus)
def complement_quitus(demande: Quitus, vue) -> str:
    """Return what the rules conclude, as decided or as of today, and the state of the quitus once issued."""
    certificat = demande.certificat
    etat = certificats.etat(certificat, aujourd_hui()) if certificat else None
    return render_template(
        "quitus/complement.html",
        demande=demande,
        proposition=_proposition(demande),
        certificat=certificat,
        etat=etat,
        agir="deposer" in acteur().droits(vue.espace),
    )


@suite(Quitus)
def suite_du_quitus(demande: Quitus) -> str:
    """Say that an issued quitus is worth nothing any more: the decision alone would still promise it."""
    certificat = demande.certificat
    etat = certificats.etat(certificat, aujourd_hui()) if certificat else None
    if etat is certificats.EtatCertificat.revoque:
        depuis = jour(certificat.revoque_le)
        return f"Le quitus n° {certificat.numero} est révoqué depuis le {depuis} : il n’a plus d’effet."
    if etat is certificats.EtatCertificat.expire:
        fin = jour(certificat.expire_le)
        return f"Le quitus n° {certificat.numero} n’était valable que jusqu’au {fin} : il a expiré."
    return ""


def _proposition(demande: Quitus):
    """Return what the rules concluded at the decision; until then, what they conclude today."""
    if demande.statut in TERMINEES:
        return demande.proposition
    return proposer_quitus(db.session, demande.employeur, aujourd_hui(), bareme(db.session))
