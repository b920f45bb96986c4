"""E-mail: written with the decision it tells, sent by the worker after the commit.

`ecrire()` fills a template and adds a row in the caller's transaction: what is rolled back is told to nobody.
With SMTP_URL the worker sends it, and tries again when the server does not answer; without, the row is kept,
readable in development. Nothing goes to a closed account, whoever writes to it and however long ago he wrote,
but what tells that it is closed.
The administration changes the words (`ModeleCourrier`); `courriers.toml` seeds them.
"""

import smtplib
import ssl
import tomllib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.socle.base_de_donnees import transaction
from app.socle.horloge import en_utc, maintenant
from app.travaux.tables import Courrier, EtatCourrier, ModeleCourrier
from app.travaux.taches import TENTATIVES, differer, tache

SEMENCE = Path(__file__).with_name("courriers.toml")
DELAI = 20
"""Seconds to wait for the mail server."""
LONGUEUR_OBJET = 200
COMPTE_FERME = "Le compte de cette adresse est fermé : rouvrez-le pour lui écrire."
"""Why an e-mail of a closed account did not leave, as the administration reads it."""
TABLE, MODELES, COMPTES = Courrier.__table__, ModeleCourrier.__table__, User.__table__


class ModeleInvalide(ValueError):
    """A template cannot be filled; the message says why, in French."""


@dataclass(frozen=True)
class Sorte:
    """A kind of e-mail: what tells it, its first words, the variables it may use (name -> example)."""

    code: str
    libelle: str
    objet: str
    texte: str
    variables: dict[str, str]
    secret: bool = False
    """Its text is erased once sent: a link in it opens an account."""
    meme_ferme: bool = False
    """It goes to a closed account too: it tells that the account is closed."""


@lru_cache(maxsize=1)
def sortes() -> dict[str, Sorte]:
    """Return every kind of e-mail the portal writes, by code."""
    fiches = tomllib.loads(SEMENCE.read_text(encoding="utf-8"))["courriers"]
    return {fiche["code"]: Sorte(**fiche) for fiche in fiches}


def semer_modeles(session: Session) -> int:
    """Add the templates that the database lacks; return how many. Does not commit."""
    connus = set(session.scalars(select(MODELES.c.code)))
    champs = ("code", "libelle", "objet", "texte")
    nouveaux = [{c: getattr(s, c) for c in champs} for s in sortes().values() if s.code not in connus]
    if nouveaux:
        session.execute(insert(MODELES), nouveaux)
    return len(nouveaux)


def ecrire(session: Session, modele: str, destinataire: str, **variables) -> Courrier | None:
    """Add an e-mail to `destinataire` in the caller's transaction, from the template of code `modele`.

    `variables` are exactly those of the kind (see `courriers.toml`), as text. Returns None, nothing written,
    when the address is that of a closed account. Raises KeyError for an unknown kind, ModeleInvalide when a
    variable is missing.
    """
    sorte = sortes()[modele]
    objet, texte = _mots(session, sorte, variables)
    if not sorte.meme_ferme and _ferme(session, destinataire):
        return None
    a_envoyer = bool(current_app.config.get("SMTP_URL"))
    courrier = Courrier(
        modele=modele,
        destinataire=destinataire,
        objet=objet,
        texte=texte,
        etat=EtatCourrier.en_attente if a_envoyer else EtatCourrier.garde,
    )
    session.add(courrier)
    session.flush()
    if a_envoyer:
        demander_l_envoi(session, courrier.id)
    return courrier


def _ferme(session: Session, adresse: str) -> bool:
    """Say whether an address is that of a closed account; who has no account is free to be written to."""
    ferme = (COMPTES.c.username == adresse.strip().lower()) & COMPTES.c.active.is_not(True)
    return session.scalar(select(COMPTES.c.id).where(ferme)) is not None


def _mots(session: Session, sorte: Sorte, variables: dict[str, str]) -> tuple[str, str]:
    """Return the filled words of the administration; ours when theirs fail: no decision waits on them."""
    requete = select(MODELES.c.objet, MODELES.c.texte).where(MODELES.c.code == sorte.code)
    try:
        objet, texte = session.execute(requete).one_or_none() or (sorte.objet, sorte.texte)
        return remplir(objet, texte, variables)
    except ModeleInvalide:
        return remplir(sorte.objet, sorte.texte, variables)


def demander_l_envoi(session: Session, cle: int, essai: int = 0) -> None:
    """Have the worker send the e-mail `cle`; a new `essai` asks again for one that was given up."""
    differer(session, envoyer, f"courrier:{cle}:{essai}", courrier_id=cle)


_BAC = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text
"""Where templates typed on screen are filled: they reach nothing but their variables."""


def remplir(objet: str, texte: str, variables: dict[str, str]) -> tuple[str, str]:
    """Return subject (one line) and text, filled; raises ModeleInvalide, in French, on a broken template."""
    try:
        objet, texte = (_BAC.from_string(gabarit).render(variables) for gabarit in (objet, texte))
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError) as erreur:
        raise ModeleInvalide(
            f"Ce modèle ne peut pas être rempli ({erreur}) : vérifiez les accolades et les noms de variables."
        ) from None
    return " ".join(objet.split())[:LONGUEUR_OBJET], texte.strip() + "\n"


