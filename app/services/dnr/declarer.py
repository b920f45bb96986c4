"""A declaration's life in the database: opened, filled, checked, sent, booked.

The check is the same everywhere (`controler`): on a file, on lines typed, at submission and again at
acceptance, since the register may have changed meanwhile. None of these functions commits.
"""

from sqlalchemy import String, delete, exists, select, type_coerce, update
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.cotisations import cotisant, mensuelles
from app.demandes.tables import Demande
from app.regles import mois
from app.regles.francais import accord
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.dnr import contexte, lignes_en_base
from app.services.dnr.controler import controler
from app.services.dnr.fichier_modele import reprises
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.rapport import RapportDNR, TotauxDNR
from app.services.dnr.schemas import AnomalieGardeeSchema, TotauxSchema
from app.services.dnr.tables import (
    DU_FICHIER,
    Declaration,
    EtatLigne,
    Justification,
    LigneDeclaration,
    SourceDeclaration,
)
from app.socle import par_lots
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.ramasse_miettes import sans_ramassage
from app.socle.refus import Refus
from app.travaux import fichiers

ANOMALIES_GARDEES = 5_000
"""How many anomalies a check keeps for the screens; the count is always whole."""

FEUILLE_A_CHOISIR = "Votre classeur a plusieurs feuilles possibles : dites laquelle lire dans « Contrôle »."

TRAITS = ("titre", "feuille", "entete", "masquees", "ecartees", "lettres", "autres", "a_choisir", "nommees")
"""What a declaration keeps of its file besides its lines (see `Lignes`)."""


def ouvrir(session: Session, employeur: Employeur, periode: int, acteur: Acteur) -> Declaration:
    """Return the draft of the month, a new one filled with lines.

    They are those of the declaration just refused, to be mended rather than typed again; else those of the
    declaration it corrects, else those of last month.
    Raises `mensuelles.DejaEnCours` and ValueError as `mensuelles.ouvrir` does.
    """
    declaration, nouvelle = mensuelles.ouvrir(session, Declaration, employeur, periode, acteur)
    if not nouvelle:
        return declaration
    session.flush()
    if (base := mensuelles.refusee(session, declaration) or declaration.rectifie) is not None:
        lignes_en_base.copier(session, base.id, declaration.id)
    else:
        du_mois_dernier = contexte.precedentes(session, declaration)
        textes = bareme(session).au(mois.premier_jour(periode))
        lignes_en_base.commencer(session, declaration.id, reprises(du_mois_dernier, periode, textes))
    recontroler(session, declaration)
    return declaration


@sans_ramassage()
def deposer(
    session: Session, declaration: Declaration, nom: str, contenu: bytes, lignes: LignesDNR, acteur: Acteur
) -> RapportDNR:
    """Put a file's lines, already read (`lire(contenu)`), in place of those of the draft and check them.

    A number typed without its zeros is kept as the register writes it: the next month finds it again.
    The bytes are kept under their sha-256: they are what the receipt names and what is given back annotated.
    """
    declaration.fichier = fichiers.deposer(session, nom, contenu, acteur.utilisateur_id)
    return remplacer(session, declaration, lignes)


@sans_ramassage()
def remplacer(session: Session, declaration: Declaration, lignes: LignesDNR) -> RapportDNR:
    """Put the lines read from its file in place of those of the draft and check them."""
    declaration.source = SourceDeclaration.fichier
    rapport = verifier(session, declaration, lignes)
    lignes.colonnes["numero_assure"] = rapport.colonnes["numero_assure"]
    lignes_en_base.remplacer(session, declaration.id, lignes, rapport.etats)
    _garder(declaration, rapport)
    declaration.controle = (declaration.controle or {}) | {
        DU_FICHIER: {nom: _en_clair(getattr(lignes, nom)) for nom in TRAITS}
    }
    return rapport


def _en_clair(trait):
    return trait if isinstance(trait, str | int | dict) else list(trait)[:ANOMALIES_GARDEES]


def passer_en_ligne(declaration: Declaration) -> None:
    """From the first change made in the browser, the lines on screen count, no longer the file."""
    declaration.source, declaration.fichier = SourceDeclaration.en_ligne, None
    declaration.controle = {k: v for k, v in (declaration.controle or {}).items() if k != DU_FICHIER}


