"""How far the national number has come, division by division, and who is left to attach.

Active is who has an open insured number and was declared since a month; his region is that of the division of
his last employer, the one who pays most where several declared him that month. The career of each is entered
by its index at its last month: what is counted does not grow with the years behind.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, case, exists, func, select
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.demandes.etats import EN_ATTENTE, Statut
from app.demandes.tables import Demande
from app.regles import mois
from app.repertoire.parametres import bareme
from app.repertoire.tables import Assure, Employeur
from app.services.niu.tables import RattachementNiu, SansNiu
from app.socle.horloge import aujourd_hui

EN_COURS = EN_ATTENTE | {Statut.complement_demande}
"""Where a request stands while it may still attach a number."""
A, D, E, L, S = (table.__table__.c for table in (Assure, Demande, Employeur, LigneCarriere, SansNiu))
TOUT = 10_000
"""The whole, in hundredths of a percent."""


@dataclass(frozen=True)
class Avancement:
    """Of the active insured: those whose number is attached, those whose reason is dated, those under way."""

    actifs: int = 0
    rattaches: int = 0
    motives: int = 0
    en_cours: int = 0

    @property
    def reste(self) -> int:
        """Return how many have neither a number, nor a reason, nor a request under way."""
        return self.actifs - self.rattaches - self.motives - self.en_cours

    @property
    def part(self) -> int:
        """Return the part that has a number or a dated reason, in hundredths of a percent, rounded down."""
        return (self.rattaches + self.motives) * TOUT // self.actifs if self.actifs else 0

    def __add__(self, autre: "Avancement") -> "Avancement":
        return Avancement(
            self.actifs + autre.actifs,
            self.rattaches + autre.rattaches,
            self.motives + autre.motives,
            self.en_cours + autre.en_cours,
        )


def debut_d_activite(session: Session) -> int:
    """Return the month (yyyymm) since which one must have been declared to be active."""
    duree = bareme(session).au(aujourd_hui())["niu_mois_d_activite"].valeur
    return mois.plus(mois.de_date(aujourd_hui()), -duree)


def avancement(session: Session, depuis: int) -> dict[int, Avancement]:
    """Return how far each division has come, by its key, of those declared since a month. One query."""
    actifs = (
        select(A.id, A.niu, dernier_employeur(depuis).label("employeur_id"))
        .where(A.ferme_le.is_(None))
        .subquery()
    )
    motive = exists().where(S.assure_id == actifs.c.id)
    cas = {
        "rattaches": actifs.c.niu.is_not(None),
        "motives": actifs.c.niu.is_(None) & motive,
        "en_cours": actifs.c.niu.is_(None) & ~motive & _demande(actifs.c.id),
    }
    nombres = [func.sum(case((critere, 1), else_=0)).label(nom) for nom, critere in cas.items()]
    requete = (
        select(E.division_id, func.count().label("actifs"), *nombres)
        .select_from(actifs.join(Employeur.__table__, E.id == actifs.c.employeur_id))
        .group_by(E.division_id)
    )
    return {division_id: Avancement(*chiffres) for division_id, *chiffres in session.execute(requete)}


def inactifs(session: Session, depuis: int) -> int:
    """Return how many open numbers nobody declared since a month: the campaign does not wait for them."""
    requete = select(func.count()).where(A.ferme_le.is_(None), dernier_employeur(depuis).is_(None))
    return session.scalar(requete) or 0


def a_rattacher(depuis: int) -> ColumnElement[bool]:
    """Return the criterion of the active insured without number, reason, nor request under way."""
    motive = exists().where(S.assure_id == A.id)
    ouvert = A.ferme_le.is_(None) & A.niu.is_(None)
    return ouvert & ~motive & ~_demande(A.id) & dernier_employeur(depuis).is_not(None)


def de_la_division(depuis: int, division_id: int) -> ColumnElement[bool]:
    """Return the criterion of the insured whose last employer is of a division."""
    siens = select(E.id).where(E.division_id == division_id)
    return dernier_employeur(depuis).in_(siens)


def dernier_employeur(depuis: int) -> ScalarSelect[int]:
    """Return, as SQL, who declared an insured person last since a month; NULL when nobody did."""
    return (
        select(L.employeur_id)
        .where(L.assure_id == A.id, L.periode >= depuis, L.remplacee_par_id.is_(None))
        .order_by(L.periode.desc(), L.remuneration.desc(), L.employeur_id)
        .limit(1)
        .correlate(Assure.__table__)
        .scalar_subquery()
    )


def _demande(assure_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the criterion « this person has a request under way »."""
    identite = RattachementNiu.__mapper__.polymorphic_identity
    return exists().where(D.assure_id == assure_id, D.type == identite, D.statut.in_(EN_COURS))
