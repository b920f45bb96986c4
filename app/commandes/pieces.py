"""The pieces kept before they were made harmless on arrival."""

import click
from sqlalchemy import select

from app.demandes.pieces import dossier
from app.demandes.tables import Piece
from app.regles.francais import accord
from app.socle import acces
from app.socle.base_de_donnees import db


@click.command("desarmer-les-pieces")
def desarmer_les_pieces():
    """Make harmless the pieces kept as they came; run again, it takes up those that are left."""
    restees = 0
    with acces.systeme("every old piece, whoever joined it"):
        anciennes = db.session.scalars(
            select(Piece.id).where(Piece.desarmee_le.is_(None)).order_by(Piece.id)
        ).all()
        for cle in anciennes:
            if raison := dossier.desarmer_apres_coup(db.session, db.session.get_one(Piece, cle)):
                restees += 1
                click.echo(f"Pièce n° {cle}, laissée fermée : {raison}", err=True)
    faites = len(anciennes) - restees
    click.echo(
        f"{accord(faites, 'pièce nettoyée', 'pièces nettoyées')}, "
        f"{accord(restees, 'laissée fermée', 'laissées fermées')}."
    )
