"""The same text as keyboards, phones and spreadsheets write it, and what is no text at all."""

import unicodedata

ARABES = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LARGES = str.maketrans({chr(i): chr(i + 0xFEE0) for i in range(0x30, 0x3A)})
CLAVIERS = {
    "figures of Arabic": lambda texte: texte.translate(ARABES),
    "wide figures": lambda texte: texte.translate(LARGES),
    "marks of direction": lambda texte: f"\u202a{texte}\u202c\u200e",
    "zero-width signs": lambda texte: "\u200b".join(texte) + "\ufeff",
    "accents apart": lambda texte: unicodedata.normalize("NFD", texte),
    "no-break spaces around": lambda texte: f"\u00a0{texte}\u00a0",
}
"""How a text comes, by what writes it so: each is read as the text itself."""
TOLERANCES = {
    r"telephone": ["90114257", "90 11 42 57", "90-11-42-57", "+228 90.11.42.57", "00228 90114257"],
    r"courriel|e?mail": ["Dela@exemple.tg", " dela@exemple.tg "],
    r"periode|mois": ["10/2026", "octobre 2026", "2026-10", "Oct. 2026", "10-26"],
    r"le": ["02/01/2026", "2/1/26", "2 janvier 2026", "2026-01-02", "02-01-2026"],
    r"numero_assurance|defunt_numero|nif": ["1000104279", "1000 104 279", "1000.104.279", "1000-104-279"],
    r"compte": [
        "TG009 06043 103465004000 70",
        "TG0090604310346500400070",
        "tg53 tg00 9060 4310 3465 0040 0070",
        "IBAN : TG53-TG00-9060-4310-3465-0040-0070",
    ],
    r"montant|salaire|remuneration|gains|masse_salariale": [
        "52500",
        "52 500",
        "52.500",
        "52 500 F",
        "52500,00",
    ],
}
"""By what the name of a field says of its kind, how people write the same thing: it is read as one."""
CORPS = {
    "half a character": b'{"identifier":"\\ud800","entity":{"id":"\\ud800"}}',
    "a zero": b'{"identifier":"\\u0000","entity":{"id":"\\u0000"}}',
    "depth": b"[" * 100_000,
    "an endless number": b'{"identifier":' + b"9" * 5_000 + b',"entity":{"id":' + b"9" * 5_000 + b"}}",
    "no text": b"\xff\xfe\x00",
    "another shape": b'[{"entity":[]}, null]',
    "no object": b"null",
}
"""Bodies that no honest program sends."""
