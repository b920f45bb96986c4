"""The forms of a waiver: how much of the surcharges is let off, chosen in so many words, and why."""

import uuid
from typing import Self

from wtforms import HiddenField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from app.generateur.champs_lus import ChampMontant, en_choix
from app.generateur.controles import au_plus, lisible
from app.generateur.formulaires import Formulaire
from app.regles import francais, mois

TOUS = 0
"""The choice of every month, where a month is yyyymm."""
TOUT, PARTIE = "tout", "partie"
PARTS = {TOUT: "La totalité", PARTIE: "Une partie, du mois le plus ancien au plus récent"}


class FormulaireReponse(Formulaire):
    """How much is let off of what is asked for, and why; nothing is let off by leaving a field empty."""

    part = RadioField("Ce qui est remis", choices=en_choix(PARTS.items()), validate_choice=False)
    montant = ChampMontant("Montant remis", description="Seulement pour « Une partie ».")
    motif = TextAreaField(
        "Motif de la décision",
        [InputRequired("Écrivez le motif : il reste au compte."), lisible, au_plus(500)],
        description="L’employeur le lira.",
    )
    cle_unique = HiddenField()
    dues: dict[int, int]
    """The surcharges due, francs by month."""
    refuser = HiddenField()
    """What the button that refuses sends: no amount is then asked for."""

    @classmethod
    def pour(cls, dues: dict[int, int]) -> Self:
        """Return the form for the surcharges due, francs by month."""
        form = cls()
        form.dues = dues
        form.cle_unique.data = form.cle_unique.data or uuid.uuid4().hex
        return form

    def validate_part(self, champ):
        """Have all or part chosen."""
        if not self.refuser.data and champ.data not in PARTS:
            raise ValidationError("Choisissez la totalité ou une partie.")

    def validate_montant(self, champ):
        """Ask for the amount of a part, and for no other amount than all where all is chosen."""
        if self.refuser.data:
            return
        if self.part.data == PARTIE and champ.data is None:
            raise ValidationError("Écrivez le montant que vous remettez, en francs.")
        if self.part.data == TOUT and champ.data not in (None, sum(self.choisies.values())):
            raise ValidationError("Ce n’est pas la totalité : choisissez « Une partie » ou effacez-le.")

    @property
    def choisies(self) -> dict[int, int]:
        """Return the surcharges that the decision is about, in francs by month."""
        return self.dues

    @property
    def accorde(self) -> int:
        """Return the francs let off."""
        return sum(self.choisies.values()) if self.part.data == TOUT else int(self.montant.data)


class FormulaireRemise(FormulaireReponse):
    """What is let off without being asked: every month, or one."""

    periode = SelectField("Majorations", coerce=int)

    @classmethod
    def pour(cls, dues: dict[int, int]) -> Self:
        """Return the form for the surcharges due, francs by month."""
        form = super().pour(dues)
        tous = [(TOUS, f"Tous les mois : {francais.francs(sum(dues.values()))}")] if len(dues) > 1 else []
        par_mois = [(p, f"{mois.libelle(p).capitalize()} : {francais.francs(du)}") for p, du in dues.items()]
        form.periode.choices = en_choix([*tous, *par_mois])
        return form

    @property
    def choisies(self) -> dict[int, int]:
        """Return the month chosen, or all; nothing for a month that owes nothing."""
        if self.periode.data == TOUS:
            return self.dues
        return {p: du for p, du in self.dues.items() if p == self.periode.data}
