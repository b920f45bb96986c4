"""Files that cannot be read at all: each reason is one French sentence that says what to do."""

from app.classeurs.typographie import francais
from app.socle.refus import RefusParCode

MESSAGES = {
    "vide": "Ce fichier est vide : enregistrez votre tableau dans Excel, puis renvoyez-le.",
    "protege": "Ce classeur est protégé par un mot de passe : retirez-le dans Excel (Fichier,"
    " Informations, Protéger le classeur), enregistrez, puis renvoyez-le.",
    "ancien_xls": "Ce fichier est un ancien classeur .xls : ouvrez-le dans Excel, choisissez « Enregistrer"
    " sous » puis « Classeur Excel (.xlsx) », et renvoyez-le.",
    "pdf": "Ce fichier est un PDF, même si son nom dit autre chose : envoyez le classeur Excel (.xlsx) ou"
    " le fichier .csv d’origine.",
    "type_inconnu": "Ce fichier n’est ni un classeur .xlsx ni un fichier .csv : partez du modèle à"
    " télécharger et enregistrez-le en .xlsx.",
    "ods": "Ce fichier est un classeur OpenDocument (.ods) : enregistrez-le au format « Excel (.xlsx) », puis"
    " renvoyez-le.",
    "xlsb": "Ce classeur est au format binaire .xlsb : choisissez « Enregistrer sous » puis « Classeur"
    " Excel (.xlsx) », et renvoyez-le.",
    "macros": "Ce classeur contient des macros, qui ne sont pas admises : enregistrez-le comme « Classeur"
    " Excel (.xlsx) », sans macros, puis renvoyez-le.",
    "archive_zip": "Ce fichier est une archive .zip : décompressez-la et envoyez le classeur .xlsx qu’elle"
    " contient.",
    "pas_un_classeur": "Ce fichier n’est pas un classeur Excel : partez du modèle à télécharger et"
    " enregistrez-le en .xlsx.",
    "tronque": "Ce fichier est incomplet ou endommagé : ouvrez-le dans Excel, enregistrez-le à nouveau en"
    " .xlsx, puis renvoyez-le.",
    "anormal": "Ce fichier est construit de façon anormale et n’a pas été ouvert : copiez votre tableau"
    " dans le modèle à télécharger, puis renvoyez-le.",
    "demesure": "Ce fichier est démesuré (cellules très éloignées du tableau, textes ou lignes en trop) :"
    " copiez seulement votre tableau dans le modèle à télécharger, puis renvoyez-le.",
    "ligne_lointaine": "La feuille « {feuille} » a quelque chose d’écrit à la ligne {ligne}, très loin du"
    " tableau : effacez cette ligne, enregistrez, puis renvoyez le fichier.",
    "trop_de_lignes": "Ce fichier compte plus de {maximum} lignes : partagez-le en plusieurs fichiers.",
    "entete_introuvable": "La ligne des titres de colonnes n’a été trouvée dans aucune feuille : gardez"
    " les titres du modèle ({titres}…) au-dessus de vos lignes.",
    "feuille_a_choisir": "Plusieurs feuilles ont les titres de colonnes ({feuilles}) : ouvrez dans Excel"
    " celle à lire, enregistrez le classeur, puis renvoyez-le.",
    "feuille_absente": "Ce classeur n’a pas de feuille « {feuille} » : choisissez une autre feuille, ou"
    " renvoyez le classeur.",
    "feuille_sans_titres": "La feuille « {feuille} » n’a pas de ligne de titres de colonnes : choisissez une"
    " autre feuille, ou ajoutez-y les titres du modèle ({titres}…), puis renvoyez le classeur.",
    "colonnes_manquantes": "Il manque des colonnes obligatoires dans {ou} ({colonnes}) :"
    " ajoutez-les avec le titre du modèle, puis renvoyez le fichier.",
    "colonne_en_double": "Deux colonnes portent le titre « {colonnes} » dans {ou} :"
    " gardez-en une seule, puis renvoyez le fichier.",
    "aucune_ligne": "Aucune ligne n’est écrite sous les titres de colonnes dans {ou} :"
    " inscrivez une ligne par travailleur, puis renvoyez le fichier.",
    "annotation_impossible": "Ce classeur ne peut pas être annoté : corrigez-le d’après la liste des"
    " anomalies affichée à l’écran, ou enregistrez-le à nouveau dans Excel puis renvoyez-le.",
    "annotation_trop_longue": "Ce classeur est trop lourd pour être annoté : corrigez-le d’après la liste des"
    " anomalies affichée à l’écran.",
}

A_NOMMER = frozenset({"colonnes_manquantes", "colonne_en_double"})
"""The refusals that the sender lifts by saying which column is which (see `nommer`)."""


def _ou(feuille: object) -> str:
    """Return where the fault stands: a csv has no sheet."""
    return f"la feuille « {feuille} »" if feuille else "le fichier"


class FichierRefuse(RefusParCode):
    """A file that cannot be read."""

    phrases = MESSAGES

    def phrase(self) -> str:
        """Return the sentence to show; it says in which sheet, where there is one."""
        mots = self.details | {"ou": _ou(self.details.get("feuille"))}
        return francais(MESSAGES[self.code].format(**mots))
