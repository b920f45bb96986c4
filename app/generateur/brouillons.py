"""What was typed and is not sent: kept as typed, by person, by whom she acts for and by address of the form.

Each form carries a `Signet`, signed when the page was made: whose form it is, on whose behalf, and where.
What comes with it is kept for that person even when the session is over, and nobody else ever reads it.
"""

import json
import re
from dataclasses import astuple, dataclass
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.generateur.tables import Brouillon
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import maintenant

CHAMP = "signet"
"""Name of the hidden field that carries the bookmark."""
VALIDITE = timedelta(days=30)
"""How long a form left open may still be kept."""
CONSERVATION = timedelta(days=90)
"""How long a draft waits for its author."""
TAILLE_MAXIMALE = 200_000
"""Characters of a draft, all fields together."""
LONGUEUR_ADRESSE = 300
JAMAIS = re.compile(r"csrf_token|cle_unique|signet|pass|secret", re.IGNORECASE)
"""Fields that are never kept: proofs, keys, passwords."""
TABLE = Brouillon.__table__


class SignetInvalide(ValueError):
    """The bookmark is forged, too old or missing."""


class TropLong(ValueError):
    """More was typed than a draft holds."""


@dataclass(frozen=True)
class Signet:
    """Whose form (key of the user), on whose behalf (0: her own), at which address of the site."""

    utilisateur_id: int
    mandant_id: int
    adresse: str

    def signer(self) -> str:
        """Return the bookmark as the form carries it."""
        return _signature().dumps(astuple(self))


def lire_signet(texte: str | None) -> Signet:
    """Return the bookmark a form carried; raises SignetInvalide when this site did not sign it."""
    try:
        return Signet(*_signature().loads(texte or "", max_age=int(VALIDITE.total_seconds())))
    except (BadSignature, TypeError):
        raise SignetInvalide("Ce formulaire n’est pas reconnu : rechargez la page.") from None


def _signature() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="brouillon")


def saisie(formulaire: MultiDict[str, str]) -> dict[str, list[str]]:
    """Return what a posted form holds, by name, without what is never kept.

    Raises TropLong beyond TAILLE_MAXIMALE.
    """
    textes = {nom: formulaire.getlist(nom) for nom in formulaire if not JAMAIS.search(nom)}
    if len(json.dumps(textes)) > TAILLE_MAXIMALE:
        raise TropLong("Ce texte est trop long pour être gardé en brouillon : raccourcissez-le.")
    return textes


def garder(session: Session, signet: Signet, textes: dict[str, list[str]]) -> None:
    """Keep what was typed, instead of what was kept for this form; forget the person's oldest drafts.

    A form in which nothing is typed leaves nothing to come back to.
    """
    if not any(texte.strip() for valeurs in textes.values() for texte in valeurs):
        effacer(session, signet)
        return
    instant = maintenant()
    session.execute(
        delete(TABLE).where(
            TABLE.c.utilisateur_id == signet.utilisateur_id, TABLE.c.le < instant - CONSERVATION
        )
    )
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    ligne = inserer(TABLE).values(**vars(signet), saisie=textes, le=instant)
    cles = [TABLE.c[nom] for nom in vars(signet)]
    session.execute(ligne.on_conflict_do_update(index_elements=cles, set_={"saisie": textes, "le": instant}))


def trouver(session: Session, signet: Signet) -> Brouillon | None:
    """Return what was kept for this form, None when nothing was."""
    criteres = (getattr(Brouillon, nom) == valeur for nom, valeur in vars(signet).items())
    return session.scalars(select(Brouillon).where(*criteres)).one_or_none()


def effacer(session: Session, signet: Signet) -> None:
    """Forget what was kept for this form: it was sent, or its author gives it up."""
    session.execute(delete(TABLE).where(*(TABLE.c[nom] == valeur for nom, valeur in vars(signet).items())))


def en_attente(session: Session, utilisateur_id: int | None, mandant_id: int) -> list[Brouillon]:
    """Return the drafts of a person acting for somebody (0: for herself), the latest first."""
    requete = select(Brouillon).where(
        Brouillon.utilisateur_id == utilisateur_id, Brouillon.mandant_id == mandant_id
    )
    return list(session.scalars(requete.order_by(Brouillon.le.desc())))
