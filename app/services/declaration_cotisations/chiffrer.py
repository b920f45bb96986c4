"""The monthly « déclaration de cotisations »: taken from the accepted DNR, typed before it comes, or nil.

The DNR prevails. Accepted first, the declaration books what it says; the DNR that comes later books the
difference only (`cotisant.devoir`). Where the DNR is there already, the declaration must say the same, and
books nothing. None of these functions commits.
"""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cotisations import mensuelles
from app.demandes.etats import Statut
from app.demandes.tables import Demande
from app.regles.cotisations import BRANCHES, Taux
from app.regles.francais import francs
from app.regles.francs import ENTIER, arrondi
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.declaration_cotisations.tables import DeclarationCotisations
from app.services.dnr.comparaisons import se_compare_a_la_dnr
from app.services.dnr.tables import Declaration
from app.socle.acces import Acteur
from app.socle.refus import Refus

TYPE_NORMAL = 1
"""The kind of insured whose rates a declaration typed by hand is prefilled with."""
MONTANTS = (*BRANCHES, "part_employeur", "part_travailleur")
CHIFFRES = ("effectif", "masse_salariale", "assiette", *MONTANTS)


@dataclass(frozen=True)
class Ecart:
    """A figure of the declaration beside that of the accepted DNR."""

    libelle: str
    declare: int
    dnr: int

    @property
    def ecart(self) -> int:
        """Return what the DNR adds."""
        return self.dnr - self.declare


@dataclass(frozen=True)
class Controle:
    """What a check found: French sentences that block, others to be aware of, figures unlike the DNR's."""

    erreurs: list[str] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)
    ecarts: list[Ecart] = field(default_factory=list)

    @property
    def bloque(self) -> bool:
        """Whether it cannot be sent."""
        return bool(self.erreurs)


def ouvrir(session: Session, employeur: Employeur, periode: int, acteur: Acteur) -> DeclarationCotisations:
    """Return the draft of the month, a new one prefilled.

    Raises `mensuelles.DejaEnCours` and ValueError as `mensuelles.ouvrir` does.
    """
    declaration, nouvelle = mensuelles.ouvrir(session, DeclarationCotisations, employeur, periode, acteur)
    if nouvelle:
        preremplir(session, declaration)
        session.flush()
    return declaration


def dnr_acceptee(session: Session, employeur_id: int, periode: int) -> Declaration | None:
    """Return the DNR that stands for the month: the latest accepted."""
    return mensuelles.derniere(session, Declaration, employeur_id, periode, {Statut.acceptee})


def preremplir(session: Session, declaration: DeclarationCotisations) -> None:
    """Fill the declaration with what the accepted DNR of its month says; without one, it is typed."""
    dnr = dnr_acceptee(session, declaration.employeur_id or declaration.employeur.id, declaration.periode)
    declaration.dnr = dnr
    if dnr is not None:
        declaration.neant = False
        for nom, valeur in chiffres_de_la_dnr(dnr).items():
            setattr(declaration, nom, valeur)
        if declaration.part_employeur + declaration.part_travailleur != declaration.total:
            _partager(session, declaration)


def chiffres_de_la_dnr(dnr: Declaration) -> dict[str, int]:
    """Return the figures of a DNR, as a declaration of contributions states them."""
    totaux = (dnr.controle or {}).get("totaux", {})
    connus = {nom: getattr(dnr, nom) for nom in ("effectif", "masse_salariale", *BRANCHES)}
    parts = {nom: totaux.get(nom, 0) for nom in ("part_employeur", "part_travailleur")}
    return connus | parts | {"assiette": totaux.get("assiette", dnr.masse_salariale)}


def _partager(session: Session, declaration: DeclarationCotisations) -> None:
    """Share what the branches come to as the month's rates do: for a DNR that came without its shares."""
    part = sum(
        arrondi(getattr(declaration, branche) * travailleur, entier)
        for branche, entier, travailleur in zip(BRANCHES, *_taux(session, declaration), strict=True)
        if entier
    )
    declaration.part_travailleur, declaration.part_employeur = part, declaration.total - part


def calculer(session: Session, declaration: DeclarationCotisations) -> None:
    """Fill the amounts and shares from the base typed, at the rates in force for the month.

    They are those of workers of the common kind, the rounding of each left aside: a worker of another kind
    makes them less, and they may be corrected.
    """
    entiers, travailleurs = _taux(session, declaration)
    montants = [arrondi(declaration.assiette * taux, ENTIER) for taux in entiers]
    for branche, montant in zip(BRANCHES, montants, strict=True):
        setattr(declaration, branche, montant)
    part = sum(arrondi(declaration.assiette * taux, ENTIER) for taux in travailleurs)
    declaration.part_travailleur, declaration.part_employeur = part, sum(montants) - part


def _taux(session: Session, declaration: DeclarationCotisations) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the whole rates of BRANCHES and the worker's part of them, for the month."""
    employeur = declaration.employeur
    taux = Taux.au(bareme(session), declaration.periode, employeur.rp_majore).par_type[TYPE_NORMAL]
    return taux[: len(BRANCHES)], taux[len(BRANCHES) :]


