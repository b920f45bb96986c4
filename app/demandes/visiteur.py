"""The columns by which somebody without an account can be answered."""

from typing import ClassVar

from sqlalchemy import String

from app.demandes.colonnes_communes import SansCompte
from app.demandes.etats import ACCEPTER, DEMANDER_COMPLEMENT, REJETER, SOUMETTRE
from app.generateur.champs import champ
from app.generateur.controles import nom_de_personne, telephone, telephone_ou_courriel


class DeVisiteur(SansCompte):
    """The columns by which somebody without an account can be answered."""

    courriels: ClassVar = {
        SOUMETTRE: "sans_compte_recue",
        DEMANDER_COMPLEMENT: "sans_compte_complement",
        ACCEPTER: "sans_compte_reponse",
        REJETER: "sans_compte_refusee",
    }

    nom = champ(String(80), "Nom", controles=[nom_de_personne], souvenir="family-name")
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne], souvenir="given-name")
    courriel = champ(
        String(120),
        "Téléphone ou courriel",
        "La réponse y sera envoyée",
        controles=[telephone_ou_courriel],
        souvenir="email",
    )
    telephone = champ(String(20), "Téléphone", controles=[telephone], souvenir="tel", facultatif=True)
