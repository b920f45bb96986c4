"""Two months that bound what a request is about."""

from app.socle.refus import ChampRefuse


def ordonner_les_mois(session, demande, acteur) -> None:
    """Refuse a last month that comes before the first; declared by the services that ask for both."""
    if demande.periode_debut and demande.periode_fin and demande.periode_fin < demande.periode_debut:
        raise ChampRefuse("periode_fin", "Le dernier mois précède le premier : corrigez l’un des deux.")
