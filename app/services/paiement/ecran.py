"""Paying contributions: what to pay and how, the details of the payment, then where it stands.

Nothing here credits anything: a bank statement or the operator's own answer does.
"""

from flask import abort, redirect, render_template, request
from markupsafe import Markup

from app.demandes import certificats
from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.ecrans.prochaine import suite
from app.demandes.etats import EN_ATTENTE, SOUMETTRE
from app.generateur.adaptateur import expose, has_access
from app.generateur.ecrans.brouillons import refuser
from app.generateur.ecrans.modele import Action
from app.generateur.telechargements import pdf
from app.regles import francais, mois
from app.repertoire.tables import Employeur
from app.services.paiement import annoncer
from app.services.paiement.formulaires import FormulaireBancaire, FormulaireChoix, FormulaireMobile
from app.services.paiement.operateurs.choix import modes_offerts
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.quittance import QuittanceSchema
from app.services.paiement.tables import Banque, EtatPaiement, Paiement
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui

FERMES = "Le paiement mobile n’est pas ouvert pour le moment : choisissez le virement ou le dépôt."
SUITES = {
    EtatPaiement.en_attente_rapprochement: (
        "Envoyé, en attente de rapprochement : la CNSS le confirme dès que sa banque l’a reçu."
    ),
    EtatPaiement.annule: "Annulé : rien n’est porté au compte.",
}
"""What happens next, where neither the operator nor the fund has anything else to say."""


class PaiementView(DemandeView):
    """The employer's payments and the way to make one."""

    modele = Paiement
    sur_papier = ()
    espace = "employeur"
    titre = "Paiement de cotisations"
    ordre = 30
    adresse = "paiements"
    refaire = "Payer de nouveau"
    creer = "Payer mes cotisations"
    resume = "Payer par virement, dépôt, T-Money ou Flooz, et suivre vos paiements"
    vide = "Aucun paiement pour le moment. Commencez par « Payer mes cotisations »."
    list_columns = ["numero", "mode", "montant", "periode", "etat", "soumise_le", "recu_le"]
    label_columns = {"etat": "État"}
    search_columns = ["numero", "mode", "montant", "statut", "soumise_le"]
    add_columns = ["montant", "banque_id", "paye_le", "reference"]
    show_columns = ["mode", "montant", "periode"]
    include_route_methods = DemandeView.include_route_methods | {"details", "quittance"}
    droits_des_routes = {"details": "deposer", "quittance": "consulter"}

    @expose("/nouveau", methods=["GET", "POST"])
    @has_access
    def add(self):
        """Ask what to pay, and how."""
        du = annoncer.a_payer(db.session, self._employeur(), aujourd_hui())
        form = FormulaireChoix.pour(du, modes_offerts(), request.args.get("periode", ""))
        if request.method == "POST" and form.validate():
            return redirect(self.url("details", mode=form.mode.data, **form.choisi()))
        page = render_template(
            "paiement/choix.html",
            titre=self.creer,
            fil=self.fil((self.creer, None)),
            form=form,
            du=du,
            etapes=(self.etapes(Paiement())[0], 0),
        )
        return page, 422 if form.errors else 200

    def _employeur(self) -> Employeur:
        return db.session.get(Employeur, acteur().perimetre.employeur_id or 0) or abort(404)

    @expose("/nouveau/<any(virement, depot, tmoney, flooz):mode>", methods=["GET", "POST"])
    @has_access
    def details(self, mode):
        """Ask for what lets the payment be found at the bank, or asked of the operator."""
        choisi = ModePaiement[mode]
        if choisi not in modes_offerts():
            refuser(FERMES)
            return redirect(self.url("add"))
        if request.method == "POST" and (deja := self._deja_envoyee(request.form.get("cle_unique"))):
            return redirect(self.apres_ajout(deja))
        form = self._classe(choisi).nouveau(request.args)
        if request.method == "POST" and form.validate():
            objet = Paiement(mode=choisi, periode=form.periode(request.args))
            if self._enregistrer(form, objet, self.avant_ajout):
                return redirect(self.apres_ajout(objet))
        return self._formulaire(form, choisi.value, "Continuer", self.url("add"))

    def _classe(self, mode: ModePaiement) -> type[FormulaireMobile] | type[FormulaireBancaire]:
        return FormulaireMobile if mode.mobile else FormulaireBancaire

    def formulaire_de(self, objet):
        """Return the form of the payment's own mode."""
        return self._classe(objet.mode)

    def contexte_de_formulaire(self, form):
        """Return, for a bank, the fund's accounts to credit and the paper to have at hand."""
        if isinstance(form, FormulaireMobile):
            etapes = self.etapes(Paiement(mode=ModePaiement.tmoney))[0], 1
            return {"titres": {}, "etapes": etapes, "pieces_demandees": (), "avant": ""}
        banques = db.session.query(Banque).order_by(Banque.nom).all()
        avant = Markup(render_template("paiement/comptes.html", banques=banques))  # noqa: S704 - ours, escaped
        annonce = Paiement(mode=ModePaiement.virement)
        return {
            "titres": {},
            "etapes": (self.etapes(annonce)[0], 1),
            "pieces_demandees": annonce.pieces_demandees,
            "avant": avant,
        }

    def etapes(self, objet):
        """Return the steps of a payment: one chooses first what to pay, and how."""
        noms, apercu = super().etapes(objet)
        return ("Choisir", *noms), apercu + 1

    def sections_de(self, objet):
        """Return what was announced, in the words of its mode."""
        propres = ["telephone"] if objet.mode.mobile else ["banque", "paye_le", "reference"]
        cles = [*self.show_columns, *propres, *(["recu_le"] if objet.recu_le else [])]
        return [{"titre": "", "paires": [self._paire(objet, cle) for cle in cles]}]

    def _paire(self, objet, cle):
        if cle == "periode" and objet.periode is None:
            return "Période", "Ce qui est dû, le plus ancien d’abord"
        return super()._paire(objet, cle)

    def actions_de_fiche(self, objet):
        """Return the way to the operator's page and to a fresh state, or to another attempt."""
        actions = super().actions_de_fiche(objet)
        if objet.etat is EtatPaiement.en_attente_operateur:
            if objet.url_operateur:
                actions.append(_bouton("Ouvrir la page de l’opérateur", objet.url_operateur, "principal"))
            actions.append(_bouton("Actualiser", self.url("show", pk=objet.id)))
        return actions

    def documents(self, objet):
        """Return the receipt of the money once it is booked, and that of the announcement."""
        quittance = {"libelle": "Quittance (PDF)", "url": self.url("quittance", pk=objet.id)}
        papiers = [p for p in super().documents(objet) if p["libelle"].startswith("Récépissé")]
        valable = objet.certificat is not None and objet.certificat.revoque_le is None
        return [*([quittance] if valable else []), *papiers]

    @expose("/<int:pk>/quittance.pdf")
    @has_access
    def quittance(self, pk):
        """Send the receipt of a payment that was booked."""
        certificat = self.trouver(pk).certificat or abort(404)
        return pdf(certificats.imprimer(certificat), certificat.numero)

    def message_de(self, objet, evenement):
        """Say that a payment was announced, and where it went."""
        if evenement.transition != SOUMETTRE.nom:
            return f"{objet} : {objet.etat.value.lower()}."
        ou = "à l’opérateur" if objet.mode.mobile else "à la CNSS"
        return f"Envoyé {ou} : votre paiement porte le numéro {objet.numero}. Gardez-le pour le suivre."


