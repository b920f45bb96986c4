"""What columns ask of what is typed in them: WTForms validators, named on the columns."""

import enum
import re
from collections.abc import Callable, Iterable
from typing import TypeVar
from unicodedata import combining

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Length, NumberRange, StopValidation

from app.classeurs import cellules
from app.regles import francais
from app.socle.horloge import aujourd_hui
from app.socle.signes import imprevus

F = TypeVar("F", bound=Callable[[BaseForm, Field], None])
PAS_UN_TELEPHONE = (
    "Ce numéro n’est pas reconnu : huit chiffres au Togo, sinon commencez par « + » et l’indicatif."
)
PAS_UN_MOBILE = "Écrivez un numéro de mobile togolais de 8 chiffres, par exemple 90 12 34 56."
TROP_LONG = "Ce texte est trop long : {0} caractères au plus."
LIENS = frozenset(" -‑'’ʼ.")
"""What stands between the letters of a name: « N’Souvi », « Amouzou-Kpakpo », « Jr. »."""
SIGNES_MONTRES = 8
"""How many of the signs that do not print are shown, at most."""
EN_TOGO = re.compile(r"(?:(?:\+|00)?228)?((?:2[2-7]|7[0-39]|9[0-36-9])\d{6})")
"""A telephone number of Togo, mobile or fixed, without what parts its figures."""
MOBILE = re.compile(r"\+228(?:7[0-39]|9[0-36-9])\d{6}")
"""A mobile number of Togo, as the register writes it."""
_ENTRE_NUMEROS = re.compile(r"\s+/\s+|\s*[;,]\s*")
A_L_ETRANGER = re.compile(r"(?:\+|00)(?!228)([1-9]\d{5,14})")


def au_clavier(genre: str) -> Callable[[F], F]:
    """Return a decorator: a phone shows the keyboard `genre` (HTML `inputmode`) where this check stands."""

    def marquer(controle: F) -> F:
        controle.clavier = genre  # type: ignore[attr-defined]  # read by clavier_de
        return controle

    return marquer


def montre_par(montrer: Callable[[str], str]) -> Callable[[F], F]:
    """Return a decorator: what a column with this check holds is shown as `montrer` returns it."""

    def marquer(controle: F) -> F:
        controle.montrer = montrer  # type: ignore[attr-defined]  # read by afficheur
        return controle

    return marquer


def clavier_de(controles: Iterable[object]) -> str:
    """Return the keyboard that the checks of a column ask for, the one of a text by default."""
    return next((c.clavier for c in controles if hasattr(c, "clavier")), "text")


def qui_ne_s_imprime_pas(texte: str) -> str:
    """Return which signs of a text no document prints, in French; empty when it prints."""
    if not (signes := imprevus(texte)):
        return ""
    montres = " ".join(sorted(s for s in signes if s.isprintable())[:SIGNES_MONTRES]) or "invisible"
    que_faire = "écrivez-le en lettres latines" if any(map(str.isalpha, signes)) else "retirez-le"
    return f"Ce texte contient un signe qui ne s’imprime pas ({montres}) : {que_faire}."


def lisible(_form: BaseForm, champ: Field) -> None:
    """Refuse what no document prints: other scripts, emoji, control characters."""
    if refus := qui_ne_s_imprime_pas(champ.data or ""):
        raise ValidationError(refus)


def nom_de_personne(_form: BaseForm, champ: Field) -> None:
    """Ask for a name: letters and what joins them, neither figures nor an address or a sentence."""
    texte = champ.data or ""
    etrangers = sorted(
        {signe for signe in texte if not (signe.isalpha() or combining(signe) or signe in LIENS)}
    )
    if texte and (etrangers or not any(map(str.isalpha, texte))):
        lesquels = f" ({' '.join(etrangers)})" if etrangers else ""
        raise ValidationError(f"Un nom s’écrit en lettres : retirez ce qui n’en est pas{lesquels}.")


def a_venir(_form: BaseForm, champ: Field) -> None:
    """Refuse a date already past."""
    if champ.data and champ.data < aujourd_hui():
        raise ValidationError("Cette date est passée : indiquez une date à venir.")


def pas_dans_le_futur(_form: BaseForm, champ: Field) -> None:
    """Refuse a date not yet reached."""
    if champ.data and champ.data > aujourd_hui():
        raise ValidationError("Cette date est dans le futur : vérifiez l’année.")


def deja_ne(_form: BaseForm, champ: Field) -> None:
    """Refuse a birth not yet reached; where it stands, a year of two digits is of somebody born already."""
    pas_dans_le_futur(_form, champ)


def mois_ecoule(_form: BaseForm, champ: Field) -> None:
    """Refuse a month that has not begun."""
    jour = aujourd_hui()
    if champ.data and champ.data > jour.year * 100 + jour.month:
        raise ValidationError("Ce mois n’est pas encore commencé : vérifiez l’année.")


def heure(_form: BaseForm, champ: Field) -> None:
    """Ask for an hour of the day; « 8h30 », « 8 h » and « 8:30 » are kept as 08:30."""
    trouve = re.fullmatch(r"(\d{1,2})\s*[h:]\s*(\d{2})?", (champ.data or "").strip().lower())
    if trouve and int(trouve[1]) < 24 and int(trouve[2] or 0) < 60:
        champ.data = f"{int(trouve[1]):02d}:{trouve[2] or '00'}"
    elif champ.data:
        raise ValidationError("Écrivez l’heure comme 08:30.")


