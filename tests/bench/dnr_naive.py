"""The same declaration as one writes it first: openpyxl, then the ORM row by row."""

from pathlib import Path

from openpyxl import load_workbook

from app.models import Assure, Declaration, LigneCarriere, LigneDeclaration
from app.regles.cotisations import Taux, calculer
from app.repertoire.parametres import bareme
from app.services.dnr.colonnes import CLES
from app.socle import noms
from app.socle.base_de_donnees import db, transaction
from tests.bench.bases import DECLARANT, application
from tests.bench.dnr import brouillon
from tests.bench.echelles import PERIODE
from tests.bench.mesure import chronometrer, croissance


def en_un_temps(url: str, dossier: str, classeur: str) -> dict[str, float]:
    """Return the seconds of openpyxl and, for each row, one ORM query and one ORM object."""
    temps: dict[str, float] = {}
    with (
        application(url, Path(dossier)),
        brouillon() as declaration,
        croissance(temps),
        chronometrer(temps, "total"),
        transaction(db.session) as session,
    ):
        taux = Taux.au(bareme(session), PERIODE)
        for ligne in _lignes(classeur):
            session.add(_inscrire(session, declaration, ligne, taux))
    return temps


def en_deux_temps(url: str, dossier: str, classeur: str) -> dict[str, float]:
    """Return the seconds of the whole flow done so: stored at upload, then checked again and booked."""
    temps: dict[str, float] = {}
    with (
        application(url, Path(dossier)),
        brouillon() as declaration,
        chronometrer(temps, "total"),
    ):
        _deposer(declaration, classeur)
        _accepter(declaration)
    return temps


def _deposer(declaration: Declaration, classeur: str) -> None:
    with transaction(db.session) as session:
        taux = Taux.au(bareme(session), PERIODE)
        for rang, ligne in enumerate(_lignes(classeur), 2):
            _inscrire(session, declaration, ligne, taux)
            cellules = {cle: "" if ligne[cle] is None else str(ligne[cle]) for cle in CLES}
            session.add(LigneDeclaration(declaration_id=declaration.id, rang=rang, **cellules))


def _accepter(declaration: Declaration) -> None:
    with transaction(db.session) as session:
        taux = Taux.au(bareme(session), PERIODE)
        gardees = session.query(LigneDeclaration).filter_by(declaration_id=declaration.id)
        for gardee in gardees.order_by(LigneDeclaration.rang).all():
            ligne = {cle: getattr(gardee, cle) for cle in CLES}
            session.add(_inscrire(session, declaration, ligne, taux))


def _lignes(classeur: str):
    for cellules in load_workbook(classeur).active.iter_rows(min_row=2, max_col=len(CLES), values_only=True):
        yield dict(zip(CLES, (*cellules, *[None] * len(CLES)), strict=False))


def _inscrire(session, declaration: Declaration, ligne: dict, taux: Taux) -> LigneCarriere:
    assure = session.query(Assure).filter_by(numero=ligne["numero_assure"]).one()
    assert noms.cle(ligne["nom"]) == assure.nom_cle
    assert noms.cle(ligne["prenoms"]) == assure.prenoms_cle
    remuneration, jours = int(ligne["remuneration"]), int(ligne["jours"])
    assert calculer(remuneration, jours, int(ligne["type_assure"]), taux).assiette >= remuneration
    return LigneCarriere(
        assure_id=assure.id,
        employeur_id=DECLARANT,
        declaration_id=declaration.id,
        periode=PERIODE,
        nature=int(ligne["nature"]),
        jours=jours,
        remuneration=remuneration,
    )