@suite(Paiement)
def suite_du_paiement(paiement) -> str:
    """Return where a payment stands: what the operator or the fund says of it."""
    etat = paiement.etat
    if etat is EtatPaiement.confirme and paiement.certificat.revoque_le:
        return f"Annulé par la CNSS, avec sa quittance : « {paiement.certificat.motif_revocation} »"
    if etat is EtatPaiement.confirme:
        recu = francais.jour(paiement.recu_le)
        return f"{francais.francs(paiement.montant)} reçus le {recu} : votre quittance est prête."
    if etat is EtatPaiement.echoue:
        depuis = paiement.message_operateur
        return f"Échoué : {paiement.motif}" + (f" {depuis}" if depuis not in (None, paiement.motif) else "")
    if etat is EtatPaiement.en_attente_operateur:
        return paiement.message_operateur or "La demande part chez l’opérateur."
    return SUITES.get(etat, "")


def _bouton(libelle: str, url: str, genre: str = "secondaire") -> Action:
    return {"libelle": libelle, "url": url, "genre": genre}


@complement_de(Paiement)
def complement_paiement(paiement, vue) -> str:
    """Return which debts the payment extinguished, or would extinguish today."""
    if paiement.certificat:
        lignes = QuittanceSchema().load(paiement.certificat.contenu).imputations
        parts = [(mois.libelle(x.periode) if x.periode else "", x.principal, x.majoration) for x in lignes]
    elif paiement.statut in EN_ATTENTE or paiement.statut.name == "brouillon":
        jour = min(paiement.paye_le or aujourd_hui(), aujourd_hui())
        par_mois, avance = annoncer.repartition(db.session, paiement.employeur, paiement.montant, jour)
        parts = [(mois.libelle(p), *part) for p, part in par_mois.items()]
        parts += [("", avance, 0)] if avance else []
    else:
        parts = []
    return render_template("paiement/complement.html", paiement=paiement, parts=parts, espace=vue.espace)
