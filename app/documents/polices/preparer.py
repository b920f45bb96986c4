"""Make our fonts from Source Sans 3 (SIL Open Font License): two for the documents, one for the screens.

Run once, by hand, when the characters we print or show change:

    npm pack source-sans @fontsource/noto-sans
    for paquet in source-sans fontsource-noto-sans; do
        mkdir $paquet && tar xzf $paquet-*.tgz -C $paquet --strip-components=1
    done
    python -m app.documents.polices.preparer source-sans fontsource-noto-sans

The letters that it lacks are borrowed from its own, or from Noto Sans (under the same licence). The licence
reserves the name "Source" to the unmodified fonts, so the subset is renamed.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from app.socle.signes import IMPRIMES

FAMILLE = "Portail Sans"
GRAISSES = {"Regular": 400, "Semibold": 600}
#: The screens show less, and fall back on the device's own font for the rest: each kilobyte is paid for.
CARACTERES_DE_L_ECRAN = (
    "U+0020-007E,U+00A0-00FF,U+014A,U+014B,U+0152,U+0153,U+0178,U+0186,U+0189,U+018E,U+0190-0194,U+0196,U+0254,"
    "U+0256,U+0257,U+025B,U+0263,U+0269,U+028B,U+0300-0304,U+2009,U+2011,U+2013,U+2014,U+2019,U+201C,U+201D,"
    "U+2026,U+202F,U+2190,U+2192,U+2212"
)
#: Capitals of Ewe that Source Sans lacks, by the letter that lends its drawing and how much it grows:
#: « Ɖ » is drawn as « Ð », « Ƒ » as « ƒ », nearly as tall, « Ʋ » as « ʋ » at the height of a capital.
CAPITALES = {0x0189: (0x00D0, 1.0), 0x0191: (0x0192, 1.0), 0x01B2: (0x028B, 1.35)}
#: Letters of Hausa and Fulfulde that Source Sans lacks, drawn by Noto Sans.
EMPRUNTS = "ƘƙƝƳƴ"
#: What goes over a letter or under it: Source Sans centres it where the letter ends, and its tables, which
#: we leave out, bring it back. It is moved once, for the letters that have no drawing of their own with it.
SIGNES_POSES = "\u0300\u0301\u0302\u0303\u0304\u0308\u030c\u0323"
SOUS_LES_SIGNES = "ɛɔ"
#: Width of the narrow no-break space, in thousandths of the size: as drawn, it vanishes in small amounts.
FINE = 165


def preparer(police: TTFont, destination: Path, caracteres: str = IMPRIMES) -> None:
    """Write one subset: no hints, no layout tables, every drawing untouched, our own family name."""
    options = subset.Options(hinting=False, glyph_names=True, layout_features=[], name_IDs=["*"])
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "STAT", "MVAR", "DSIG"]
    tailleur = subset.Subsetter(options)
    tailleur.populate(unicodes=subset.parse_unicodes(caracteres))
    tailleur.subset(police)
    glyphes = police.getBestCmap() or {}
    police["hmtx"][glyphes[0x202F]] = (FINE, 0)
    renommer(police, destination.stem.split("-")[-1])
    police.flavor = "woff2" if destination.suffix == ".woff2" else None
    police.save(destination)


def ajouter_capitales(police: TTFont) -> TTFont:
    """Return the font with the capitals of CAPITALES, each a glyph of its own."""
    dessins = police.getBestCmap() or {}
    for point, (preteuse, echelle) in CAPITALES.items():
        ajouter(police, point, police, dessins[preteuse], echelle)
    return police


def emprunter(police: TTFont, autre: TTFont) -> TTFont:
    """Return the font with the letters of EMPRUNTS drawn by another one, as tall as its own."""
    sienne, autre_metrique = police["OS/2"], autre["OS/2"]
    dessins = autre.getBestCmap() or {}
    for lettre in EMPRUNTS:
        hauteur = "sCapHeight" if lettre.isupper() else "sxHeight"
        echelle = getattr(sienne, hauteur) / getattr(autre_metrique, hauteur)
        ajouter(police, ord(lettre), autre, dessins[ord(lettre)], echelle)
    return police


def centrer_les_signes(police: TTFont) -> None:
    """Have the tones of a font stand over the letters that they are written after."""
    dessins = police.getBestCmap() or {}
    largeurs = [police["hmtx"][dessins[ord(lettre)]][0] for lettre in SOUS_LES_SIGNES]
    recul = round(sum(largeurs) / len(largeurs) / 2)
    for signe in SIGNES_POSES:
        ajouter(police, ord(signe), police, dessins[ord(signe)], recul=recul)


def ajouter(
    police: TTFont, point: int, preteuse: TTFont, dessin: str, echelle: float = 1, recul: int = 0
) -> None:
    """Give a font the sign `point`: a drawing of `preteuse`, `echelle` times as large, moved to the left.

    It is a glyph of its own: others may be made of the one that it takes the place of.
    """
    nom, plume, siens = f"uni{point:04X}.portail", TTGlyphPen(None), preteuse.getGlyphSet()
    place = TransformPen(plume, (echelle, 0, 0, echelle, -recul, 0))
    siens[dessin].draw(DecomposingFilterPen(place, siens))
    largeur, gauche = preteuse["hmtx"][dessin]
    police["glyf"][nom] = plume.glyph()
    police["hmtx"][nom] = (round(largeur * echelle), round(gauche * echelle) - recul)
    for table in police["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = nom


def pour_l_ecran(police: TTFont) -> TTFont:
    """Return the variable font between our two weights only, without named instances."""
    police = instancer.instantiateVariableFont(police, {"wght": (400, 600)})
    for glyphe in police.getGlyphOrder():
        police["gvar"].variations.setdefault(glyphe, [])
    police["fvar"].instances, police["fvar"].axes[0].axisNameID = [], 2
    return police


def renommer(police: TTFont, graisse: str) -> None:
    """Give the family our name; copyright and licence (0, 7, 13, 14) stay as their authors wrote them."""
    noms = police["name"]
    gardes = {0, 7, 13, 14}
    noms.names = [nom for nom in noms.names if nom.nameID in gardes and nom.platformID == 3]
    compact = f"{FAMILLE.replace(' ', '')}-{graisse}"
    ecrits = {1: FAMILLE, 2: graisse, 3: compact, 4: f"{FAMILLE} {graisse}", 6: compact}
    for identifiant, texte in ecrits.items():
        noms.setName(texte, identifiant, 3, 1, 0x409)


if __name__ == "__main__":
    source, noto = map(Path, sys.argv[1:])
    for graisse, poids in GRAISSES.items():
        complete = ajouter_capitales(TTFont(source / "TTF" / f"SourceSans3-{graisse}.ttf"))
        emprunter(complete, TTFont(noto / "files" / f"noto-sans-latin-ext-{poids}-normal.woff2"))
        centrer_les_signes(complete)
        preparer(complete, Path(__file__).with_name(f"PortailSans-{graisse}.ttf"))
    ecran = pour_l_ecran(TTFont(source / "VF" / "SourceSans3VF-Upright.ttf"))
    destination = Path(__file__).parents[2] / "static" / "portail-sans.woff2"
    preparer(ecran, destination, CARACTERES_DE_L_ECRAN)
