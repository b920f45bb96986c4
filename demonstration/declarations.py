"""The rows of the accepted declarations: requests, journal, lines as typed, lines booked."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.cotisations.tables import NatureDeclaration
from app.demandes.etats import TRANSITIONS, Statut
from app.demandes.tables import Demande, Evenement
from app.regles import mois
from app.regles.cotisations import BRANCHES
from app.services.dnr.schemas import TotauxSchema
from app.services.dnr.tables import Declaration, EtatLigne, LigneDeclaration, SourceDeclaration
from app.socle import par_lots
from demonstration.acteurs import Troupe
from demonstration.feuilles import Feuille, Feuilles, LigneDePaie

TRAJET = ("soumettre", "prendre_en_charge", "accepter")
COLONNES = (
    "declaration_id",
    "rang",
    "matricule",
    "numero_assure",
    "nom",
    "prenoms",
    "type_assure",
    "jours",
    "remuneration",
    "nature",
    "embauche_le",
    "sortie_le",
    "motif_sortie",
    "rp",
    "pf",
    "pv",
    "amu",
    "etat",
)


def numero(feuille: Feuille) -> str:
    """Return the number of an accepted declaration, as the life cycle gives it."""
    return f"{Declaration.prefixe}-{feuille.soumise_le:%Y}-{feuille.id:06d}"


def deposer(session: Session, feuilles: Feuilles, equipe: Troupe) -> None:
    """Write the declarations of accepted sheets, the journal and lines of the recent ones, the careers."""
    acceptees = [f for f in feuilles.values() if f.acceptee]
    session.execute(insert(Demande.__table__), [_demande(f, equipe) for f in acceptees])
    session.execute(insert(Declaration.__table__), [_declaration(f) for f in acceptees])
    evenements = [e for f in acceptees if f.recente for e in _journal(f, equipe)]
    session.execute(insert(Evenement.__table__), evenements)
    par_lots.inserer(session, LigneDeclaration.__table__, COLONNES, _lignes_recentes(feuilles))
    par_lots.inserer(
        session,
        LigneCarriere.__table__,
        ("assure_id", "periode", "employeur_id", "declaration_id", "nature", "jours", "remuneration"),
        sorted(_carrieres(acceptees)),
    )


def _demande(f: Feuille, equipe: Troupe) -> dict:
    declarant = equipe.declarants.get(f.entreprise.numero) if f.recente else None
    return {
        "id": f.id,
        "type": Declaration.__tablename__,
        "numero": numero(f),
        "employeur_id": f.entreprise.id,
        "statut": Statut.acceptee,
        "cree_le": f.soumise_le,
        "cree_par_id": declarant and declarant.id,
        "soumise_le": f.soumise_le,
        "prise_en_charge_le": f.prise_en_charge_le,
        "decidee_le": f.decidee_le,
        "agent_id": equipe.agent.id if f.recente else None,
    }


def _declaration(f: Feuille) -> dict:
    totaux = TotauxSchema().dump(f.totaux)
    return {nom: totaux[nom] for nom in ("effectif", "masse_salariale", *BRANCHES)} | {
        "id": f.id,
        "periode": f.periode,
        "controle": {"totaux": totaux},
        "nature": NatureDeclaration.initiale,
        "source": SourceDeclaration.en_ligne,
    }


def _journal(f: Feuille, equipe: Troupe) -> Iterator[dict]:
    """Yield what happened to a declaration: sent by the employer, taken and accepted by the fund."""
    auteurs = (equipe.declarants.get(f.entreprise.numero), equipe.agent, equipe.agent)
    instants = (f.soumise_le, f.prise_en_charge_le, f.decidee_le)
    etats = pairwise((Statut.brouillon, *(TRANSITIONS[nom].vers for nom in TRAJET)))
    for nom, (de, vers), auteur, instant in zip(TRAJET, etats, auteurs, instants, strict=True):
        yield {
            "demande_id": f.id,
            "transition": nom,
            "de": de,
            "vers": vers,
            "le": instant,
            "acteur_id": auteur and auteur.id,
            "acteur_nom": str(auteur or f.entreprise.raison_sociale),
        }


def _carrieres(feuilles: Iterable[Feuille]) -> Iterator[tuple]:
    for f in feuilles:
        cles = (f.periode, f.entreprise.id, f.id)
        for ligne in f.lignes:
            yield (ligne.personne.id, *cles, ligne.nature, ligne.jours, ligne.remuneration)


def _lignes_recentes(feuilles: Feuilles) -> Iterator[tuple]:
    """Yield the lines of the recent declarations as they were typed, each against the month before."""
    for feuille in feuilles.values():
        if feuille.recente:
            avant = feuilles.get((mois.plus(feuille.periode, -1), feuille.entreprise.id))
            precedentes = {_cle(ligne): _comparee(ligne, avant) for ligne in avant.lignes} if avant else {}
            for rang, ligne in enumerate(ordonner(feuille), 1):
                etat = _etat(precedentes.get(_cle(ligne)), _comparee(ligne, feuille))
                yield (feuille.id, rang, *cellules(ligne, feuille), "", "", "", "", etat.name)


def ordonner(feuille: Feuille) -> list[LigneDePaie]:
    """Return the lines in the order of the workbook: by matricule, ordinary pay first."""
    return sorted(feuille.lignes, key=lambda ligne: (ligne.emploi.matricule, ligne.nature))


def cellules(ligne: LigneDePaie, feuille: Feuille) -> tuple[str, ...]:
    """Return the cells of a line, columns A to K, as canonical text."""
    qui, emploi = ligne.personne, ligne.emploi
    sortie, motif = _sortie(ligne, feuille)
    return (
        emploi.matricule,
        qui.numero,
        qui.identite.nom,
        qui.identite.prenoms,
        str(emploi.type_assure),
        str(ligne.jours),
        str(ligne.remuneration),
        str(ligne.nature),
        emploi.entree.isoformat(),
        sortie,
        motif,
    )


def _sortie(ligne: LigneDePaie, feuille: Feuille) -> tuple[str, str]:
    """Return the day and reason of exit, empty until the month it happens."""
    emploi = ligne.emploi
    if emploi.sortie and feuille.periode == emploi.fin:
        return emploi.sortie.isoformat(), str(emploi.motif)
    return "", ""


def _cle(ligne: LigneDePaie) -> tuple[int, int]:
    return ligne.personne.id, ligne.nature


def _comparee(ligne: LigneDePaie, feuille: Feuille) -> tuple:
    """Return what `app.services.dnr.comparer` compares: the type and the hire never change here."""
    return ligne.remuneration, ligne.jours, _sortie(ligne, feuille)


def _etat(avant: tuple | None, apres: tuple) -> EtatLigne:
    if avant is None:
        return EtatLigne.nouvelle
    return EtatLigne.inchangee if avant == apres else EtatLigne.modifiee
