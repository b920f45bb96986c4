"""Every anomaly a declaration can have: whether it blocks, and the sentence that says how to mend it."""

from app.classeurs import anomalies
from app.classeurs.rapport import SorteDAnomalie
from app.classeurs.rapport import avertissement as _a
from app.classeurs.rapport import bloquante as _b
from app.classeurs.rapport import information as _i

DEPLACEMENTS = {
    "colonnes_decalees": _b(
        "Valeurs décalées",
        "Les valeurs sont décalées {de} vers la {cote} à partir de la colonne « {titre} », sur {combien}"
        " ({ou}) : {exemple}. Remettez chaque valeur sous son titre, puis contrôlez de nouveau.",
    ),
    "colonnes_echangees": _b(
        "Colonnes échangées",
        "Les valeurs des colonnes « {titre} » et « {autre} » sont échangées sur {combien} ({ou}) : {exemple}."
        " Remettez chaque valeur sous son titre, puis contrôlez de nouveau.",
    ),
}

FICHIER = {
    "autre_mois": _a(
        "Fichier d’un autre mois",
        "Le titre du tableau dit « {valeur} », et vous déclarez {declare} : vérifiez que c’est le bon"
        " fichier, et que les rémunérations sont celles du mois.",
    ),
    "feuille_d_un_autre_mois": _a(
        "Feuille d’un autre mois",
        "La feuille lue s’appelle « {valeur} », et vous déclarez {declare} : vérifiez que c’est la bonne"
        " feuille, et que les rémunérations sont celles du mois.",
    ),
    "autre_employeur": _a(
        "Fichier d’un autre employeur",
        "Le titre du tableau est celui de l’employeur n° {valeur}, et vous déclarez pour le n° {declarant} :"
        " vérifiez que c’est le bon fichier.",
    ),
    "noms_absents": _i(
        "Noms non vérifiés",
        "Votre fichier n’a ni colonne « Nom » ni colonne « Prénoms » : nous n’avons pas pu vérifier que"
        " chaque numéro est celui du bon travailleur. Ajoutez ces colonnes pour que nous le vérifiions.",
    ),
    "noms_vides": _i(
        "Noms non vérifiés",
        "Aucun nom n’est inscrit : nous n’avons pas pu vérifier que chaque numéro est celui du bon"
        " travailleur. Inscrivez les noms pour que nous le vérifiions.",
    ),
    "salarie_manquant": _a(
        "Travailleur absent de la déclaration",
        "Le travailleur n° {valeur}{nom} figurait sur la déclaration précédente sans date de sortie : ajoutez"
        " sa ligne, ou déclarez sa sortie avec une date et un motif.",
    ),
}

IDENTITE = {
    "numero_manquant": _b(
        "Numéro d’assurance manquant",
        "Le numéro d’assurance manque : inscrivez celui de la carte d’assuré du travailleur.",
        commune=True,
    ),
    "numero_invalide": _b(
        "Numéro d’assurance mal écrit",
        "« {valeur} » n’est pas un numéro d’assurance : il s’écrit en chiffres seulement, {maximum} au"
        " plus, zéros de tête compris.",
        commune=True,
    ),
    "numero_scientifique": _b(
        "Numéros abrégés par Excel",
        "Excel a abrégé {combien} en notation scientifique ({valeur}), {ou} : leurs derniers chiffres sont"
        " perdus. Mettez la colonne « {titre} » au format Texte, puis recopiez les numéros des cartes"
        " d’assuré.",
    ),
    "numero_autre_colonne": _b(
        "Numéro d’assurance dans une autre colonne",
        "« {valeur} » n’est pas un numéro d’assurance, mais la colonne « {autre} » contient {trouve} :"
        " vérifiez que chaque valeur est dans sa colonne.",
        commune=True,
    ),
    "numero_inconnu": _b(
        "Numéro d’assurance inconnu",
        "Le numéro {valeur} n’existe pas au registre des assurés : corrigez-le d’après la carte d’assuré,"
        " ou faites immatriculer ce travailleur.",
    ),
    "numero_a_reprendre": _b(
        "Numéro d’assurance à reprendre",
        "Le numéro {valeur} n’existe pas au registre des assurés. La déclaration précédente avait le n°"
        " {propose}{nom}, qui manque ici : reprenez-le si c’est ce travailleur, sinon corrigez le numéro.",
    ),
    "numero_d_un_autre": _b(
        "Numéro d’assurance d’un autre",
        "Le numéro {valeur} est celui d’une autre personne au registre. La déclaration précédente avait le n°"
        " {propose}{nom}, qui manque ici : reprenez-le si c’est ce travailleur, sinon corrigez le numéro.",
    ),
    "numero_clos": _b(
        "Numéro d’assurance clos",
        "Le numéro {valeur} est clos depuis le {date} : demandez au travailleur son numéro actuel, ou"
        " adressez-vous à la CNSS.",
    ),
    "nom_different": _b(
        "Le numéro est celui d’une autre personne",
        "Le numéro {numero} n’est pas celui de « {valeur} » au registre : vérifiez le numéro et le nom"
        " d’après la carte d’assuré.",
    ),
    "nom_proche": _a(
        "Nom écrit autrement au registre",
        "Le registre écrit « {attendu} » pour le numéro {numero} : corrigez « {valeur} », ou confirmez"
        " qu’il s’agit de la même personne.",
    ),
    "nom_sans_lettres": _b(
        "Nom sans lettres",
        "« {valeur} » n’est pas un nom : inscrivez le nom du travailleur en lettres dans la colonne «"
        " {titre} ».",
        commune=True,
    ),
    "texte_trop_long": _b(
        "Texte trop long",
        "La colonne « {titre} » accepte {maximum} caractères au plus : raccourcissez ce texte.",
        commune=True,
    ),
    "ligne_en_double": _b(
        "Ligne en double",
        "Le numéro {valeur} est déjà déclaré à la ligne {autre} pour la même nature de rémunération :"
        " gardez une seule ligne, ou changez la nature.",
    ),
    "declare_ailleurs": _a(
        "Déclaré aussi par un autre employeur",
        "Le numéro {valeur} est aussi déclaré par un autre employeur pour {mois} : confirmez qu’il"
        " travaille bien chez vous ce mois-ci.",
    ),
}

