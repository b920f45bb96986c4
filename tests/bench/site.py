"""The public home and an article through two processes, against the same contents in stock Flask-AppBuilder.

Both are served by `serveur.py` and asked for over the loopback, without a cookie, as visitors ask.
"""

import statistics
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.models import Article, EntreeMenu, EtatPublication, FlashInfo, LienRapide, NatureArticle
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from tests.bench import debit
from tests.bench.bases import application
from tests.bench.mesure import a_part
from tests.outils.processus import serveur

MANCHES = 9
ADRESSES = {"home": "/", "article": "/actualites/essai-1"}
CORPS = "## Un titre\n\nUn paragraphe **important** de l’article, avec ce qu’il faut savoir.\n\n" * 12


def peupler(url: str, dossier: str) -> dict:
    """Publish the contents of both sites, once."""
    with application(url, Path(dossier)), transaction(db.session) as session:
        if session.scalar(select(Article.id).limit(1)):
            return {}
        publie = {"etat": EtatPublication.publiee, "publiee_le": maintenant() - timedelta(days=1)}
        for rang in range(1, 13):
            session.add(
                Article(
                    slug=f"essai-{rang}", titre=f"Nouvelle {rang}", chapeau="En bref.", corps=CORPS,
                    nature=NatureArticle.actualite if rang % 3 else NatureArticle.communique, **publie,
                )
            )  # fmt: skip
        session.add_all(EntreeMenu(libelle=f"Menu {rang}", adresse="/faq/", ordre=rang) for rang in range(20))
        session.add_all(LienRapide(libelle=f"Lien {rang}", adresse="/faq/", ordre=rang) for rang in range(12))
        session.add_all(FlashInfo(titre=f"Flash {rang}", **publie) for rang in range(4))
    return {}


def mesurer(url: str, dossier: Path) -> dict[str, float]:
    """Return the requests a second of our pages and, under « stock … », of the bare framework's."""
    a_part(peupler, url=url, dossier=dossier)
    reglages = {"DATABASE_URL": url, "INSTANCE_DIR": str(dossier)}
    with (
        serveur("run:app", **reglages) as (notre, _),
        serveur("tests.bench.site_nu:application", **reglages) as (nu, _),
    ):
        mesures = (_a_tour_de_role(nom, adresse, notre, nu) for nom, adresse in ADRESSES.items())
        return {cle: debit for mesure in mesures for cle, debit in mesure.items()}


def _a_tour_de_role(nom: str, adresse: str, notre: int, nu: int) -> dict[str, float]:
    """Load both servers in turns, so that what drifts on the machine meets both."""
    ports = {nom: notre, f"stock {nom}": nu}
    for port in ports.values():
        debit.mesurer(port, adresse, debit.RECHAUFFE)
    manches = [{n: debit.mesurer(p, adresse, debit.MANCHE) for n, p in ports.items()} for _ in range(MANCHES)]
    return {n: statistics.median(manche[n] for manche in manches) for n in ports}
