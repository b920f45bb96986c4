"""The results of formulas, put back where openpyxl, which writes the one or the other, left them out."""

import io
import re
import zipfile

from app.classeurs.particularites import FORMULE, REFERENCE, partie

_RESULTAT = re.compile(rb"<v[^>]*>[^<]*</v>")
_TYPE = re.compile(rb'\bt="(\w+)"')
_VIDE = re.compile(rb"<v\s*/>|<v>\s*</v>")


def remettre(origine: bytes, ecrit: bytes, feuille: str) -> bytes:
    """Return the workbook `ecrit`, each formula of `feuille` with the result it had in `origine`."""
    with zipfile.ZipFile(io.BytesIO(origine)) as avant:
        connus = _resultats(avant.read(partie(avant, feuille)))
    if not connus:
        return ecrit
    tampon = io.BytesIO()
    neuf = zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(ecrit)) as apres, neuf:
        cible = partie(apres, feuille)
        for nom in apres.namelist():
            contenu = apres.read(nom)
            neuf.writestr(nom, _completer(contenu, connus) if nom == cible else contenu)
    return tampon.getvalue()


def _resultats(xml: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """Return, for each formula that has one, (its type, its result) by cell."""
    connus = {}
    for attributs, contenu in FORMULE.findall(xml) if b"<f" in xml else ():
        reference, resultat = REFERENCE.search(attributs), _RESULTAT.search(contenu)
        if reference and resultat:
            type_ = _TYPE.search(attributs)
            connus[reference[1] + reference[2]] = (type_[1] if type_ else b"n"), resultat[0]
    return connus


def _completer(xml: bytes, connus: dict[bytes, tuple[bytes, bytes]]) -> bytes:
    def completer(trouve: re.Match[bytes]) -> bytes:
        attributs, contenu = trouve.groups()
        reference = REFERENCE.search(attributs)
        connu = connus.get(reference[1] + reference[2]) if reference else None
        if connu is None:
            return trouve[0]
        type_, resultat = connu
        return b'<c%b t="%b">%b%b</c>' % (_TYPE.sub(b"", attributs), type_, _VIDE.sub(b"", contenu), resultat)

    return FORMULE.sub(completer, xml)
