"""The second factor: six figures from an authenticator application (TOTP, RFC 6238), or a recovery code.

The secret lies encrypted; a code serves once; six wrong ones close the door as a wrong password does. A
passkey is another way (see `cles_d_acces`): what it shares with the application is here.
"""

import io
import secrets
from datetime import datetime

import pyotp
import segno
from pyotp.utils import strings_equal
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import cles_d_acces, coffre, verrou
from app.identites.tables import CleDAcces, CodeDeSecours, SecondFacteur
from app.journal.notes import noter
from app.journal.sujets import Sujet, nommer
from app.journal.tables import Fait
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import maintenant

EMETTEUR = "CNSS Togo"
TOLERANCE = 1
"""Steps of thirty seconds that a clock may be ahead or behind."""
NOMBRE_DE_CODES = 10
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
TABLE, CODES = SecondFacteur.__table__, CodeDeSecours.__table__


def trouver(session: Session, utilisateur_id: int) -> Row | None:
    """Return the row of the person's application, confirmed or being set up.

    Read past the scope on purpose: whoever gives a code is not signed in yet.
    """
    return session.execute(select(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id)).one_or_none()


def actif(session: Session, utilisateur_id: int) -> bool:
    """Say whether the person signs in with a second factor."""
    return moyens(session, utilisateur_id) > 0


def moyens(session: Session, utilisateur_id: int) -> int:
    """Return in how many ways the person may give her second factor: an application, passkeys."""
    return par_application(session, utilisateur_id) + cles_d_acces.nombre(session, utilisateur_id)


def par_application(session: Session, utilisateur_id: int) -> bool:
    """Say whether the person has an authenticator application, confirmed."""
    a_elle = (TABLE.c.utilisateur_id == utilisateur_id) & TABLE.c.confirme_le.is_not(None)
    return session.scalar(select(TABLE.c.id).where(a_elle)) is not None


def commencer(session: Session, utilisateur_id: int) -> None:
    """Draw a new secret, to be confirmed by a first code; does nothing once one is confirmed."""
    if par_application(session, utilisateur_id):
        return
    session.execute(delete(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id))
    secret = coffre.chiffrer(pyotp.random_base32())
    session.execute(insert(TABLE).values(utilisateur_id=utilisateur_id, secret=secret))


def confirmer(session: Session, facteur: Row, code: str) -> list[str] | None:
    """Make the application the person's if `code` proves it; return her recovery codes, else None.

    Raises verrou.Verrouille after too many failures.
    """
    if not _essayer(session, facteur.utilisateur_id, lambda: _accepter(session, facteur, code)):
        return None
    session.execute(update(TABLE).where(TABLE.c.id == facteur.id).values(confirme_le=maintenant()))
    sien = _compte(session, facteur.utilisateur_id)
    noter(session, Fait.modifie, "Double vérification activée", sur=sien)
    return renouveler_les_codes(session, facteur.utilisateur_id)


def verifier(session: Session, utilisateur_id: int, code: str, appareil: str = "") -> bool:
    """Say whether `code` is the application's present one, or a recovery code not yet used; it is spent.

    `appareil` names the device, where the person signed in on it before. Runs in the caller's transaction,
    which commits either way: a failure counts. Raises verrou.Verrouille after too many.
    """

    def juste() -> bool:
        facteur = trouver(session, utilisateur_id)
        donne = facteur is not None and facteur.confirme_le and _accepter(session, facteur, code)
        return donne or _depenser(session, utilisateur_id, code)

    return _essayer(session, utilisateur_id, juste, appareil)


def _essayer(session: Session, utilisateur_id: int, juste, appareil: str = "") -> bool:
    """Say whether `juste()`; each failure counts, and what was right forgets those before."""
    cle = verrou.cle(verrou.CODE, str(utilisateur_id), appareil)
    if not verrou.permettre(session, cle, de=utilisateur_id):
        raise verrou.Verrouille(verrou.attente(session, cle), conseil="")
    if not juste():
        noter(session, Fait.ecarte, "Code de vérification", sur=_compte(session, utilisateur_id))
        return False
    verrou.oublier(session, cle)
    return True


def retirer(session: Session, utilisateur_id: int) -> None:
    """Leave the person with her password alone."""
    session.execute(delete(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id))
    cles_d_acces.retirer_toutes(session, utilisateur_id)
    _ranger(session, utilisateur_id)


