"""The form that asks which column of a file is which."""

from functools import cached_property
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField

from app.classeurs import nommer
from app.classeurs.colonnes import Colonne, Format, empreinte
from app.classeurs.entete import titres as en_titres
from app.classeurs.titres import Titre, Titres
from app.generateur.champs_lus import en_choix

A_NE_PAS_LIRE = ("", "Ne pas lire cette colonne")
DEJA_DITE = "La colonne {lettre} est déjà lue comme « {titre} » : n’en gardez qu’une des deux."
MEME_TITRE = (
    "Cette colonne a le même titre que la colonne {lettre} : donnez-leur des titres différents dans votre"
    " fichier, puis renvoyez-le."
)
MANQUENT = "Dites quelle colonne de votre fichier contient : {titres}."


class ChoixDesColonnes(FlaskForm):
    """One list a column of the file; `titres` and `format_` are set by `formulaire`."""

    titres: tuple[Titre, ...] = ()
    format_ = Format("", (), "", "")

    @cached_property
    def lues(self) -> dict[str, str]:
        """Return what each column is read as, by its letter, as its title says or as it was named before."""
        cles = nommer.lues([t.intitule for t in self.titres], self.format_)
        return {titre.lettre: cle for titre, cle in zip(self.titres, cles, strict=True)}

    @property
    def a_dire(self) -> list[Field]:
        """Return the lists of the columns whose title does not say enough, and of those that were named."""
        return [self[_nom(titre)] for titre in self.titres if self._est_a_dire(titre)]

    @property
    def reconnues(self) -> list[Field]:
        """Return the lists of the columns that their titles say."""
        return [self[_nom(titre)] for titre in self.titres if not self._est_a_dire(titre)]

    @property
    def manquantes(self) -> str:
        """Return the titles of the required columns that no column of the file is read as."""
        lues = set(self.lues.values())
        return en_titres(self.format_, [cle for cle in self.format_.requises if cle not in lues])

    @property
    def choix(self) -> dict[str, str]:
        """Return the key chosen for each title of the file."""
        return {titre.intitule: self[_nom(titre)].data for titre in self.titres}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a column twice, two answers for one title, a required column that none is read as."""
        valide = super().validate(extra_validators)
        par_cle: dict[str, Titre] = {}
        par_titre: dict[str, Titre] = {}
        for titre in self.titres:
            champ, meme = self[_nom(titre)], par_titre.setdefault(empreinte(titre.intitule), titre)
            if self[_nom(meme)].data != champ.data:
                _refuser(champ, MEME_TITRE.format(lettre=meme.lettre))
            elif champ.data and par_cle.setdefault(champ.data, titre) is not titre:
                deja, colonne = par_cle[champ.data], self.format_.par_cle[champ.data]
                _refuser(champ, DEJA_DITE.format(lettre=deja.lettre, titre=colonne.entete))
            valide = valide and not champ.errors
        absentes = [cle for cle in self.format_.requises if cle not in par_cle]
        if absentes:
            self.form_errors.append(MANQUENT.format(titres=en_titres(self.format_, absentes)))
        return valide and not absentes

    def _est_a_dire(self, titre: Titre) -> bool:
        cle = self.lues[titre.lettre]
        dite = self.format_.nommee(titre.intitule) is not None
        return not cle or dite or list(self.lues.values()).count(cle) > 1


def formulaire(titres: Titres, format_: Format) -> ChoixDesColonnes:
    """Return the form for the titles of a sheet, `format_` knowing what was named before."""
    propres = {"titres": titres.titres, "format_": format_}
    proposees = nommer.proposees([t.intitule for t in titres.titres], format_)
    listes = {
        _nom(titre): SelectField(
            f"Colonne {titre.lettre} : « {titre.intitule} »",
            description=_exemples(titre),
            choices=en_choix([A_NE_PAS_LIRE, *((c.cle, _option(c)) for c in format_.colonnes)]),
            default=cle,
        )
        for titre, cle in zip(titres.titres, proposees, strict=True)
    }
    classe: type[ChoixDesColonnes] = type("FormulaireColonnes", (ChoixDesColonnes,), propres | listes)
    return classe()


def _nom(titre: Titre) -> str:
    return f"colonne_{titre.lettre}"


def _option(colonne: Colonne) -> str:
    return f"{colonne.entete} (obligatoire)" if colonne.requise else colonne.entete


def _exemples(titre: Titre) -> str:
    if not titre.exemples:
        return "Rien n’est écrit sous ce titre."
    return "Par exemple : " + " ; ".join(titre.exemples)


def _refuser(champ: Field, message: str) -> None:
    champ.errors = [*champ.errors, message]