def declarer_neant(declaration: DeclarationCotisations) -> None:
    """Declare that nothing was paid to anyone in the month."""
    declaration.neant, declaration.dnr = True, None
    for nom in CHIFFRES:
        setattr(declaration, nom, 0)


def controler(session: Session, declaration: DeclarationCotisations) -> Controle:
    """Return what is to be said of the declaration as it stands, writing nothing."""
    dnr = dnr_acceptee(session, declaration.cle_employeur, declaration.periode)
    ecarts = comparer(declaration, dnr) if dnr else []
    erreurs = [*_erreurs(declaration), *_desaccord(declaration, dnr, ecarts)]
    avertissements: list[str] = []
    if not erreurs and dnr is None and not declaration.neant:
        erreurs, avertissements = _aux_taux(session, declaration)
    return Controle(erreurs, avertissements, ecarts)


def comparer(declaration: DeclarationCotisations, dnr: Declaration) -> list[Ecart]:
    """Return the figures of the declaration that are not those of the DNR."""
    attendus = chiffres_de_la_dnr(dnr)
    libelles = {"effectif": "Effectif", "masse_salariale": "Masse salariale"} | {
        b: b.upper() for b in BRANCHES
    }
    ecarts = [Ecart(mot, getattr(declaration, nom), attendus[nom]) for nom, mot in libelles.items()]
    return [e for e in ecarts if e.ecart]


def _erreurs(d: DeclarationCotisations) -> list[str]:
    if d.neant:
        return ["Une déclaration « néant » ne porte aucun chiffre."] if any(_chiffres(d)) else []
    if any(chiffre < 0 for chiffre in _chiffres(d)):
        return ["Les chiffres d’une déclaration ne sont pas négatifs."]
    phrases = (
        (d.effectif == 0, "Écrivez l’effectif, ou choisissez « Oui » à « Néant » si personne n’a été payé."),
        (d.masse_salariale == 0, "Écrivez la masse salariale du mois."),
        (d.assiette < d.masse_salariale, "L’assiette n’est pas inférieure à la masse salariale (art. 12)."),
        (
            d.part_employeur + d.part_travailleur != d.total,
            f"Les parts de l’employeur et des travailleurs doivent faire le total, {francs(d.total)}.",
        ),
    )
    return [phrase for faute, phrase in phrases if faute]


def _chiffres(d: DeclarationCotisations) -> list[int]:
    return [getattr(d, nom) for nom in CHIFFRES]


def _desaccord(d: DeclarationCotisations, dnr: Declaration | None, ecarts: list[Ecart]) -> list[str]:
    if dnr is None or not ecarts:
        return []
    mots = ", ".join(f"{e.libelle} {e.dnr} au lieu de {e.declare}" for e in ecarts)
    return [
        f"La DNR {dnr.numero}, acceptée, dit autre chose : {mots}. Reprenez ses chiffres, ou corrigez-la par "
        "une DNR rectificative."
    ]


def _aux_taux(session: Session, d: DeclarationCotisations) -> tuple[list[str], list[str]]:
    """Return what is above the rates of the month, which blocks, and what is below, which may be right.

    Each worker's contribution is rounded by itself: a franc a worker is no difference.
    """
    trop, peu = [], []
    for branche, taux in zip(BRANCHES, _taux(session, d)[0], strict=True):
        montant, attendu = getattr(d, branche), arrondi(d.assiette * taux, ENTIER)
        phrase = f"{branche.upper()} : {francs(montant)} déclarés, {francs(attendu)} aux taux du mois."
        if montant > attendu + d.effectif:
            trop.append(f"{phrase} Vérifiez l’assiette ou le montant.")
        elif montant < attendu - d.effectif:
            peu.append(f"{phrase} Normal si des apprentis ou d’autres travailleurs n’y cotisent pas.")
    return trop, peu


def exiger_envoyable(session: Session, declaration: DeclarationCotisations) -> None:
    """Raise Refus, in French, unless the declaration may be sent and booked."""
    controle = controler(session, declaration)
    if controle.bloque:
        raise Refus(" ".join(controle.erreurs))


@se_compare_a_la_dnr(DeclarationCotisations)
def ecarts_avec_la_dnr(session: Session, dnr: Declaration) -> list[Ecart]:
    """Return what a DNR corrects: how it differs from the accepted declaration of its month."""
    acceptee = {Statut.acceptee}
    declaration = mensuelles.derniere(
        session, DeclarationCotisations, dnr.cle_employeur, dnr.periode, acceptee
    )
    return comparer(declaration, dnr) if declaration else []


def historique(session: Session, employeur_id: int, periode: int) -> list[DeclarationCotisations]:
    """Return every declaration of the month ever opened, the oldest first: none is erased."""
    return list(
        session.scalars(
            select(DeclarationCotisations)
            .where(Demande.employeur_id == employeur_id, DeclarationCotisations.periode == periode)
            .order_by(Demande.id)
        )
    )