class Chiffres:
    """Ask for digits only, `minimum` to `maximum` of them, leading zeros kept.

    What parts them is taken out, as it is in a workbook (see `app.classeurs.cellules.numero`).
    `phrase` is what is told of anything else.
    """

    clavier = "numeric"

    def __init__(self, minimum: int, maximum: int, phrase: str):
        self.motif, self.phrase = re.compile(rf"[0-9]{{{minimum},{maximum}}}"), phrase

    def __call__(self, _form: BaseForm, champ: Field) -> None:
        """Take out what parts them, then refuse what is not made of that many digits."""
        ecrit = (champ.data or "").strip()
        champ.data = cellules.numero(champ.data) if champ.data else champ.data
        if ecrit and not self.motif.fullmatch(champ.data or ""):
            raise ValidationError(self.phrase)


def lire_telephone(texte: str) -> str:
    """Return a telephone number as the register writes it, +22890114257; empty when it is none."""
    propre = re.sub(r"[\s./()\-\u2010-\u2015]", "", texte)
    if trouve := EN_TOGO.fullmatch(propre):
        return f"+228{trouve[1]}"
    trouve = A_L_ETRANGER.fullmatch(propre)
    return f"+{trouve[1]}" if trouve else ""


def lire_mobile(texte: str) -> str:
    """Return a mobile number of Togo as the register writes it; empty when it is none."""
    lu = lire_telephone(texte)
    return lu if MOBILE.fullmatch(lu) else ""


@au_clavier("tel")
@montre_par(francais.telephone)
def telephone(_form: BaseForm, champ: Field) -> None:
    """Ask for a telephone number of Togo, or one that begins with the « + » of another country.

    However it was parted (« 90 11 42 57 », « (+228) 90-11-42-57 », « 00228… »), it is kept as the register
    writes it: +22890114257.
    """
    ecrit = (champ.data or "").strip()
    champ.data = lire_telephone(ecrit) or champ.data
    if ecrit and not lire_telephone(ecrit):
        raise ValidationError(PAS_UN_TELEPHONE)


def lire_courriel(texte: str) -> str:
    """Return an e-mail address that can be written to, in small letters; empty when it is none."""
    try:
        return validate_email(texte.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


def telephones(_form: BaseForm, champ: Field) -> None:
    """Ask for telephone numbers parted by « / », « ; » or a comma; they are kept as people read them."""
    lus = [lire_telephone(ecrit) for ecrit in _ENTRE_NUMEROS.split((champ.data or "").strip(" /;,"))]
    if champ.data and not all(lus):
        raise ValidationError(PAS_UN_TELEPHONE)
    champ.data = " / ".join(map(francais.telephone, lus))


@au_clavier("tel")
@montre_par(francais.telephone)
def mobile(_form: BaseForm, champ: Field) -> None:
    """Ask for a mobile number of Togo, however it was parted; it is kept as the register writes it."""
    ecrit = champ.data
    champ.data = lire_mobile(ecrit or "") or ecrit
    if ecrit and not lire_mobile(ecrit):
        raise ValidationError(PAS_UN_MOBILE)


@au_clavier("email")
def courriel(_form: BaseForm, champ: Field) -> None:
    """Ask for an e-mail address that can be written to; it is kept in small letters."""
    ecrit = champ.data
    champ.data = lire_courriel(ecrit or "") or ecrit
    if ecrit and not lire_courriel(ecrit):
        raise ValidationError("Cette adresse n’est pas complète : écrivez-la comme prenom.nom@exemple.tg.")


def lire_adresse(texte: str) -> str:
    """Return what one is written to by: an e-mail in small letters, a telephone as the register writes it.

    Empty when it is neither.
    """
    return lire_courriel(texte) if "@" in texte else lire_telephone(texte)


def telephone_ou_courriel(_form: BaseForm, champ: Field) -> None:
    """Ask for a telephone number or an e-mail; it is kept as `lire_adresse` returns it."""
    ecrit = champ.data
    champ.data = lire_adresse(ecrit or "") or ecrit
    if ecrit and not lire_adresse(ecrit):
        raise ValidationError(
            "Écrivez un numéro de téléphone (8 chiffres au Togo, « + » et l’indicatif ailleurs) ou une "
            "adresse de courriel complète, comme prenom.nom@exemple.tg."
        )


class RequisSi:
    """Ask for a column where another one holds some members of its enumeration; elsewhere it may be empty.

    `selon` says it in words beside the label, « sauf au guichet ».
    """

    def __init__(self, autre: str, *membres: enum.Enum, selon: str):
        self.autre, self.noms = autre, {m.name for m in membres}
        self.field_flags = {"selon": selon}

    def __call__(self, form: BaseForm, champ: Field) -> None:
        """Stop at an empty field, with what to do where it is asked for."""
        if champ.data:
            return
        demande = form[self.autre].data in self.noms
        mode = form[self.autre].label.text.lower()
        raise StopValidation(f"Remplissez ce champ : le {mode} choisi le demande." if demande else "")


def au_plus(longueur: int, phrase: str = TROP_LONG) -> Length:
    """Return the check of a length that the browser does not apply: it would cut what is pasted, silently."""
    controle = Length(max=longueur, message=phrase.format(longueur))
    controle.field_flags = {}
    return controle


def entre(minimum: int, maximum: int) -> NumberRange:
    """Return the validator of a whole number between two bounds, both included."""
    return NumberRange(minimum, maximum, f"Indiquez un nombre entre {minimum} et {maximum}.")
