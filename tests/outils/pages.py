"""Reading pages as a person does: words, fields and what they hold."""

import re
from html.parser import HTMLParser

LUS = ("aria-label", "alt", "placeholder", "data-label", "title")
MUETS = {"script", "style", "template", "title"}


class Page(HTMLParser):
    """The words of a page and the fields of its forms, read from an answer."""

    def __init__(self, reponse):
        super().__init__()
        self.champs: list[tuple[str, str]] = []
        self.mots: list[str] = []
        self._zone: str | None = None
        self._choix: str | None = None
        self._muet = 0
        self.feed(reponse.get_data(as_text=True))

    def handle_starttag(self, balise, attributs):
        """Note a field and the attributes that are read aloud or shown."""
        a = dict(attributs)
        self._muet += balise in MUETS
        self.mots += [a[nom] for nom in LUS if a.get(nom)]
        match balise:
            case "input" if a.get("type") not in ("checkbox", "radio") or "checked" in a:
                self.champs.append((a.get("name"), a.get("value", "")))
            case "textarea":
                self._zone = a.get("name")
                self.champs.append((self._zone, ""))
            case "select":
                self._choix = a.get("name")
            case "option" if "selected" in a:
                self.champs.append((self._choix, a.get("value", "")))

    def handle_endtag(self, balise):
        """Leave a text area, or what is not read."""
        self._muet -= balise in MUETS
        if balise == "textarea":
            self._zone = None

    def handle_data(self, texte):
        """Note what is typed in a text area, or a piece of text."""
        if self._zone:
            self.champs[-1] = (self._zone, self.champs[-1][1] + texte.removeprefix("\n"))
        elif not self._muet:
            self.mots.append(texte)

    @property
    def texte(self) -> str:
        """What the page says, every run of spaces made one."""
        return re.sub(r"\s+", " ", " ".join(self.mots)).strip()


def champs(reponse, nom: str) -> list[str]:
    """Return what each field of that name holds, in order."""
    return [valeur for cle, valeur in Page(reponse).champs if cle == nom]


def formulaire(reponse) -> dict[str, str]:
    """Return what the fields of a page hold, by name; the last of a name counts."""
    return {cle: valeur for cle, valeur in Page(reponse).champs if cle}
