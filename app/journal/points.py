"""The checkpoints of the journal: each hour its size and its root are signed, and never taken back.

A checkpoint goes on from the tree of the one before, of which it keeps the frontier: it costs the lines added
since. What does not go on from what was signed is not signed.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal import note_signee
from app.journal.arbre import Arbre
from app.journal.chaine import relire
from app.journal.controle import ORIGINE_DES_NOTES, Engagement, JournalFaux, Suivi, lire_note, rediger
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import Fait, PointDeControle
from app.regles.francais import accord
from app.socle.horloge import maintenant
from app.travaux.taches import Ronde, tache
from app.travaux.trousseau import cle_privee, cles_publiques

LE_SIEN = 1
"""The line that says that a checkpoint was signed, which is no reason to sign another."""


def dernier_point(session: Session) -> PointDeControle | None:
    """Return the last checkpoint signed, None before the first."""
    return session.scalars(select(PointDeControle).order_by(PointDeControle.id.desc()).limit(1)).one_or_none()


@tache("signer_le_journal", ronde=Ronde.heure)
def signer_le_journal(session: Session) -> None:
    """Sign how far the journal goes now, unless nothing was written since the last time.

    Raises JournalFaux, and signs nothing, when the lines do not go on from those of the last checkpoint.
    """
    dernier = dernier_point(session)
    suivi = reprendre(session, dernier) if dernier else Suivi()
    debut = suivi.arbre.taille
    suivi.suivre(relire(session, apres=debut))
    if suivi.arbre.taille > debut + LE_SIEN:
        _signer(session, suivi, 1 + (dernier.id if dernier else 0))


def reprendre(session: Session, point: PointDeControle) -> Suivi:
    """Return the chain as followed to a checkpoint; raises JournalFaux when this is not what was signed."""
    engagement_de(point)
    derniere = next(relire(session, apres=point.taille - 1, jusqu_a=point.taille), None)
    if derniere is None or derniere[-1] != point.tete:
        raise JournalFaux(f"La dernière ligne du point de contrôle n° {point.id} a été changée, ou manque.")
    return Suivi(arbre_de(point), point.tete)


def arbre_de(point: PointDeControle) -> Arbre:
    """Return the tree that a checkpoint keeps; raises JournalFaux when its row was altered."""
    try:
        return Arbre.lire(point.taille, point.frontiere)
    except ValueError:
        raise JournalFaux(f"Le point de contrôle n° {point.id} a été changé.") from None


def engagement_de(point: PointDeControle) -> Engagement:
    """Return what a checkpoint signed; raises JournalFaux when its row says otherwise."""
    engagement = lire_note(point.note, cles_publiques())
    if engagement.taille != point.taille or engagement.racine != arbre_de(point).racine:
        raise JournalFaux(f"Le point de contrôle n° {point.id} a été changé.")
    return engagement


def _signer(session: Session, suivi: Suivi, numero: int) -> None:
    arbre = suivi.arbre
    note = note_signee.signer(rediger(arbre.taille, arbre.racine), ORIGINE_DES_NOTES, cle_privee())
    point = PointDeControle(
        id=numero,
        le=maintenant(),
        taille=arbre.taille,
        tete=suivi.tete,
        frontiere=arbre.ecrire(),
        note=note,
    )
    session.add(point)
    session.flush()
    sujet = Sujet(PointDeControle.__tablename__, numero, accord(arbre.taille, "ligne", "lignes"))
    noter(session, Fait.signe, f"Point de contrôle n° {numero}", sur=sujet)
