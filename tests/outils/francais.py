"""Tell English words in what should be French."""

import re

MOTS = """
about add added all already and any are back be been by cancel cannot changed check choice choose click
close confirm could created delete deleted denied do edit empty enter error field for from has have hello
home if invalid is it list loading login logout missing must name new no none not null of ok other
password please previous read record required reset results row save search select settings should show
sign submit than that the there this to token true false undefined update updated user username valid
value was welcome were with without wrong yes you your
"""
"""Words that English cannot do without and that French does not have."""
ANGLAIS = re.compile(rf"\b({'|'.join(MOTS.split())})\b", re.IGNORECASE)
LIEUX = re.compile(
    r"«[^»]*»|\S+@\S+|https?://\S+|\b[\w-]+\.(?:xlsx|csv|pdf|tg|json|pem)\b|CNSS[\w-]*|Mixx by Yas"
)
"""What is quoted, addressed or named is in nobody's language."""


def anglais(texte: str) -> set[str]:
    """Return the English words of a text."""
    return {mot.lower() for mot in ANGLAIS.findall(LIEUX.sub(" ", texte))}