def apercu(code: str, objet: str, texte: str) -> tuple[str, str]:
    """Return a template filled with the examples of its kind; raises ModeleInvalide."""
    exemples = sortes()[code].variables
    objet, texte = remplir(objet, texte, exemples)
    if exemples.get("lien", "") not in texte:
        raise ModeleInvalide("Gardez {{ lien }} dans le texte : sans lui, la personne ne peut rien faire.")
    return objet, texte


def composer(courrier) -> EmailMessage:
    """Return the message of a row: plain text, and the same in HTML.

    Its identifier is the row's own, so that a message sent twice by a crash is told to be one.
    """
    message = EmailMessage()
    expediteur = current_app.config["COURRIEL_EXPEDITEUR"]
    message["From"], message["To"], message["Subject"] = expediteur, courrier.destinataire, courrier.objet
    message["Date"] = format_datetime(en_utc(courrier.cree_le))
    message["Message-ID"] = f"<courrier-{courrier.id}@{parseaddr(expediteur)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(courrier.texte)
    message.add_alternative(en_html(courrier.objet, courrier.texte), subtype="html")
    return message


def en_html(objet: str, texte: str) -> str:
    """Return the text as an HTML page: blank lines part paragraphs, addresses are links."""
    paragraphes = [p.split("\n") for p in texte.strip().split("\n\n")]
    return render_template("courrier/message.html", objet=objet, paragraphes=paragraphes)


@tache("envoyer_courrier", dehors=True)
def envoyer(session: Session, courrier_id: int) -> None:
    """Send one e-mail; one already sent is left alone, one refused for good is given up."""
    with transaction(session):
        courrier = _prendre(session, courrier_id)
    if courrier is None:
        return
    try:
        _remettre(composer(courrier))
    except Exception as erreur:
        _noter_l_echec(session, courrier, erreur)
        if not _definitif(erreur):
            raise
        return
    with transaction(session):
        session.execute(update(TABLE).where(TABLE.c.id == courrier.id).values(**_envoye(courrier)))


def _prendre(session: Session, courrier_id: int):
    """Count an attempt to send an e-mail and return its row; None when it is not to be sent.

    It was sent already, or its account was closed after it was written: then it is given up.
    """
    attendu = update(TABLE).where(TABLE.c.id == courrier_id, TABLE.c.etat == EtatCourrier.en_attente)
    essai = attendu.values(tentatives=TABLE.c.tentatives + 1).returning(TABLE)
    courrier = session.execute(essai).one_or_none()
    if courrier and not sortes()[courrier.modele].meme_ferme and _ferme(session, courrier.destinataire):
        session.execute(attendu.values(etat=EtatCourrier.echoue, erreur=COMPTE_FERME))
        return None
    return courrier


def _envoye(courrier) -> dict:
    efface = {"texte": None} if sortes()[courrier.modele].secret else {}
    return {"etat": EtatCourrier.envoye, "envoye_le": maintenant(), "erreur": None} | efface


def _definitif(erreur: Exception) -> bool:
    """Say whether the server refused the message itself (codes 5xx): trying again changes nothing."""
    codes = [code for code, _ in getattr(erreur, "recipients", {}).values()]
    codes = codes or [getattr(erreur, "smtp_code", 0)]
    du_message = not isinstance(erreur, (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError))
    return du_message and min(codes) >= 500


def _noter_l_echec(session: Session, courrier, erreur: Exception) -> None:
    """Write why it did not leave, without the server's words, which may name the person."""
    codes = [code for code, _ in getattr(erreur, "recipients", {}).values()]
    code = codes[0] if codes else getattr(erreur, "smtp_code", "")
    perdu = _definitif(erreur) or courrier.tentatives >= TENTATIVES
    valeurs: dict[str, object] = {"erreur": f"{type(erreur).__name__} {code}".strip()}
    if perdu:
        valeurs["etat"] = EtatCourrier.echoue
    with transaction(session):
        session.execute(update(TABLE).where(TABLE.c.id == courrier.id).values(**valeurs))


def _remettre(message: EmailMessage) -> None:
    """Hand the message to the server of SMTP_URL.

    `smtps://` speaks TLS at once; `smtp://` takes it when it is offered, and `smtp+starttls://` demands it.
    """
    url = urlsplit(current_app.config["SMTP_URL"])
    contexte = ssl.create_default_context()
    serveur: smtplib.SMTP
    if url.scheme == "smtps":
        serveur = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=DELAI, context=contexte)
    else:
        serveur = smtplib.SMTP(url.hostname, url.port or 25, timeout=DELAI)
    with serveur:
        serveur.ehlo()
        if url.scheme == "smtp+starttls" or (url.scheme == "smtp" and serveur.has_extn("starttls")):
            serveur.starttls(context=contexte)
        if url.username:
            serveur.login(unquote(url.username), unquote(url.password or ""))
        serveur.send_message(message)