@sans_ramassage()
def verifier(
    session: Session, declaration: Declaration, lignes: LignesDNR | None = None, comparer: bool = True
) -> RapportDNR:
    """Return the check of the declaration's lines as they stand, writing nothing.

    Without `comparer`, what other declarations say is not gathered: it only gives warnings.
    """
    if lignes is None:
        lignes = _relire(session, declaration)
    with contexte.rassembler(session, declaration, declaration.employeur, lignes, comparer) as faits:
        return controler(lignes, faits)


def _relire(session: Session, declaration: Declaration) -> LignesDNR:
    """Return the lines as they stand, with what was peculiar about the file they came from, if any."""
    lignes = lignes_en_base.relire(session, declaration.id)
    for nom in declaration.du_fichier.keys() & set(TRAITS):
        setattr(lignes, nom, declaration.du_fichier[nom])
    return lignes


def recontroler(session: Session, declaration: Declaration) -> RapportDNR:
    """Check the lines and keep the outcome on the declaration: totals, anomalies, comparison of each line."""
    rapport = verifier(session, declaration)
    _garder(declaration, rapport)
    _ecrire_les_numeros(session, declaration.id, rapport)
    _marquer_les_lignes(session, declaration.id, rapport)
    return rapport


def _ecrire_les_numeros(session: Session, declaration_id: int, rapport: RapportDNR) -> None:
    """Keep as the register writes them the numbers typed without their zeros (see `deposer`)."""
    t = LigneDeclaration.__table__
    tapes, connus = rapport.lignes.colonnes["numero_assure"], rapport.colonnes["numero_assure"]
    if connus is tapes:
        return
    for rang, tape, connu in zip(rapport.lignes.numeros, tapes, connus, strict=True):
        if connu != tape:
            la_ligne = (t.c.declaration_id == declaration_id, t.c.rang == rang)
            session.execute(update(t).where(*la_ligne).values(numero_assure=connu))


def _totaliser(declaration: Declaration, totaux: TotauxDNR) -> None:
    declaration.effectif, declaration.masse_salariale = totaux.effectif, totaux.masse_salariale
    for branche in cotisant.BRANCHES:
        setattr(declaration, branche, getattr(totaux, branche))
    declaration.controle = (declaration.controle or {}) | {"totaux": TotauxSchema().dump(totaux)}


def _garder(declaration: Declaration, rapport: RapportDNR) -> None:
    _totaliser(declaration, rapport.totaux)
    declaration.controle = (declaration.controle or {}) | {
        "bloquantes": len(rapport.bloquantes),
        "avertissements": len(rapport.avertissements),
        "anomalies": AnomalieGardeeSchema(many=True).dump(rapport.anomalies[:ANOMALIES_GARDEES]),
        "lignes": {etat: rapport.etats.count(etat) for etat in EtatLigne.__members__},
        "manquantes": [numero for numero, _ in rapport.manquantes],
    }


def _marquer_les_lignes(session: Session, declaration_id: int, rapport: RapportDNR) -> None:
    """Write on each line whether it is new, changed or as before, where that mark changes."""
    t = LigneDeclaration.__table__
    requete = select(t.c.rang, type_coerce(t.c.etat, String)).where(t.c.declaration_id == declaration_id)
    marques = dict(zip(*par_lots.en_colonnes(session, requete), strict=True))
    par_etat: dict[str, list[int]] = {}
    for rang, etat in zip(rapport.lignes.numeros, rapport.etats, strict=True):
        if marques[rang] != etat:
            par_etat.setdefault(etat, []).append(rang)
    for etat, rangs in par_etat.items():
        voulus = select(par_lots.parmi(session, rangs, t.c.rang.type).c.value)
        session.execute(
            update(t)
            .where(t.c.declaration_id == declaration_id, t.c.rang.in_(voulus))
            .values(etat=EtatLigne[etat])
        )


def justifier(session: Session, declaration: Declaration, reponses: dict[str, str], acteur: Acteur) -> None:
    """Keep the declarant's answers to warnings, key of the anomaly -> words, in place of the former ones."""
    t = Justification.__table__
    session.execute(delete(t).where(t.c.declaration_id == declaration.id, t.c.anomalie.in_(list(reponses))))
    session.add_all(
        Justification(
            declaration_id=declaration.id,
            anomalie=cle,
            texte=texte.strip(),
            par_id=acteur.utilisateur_id,
        )
        for cle, texte in reponses.items()
    )
    session.flush()


def justifications(session: Session, declaration_id: int) -> dict[str, str]:
    """Return the warnings answered and the words given, by key of the anomaly."""
    t = Justification.__table__
    return dict(
        session.execute(select(t.c.anomalie, t.c.texte).where(t.c.declaration_id == declaration_id)).all()
    )


