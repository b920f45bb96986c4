"""What each role finds on arrival: key figures, what to do next, quick links, recent requests."""

from flask import current_app, url_for
from sqlalchemy import func, select

from app.carriere import individuel
from app.cotisations import cotisant
from app.cotisations.situation import situation
from app.demandes.a_confirmer import attendues
from app.demandes.attente import a_traiter
from app.demandes.ecrans import dossier
from app.demandes.ecrans.vues_des_services import chez, vue_du_service
from app.demandes.etats import A_COMPLETER, EN_ATTENTE, Statut
from app.demandes.tables import Demande
from app.generateur.affichage import affiche
from app.identites.preuves import etat
from app.referentiel.tables import Proposition
from app.regles import francais, mois
from app.regles.quitus import decider
from app.regles.retard import exigible_le
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.dnr.tables import Declaration
from app.socle import place
from app.socle.acces import Acteur
from app.socle.base_de_donnees import db
from app.socle.droits import CHEZ_SOI
from app.socle.horloge import aujourd_hui

RECENTES = 8
TOUTES = {
    "employeur": "HistoriqueEmployeurView.list",
    "assure": "HistoriqueAssureView.list",
    "agent": "DossiersView.list",
}
"""The list of all the requests of an espace."""
EN_MAIN = {"À prendre en charge": Statut.soumise, "En instruction": Statut.en_instruction}
"""The figures that lead to the inbox, and what each counts there."""


def tableau(moi: Acteur) -> dict:
    """Return the variables of the dashboard template for the person: the parts of each espace he may open."""
    chiffres, avis = [], []
    for espace, partie in PARTIES.items():
        if moi.ouvre(espace):
            chiffres_, avis_ = partie(moi)
            chiffres += chiffres_
            avis += _a_completer(espace) + avis_ + (_messages_a_lire(espace) if espace in TOUTES else [])
    avis += _identite_a_prouver(moi)
    return {"chiffres": chiffres, "avis_liste": avis, "liens": liens(moi), "demandes": _recentes(moi)}


def _identite_a_prouver(moi: Acteur) -> list[dict]:
    """Return the notice that an insured person's file waits for her to prove who she is."""
    if moi.perimetre.assure_id or moi.de_la_caisse or moi.utilisateur_id is None:
        return []
    if etat.en_cours(db.session, moi.utilisateur_id) is None:
        return []
    texte = "Votre dossier d’assuré s’ouvrira quand vous aurez donné deux preuves de votre identité."
    return [_avis("info", "Prouvez qui vous êtes", texte, url_for("MonIdentiteView.index"), "Continuer")]


def _employeur(moi: Acteur):
    """What is owed, what is to declare and by when."""
    employeur = db.session.get(Employeur, moi.perimetre.employeur_id or 0)
    if employeur is None:
        return [], [
            _avis(
                "warning",
                "Aucun employeur",
                "Votre compte n’est rattaché à aucun employeur : contactez la CNSS.",
            )
        ]
    lois, jour = bareme(db.session), aujourd_hui()
    bilan = decider(situation(db.session, employeur, jour, lois), jour, lois)
    dernier = mois.plus(mois.de_date(jour), -1)
    chiffres = [
        _chiffre(
            "Solde dû",
            francais.francs(max(cotisant.solde(db.session, employeur.id), 0)),
            url=url_for("CompteCotisantView.index"),
        ),
        _chiffre("En attente de la CNSS", _compter(EN_ATTENTE), url=_historique("employeur")),
        _chiffre("À compléter par vous", _compter(A_COMPLETER), url=_historique("employeur")),
    ]
    avis = []
    envoyees = _periodes_envoyees(employeur.id)
    if a_declarer := [p for p in bilan.mois_non_declares if p not in envoyees]:
        avis.append(
            _avis(
                "warning",
                "Mois non déclarés",
                mois.enumerer(a_declarer),
                url_for("DNRView.add"),
                "Déclarer",
            )
        )
    elif dernier not in envoyees:
        limite = francais.jour(exigible_le(dernier, lois))
        texte = (
            f"La déclaration {mois.complement(dernier)} est à envoyer et à payer au plus tard le {limite}."
        )
        avis.append(_avis("info", "À déclarer", texte, url_for("DNRView.add"), "Déclarer maintenant"))
    if bilan.mois_impayes:
        mois_dus, total = mois.enumerer(bilan.mois_impayes), francais.francs(bilan.total_du)
        texte = f"{total}, majorations comprises : {mois_dus}."
        payer = url_for("PaiementView.add")
        avis.append(_avis("warning", "Cotisations impayées", texte, payer, "Payer maintenant"))
    return chiffres, avis


def _periodes_envoyees(employeur_id: int) -> frozenset[int]:
    """Return the months (yyyymm) whose declaration was sent, accepted or not yet."""
    envoyees = EN_ATTENTE | {Statut.acceptee, Statut.complement_demande}
    requete = select(Declaration.periode).where(
        Demande.employeur_id == employeur_id, Demande.statut.in_(envoyees)
    )
    return frozenset(db.session.scalars(requete))


def _assure(moi: Acteur):
    """How long one has been insured."""
    if moi.perimetre.assure_id is None:
        return [], [
            _avis(
                "warning",
                "Aucun numéro d’assurance",
                "Votre compte n’est rattaché à aucun assuré : contactez la CNSS.",
            )
        ]
    releve = individuel.relever(db.session, moi.perimetre.assure_id)
    dernier = mois.libelle(releve.gains[-1][0]) if releve.gains else "Aucun"
    return [
        _chiffre(
            "Mois assurés", francais.nombre(releve.mois_assures), url=url_for("CompteIndividuelView.list")
        ),
        _chiffre("Dernier mois déclaré", dernier),
        _chiffre("En attente de la CNSS", _compter(EN_ATTENTE), url=_historique("assure")),
    ], []