def retirer_l_application(session: Session, utilisateur_id: int) -> None:
    """Leave the person with her passkeys, or her password alone where she has none."""
    session.execute(delete(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id))
    noter(session, Fait.modifie, "Application retirée", sur=_compte(session, utilisateur_id))
    _ranger(session, utilisateur_id)


def retirer_une_cle(session: Session, cle: CleDAcces) -> None:
    """Take off a passkey; the last way taken off leaves the person with her password alone."""
    cles_d_acces.retirer(session, cle)
    session.flush()
    _ranger(session, cle.utilisateur_id)


def _ranger(session: Session, utilisateur_id: int) -> None:
    """Forget the recovery codes of who has nothing left for which they would stand, and say so."""
    if actif(session, utilisateur_id):
        return
    session.execute(delete(CODES).where(CODES.c.utilisateur_id == utilisateur_id))
    noter(session, Fait.modifie, "Double vérification retirée", sur=_compte(session, utilisateur_id))


def _compte(session: Session, utilisateur_id: int) -> Sujet:
    return nommer(session.get_one(User, utilisateur_id))


def renouveler_les_codes(session: Session, utilisateur_id: int) -> list[str]:
    """Return new recovery codes, shown this once; those of before are worth nothing any more."""
    codes = [_code() for _ in range(NOMBRE_DE_CODES)]
    session.execute(delete(CODES).where(CODES.c.utilisateur_id == utilisateur_id))
    session.execute(
        insert(CODES), [{"utilisateur_id": utilisateur_id, "empreinte": _empreinte(code)} for code in codes]
    )
    return codes


def premiers_codes(session: Session, utilisateur_id: int) -> list[str]:
    """Return recovery codes for who has none left, nothing for who has some."""
    return [] if codes_restants(session, utilisateur_id) else renouveler_les_codes(session, utilisateur_id)


def codes_restants(session: Session, utilisateur_id: int) -> int:
    """Return how many recovery codes the person has left."""
    requete = select(CODES.c.id).where(CODES.c.utilisateur_id == utilisateur_id, CODES.c.utilise_le.is_(None))
    return len(session.execute(requete).all())


def dessin(facteur: Row, personne: User) -> bytes:
    """Return the QR code that an authenticator application reads, as an SVG file."""
    adresse = pyotp.TOTP(cle_lisible(facteur)).provisioning_uri(name=personne.username, issuer_name=EMETTEUR)
    fichier = io.BytesIO()
    segno.make(adresse, error="m", micro=False).save(fichier, kind="svg", scale=5)
    return fichier.getvalue()


def cle_lisible(facteur: Row) -> str:
    """Return the secret, to type where a QR code cannot be read."""
    return coffre.dechiffrer(facteur.secret)


def _accepter(session: Session, facteur: Row, code: str) -> bool:
    """Say whether the application gives this code now, and never take it again."""
    pas = _pas_du_code(cle_lisible(facteur), "".join(code.split()), maintenant())
    if pas is None:
        return False
    neuf = update(TABLE).where(TABLE.c.id == facteur.id, TABLE.c.dernier_pas < pas).values(dernier_pas=pas)
    return lignes_touchees(session, neuf) == 1


def _pas_du_code(secret: str, code: str, instant: datetime) -> int | None:
    """Return the step of time whose code this is, around `instant`; None when it is of none."""
    totp = pyotp.TOTP(secret)
    present = totp.timecode(instant)
    proches = range(present - TOLERANCE, present + TOLERANCE + 1)
    return next((p for p in proches if strings_equal(totp.generate_otp(p), code)), None)


def _depenser(session: Session, utilisateur_id: int, code: str) -> bool:
    libre = (CODES.c.utilisateur_id == utilisateur_id) & CODES.c.utilise_le.is_(None)
    depense = update(CODES).where(libre, CODES.c.empreinte == _empreinte(code))
    return lignes_touchees(session, depense.values(utilise_le=maintenant())) == 1


def _code() -> str:
    """Return a recovery code in three groups of four, without letters that look like figures."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def _empreinte(code: str) -> str:
    return coffre.empreinte("secours", "".join(c for c in code.upper() if c in ALPHABET))
