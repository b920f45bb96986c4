"""The readings noted before the journal join it, chained, and go back where they were."""

import pytest
from sqlalchemy import text

from app.models import Demande, User
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.journal.outils import faute, forcer, toutes
from tests.outils.base import commande

pytestmark = pytest.mark.petit_togo
LUE = text(
    "INSERT INTO consultation (demande_id, piece_id, le, acteur_id, acteur_nom, quoi) "
    "VALUES (:demande, :piece, '2026-10-02 09:15:00', :acteur, 'Yawa Agent', 'Déclaration')"
)


def migrer(app, *sens: str) -> None:
    """Migrate, once what the session reads is let go."""
    db.session.rollback()
    commande(app, "db", *sens)


def test_the_readings_noted_so_far_are_moved_into_the_chain_and_back(app_a_part, moteur):
    with app_a_part.app_context(), acces.systeme("tests"):
        demande = db.session.query(Demande).order_by(Demande.id).first()
        acteur = db.session.query(User).filter_by(username="agent@essai.tg").one()
        cles = {"demande": demande.id, "acteur": acteur.id}
        numero, employeur = demande.numero, demande.employeur_id
        forcer(db.session, moteur, "DELETE FROM journal")
        migrer(app_a_part, "downgrade", "0013")
        with db.engine.begin() as connexion:
            for piece in (None, 7):
                connexion.execute(LUE, cles | {"piece": piece})
        migrer(app_a_part, "upgrade")
        lignes = [(x.fait.name, x.quoi, x.objet, x.employeur_id, x.role) for x in toutes(db.session)]
        assert lignes == [(fait, "Déclaration", numero, employeur, "Agent") for fait in ("ouvre", "lit")]
        assert faute(db.session) == ""
        migrer(app_a_part, "downgrade", "0013")
        with db.engine.connect() as connexion:
            rendues = connexion.execute(
                text("SELECT demande_id, acteur_id, acteur_nom FROM consultation")
            ).all()
        assert [tuple(rendue) for rendue in rendues] == [(cles["demande"], cles["acteur"], "Yawa Agent")] * 2