def _agent(moi: Acteur):
    """What waits, and how long the oldest has."""
    comptes = [func.count().filter(Demande.statut == etat) for etat in EN_MAIN.values()]
    requete = select(func.min(Demande.soumise_le), *comptes).where(a_traiter(moi.perimetre.caisse))
    plus_ancienne, *nombres = db.session.execute(requete).one()
    return [
        _chiffre(libelle, francais.nombre(nombre), url=url_for("InstructionView.list", statut=etat.name))
        for (libelle, etat), nombre in zip(EN_MAIN.items(), nombres, strict=True)
    ] + [
        _chiffre("La plus ancienne date du", affiche(plus_ancienne)[:10] or "—"),
    ], []


def _confirmations(moi: Acteur):
    """What another person proposes and waits for one."""
    attend = db.session.scalar(select(Proposition.id).where(Proposition.issue.is_(None)).limit(1))
    nombre = attend and db.session.scalar(select(func.count(Proposition.id)).where(attendues(moi)))
    if not nombre:
        return [], []
    url = url_for("PropositionView.list")
    return [_chiffre("À confirmer, proposé par d’autres", francais.nombre(nombre), url=url)], []


def _administration(moi: Acteur):
    """Whether the disk of the files fills."""
    if not place.manque():
        return [], []
    reste = f"Il reste {francais.nombre(place.libre() // place.MEGA_OCTET)} Mo aux fichiers"
    texte = (
        f"{reste} : sous {francais.nombre(current_app.config['DISQUE_PLEIN_MO'])} Mo, plus aucun n’est pris. "
        "Faites agrandir le disque, ou voyez ce qui arrive."
    )
    url = url_for("EnvoisDuJourView.list")
    return [], [_avis("danger", "Le disque se remplit", texte, url, "Les envois de ces jours")]


def _a_completer(espace: str) -> list[dict]:
    """Return the notice that the fund asked for something, with the way to the requests concerned."""
    if espace not in CHEZ_SOI:
        return []
    etat = Statut.complement_demande
    a_moi = getattr(Demande, f"{espace}_id").is_not(None)
    nombre = db.session.scalar(select(func.count(Demande.id)).where(Demande.statut == etat, a_moi))
    if not nombre:
        return []
    texte = francais.accord(nombre, "demande attend un complément.", "demandes attendent un complément.")
    lien = _historique(espace, statut=etat.name)
    return [_avis("warning", "La CNSS attend votre réponse", texte, lien, "Compléter")]


def _messages_a_lire(espace: str) -> list[dict]:
    """Return the notice that messages wait to be read, with the way to them."""
    cote = dossier.cote(espace)
    attend = Demande.message_pour == cote
    if espace in CHEZ_SOI:
        attend &= getattr(Demande, f"{espace}_id").is_not(None)
    nombre = db.session.scalar(select(func.count(Demande.id)).where(attend))
    if not nombre:
        return []
    texte = francais.accord(nombre, "demande a un message à lire.", "demandes ont un message à lire.")
    lien = _historique(espace, message_pour=cote.name)
    return [_avis("info", "Messages", texte, lien, "Les lire")]


def _historique(espace: str, **filtres) -> str:
    """Return the list of all that was asked for in an espace, the fund's own for its staff."""
    return url_for(TOUTES[espace], **filtres)


PARTIES = {
    "employeur": _employeur,
    "assure": _assure,
    "agent": _agent,
    "confirmations": _confirmations,
    "administration": _administration,
}
"""What an espace brings to the dashboard: `(person) -> (figures, notices)`."""


def _compter(statuts, *criteres) -> str:
    compte = select(func.count(Demande.id)).where(Demande.statut.in_(statuts), *criteres)
    return francais.nombre(db.session.scalars(compte).one())


def _chiffre(libelle: str, valeur: str, note: str = "", url: str | None = None) -> dict:
    return {"libelle": libelle, "valeur": valeur, "note": note, "url": url}


def _avis(niveau: str, titre: str, texte: str, url: str | None = None, lien: str = "") -> dict:
    return {"niveau": niveau, "titre": titre, "texte": texte, "url": url, "lien": lien}


def liens(moi: Acteur) -> list[dict]:
    """Return the quick links of the person: each screen he may open that says what it is for."""
    ecrans = [
        (vue.titre, vue.url(vue.default_view), vue.resume)
        for vue in current_app.extensions["menu"]
        if vue.resume and "consulter" in moi.droits(vue.domaine)
    ]
    return [{"libelle": libelle, "url": url, "texte": texte} for libelle, url, texte in ecrans]


def _recentes(moi: Acteur) -> list[dict] | None:
    """Return the latest requests of the person; None for the fund's staff, who have their inbox instead."""
    if moi.perimetre.caisse:
        return None
    requete = select(Demande).order_by(Demande.id.desc()).limit(RECENTES)
    return [
        {
            "numero": d.numero or "En préparation",
            "libelle": d.libelle_type,
            "statut": d.statut,
            "date": affiche(d.soumise_le or d.cree_le),
            "url": vue_du_service(type(d), chez(d)).lien_vers(d),
        }
        for d in db.session.scalars(requete)
    ]
