"""The channel of e-mail: a message in plain text and in HTML, handed to the server of SMTP_URL."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template

from app.socle.horloge import en_utc

DELAI = 20
"""Seconds to wait for the mail server."""


def ouverte() -> bool:
    """Say whether there is a server to hand messages to."""
    return bool(current_app.config.get("SMTP_URL"))


def remettre(courrier: Any) -> None:
    """Hand the row of a message to the server of SMTP_URL.

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
        serveur.send_message(composer(courrier))


def composer(courrier: Any) -> EmailMessage:
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


def definitif(erreur: Exception) -> bool:
    """Say whether the server refused the message itself (codes 5xx): trying again changes nothing."""
    du_message = not isinstance(erreur, (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError))
    return du_message and min(_codes(erreur)) >= 500


def en_bref(erreur: Exception) -> str:
    """Return why it did not leave, without the server's words, which may name the person."""
    return f"{type(erreur).__name__} {_codes(erreur)[0] or ''}".strip()


def _codes(erreur: Exception) -> list[int]:
    codes = [code for code, _ in getattr(erreur, "recipients", {}).values()]
    return codes or [getattr(erreur, "smtp_code", 0)]
