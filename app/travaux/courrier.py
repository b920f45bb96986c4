"""E-mails and SMS: written with the decision they tell, sent by the worker after the commit.

`ecrire()` fills a template and adds a row in the caller's transaction: what is rolled back is told to nobody.
The address says the channel (see `canaux`): with a server the worker sends the message, and tries again when
it does not answer; without, the row is kept, readable in development. Nothing goes to a closed account,
whoever writes to it and however long ago he wrote, but what tells that it is closed.
The administration changes the words (`ModeleCourrier`); `courriers.toml` seeds them.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.socle import adresses
from app.socle.base_de_donnees import transaction
from app.socle.horloge import maintenant
from app.socle.registre import Registre
from app.travaux.canaux import canal_de, est_un_telephone
from app.travaux.sms import budget
from app.travaux.sms.alphabet import en_sms, parties
from app.travaux.tables import Courrier, EtatCourrier, ModeleCourrier
from app.travaux.taches import TENTATIVES, differer, tache

SEMENCE = Path(__file__).with_name("courriers.toml")
LONGUEUR_OBJET = 200
ESSENTIELLES = frozenset({"lien", "code"})
"""The variables that a text may not leave out."""
COMPTE_FERME = "Le compte de cette adresse est fermé : rouvrez-le pour lui écrire."
"""Why an e-mail of a closed account did not leave, as the administration reads it."""
SUITE = " Connectez-vous pour lire la suite : {{ site }}"
"""How an SMS ends whose kind has no words of its own for it."""
TABLE, MODELES = Courrier.__table__, ModeleCourrier.__table__
SE_TAIT: Registre[str, Callable[[Session, str], bool]] = Registre("se_tait", plusieurs=True)
"""Why an address is not to be written to, `reason -> whether it is so`: who knows the accounts says it."""


class ModeleInvalide(ValueError):
    """A template cannot be filled; the message says why, in French."""


@dataclass(frozen=True)
class Sorte:
    """A kind of message: what tells it, its first words, the variables it may use (name -> example)."""

    code: str
    libelle: str
    objet: str
    texte: str
    variables: dict[str, str]
    sms: str = ""
    """Its words by SMS, where its subject and « Connectez-vous » do not say enough."""
    secret: bool = False
    """Its text is erased once sent: a link in it opens an account."""
    meme_ferme: bool = False
    """It goes to a closed account too: it tells that the account is closed."""


@lru_cache(maxsize=1)
def sortes() -> dict[str, Sorte]:
    """Return every kind of message the portal writes, by code."""
    fiches = tomllib.loads(SEMENCE.read_text(encoding="utf-8"))["courriers"]
    return {fiche["code"]: Sorte(**fiche) for fiche in fiches}


def semer_modeles(session: Session) -> int:
    """Add the templates that the database lacks; return how many. Does not commit."""
    connus = set(session.scalars(select(MODELES.c.code)))
    champs = ("code", "libelle", "objet", "texte", "sms")
    nouveaux = [{c: getattr(s, c) or None for c in champs} for s in sortes().values() if s.code not in connus]
    if nouveaux:
        session.execute(insert(MODELES), nouveaux)
    return len(nouveaux)


def ecrire(session: Session, modele: str, destinataire: str, **variables: object) -> Courrier | None:
    """Add a message to `destinataire` in the caller's transaction, from the template of code `modele`.

    `destinataire` is an e-mail or a telephone number. `variables` are exactly those of the kind (see
    `courriers.toml`), as text. Returns None, nothing written, when the address is that of a closed account;
    an SMS beyond the day's budget is kept unsent, and its row says so. Raises KeyError for an unknown kind,
    ModeleInvalide when a variable is missing.
    """
    sorte = sortes()[modele]
    objet, texte = _mots(session, sorte, destinataire, variables)
    if not sorte.meme_ferme and _se_tait(session, destinataire):
        return None
    a_envoyer, obstacle = canal_de(destinataire).ouverte(), _depenser(session, destinataire, texte)
    etat = EtatCourrier.en_attente if a_envoyer else EtatCourrier.garde
    courrier = Courrier(
        modele=modele,
        destinataire=destinataire,
        objet=objet,
        texte=texte,
        etat=EtatCourrier.echoue if obstacle else etat,
        erreur=obstacle or None,
    )
    session.add(courrier)
    session.flush()
    if a_envoyer and not obstacle:
        demander_l_envoi(session, courrier.id)
    return courrier


def _se_tait(session: Session, adresse: str) -> bool:
    """Say whether an address is not to be written to; who has no account is free to be written to."""
    return any(fait(session, adresse) for fait in SE_TAIT.valeurs())


def _depenser(session: Session, adresse: str, texte: str) -> str:
    """Count what an SMS costs; return why it may not leave, in French, empty when it may."""
    if not est_un_telephone(adresse):
        return ""
    if obstacle := budget.refus(session, adresse):
        return obstacle
    budget.compter(session, adresse, messages=parties(texte))
    return ""


def _mots(session: Session, sorte: Sorte, adresse: str, variables: dict[str, object]) -> tuple[str, str]:
    """Return the filled words of the administration; ours when theirs fail: no decision waits on them."""
    requete = select(MODELES.c.objet, MODELES.c.texte, MODELES.c.sms).where(MODELES.c.code == sorte.code)
    try:
        siens = session.execute(requete).one_or_none()
        objet, texte, sms = siens or (sorte.objet, sorte.texte, sorte.sms)
        return _remplir_pour(adresse, objet, texte, sms, variables)
    except ModeleInvalide:
        return _remplir_pour(adresse, sorte.objet, sorte.texte, sorte.sms, variables)


def _remplir_pour(
    adresse: str, objet: str, texte: str, sms: str | None, variables: dict[str, object]
) -> tuple[str, str]:
    if est_un_telephone(adresse):
        return remplir_sms(objet, sms, variables)
    return remplir(objet, texte, variables)


def remplir_sms(objet: str, sms: str | None, variables: dict[str, object]) -> tuple[str, str]:
    """Return subject and text of an SMS, filled, with the signs of a telephone; raises ModeleInvalide."""
    gabarit = sms or objet.rstrip(".") + "." + SUITE
    objet, texte = remplir(objet, gabarit, {"site": _site()} | variables)
    return objet, en_sms(" ".join(f"CNSS Togo : {texte}".split()))


def _site() -> str:
    """Return the name of this site, as people type it."""
    return urlsplit(adresses.publique("")).netloc


def demander_l_envoi(session: Session, cle: int, essai: int = 0) -> None:
    """Have the worker send the message `cle`; a new `essai` asks again for one that was given up."""
    differer(session, envoyer, f"courrier:{cle}:{essai}", courrier_id=cle)


_BAC = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text
"""Where templates typed on screen are filled: they reach nothing but their variables."""


def remplir(objet: str, texte: str, variables: dict[str, object]) -> tuple[str, str]:
    """Return subject (one line) and text, filled; raises ModeleInvalide, in French, on a broken template."""
    try:
        objet, texte = (_BAC.from_string(gabarit).render(variables) for gabarit in (objet, texte))
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError) as erreur:
        raise ModeleInvalide(
            f"Ce modèle ne peut pas être rempli ({erreur}) : vérifiez les accolades et les noms de variables."
        ) from None
    return " ".join(objet.split())[:LONGUEUR_OBJET], texte.strip() + "\n"


def apercu(code: str, objet: str, texte: str, sms: str | None = None) -> tuple[str, str, str]:
    """Return subject, text and SMS of a template filled with the examples of its kind; raises ModeleInvalide.

    A link without which the person can do nothing stays in both.
    """
    exemples: dict[str, object] = dict(sortes()[code].variables)
    objet_rempli, rempli = remplir(objet, texte, exemples)
    _, en_court = remplir_sms(objet, sms, exemples)
    garde = ESSENTIELLES & exemples.keys()
    for nom in sorted(garde):
        if str(exemples[nom]) not in rempli or (sms and str(exemples[nom]) not in en_court):
            raise ModeleInvalide(
                f"Gardez {{{{ {nom} }}}} dans le texte, et dans celui du SMS : sans cela, la personne ne "
                "peut rien faire."
            )
    return objet_rempli, rempli, en_court


@tache("envoyer_courrier", dehors=True)
def envoyer(session: Session, courrier_id: int) -> None:
    """Send one message; one already sent is left alone, one refused for good is given up."""
    with transaction(session):
        courrier = _prendre(session, courrier_id)
    if courrier is None:
        return
    canal = canal_de(courrier.destinataire)
    try:
        canal.remettre(courrier)
    except Exception as erreur:
        _noter_l_echec(session, courrier, canal.en_bref(erreur), canal.definitif(erreur))
        if not canal.definitif(erreur):
            raise
        return
    with transaction(session):
        session.execute(update(TABLE).where(TABLE.c.id == courrier.id).values(**_envoye(courrier)))


def _prendre(session: Session, courrier_id: int):
    """Count an attempt to send a message and return its row; None when it is not to be sent.

    It was sent already, or its account was closed after it was written: then it is given up.
    """
    attendu = update(TABLE).where(TABLE.c.id == courrier_id, TABLE.c.etat == EtatCourrier.en_attente)
    essai = attendu.values(tentatives=TABLE.c.tentatives + 1).returning(TABLE)
    courrier = session.execute(essai).one_or_none()
    if courrier and not sortes()[courrier.modele].meme_ferme and _se_tait(session, courrier.destinataire):
        session.execute(attendu.values(etat=EtatCourrier.echoue, erreur=COMPTE_FERME))
        return None
    return courrier


def _envoye(courrier) -> dict:
    efface = {"texte": None} if sortes()[courrier.modele].secret else {}
    return {"etat": EtatCourrier.envoye, "envoye_le": maintenant(), "erreur": None} | efface


def _noter_l_echec(session: Session, courrier, pourquoi: str, definitif: bool) -> None:
    """Write why it did not leave, for who looks; given up after the last attempt."""
    valeurs: dict[str, object] = {"erreur": pourquoi[:200]}
    if definitif or courrier.tentatives >= TENTATIVES:
        valeurs["etat"] = EtatCourrier.echoue
    with transaction(session):
        session.execute(update(TABLE).where(TABLE.c.id == courrier.id).values(**valeurs))
