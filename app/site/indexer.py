"""The index of the search: one row a content online or to come, written as the content is.

Its words are those that visitors read, figures of the law included: they are written again each night, and
when a figure is confirmed.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.site.contenus import GENRES, adresse, genre, mots_de
from app.site.plier import indexer as plier_pour_l_index
from app.site.redaction import Redaction
from app.site.tables.contenus import EntreeIndex, TexteReglementaire
from app.site.tables.publication import EN_LIGNE
from app.socle.horloge import maintenant
from app.travaux.taches import Ronde, tache

INDEX = EntreeIndex.__table__


def suivre(connexion, contenu, efface: bool = False) -> None:
    """Write, write again or erase the row of a content, on the connection that writes the content."""
    ici = (INDEX.c.objet_type == contenu.__tablename__) & (INDEX.c.objet_id == contenu.id)
    if efface or contenu.etat not in EN_LIGNE:
        connexion.execute(INDEX.delete().where(ici))
        return
    valeurs = _ligne(connexion, contenu)
    if connexion.execute(INDEX.update().where(ici).values(**valeurs)).rowcount == 0:
        connexion.execute(INDEX.insert().values(**valeurs))


def _ligne(connexion, contenu) -> dict:
    if isinstance(contenu, TexteReglementaire) and "texte_extrait" not in contenu.__dict__:
        table = TexteReglementaire.__table__
        extrait = select(table.c.texte_extrait).where(table.c.id == contenu.id)
        contenu.__dict__["texte_extrait"] = connexion.execute(extrait).scalar()
    mots = mots_de(contenu, Redaction(connexion).mots)
    return {
        "objet_type": contenu.__tablename__,
        "objet_id": contenu.id,
        "genre": genre(contenu).nom(contenu),
        "titre": contenu.titre,
        "adresse": adresse(contenu),
        "texte": mots,
        "titre_plie": plier_pour_l_index(contenu.titre),
        "texte_plie": plier_pour_l_index(mots),
        "publiee_le": contenu.publiee_le or maintenant(),
        "archivee_le": contenu.archivee_le,
    }


@tache("reindexer_le_site", ronde=Ronde.nuit)
def reindexer(session: Session) -> None:
    """Write every row of the index again, under the law of today."""
    connexion = session.connection()
    for modele in GENRES:
        for contenu in session.scalars(select(modele)):
            suivre(connexion, contenu)
