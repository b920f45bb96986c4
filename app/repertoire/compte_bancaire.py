"""Bank accounts, by the RIB of the West African monetary union or by the IBAN of any country (ISO 13616)."""

import re

UNION = ("BF", "BJ", "CI", "GW", "ML", "NE", "SN", "TG")
"""The countries whose accounts have the shape of Togo's, which the BCEAO gave them."""
RIB = re.compile(rf"((?:{'|'.join(UNION)})\d{{8}})([0-9A-Z]{{11,12}})(\d{{2}})")
"""Bank and branch, account (twelve signs: eleven take a zero before), key."""
IBAN = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}")
_CHIFFRES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
"""The figures that stand for letters in the key of a RIB."""
_ENTRE_SIGNES = re.compile(r"[\W_]+")
INCONNU = (
    "Ce compte n’est pas reconnu : recopiez les 24 signes du RIB, par exemple "
    "TG009\u00a006043\u00a0103465004000\u00a070, ou l’IBAN."
)
CLE_FAUSSE = "La clé de ce compte ne correspond pas à ses autres signes : recopiez-le de nouveau."


def lire_compte(texte: str) -> str:
    """Return an account as the register writes it: its IBAN in one word, which a RIB has too.

    Raises ValueError, in French, for what is no account, and for one with a wrong key.
    """
    propre = _ENTRE_SIGNES.sub("", texte).upper().removeprefix("IBAN").removeprefix("RIB")
    if rib := RIB.fullmatch(propre):
        return _iban(rib)
    rib = RIB.fullmatch(propre[4:])
    if not IBAN.fullmatch(propre) or (propre[:2] in UNION and not rib):
        raise ValueError(INCONNU)
    if _reste(propre) != 1:
        raise ValueError(CLE_FAUSSE)
    return _iban(rib) if rib else propre


def _iban(rib: re.Match[str]) -> str:
    """Return the IBAN of a RIB."""
    entier = f"{rib[1]}{rib[2]:0>12}{rib[3]}"
    if int(entier.translate(_CHIFFRES)) % 97:
        raise ValueError(CLE_FAUSSE)
    pays = entier[:2]
    return f"{pays}{98 - _reste(f'{pays}00{entier}'):02d}{entier}"


def _reste(iban: str) -> int:
    """Return what an IBAN leaves once divided by 97: 1 where its key is right."""
    return int("".join(str(int(signe, 36)) for signe in iban[4:] + iban[:4])) % 97


def montrer_compte(compte: str) -> str:
    """Return an IBAN as people read it, by groups of four signs; any other text as it is."""
    return " ".join(re.findall(".{1,4}", compte)) if IBAN.fullmatch(compte) else compte
