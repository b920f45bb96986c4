"""Papers made to harm: what each hides, put in a real PDF whose page reads `MOTS`."""

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.outils.papiers import pdf


def script(code: str = "app.alert(1)") -> Dictionary:
    """Return the action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=String(code))


def annotation(papier: Pdf, sorte: str, **entrees) -> pikepdf.Object:
    """Put an annotation on the first page and return it."""
    page = papier.pages[0].obj
    note = papier.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{sorte}"), Rect=Array([0, 0, 99, 99]), **entrees)
    )
    page.Annots = Array([*page.get("/Annots", Array()), note])
    return note


def champ(papier: Pdf, valeur: str = "", **entrees) -> pikepdf.Object:
    """Put a text field on the first page, as a form typed in has it, and return it."""
    case = annotation(
        papier,
        "Widget",
        FT=Name.Tx,
        T=String("nom"),
        V=String(valeur),
        DA=String("/F1 12 Tf 0 g"),
        F=4,
        **entrees,
    )
    case.Rect = Array([60, 600, 300, 630])
    papier.Root.AcroForm = Dictionary(
        Fields=Array([case]),
        NeedAppearances=True,
        DR=papier.pages[0].obj.Resources,
        DA=String("/F1 12 Tf 0 g"),
    )
    return case


def joint(papier: Pdf) -> pikepdf.Object:
    """Return the specification of a program joined to the file."""
    flux = papier.make_stream(b"MZ programme", Type=Name.EmbeddedFile)
    return papier.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=flux)))


def dessin(papier: Pdf, contenu: bytes = b"", **entrees) -> pikepdf.Object:
    """Put a drawing among the resources of the first page and return it."""
    flux = papier.make_stream(
        contenu, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entrees
    )
    papier.pages[0].obj.Resources.XObject = Dictionary(X1=flux)
    return flux


def photo(papier: Pdf, cote: int, contenu: bytes = b"", **entrees) -> pikepdf.Object:
    """Return a grey picture, so many points on each side."""
    return papier.make_stream(
        contenu, Type=Name.XObject, Subtype=Name.Image, Width=cote, Height=cote,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, **entrees,
    )  # fmt: skip


def script_nomme(p: Pdf) -> None:
    p.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script()])))


def script_a_l_ouverture(p: Pdf) -> None:
    p.Root.OpenAction = script()


def script_a_la_fermeture(p: Pdf) -> None:
    p.Root.AA = Dictionary(WC=script())


def script_de_page(p: Pdf) -> None:
    p.pages[0].obj.AA = Dictionary(O=script())


def script_d_un_noeud(p: Pdf) -> None:
    p.Root.Pages.AA = Dictionary(O=script())


def script_d_un_noeud_que_la_page_ignore(p: Pdf) -> None:
    racine, page = p.Root.Pages, p.pages[0].obj
    noeud = Dictionary(Type=Name.Pages, Kids=Array([page]), Count=1, Parent=racine, AA=Dictionary(O=script()))
    racine.Kids = Array([p.make_indirect(noeud)])


def script_de_champ(p: Pdf) -> None:
    champ(p, AA=Dictionary(K=script(), F=script()))


def script_de_signet(p: Pdf) -> None:
    signet = p.make_indirect(Dictionary(Title=String("Lire"), A=script()))
    p.Root.Outlines = p.make_indirect(Dictionary(First=signet, Last=signet, Count=1))
    signet.Parent = p.Root.Outlines


def script_a_la_suite(p: Pdf) -> None:
    p.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([p.pages[0].obj, Name.Fit]), Next=script())


def script_de_rendu(p: Pdf) -> None:
    annotation(p, "Screen", A=Dictionary(S=Name.Rendition, JS=String("app.alert(1)")))


def programme_lance(p: Pdf) -> None:
    p.Root.OpenAction = Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe")))


def programme_au_toucher(p: Pdf) -> None:
    annotation(p, "Link", A=Dictionary(S=Name.Launch, F=String("a.exe")))


def autre_fichier(p: Pdf) -> None:
    annotation(
        p, "Link", A=Dictionary(S=Name.GoToR, F=String("//198.51.100.1/partage"), D=Array([0, Name.Fit]))
    )


def fichier_emboite(p: Pdf) -> None:
    annotation(p, "Link", A=Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C)))


def envoi_de_formulaire(p: Pdf) -> None:
    champ(p, A=Dictionary(S=Name.SubmitForm, F=String("http://exemple.invalid")))


def import_de_donnees(p: Pdf) -> None:
    p.Root.OpenAction = Dictionary(S=Name.ImportData, F=String("a.fdf"))


def lien(p: Pdf) -> None:
    annotation(p, "Link", A=Dictionary(S=Name.URI, URI=String("http://exemple.invalid")))


def fichier_joint(p: Pdf) -> None:
    p.attachments["a.exe"] = b"MZ programme"


def fichier_sur_une_page(p: Pdf) -> None:
    annotation(p, "FileAttachment", FS=joint(p))


def fichier_associe(p: Pdf) -> None:
    p.pages[0].obj.AF = Array([joint(p)])


def fichier_d_une_image(p: Pdf) -> None:
    dessin(p, AF=Array([joint(p)]))


def formulaire_xfa(p: Pdf) -> None:
    champ(p)
    p.Root.AcroForm.XFA = p.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")


def media_riche(p: Pdf) -> None:
    annotation(p, "RichMedia", RichMediaContent=Dictionary(), RichMediaSettings=Dictionary())


def en_relief(p: Pdf) -> None:
    annotation(p, "3D", **{"3DD": p.make_stream(b"U3D")})


def film(p: Pdf) -> None:
    annotation(p, "Movie", Movie=Dictionary(F=String("a.avi")), A=True)


def son(p: Pdf) -> None:
    annotation(p, "Sound", Sound=p.make_stream(b"son", R=8000))


def signature(p: Pdf) -> None:
    case = champ(p)
    case.FT = Name.Sig
    case.V = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"))


RETIRES = {
    script_nomme: "script",
    script_a_l_ouverture: "script",
    script_a_la_fermeture: "script",
    script_de_page: "script",
    script_d_un_noeud: "script",
    script_d_un_noeud_que_la_page_ignore: "script",
    script_de_champ: "script",
    script_de_signet: "script",
    script_a_la_suite: "script",
    script_de_rendu: "script",
    programme_lance: "programme",
    programme_au_toucher: "programme",
    autre_fichier: "autre_fichier",
    fichier_emboite: "autre_fichier",
    envoi_de_formulaire: "envoi",
    import_de_donnees: "envoi",
    lien: "lien",
    fichier_joint: "fichier",
    fichier_sur_une_page: "fichier",
    fichier_associe: "fichier",
    fichier_d_une_image: "fichier",
    formulaire_xfa: "formulaire",
    media_riche: "media",
    en_relief: "media",
    film: "media",
    son: "media",
    signature: "signature",
}
"""What acts, each way it gets in, and what the person is told was taken out."""


def image_ailleurs(p: Pdf) -> None:
    dessin(p, F=String("http://exemple.invalid/a"), FFilter=Name.FlateDecode)


def page_ailleurs(p: Pdf) -> None:
    dessin(p, Ref=Dictionary(F=String("autre.pdf"), Page=0))


def image_du_papier(p: Pdf) -> None:
    autre = Dictionary(Image=photo(p, 1, b"\0"), DefaultForPrinting=True)
    p.pages[0].obj.Resources.XObject = Dictionary(X1=photo(p, 1, b"\0", Alternates=Array([autre])))


def programme_d_imprimante(p: Pdf) -> None:
    dessin(p, b"(%pipe%cat) (r) file", Subtype2=Name.PS)


def calque_du_papier(p: Pdf) -> None:
    calque = p.make_indirect(
        Dictionary(Type=Name.OCG, Name=String("c"), Usage=Dictionary(Print=Dictionary(PrintState=Name.ON)))
    )
    quand = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([calque]))
    p.Root.OCProperties = Dictionary(
        OCGs=Array([calque]), D=Dictionary(OFF=Array([calque]), AS=Array([quand]))
    )


TROMPEURS = {
    image_ailleurs: ("/FFilter", "exemple.invalid"),
    page_ailleurs: ("/Ref", "autre.pdf"),
    image_du_papier: ("/Alternates",),
    programme_d_imprimante: ("%pipe%",),
    calque_du_papier: ("/AS", "/Usage"),
}
"""What shows something else elsewhere, on paper or from another file, and what of it must be gone."""


def pages_a_foison() -> bytes:
    return pdf(pages=401)


def pages_multipliees() -> bytes:
    """Ten levels of pages, each holding ten times the next."""

    def arranger(p: Pdf) -> None:
        noeud = p.pages[0].obj
        for niveau in range(10):
            noeud = p.make_indirect(
                Dictionary(Type=Name.Pages, Kids=Array([noeud] * 10), Count=10 ** (niveau + 1))
            )
        p.Root.Pages = noeud

    return pdf(arranger=arranger)


def dessins_emboites() -> bytes:
    """Ten drawings, each holding ten times the next: ten thousand million words to draw."""

    def arranger(p: Pdf) -> None:
        interieur = p.make_stream(
            b"BT /F1 9 Tf (x) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
            Resources=p.pages[0].obj.Resources,
        )  # fmt: skip
        for _ in range(10):
            interieur = p.make_stream(
                b"/X1 Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
                Resources=Dictionary(XObject=Dictionary(X1=interieur)),
            )  # fmt: skip
        p.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X1=interieur))
        p.pages[0].obj.Contents = p.make_stream(b"/X1 Do")

    return pdf(arranger=arranger)


def contenu_d_un_gigaoctet() -> bytes:
    """A page whose drawing takes a gigabyte once unpacked, twice."""
    deflateur = zlib.compressobj(1)
    serre = b"".join(deflateur.compress(b"q Q " * 2**18) for _ in range(1024)) + deflateur.flush()

    def arranger(p: Pdf) -> None:
        flux = p.pages[0].obj.Contents
        flux.write(zlib.compress(serre), filter=Array([Name.FlateDecode, Name.FlateDecode]))

    return pdf(arranger=arranger)


def tableaux_emboites() -> bytes:
    bon = pdf(arranger=lambda p: p.Root.__setitem__("/Essai", Name("/ICI")), compress_streams=False,
              object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return bon.replace(b"/ICI", b"[" * 200_000 + b"]" * 200_000)


BOMBES = {
    pages_a_foison: {"trop_de_pages"},
    pages_multipliees: {"illisible", "trop_lourd"},
    tableaux_emboites: {"illisible"},
    dessins_emboites: {"trop_lourd"},
    contenu_d_un_gigaoctet: {"trop_lourd"},
}
"""What would fill the memory or never end, and why each is refused."""
LONGUES = {dessins_emboites, contenu_d_un_gigaoctet}
"""Those that take seconds to make, or to be stopped."""
