"""The proof by letter: a code that the fund prints by batch and posts, or hands over at a division.

It is drawn as it is printed, lives 21 days and dies at the fifth error. Who prints it does not decide as an
agent on the same person: one hand would give both proofs.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from app.documents import lettre_d_identite
from app.identites.coffre import empreinte
from app.identites.preuves.etat import ajouter
from app.identites.preuves.tables import LettreDIdentite, PreuveDIdentite, SorteDePreuve
from app.identites.second_facteur import ALPHABET
from app.identites.tables import Inscription
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import Fait
from app.repertoire.tables import Assure
from app.socle.acces import Acteur
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import aujourd_hui, en_utc, maintenant
from app.socle.refus import Refus

VALIDITE = timedelta(days=21)
ESSAIS = 5
SIGNES = 8
ENTRE_DEUX = timedelta(days=7)
"""How long after a letter was printed another one may be asked for."""
AU_PLUS = 200
"""Letters of one batch."""
MORTE = "Le code de cette lettre n’est plus valable : demandez-en une autre."


def vivante(session: Session, inscription: Inscription) -> LettreDIdentite | None:
    """Return the letter asked for, printed or not, whose code is not spent; None where there is none."""
    requete = select(LettreDIdentite).where(
        LettreDIdentite.inscription_id == inscription.id, LettreDIdentite.finie_le.is_(None)
    )
    return session.scalars(requete.order_by(LettreDIdentite.id.desc()).limit(1)).one_or_none()


def demander(session: Session, inscription: Inscription, retrait_id: int | None) -> LettreDIdentite:
    """Ask for a letter, to be posted or collected at a division; raises Refus while another is on its way."""
    if derniere := vivante(session, inscription):
        if derniere.imprimee_le and not _morte(derniere) and _recente(derniere.imprimee_le):
            raise Refus(
                "Une lettre vient d’être imprimée : attendez-la une semaine avant d’en demander une autre."
            )
        derniere.finie_le = maintenant()
    lettre = LettreDIdentite(inscription_id=inscription.id, retrait_id=retrait_id, demandee_le=maintenant())
    session.add(lettre)
    session.flush()
    return lettre


def _morte(lettre: LettreDIdentite) -> bool:
    return lettre.essais >= ESSAIS


def _recente(imprimee_le: datetime) -> bool:
    return en_utc(imprimee_le) > maintenant() - ENTRE_DEUX


def a_imprimer(session: Session, par: Acteur) -> Sequence[tuple[LettreDIdentite, Assure]]:
    """Return the letters that somebody may print with whom they are for, the oldest first, one a person.

    One asked for somebody whom the register does not know is never printed; nor is one to be posted to who
    has no address, nor another one within a week of the last: whoever asks under many accounts has one. Who
    gave a person another proof leaves hers to a colleague.
    """
    siennes = select(PreuveDIdentite.inscription_id).where(PreuveDIdentite.par_id == par.utilisateur_id)
    autre = aliased(Inscription)
    recente = (
        select(LettreDIdentite.id)
        .join(autre, autre.id == LettreDIdentite.inscription_id)
        .where(autre.assure_id == Assure.id, LettreDIdentite.imprimee_le > maintenant() - ENTRE_DEUX)
        .where(LettreDIdentite.essais < ESSAIS)
    )
    requete = (
        select(LettreDIdentite, Assure)
        .join(Inscription, Inscription.id == LettreDIdentite.inscription_id)
        .join(Assure, Assure.id == Inscription.assure_id)
        .where(LettreDIdentite.imprimee_le.is_(None), LettreDIdentite.finie_le.is_(None))
        .where(Inscription.arretee_le.is_(None), Inscription.prouvee_le.is_(None))
        .where(LettreDIdentite.retrait_id.is_not(None) | Assure.adresse.is_not(None))
        .where(~recente.correlate(Assure).exists(), Inscription.id.not_in(siennes))
        .order_by(LettreDIdentite.id)
    )
    par_personne: dict[int, tuple[LettreDIdentite, Assure]] = {}
    for lettre, assure in session.execute(requete):
        par_personne.setdefault(assure.id, (lettre, assure))
    return list(par_personne.values())


def imprimer(session: Session, acteur: Acteur) -> bytes:
    """Print the letters that wait, at most a batch, and return the PDF: a letter a page.

    Raises Refus where none waits. A code printed is known to the paper alone.
    """
    lot = a_imprimer(session, acteur)[:AU_PLUS]
    if not lot:
        raise Refus("Aucune lettre n’attend d’être imprimée.")
    lettres = [_tirer(lettre, assure, acteur) for lettre, assure in lot]
    noter(
        session,
        Fait.exporte,
        "Lettres d’identité imprimées",
        sur=Sujet("lettre_d_identite", None, f"{len(lettres)} lettres", "Lettres d’identité"),
        acteur=acteur,
    )
    return lettre_d_identite.imprimer(lettres, aujourd_hui())


def _tirer(lettre: LettreDIdentite, assure: Assure, acteur: Acteur) -> lettre_d_identite.FeuilleDeCode:
    """Draw the code of a letter and return what it says."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(SIGNES))
    lettre.empreinte, lettre.essais = _empreinte(lettre, code), 0
    lettre.imprimee_le, lettre.imprimee_par_id = maintenant(), acteur.utilisateur_id
    remise = (f"À retirer à {lettre.retrait}, pièce en main",) if lettre.retrait else (assure.adresse or "",)
    return lettre_d_identite.FeuilleDeCode(
        a_qui=(f"{assure.prenoms} {assure.nom}", *remise),
        code=f"{code[:4]}-{code[4:]}",
        fin=(lettre.imprimee_le + VALIDITE).date(),
    )


def essayer(session: Session, inscription: Inscription, saisi: str) -> bool:
    """Say whether a code is that of the letter; an error counts, and the fifth one kills it.

    Runs in the caller's transaction, which commits either way. Raises Refus for a letter that is dead, or not
    printed yet.
    """
    lettre = vivante(session, inscription)
    if lettre is None or lettre.imprimee_le is None:
        raise Refus("Aucune lettre ne vous a encore été imprimée : demandez-la, ou attendez-la.")
    t = LettreDIdentite.__table__
    vit = (t.c.id == lettre.id) & t.c.finie_le.is_(None) & (t.c.essais < ESSAIS)
    vit &= t.c.imprimee_le > maintenant() - VALIDITE
    if lignes_touchees(session, update(t).where(vit).values(essais=t.c.essais + 1)) != 1:
        raise Refus(MORTE)
    lu = "".join(signe for signe in saisi.upper() if signe in ALPHABET)
    if not compare_digest(str(lettre.empreinte), _empreinte(lettre, lu)):
        return False
    lettre.finie_le = maintenant()
    ajouter(session, inscription, SorteDePreuve.lettre)
    return True


def imprimees_par(session: Session, inscription: Inscription) -> set[int]:
    """Return who printed the letters of somebody: they do not decide on her."""
    t = LettreDIdentite.__table__.c
    requete = select(t.imprimee_par_id).where(t.inscription_id == inscription.id)
    return {cle for cle in session.scalars(requete) if cle is not None}


def _empreinte(lettre: LettreDIdentite, code: str) -> str:
    return empreinte("lettre", f"{lettre.id} {code}")
