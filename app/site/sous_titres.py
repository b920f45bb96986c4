"""The timed captions of a film or a sound: WebVTT, kept to plain text, each line heard after the one before.

Source of the format: https://www.w3.org/TR/webvtt1/ ; its styles, regions and tags are refused. The reader is
ours because a library reads what an editor must be told of: of the fourteen faulty texts of the tests,
webvtt-py 0.6 takes eight when it is strict (an end before its start, overlaps, no text, tags it drops),
twelve when it is not, and names the line of none.
"""

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.validators import StopValidation

from app.socle.saisie import nettoyer

INSTANT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
HORAIRE = re.compile(rf"{INSTANT}[ \t]+-->[ \t]+{INSTANT}(?:[ \t]+\S.*)?")
EXEMPLE = "00:04.000 --> 00:09.500"
SILENCE = 2_000
"""Milliseconds without a word after which the transcript begins another paragraph."""
TEXTE_SEUL = "écrivez le texte seul, sans balise ; une ligne vide sépare deux sous-titres."
A_PART = ("STYLE", "REGION")


class SousTitresRefuses(ValueError):
    """The text is not plain WebVTT; the message, in French, names the line and says what to write."""

    def __init__(self, ligne: int, phrase: str):
        super().__init__(f"Ligne {ligne} : {phrase}")


@dataclass(frozen=True)
class Replique:
    """What is written on the screen between two instants, in milliseconds."""

    debut: int
    fin: int
    texte: str


def lire(source: str) -> list[Replique]:
    """Return the captions of a WebVTT text, in order; raises SousTitresRefuses."""
    lignes = nettoyer(source).splitlines()
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lignes[0] if lignes else ""):
        raise SousTitresRefuses(1, "écrivez « WEBVTT », seul, avant tout le reste.")
    repliques: list[Replique] = []
    for numero, bloc in _blocs(lignes[1:]):
        if not bloc[0].startswith("NOTE"):
            repliques.append(_replique(numero, bloc, repliques[-1].fin if repliques else 0))
    if not repliques:
        raise SousTitresRefuses(len(lignes), f"écrivez un sous-titre : {EXEMPLE}, puis son texte dessous.")
    return repliques


def _blocs(lignes: list[str]):
    """Yield the runs of lines that are not empty, each with the number of its first."""
    bloc: list[str] = []
    for numero, ligne in enumerate([*lignes, ""], start=2):
        if ligne.strip():
            bloc.append(ligne.strip())
        elif bloc:
            yield numero - len(bloc), bloc
            bloc = []


def _replique(numero: int, bloc: list[str], libre: int) -> Replique:
    if bloc[0].split()[0] in A_PART:
        raise SousTitresRefuses(numero, f"retirez ce bloc « {bloc[0]} » : le site donne son style au texte.")
    rang = 0 if "-->" in bloc[0] or len(bloc) == 1 else 1
    debut, fin = _horaire(numero + rang, bloc[rang])
    if debut < libre:
        raise SousTitresRefuses(numero + rang, "ce sous-titre commence avant la fin du précédent.")
    textes = bloc[rang + 1 :]
    if not textes:
        raise SousTitresRefuses(numero + rang, "écrivez le texte du sous-titre sous son horaire.")
    for suite, texte in enumerate(textes, start=numero + rang + 1):
        if re.search(r"[<>]|&\w+;", texte):
            raise SousTitresRefuses(suite, TEXTE_SEUL)
    return Replique(debut, fin, " ".join(textes))


def _horaire(numero: int, ligne: str) -> tuple[int, int]:
    lu = HORAIRE.fullmatch(ligne)
    if lu is None:
        virgule = " ; les millièmes suivent un point, pas une virgule" if "," in ligne else ""
        raise SousTitresRefuses(numero, f"un horaire est attendu, par exemple {EXEMPLE}{virgule}.")
    debut, fin = _instant(lu.groups()[:4]), _instant(lu.groups()[4:])
    if fin <= debut:
        raise SousTitresRefuses(numero, "la fin vient avant le début, ou en même temps : vérifiez l’horaire.")
    return debut, fin


def _instant(morceaux: tuple[str | None, ...]) -> int:
    heures, minutes, secondes, milliemes = (int(m or 0) for m in morceaux)
    return ((heures * 60 + minutes) * 60 + secondes) * 1000 + milliemes


def lisibles(_form, champ) -> None:
    """Refuse, beside its field, a text that is not WebVTT; a WTForms validator."""
    try:
        if (champ.data or "").strip():
            lire(champ.data)
    except SousTitresRefuses as refus:
        raise ValidationError(str(refus)) from None


def verser(form, champ) -> None:
    """Take the text of the file chosen in `form.vtt` as if it were pasted in `champ`; a WTForms validator.

    It comes before the others, which then check it, and what is refused is shown to be mended.
    """
    if not getattr(form.vtt.data, "filename", ""):
        return
    try:
        texte = nettoyer(form.vtt.data.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StopValidation("Le fichier choisi n’est pas un texte : enregistrez-le en WebVTT.") from None
    champ.process(MultiDict({champ.name: texte}))


def transcrire(source: str | None) -> str:
    """Return what captions say, as a text: a paragraph each time one falls silent; empty for no captions."""
    paragraphes: list[list[str]] = []
    fin = None
    for replique in lire(source) if source else []:
        if fin is None or replique.debut - fin >= SILENCE:
            paragraphes.append([])
        paragraphes[-1].append(replique.texte)
        fin = replique.fin
    return "\n\n".join(" ".join(mots) for mots in paragraphes)