PERIODE = {
    "date_illisible": _b(
        "Date illisible",
        "« {valeur} » n’est pas une date : écrivez le jour, le mois et l’année, par exemple 02/01/2026.",
        commune=True,
    ),
    "date_invraisemblable": _b(
        "Date invraisemblable",
        "La date {date} est trop ancienne pour la colonne « {titre} » : vérifiez l’année.",
        commune=True,
    ),
    "embauche_manquante": _b(
        "Date d’embauche manquante",
        "La date d’embauche manque : inscrivez le jour où le travailleur est entré chez vous, par exemple"
        " 02/01/2026.",
        commune=True,
    ),
    "embauche_apres_periode": _b(
        "Embauche après la période",
        "Le travailleur est embauché le {date}, après {mois} : corrigez la date d’embauche, ou retirez"
        " cette ligne.",
    ),
    "sortie_avant_embauche": _b(
        "Sortie avant l’embauche",
        "La sortie du {date} précède l’embauche du {embauche} : corrigez l’une des deux dates.",
    ),
    "sortie_avant_periode": _b(
        "Sortie avant la période",
        "Le travailleur est sorti le {date}, avant {mois} : corrigez la date de sortie, ou retirez cette"
        " ligne (un rappel ou une indemnité se déclare avec sa propre nature).",
    ),
    "sortie_apres_periode": _b(
        "Sortie après la période",
        "La sortie du {date} vient après {mois} : laissez la case vide, et déclarez la sortie le mois où"
        " elle a lieu.",
    ),
    "sortie_sans_motif": _b(
        "Sortie sans motif",
        "Le travailleur est sorti le {date} sans motif : choisissez un code dans la liste de la colonne «"
        " {titre} ».",
        commune=True,
    ),
    "motif_sans_sortie": _b(
        "Motif sans date de sortie",
        "Le motif de sortie {motif} est donné sans date : inscrivez la date de sortie, ou effacez le motif.",
        commune=True,
    ),
    "jours_manquants": _b(
        "Nombre de jours manquant",
        "Le nombre de jours manque : inscrivez les jours travaillés, de 1 à {maximum} pour {mois}.",
        commune=True,
    ),
    "jours_invalides": _b(
        "Nombre de jours mal écrit",
        "« {valeur} » n’est pas un nombre de jours : écrivez un nombre entier, de 1 à {maximum} pour {mois}.",
        commune=True,
    ),
    "jours_nuls": _b(
        "Aucun jour travaillé",
        "Une rémunération ordinaire demande au moins 1 jour travaillé : corrigez le nombre de jours, ou"
        " retirez cette ligne.",
        commune=True,
    ),
    "jours_hors_calendrier": _b(
        "Plus de jours que le mois",
        "« {valeur} » jours déclarés, mais {mois} n’en compte que {maximum} : corrigez le nombre de jours.",
        commune=True,
    ),
}