def numero_propose(session: Session, declaration: Declaration, rang: int) -> str:
    """Return the number that the check proposes for the line numbered `rang`, nothing where it has none."""
    rapport = verifier(session, declaration)
    return next((a.propose for a in rapport.anomalies if a.ligne == rang and a.propose), "")


def sans_reponse(session: Session, declaration: Declaration, rapport: RapportDNR) -> int:
    """Return how many warnings the declarant has not yet confirmed or justified."""
    repondues = justifications(session, declaration.id)
    return sum(a.cle not in repondues for a in rapport.avertissements)


def exiger_envoyable(session: Session, declaration: Declaration) -> None:
    """Check again before sending; raise Refus if something blocks or a warning has no answer."""
    rapport = recontroler(session, declaration)
    declaration.exiger_lu()
    if declaration.feuille_a_choisir:
        raise Refus(FEUILLE_A_CHOISIR)
    if not len(rapport.lignes):
        raise Refus(
            "La déclaration ne contient aucune ligne : ajoutez vos travailleurs ou chargez un fichier."
        )
    if rapport.bloque:
        raise Refus(
            f"{accord(len(rapport.bloquantes), 'anomalie bloquante', 'anomalies bloquantes')} à corriger"
            " d’abord : ouvrez « Contrôle »."
        )
    if restent := sans_reponse(session, declaration, rapport):
        raise Refus(
            f"{accord(restent, 'avertissement reste', 'avertissements restent')} à confirmer ou à justifier :"
            " ouvrez « Contrôle »."
        )


@sans_ramassage()
def comptabiliser(session: Session, declaration: Declaration) -> None:
    """Book an accepted declaration: careers and contribution due, in the caller's transaction, once.

    Lines of the declaration it corrects are marked as replaced, never deleted. Raises Refus when
    the register has changed so that something blocks now, or when it is booked already. The warnings stay
    those that the declarant answered.
    """
    if _deja_comptabilisee(session, declaration.id):
        raise Refus("Cette déclaration est déjà comptabilisée.")
    rapport = verifier(session, declaration, comparer=False)
    if rapport.bloque:
        raise Refus(
            "Le registre a changé depuis l’envoi :"
            f" {accord(len(rapport.bloquantes), 'anomalie bloque', 'anomalies bloquent')}. "
            f"{rapport.bloquantes[0].situee} Demandez un complément."
        )
    inscrire(session, declaration, rapport)


@sans_ramassage()
def inscrire(session: Session, declaration: Declaration, rapport: RapportDNR) -> None:
    """Write what a report without a blocking anomaly says on the accounts: careers, contribution due."""
    _totaliser(declaration, rapport.totaux)
    _remplacer_les_lignes(session, declaration)
    _inscrire_les_carrieres(session, declaration, rapport)
    cotisant.devoir(session, declaration, aujourd_hui())


def _deja_comptabilisee(session: Session, declaration_id: int) -> bool:
    deja = exists().where(LigneCarriere.__table__.c.declaration_id == declaration_id)
    return session.scalars(select(deja)).one()


def _remplacer_les_lignes(session: Session, declaration: Declaration) -> None:
    """Mark every line that stood for this employer and period as replaced by this declaration."""
    c, d, t = LigneCarriere.__table__, Declaration.__table__, Demande.__table__
    anciennes = (
        select(d.c.id)
        .join(t, t.c.id == d.c.id)
        .where(
            t.c.employeur_id == declaration.employeur_id,
            d.c.periode == declaration.periode,
            d.c.id != declaration.id,
        )
    )
    session.execute(
        update(c)
        .where(c.c.declaration_id.in_(anciennes), c.c.remplacee_par_id.is_(None))
        .values(remplacee_par_id=declaration.id)
    )


def _inscrire_les_carrieres(session: Session, declaration: Declaration, rapport: RapportDNR) -> None:
    """Write the booked lines, sorted by insured: the index of accounts is then filled in order."""
    colonnes = rapport.colonnes
    lignes = sorted(
        zip(
            colonnes["assure_id"],
            colonnes["nature"],
            colonnes["jours"],
            colonnes["remuneration"],
            strict=True,
        )
    )
    cles = (declaration.employeur_id, declaration.id, declaration.periode)
    par_lots.inserer(
        session,
        LigneCarriere.__table__,
        ("employeur_id", "declaration_id", "periode", "assure_id", "nature", "jours", "remuneration"),
        (cles + ligne for ligne in lignes),
    )
