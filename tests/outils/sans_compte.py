"""What somebody without an account does: fills a form, reads the e-mail, joins pieces."""

import io

from sqlalchemy import select

from app.models import Courrier
from tests.identites.outils import lien_de
from tests.outils.papiers import PDF
from tests.outils.services import texte

QUI = {"nom": "AGBEKO", "prenoms": "Essi", "courriel": "essi@exemple.tg"}
MESSAGE = QUI | {"objet": "Ma carte", "texte": "Quand sera-t-elle prête ?"}
PARCOURS = QUI | {"naissance_le": "02/05/1990", "formation": "Licence", "motivation": "Servir."}


def commencer(client, adresse: str, donnees: dict) -> str:
    """Fill a form and return the signed address of the request."""
    reponse = client.post(adresse, data=donnees)
    assert reponse.status_code == 302, texte(reponse)
    return reponse.headers["Location"]


def prouver(session, courriel: str = QUI["courriel"]) -> str:
    """Return the signed address that the last e-mail gives: whoever comes by it reads that address."""
    recus = select(Courrier).where(Courrier.destinataire == courriel, Courrier.modele == "adresse_a_prouver")
    return lien_de(session.scalars(recus.order_by(Courrier.id.desc()).limit(1)).one())


def envoyer(client, adresse: str, code: str, *contenus: bytes, reseau: str = "198.51.100.7"):
    """Send files of one kind from a network address, and return the answer."""
    fichiers = [(io.BytesIO(contenu), "cv.pdf") for contenu in contenus or (PDF,)]
    donnees = {"code": code, f"{code}-fichiers": fichiers}
    return client.post(f"{adresse}/pieces", data=donnees, environ_base={"REMOTE_ADDR": reseau})


def joindre(client, adresse: str, code: str, contenu: bytes = PDF) -> None:
    """Send one file, which is taken."""
    assert envoyer(client, adresse, code, contenu).status_code == 302
