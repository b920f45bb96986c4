"""The fifteen columns of the DNR workbook, A to O: the one table for reading, checking and the model."""

from app.classeurs.colonnes import Colonne, Format, Genre
from app.dnr.codes import MOTIFS_SORTIE, NATURES, TYPES_ASSURE

COLONNES = (
    Colonne(
        "matricule", "No. Mle", Genre.texte, 12, "Votre propre numéro du travailleur. Facultatif.",
        ("Matricule", "N° Mle", "Numéro matricule", "N° matricule", "Code salarié"),
    ),
    Colonne(
        "numero_assure", "No. Assurance", Genre.numero, 17,
        "Obligatoire. Numéro d’assurance CNSS du travailleur, en chiffres, zéros de tête compris.",
        ("N° Assurance", "Numéro d’assurance", "Numéro assuré", "N° assuré", "N° CNSS", "Numéro CNSS",
         "No. Assuré", "N° sécurité sociale", "Assurance"),
        requise=True,
    ),
    Colonne("nom", "Nom", Genre.texte, 22, "Nom de famille, comme sur la carte d’assuré.",
            ("Nom de famille", "Noms", "Nom du travailleur", "Nom salarié")),
    Colonne("prenoms", "Prénoms", Genre.texte, 26, "Prénoms, comme sur la carte d’assuré.",
            ("Prénom", "Prénom(s)", "Prénoms du travailleur", "Prénom salarié")),
    Colonne(
        "type_assure", "Code Type Ass.", Genre.code, 20, "À choisir dans la liste. Vide : 1, normal.",
        ("Type assuré", "Type d’assuré", "Code type assuré", "Type Ass."), table=TYPES_ASSURE,
    ),
    Colonne(
        "jours", "Nbr. Jr", Genre.entier, 9, "Obligatoire. Jours travaillés dans le mois, en nombre entier.",
        ("Nombre de jours", "Nb jours", "Nbre jours", "Nbr jours", "Nbre Jr", "Nb Jr", "Jours",
         "Jours travaillés"),
        requise=True,
    ),
    Colonne(
        "remuneration", "Rémunération", Genre.entier, 15,
        "Obligatoire. Rémunération brute du mois, en francs entiers. Une ligne par nature.",
        ("Salaire", "Salaire brut", "Rémunération brute", "Montant", "Brut"), requise=True,
    ),
    Colonne(
        "nature", "Nature Rémun.", Genre.code, 24, "À choisir dans la liste. Vide : 1, ordinaire.",
        ("Nature", "Nature rémunération", "Nature de la rémunération", "Code nature", "Code nature rémun."),
        table=NATURES,
    ),
    Colonne(
        "embauche_le", "Date Emb.", Genre.date, 12, "Obligatoire. Date d’embauche, jj/mm/aaaa.",
        ("Date embauche", "Date d’embauche", "Embauche", "Date entrée", "Date d’entrée"), requise=True,
    ),
    Colonne("sortie_le", "Date Sortie", Genre.date, 12, "Seulement si le travailleur est sorti dans le mois.",
            ("Date de sortie", "Sortie", "Date départ", "Date de départ")),
    Colonne(
        "motif_sortie", "Code Motif Sortie", Genre.code, 24,
        "Avec la date de sortie : à choisir dans la liste.",
        ("Motif sortie", "Motif de sortie", "Code motif", "Code motif de sortie"), table=MOTIFS_SORTIE,
    ),
    Colonne("rp", "RP", Genre.entier, 11, "Facultatif : la CNSS calcule les risques professionnels.",
            ("Risques professionnels", "Cotisation RP")),
    Colonne("pf", "PF", Genre.entier, 11, "Facultatif : la CNSS calcule les prestations familiales.",
            ("Prestations familiales", "Cotisation PF")),
    Colonne("pv", "PV", Genre.entier, 11, "Facultatif : la CNSS calcule la pension vieillesse.",
            ("Pension vieillesse", "Cotisation PV", "PVID", "Pensions")),
    Colonne("amu", "AMU", Genre.entier, 11, "Facultatif : la CNSS calcule l’assurance maladie universelle.",
            ("Assurance maladie universelle", "Cotisation AMU", "Assurance maladie")),
)

FORMAT = Format("DNR", COLONNES, repere="numero_assure", temoin="embauche_le")
CLES, PAR_CLE, REQUISES = FORMAT.cles, FORMAT.par_cle, FORMAT.requises
