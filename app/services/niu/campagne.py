"""How far the national number has come, division by division, and who is left to attach.

Active is who has an open insured number and was declared since a month; his region is that of the division of
his last employer, the one who pays most where several declared him that month. The career of each is entered
by its index at its last month: what is counted does not grow with the years behind.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, case, func, select
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.demandes.tables import Demande
from app.regles import mois
from app.repertoire.parametres import bareme
from app.repertoire.tables import Assure, Employeur
from app.services.niu.tables import EN_COURS, RattachementNiu, SansNiu
from app.socle.horloge import aujourd_hui

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


@dataclass(frozen=True)
class Campagne:
    """How far each division has come, by its key; how many open numbers nobody declared, left aside."""

    divisions: dict[int, Avancement]
    inactifs: int

    @property
    def total(self) -> Avancement:
        """Return the whole country."""
        return sum(self.divisions.values(), Avancement())


def debut_d_activite(session: Session) -> int:
    """Return the month (yyyymm) since which one must have been declared to be active."""
    duree = bareme(session).au(aujourd_hui())["niu_mois_d_activite"].valeur
    return mois.plus(mois.de_date(aujourd_hui()), -duree)


def compter(session: Session, depuis: int) -> Campagne:
    """Return how far each division has come, of those declared since a month (yyyymm). Asks one query."""
    ouverts = _ouverts(depuis)
    sans, cours = S.assure_id.is_not(None), _demandes().subquery()
    cas = {
        "rattaches": ouverts.c.niu.is_not(None),
        "motives": ouverts.c.niu.is_(None) & sans,
        "en_cours": ouverts.c.niu.is_(None) & ~sans & cours.c.assure_id.is_not(None),
    }
    jointes = (
        ouverts.outerjoin(Employeur.__table__, E.id == ouverts.c.employeur_id)
        .outerjoin(SansNiu.__table__, S.assure_id == ouverts.c.id)
        .outerjoin(cours, cours.c.assure_id == ouverts.c.id)
    )
    nombres = [func.sum(case((critere, 1), else_=0)).label(nom) for nom, critere in cas.items()]
    requete = select(E.division_id, func.count(), *nombres).select_from(jointes).group_by(E.division_id)
    divisions = {cle: Avancement(*chiffres) for cle, *chiffres in session.execute(requete)}
    inactifs = divisions.pop(None, Avancement()).actifs
    return Campagne(divisions, inactifs)


def _ouverts(depuis: int) -> Subquery:
    """Return the open numbers with who declared each last, asked once a number: nothing is merged into it."""
    colonnes = A.id, A.niu, dernier_employeur(depuis).label("employeur_id")
    return select(*colonnes).where(A.ferme_le.is_(None)).offset(0).subquery()


def a_rattacher(depuis: int) -> ColumnElement[bool]:
    """Return the criterion of the active insured without number, reason, nor request under way."""
    ouvert = A.ferme_le.is_(None) & A.niu.is_(None)
    connus = A.id.in_(select(S.assure_id)) | A.id.in_(_demandes())
    return ouvert & ~connus & dernier_employeur(depuis).is_not(None)


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


def _demandes() -> Select[int]:
    """Return who has a request under way, each once."""
    identite = RattachementNiu.__mapper__.polymorphic_identity
    return select(D.assure_id).where(D.type == identite, D.statut.in_(EN_COURS)).distinct()
