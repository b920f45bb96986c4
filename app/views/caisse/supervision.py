"""Supervision: documents issued that may be revoked, the dated parameters of the law under four eyes."""

from flask import flash, redirect, request
from sqlalchemy.orm import joinedload

from app.demandes import certificats
from app.demandes.tables import Certificat, Demande
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.regles.bareme import connus
from app.repertoire.tables import ParametreLegal
from app.site.indexer import reindexer
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.refus import Refus
from app.travaux.taches import differer


class CertificatView(Vue):
    """Every document issued; a supervisor may revoke one, with a reason that whoever checks it will read."""

    modele = Certificat
    espace = "supervision"
    titre = "Documents délivrés"
    ordre = 580
    resume = "Retrouver un quitus, une quittance ou une attestation, les révoquer"
    list_columns = ["numero", "nature", "demande.demandeur", "delivre_le", "expire_le", "revoque_le"]
    label_columns = {"demande.demandeur": "Délivré à"}
    search_columns = ["numero", "nature", "delivre_le", "expire_le"]
    show_columns = [
        "numero",
        "nature",
        "code",
        "demande.demandeur",
        "delivre_le",
        "situation_le",
        "expire_le",
        "revoque_le",
        "motif_revocation",
    ]
    include_route_methods = {"list", "show", "exporter", "revoquer"}
    droits_des_routes = {"revoquer": "configurer"}

    def chargements(self):
        """Load with the list to whom each was issued."""
        demande = joinedload(Certificat.demande)
        return demande.joinedload(Demande.employeur), demande.joinedload(Demande.assure)

    def _fiche(self, objet, **contexte):
        boutons = (
            []
            if objet.revoque_le
            else [
                {
                    "nom": "revoquer",
                    "libelle": "Révoquer ce document",
                    "motif": True,
                    "genre": "danger",
                    "url": self.url("revoquer", pk=objet.id),
                }
            ]
        )
        etat = certificats.etat(objet, aujourd_hui())
        return super()._fiche(
            objet, transitions=boutons, prochaine=f"État de ce document : {etat.value.lower()}.", **contexte
        )

    @expose("/<int:pk>/revoquer", methods=["POST"])
    @has_access
    def revoquer(self, pk):
        """Revoke a document for a reason."""
        certificat = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                certificats.revoquer(verrouiller(session, certificat), request.form.get("motif", ""))
            flash(f"Révoqué : {certificat}.", "success")
        except ValueError as refus:
            refuser(str(refus))
            return redirect(self.url("show", pk=pk, sans_motif="revoquer", _anchor="motif-revoquer"))
        return redirect(self.url("show", pk=pk))


class ParametreView(Vue):
    """The dated values of the law: one person proposes, another confirms; only then do they apply."""

    modele = ParametreLegal
    espace = "supervision"
    titre = "Paramètres de la loi"
    ordre = 600
    creer = "Proposer un paramètre"
    resume = "Taux, SMIG, âges et délais, datés par leur texte"
    base_order = ("effet_le", "desc")
    list_columns = ["code", "libelle", "valeur_lue", "effet_le", "a_confirmer", "confirme_le"]
    label_columns = {"valeur_lue": "Valeur"}
    search_columns = ["code", "libelle", "effet_le", "unite"]
    show_columns = [*list_columns, "reference"]
    add_columns = ["code", "valeur", "effet_le", "reference", "a_confirmer"]
    enregistre = "La valeur est proposée : elle s’appliquera quand une autre personne l’aura confirmée."
    introduction = (
        "Une valeur ne se modifie pas : proposez la nouvelle avec sa date d’effet et son texte. "
        "Une autre personne la confirmera ; elle s’appliquera alors à partir de sa date."
    )
    include_route_methods = {"list", "show", "exporter", "add", "confirmer"}
    droits_des_routes = {"add": "configurer", "confirmer": "configurer"}

    def avant_ajout(self, objet, form):
        """Note who proposes; the words and the unit of a parameter are those that the rules read."""
        objet.propose_par_id = acteur().utilisateur_id
        texte = connus()[objet.code]
        objet.libelle, objet.unite = texte.libelle, texte.unite

    def _fiche(self, objet, **contexte):
        moi = acteur().utilisateur_id
        attend = objet.confirme_le is None
        boutons = (
            [
                {
                    "nom": "confirmer",
                    "libelle": "Confirmer ce paramètre",
                    "motif": False,
                    "genre": "principal",
                    "url": self.url("confirmer", pk=objet.id),
                }
            ]
            if attend and objet.propose_par_id != moi
            else []
        )
        prochaine = (
            "En vigueur à partir de sa date d’effet."
            if not attend
            else "Attend la confirmation d’une autre personne."
        )
        return super()._fiche(objet, transitions=boutons, prochaine=prochaine, **contexte)

    @expose("/<int:pk>/confirmer", methods=["POST"])
    @has_access
    def confirmer(self, pk):
        """Confirm a value another person proposed."""
        parametre = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                _confirmer(verrouiller(session, parametre))
                differer(session, reindexer, f"reindexer_le_site:{parametre.id}")
            flash("Le paramètre est confirmé : il s’applique à partir de sa date d’effet.", "success")
        except Refus as refus:
            refuser(str(refus))
        return redirect(self.url("show", pk=pk))


def _confirmer(parametre) -> None:
    moi = acteur().utilisateur_id
    if parametre.propose_par_id == moi:
        raise Refus("Vous avez proposé cette valeur : une autre personne doit la confirmer.")
    if parametre.confirme_le:
        raise Refus("Ce paramètre est déjà confirmé.")
    parametre.confirme_par_id, parametre.confirme_le = moi, maintenant()
