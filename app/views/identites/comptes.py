"""The accounts, as the administration sees them and acts on them: nobody's password is typed or shown."""

from functools import partial

from flask import g
from sqlalchemy import select
from wtforms import SelectField, StringField

from app.generateur import relations
from app.generateur.adaptateur import User
from app.generateur.affichage import instant
from app.generateur.champs_lus import en_choix
from app.generateur.colonnes import ColonneDeListe
from app.generateur.ecrans.gestes import AvecGestes, Geste
from app.generateur.ecrans.vue import Vue
from app.generateur.filtres import filtre
from app.identites import administration, cles_d_acces, organisation, second_facteur, sessions, verrou
from app.identites.administration import ActeDAdministration
from app.identites.mandats import DROITS
from app.identites.organisation import Affectation, Fonction
from app.identites.tables import CompteAssure, Habilitation
from app.regles.francais import accord, jour
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.views.identites.organisation import LES_EQUIPES

TOUTES = ("", "Toutes")


def fonctions_de(utilisateur_id: int) -> str:
    """Return what somebody is at the fund today; the whole staff is read once a request."""
    if "intitules" not in g:
        g.intitules = organisation.intitules(db.session, aujourd_hui())
    return " ; ".join(g.intitules.get(utilisateur_id, ()))


def _tient(fonction: str):
    """Return the criterion of the accounts that hold a function today."""
    tenue = Affectation.couvre(aujourd_hui()) & (Affectation.fonction == Fonction[fonction])
    return User.id.in_(select(Affectation.utilisateur_id).where(tenue))


class PersonneView(AvecGestes[User], Vue[User]):
    """Everybody's account: what each is, and what the administration may do about it."""

    modele = User
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Personnes"
    ordre = 606
    resume = "Qui a un compte, ce que chacun est, fermer un compte ou aider une personne à y revenir"
    base_order = ("last_name", "asc")
    list_columns = ["last_name", "first_name", "email", "active", "last_login"]
    label_columns = {
        "last_name": "Nom",
        "first_name": "Prénoms",
        "email": "Courriel",
        "active": "Compte ouvert",
        "created_on": "Créé le",
        "last_login": "Dernière connexion",
    }
    show_columns = ["email", "active", "created_on", "last_login"]
    include_route_methods = {"list", "show", "agir"}
    gestes = {
        "lien": Geste("Envoyer un lien de mot de passe", administration.envoyer_un_lien),
        "double-verification": Geste(
            "Remettre à zéro la double vérification", administration.demander_une_remise_a_zero
        ),
        "blocage": Geste("Lever le blocage de connexion", administration.lever_le_blocage),
        "fermer": Geste("Fermer le compte", administration.fermer, "danger"),
        "rouvrir": Geste("Rouvrir le compte", administration.rouvrir),
    }

    def _init_properties(self):
        """Show with each account what its person is at the fund."""
        super()._init_properties()
        self.colonnes.append(
            ColonneDeListe("id", "Fonctions et équipes", None, fonctions_de, False, fonctions_de)
        )

    def _init_forms(self):
        super()._init_forms()
        self.search_form.qui = filtre(StringField, "Nom ou courriel", partial(relations.trouve, User))
        fonctions = en_choix([TOUTES, *((f.name, f.value) for f in Fonction)])
        self.search_form.fonction = filtre(
            SelectField, "Fonction", _tient, choices=fonctions, default="", coerce=lambda nom: nom or ""
        )
        connexions = en_choix([TOUTES, ("bloquees", "Bloquées après trop d’essais")])
        self.search_form.connexion = filtre(
            SelectField, "Connexion", _bloque, choices=connexions, default="", coerce=lambda nom: nom or ""
        )

    def gestes_de(self, objet):
        """A closed account may be opened again, an open one closed; nobody acts on his own."""
        if objet.id == acteur().utilisateur_id:
            return []
        if not objet.is_active:
            return ["rouvrir"]
        protege = second_facteur.actif(db.session, objet.id)
        bloque = verrou.fermee_jusqu_a(db.session, objet.id)
        au_choix = {"blocage": bloque, "lien": True, "double-verification": protege, "fermer": True}
        return [nom for nom, propose in au_choix.items() if propose]

    def _fiche(self, objet, **contexte):
        return super()._fiche(objet, prochaine=_ou_en_est(objet), **contexte)

    def sections_de(self, objet):
        """Return the account, what its person is and for whom she acts, then what was done about it."""
        propres = {
            "Fonctions": _fonctions(objet),
            "Mandats": _mandats(objet),
            "Sessions ouvertes": [
                (s.appareil, f"Vue le {instant(s.vue_le)}, {s.adresse}")
                for s in sessions.ouvertes(db.session, objet.id)
            ],
            "Ce que l’administration a fait": _actes(objet),
        }
        compte, *_ = super().sections_de(objet)
        compte["paires"] += [
            ("Connexion", _connexion(objet)),
            ("Double vérification", _double_verification(objet)),
            ("Assuré", _assure(objet)),
        ]
        return [compte, *({"titre": t, "paires": paires} for t, paires in propres.items() if paires)]


