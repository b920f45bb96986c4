"""The workbook that an employer fills in with the workers to register."""

from app.classeurs import fichier_modele
from app.services.immatriculation.colonnes import FORMAT
from app.socle.horloge import aujourd_hui

CONSIGNES = (
    "Remplissez la feuille « Travailleurs » : une ligne par travailleur à immatriculer.",
    "Les colonnes bleu foncé sont obligatoires ; les autres peuvent rester vides.",
    "Écrivez le nom et les prénoms comme sur l’acte de naissance : le numéro d’assurance en dépend.",
    "Un travailleur déjà immatriculé ailleurs garde son numéro : inscrivez-le dans la dernière colonne.",
    "Les dates s’écrivent jj/mm/aaaa, les montants en francs entiers.",
    "Enregistrez au format .xlsx, puis envoyez le fichier depuis « Immatriculation par classeur ».",
    "Préparez la pièce d’identité et l’acte de naissance de chacun : ils se joignent après le contrôle.",
)


def classeur_modele(employeur: str) -> bytes:
    """Return the .xlsx model; `employeur` is how he is named on the sheet."""
    return fichier_modele.ecrire(fichier_modele.FichierModele(
        format=FORMAT,
        titre=f"Travailleurs à immatriculer – {employeur}",
        aide="Comment remplir le classeur des travailleurs à immatriculer",
        consignes=CONSIGNES,
        dernier_jour=aujourd_hui(),
        figees=2,
    ))  # fmt: skip
