"""What is kept of a PDF: its pages as they are seen, and nothing that acts. Runs apart (see `socle.isole`).

Nothing is looked for to be taken out: the document and its pages keep the few entries that draw them, and
what nothing leads to any more is not written. What the file held besides is only counted, to be told.
Whatever the reader of PDFs raises ends the process: the file is then told to be damaged.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from app.demandes.pieces import dessin
from app.demandes.pieces.refus import PieceIndesarmable
from app.demandes.pieces.retraits import Retrait

PAGES_AU_PLUS = 400
DU_FICHIER = {"/Root", "/Size", "/ID", "/Encrypt"}
"""What leads to the document; its encryption, without a password, is not written again."""
DU_DOCUMENT = {"/Type", "/Pages", "/OCProperties"}
D_UN_NOEUD = {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
D_UNE_PAGE = D_UN_NOEUD - {"/Kids", "/Count"} | {"/Contents", "/Group", "/UserUnit"}
DES_CALQUES = {"/OCGs", "/D"}
DES_CALQUES_MONTRES = {"/BaseState", "/ON", "/OFF", "/Intent"}
D_UN_CALQUE = {"/Type", "/Name", "/Intent"}
HORS_D_UN_FLUX = (
    "/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI", "/Alternates", "/AF", "/Metadata", "/PieceInfo",
    "/StructParent", "/StructParents", "/Measure", "/PtData",
)  # fmt: skip
"""What a picture or a drawing may hold that leads out of the page, or shows something else on paper."""

ACTIONS = {
    "/JavaScript": Retrait.script,
    "/Launch": Retrait.programme,
    "/GoToR": Retrait.autre_fichier,
    "/GoToE": Retrait.autre_fichier,
    "/Thread": Retrait.autre_fichier,
    "/SubmitForm": Retrait.envoi,
    "/ImportData": Retrait.envoi,
    "/URI": Retrait.lien,
    "/Movie": Retrait.media,
    "/Sound": Retrait.media,
    "/Rendition": Retrait.media,
    "/RichMediaExecute": Retrait.media,
    "/GoTo3DView": Retrait.media,
}
ANNOTATIONS = {
    "/FileAttachment": Retrait.fichier,
    "/RichMedia": Retrait.media,
    "/3D": Retrait.media,
    "/Movie": Retrait.media,
    "/Sound": Retrait.media,
    "/Screen": Retrait.media,
}
ENTREES = {
    "/JS": Retrait.script,
    "/EF": Retrait.fichier,
    "/XFA": Retrait.formulaire,
    "/ByteRange": Retrait.signature,
}


def desarmer(contenu: bytes) -> dict[str, object]:
    """Return a PDF's harmless `contenu`, the names of its `retraits`, the size of each of its `feuilles`.

    Raises PieceIndesarmable for what is locked, damaged, too long, or draws nothing by itself.
    """
    with _ouvrir(contenu) as pdf:
        _verifier(pdf)
        retraits = {retrait.name for retrait in _presents(pdf)}
        _aplatir(pdf)
        _garder_ce_qui_se_voit(pdf)
        propre = _ecrire(pdf)
    return {"contenu": propre, "retraits": sorted(retraits), "feuilles": dessin.mesurer(propre)}


def _ouvrir(contenu: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(contenu), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise PieceIndesarmable("protege") from None


def _verifier(pdf: Pdf) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise PieceIndesarmable("sans_page")
    if pages > PAGES_AU_PLUS:
        raise PieceIndesarmable("trop_de_pages", pages=pages, maximum=PAGES_AU_PLUS)
    if bool(pdf.Root.get("/NeedsRendering", False)):
        raise PieceIndesarmable("formulaire_dynamique")


def _presents(pdf: Pdf) -> Iterator[Retrait]:
    """Yield what the file holds that will not be written, wherever it stands."""
    for entrees in _dictionnaires(pdf):
        yield from (ENTREES[cle] for cle in entrees.keys() & ENTREES.keys())
        for cle, sortes in (("/S", ACTIONS), ("/Subtype", ANNOTATIONS)):
            nom = entrees.get(cle)
            if isinstance(nom, Name) and (retrait := sortes.get(str(nom))):
                yield retrait


def _dictionnaires(pdf: Pdf) -> Iterator[Object]:
    """Yield every dictionary of the file, those within others too."""
    pile: list[Object] = list(pdf.objects)
    while pile:
        objet = pile.pop()
        if isinstance(objet, (Dictionary, Stream)):
            yield objet
            dedans = [valeur for _, valeur in objet.items()]
        else:
            dedans = list(objet) if isinstance(objet, Array) else []
        pile += [o for o in dedans if isinstance(o, (Dictionary, Array)) and not o.is_indirect]


def _aplatir(pdf: Pdf) -> None:
    """Draw on the pages what was typed and stuck on them: fields, stamps, notes."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations()


def _garder_ce_qui_se_voit(pdf: Pdf) -> None:
    _restreindre(pdf.trailer, DU_FICHIER)
    _restreindre(pdf.Root, DU_DOCUMENT)
    _figer_les_calques(pdf)
    for noeud in _noeuds(pdf):
        _restreindre(noeud, D_UN_NOEUD)
    for page in pdf.pages:
        _restreindre(page.obj, D_UNE_PAGE)
    for objet in pdf.objects:
        if isinstance(objet, Stream):
            _fermer_le_flux(objet)


def _noeuds(pdf: Pdf) -> Iterator[Object]:
    """Yield what holds the pages, from the document down, whatever the pages say of it."""
    pile = [pdf.Root.Pages]
    while pile:
        noeud = pile.pop()
        yield noeud
        pile += [enfant for enfant in noeud.Kids if "/Kids" in enfant]


def _figer_les_calques(pdf: Pdf) -> None:
    """Keep each layer shown or hidden as it is when the file opens, on a screen as on paper."""
    calques = pdf.Root.get("/OCProperties")
    if calques is None:
        return
    _restreindre(calques, DES_CALQUES)
    if "/D" in calques:
        _restreindre(calques["/D"], DES_CALQUES_MONTRES)
    for calque in calques.get("/OCGs", Array()):
        _restreindre(calque, D_UN_CALQUE)


def _fermer_le_flux(flux: Object) -> None:
    for cle in HORS_D_UN_FLUX:
        if cle in flux:
            del flux[cle]
    if "/PS" in (flux.get("/Subtype"), flux.get("/Subtype2")):
        flux.write(b"")


def _restreindre(entrees: Object, gardees: set[str]) -> None:
    for cle in entrees.keys() - gardees:
        del entrees[cle]


def _ecrire(pdf: Pdf) -> bytes:
    """Return the file written anew: the same for the same, without what it was before."""
    sortie = io.BytesIO()
    pdf.save(
        sortie,
        deterministic_id=True,
        encryption=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return sortie.getvalue()