def _ou_en_est(personne: User) -> str:
    fonctions = fonctions_de(personne.id)
    if not personne.is_active:
        return "Ce compte est fermé : personne ne s’y connecte."
    return f"Du personnel de la CNSS : {fonctions}." if fonctions else ""


def _connexion(personne: User) -> str:
    fin = verrou.fermee_jusqu_a(db.session, personne.id)
    if fin is None:
        return "Rien ne la bloque"
    return f"Bloquée par endroits jusqu’au {instant(fin)}, après trop d’essais"


def _double_verification(personne: User) -> str:
    """Say by what the person gives her second factor, if she has one."""
    application = second_facteur.par_application(db.session, personne.id)
    cles = cles_d_acces.nombre(db.session, personne.id)
    moyens = ["application"] * application + [accord(cles, "clé d’accès", "clés d’accès")] * bool(cles)
    return f"Activée : {', '.join(moyens)}" if moyens else "Non"


def _bloque(oui: str):
    """Return the criterion of the accounts into which guesses keep some way closed now."""
    return User.id.in_(verrou.comptes_fermes())


def _fonctions(personne: User) -> list[tuple[str, str]]:
    siennes = Affectation.utilisateur_id == personne.id
    lignes = db.session.scalars(select(Affectation).where(siennes).order_by(Affectation.effet_le.desc()))
    chez = organisation.organisation(db.session, aujourd_hui())
    return [
        (organisation.intitule(ligne.fonction, ligne.equipe, chez), f"{_jours(ligne)} – {ligne.etat.value}")
        for ligne in lignes
    ]


def _jours(ligne: Affectation) -> str:
    depuis = f"Depuis le {jour(ligne.effet_le)}"
    return f"{depuis}, jusqu’au {jour(ligne.fin_le)}" if ligne.fin_le else depuis


def _mandats(personne: User) -> list[tuple[str, str]]:
    siens = select(Habilitation).where(Habilitation.utilisateur_id == personne.id).order_by(Habilitation.id)
    return [
        (
            str(m.employeur),
            f"{DROITS[m.declarer].capitalize()}{', titulaire du compte' if m.titulaire else ''}",
        )
        for m in db.session.scalars(siens)
    ]


def _assure(personne: User) -> str:
    sien = select(CompteAssure).where(CompteAssure.utilisateur_id == personne.id)
    compte = db.session.scalars(sien).one_or_none()
    return str(compte.assure) if compte else "Aucun"


def _actes(personne: User) -> list[tuple[str, str]]:
    siens = ActeDAdministration.utilisateur_id == personne.id
    requete = select(ActeDAdministration).where(siens).order_by(ActeDAdministration.id.desc())
    return [
        (instant(acte.le), f"{acte.quoi}, par {acte.noms}. Motif : {acte.motif}")
        for acte in db.session.scalars(requete)
    ]


class ActeDAdministrationView(Vue[ActeDAdministration]):
    """All that the administration did with accounts: to read."""

    modele = ActeDAdministration
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Actes d’administration"
    adresse = "actes"
    ordre = 618
    resume = "Qui a fermé, rouvert, aidé ou habilité qui, quand et pourquoi"
    base_order = ("le", "desc")
    list_columns = ["le", "concerne", "quoi", "fait_par_nom", "propose_par_nom"]
    si_remplies = ("propose_par_nom",)
    search_columns = ["le", "concerne", "quoi", "fait_par_nom"]
    show_columns = ["le", "concerne", "quoi", "motif", "fait_par_nom", "propose_par_nom"]
    include_route_methods = {"list", "show"}
