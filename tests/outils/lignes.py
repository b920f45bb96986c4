"""A row of any model, made from its columns alone: tomorrow's model is walked without a line of test."""

import uuid

from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, func, inspect, select

from app.demandes.etats import Statut
from app.generateur.champs import Mois
from app.models import Demande, Model
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils import petit_togo

PRESENTS = {"statut": [Statut.brouillon, Statut.acceptee]}
"""The states in which a request is made."""


class Proprietaire:
    """Who owns the rows made: an employer, an insured person, an account."""

    def __init__(self, session, numero_employeur: str, numero_assure: str):
        self.session = session
        self.employeur = petit_togo.employeur(session, numero_employeur)
        self.assure = petit_togo.assure(session, numero_assure)
        email = petit_togo.email_de(numero_employeur)
        self.utilisateur_id = petit_togo.acteur(session, email).utilisateur_id

    def posseder(self, modele: type, /, **valeurs) -> list[int]:
        """Make rows of `modele` that belong to this owner, one a state, and return their keys.

        `valeurs` are what some of their columns hold, instead of anything.
        """
        etats = PRESENTS["statut"] if issubclass(modele, Demande) else [None]
        lignes = [self._ligne(modele, etat, valeurs) for etat in etats]
        self.session.add_all(lignes)
        self.session.flush()
        return [ligne.id for ligne in lignes]

    def _ligne(self, modele: type, etat: Statut | None, imposees: dict):
        valeurs = {}
        for table in reversed([m.local_table for m in inspect(modele).iterate_to_root()]):
            for colonne in table.columns:
                if not (_d_elle_meme(colonne) or colonne.default is not None or colonne.key == "type"):
                    valeurs[inspect(modele).get_property_by_column(colonne).key] = self._valeur(colonne)
        if etat:
            valeurs |= {"statut": etat, "soumise_le": maintenant(), "decidee_le": maintenant(), "motif": "x"}
        return modele(**{cle: v for cle, v in (valeurs | imposees).items() if v is not None})

    def _valeur(self, colonne):
        if colonne.primary_key:
            return self.session.scalar(select(func.coalesce(func.max(colonne), 0) + 1))
        if colonne.foreign_keys:
            return self._cle(next(iter(colonne.foreign_keys)).column.table, colonne.nullable)
        return None if colonne.nullable else _quelconque(colonne)

    def _cle(self, table, facultative: bool):
        siens = {"employeur": self.employeur.id, "assure": self.assure.id, "ab_user": self.utilisateur_id}
        if table.name in siens:
            return siens[table.name]
        return None if facultative else self._sienne(table)

    def _sienne(self, table) -> int:
        """Return the key of a row of this owner in another table, made if need be."""
        modele = next(m.class_ for m in Model.registry.mappers if m.local_table is table)
        partagee = None if hasattr(modele, "portee") else self.session.scalar(select(modele.id))
        return partagee or self.posseder(modele)[0]


def _d_elle_meme(colonne) -> bool:
    """Say whether the database gives a key by itself."""
    return colonne.primary_key and colonne.autoincrement is not False


def _quelconque(colonne):
    """Return a value that the column takes, different each time where it must be."""
    type_sql = colonne.type
    if isinstance(type_sql, JSON):
        return {}
    if isinstance(type_sql, Enum):
        return next(iter(type_sql.enum_class))
    if isinstance(type_sql, Boolean):
        return False
    if isinstance(type_sql, DateTime):
        return maintenant()
    if isinstance(type_sql, Date):
        return aujourd_hui()
    if isinstance(type_sql, Mois):
        return petit_togo.PREMIER
    if isinstance(type_sql, Integer) or getattr(type_sql, "impl", None).__class__.__name__ == "BigInteger":
        return 1
    return uuid.uuid4().hex[: getattr(type_sql, "length", None) or 32]