CHANGEMENTS = {
    "jours_hors_presence": _a(
        "Plus de jours que de présence",
        "« {valeur} » jours déclarés, pour une présence de {presence}, du {debut} au {fin} : corrigez les"
        " jours ou les dates, ou confirmez.",
    ),
    "embauche_changee": _a(
        "Date d’embauche changée",
        "La date d’embauche était le {avant} sur la déclaration précédente, et c’est le {apres} sur"
        " celle-ci : corrigez-la, ou confirmez le changement.",
    ),
    "sortie_oubliee": _a(
        "Travailleur déjà sorti",
        "La déclaration précédente donnait ce travailleur sorti le {date} : retirez sa ligne, ou, s’il est"
        " revenu, inscrivez sa nouvelle date d’embauche.",
    ),
    "sortie_changee": _a(
        "Date de sortie changée",
        "La sortie était le {date} sur la déclaration que celle-ci corrige, et {apres} : corrigez-la, ou"
        " confirmez le changement.",
    ),
    "motif_change": _a(
        "Motif de sortie changé",
        "Le motif de sortie était « {avant} » sur la déclaration précédente, et c’est « {apres} » sur"
        " celle-ci : les droits du travailleur en dépendent. Corrigez-le, ou confirmez le changement.",
    ),
    "type_change": _a(
        "Type d’assuré changé",
        "Le type d’assuré était « {avant} » sur la déclaration précédente, et c’est « {apres} » sur"
        " celle-ci : les cotisations étaient de {taux_avant}, et seront de {taux_apres}. Corrigez-le, ou"
        " confirmez le changement.",
    ),
    "contrat_change": _i(
        "Type d’assuré changé, mêmes cotisations",
        "Le type d’assuré était « {avant} » sur la déclaration précédente, et c’est « {apres} » sur"
        " celle-ci : les cotisations restent les mêmes. Corrigez-le s’il n’a pas changé.",
        commune=True,
    ),
    "matricule_change": _i(
        "Matricule changé",
        "Le matricule était « {avant} » sur la déclaration précédente, et c’est « {valeur} » sur celle-ci :"
        " corrigez-le s’il n’a pas changé.",
        commune=True,
    ),
    "nom_change": _i(
        "Nom changé",
        "Le nom était « {avant} » sur la déclaration précédente, et c’est « {apres} » sur celle-ci, comme au"
        " registre : corrigez le numéro si ce n’est pas la même personne.",
    ),
    "mois_partiel_repris": _a(
        "Mois d’arrivée repris tel quel",
        "Ce travailleur, arrivé le {date}, a de nouveau {jours}, comme le mois de son arrivée : inscrivez un"
        " mois entier et sa rémunération, ou confirmez.",
    ),
}

PAIE = {
    "remuneration_manquante": _b(
        "Rémunération manquante",
        "La rémunération manque : inscrivez le montant brut du mois, en francs.",
        commune=True,
    ),
    "montant_illisible": _b(
        "Montant illisible",
        "« {valeur} » n’est pas un montant en francs entiers : écrivez des chiffres seulement, par exemple"
        " 125000.",
        commune=True,
    ),
    "remuneration_negative": _b(
        "Rémunération négative",
        "La rémunération ne peut pas être négative : inscrivez le montant brut du mois, en francs.",
        commune=True,
    ),
    "remuneration_demesuree": _b(
        "Rémunération démesurée",
        "{valeur} F dépassent ce qu’une ligne peut porter ({maximum}) : vérifiez le nombre de zéros et"
        " l’unité.",
        commune=True,
    ),
    "sous_smig": _a(
        "Rémunération sous le SMIG",
        "La rémunération du travailleur ({total}) est sous le SMIG pour {jours} ({plancher}) :"
        " corrigez le montant ou les jours, sinon les cotisations seront calculées sur {plancher}.",
    ),
    "sous_smig_domestique": _a(
        "Rémunération sous le SMIG, à domicile",
        "La rémunération du travailleur ({total}) est sous le SMIG pour {jours} ({plancher}{prorata}), et"
        " chaque jour inscrit compte pour une journée entière. S’il ne vient que certains jours, n’inscrivez"
        " que ceux-là ; s’il vient quelques heures par jour, la façon de les compter en jours est à"
        " confirmer : demandez-la à votre division. Sinon, les cotisations seront calculées sur {plancher}.",
    ),
    "cotisation_differente": _a(
        "Cotisation différente de notre calcul",
        "La cotisation {titre} est de {attendu} d’après nos calculs, et non {valeur} : corrigez ou videz"
        " la case ; notre montant sera retenu.",
        commune=True,
    ),
    "cotisation_illisible": _a(
        "Cotisation illisible",
        "« {valeur} » n’est pas un montant en francs entiers : corrigez ou videz la case ; notre montant"
        " sera retenu ({attendu}).",
        commune=True,
    ),
    "variation_remuneration": _a(
        "Rémunération qui change beaucoup",
        "La rémunération passe de {avant} à {apres} depuis la déclaration précédente : corrigez-la, ou"
        " confirmez le changement.",
    ),
}

ANOMALIES: dict[str, SorteDAnomalie] = (
    anomalies.COMMUNES | DEPLACEMENTS | FICHIER | IDENTITE | PERIODE | CHANGEMENTS | PAIE
)
