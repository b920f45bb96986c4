"""Loading the demonstration, in one transaction of the caller's."""

from datetime import date

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cotisations.majorer import majorer
from app.cotisations.tables import Operation
from app.demandes.tables import Demande
from app.regles import mois
from app.repertoire.parametres import bareme, semer_parametres
from app.repertoire.tables import Assure, Employeur
from app.site import statistiques
from app.site.semer import semer
from app.socle import acces
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import aujourd_hui
from demonstration import (
    acteurs,
    comptabilite,
    declarations,
    demandes,
    en_cours,
    feuilles,
    paiements,
    population,
    repertoire,
)
from demonstration.decor import Decor

NUMEROTES = (Employeur, Assure, Demande, Operation)
"""The tables whose keys the demonstration chooses itself."""
MOIS_PUBLIES = 12
"""Months whose statistics are published; the last one waits for somebody to publish it."""


class DemonstrationRefusee(RuntimeError):
    """The demonstration may not be loaded here; the message is a French sentence."""


def charger(session: Session, au: date | None = None) -> bool:
    """Load the demonstration as of the day `au`, today by default; return whether anything was done.

    Nothing is done where the register holds an employer already. Does not commit. Raises DemonstrationRefusee
    in production, whose database must never hold accounts with a published password.
    """
    if current_app.config["ENV_NOM"] == "production":
        raise DemonstrationRefusee(
            "La démonstration ne se charge pas en production\u00a0: lancez cette commande avec "
            "APP_ENV=development, sur une autre base de données."
        )
    with acces.systeme("loading the demonstration"):
        if session.scalar(select(func.count(Employeur.id))):
            return False
        _charger(session, au or aujourd_hui())
    return True


def _charger(session: Session, au: date) -> None:
    semer_parametres(session)
    decor = Decor(au, bareme(session))
    equipe = acteurs.creer(session)
    personnes = population.peupler(decor)
    paie = feuilles.etablir(personnes, decor)
    repertoire.inscrire(session, decor, personnes)
    declarations.deposer(session, paie, equipe)
    comptabilite.comptabiliser(session, paie, decor)
    acteurs.rattacher(session, equipe, personnes)
    _suivre_les_cles(session)
    majorer(session, au, [entreprise.id for entreprise in decor.entreprises])
    en_cours.ouvrir(session, paie, decor, equipe)
    demandes.ouvrir(session, decor, equipe)
    paiements.ouvrir(session, decor, equipe)
    semer(session, demonstration=True)
    for rang in range(MOIS_PUBLIES, 0, -1):
        tableau = statistiques.calculer(session, mois.plus(mois.de_date(au), -1 - rang))
        statistiques.publier(session, tableau, None)


def _suivre_les_cles(session: Session) -> None:
    """Tell PostgreSQL's sequences the keys that were chosen, so that the next ones follow."""
    if est_sqlite(session):
        return
    for modele in NUMEROTES:
        table = modele.__tablename__
        sequence = func.pg_get_serial_sequence(table, "id")
        session.execute(select(func.setval(sequence, select(func.max(modele.id)).scalar_subquery())))
