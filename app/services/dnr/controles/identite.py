"""Checks of who is declared: the insured number, the name, and each worker once."""

from collections.abc import Sequence
from datetime import date

from app.classeurs.cellules import est_formule
from app.regles import mois
from app.regles.francais import accord, jour
from app.services.dnr.colonnes import PAR_CLE
from app.services.dnr.examen import Examen
from app.socle import noms

NUMERO_MAX = 15
TEXTE_MAX = 80
_TEXTES = ("matricule", "nom", "prenoms")


def textes(examen: Examen) -> None:
    """Text columns: no formula without a result, no text longer than the register holds."""
    for cle in _TEXTES:
        valeurs = examen.lignes.colonne(cle)
        if not _tous_courts_et_nets(valeurs):
            for rang, valeur in enumerate(valeurs):
                if est_formule(valeur):
                    examen.signaler(rang, cle, "formule_sans_valeur")
                elif len(valeur) > TEXTE_MAX:
                    examen.signaler(rang, cle, "texte_trop_long", maximum=TEXTE_MAX)


def _tous_courts_et_nets(valeurs: Sequence[str]) -> bool:
    """Return whether a column has nothing to say, seen at once: its cells hold no line break."""
    bout_a_bout = "\n".join(["", *valeurs])
    nets = "\n=" not in bout_a_bout and "\n#" not in bout_a_bout
    return nets and max(map(len, valeurs), default=0) <= TEXTE_MAX


def numeros(examen: Examen) -> None:
    """Insured numbers: there, in figures, not too long."""
    lus = examen.typees["numero_assure"]
    if all(lus) and _en_chiffres("".join(lus)) and max(map(len, lus)) <= NUMERO_MAX:
        return
    abreges = set(examen.abreges)
    if abreges:
        combien = accord(len(abreges), "numéro", "numéros")
        examen.anomalies.append(
            examen.ensemble(examen.abreges, ["numero_assure"], "numero_scientifique", combien=combien)
        )
    for rang, numero in enumerate(lus):
        if rang in abreges:
            continue
        if not numero:
            examen.signaler(rang, "numero_assure", "numero_manquant")
        elif est_formule(numero):
            examen.signaler(rang, "numero_assure", "formule_sans_valeur")
        elif not _bien_ecrit(numero):
            _numero_mal_ecrit(examen, rang)


def _en_chiffres(numero: str) -> bool:
    return numero.isdigit() and numero.isascii()


def _bien_ecrit(numero: str) -> bool:
    return _en_chiffres(numero) and len(numero) <= NUMERO_MAX


def _numero_mal_ecrit(examen: Examen, rang: int) -> None:
    """Say where the number seems to be, when another column of the line holds one."""
    for cle in _TEXTES:
        ailleurs = examen.lignes.colonne(cle)[rang].replace(" ", "")
        if ailleurs.isdigit() and len(ailleurs) >= 6:
            titre = PAR_CLE[cle].entete
            examen.signaler(rang, "numero_assure", "numero_autre_colonne", autre=titre, trouve=ailleurs)
            return
    examen.signaler(rang, "numero_assure", "numero_invalide", maximum=NUMERO_MAX)


def registre(examen: Examen) -> None:
    """Numbers and names against the register of the insured."""
    typees, premier_jour = examen.typees, mois.premier_jour(examen.contexte.mois)
    proposes = examen.proposes
    for rang, (inscrit, nom, prenoms) in enumerate(
        zip(examen.inscrits, typees["nom"], typees["prenoms"], strict=True)
    ):
        if inscrit is None:
            _numero_absent(examen, rang)
            continue
        if inscrit.ferme_le is not None and inscrit.ferme_le < premier_jour:
            _numero_clos(examen, rang, inscrit.ferme_le)
        if rang in proposes:
            _reprendre(examen, rang, "numero_d_un_autre")
        elif nom != inscrit.nom or prenoms != inscrit.prenoms:
            _comparer_nom(examen, rang, inscrit)


def _numero_absent(examen: Examen, rang: int) -> None:
    if rang in examen.proposes:
        _reprendre(examen, rang, "numero_a_reprendre")
    elif _bien_ecrit(examen.typees["numero_assure"][rang] or ""):
        examen.signaler(rang, "numero_assure", "numero_inconnu")


def _reprendre(examen: Examen, rang: int, code: str) -> None:
    propose = examen.proposes[rang]
    details = {"propose": propose.numero_assure, "nom": propose.entre_parentheses}
    examen.signaler(rang, "numero_assure", code, **details)


def _numero_clos(examen: Examen, rang: int, ferme_le: date) -> None:
    examen.signaler(rang, "numero_assure", "numero_clos", date=jour(ferme_le))


def _comparer_nom(examen: Examen, rang: int, inscrit) -> None:
    nom, prenoms = examen.typees["nom"][rang], examen.typees["prenoms"][rang]
    if est_formule(nom) or _memes_noms(nom, inscrit.nom) and _memes_noms(prenoms, inscrit.prenoms):
        return
    if not noms.mots(f"{nom}{prenoms}"):
        if nom or prenoms:
            examen.signaler(rang, "nom" if nom else "prenoms", "nom_sans_lettres")
        return
    ecart = noms.comparer(nom, prenoms, inscrit.nom, inscrit.prenoms)
    cellule = "nom" if nom else "prenoms"
    if ecart == noms.PROCHE:
        examen.signaler(
            rang,
            cellule,
            "nom_proche",
            valeur=f"{nom} {prenoms}".strip(),
            attendu=f"{inscrit.nom} {inscrit.prenoms}",
        )
    elif ecart == noms.DIFFERENT:
        examen.signaler(rang, cellule, "nom_different", valeur=f"{nom} {prenoms}".strip())


def _memes_noms(ecrit: str, inscrit: str) -> bool:
    return noms.cle(ecrit) == noms.cle(inscrit)


def doublons(examen: Examen) -> None:
    """One line a worker and nature of pay."""
    for rang, premier in examen.doubles.items():
        autre = examen.lignes.numeros[premier]
        examen.signaler(rang, "numero_assure", "ligne_en_double", autre=autre)


CONTROLES = (textes, numeros, registre, doublons)
