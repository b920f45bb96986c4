"""The benchmark runs on the tables of today."""

from sqlalchemy import create_engine, func, select

from app.models import Assure, Employeur
from tests.bench import bases as du_banc
from tests.bench.echelles import Echelle

MINUSCULE = Echelle(assures=2_000, demandes=20, cotisants=3, classeurs=(), journal=0)


def test_the_database_of_the_benchmark_is_built_from_the_models_of_today(bases, tmp_path):
    url = bases.nouvelle()
    du_banc.batir(url, tmp_path, MINUSCULE)
    moteur = create_engine(url)
    with moteur.connect() as connexion:
        assures = connexion.scalar(select(func.count()).select_from(Assure.__table__))
        sans_nom_plie = connexion.scalar(
            select(func.count()).select_from(Employeur.__table__).where(Employeur.__table__.c.nom_cle == "")
        )
    moteur.dispose()
    assert (assures, sans_nom_plie) == (2_000, 0)
