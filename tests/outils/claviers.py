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
