"""What the two registers say of a request, as the agents read it, and what stands against accepting it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.etats import TERMINEES
from app.regles.etapes import Etape
from app.repertoire.identite_nationale.choix import registre_national
from app.repertoire.identite_nationale.score import Classe, Rapprochement, rapprocher
from app.repertoire.identite_nationale.verification import Connaissance, IdentiteCivile
from app.repertoire.parametres import bareme
from app.services.niu.tables import RattachementNiu
from app.socle.horloge import aujourd_hui

SEUILS = ("niu_score_sur", "niu_score_admis")
FERME = (
    "Le registre national n’est pas ouvert à la Caisse : comparez vous-même la pièce jointe et la fiche de "
    "l’assuré."
)
ATTENDU = "Le registre national n’a pas encore répondu."
EXCEPTION = "Demandez un complément, ou acceptez par exception en écrivant ce que vous avez vu."


@dataclass(frozen=True)
class Constat:
    """What is known of a request's number.

    `dit` is what came of asking the national register, `obstacle` why it is not accepted without an
    exception, both French sentences; `rapprochement` how far the two registers agree and `classe` what that
    is worth, None while there is nothing to compare.
    """

    dit: str
    obstacle: str = ""
    rapprochement: Rapprochement | None = None
    classe: Classe | None = None


def constater(session: Session, demande: RattachementNiu) -> Constat:
    """Return what is known today of the number of a request that waits."""
    if demande.verdict is None:
        ouvert = registre_national() is not None
        return Constat(ATTENDU, f"{ATTENDU} Attendez sa réponse. {EXCEPTION}") if ouvert else Constat(FERME)
    dit = demande.verdict.value
    if demande.verdict is not Connaissance.connu or demande.identite is None:
        return Constat(dit, f"{dit} {EXCEPTION}")
    textes = bareme(session).au(aujourd_hui())
    rapprochement = rapprocher(IdentiteCivile.de(demande.assure), IdentiteCivile.lire(demande.identite))
    classe, admis = rapprochement.classe(textes), textes["niu_score_admis"].valeur
    insuffisant = classe is Classe.insuffisant
    obstacle = f"Le score est de {rapprochement.score} sur 100, sous les {admis} demandés. {EXCEPTION}"
    return Constat(dit, obstacle if insuffisant else "", rapprochement, classe)


def seuils(session: Session) -> list[Etape]:
    """Return the thresholds in force, as the pages quote a parameter."""
    textes = bareme(session).au(aujourd_hui())
    return [Etape.de(textes[code]) for code in SEUILS]


def memes(session: Session, demande: RattachementNiu) -> list[RattachementNiu]:
    """Return the other requests under way for the same number, the oldest first: two people claim it."""
    requete = select(RattachementNiu).where(
        RattachementNiu.niu == demande.niu,
        RattachementNiu.id != demande.id,
        RattachementNiu.soumise_le.is_not(None),
        RattachementNiu.statut.not_in(TERMINEES),
    )
    return list(session.scalars(requete.order_by(RattachementNiu.id)))
