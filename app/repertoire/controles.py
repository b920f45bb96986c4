"""The numbers by which the fund knows people, firms and their bank accounts, as columns ask for them."""

from wtforms import Field, ValidationError
from wtforms.form import BaseForm

from app.generateur.controles import Chiffres, montre_par
from app.regles.francais import INSECABLE
from app.repertoire.compte_bancaire import lire_compte, montrer_compte

numero_d_assure = Chiffres(4, 15, "Un numéro d’assurance est fait de 4 à 15 chiffres.")
numero_d_employeur = Chiffres(4, 8, "Un numéro d’employeur est fait de 4 à 8 chiffres.")
nif = Chiffres(10, 10, "Le NIF est fait de 10 chiffres.")


def montrer_niu(numero: str) -> str:
    """Return a national number as its receipt parts it, « 1234 5678 9012 », held together on one line."""
    return INSECABLE.join(numero[debut : debut + 4] for debut in range(0, len(numero), 4))


niu = montre_par(montrer_niu)(
    Chiffres(12, 12, "Le NIU est fait de 12 chiffres : recopiez ceux de votre récépissé.")
)
"""What is known of the national number: how many digits it has. Nothing is known of a check digit."""


@montre_par(montrer_compte)
def compte_bancaire(_form: BaseForm, champ: Field) -> None:
    """Ask for a bank account, by its RIB or its IBAN; it is kept as `lire_compte` returns it."""
    if champ.data:
        try:
            champ.data = lire_compte(champ.data)
        except ValueError as refus:
            raise ValidationError(str(refus)) from None
