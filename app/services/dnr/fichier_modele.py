"""The workbook an employer fills in, with the workers last declared."""

from collections.abc import Iterable

from app.classeurs import fichier_modele
from app.classeurs.colonnes import Colonne
from app.regles import mois
from app.regles.bareme import EnVigueur
from app.regles.cotisations import BRANCHES, Taux
from app.regles.francais import pourcentage
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.colonnes import FORMAT
from app.services.dnr.faits import Precedente

CONSIGNES = (
    "Remplissez la feuille « DNR » : une ligne par travailleur et par nature de rémunération.",
    "Les colonnes bleu foncé sont obligatoires ; les autres peuvent rester vides.",
    "Les travailleurs de votre dernière déclaration y sont déjà : corrigez leurs jours et leur"
    " rémunération, ajoutez les nouveaux à la suite.",
    "Un travailleur est sorti : gardez sa ligne, inscrivez la date de sortie et choisissez le motif. Ne"
    " l’effacez pas.",
    "Le numéro d’assurance s’écrit avec ses zéros de tête : la colonne est déjà au format texte.",
    "Les montants sont en francs entiers, sans décimales. Les dates s’écrivent jj/mm/aaaa.",
    "Les colonnes RP, PF, PV et AMU sont facultatives : la CNSS les calcule, et les compare si elles sont"
    " remplies.",
    "Vous pouvez déplacer les colonnes et ajouter les vôtres ; gardez les titres tels quels.",
    "Enregistrez au format .xlsx, puis envoyez le fichier depuis « Envoyer un fichier DNR ».",
)


def classeur_modele(employeur: str, periode: int, precedentes: Iterable[Precedente], taux: Taux) -> bytes:
    """Return the .xlsx model of a declaration, ready to check as it is.

    `employeur` is how he is named on the sheet; `periode` the month (yyyymm); `precedentes` the lines of
    his last declaration: who has left is not in the model, nor the pay that was only of that month (see
    `reprises`).
    """
    dernier = mois.dernier_jour(periode)
    jours = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": dernier.day}
    declaration = fichier_modele.FichierModele(
        format=FORMAT,
        titre=f"Déclaration nominative des rémunérations – {employeur} – {mois.libelle(periode)}",
        aide=f"Comment remplir la déclaration {mois.complement(periode)}",
        consignes=CONSIGNES,
        dernier_jour=dernier,
        figees=4,
        entete=lambda colonne: titre(colonne, taux),
        regles={"jours": jours},
    )
    return fichier_modele.ecrire(declaration, reprises(precedentes, periode, taux.textes))


def reprises(precedentes: Iterable[Precedente], periode: int, textes: EnVigueur) -> list[Precedente]:
    """Return the lines to start a month from: ordinary pay of those who have not left, other pay left out.

    A worker who had no ordinary line keeps those he had. Days are those of the last time, a whole month
    (by the `textes` of the law in force) staying a whole month, never more than the calendar has.
    """
    restants = [p for p in precedentes if p.sortie_le is None]
    ordinaires = {p.numero_assure for p in restants if p.nature == NATURE_ORDINAIRE}
    gardes = [p for p in restants if p.nature == NATURE_ORDINAIRE or p.numero_assure not in ordinaires]
    calendrier = mois.dernier_jour(periode).day
    plein, entier = textes["assiette_jours_du_mois"].valeur, textes["dnr_mois_plein"].valeur
    return [p._replace(jours=min(plein if p.jours >= entier else p.jours, calendrier)) for p in gardes]


def titre(colonne: Colonne, taux: Taux) -> str:
    """Return the title of a column; a contribution shows the rate in force: « PV (16,5 %) »."""
    if colonne.cle not in BRANCHES:
        return colonne.entete
    return f"{colonne.entete} ({pourcentage(taux.par_type[1][BRANCHES.index(colonne.cle)])})"
