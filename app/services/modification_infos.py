"""« Modifier mes infos »: what the register says, corrected by the person, accepted by an agent."""

from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from app.demandes import pieces_demandees
from app.demandes.cycle import apres
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER
from app.demandes.tables import Demande
from app.generateur.champs import champ
from app.generateur.controles import courriel, lire_telephone, telephone
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Acteur, Equipe
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.refus import Refus


class ModificationInfos(Demande):
    """An employer or an insured person asks that what the register says of them be changed."""

    prefixe = "MOD"
    libelle_type = "Modification de mes informations"
    verbes: ClassVar = {ACCEPTER: "Modifier le registre"}
    confiee_a = Equipe.immatriculation
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)

    telephone = champ(String(20), "Téléphone", controles=[telephone], souvenir="tel", facultatif=True)
    email = champ(String(120), "Courriel de contact", controles=[courriel], souvenir="email", facultatif=True)
    adresse = champ(String(160), "Adresse", souvenir="address-line1", facultatif=True)
    activite = champ(String(120), "Activité principale", facultatif=True)
    autre = champ(Text, "Autre changement", "Nom, naissance… : dites ce qui est faux", facultatif=True)


CHAMPS = {
    "employeur": ("telephone", "email", "adresse", "activite"),
    "assure": ("telephone", "email", "adresse"),
}
"""What one may ask to change directly, at an employer's and at an insured person's."""


def actuelles(session: Session, employeur_id: int | None, assure_id: int | None) -> dict[str, str | None]:
    """Return what the register says today of who asks, by field of `ModificationInfos`."""
    fiche: Employeur | Assure
    if employeur_id:
        fiche, noms = session.get_one(Employeur, employeur_id), CHAMPS["employeur"]
    else:
        fiche, noms = session.get_one(Assure, assure_id), CHAMPS["assure"]
    valeurs = {nom: getattr(fiche, nom) for nom in noms}
    return valeurs | {"telephone": lire_telephone(fiche.telephone or "") or fiche.telephone}


@apres(ACCEPTER, ModificationInfos)
def modifier_le_registre(session: Session, demande: ModificationInfos, acteur: Acteur):
    """Write in the register what the person changed; what she left empty stays as it is."""
    fiche = demande.employeur or demande.assure
    for nom in CHAMPS["employeur" if demande.employeur else "assure"]:
        if valeur := getattr(demande, nom):
            setattr(fiche, nom, valeur)


class ModificationView(DemandeView, abstrait=True):
    """« Modifier mes infos »: what the register says, corrected by the person, accepted by an agent."""

    modele = ModificationInfos
    titre = "Modifier mes infos"
    creer = "Demander une modification"
    list_columns = ["numero", "statut", "soumise_le"]

    def valeurs_initiales(self) -> dict:
        """Open on what the register says today."""
        moi = acteur().perimetre
        employeur_id = moi.employeur_id if self.espace == "employeur" else None
        return actuelles(db.session, employeur_id, moi.assure_id)

    def avant_ajout(self, objet, form):
        """Keep what changes only; refuse a request that changes nothing."""
        super().avant_ajout(objet, form)
        for nom, actuelle in self.valeurs_initiales().items():
            if (getattr(objet, nom) or "") == (actuelle or ""):
                setattr(objet, nom, None)
        if not any(getattr(objet, nom) for nom in self.add_columns):
            raise Refus("Vous n’avez rien changé : corrigez ce qui est faux, puis enregistrez.")


class ModificationEmployeurView(ModificationView):
    """At an employer's."""

    espace = "employeur"
    ordre = 290
    add_columns = ["telephone", "email", "adresse", "activite", "autre"]
    show_columns = add_columns


class ModificationAssureView(ModificationView):
    """At an insured person's."""

    espace = "assure"
    ordre = 310
    add_columns = ["telephone", "email", "adresse", "autre"]
    show_columns = add_columns
