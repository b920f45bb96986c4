"""Anyone checks a certificate of the fund: quitus, receipt of a payment, attestation."""

from flask import Response, jsonify, request
from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError
from wtforms.validators import InputRequired

from app.demandes import certificats
from app.documents import cles, jeton
from app.generateur.adaptateur import expose
from app.generateur.affichage import affiche
from app.generateur.controles import au_plus
from app.generateur.ecrans.espace import PageOuverte
from app.regles import francais
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.travaux import trousseau


def code_de_verification(_form, champ) -> None:
    """Ask for what may be a code: the number of a true document is no proof that it is false."""
    signes = certificats.signes(champ.data or "")
    if len(signes) != certificats.SIGNES or not set(signes) <= set(certificats.ALPHABET):
        raise ValidationError(
            f"Un code de vérification a {certificats.SIGNES} signes, sans I, O, 0 ni 1 : copiez celui qui "
            "est imprimé près du code QR, et non le numéro du document."
        )


class FormulaireVerification(FlaskForm):
    """The code printed on the document."""

    class Meta:
        csrf = False

    code = StringField(
        "Code de vérification",
        [
            InputRequired("Écrivez le code de vérification imprimé sur le document."),
            au_plus(40, "Ce code est trop long : il a 12 signes."),
            code_de_verification,
        ],
        description="12 signes, par exemple 7KQM-4XTB-9RDA",
        render_kw={"autocomplete": "off"},
    )


class VerificationView(PageOuverte):
    """Anyone, not signed in, checks a document by its code or its QR: with the least data."""

    route_base = ""
    default_view = "verifier"

    @expose("/verifier")
    def verifier(self):
        """Answer valid, expired, revoked or unknown for a code."""
        form = FormulaireVerification(request.args)
        reponse = None
        if "code" in request.args and form.validate():
            reponse = _reponse(certificats.chercher(db.session, form.code.data or ""))
        return self._page(form, reponse)

    @expose("/v/<jeton_signe>")
    def jeton(self, jeton_signe):
        """Answer for the signed token of a QR code; a forged one is told apart from an unknown one."""
        try:
            reponse = _reponse(certificats.chercher_jeton(db.session, jeton_signe))
        except jeton.JetonInvalide as refus:
            reponse = _reponse(None) | {"phrase": str(refus)}
        return self._page(FormulaireVerification(request.args), reponse, "Document présenté par son code QR")

    def _page(self, form, reponse, titre="Vérifier un document"):
        return self.render_template(
            "quitus/verification.html",
            titre=titre,
            fil=[],
            form=form,
            reponse=reponse,
            cles_url=self.url("cles"),
        )

    @expose("/verifier/cles.pem")
    def cles(self):
        """Publish the keys that check a token offline."""
        return Response(cles.pem_public(trousseau.cles_publiques()), mimetype="application/x-pem-file")

    @expose("/verifier/cles.json")
    def cles_jwks(self):
        """Publish the same keys as a JSON Web Key Set."""
        return jsonify(cles.jwks(trousseau.cles_publiques()))


PHRASES = {
    certificats.EtatCertificat.valide: "Ce document est authentique et en cours de validité.",
    certificats.EtatCertificat.expire: "Ce document est authentique, mais périmé : demandez-en un à jour.",
    certificats.EtatCertificat.revoque: "Ce document a été révoqué par la CNSS : il n’a plus d’effet.",
    certificats.EtatCertificat.inconnu: (
        "Aucun document ne porte ce code. Vérifiez la saisie ; s’il est exact, tenez le document pour faux."
    ),
}


def _reponse(certificat) -> dict:
    """Return what anyone may know: the state, and for a known document its number, holder and dates."""
    etat = certificats.etat(certificat, aujourd_hui())
    reponse = {"etat": etat, "phrase": PHRASES[etat], "paires": []}
    if certificat is not None:
        reponse["paires"] = [
            ("Document", certificat.nature.value),
            ("Numéro", certificat.numero),
            _titulaire(certificat.contenu),
            ("Délivré le", francais.jour(certificat.delivre_le)),
            ("Valable jusqu’au", affiche(certificat.expire_le) or "Sans limite"),
            *_revocation(certificat),
        ]
    return reponse


def _revocation(certificat) -> list[tuple[str, str]]:
    """Return when and why a document was revoked: who revoked it was told that the reason is shown."""
    if certificat.revoque_le is None:
        return []
    le = francais.jour(certificat.revoque_le)
    return [("Révoqué le", le), ("Motif de la révocation", certificat.motif_revocation)]


def _titulaire(contenu: dict) -> tuple[str, str]:
    """Return whom a document is about, as it says it."""
    if "titulaire" in contenu:
        return "Assuré", contenu["titulaire"]
    return "Employeur", contenu["employeur_nom"]
