"""The numbers by which the fund knows people and firms, as columns ask for them."""

from app.generateur.controles import Chiffres

numero_d_assure = Chiffres(4, 15, "Un numéro d’assurance est fait de 4 à 15 chiffres.")
nif = Chiffres(10, 10, "Le NIF est fait de 10 chiffres.")
