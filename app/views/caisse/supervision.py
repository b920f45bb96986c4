"""Supervision: documents issued that may be revoked, the dated parameters of the law under four eyes."""

from flask import flash, redirect, request
from sqlalchemy.orm import joinedload

from app.demandes import certificats
from app.demandes.ecrans import dossier
from app.demandes.tables import Certificat, Demande
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.vue import Vue
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


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
        interet = "" if objet.revoque_le else dossier.interet(objet.demande)
        boutons = (
            []
            if objet.revoque_le or interet
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
            objet,
            transitions=boutons,
            interet=interet,
            prochaine=f"État de ce document : {etat.value.lower()}.",
            **contexte,
        )

    @expose("/<int:pk>/revoquer", methods=["POST"])
    @has_access
    def revoquer(self, pk):
        """Revoke a document for a reason."""
        certificat = self.trouver(pk)
        try:
            with transaction(db.session) as session:
                verrouiller(session, certificat)
                certificats.revoquer(session, certificat, request.form.get("motif", ""), acteur())
            flash(f"Révoqué : {certificat}.", "success")
        except Refus as refus:
            refuser(str(refus))
        except ValueError as refus:
            refuser(str(refus))
            return redirect(self.url("show", pk=pk, sans_motif="revoquer", _anchor="motif-revoquer"))
        return redirect(self.url("show", pk=pk))
