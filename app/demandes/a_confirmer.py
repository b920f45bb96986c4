"""What waits for a second person, as far as somebody may read it: one rule for the list and its count."""

from sqlalchemy import ColumnElement, and_, select

from app.demandes import a_deux
from app.demandes.tables import Demande
from app.referentiel.propositions import ACTES
from app.referentiel.tables import Proposition
from app.socle.acces import Acteur, Caisse
from app.socle.droits import LECTURE


def lues(moi: Acteur) -> ColumnElement[bool]:
    """Return the criterion of the acts of the domains that one reads, on no request but those one reads."""
    codes = [acte.code for acte in ACTES.valeurs() if LECTURE in moi.droits(acte.domaine)]
    des_demandes = [a_deux.ACCEPTATION.code, *(acte.code for acte in a_deux.ACTES_DES_SERVICES.valeurs())]
    lisibles = select(Demande.id).where(Demande.lisible(moi.perimetre.caisse or Caisse()))
    return Proposition.acte.in_(codes) & (
        Proposition.acte.not_in(des_demandes) | Proposition.objet_id.in_(lisibles)
    )


def attendues(moi: Acteur) -> ColumnElement[bool]:
    """Return the criterion of what somebody is expected to confirm: of his rights, and not of his making.

    What else forbids it (see `propositions.obstacle`) is told on the page of each.
    """
    codes = [acte.code for acte in ACTES.valeurs() if acte.droit in moi.droits(acte.domaine)]
    siennes = (Proposition.proposee_par_id, Proposition.beneficiaire_id)
    d_autrui = (colonne.is_distinct_from(moi.utilisateur_id) for colonne in siennes)
    return lues(moi) & Proposition.issue.is_(None) & Proposition.acte.in_(codes) & and_(*d_autrui)
