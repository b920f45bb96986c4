"""The code tables of the fund's workbook (columns E, H and K)."""

TYPES_ASSURE = {
    1: "Normal/CDI",
    2: "Fonctionnaire détaché",
    3: "Retraite complémentaire des cadres",
    4: "Apprenti",
    5: "Temporaire/CDD",
    6: "Zone franche",
    7: "Assuré IPRAO",
    8: "Assuré caisse étrangère",
    9: "Assuré volontaire",
    10: "Agent permanent de l’État",
    11: "PROVONAT/ANPE",
    12: "Stagiaire",
    13: "Travailleur exempté PVID",
    14: "Indépendant",
    15: "Secteur informel",
    16: "Ministre du culte",
    17: "Secteur agricole",
}

NATURES = {
    1: "Ordinaire",
    2: "Indemnités de départ à la retraite",
    3: "Gratification",
    4: "Treizième mois",
    5: "Rémunération service militaire",
    6: "Salaire de convention",
    7: "Prime de rendement",
    8: "Heures supplémentaires",
    9: "Indemnités de licenciement",
    10: "Congés payés",
    11: "Indemnités de décès",
    12: "Indemnités de bonne séparation",
    13: "Rappel de salaire",
    14: "Avantages en nature",
}

MOTIFS_SORTIE = {
    101: "Affectation",
    102: "Démission",
    103: "Licenciement",
    104: "Décès",
    105: "Invalidité",
    106: "Rattachement CRT",
    107: "Chômage",
    108: "Retraite",
    201: "Dépôt de bilan",
    202: "Liquidation",
    203: "Cessation d’activité",
    204: "Fin de contrat",
    205: "Suspension provisoire",
    206: "Suspension pour absence de mouvement",
}

TYPE_NORMAL = 1
NATURE_ORDINAIRE = 1
